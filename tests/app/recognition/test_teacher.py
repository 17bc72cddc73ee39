"""Notes are made of what was shown, tried on all others, and kept with the sides that were taught before."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import cast

import numpy as np
import pytest

from app.recognition import teacher as teacher_module
from app.recognition.keypoints import Keypoints
from app.recognition.observation import Box
from app.recognition.pack_shelf import PackShelf
from app.recognition.packs import PackTemplate
from app.recognition.print_check import PrintReader
from app.recognition.taught import TaughtNotes
from app.recognition.taught_file import TaughtNote
from app.recognition.taught_names import TaughtError, use_names
from app.recognition.teacher import Teacher, finished
from app.recognition.teaching import Shot
from app.recognition.templates import KnownPrint, Template, TemplateBank
from tests.app.recognition.small_taught import club, kronor

DAY = date(2026, 11, 26)


@pytest.fixture(autouse=True)
def no_names() -> Iterator[None]:
    yield
    use_names({})


def _keypoints(seed: int, many: int = 60) -> Keypoints:
    rng = np.random.default_rng(seed)
    return Keypoints(
        rng.integers(0, 300, (many, 2)).astype(np.float32),
        rng.random((many, 128), np.float32),
        rng.random(many, np.float32),
        rng.random(many, np.float32) * 5,
    )


@pytest.fixture(scope="module")
def bank() -> TemplateBank:
    return TemplateBank([Template("USD/5", _keypoints(1, 40))], 8)


def _teacher(bank: TemplateBank, *notes: TaughtNote) -> Teacher:
    fitting = [_fitting(note, bank) for note in notes]
    # The reader is only passed on.
    return Teacher(bank, cast(PrintReader, object()), PackShelf("", folder=None), TaughtNotes(bank, notes=fitting))


def _fitting(note: TaughtNote, bank: TemplateBank) -> TaughtNote:
    return replace(note, pack=replace(note.pack, projection=bank.projection))


class Clashes:
    """Stands in for the comparison, which takes seconds and is tested by itself."""

    def __init__(self, answers: dict[str, str | None]) -> None:
        self.answers = answers
        self.asked: list[tuple[str, int, list[str]]] = []

    def __call__(
        self, note: TaughtNote, shots: Sequence[Shot], known: Sequence[KnownPrint], reader: object, bank: TemplateBank
    ) -> Generator[float, None, str | None]:
        self.asked.append((note.key, len(shots), [each.value for each in known]))
        yield 0.0
        yield 0.5
        return self.answers[note.key]


def _shots(number: int, many: int = 60) -> list[Shot]:
    keypoints = _keypoints(7, many)
    grey = np.zeros((100, 100), np.uint8)
    return [Shot(keypoints, keypoints.points / np.float32(300), Box(0, 0, 1, 1), grey)] * number


def test_each_note_is_tried_on_all_print_and_progress_goes_on_to_the_end(
    bank: TemplateBank, monkeypatch: pytest.MonkeyPatch
) -> None:
    clashes = Clashes({"SEK/20": "QMA/5", "SEK/50": None})
    monkeypatch.setattr(teacher_module, "clash_of", clashes)
    teacher = _teacher(bank, club())
    other = replace(kronor(), pack=replace(kronor().pack, everyday=("50",), templates=_of_value("50")))
    steps = teacher.clashes([kronor(), other], [], ["USD"])
    told = [next(steps) for _ in range(4)]
    with pytest.raises(StopIteration) as end:
        next(steps)
    assert end.value.value == ["QMA/5", None]
    assert told == [0.5, 0.625, 0.75, 0.875]
    assert [key for key, _, _ in clashes.asked] == ["SEK/20", "SEK/50"]
    assert {value for _, _, known in clashes.asked for value in known} == {"USD/5", "QMA/5"}


def _of_value(value: str) -> tuple[PackTemplate, ...]:
    return tuple(replace(each, value=value) for each in kronor().pack.templates)


def test_a_note_is_made_of_all_sides_and_tried_with_all_that_was_shown(
    bank: TemplateBank, monkeypatch: pytest.MonkeyPatch
) -> None:
    clashes = Clashes({"SEK/20": "USD/5"})
    monkeypatch.setattr(teacher_module, "clash_of", clashes)
    shots = {"front": _shots(3), "back": _shots(2)}
    tried = finished(_teacher(bank).make(shots, currency="SEK", name="", value="20", day=DAY, on=()))
    assert (tried.note.key, tried.note.faces, tried.clash) == ("SEK/20", ("front", "back"), "USD/5")
    assert clashes.asked == [("SEK/20", 5, [])]


def test_too_little_print_makes_no_note(bank: TemplateBank, monkeypatch: pytest.MonkeyPatch) -> None:
    clashes = Clashes({})
    monkeypatch.setattr(teacher_module, "clash_of", clashes)
    with pytest.raises(TaughtError):
        finished(_teacher(bank).make({"front": _shots(1, 4)}, currency="SEK", name="", value="20", day=DAY, on=()))
    assert clashes.asked == []


def test_a_side_that_is_taught_anew_takes_the_place_of_its_own_and_the_other_stays(bank: TemplateBank) -> None:
    teacher = _teacher(bank, kronor(("front", "back")))
    kept = teacher.keep(_fitting(kronor(("back",), seed=2), bank))
    assert kept.faces == ("front", "back")
    back, front = (next(each for each in kept.pack.templates if each.face == face) for face in ("back", "front"))
    np.testing.assert_array_equal(back.points, kronor(("back",), seed=2).pack.templates[0].points)
    np.testing.assert_array_equal(front.points, kronor(("front",)).pack.templates[0].points)
    stored = teacher.notes.get("SEK/20")
    assert stored is not None
    assert stored.faces == kept.faces


def test_a_new_note_is_kept_as_it_is(bank: TemplateBank) -> None:
    teacher = _teacher(bank, club())
    note = _fitting(kronor(), bank)
    assert teacher.keep(note) is note
    assert {each.key for each in teacher.notes.notes} == {"SEK/20", "QMA/5"}
