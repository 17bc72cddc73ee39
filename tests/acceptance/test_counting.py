"""With eyes shut: three notes are counted, one taken back, all cleared and brought back, and the list is saved."""

import pytest

from tests.acceptance.camera import Camera
from tests.acceptance.conftest import PAST_THE_TOUR
from tests.acceptance.desk import Desk, heard_among

pytestmark = pytest.mark.acceptance

TOTALS = [f"Total: {total} specimen units." for total in (5, 15, 20, 25, 40, 45, 50, 70, 75)]


def _count(desk: Desk, camera: Camera, *notes: tuple[str, str]) -> None:
    """Hold notes before the camera, and hear value and total of each."""
    for value, total in notes:
        mark = desk.mark()
        camera.show(value)
        desk.hear(rf"^{value} specimen units, total {total} specimen units", since=mark)
        camera.show(None, frames=20)


def _start_counting(desk: Desk, camera: Camera) -> None:
    mark = desk.start("--source", camera.source, settings=PAST_THE_TOUR)
    desk.hear("Ready", since=mark)
    mark = desk.press("F3")
    desk.hear("Count mode", since=mark)


def test_three_notes_total_undo_clear_and_back(desk: Desk, camera: Camera) -> None:
    _start_counting(desk, camera)
    _count(desk, camera, ("20", "20"), ("5", "25"), ("50", "75"))
    desk.wait_for_silence()
    mark = desk.press("ctrl+t")
    heard = desk.hear("Total: 75 specimen units", since=mark)
    lines = [f"{value} specimen units: 1 note." for value in (5, 20, 50)]
    whole = " ".join(heard_among([*TOTALS, *lines], heard.sound, several=True))
    assert whole.endswith("total seventy five specimen units")
    desk.wait_for_silence()
    mark = desk.press("ctrl+z")
    desk.hear("50 specimen units taken away. Total: 25 specimen units", since=mark)
    mark = desk.press("ctrl+Delete")
    desk.hear("Clear 2 notes", since=mark)
    mark = desk.press("ctrl+Delete")
    desk.hear("cleared", since=mark)
    mark = desk.press("ctrl+z")
    desk.hear("The count is back", since=mark)
    mark = desk.press("ctrl+t")
    desk.hear("Total: 25 specimen units", since=mark)


def test_list_is_saved_in_the_documents(desk: Desk, camera: Camera) -> None:
    _start_counting(desk, camera)
    _count(desk, camera, ("20", "20"), ("5", "25"))
    desk.wait_for_silence()
    mark = desk.press("F11")
    desk.hear("Counted notes", since=mark)
    desk.go_to("^Save")
    window = desk.window_title()
    desk.press("space")
    desk.until(lambda: desk.window_title() != window, "the dialog for files")
    mark = desk.press("Return")
    desk.hear("Saved", since=mark)
    [saved] = list(desk.documents.iterdir())
    assert saved.read_text(encoding="utf-8").splitlines() == [
        "number,currency,value,total",
        "1,XTS,20,20",
        "2,XTS,5,25",
    ]
