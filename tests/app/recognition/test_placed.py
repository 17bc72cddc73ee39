"""Where a template may lie: what a note that is seen in part must show before its value is named."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition.keypoints import Keypoints, Match
from app.recognition.outlines import Outline
from app.recognition.placed import (
    LIKE_TEMPLATE,
    Place,
    Scored,
    covered_by,
    is_explained,
    is_outdone,
    is_same_note,
    sides_of,
    told_by_a_part,
    told_by_its_own,
)
from app.recognition.templates import KnownPrint


def _scored(
    alike: int, unlike: int, covered: int, *, is_clear: bool = True, shared: NDArray[np.bool_] | None = None
) -> Scored:
    """A note of so many places that look like the template's, that do not, and that others cover."""
    near, far = LIKE_TEMPLATE - 0.01, LIKE_TEMPLATE
    distances = np.array([near] * alike + [far] * unlike + [near] * covered, np.float32)
    free = np.arange(len(distances)) < alike + unlike
    match = Match(0, np.zeros((0, 2), np.intp), np.eye(3))
    everywhere = np.ones(len(distances), bool)
    place = Place(
        KnownPrint("XTS/20", Keypoints.none(), shared=shared),
        match,
        match,
        ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)),
        np.zeros((len(distances), 2)),
        distances,
        everywhere,
        free,
        np.zeros((0, len(distances)), bool),
    )
    return Scored(place, free, 10, 3.0, 0.8, 0.95, 3.0, is_whole=True, is_clear=is_clear, is_weak=True)


@pytest.mark.parametrize(
    ("alike", "unlike", "is_clear"),
    [(40, 0, True), (39, 0, False), (40, 10, True), (40, 11, False), (22, 0, False), (200, 60, False)],
)
def test_a_part_names_a_value_only_by_many_places_that_nearly_all_are_alike(
    alike: int, unlike: int, is_clear: bool
) -> None:
    assert told_by_a_part(_scored(alike, unlike, 100)).is_clear is is_clear


def test_what_was_not_clear_does_not_become_so() -> None:
    scored = told_by_a_part(_scored(100, 0, 0, is_clear=False))
    assert not scored.is_clear
    assert scored.is_weak


def _shared(*values: int, of: int) -> NDArray[np.bool_]:
    """Of so many places the first, that so many other values show: one row for each."""
    return np.array([np.arange(of) < many for many in values], np.bool_).reshape(len(values), of)


@pytest.mark.parametrize(
    ("alike", "unlike", "shared", "is_clear"),
    [
        (10, 0, (), True),
        (15, 0, (5,), True),
        (15, 0, (6,), False),
        (15, 0, (2, 15), False),
        (15, 4, (5,), True),
        (15, 5, (5,), False),
        (18, 5, (5,), True),
        (60, 0, (55,), False),
        (15, 8, (2,), True),
        (15, 9, (2,), False),
    ],
)
def test_a_strip_names_a_value_by_what_no_one_other_value_shows(
    alike: int, unlike: int, shared: tuple[int, ...], is_clear: bool
) -> None:
    scored = _scored(alike, unlike, 100, shared=_shared(*shared, of=alike + unlike + 100))
    assert told_by_a_part(scored).is_clear is is_clear


def test_a_whole_note_is_not_named_by_what_another_value_shows_as_well() -> None:
    for shared, is_clear in ((None, True), (_shared(90, of=100), True), (_shared(91, of=100), False)):
        assert told_by_its_own(_scored(100, 0, 0, shared=shared)).is_clear is is_clear


def test_what_no_other_value_shows_needs_no_note_that_covers_the_rest() -> None:
    for shared, is_own in ((_shared(2, of=122), True), (_shared(3, of=122), False), (None, False)):
        scored = replace(_scored(22, 100, 0, shared=shared), part=np.arange(122) < 22)
        assert is_explained(scored, [], []) is is_own


def test_a_rival_that_shows_nothing_of_its_own_does_not_make_a_note_doubtful() -> None:
    own, common = _scored(20, 0, 0, shared=_shared(2, of=20)), _scored(20, 0, 0, shared=_shared(20, of=20))
    nobody_looked = _scored(20, 0, 0)
    assert is_outdone(common, own)
    assert not any(
        is_outdone(rival, best)
        for rival, best in ((own, own), (own, common), (common, common), (nobody_looked, own), (common, nobody_looked))
    )


@pytest.mark.parametrize(
    ("alike", "unlike", "own_alike", "is_clear"),
    [(20, 0, 7, True), (19, 0, 7, False), (20, 0, 6, False), (60, 20, 7, True), (60, 21, 7, False)],
)
def test_a_note_like_another_is_told_by_what_is_alike_and_by_its_values_own_print(
    alike: int, unlike: int, own_alike: int, is_clear: bool
) -> None:
    scored = _scored(alike, unlike, 100)
    scored.place.own_alike = own_alike
    assert told_by_a_part(scored).is_clear is is_clear
    assert is_explained(scored, [], [])


