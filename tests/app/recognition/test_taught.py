"""The person's own notes: kept one by one, so that nothing is lost when one is damaged, renamed or taken in."""

from __future__ import annotations

import errno
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from app.recognition.taught import TaughtNotes, taught_folder
from app.recognition.taught_file import TaughtThresholds, write_notes
from app.recognition.taught_names import TaughtError, name_of, use_names
from app.recognition.templates import TemplateBank
from tests.app.recognition.small_taught import club, kronor, note

BANK = cast(TemplateBank, SimpleNamespace(projection="0123456789abcdef", length=8, restored=lambda stored: stored))
OTHER = cast(TemplateBank, SimpleNamespace(projection="fedcba9876543210", length=8))


@pytest.fixture(autouse=True)
def no_names() -> Any:
    yield
    use_names({})


def keys(notes: TaughtNotes) -> list[str]:
    return [each.key for each in notes.notes]


def test_notes_are_there_again_at_the_next_start(tmp_path: Path) -> None:
    notes = TaughtNotes(BANK, tmp_path)
    notes.put(kronor())
    notes.put(club())

    again = TaughtNotes(BANK, tmp_path)

    assert keys(again) == ["SEK/20", "QMA/5"]
    assert again.troubles == []
    assert name_of("QMA") == "Club chips"
    assert {label.text for label in again.labels} == {
        "SEK/20/current/front",
        "SEK/20/current/back",
        "QMA/5/current/front",
    }
    assert len(again.known()) == 3


def test_what_a_note_must_reach_comes_with_its_file(tmp_path: Path) -> None:
    stricter = replace(kronor(), thresholds=TaughtThresholds(agrees=0.8, sure=0.99))
    write_notes([stricter, club()], tmp_path / "notes.taught")

    known = TaughtNotes(BANK, tmp_path).known()

    assert {(each.value, each.is_sure_enough(0.98, 0.75)) for each in known} == {("SEK/20", False), ("QMA/5", True)}
    assert {(each.value, each.is_sure_enough(0.995, 0.5)) for each in known} == {("SEK/20", True), ("QMA/5", True)}
    assert {(each.value, each.is_sure_enough(0.98, 0.85)) for each in known} == {("SEK/20", True), ("QMA/5", True)}


def test_every_change_has_another_edition(tmp_path: Path) -> None:
    notes = TaughtNotes(BANK, tmp_path)
    editions = [notes.edition]
    for change in (lambda: notes.put(kronor()), lambda: notes.remove("SEK/20")):
        change()
        editions.append(notes.edition)

    assert len(set(editions)) == 3


def test_a_damaged_file_is_told_and_takes_no_other_with_it(tmp_path: Path) -> None:
    notes = TaughtNotes(BANK, tmp_path)
    notes.put(kronor())
    (tmp_path / "0.taught").write_bytes(b"damaged")

    again = TaughtNotes(BANK, tmp_path)

    assert keys(again) == ["SEK/20"]
    assert [trouble.code for trouble in again.troubles] == ["taught_damaged"]
    assert (tmp_path / "0.taught").read_bytes() == b"damaged"


def test_notes_of_another_model_are_left_alone(tmp_path: Path) -> None:
    TaughtNotes(BANK, tmp_path).put(kronor())

    other = TaughtNotes(OTHER, tmp_path)

    assert keys(other) == []
    assert [trouble.code for trouble in other.troubles] == ["taught_misfit"]
    with pytest.raises(TaughtError):
        other.take_in([kronor()])


def test_a_note_that_was_taken_away_comes_back(tmp_path: Path) -> None:
    notes = TaughtNotes(BANK, tmp_path)
    notes.put(club())

    gone = notes.remove("QMA/5")

    assert gone is not None
    assert list(tmp_path.iterdir()) == []
    # It may be in the count.
    assert name_of("QMA") == "Club chips"
    assert notes.code_for("Other") != "QMA"
    notes.put(gone)
    assert keys(TaughtNotes(BANK, tmp_path)) == ["QMA/5"]


