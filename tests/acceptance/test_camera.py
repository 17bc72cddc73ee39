"""With eyes shut: the camera is unplugged and plugged in again, for long or for a blink."""

import pytest

from tests.acceptance.camera import Camera
from tests.acceptance.conftest import PAST_THE_TOUR
from tests.acceptance.desk import Desk

pytestmark = pytest.mark.acceptance


def test_camera_unplugged_and_back(desk: Desk, camera: Camera) -> None:
    mark = desk.start("--source", camera.source, settings=PAST_THE_TOUR)
    desk.hear("Ready", since=mark)
    desk.wait_for_silence()
    mark = desk.mark()
    camera.unplug()
    lost = desk.wait_for("status", status="lost", since=mark)
    assert lost.at_s - mark.at_s > 0.9
    desk.hear("Camera lost", since=mark)
    mark = desk.mark()
    camera.plug_in()
    desk.hear("Camera is back", since=mark)
    mark = desk.mark()
    camera.show("20")
    desk.hear("^20 specimen units", since=mark)


def test_stream_that_blinks_is_one_stream_and_its_note_one_note(desk: Desk, camera: Camera) -> None:
    mark = desk.start("--source", camera.source, "--mode", "count", settings=PAST_THE_TOUR)
    desk.hear("Ready", since=mark)
    mark = desk.mark()
    camera.show("20")
    desk.hear("^20 specimen units, total 20", since=mark)
    for _ in range(3):
        camera.unplug()
        camera.plug_in()
        camera.show("20", frames=60)
    assert [event.text for event in desk.events("announcement", since=mark)] == [
        "20 specimen units, total 20 specimen units"
    ]
    assert not [event for event in desk.events("status", since=mark) if event.status in ("lost", "back")]


def test_start_without_a_camera_says_so_and_plays_nothing(desk: Desk) -> None:
    mark = desk.start(settings=PAST_THE_TOUR)
    desk.hear("No camera", since=mark)
    desk.wait_for_silence(3)
    assert not desk.events("announcement")
    assert not [event for event in desk.events("status") if event.status == "demo"]
