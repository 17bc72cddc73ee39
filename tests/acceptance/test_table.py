"""With eyes shut: what is on the table? All notes at one key, counted together, taken back together."""

import pytest

from tests.acceptance.camera import Camera
from tests.acceptance.conftest import PAST_THE_TOUR
from tests.acceptance.desk import Desk

pytestmark = pytest.mark.acceptance

FIVE = "20+50+20+5+100"


def test_all_notes_on_the_table_are_told_at_one_key_and_counted_together(desk: Desk, camera: Camera) -> None:
    mark = desk.start("--source", camera.source, settings=PAST_THE_TOUR)
    desk.hear("Ready", since=mark)
    camera.show(FIVE, frames=20)
    desk.wait_for_silence()
    mark = desk.press("ctrl+e")
    told = desk.wait_for("table", since=mark)
    assert [(note["value"], note["count"]) for note in told.notes] == [("100", 1), ("50", 1), ("20", 2), ("5", 1)]
    assert told.unread == []
    desk.hear("^5 notes: .*Together 195 specimen units", since=mark)
    mark = desk.press("F3")
    desk.hear("Count mode", since=mark)
    mark = desk.press("ctrl+e")
    desk.hear("Total: 195 specimen units", since=mark)
    mark = desk.press("ctrl+z")
    desk.hear("taken away. No notes are counted", since=mark)
