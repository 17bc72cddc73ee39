"""A value left out in turn: its own templates are gone, and the others' limits know nothing of its pictures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.recognition.keypoints import Keypoints, Match
from app.recognition.packs import Pack
from app.recognition.print_check import Compared
from app.recognition.templates import KnownPrint
from convert.data.pack_pictures import PackPicture
from convert.evaluation.packs_left_out import _without
from tests.app.recognition.small_pack import small_pack, template

VALUES = ("50", "100", "200")


def _pack() -> Pack:
    templates = tuple(template(value, "current", face) for value in VALUES for face in ("front", "back"))
    return replace(small_pack(), everyday=VALUES, templates=templates)


def _picture(value: str) -> PackPicture:
    return PackPicture(Path(f"{value}.jpg"), "KES", value, "current", "front", True, "", "")


def _compared(pack: Pack, number: int, agreement: float) -> Compared:
    known = KnownPrint(f"KES/{pack.templates[number].value}", Keypoints.none())
    match = Match(number, np.zeros((9, 2), np.intp), np.eye(3))
    return Compared(known, match, np.zeros(1), 0.0, agreement, 1.0, np.eye(3))


@pytest.mark.parametrize(
    ("of_another", "of_left_out", "named"),
    [
        # Without one value more is asked of all: 0.93.
        (0.5, 0.92, 0),
        (0.5, 0.94, 1),
        # What a third value's note reaches is asked for, and 0.02 more.
        (0.92, 0.93, 0),
        (0.92, 0.95, 1),
        # A template that another value's note agrees with so far is of no use, and names nothing.
        (0.94, 0.99, 0),
    ],
)
def test_limits_are_set_by_the_other_values_alone(of_another: float, of_left_out: float, named: int) -> None:
    pack = _pack()
    seen = [
        (_picture("100"), [_compared(pack, 0, of_another)]),
        # Its own template agrees more, and is gone.
        (_picture("200"), [_compared(pack, 4, 0.99), _compared(pack, 0, of_left_out)]),
        (_picture("50"), [_compared(pack, 0, 0.99)]),
    ]
    left = _without(pack, "200", seen)
    assert (left.value, left.pictures, left.named) == ("200", 1, named)
    assert len(left.mistakes) == named
    if named:
        assert left.mistakes == (f"200.jpg (left out): KES/50 at {of_left_out:.2f}",)


def test_the_most_that_it_agrees_with_another_is_told() -> None:
    pack = _pack()
    seen = [(_picture("200"), [_compared(pack, 0, 0.6), _compared(pack, 2, 0.7)])]
    assert _without(pack, "200", seen).highest == pytest.approx(0.7)
    assert _without(pack, "50", seen).pictures == 0


def test_what_two_others_share_is_asked_of_each() -> None:
    pack = _pack()
    # 100 agrees with the front of 50 by 0.92; nobody knows that 200 agrees with the back of 100 as far.
    seen = [(_picture("100"), [_compared(pack, 0, 0.92)]), (_picture("200"), [_compared(pack, 3, 0.935)])]
    assert _without(pack, "200", seen).named == 0


def test_nothing_is_named_beside_values_that_cannot_be_told_apart() -> None:
    pack = replace(_pack(), everyday=(*VALUES, "500"))
    # The scan of 500 has no template: it was left out, as another value agreed with it.
    seen = [(_picture("500"), []), (_picture("200"), [_compared(pack, 0, 0.99)])]
    assert _without(pack, "200", seen).named == 0
