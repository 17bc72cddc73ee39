"""With eyes shut: the voice dies or hangs in the middle of a word; it is replaced, and what was asked for is said."""

import signal

import pytest

from tests.acceptance.camera import Camera
from tests.acceptance.conftest import PAST_THE_TOUR
from tests.acceptance.desk import Desk, send

pytestmark = pytest.mark.acceptance

NOTICED_WITHIN_S = 2.0


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP], ids=["killed", "hung"])
def test_voice_is_replaced_and_words_are_said(desk: Desk, camera: Camera, number: signal.Signals) -> None:
    mark = desk.start("--source", camera.source, settings=PAST_THE_TOUR)
    desk.hear("Ready", since=mark)
    desk.wait_for_silence()
    voices = desk.voice_processes()
    assert voices
    mark = desk.mark()
    for voice in voices:
        send(voice, number)
    # Words that were never said before, so that they are in no memory: the old voice would be asked for them.
    desk.press("F4")
    desk.wait_for("status", since=mark, status="problem", timeout=NOTICED_WITHIN_S + 1)
    desk.hear("I see no note", since=mark)
    desk.until(lambda: set(desk.voice_processes()) - set(voices), "another voice")
    for voice in voices:
        desk.until(lambda voice=voice: not desk.is_alive(voice), "the end of the old voice")  # type: ignore[misc]
    mark = desk.mark()
    camera.show("20")
    desk.hear("^20 specimen units", since=mark)
