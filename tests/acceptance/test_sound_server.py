"""With eyes shut: the sound server dies and comes back."""

import pytest

from tests.acceptance.camera import Camera
from tests.acceptance.conftest import PAST_THE_TOUR
from tests.acceptance.desk import Desk, heard_among
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
    desk.hear("sound is back", since=mark, timeout=30)
    desk.wait_for_silence()
    mark = desk.mark()
    camera.show("5")
    heard = desk.hear("^5 specimen units", since=mark)
    assert heard_among(VALUES, heard.sound) == [IN_WORDS["5"]]
