"""With eyes shut: the voice speaks faster, and the window changes its language when asked to and not before."""

import json

import pytest

from tests.acceptance.camera import Camera
from tests.acceptance.conftest import PAST_THE_TOUR
from tests.acceptance.desk import Desk

pytestmark = pytest.mark.acceptance


def _setting(desk: Desk, name: str) -> object:
    if not desk.settings_file.is_file():
        return None
    return json.loads(desk.settings_file.read_text(encoding="utf-8")).get(name)


def _length_s(desk: Desk) -> float:
    """How long the last value takes when it is said again."""
    desk.wait_for_silence()
    mark = desk.press("F6")
    return sum(part.duration_s for part in desk.hear("^20 specimen units", since=mark).sound)


def test_speed_of_the_voice(desk: Desk, camera: Camera) -> None:
    mark = desk.start("--source", camera.source, settings=PAST_THE_TOUR)
    desk.hear("Ready", since=mark)
    mark = desk.mark()
    camera.show("20")
    desk.hear("^20 specimen units", since=mark)
    before_s = _length_s(desk)
    mark = desk.press("F10")
    desk.hear("Settings", since=mark)
    heard = desk.go_to("[Ss]peed")
    assert any(sign.isdigit() for sign in heard.text), heard.text
    mark = desk.press("Right", "Right", "Right", "Right", "Right")
    # A sample at the new speed, which is no value.
    sample = desk.hear("", since=mark)
    assert "specimen" not in sample.text
    desk.press("Escape")
    assert _length_s(desk) < 0.95 * before_s


def test_language_is_taken_on_enter_and_not_before(desk: Desk, camera: Camera) -> None:
    mark = desk.start("--source", camera.source, settings=PAST_THE_TOUR)
    desk.hear("Ready", since=mark)
    desk.wait_for_silence()
    mark = desk.press("F10")
    desk.hear("Settings. Language, English", since=mark)
    assert desk.window_title() == "Settings – Noteworthy"
    mark = desk.press("Down")
    desk.hear("", since=mark)
    desk.go_to("Deutsch", key="Up", times=10)
    assert _setting(desk, "language") == "en"
    assert not [event for event in desk.events("utterance", since=mark) if "Sprache" in event.text]
    mark = desk.press("Return")
    desk.until(lambda: _setting(desk, "language") == "de", "German among the settings")
    desk.hear("Optionen. Sprache, Deutsch", since=mark)
    assert desk.window_title() == "Optionen – Noteworthy"
    desk.wait_for_silence()
    desk.press("Escape")
    mark = desk.press("F6")
    desk.hear("Noch nichts|nichts zu wiederholen", since=mark)
