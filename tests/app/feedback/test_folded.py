"""Is one outline another, slid along its side? However both are turned, however large they are, whichever way up."""

from __future__ import annotations

import math

import pytest

from app.feedback import table
from app.feedback.table import is_slid
from app.recognition.outlines import Outline


def _note(x: float, y: float, width: float = 0.3, height: float = 0.14, *, degrees: float = 0.0) -> Outline:
    """A note whose middle lies at (x, y), turned about its middle."""
    corners = ((-width / 2, -height / 2), (width / 2, -height / 2), (width / 2, height / 2), (-width / 2, height / 2))
    return _turned(tuple((x + dx, y + dy) for dx, dy in corners), degrees, (x, y))


def _turned(outline: Outline, degrees: float, about: tuple[float, float] = (0.5, 0.5), larger: float = 1.0) -> Outline:
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    moved = ((x - about[0], y - about[1]) for x, y in outline)
    return tuple((about[0] + larger * (cos * x - sin * y), about[1] + larger * (sin * x + cos * y)) for x, y in moved)


BASE = _note(0.5, 0.5)
CASES = [
    ("along", _note(0.6, 0.502), True),
    ("across", _note(0.5, 0.58), True),
    ("where it lies", _note(0.5, 0.5), True),
    ("along and a little down", _note(0.6, 0.515), True),
    ("along and down", _note(0.6, 0.53), False),
    ("along and up", _note(0.6, 0.47), False),
    ("across and a little along", _note(0.53, 0.58), True),
    ("across and along", _note(0.56, 0.58), False),
    ("beside it", _note(0.85, 0.5), False),
    ("a little longer", _note(0.6, 0.502, 0.34), True),
    ("much longer", _note(0.6, 0.502, 0.36), False),
    ("much shorter", _note(0.6, 0.502, 0.24), False),
    ("a little turned", _note(0.6, 0.5, degrees=3), True),
    ("turned", _note(0.6, 0.5, degrees=25), False),
    ("turned the other way", _note(0.6, 0.5, degrees=-25), False),
    ("upright", _note(0.5, 0.5, degrees=90), False),
]


@pytest.mark.parametrize(("larger", "degrees"), [(1.0, 0), (1.0, 30), (0.4, 90), (2.5, 135), (1.0, 200), (1.7, -75)])
@pytest.mark.parametrize(("name", "other", "is_one"), CASES, ids=[name for name, _, _ in CASES])
def test_it_is_so_however_both_lie(name: str, other: Outline, is_one: bool, larger: float, degrees: float) -> None:
    base, moved = (_turned(each, degrees, larger=larger) for each in (BASE, other))
    assert is_slid(base, moved) is is_one
    # The other face of a folded note is seen the other way up.
    assert is_slid(base, (*moved[2:], *moved[:2])) is is_one


def test_what_is_no_outline_is_slid_along_nothing() -> None:
    flat = _note(0.5, 0.5, 0.3, 0.0)
    assert not is_slid(flat, BASE)
    assert not is_slid(BASE, flat)


@pytest.mark.parametrize(("aside", "is_one"), [(0.1249, True), (0.125, False)])
def test_so_far_aside_it_is_no_longer_slid_along_a_side(
    aside: float, is_one: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "_FOLD_TOLERANCE", 0.125)
    square = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
    assert is_slid(square, tuple((x + 0.5, y + aside) for x, y in square)) is is_one
    assert is_slid(square, tuple((x + aside, y + 0.5) for x, y in square)) is is_one
