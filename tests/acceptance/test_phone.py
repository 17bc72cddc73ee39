"""With eyes shut: a phone is the camera. Chromium with a specimen note before its fake camera stands for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from app.startup import PHONE_ADDRESS
from tests.acceptance.camera import _pictures
from tests.acceptance.conftest import PAST_THE_TOUR
from tests.acceptance.desk import Desk, Mark
from tests.app.phone.pages import HOST, needs_packages
from tests.app.service import chromium
from tests.app.service.chromium import Page

pytestmark = [pytest.mark.acceptance, needs_packages]

LIMIT_S = 240.0
INVITED = r"open this address in its browser: (.+), port ([\d ]+)\..*type the code ([\d ,]+)\."
STATE = "document.getElementById('state').textContent"

Phones = Callable[[], AbstractContextManager[Page]]


@pytest.fixture
def phones(tmp_path: Path) -> Phones:
    """Makes phones: each a browser of its own, whose camera sees a specimen note of 20."""
    program = chromium.find()
    if program is None:
        pytest.skip("no Chromium here: apt-get install chromium")
    film = tmp_path / "camera.mjpeg"
    film.write_bytes(b"".join(_pictures("20")) * 8)
    made = 0

    def phone() -> AbstractContextManager[Page]:
        nonlocal made
        made += 1
        return chromium.browser(
            program,
            tmp_path / f"phone-{made}",
            "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-video-capture={film}",
            # The person who goes on after the warning.
            "--ignore-certificate-errors",
            limit_s=LIMIT_S,
        )

    return phone


def invited(desk: Desk, since: Mark) -> tuple[str, str]:
    """The address and the code as they were said, without spaces."""
    said = desk.wait_for("utterance", since=since, text="To make a phone the camera").text
    found = re.search(INVITED, said)
    assert found is not None, said
    host = found[1].replace(" ", "").replace(",", "").replace("dot", ".")
    return f"https://{host}:{found[2].replace(' ', '')}/", re.sub(r"\D", "", found[3])


def open_page(phone: Page, address: str, code: str) -> None:
    """Type the address, then the code, and press the button."""
    phone.call("Page.navigate", url=address)
    until(phone, "document.getElementById('ask') && !document.getElementById('ask').hidden")
    phone.evaluate(f"document.getElementById('code').value = '{code}'; document.getElementById('connect').click()")


def until(phone: Page, condition: str) -> None:
    phone.evaluate(
        f"new Promise((done) => {{ const look = () => {condition} ? done(true) : setTimeout(look, 50); look(); }})"
    )


def test_a_phone_is_the_camera_goes_and_comes_back_and_a_second_one_waits(desk: Desk, phones: Phones) -> None:
    mark = desk.start("--source", "demo", settings=PAST_THE_TOUR, **{PHONE_ADDRESS: HOST})
    mark = desk.press("shift+F8")
    address, code = invited(desk, mark)
    with phones() as phone:
        mark = desk.mark()
        open_page(phone, address, code)
        desk.hear("A phone is the camera", since=mark)
        desk.hear("^20 specimen units", since=mark)
        phone.evaluate("window.said = []; speechSynthesis.speak = (u) => said.push(u.text)")
        phone.evaluate("document.getElementById('say').click()")
        mark = desk.press("ctrl+shift+o")
        _, code = invited(desk, mark)
        with phones() as second:
            mark = desk.mark()
            open_page(second, address, code)
            desk.hear("Another phone wants to be the camera", since=mark)
            until(second, f"document.getElementById('state') && {STATE}.startsWith('Another phone is the camera')")
            until(phone, f"{STATE}.startsWith('Another phone wants')")
        mark = desk.mark()
    # The browser was killed: the phone is lost, and comes back with a new code.
    desk.wait_for("status", since=mark, status="lost")
    mark = desk.press("ctrl+shift+o")
    _, code = invited(desk, mark)
    with phones() as phone:
        mark = desk.mark()
        open_page(phone, address, code)
        desk.wait_for("status", since=mark, status="back")
        desk.hear("^20 specimen units", since=mark)
        desk.press("ctrl+q")
        assert desk.ended() == 0
