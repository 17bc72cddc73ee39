"""A table's notes at the very bounds of what is one place, one note, or one that was slid."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from app.feedback import table
from app.feedback.table import _FOLD_TOLERANCE, _SAME_NOTE, is_slid, joined
from app.feedback.table_moved import SAME_PLACE
from app.recognition.instances import TableReading
from tests.app.observations import print_match

SQUARE = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
AWAY = ((4.0, 4.0), (5.0, 4.0), (5.0, 5.0), (4.0, 5.0))


def _match(outline: Any = SQUARE, value: str = "20") -> Any:
    return replace(print_match(value, 0.0, is_clear=True), outline=outline)


def _reading(*notes: Any, unread: tuple[Any, ...] = (), at_s: float = 0.0) -> TableReading:
    return TableReading(tuple(notes), unread, at_s, is_all=True)


@pytest.mark.parametrize(("shared", "unread"), [(_SAME_NOTE, 0), (_SAME_NOTE - 0.01, 1)])
def test_what_was_read_elsewhere_is_not_unread(shared: float, unread: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "shared_fraction", lambda one, other: shared)
    assert len(joined([_reading(_match(), unread=(AWAY,))]).unread) == unread


@pytest.mark.parametrize(("alike", "places"), [(SAME_PLACE, 1), (SAME_PLACE - 0.01, 2)])
def test_matches_of_two_pictures_lie_at_one_place(alike: float, places: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "same_place", lambda one, other: alike)
    assert len(table._by_place([_reading(_match()), _reading(_match(AWAY))])) == places


@pytest.mark.parametrize(("off", "slid"), [(0.149, True), (0.151, False), (-0.149, True), (-0.151, False)])
def test_a_note_slid_along_one_side_may_lie_a_little_off(off: float, slid: bool) -> None:
    assert _FOLD_TOLERANCE == 0.15
    moved = tuple((x + 0.5, y + off) for x, y in SQUARE)
    assert is_slid(SQUARE, moved) is slid
    longer = ((0.5, 0.0), (1.5 + off, 0.0), (1.5 + off, 1.0), (0.5, 1.0))
    assert is_slid(SQUARE, longer) is slid
    leaning = ((0.5, 0.0), (1.5, off), (1.5, 1.0 + off), (0.5, 1.0))
    assert is_slid(SQUARE, leaning) is slid


@pytest.mark.parametrize(("off", "slid"), [(0.125, False), (0.1171875, True)])
def test_a_note_that_is_off_by_the_very_tolerance_is_another_one(
    off: float, slid: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "_FOLD_TOLERANCE", 0.125)
    for other in (
        tuple((x + 0.5, y + off) for x, y in SQUARE),
        ((0.5, 0.0), (1.5 + off, 0.0), (1.5 + off, 1.0), (0.5, 1.0)),
        ((0.5, 0.0), (1.5, off), (1.5, 1.0 + off), (0.5, 1.0)),
    ):
        assert is_slid(SQUARE, other) is slid


def test_a_note_beside_another_is_not_the_same_slid() -> None:
    assert is_slid(SQUARE, tuple((x + 0.9375, y) for x, y in SQUARE))
    assert not is_slid(SQUARE, tuple((x + 1.0, y) for x, y in SQUARE))
