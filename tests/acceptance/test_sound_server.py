"""With eyes shut: the sound server dies and comes back."""

import signal
import time

import pytest

from tests.acceptance.camera import Camera
from tests.acceptance.conftest import PAST_THE_TOUR
from tests.acceptance.desk import Desk, heard_among, send
from tests.acceptance.test_values import IN_WORDS, VALUES

pytestmark = pytest.mark.acceptance


def test_sound_server_killed_and_back(desk: Desk, camera: Camera) -> None:
    mark = desk.start("--source", camera.source, settings=PAST_THE_TOUR)
    desk.hear("Ready", since=mark)
    desk.wait_for_silence()
    mark = desk.mark()
    desk.stop_sound()
    camera.show("20")
    desk.wait_for("announcement", since=mark)
    camera.show(None, frames=30)
    mark = desk.mark()
    desk.start_sound()
    desk.hear("sound is back", since=mark)
    desk.wait_for_silence()
    mark = desk.mark()
    camera.show("5")
    heard = desk.hear("^5 specimen units", since=mark)
    assert heard_among(VALUES, heard.sound) == [IN_WORDS["5"]]


def test_sound_server_that_hangs_is_told_and_words_come_when_it_goes_on(desk: Desk, camera: Camera) -> None:
    mark = desk.start("--source", camera.source, settings=PAST_THE_TOUR)
    desk.hear("Ready", since=mark)
    desk.wait_for_silence()
    mark = desk.mark()
    server = desk.sound_server()
    send(server, signal.SIGSTOP)
    desk.wait_for("status", since=mark, text="sound was lost")
    send(server, signal.SIGCONT)
    desk.wait_for("status", since=mark, text="sound is back")
    desk.wait_for_silence()
    mark = desk.mark()
    camera.show("5")
    heard = desk.hear("^5 specimen units", since=mark)
    assert heard_among(VALUES, heard.sound[-1:]) == [IN_WORDS["5"]]


def test_sound_server_that_is_late_for_a_moment_is_not_called_lost(desk: Desk, camera: Camera) -> None:
    mark = desk.start("--source", camera.source, settings={**PAST_THE_TOUR, "guidance": "values_only"})
    desk.hear("Ready", since=mark)
    desk.wait_for_silence()
    mark = desk.mark()
    camera.show("20")
    desk.wait_for("announcement", since=mark)
    announced = desk.mark()
    desk.until(lambda: desk.said(announced), "the value")
    send(desk.sound_server(), signal.SIGSTOP)
    time.sleep(0.8)
    send(desk.sound_server(), signal.SIGCONT)
    heard = desk.hear("^20 specimen units", since=mark)
    assert heard.event.interruptions >= 1, "it came out in pieces, and was said again"
    (words,) = heard_among(VALUES, heard.sound[-1:], several=True)
    assert words.endswith(IN_WORDS["20"])
    assert [event.text for event in desk.events("status", since=mark) if event.status in ("problem", "well")] == []
