"""A value left out in turn: its own templates are gone, and the others' limits know nothing of its pictures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from app.recognition.compared import Compared
from app.recognition.keypoints import Keypoints, Match
from app.recognition.observation import Box
from app.recognition.packs import Pack
from app.recognition.templates import KnownPrint
from convert.data.pack_pictures import PackPicture
from convert.evaluation import packs_left_out
from convert.evaluation.packs_left_out import LeftOut, Seen, compared_pictures, leave_designs_out, leave_values_out
from tests.app.recognition.small_pack import small_pack, template

VALUES = ("50", "100", "200")


# Of each template so many keypoints are print that a family shares, and the rest its own.
SHARED, KEYPOINTS = 35, 60


def _pack() -> Pack:
    templates = tuple(template(value, "current", face, KEYPOINTS) for value in VALUES for face in ("front", "back"))
    return replace(small_pack(), everyday=VALUES, templates=templates)


def _picture(value: str) -> PackPicture:
    return PackPicture(Path(f"{value}.jpg"), "KES", value, "current", "front", True, "", "")


def _compared(pack: Pack, number: int, shared: float, own: float) -> Compared:
    """A picture that agrees so far with the print that is shared, and with the rest."""
    known = KnownPrint(f"KES/{pack.templates[number].value}", Keypoints.none())
    match = Match(number, np.zeros((9, 2), np.intp), np.eye(3))
    distances = np.where(np.arange(KEYPOINTS) < SHARED, np.float32(1 - shared), np.float32(1 - own))
    return Compared(known, match, np.zeros(1), 0.0, 1 - float(np.median(distances)), 1.0, np.eye(3), distances)


def _left(pack: Pack, value: str, seen: Seen) -> LeftOut:
    return next(each for each in leave_values_out(pack, seen) if each.value == value)


@pytest.mark.parametrize(
    ("of_another", "of_left_out", "named"),
    [
        # Without one value more is asked of all: 0.86.
        ((0.5, 0.3), (0.85, 0.85), 0),
        ((0.5, 0.3), (0.87, 0.87), 1),
        # What a third value's note shows as well does not count, however near it is.
        ((0.76, 0.3), (0.99, 0.87), 0),
        ((0.76, 0.3), (0.5, 0.89), 1),
        # The more that note reached before anybody knew it, the more is asked for.
        ((0.92, 0.3), (0.99, 0.93), 0),
        ((0.92, 0.3), (0.99, 0.95), 1),
        # Of a template that another value's note shows almost whole all decides, and more is asked than that reaches.
        ((0.9, 0.9), (0.91, 0.91), 0),
        ((0.9, 0.9), (0.94, 0.94), 1),
        ((0.94, 0.94), (0.99, 0.99), 0),
    ],
)
def test_limits_are_set_by_the_other_values_alone(
    of_another: tuple[float, float], of_left_out: tuple[float, float], named: int
) -> None:
    pack = _pack()
    seen = [
        (_picture("100"), [_compared(pack, 0, *of_another)]),
        # Its own template agrees more, and is gone.
        (_picture("200"), [_compared(pack, 4, 0.99, 0.99), _compared(pack, 0, *of_left_out)]),
        (_picture("50"), [_compared(pack, 0, 0.99, 0.99)]),
    ]
    left = _left(pack, "200", seen)
    assert (left.value, left.pictures, left.named) == ("200", 1, named)
    assert len(left.mistakes) == named
    if named:
        assert left.mistakes == (f"200.jpg (left out): KES/50 at {of_left_out[1]:.2f}",)


def test_the_most_that_it_agrees_with_another_is_told() -> None:
    pack = _pack()
    seen = [(_picture("200"), [_compared(pack, 0, 0.6, 0.6), _compared(pack, 2, 0.7, 0.7)])]
    assert _left(pack, "200", seen).highest == pytest.approx(0.7)
    assert _left(pack, "50", seen).pictures == 0


def test_what_two_others_share_is_asked_of_each() -> None:
    pack = _pack()
    # 100 would have agreed with the front of 50 by 0.92; nobody knows that 200 agrees with the back of 100 as far.
    seen = [
        (_picture("100"), [_compared(pack, 0, 0.92, 0.3)]),
        (_picture("200"), [_compared(pack, 3, 0.935, 0.935)]),
    ]
    assert _left(pack, "200", seen).named == 0


def test_nothing_is_named_beside_values_that_cannot_be_told_apart() -> None:
    pack = replace(_pack(), everyday=(*VALUES, "500"))
    # The scan of 500 has no template: it was left out, as another value agreed with it.
    seen = [(_picture("500"), []), (_picture("200"), [_compared(pack, 0, 0.99, 0.99)])]
    assert _left(pack, "200", seen).named == 0


@pytest.mark.parametrize(("agreement", "named"), [(0.84, 0), (0.86, 1)])
def test_a_design_left_out_is_looked_for_among_all_others(agreement: float, named: int) -> None:
    earlier = template("50", "old", "front", KEYPOINTS)
    pack = replace(_pack(), templates=(*_pack().templates[:5], earlier))
    old = replace(_picture("50"), series="old")
    seen = [
        # Where another design of its own value is seen, nothing is wrong.
        (old, [_compared(pack, 0, 0.99, 0.99), _compared(pack, 2, 0.5, 0.5)]),
        (old, [_compared(pack, 5, 0.99, 0.99), _compared(pack, 2, agreement, agreement)]),
    ]
    left = leave_designs_out(pack, seen)
    assert [(each.value, each.pictures, each.named) for each in left] == [("50 current", 0, 0), ("50 old", 2, named)]


def test_nothing_is_left_out_of_a_pack_of_one_value_and_both_of_two_are() -> None:
    two = replace(_pack(), everyday=VALUES[:2], templates=_pack().templates[:4])
    assert [each.value for each in leave_values_out(two, [])] == ["50", "100"]
    one = replace(two, everyday=VALUES[:1], templates=(*two.templates[:2], template("50", "old", "front", KEYPOINTS)))
    assert leave_values_out(one, []) == []
    assert leave_designs_out(one, []) == []
    both = replace(two, templates=(*two.templates, template("50", "old", "front", KEYPOINTS)))
    assert [each.value for each in leave_designs_out(both, [])] == ["50 current", "50 old"]


@pytest.mark.parametrize(("has_distances", "has_own"), [(False, True), (True, False)])
def test_what_has_no_print_of_its_own_keeps_its_agreement(has_distances: bool, has_own: bool) -> None:
    pack = _pack()
    one = _compared(pack, 0, 0.6, 0.9)
    if not has_distances:
        one = replace(one, distances=None)
    known = replace(pack.templates[0], own=np.ones(KEYPOINTS, np.uint8) if has_own else None)
    limited = packs_left_out._by(known, one, pack)
    assert limited.known.limits is not None
    assert (limited.agreement, limited.shown) == (one.agreement, one.shown)
    own = (np.arange(KEYPOINTS) >= SHARED).astype(np.uint8)
    by_own = packs_left_out._by(replace(known, own=own), _compared(pack, 0, 0.6, 0.9), pack)
    assert by_own.agreement == pytest.approx(0.9)


def test_scans_are_compared_whole_and_photos_where_the_note_lies(monkeypatch: pytest.MonkeyPatch) -> None:
    pack = _pack()
    scan, photo = _picture("50"), replace(_picture("100"), is_scan=False)
    nowhere = replace(photo, path=Path("nowhere.jpg"))
    image = np.zeros((100, 200, 3), np.uint8)
    image[20:80, 40:160] = 200
    empty = np.zeros((100, 200, 3), np.uint8)
    shown = [(scan, image), (photo, image), (nowhere, empty)]
    monkeypatch.setattr(packs_left_out, "prints_of", lambda pack, bank: [pack.currency, bank])
    monkeypatch.setattr(packs_left_out, "shown_pictures", lambda pictures: iter(shown))
    monkeypatch.setattr(packs_left_out, "scaled_grey", lambda part: part.shape[:2])
    used: list[object] = []
    asked: list[object] = []

    def compare(grey: tuple[int, int], most: int, *, thorough: bool) -> list[str]:
        assert thorough
        assert most == packs_left_out._COMPARED
        asked.append(grey)
        return [f"comparison {len(asked)}"]

    def find(picture: np.ndarray[Any, Any]) -> Box | None:
        return Box(0.2, 0.2, 0.8, 0.8) if picture.any() else None

    reader: Any = SimpleNamespace(use=used.append, compare_in_use=compare)
    bank: Any = "a bank"
    seen = compared_pictures(pack, [scan, photo, nowhere], reader, bank, find)
    assert used == [["KES", "a bank"]]
    assert [picture for picture, _ in seen] == [scan, photo, nowhere]
    assert [list(map(str, compared)) for _, compared in seen] == [[f"comparison {n}"] for n in (1, 2, 3)]
    # Around the box a tenth of its sides is kept.
    assert asked[::2] == [(100, 200)] * 2
    assert asked[1] == pytest.approx((72, 144), abs=1)
