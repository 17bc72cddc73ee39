"""What is done by ear with the notes that were taught."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.feedback.modes import SpeakMode
from app.recognition.model import Model
from app.recognition.pack_shelf import PackShelf
from app.recognition.print_check import PrintReader
from app.recognition.taught import TaughtNotes
from app.recognition.taught_file import TaughtNote, write_notes
from app.recognition.taught_names import use_names
from app.recognition.teacher import Teacher
from app.recognition.teaching import note_of, shot_of, templates_of
from app.session.readers import Readers
from tests.app.fakes import FakeRecognizer
from tests.app.recognition.held import held, scan
from tests.app.recognition.shipped import shipped_model
from tests.app.recognition.test_teaching import DAY
from tests.app.session.test_session import Stage


@pytest.fixture(scope="module")
def model() -> Model:
    return Model(shipped_model(), threads=1)


@pytest.fixture(autouse=True)
def no_names() -> Iterator[None]:
    yield
    use_names({})


class Clock:
    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


class Desk:
    """A session with taught notes, in which what is asked for is done at once."""

    def __init__(self, model: Model, folder: Path | None = None, **more: Any) -> None:
        bank, weights = model.templates, model.metadata.print_check
        assert bank is not None
        assert weights is not None
        self.bank = bank
        self.notes = TaughtNotes(bank, folder)
        self.clock = Clock()
        shelf = PackShelf("", folder=None)
        self.stage = Stage(
            FakeRecognizer(),
            readers=Readers(teacher=Teacher(bank, PrintReader(bank, weights), shelf, self.notes)),
            clock=self.clock,
            **more,
        )
        self.list = self.stage.session.taught

    def put(self, value: str = "20", currency: str = "SEK", name: str = "") -> TaughtNote:
        shot = shot_of(*held(scan(value)))
        assert shot is not None
        code = self.notes.code_for(name) if name else currency
        note = note_of({"front": templates_of([shot])}, currency=code, value=value, name=name, bank=self.bank, day=DAY)
        self.notes.put(note)
        return note

    @property
    def said(self) -> str:
        """What was said last, after all that was asked for was done."""
        session = self.stage.session
        session._commands.obey(session._loop._stopping)
        return self.stage.heard.statuses[-1][1]


def test_notes_are_listed_and_heard(model: Model) -> None:
    desk = Desk(model)
    desk.list.listen()
    assert desk.said == "No note was taught yet."
    desk.put()
    desk.put("5", name="Club chips")

    assert [note.text for note in desk.list.notes] == ["20 kronor, front only", "5 Club chips, front only"]
    assert [(note.currency, note.name) for note in desk.list.notes] == [("SEK", ""), ("", "Club chips")]
    desk.list.listen()
    assert desk.said == "20 kronor, front only. 5 Club chips, front only."
    desk.list.listen("SEK/20")
    assert desk.said == "20 kronor, front only."


def test_a_friends_note_that_is_called_like_money_is_not_taken_in(model: Model, tmp_path: Path) -> None:
    friend = Desk(model)
    path = tmp_path / "friend.taught"
    write_notes([friend.put("5", name="Club chips"), friend.put("20", name="US Dollars")], path)
    desk = Desk(model)

    desk.list.take_in(path)

    assert desk.said == (
        "Nothing was taken in: friend.taught has a note called US Dollars, as money is called. Ask for another name."
    )
    assert desk.list.notes == ()


def test_deleting_asks_twice_and_can_be_undone(model: Model, tmp_path: Path) -> None:
    desk = Desk(model, tmp_path)
    desk.put()

    desk.list.delete("SEK/20")
    assert desk.said == "Delete 20 kronor? Press again to delete it."
    desk.clock.now_s = 11.0
    desk.list.delete("SEK/20")
    assert desk.said == "Delete 20 kronor? Press again to delete it."
    desk.list.delete("SEK/20")
    assert desk.said == "Deleted: 20 kronor. Undo brings it back."
    assert list(tmp_path.iterdir()) == []

    desk.list.undo()
    assert desk.said == "20 kronor is back."
    assert [note.key for note in TaughtNotes(desk.bank, tmp_path).notes] == ["SEK/20"]
    desk.list.undo()
    assert desk.said == "Nothing was deleted."


def test_asking_for_another_note_between_does_not_confirm(model: Model) -> None:
    desk = Desk(model)
    desk.put()
    desk.put("5", name="Club chips")
    for key in ("SEK/20", "QMA/5", "SEK/20"):
        desk.list.delete(key)
        assert desk.said.startswith("Delete ")
    assert len(desk.notes.notes) == 2


def test_a_note_is_renamed_unless_the_name_is_taken(model: Model) -> None:
    desk = Desk(model)
    desk.put("5", name="Club chips")
    desk.put("10", name="Club chips")

    desk.list.rename("QMA/5", "", "club CHIPS", "10")
    assert desk.said == "10 Club chips was taught already. Choose another name or value."
    desk.list.rename("QMA/5", "", "نقود", "5")
    assert desk.said == "It is called 5 نقود now."
    desk.list.rename("QMA/10", "NOK", "", "50")
    assert desk.said == "It is called 50 kroner now."
    desk.list.rename("NOK/50", "", "50", "50")
    assert desk.said == "The name needs a letter in it. Type another."
    assert {note.key for note in desk.notes.notes} == {"QMB/5", "NOK/50"}


def test_what_one_teaches_a_friend_imports(model: Model, tmp_path: Path) -> None:
    desk, friend = Desk(model, tmp_path / "a"), Desk(model, tmp_path / "b")
    desk.put()
    desk.put("5", name="Club chips")
    friend.put("100", name="Casino")

    desk.list.export(tmp_path / "gift.taught")
    assert desk.said == "Exported to gift.taught: 2 notes."
    friend.list.take_in(tmp_path / "gift.taught")
    assert friend.said == "Imported: 2 notes."
    assert {(note.name, note.value) for note in friend.notes.notes} == {
        ("", "20"),
        ("Casino", "100"),
        ("Club chips", "5"),
    }
    friend.list.take_in(tmp_path / "gift.taught")
    assert friend.said == "Imported: 0 notes. Here already: 2 notes."


def test_a_friends_note_that_looks_like_ones_own_is_left_out(model: Model, tmp_path: Path) -> None:
    desk, friend = Desk(model), Desk(model)
    desk.put("20", name="Club chips")
    friend.put("20", name="Casino")
    desk.list.export(tmp_path / "gift.taught")
    assert desk.said

    friend.list.take_in(tmp_path / "gift.taught")

    assert friend.said == "Imported: 0 notes. 20 Club chips was left out: it looks like 20 Casino."
    assert [note.name for note in friend.notes.notes] == ["Casino"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is not a file of taught notes, or is damaged"),
        (b"\x89PNG", "is not a file of taught notes, or is damaged"),
        (b"noteworthy taught 9\n", "newer version"),
        (None, "cannot be read"),
    ],
)
def test_a_foreign_file_gets_one_clear_line(model: Model, tmp_path: Path, content: bytes | None, told: str) -> None:
    desk = Desk(model)
    path = tmp_path / "foreign.taught"
    if content is not None:
        path.write_bytes(content)

    desk.list.take_in(path)

    assert told in desk.said
    assert "\n" not in desk.said
    assert desk.notes.notes == ()


def test_an_export_that_fails_is_told(model: Model, tmp_path: Path) -> None:
    desk = Desk(model)
    desk.list.export(tmp_path / "none.taught")
    assert desk.said == "No note was taught yet."
    desk.put()
    (tmp_path / "file").write_text("x")
    desk.list.export(tmp_path / "file" / "none.taught")
    assert "cannot be kept" in desk.said


def test_private_mode_lists_nothing_and_says_no_amount(model: Model) -> None:
    desk = Desk(model, mode=SpeakMode.PRIVATE)
    desk.put()

    desk.list.listen()
    assert desk.list.notes == ()
    session = desk.stage.session
    session._commands.obey(session._loop._stopping)
    assert not desk.stage.speech.said[-1].still_valid()