def test_renaming_leaves_one_file(tmp_path: Path) -> None:
    notes = TaughtNotes(BANK, tmp_path)
    notes.put(club())

    notes.rename("QMA/5", club().called("Casino", notes.code_for("Casino")).valued("10"))

    assert [(each.name, each.value) for each in TaughtNotes(BANK, tmp_path).notes] == [("Casino", "10")]
    assert len(list(tmp_path.iterdir())) == 1


def test_a_friends_name_gets_the_code_that_it_has_here() -> None:
    notes = TaughtNotes(BANK, None, [club("5", "My voucher", "QMA")])

    added, present = notes.take_in([club("5", "Club chips", "QMA"), club("1", "my VOUCHER", "QMZ")])

    assert present == []
    assert {(each.name, each.value) for each in added} == {("Club chips", "5"), ("my VOUCHER", "1")}
    by_name = {each.name.casefold(): each.currency for each in notes.notes}
    assert by_name["my voucher"] == "QMA"
    assert by_name["club chips"] not in ("QMA", "")
    assert len(notes.notes) == 3


def test_taking_in_loses_no_side_of_ones_own() -> None:
    own = kronor(("front",), seed=1)
    notes = TaughtNotes(BANK, None, [own])

    added, _ = notes.take_in([kronor(("front", "back"), seed=2)])
    _, present = notes.take_in([kronor(("front",), seed=3)])

    assert [each.faces for each in added] == [("front", "back")]
    assert [each.key for each in present] == ["SEK/20"]
    kept = notes.get("SEK/20")
    assert kept is not None
    front = next(template for template in kept.pack.templates if template.face == "front")
    assert (front.points == own.pack.templates[0].points).all()


def test_two_files_with_one_code_are_two_names(tmp_path: Path) -> None:
    write_notes([club("5", "Club chips", "QMA")], tmp_path / "a.taught")
    write_notes([club("5", "Casino", "QMA")], tmp_path / "b.taught")

    notes = TaughtNotes(BANK, tmp_path)

    assert {each.name for each in notes.notes} == {"Club chips", "Casino"}
    assert len({each.currency for each in notes.notes}) == 2


def test_of_two_files_with_one_code_each_note_goes_with_its_own(tmp_path: Path) -> None:
    write_notes([club("5", "Club chips", "QMA")], tmp_path / "a.taught")
    write_notes([club("5", "Casino", "QMA")], tmp_path / "b.taught")

    TaughtNotes(BANK, tmp_path).remove("QMA/5")

    assert [each.name for each in TaughtNotes(BANK, tmp_path).notes] == ["Casino"]


def test_of_a_file_of_several_notes_that_was_copied_here_only_one_is_changed(tmp_path: Path) -> None:
    friends = tmp_path / "of a friend.taught"
    write_notes([kronor(), club("5"), club("10")], friends)
    notes = TaughtNotes(BANK, tmp_path)

    notes.remove("QMA/5")
    assert keys(TaughtNotes(BANK, tmp_path)) == ["SEK/20", "QMA/10"]
    notes.rename("SEK/20", kronor().valued("50"))
    assert keys(TaughtNotes(BANK, tmp_path)) == ["SEK/50", "QMA/10"]
    notes.put(kronor(("front",), seed=2).valued("50"))
    assert keys(TaughtNotes(BANK, tmp_path)) == ["SEK/50", "QMA/10"]
    notes.remove("QMA/10")
    notes.remove("SEK/50")
    assert list(tmp_path.iterdir()) == []


