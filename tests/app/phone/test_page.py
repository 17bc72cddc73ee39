"""The page in a real browser with a fake camera: what it shows, sends and says. Skipped where there is no Chromium."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import cv2
import numpy as np
import pytest

from app.camera.phone_source import decode_sent
from app.feedback.phone_words import page_words
from app.phone.events import PhoneEvent
from tests.app.phone.pages import HOST, WAIT_S, Phone, Serving, needs_packages
from tests.app.service import chromium
from tests.app.service.chromium import Page

pytestmark = needs_packages

LIMIT_S = 120.0
GREEN_BGR = (60, 160, 40)
ENGLISH = page_words()["en"]
SPY = """
window.said = [];
speechSynthesis.speak = (utterance) => { said.push(utterance.text); };
speechSynthesis.cancel = () => {};
"""
REFUSING = "navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', 'NotAllowedError'); };"

Browsers = Callable[[], Page]


@pytest.fixture
def serving() -> Iterator[Serving]:
    with Serving() as made:
        yield made


@pytest.fixture
def browsers(tmp_path: Path) -> Iterator[Browsers]:
    """Makes phones, each with a camera that sees plain green."""
    program = chromium.find()
    if program is None or sys.platform == "win32":
        pytest.skip("no Chromium here: apt-get install chromium")
    film = tmp_path / "camera.mjpeg"
    film.write_bytes(cv2.imencode(".jpg", np.full((240, 320, 3), GREEN_BGR, np.uint8))[1].tobytes() * 60)
    with ExitStack() as stack:
        made: list[Page] = []

        def browser() -> Page:
            opened: AbstractContextManager[Page] = chromium.browser(
                program,
                tmp_path / f"profile-{len(made)}",
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream",
                f"--use-file-for-fake-video-capture={film}",
                "--ignore-certificate-errors",
                "--lang=en",
                limit_s=LIMIT_S,
            )
            made.append(stack.enter_context(opened))
            made[-1].call("Page.addScriptToEvaluateOnNewDocument", source=SPY)
            return made[-1]

        yield browser


def open_page(page: Page, serving: Serving, key: str | None = None) -> None:
    invitation = serving.server.invitation
    assert invitation is not None
    page.call("Page.navigate", url=f"https://{HOST}:{serving.port}/#{invitation.key if key is None else key}")


def until(page: Page, condition: str) -> None:
    """Wait in the page itself; the browser's watchdog ends a wait that never would."""
    page.evaluate(
        f"new Promise((done) => {{ const look = () => {condition} ? done(true) : setTimeout(look, 20); look(); }})"
    )


def until_state(page: Page, key: str) -> None:
    until(page, f"document.getElementById('state') && document.getElementById('state').dataset.key === '{key}'")


def test_a_scanned_address_makes_the_phone_the_camera_by_itself(serving: Serving, browsers: Browsers) -> None:
    page = browsers()
    open_page(page, serving)
    assert serving.next_event() is PhoneEvent.JOINED
    data = serving.server.picture(WAIT_S)
    assert data is not None
    image = decode_sent(data)
    assert image is not None
    assert image.reshape(-1, 3).mean(axis=0) == pytest.approx(GREEN_BGR, abs=12)
    until_state(page, "camera")
    assert page.evaluate("document.getElementById('state').textContent") == ENGLISH["camera"]
    assert page.evaluate("location.href") == f"https://{HOST}:{serving.port}/", "the key is gone from the address"
    assert page.evaluate("document.cookie + localStorage.length") == "0", "nothing is kept"


def test_a_typed_code_does_the_same_and_a_wrong_one_is_told(serving: Serving, browsers: Browsers) -> None:
    page = browsers()
    open_page(page, serving, key="")
    until_state(page, "ask_code")
    enter = "document.getElementById('code').value = '{}'; document.getElementById('connect').click()"
    page.evaluate(enter.format("wrong"))
    until_state(page, "wrong")
    assert page.evaluate("document.activeElement.id") == "code"
    page.evaluate(enter.format(f"{serving.code[:3]} {serving.code[3:]}"))
    until_state(page, "camera")
    assert serving.server.picture(WAIT_S)


