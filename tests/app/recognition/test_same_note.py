"""Which of two places in a picture is about which note: by where they lie, their turn, and whose print is there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition.keypoints import Keypoints, Match
from app.recognition.outlines import Outline, led
from app.recognition.placed import (
    LIKE_TEMPLATE,
    Place,
    Scored,
    claims_same,
    covered_by,
    is_explained,
    is_same_note,
    is_worth_describing,
    likely_part,
    may_be_parts,
    sides_of,
)
from app.recognition.templates import KnownPrint

ALIKE, UNLIKE = LIKE_TEMPLATE / 2, 4 * LIKE_TEMPLATE
WIDTH, HEIGHT = 200.0, 100.0


def _box(left: float, top: float, width: float = WIDTH, height: float = HEIGHT, *, degrees: float = 0.0) -> Outline:
    """A rectangle, turned about its upper left corner."""
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    there = np.array([[cos, -sin, left], [sin, cos, top], [0, 0, 1]])
    return led(((0.0, 0.0), (width, 0.0), (width, height), (0.0, height)), there)


def _place(outline: Outline, value: str = "XTS/20", distances: object = ALIKE, inliers: int = 40, **more: Any) -> Place:
    """A note with a place every ten pixels from its left edge to its right, in five rows."""
    left_top, right_top, _, left_bottom = np.array(outline)
    across, down = np.meshgrid(np.linspace(0.025, 0.975, 20), np.linspace(0.1, 0.9, 5))
    parts = np.stack([across.ravel(), down.ravel()], 1)
    points = left_top + parts[:, :1] * (right_top - left_top) + parts[:, 1:] * (left_bottom - left_top)
    everywhere = np.ones(len(points), bool)
    match = Match(0, np.zeros((inliers, 2), np.intp), np.eye(3))
    made: dict[str, Any] = {
        "distances": np.broadcast_to(np.asarray(distances, np.float32), len(points)).copy(),
        "shown": everywhere,
        "free": everywhere,
        "sides": sides_of((parts * (WIDTH, HEIGHT)).astype(np.float32)),
    }
    return Place(KnownPrint(value, Keypoints.none()), match, match, outline, points, **(made | more))


def _left(fraction: float) -> NDArray[np.bool_]:
    """The places in this fraction of a note from its left edge on."""
    return np.tile(np.linspace(0.025, 0.975, 20) < fraction, 5)


def _scored(place: Place, part: NDArray[np.bool_]) -> Scored:
    return Scored(place, part, 10, 3.0, 0.8, 0.95, 3.0, is_whole=False, is_clear=True, is_weak=True)


@pytest.mark.parametrize(
    ("other", "value", "is_same"),
    [
        (_box(5, 0), "XTS/5", True),
        (_box(40, 0), "XTS/5", True),
        (_box(60, 0), "XTS/5", False),
        (_box(60, 0), "XTS/20", True),
        (_box(90, 0), "XTS/20", True),
        (_box(110, 0), "XTS/20", False),
        (_box(10, 0, degrees=4), "XTS/5", True),
        (_box(10, 0, degrees=12), "XTS/5", False),
        (_box(10, 0, degrees=12), "XTS/20", False),
        (_box(50, 25, 80, 40, degrees=30), "XTS/5", True),
        (_box(300, 0), "XTS/20", False),
    ],
    ids=[
        "nearly where it lies",
        "four fifths of another value",
        "seven tenths of another value",
        "seven tenths of its own",
        "more than half of its own",
        "less than half of its own",
        "a little turned",
        "turned as in a fan",
        "of its own, turned as in a fan",
        "a part of it, however turned",
        "elsewhere",
    ],
)
def test_two_places_are_about_one_note_by_what_they_share_and_how_they_are_turned(
    other: Outline, value: str, is_same: bool
) -> None:
    here, there = _place(_box(0, 0), distances=UNLIKE), _place(other, value, UNLIKE)
    assert is_same_note(here, there) is is_same
    assert is_same_note(there, here) is is_same


@pytest.mark.parametrize(
    ("mine", "theirs", "is_same"),
    [(ALIKE, ALIKE, True), (ALIKE, UNLIKE, False), (UNLIKE, ALIKE, False)],
    ids=["both", "one", "the other"],
)
def test_two_that_both_look_like_the_picture_where_they_share_it_are_one_note(
    mine: float, theirs: float, is_same: bool
) -> None:
    one, other = _place(_box(0, 0), "XTS/5", mine), _place(_box(80, 0, degrees=20), "XTS/20", theirs)
    assert is_same_note(one, other) is is_same
    away = _place(_box(222, 0, degrees=20), "XTS/20", theirs)
    assert not is_same_note(one, away)
    hidden = np.zeros(len(one.points), bool)
    assert not is_same_note(replace(one, shown=hidden), other)


def test_two_thirds_of_the_places_that_look_alike_are_enough_and_a_third_is_not() -> None:
    other = _place(_box(80, 0, degrees=20), "XTS/20")
    for of_three, is_same in ((2, True), (1, False)):
        some = np.where(np.arange(100) % 3 < of_three, ALIKE, UNLIKE)
        assert is_same_note(_place(_box(0, 0), "XTS/5", some), other) is is_same


@pytest.mark.parametrize(
    ("other", "value", "room", "may_be"),
    [
        (_box(100, 0), "XTS/20", 30_001, True),
        (_box(100, 0), "XTS/20", 29_999, False),
        (_box(100, 0), "XTS/5", 1e6, False),
        (_box(100, 0, degrees=5), "XTS/20", 1e6, True),
        (_box(100, 0, degrees=7), "XTS/20", 1e6, False),
    ],
    ids=["as much room as a note has", "more room", "another value", "turned a little", "turned"],
)
def test_two_of_one_value_may_be_parts_of_one_note_on_a_notes_room(
    other: Outline, value: str, room: float, may_be: bool
) -> None:
    assert may_be_parts(_place(_box(0, 0)), _place(other, value), room) is may_be


def test_of_one_value_two_are_compared_at_a_place_and_what_is_far_behind_a_sure_one_is_not() -> None:
    points = np.array([[0, 0], [WIDTH, HEIGHT]], np.float32)
    keypoints = replace(Keypoints.none(), points=points)
    known = KnownPrint("XTS/20", keypoints)

    def found(inliers: int) -> Match:
        return Match(0, np.zeros((inliers, 2), np.intp), np.eye(3))

    here, away = _place(_box(0, 0)), _place(_box(300, 0))
    assert is_worth_describing(known, found(5), [])
    assert is_worth_describing(known, found(5), [here, away])
    assert not is_worth_describing(known, found(40), [here, here, away])
    assert is_worth_describing(known, found(5), [here, away, away])
    assert is_worth_describing(known, found(5), [here, _place(_box(0, 0), "XTS/5")])
    sure = _place(_box(0, 0), "XTS/5", is_sure=True)
    assert is_worth_describing(known, found(16), [sure])
    assert not is_worth_describing(known, found(15), [sure])
    assert is_worth_describing(known, found(15), [replace(sure, outline=_box(300, 0))])


@pytest.mark.parametrize("fraction", [0.3, 0.56])
def test_the_likely_part_is_the_side_that_looks_like_the_template(fraction: float) -> None:
    seen = _left(fraction)
    place = _place(_box(0, 0), distances=np.where(seen, ALIKE, UNLIKE))
    part = likely_part(place)
    assert (part & seen).sum() >= 0.8 * seen.sum()
    assert (part & ~seen).sum() <= 0.1 * seen.sum()
    covered = replace(place, free=~_left(0.1))
    assert not (likely_part(covered) & _left(0.1)).any()


def test_sides_of_a_template_are_cut_off_in_all_directions_from_a_fifth_to_two_thirds_of_it() -> None:
    rng = np.random.default_rng(3)
    points = rng.uniform((0, 0), (WIDTH, HEIGHT), (400, 2)).astype(np.float32)
    sides = sides_of(points)
    assert sides.shape == (80, 400)
    fractions = sorted({round(float(each), 1) for each in sides.mean(1)})
    assert (fractions[0], fractions[-1]) == (0.2, 0.7)
    middles = np.array([points[side].mean(0) for side in sides]) - points.mean(0)
    for axis in (0, 1):
        assert middles[:, axis].min() < 0 < middles[:, axis].max()
        assert abs(middles[:, axis].mean()) < 5


def test_a_part_is_explained_where_another_note_lies_over_the_rest() -> None:
    note = _place(_box(0, 0), distances=np.where(_left(0.5), ALIKE, UNLIKE))
    part = _scored(note, _left(0.5))
    over = _place(_box(95, -50, 200, 200), "XTS/5")
    assert not is_explained(part, [], [])
    assert not is_explained(part, [note], [note])
    assert is_explained(part, [over], [])
    assert is_explained(part, [], [over])
    # Where its print is not to be seen, it lies beneath and explains nothing; a note that was read does.
    beneath = _place(_box(95, -50, 200, 200), "XTS/5", UNLIKE)
    assert is_explained(part, [beneath], [])
    assert not is_explained(part, [], [beneath])
    # It is the same note under another name, and not above it.
    assert not is_explained(part, [_place(_box(2, 0), "XTS/5")], [])
    assert not is_explained(part, [_place(_box(145, -50, 200, 200), "XTS/5")], [])
    assert is_explained(_scored(note, np.ones(100, bool)), [], [])


def test_a_note_covers_where_its_own_print_is_to_be_seen() -> None:
    above = _place(_box(0, 0), distances=np.where(_left(0.5), ALIKE, UNLIKE))
    points = np.array([[20.0, 50.0], [180.0, 50.0], [500.0, 50.0]])
    assert covered_by(points, above).tolist() == [True, False, False]
    assert covered_by(points, above, 2 * UNLIKE).tolist() == [True, True, False]
    assert covered_by(points[2:], above).tolist() == [False]


def test_one_note_claims_what_the_other_is_only_by_most_of_its_print() -> None:
    everywhere = np.ones(100, bool)
    other = _scored(_place(_box(0, 0), distances=np.where(_left(0.5), ALIKE, UNLIKE)), everywhere)
    assert claims_same(_scored(_place(_box(0, 0), "XTS/5", np.where(_left(0.5), ALIKE, UNLIKE)), everywhere), other)
    assert claims_same(_scored(_place(_box(0, 0), "XTS/5"), _left(0.5)), other)
    assert not claims_same(_scored(_place(_box(0, 0), "XTS/5"), ~_left(0.5)), other)
    assert not claims_same(_scored(_place(_box(0, 0), "XTS/5", np.where(_left(0.5), UNLIKE, ALIKE)), everywhere), other)
    assert not claims_same(_scored(_place(_box(0, 0), "XTS/5", UNLIKE), everywhere), other)
    assert not claims_same(_scored(_place(_box(400, 0), "XTS/5"), everywhere), other)