def test_a_note_that_lies_in_two_files_is_changed_and_taken_away_in_both(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_notes([kronor(), club()], tmp_path / f"{name}.taught")
    newest = kronor(("front",), seed=9)

    TaughtNotes(BANK, tmp_path).put(newest)
    again = TaughtNotes(BANK, tmp_path)
    kept = again.get("SEK/20")
    assert kept is not None
    assert kept.faces == ("front",)
    again.remove("SEK/20")

    assert keys(TaughtNotes(BANK, tmp_path)) == ["QMA/5"]


def test_a_file_that_was_damaged_meanwhile_keeps_no_note_from_being_taken_away(tmp_path: Path) -> None:
    write_notes([kronor()], tmp_path / "a.taught")
    write_notes([club("5"), club("10")], tmp_path / "b.taught")
    notes = TaughtNotes(BANK, tmp_path)
    for name in ("a", "b"):
        (tmp_path / f"{name}.taught").write_bytes(b"damaged")

    notes.remove("SEK/20")
    with pytest.raises(TaughtError):
        notes.remove("QMA/5")

    assert keys(notes) == ["QMA/5", "QMA/10"]
    assert [path.name for path in tmp_path.iterdir()] == ["b.taught"]


def test_a_name_in_other_letters_of_case_is_the_same_note(tmp_path: Path) -> None:
    write_notes([club("5", "CLUB chips", "QMZ")], tmp_path / "a.taught")
    write_notes([club("5", "Club Chips", "QMA")], tmp_path / "b.taught")
    notes = TaughtNotes(BANK, tmp_path)

    assert [each.name for each in notes.notes] == ["CLUB chips"]
    notes.remove(notes.notes[0].key)
    assert list(tmp_path.iterdir()) == []


def test_print_of_another_length_is_told_and_never_compared(tmp_path: Path) -> None:
    # Its projection is the model's own, as whoever makes a file by hand can write.
    short = kronor()
    templates = tuple(replace(each, descriptors=each.descriptors[:, :7]) for each in short.pack.templates)
    short = replace(short, pack=replace(short.pack, templates=templates))
    write_notes([short], tmp_path / "a.taught")

    notes = TaughtNotes(BANK, tmp_path)

    assert keys(notes) == []
    assert [trouble.code for trouble in notes.troubles] == ["taught_misfit"]
    with pytest.raises(TaughtError):
        notes.take_in([short])


def test_of_a_folder_without_end_so_many_notes_are_used_as_can_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("app.recognition.taught.MOST_NOTES", 3)
    for value in range(1, 6):
        write_notes([club(str(value))], tmp_path / f"{value}.taught")
        (tmp_path / f"0{value}.taught").write_bytes(b"damaged")

    notes = TaughtNotes(BANK, tmp_path)

    assert keys(notes) == ["QMA/1", "QMA/2", "QMA/3"]
    assert [trouble.code for trouble in notes.troubles] == ["taught_damaged"] * 3 + ["taught_full"]
    # What is told is not logged as well: it would stand twice in a terminal.
    assert [record.args[0].code for record in caplog.records] == ["taught_damaged"] * 2  # type: ignore[index,union-attr]


def test_a_file_that_cannot_be_written_changes_nothing(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("x")
    notes = TaughtNotes(BANK, in_the_way)

    with pytest.raises(TaughtError) as raised:
        notes.put(note("SEK", "20", ["front"]))

    assert raised.value.code == "taught_not_written"
    assert keys(notes) == []


def test_the_folder_can_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOTEWORTHY_DATA_DIR", "/some/where")
    assert taught_folder() == Path("/some/where/taught")
    monkeypatch.delenv("NOTEWORTHY_DATA_DIR")
    assert taught_folder().name == "taught"


def test_a_note_that_is_there_with_all_its_sides_is_not_taken_in_again(tmp_path: Path) -> None:
    notes = TaughtNotes(BANK, tmp_path, [kronor(("front", "back"), seed=1)])
    for faces in (("front", "back"), ("back",)):
        added, present = notes.take_in([kronor(faces, seed=2)])
        assert added == []
        assert [each.key for each in present] == ["SEK/20"]
    assert list(tmp_path.iterdir()) == [], "nothing new is written"


def test_why_a_note_cannot_be_taken_away_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notes = TaughtNotes(BANK, tmp_path)
    notes.put(club())

    def unlink(self: Path, missing_ok: bool = False) -> None:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(Path, "unlink", unlink)
    with pytest.raises(TaughtError) as error:
        notes.remove("QMA/5")
    assert (error.value.code, error.value.parameters["errno"]) == ("taught_not_written", errno.EACCES)
