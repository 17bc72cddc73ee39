"""With eyes shut: a note that nobody made a pack for is taught, named, counted, given away, and taken in elsewhere."""

import json
from pathlib import Path

import pytest

from tests.acceptance.camera import Camera
from tests.acceptance.conftest import PAST_THE_TOUR
from tests.acceptance.desk import Desk

# The usual limit counts the clearing away of the desk as well, which listens once more to all that was said where
# something failed: a scenario that waits this long was cut there.
pytestmark = [pytest.mark.acceptance, pytest.mark.timeout(900)]

# Specimens are off: the app knows the notes of the shop alone.
WITHOUT_SPECIMENS = {**PAST_THE_TOUR, "currencies": ["USD"]}
# Pictures come as fast as a busy machine takes them; a side needs six that differ.
A_SIDE_S = 150.0
# Print alone names what was taught, and its reader steps back behind all else.
READ_S = 180.0


def _start(desk: Desk, camera: Camera, *options: str, **environment: str) -> None:
    mark = desk.start("--source", camera.source, *options, settings=WITHOUT_SPECIMENS, **environment)
    desk.hear("Ready", since=mark)
    desk.wait_for_silence()


def _teach(desk: Desk, camera: Camera, currency: str, named: str) -> None:
    """Teach both sides of the specimen 20 under a name, by the keyboard alone."""
    mark = desk.press("ctrl+g")
    desk.hear("Currency", since=mark)
    desk.type(currency)
    mark = desk.press("Return")
    desk.hear("Value", since=mark)
    desk.type("20")
    mark = desk.press("Return")
    desk.hear(rf"^Teaching {named}\. Show the front", since=mark)
    mark = desk.mark()
    camera.show("20~front")
    desk.hear("^Now turn it over, and show the back", since=mark, timeout=A_SIDE_S)
    mark = desk.mark()
    camera.show("20~back")
    desk.hear(rf"^Saved: {named}, both sides\.", since=mark, timeout=A_SIDE_S)
    saved = desk.wait_for("status", since=mark, status="teaching", text="^Saved")
    assert [told for told in desk.events("announcement") if told.at_s < saved.at_s] == [], "none while it is taught"
    camera.show(None, frames=20)
    desk.press("Escape")


def _choose_file(desk: Desk, button: str, name: str = "") -> None:
    """Go to a button of the page of taught notes, and answer its dialog."""
    desk.go_to(f"^{button}")
    window = desk.window_title()
    desk.press("space")
    desk.until(lambda: desk.window_title() != window, "the dialog for files")
    if name:
        desk.type(name)
    desk.press("Return")


def test_a_note_is_taught_named_counted_exported_and_imported_elsewhere(desk: Desk, camera: Camera) -> None:
    _start(desk, camera)
    _teach(desk, camera, "XTS", "20 specimen units")
    mark = desk.mark()
    camera.show("20")
    desk.hear("^20 specimen units", since=mark, timeout=READ_S)
    camera.show(None, frames=20)
    mark = desk.press("F3")
    desk.hear("Count mode", since=mark)
    camera.show("20")
    desk.hear("^20 specimen units, total 20 specimen units", since=mark, timeout=READ_S)
    camera.show(None, frames=20)
    mark = desk.press("ctrl+g")
    desk.hear("Currency", since=mark)
    _choose_file(desk, "Export")
    desk.hear("^Exported to notes.taught: 1 note", since=mark)
    [exported] = list(desk.documents.iterdir())
    desk.press("ctrl+q")
    assert desk.ended() == 0

    elsewhere = desk.documents.parent / "elsewhere"
    _start(desk, camera, NOTEWORTHY_DATA_DIR=str(elsewhere))
    mark = desk.mark()
    camera.show("20", frames=60)
    assert desk.events("announcement", since=mark) == [], "nobody taught it here yet"
    camera.show(None, frames=20)
    mark = desk.press("ctrl+g")
    desk.hear("Currency", since=mark)
    _choose_file(desk, "Import", str(exported))
    desk.hear("^Imported: 1 note", since=mark)
    desk.press("Escape")
    camera.show("20")
    desk.hear("^20 specimen units", since=mark, timeout=READ_S)
    assert "XTS" not in json.loads(Path(desk.settings_file).read_text(encoding="utf-8"))["currencies"]


def test_a_voucher_with_a_name_of_ones_own_is_named_alone_and_on_the_table(desk: Desk, camera: Camera) -> None:
    _start(desk, camera)
    _teach(desk, camera, "Canteen voucher", "20 Canteen voucher")
    mark = desk.mark()
    camera.show("20")
    desk.hear("^20 Canteen voucher", since=mark, timeout=READ_S)
    camera.show(None, frames=20)
    camera.show("20+20", frames=20)
    mark = desk.press("ctrl+e")
    told = desk.wait_for("table", since=mark, timeout=READ_S)
    assert [(note["value"], note["count"]) for note in told.notes] == [("20", 2)]
    desk.hear("^2 notes: .*40 Canteen voucher", since=mark)
