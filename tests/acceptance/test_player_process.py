"""With eyes shut: the sound card's process dies or hangs amid a value, which is said whole all the same."""

import signal
import subprocess
import time

import miniaudio
import numpy as np
import pytest

from app.speech.clip import Clip
from app.speech.null_sink import RecordedSink
from app.speech.player import LOOK_EVERY_S, MiniaudioPlayer
from tests.acceptance.camera import Camera
from tests.acceptance.conftest import PAST_THE_TOUR
from tests.acceptance.desk import Desk, heard_among, send
from tests.acceptance.test_values import IN_WORDS, VALUES

pytestmark = pytest.mark.acceptance


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP], ids=["killed", "hung"])
def test_sound_card_is_taken_anew_and_the_value_is_said_whole(
    desk: Desk, camera: Camera, number: signal.Signals
) -> None:
    # A slow machine gets hints first, and it is the value that is to be cut.
    mark = desk.start("--source", camera.source, settings={**PAST_THE_TOUR, "guidance": "values_only"})
    desk.hear("Ready", since=mark)
    desk.wait_for_silence()
    (player,) = desk.player_processes()
    mark = desk.mark()
    camera.show("20")
    desk.wait_for("announcement", since=mark)
    announced = desk.mark()
    desk.until(lambda: desk.said(announced), "the value")
    send(player, number)
    heard = desk.hear("^20 specimen units", since=mark)
    assert heard.event.interruptions >= 1
    assert heard_among(VALUES, heard.sound[-1:]) == [IN_WORDS["20"]]
    assert not desk.is_alive(player)
    assert [event.text for event in desk.events("status", since=mark) if event.status in ("problem", "well")] == []


def test_clip_after_clip_leaves_no_connection_behind() -> None:
    with RecordedSink():
        player = MiniaudioPlayer(backends=[miniaudio.Backend.PULSEAUDIO])
        player.open()
        player.watch()
        before = connections()
        for _ in range(40):
            player.play(Clip(np.full(500, 3000, np.int16), 22050))
            player.cut()
            time.sleep(LOOK_EVERY_S)
            player.watch()
        assert connections() == before, "a server takes 64"
        player.close()
        assert connections() < before


def connections() -> int:
    """How many a sound server has."""
    listed = subprocess.run(["pactl", "list", "short", "clients"], capture_output=True, text=True, check=True)
    return len(listed.stdout.splitlines())