def test_what_is_like_another_note_covers_nothing_beyond_its_keypoints() -> None:
    outline: Outline = ((0.0, 0.0), (200.0, 0.0), (200.0, 100.0), (0.0, 100.0))
    places = np.array([[10.0, 10.0], [14.0, 10.0], [10.0, 14.0], [14.0, 14.0]])
    asked = np.array([[12.0, 12.0], [24.0, 12.0], [60.0, 60.0], [300.0, 12.0]])
    template = _strip(places, np.ones(4, bool), outline)
    assert covered_by(asked, template).tolist() == [True, True, True, False]
    assert covered_by(asked, replace(template, own_alike=9)).tolist() == [True, True, False, False]


def test_smaller_parts_of_a_note_are_told_from_it_where_they_are_asked_for() -> None:
    points = np.random.default_rng(1).uniform((0, 0), (200, 100), (100, 2)).astype(np.float32)
    assert sides_of(points).sum(1).min() == 20
    assert sides_of(points, (0.1, 0.5)).sum(1).min() == 10


def _strip(points: NDArray[np.float64], like: NDArray[np.bool_], outline: Outline) -> Place:
    """A note of 50 dollars with places that look like its template and others that do not."""
    match = Match(0, np.zeros((0, 2), np.intp), np.eye(3))
    everywhere = np.ones(len(points), bool)
    return Place(
        KnownPrint("USD/50", Keypoints.none()),
        match,
        match,
        outline,
        points,
        np.where(like, 0.1, 0.9).astype(np.float32),
        everywhere,
        everywhere,
        np.zeros((0, len(points)), bool),
    )


def test_two_strips_of_which_one_covers_the_other_are_two_notes_and_what_looks_alike_all_over_is_one() -> None:
    rng = np.random.default_rng(1)
    points = rng.uniform((0, 0), (300, 150), (160, 2))
    turned: Outline = ((20.0, -60.0), (290.0, 60.0), (230.0, 200.0), (-40.0, 80.0))
    straight: Outline = ((0.0, 0.0), (300.0, 0.0), (300.0, 150.0), (0.0, 150.0))
    right = points[:, 0] > 150
    upper, lower = _strip(points, right, straight), _strip(points, ~right, turned)
    assert not is_same_note(upper, lower)
    assert is_same_note(_strip(points, points[:, 0] >= 0, straight), _strip(points, points[:, 0] >= 0, turned))


def test_a_note_whose_outline_lies_in_that_of_the_one_beneath_is_another() -> None:
    x, y = np.meshgrid(np.linspace(5, 295, 30), np.linspace(5, 145, 15))
    points = np.stack([x.ravel(), y.ravel()], 1)
    covered = (points[:, 0] > 100) & (points[:, 0] < 220) & (points[:, 1] > 40) & (points[:, 1] < 110)
    around: Outline = ((0.0, 0.0), (300.0, 0.0), (300.0, 150.0), (0.0, 150.0))
    within: Outline = ((100.0, 40.0), (220.0, 40.0), (220.0, 110.0), (100.0, 110.0))
    beneath = _strip(points, ~covered, around)
    upon = _strip(points[covered], np.ones(int(covered.sum()), bool), within)
    assert not is_same_note(upon, beneath)
    assert not is_same_note(beneath, upon)
    # Where both look alike it is one note, of which a template shows a part.
    assert is_same_note(upon, _strip(points, np.ones(len(points), bool), around))


@pytest.mark.parametrize(
    ("other_value", "right", "turn", "is_one"),
    [
        ("XTS/20", 0.0, 0.3, True),
        ("XTS/20", 0.6, 0.3, True),
        ("XTS/20", 0.8, 0.3, False),
        ("XTS/50", 0.0, 0.3, False),
    ],
)
def test_two_notes_of_one_value_about_one_middle_are_one_however_they_are_turned(
    other_value: str, right: float, turn: float, *, is_one: bool
) -> None:
    corners = np.array([(-5.0, -2.5), (5.0, -2.5), (5.0, 2.5), (-5.0, 2.5)])
    about = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    one, other = _scored(40, 0, 0).place, _scored(40, 0, 0).place
    one.outline = tuple((float(x), float(y)) for x, y in corners)
    other.outline = tuple((float(x), float(y)) for x, y in corners @ about + (right, 0.0))
    other.known = replace(other.known, value=other_value)
    # Nothing else speaks for one note: no place of either lies on the other.
    one.points, other.points = one.points + 90.0, other.points - 90.0
    assert is_same_note(one, other) is is_one
    assert is_same_note(other, one) is is_one
