"""No closer look at a picture is taken twice while it is read, and none is kept for the next picture."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition import looks_once
from app.recognition.beside import BesideReader
from app.recognition.look import Look, LookedFor, look_at
from app.recognition.looks_once import LooksOnceReader
from app.recognition.model import Model
from app.recognition.observation import Box, PrintMatch
from app.recognition.taught import prints_of_taught
from app.recognition.teaching import note_of, shot_of, templates_of
from app.recognition.teaching_dense import with_dense
from app.recognition.teaching_sides import with_sides
from tests.app.recognition.held import held, scan, table

HOW, CLOSER = LookedFor(0.1, 10_000), LookedFor(0.1, 20_000)
BOX = Box(0.1, 0.1, 0.9, 0.9)

Taken = list[tuple[Box | None, LookedFor]]


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> Taken:
    """The looks that are truly taken."""
    found: Taken = []

    def look(picture: NDArray[np.uint8], box: Box | None, how: LookedFor, shortens: Any) -> Look:
        found.append((box, how))
        return look_at(picture, box, how, shortens)

    monkeypatch.setattr(looks_once, "look_at", look)
    return found


@pytest.fixture
def reader(shipped: Model) -> BesideReader:
    """One that asks the model's own dense print and that of a taught note."""
    bank, weights, comparison = shipped.templates, shipped.metadata.print_check, shipped.comparison
    assert bank is not None
    assert weights is not None
    assert comparison is not None
    assert shipped.dense is not None
    shots = [shot_of(*held(scan("20", "front"), turn=6 * n, behind=table(n))) for n in range(3)]
    sides = {"front": [shot for shot in shots if shot is not None]}
    made = {"front": templates_of(sides["front"])[:1]}
    note = note_of(made, currency="SEK", value="20", name="", bank=bank, day=date(2026, 11, 28))
    taught = with_dense(with_sides(note, sides, comparison), sides, (), bank)
    reader = BesideReader(bank, weights, tells_faint=True)
    reader.use_comparison(comparison)
    reader.use_dense(shipped.dense)
    reader.use([*bank.known(["EUR"]), *prints_of_taught(taught, bank)])
    return reader


def _in_turn(reader: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a reader take each look anew."""
    once = reader._look_at

    def anew(picture: NDArray[np.uint8], box: Box | None, how: LookedFor) -> Look:
        reader._taken = None
        look: Look = once(picture, box, how)
        return look

    monkeypatch.setattr(reader, "_look_at", anew)


def test_taught_dense_print_and_the_models_own_are_asked_in_the_same_looks(
    reader: BesideReader, taken: Taken, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A note that nobody taught: both are asked, and neither knows it."""
    pictures = [held(scan("100", "back"), turn=20, width=0.5, behind=table(5)), held(scan("50", "front"), tilt=0.2)]
    answers = [reader.look(*each) for each in pictures]
    assert set(Counter(taken).values()) == {1}
    once = len(taken)
    assert once == 2 * len(pictures)
    taken.clear()
    _in_turn(reader, monkeypatch)
    assert [reader.look(*each) for each in pictures] == answers
    assert len(taken) == 2 * once


class Patient(LooksOnceReader):
    """Takes the looks that it is given, and may fail."""

    def __init__(self, shipped: Model) -> None:
        assert shipped.templates is not None
        assert shipped.metadata.print_check is not None
        super().__init__(shipped.templates, shipped.metadata.print_check, tells_faint=True)
        self.asked: list[tuple[NDArray[np.uint8] | None, Box | None, LookedFor]] = []
        self.looks: list[Look] = []
        self.fails = False

    def _closer(self, picture: NDArray[np.uint8], *_: Any, **__: Any) -> PrintMatch | None:
        self.looks = [self._look_at(picture if other is None else other, box, how) for other, box, how in self.asked]
        if self.fails:
            raise RuntimeError("a stuck look")
        return None


def test_another_part_another_way_and_another_picture_are_looked_at_by_themselves(shipped: Model, taken: Taken) -> None:
    reader = Patient(shipped)
    picture, other = table(1), table(2)
    reader.asked = [(None, None, HOW), (None, BOX, HOW), (None, None, CLOSER), (other, None, HOW), (None, None, HOW)]
    reader.look(picture, None)
    assert len(taken) == 4
    first, *others, again = reader.looks
    assert again is first
    assert all(each is not first for each in others)
    assert not np.array_equal(others[-1].grey, first.grey)


@pytest.mark.parametrize("fails", [False, True])
def test_the_next_frame_may_be_written_where_the_last_one_was(fails: bool, shipped: Model, taken: Taken) -> None:
    reader = Patient(shipped)
    picture, reader.asked = table(1), [(None, None, HOW)]
    reader.fails = fails
    if fails:
        with pytest.raises(RuntimeError, match="stuck"):
            reader.look(picture, None)
    else:
        reader.look(picture, None)
    [before], reader.fails = reader.looks, False
    picture[:] = table(2)
    reader.look(picture, None)
    assert not np.array_equal(reader.looks[0].grey, before.grey)
    assert np.array_equal(reader.looks[0].grey, look_at(table(2), None, HOW, reader._bank.shortened).grey)


def test_outside_of_a_reading_each_look_is_taken(shipped: Model, taken: Taken) -> None:
    reader, picture = Patient(shipped), table(1)
    assert reader._look_at(picture, None, HOW) is not reader._look_at(picture, None, HOW)
    assert len(taken) == 2
