"""The web page in a real browser with a fake camera: what it shows and says. Skipped where there is no Chromium."""

import sys
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from app.service.collecting import MARKER, Collection
from tests.app.service import chromium
from tests.app.service.chromium import Page
from tests.app.service.fakes import GREEN, GREY, make_service
from tests.app.service.test_server import Running, running

LIMIT_S = 120.0
SPY = """
window.said = [];
speechSynthesis.speak = (utterance) => { said.push(utterance.text); };
speechSynthesis.cancel = () => {};
"""


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """What the fake camera shows, over and over: grey, then a green note's worth."""
    path = tmp_path / "camera.mjpeg"
    shots = [cv2.imencode(".jpg", np.full((240, 320, 3), c[::-1], np.uint8))[1].tobytes() for c in (GREY, GREEN)]
    path.write_bytes(shots[0] * 60 + shots[1] * 120)
    return path


@pytest.fixture
def page(tmp_path: Path, film: Path) -> Iterator[Page]:
    program = chromium.find()
    if program is None or sys.platform == "win32":
        pytest.skip("no Chromium here: apt-get install chromium")
    arguments = (
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    )
    with chromium.browser(program, tmp_path / "profile", *arguments, limit_s=LIMIT_S) as page:
        page.call("Page.addScriptToEvaluateOnNewDocument", source=SPY)
        yield page


def _open(page: Page, server: Running) -> None:
    page.call("Page.navigate", url=f"http://127.0.0.1:{server.port}/")
    _until(page, "document.readyState === 'complete' && document.getElementById('currency').options.length > 1")


def _until(page: Page, condition: str) -> None:
    """Wait in the page itself; the browser's watchdog ends a wait that never would."""
    page.evaluate(
        f"new Promise((done) => {{ const look = () => {condition} ? done(true) : setTimeout(look, 20); look(); }})"
    )


def test_the_page_reads_a_note_and_says_it_once(tmp_path: Path, page: Page) -> None:
    with running(make_service(tmp_path)) as server:
        _open(page, server)
        assert page.evaluate("document.getElementById('value').getAttribute('aria-live')") == "assertive"
        page.evaluate("document.getElementById('start').click()")
        _until(page, "said.includes('20 dollars')")
        assert page.evaluate("document.getElementById('value').textContent") == "20 dollars"
        assert page.evaluate("said") == ["Ready. Hold a note in front of the camera.", "20 dollars"]
        page.evaluate("document.getElementById('repeat').click()")
        assert page.evaluate("said.slice(2)") == ["20 dollars"]
        _until(page, "said.length >= 4")
        assert page.evaluate("said[3]") == "20 dollars", "the note went and came back"
        page.evaluate("document.getElementById('start').click()")
        assert page.evaluate("document.getElementById('camera').srcObject") is None


def test_the_page_asks_before_pictures_are_kept_and_keeps_none_unasked(tmp_path: Path, page: Page) -> None:
    folder = tmp_path / "kept"
    collection = Collection(folder, most_bytes=10_000_000, most_days=30)
    with running(make_service(tmp_path, collection=collection)) as server:
        _open(page, server)
        _until(page, "!document.getElementById('consent-row').hidden")
        assert "30 days" in page.evaluate("document.getElementById('consent').textContent")
        assert page.evaluate("document.getElementById('keep').checked") is False
        page.evaluate("document.getElementById('start').click()")
        _until(page, "said.includes('20 dollars')")
        assert [path.name for path in folder.iterdir()] == [MARKER]
        page.evaluate("document.getElementById('keep').click()")
        _until(page, "said.length >= 3")
        page.evaluate("document.getElementById('start').click()")
    assert list(folder.glob("*.jpg"))