def test_values_are_said_there_once_that_is_wanted(serving: Serving, browsers: Browsers) -> None:
    page = browsers()
    open_page(page, serving)
    until_state(page, "camera")
    serving.server.say("5 dollars", "en", lambda: True)
    # One may lie there, and one be on its way; with the answer to the third the words were forgotten.
    assert all(serving.server.picture(WAIT_S) for _ in range(3))
    assert page.evaluate("document.getElementById('say').getAttribute('aria-pressed')") == "false"
    page.evaluate("document.getElementById('say').click()")
    assert page.evaluate("document.getElementById('say').getAttribute('aria-pressed')") == "true"
    # Until the first picture after the press has come, words still find no taker.
    while not page.evaluate("said.includes('20 dollars')"):
        serving.server.say("20 dollars", "en", lambda: True)
    assert set(page.evaluate("said")) == {ENGLISH["saying"], "20 dollars"}
    assert page.evaluate("said[0]") == ENGLISH["saying"]
    assert page.evaluate("document.getElementById('value').textContent") == "20 dollars"


def test_a_second_phone_waits_and_is_the_camera_once_it_is_let_in(serving: Serving, browsers: Browsers) -> None:
    first, second = browsers(), browsers()
    open_page(first, serving)
    until_state(first, "camera")
    open_page(second, serving)
    until_state(second, "waiting")
    until_state(first, "other")
    assert serving.server.swap()
    until_state(first, "waiting")
    until_state(second, "other")


def test_a_page_that_is_loaded_anew_goes_on_and_one_that_is_closed_is_told(
    serving: Serving, browsers: Browsers
) -> None:
    page = browsers()
    open_page(page, serving)
    until_state(page, "camera")
    page.evaluate("window.isOld = true")
    page.call("Page.reload")
    until(page, "!window.isOld")
    until_state(page, "camera")
    page.call("Page.navigate", url="about:blank")
    events = [serving.next_event()]
    while events.count(PhoneEvent.LEFT) < 2:
        events.append(serving.next_event())
    assert events[0] is PhoneEvent.JOINED


def test_a_browser_that_gives_no_camera_is_told_on_both(serving: Serving, browsers: Browsers) -> None:
    page = browsers()
    page.call("Page.addScriptToEvaluateOnNewDocument", source=REFUSING)
    open_page(page, serving)
    until_state(page, "refused")
    assert [serving.next_event(), serving.next_event()] == [PhoneEvent.JOINED, PhoneEvent.REFUSED]
    assert page.evaluate("document.getElementById('camera').textContent") == ENGLISH["start"]


def test_the_large_button_stops_and_goes_on(serving: Serving, browsers: Browsers) -> None:
    page = browsers()
    open_page(page, serving)
    until_state(page, "camera")
    page.evaluate("document.getElementById('camera').click()")
    until_state(page, "stopped")
    assert [serving.next_event(), serving.next_event()] == [PhoneEvent.JOINED, PhoneEvent.STOPPED]
    page.evaluate("document.getElementById('camera').click()")
    until_state(page, "camera")


def test_a_computer_that_goes_is_told_and_a_session_that_is_void_asks_for_a_code(
    serving: Serving, browsers: Browsers
) -> None:
    page = browsers()
    open_page(page, serving)
    until_state(page, "camera")
    port = serving.port
    assert serving.server.close()
    until_state(page, "lost")
    serving.server._ports = (port,)
    serving.server.begin()
    assert serving.port == port
    until_state(page, "ended")
    assert not page.evaluate("document.getElementById('ask').hidden")


def test_every_part_of_the_page_has_a_name_and_it_speaks_the_phones_language(
    serving: Serving, browsers: Browsers
) -> None:
    page = browsers()
    source = "Object.defineProperty(navigator, 'languages', { get: () => ['xx-XX', 'ar-EG', 'en'] });"
    page.call("Page.addScriptToEvaluateOnNewDocument", source=source)
    open_page(page, serving)
    until_state(page, "camera")
    arabic = page_words()["ar"]
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]
    assert page.evaluate("document.getElementById('camera').textContent") == arabic["stop"]
    assert page.evaluate("document.querySelector('label').htmlFor") == "code"
    assert page.evaluate("document.getElementById('state').getAttribute('aria-live')") == "assertive"
    assert page.evaluate("[...document.querySelectorAll('button')].every((part) => part.textContent.trim())")


def test_the_browser_itself_lets_nothing_else_in(serving: Serving, browsers: Browsers) -> None:
    page = browsers()
    open_page(page, serving)
    until_state(page, "camera")
    page.evaluate(
        "document.head.append(Object.assign(document.createElement('script'), { textContent: 'window.bad = 1' }))"
    )
    assert page.evaluate("window.bad === undefined")
    outside = page.evaluate("fetch('https://127.0.0.1:1/').then(() => 'sent', (error) => error.message)")
    assert outside != "sent"
    phone = Phone(serving.port)
    status, _ = phone.ask("POST", "/picture", b"\xff\xd8\xff", Origin="https://evil.example", Content_Type="image/jpeg")
    assert status == 403
    phone.close()
