"""What one still picture is answered with: by the announcer, by its print, as a currency, as a table."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from app.camera.frame import Frame
from app.feedback.guidance import HintKind
from app.recognition.observation import Box, Observation, PrintMatch, StageTimings, ValueScore
from app.recognition.proposal import Proposal
from app.service.reading import Reader, reading_of
from tests.app.observations import print_match
from tests.app.service.fakes import GREEN, GREY, ColourRecognizer

BOX = Box(0.25, 0.25, 0.75, 0.5)


def _observation(score: float, note_box: Box | None = BOX, brightness: float = 0.5) -> Observation:
    return Observation(
        frame_index=0,
        captured_at_s=0.0,
        source_item=None,
        monotonic_s=0.0,
        scores=(ValueScore("USD", "20", "front", score, 0.8),),
        unknown_score=1.0 - score,
        brightness=brightness,
        sharpness=500.0,
        note_box=note_box,
        timings=StageTimings(0.1, 0.1, 0.1),
    )


def _picture(colour: tuple[int, int, int]) -> NDArray[np.uint8]:
    return np.full((48, 64, 3), colour[::-1], np.uint8)


PRINT = print_match("20", 0.0)
TAUGHT = replace(print_match("100", 0.0), face="back")


def test_a_sure_value_is_named_and_an_unsure_one_is_not() -> None:
    sure = reading_of(_observation(0.95))
    assert sure.named is not None
    assert (sure.named.currency, sure.named.value, sure.named.face) == ("USD", "20", "front")
    assert sure.named.confidence == pytest.approx(0.95)
    assert sure.hint is None
    assert sure.note_box == BOX
    unsure = reading_of(_observation(0.3))
    assert unsure.named is None
    assert unsure.observation.scores[0].score == 0.3


def test_where_no_value_is_named_the_first_hint_is_told() -> None:
    dark = reading_of(_observation(0.1, brightness=0.01))
    assert (dark.named, dark.hint) == (None, HintKind.TOO_DARK)
    assert reading_of(_observation(0.1, note_box=None)).note_box is None


def test_a_value_that_needs_its_print_is_named_by_it_alone() -> None:
    seen = _observation(0.95)
    assert reading_of(seen, None, {"USD/20"}).named is None
    named = reading_of(seen, PRINT, {"USD/20"}).named
    assert named is not None
    assert (named.value, named.face) == ("20", "front")


def test_a_value_that_the_network_does_not_know_is_named_by_its_print() -> None:
    seen = replace(_observation(0.1), scores=(ValueScore("USD", "100", "", 0.0, 1.0),), unknown_score=1.0)
    named = reading_of(seen, TAUGHT, {"USD/100"}, {"USD/100"}).named
    assert named is not None
    assert (named.value, named.face) == ("100", "back")
    assert reading_of(seen, None, {"USD/100"}, {"USD/100"}).named is None


class Prints:
    """Sees the print that it was given in every picture, and remembers what it was asked."""

    values = frozenset({"USD/20"})
    alone = frozenset[str]()

    def __init__(self, match: PrintMatch | None) -> None:
        self._match = match
        self.asked: list[Any] = []

    def read(
        self, picture: NDArray[np.uint8], box: Box | None, currencies: Collection[str], **says: Any
    ) -> PrintMatch | None:
        self.asked.append((box, currencies, says))
        return self._match


class Finder:
    """Finds one currency, or none; and counts how often it gave its memory back."""

    def __init__(self, found: Any) -> None:
        self._found = found
        self.released = 0

    def find(self, picture: NDArray[np.uint8], box: Box | None) -> Any:
        return self._found

    def release(self) -> None:
        self.released += 1


class Recognizer(ColourRecognizer):
    """The fake with a print reader, finder or table reader of the test's own, or without."""

    def __init__(self, prints: Prints | None = None, finder: Any = None, table: Any = None) -> None:
        super().__init__()
        self._parts = (prints, finder, table)
        self.frames: list[Frame] = []

    def print_reader(self) -> Any:
        return self._parts[0]

    def currency_finder(self) -> Any:
        return self._parts[1]

    def table_reader(self) -> Any:
        return self._parts[2]

    def observe(self, frame: Frame, currencies: frozenset[str]) -> Observation:
        self.frames.append(frame)
        return super().observe(frame, currencies)


def _reader(*parts: Any) -> Reader:
    return Reader(Recognizer(*parts))  # type: ignore[arg-type]


def test_a_reader_with_prints_asks_for_them_and_obeys() -> None:
    prints = Prints(PRINT)
    named = _reader(prints).read(_picture(GREEN), ["USD", "USD"]).named
    assert named is not None
    says = {"proposal": Proposal(None, "USD/20", frozenset({"USD"}))}
    assert prints.asked == [(BOX, frozenset({"USD"}), says)]
    assert _reader(Prints(None)).read(_picture(GREEN), ["USD"]).named is None
    without = _reader().read(_picture(GREEN), ["USD"]).named
    assert without is not None
    assert without.value == "20"


def test_a_currency_is_looked_for_only_where_a_note_is() -> None:
    finder = Finder(None)
    nothing = _reader(None, finder).detect(_picture(GREY), ["USD"])
    assert (nothing.hint, nothing.looks_like) == (HintKind.NOTHING_IN_VIEW, None)
    assert finder.released == 0
    none = _reader(None, finder).detect(_picture(GREEN), ["USD"])
    assert (none.hint, none.looks_like, none.named) == (HintKind.TURN_OVER, None, None)
    assert finder.released == 1, "its templates take more memory than the rest"
    without = _reader().detect(_picture(GREEN), ["USD"])
    assert (without.hint, without.looks_like) == (HintKind.TURN_OVER, None)


def test_the_currency_that_is_found_is_told_without_a_value() -> None:
    reader = Reader(ColourRecognizer())  # type: ignore[arg-type]
    found = reader.detect(_picture(GREEN), ["USD"])
    assert (found.looks_like, found.hint, found.named) == ("USD", None, None)
    assert found.observation.note_box == BOX


def test_a_table_is_read_where_there_is_a_reader_for_it() -> None:
    with_table = Reader(ColourRecognizer()).table(_picture(GREEN), ["USD"])  # type: ignore[arg-type]
    assert [(note.currency, note.value) for note in with_table.notes] == [("USD", "20")]
    assert len(with_table.unread) == 1
    without = _reader().table(_picture(GREEN), ["USD"])
    assert (without.notes, without.unread) == ((), ())


def test_a_reader_of_its_own_is_ready_to_read(model_path: Path) -> None:
    reader = Reader.load(model_path)
    assert isinstance(reader, Reader)
    assert reader.read(_picture(GREY), ["USD"]).named is None
