"""The numbers of recognition's geometry, for made-up notes and keypoints: any other number would move a threshold."""

from __future__ import annotations

import itertools
import math
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition import poses
from app.recognition.agreement import AgreementWeights, features, probability
from app.recognition.beside import is_second_note
from app.recognition.box import note_box, part_around, rectangle_around
from app.recognition.keypoints import Keypoints, Pairs
from app.recognition.leftover import left_over
from app.recognition.observation import Box
from app.recognition.outlines import (
    Outline,
    area,
    contains,
    grown,
    is_note_like,
    led,
    middle,
    outline_of,
    same_place,
    shared_fraction,
    turn_between,
)
from tests.kept import compare


def _outlines(many: int) -> list[Outline]:
    rng = np.random.default_rng(7)
    found: list[Outline] = []
    for _ in range(many):
        half = rng.uniform((20, 10), (60, 40))
        turn = rng.uniform(0, 2 * np.pi)
        corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * half + rng.normal(0, 4, (4, 2))
        turned = corners @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
        found.append(tuple((float(x), float(y)) for x, y in turned + rng.uniform(-30, 30, 2)))
    return found


def _keypoints(rng: np.random.Generator, many: int, spread: float) -> Keypoints:
    return Keypoints(
        rng.uniform(0, spread, (many, 2)).astype(np.float32),
        rng.normal(size=(many, 8)).astype(np.float32),
        rng.uniform(0, 2 * np.pi, many).astype(np.float32),
        rng.uniform(1, 4, many).astype(np.float32),
    )


def _votes() -> dict[str, list[float]]:
    rng = np.random.default_rng(5)
    templates = [_keypoints(rng, 40, 100), _keypoints(rng, 30, 160)]
    # Both notes lie in the picture, one turned and larger, and beside them is noise.
    cos, sin = math.cos(0.7), math.sin(0.7)
    turned = 1.5 * templates[0].points @ np.array([[cos, sin], [-sin, cos]]) + (200, 30) + rng.normal(0, 2, (40, 2))
    noise = _keypoints(rng, 80, 400)
    seen = Keypoints(
        np.concatenate([turned, templates[1].points + 250, noise.points]).astype(np.float32),
        np.concatenate([templates[0].descriptors, templates[1].descriptors, noise.descriptors]),
        np.concatenate([templates[0].angles + np.float32(0.7), templates[1].angles, noise.angles]),
        np.concatenate([templates[0].octaves + np.float32(math.log2(1.5)), templates[1].octaves, noise.octaves]),
    )
    rows = np.concatenate([np.zeros(40, np.intp), np.ones(30, np.intp), rng.integers(0, 2, 80)])
    theirs = np.concatenate([np.arange(40), np.arange(30), rng.integers(0, 30, 80)])
    pairs = Pairs(np.arange(150), rows, theirs, np.zeros(150, np.float32))
    found = {"votes": [float(each) for each in poses.votes(seen, templates, pairs)]}
    matches = poses.matches_of(seen, templates, pairs)
    found["templates"] = [float(match.template) for match in matches]
    for match in matches:
        corners = led(((0, 0), (100, 0), (100, 50), (0, 50)), match.homography)
        # To a fifth of a pixel: which sample a fit begins with is its own affair.
        found[f"lies {match.template}"] = [round(side / 5) for corner in corners for side in corner]
    middles = poses._middles(turned.astype(np.float32), noise.points[:40], noise.angles[:40], noise.octaves[:40])
    found["middles"] = middles.ravel().tolist()
    found["distinct"] = poses._distinct(rng.integers(0, 9, 60), rng.integers(0, 5, 60)).astype(float).tolist()
    return found


def _box_numbers() -> list[float]:
    found: list[float] = []
    rng = np.random.default_rng(2)
    for height, width in ((480, 640), (640, 360), (200, 200)):
        for _ in range(6):
            box = note_box(np.concatenate([[0.1], rng.uniform(-0.1, 1.1, 4)]).astype(np.float32), height, width, 192)
            found += [-1.0] if box is None else [box.left, box.top, box.right, box.bottom]
            low, high = sorted(rng.uniform(0, 1, 2))
            found += rectangle_around(height, width, Box(low, low / 2, high, high), float(rng.uniform(0, 0.4)))
    return found


def test_numbers_are_what_they_were() -> None:
    outlines = _outlines(12)
    couples = list(itertools.combinations(outlines, 2))
    rng = np.random.default_rng(3)
    points = rng.uniform(-60, 60, (60, 2))
    bent = np.array([[1.1, 0.2, 5], [-0.1, 0.9, 3], [0.001, 0.002, 1]])
    octaves = rng.uniform(0, 4, 90).astype(np.float32)
    distances = rng.gamma(2, 0.15, 90).astype(np.float32)
    spread = rng.uniform(0, 300, (90, 2)).astype(np.float32)
    numbers: dict[str, list[float]] = {
        "area": [area(each) for each in outlines],
        "middle": [side for each in outlines for side in middle(each)],
        "grown": [side for each in outlines[:3] for corner in grown(each, 0.3) for side in corner],
        "shared": [shared_fraction(*two) for two in couples],
        "same place": [same_place(*two) for two in couples],
        "turned": [turn_between(*two) for two in couples],
        "note-like": [float(is_note_like(each)) for each in outlines],
        "second": [float(is_second_note(*two, same_face=bool(n % 2))) for n, two in enumerate(couples)],
        "contains": [float(inside) for each in outlines for inside in contains(each, points)],
        "outline": [side for corner in outline_of(spread, bent) for side in corner],
        "features": features(distances, spread, octaves, inliers=17, detected=350).tolist(),
        "features of few": features(distances[:5], spread[:5], octaves[:5] * 0, inliers=0, detected=900).tolist(),
        "logit": [AgreementWeights((0.5, -2.0), 0.25, 0.9, 0.5, 2.0, 5).logit(np.array([3.0, 0.5]))],
        "probability": [probability(each) for each in (-60.0, -2.0, 0.0, 1.5, 60.0)],
        "boxes": _box_numbers(),
    }
    compare(Path(__file__).with_name("geometry.json"), {}, numbers, _votes())


def _square(left: float, top: float, side: float = 10) -> Outline:
    return ((left, top), (left + side, top), (left + side, top + side), (left, top + side))


@pytest.mark.parametrize(("across", "shared", "same"), [(0, 1, 1), (5, 0.5, 1 / 3), (10, 0, 0), (11, 0, 0)])
def test_squares_share_what_lies_in_both(across: float, shared: float, same: float) -> None:
    for other in (_square(across, 0), _square(across, 0)[::-1]):
        assert shared_fraction(_square(0, 0), other) == pytest.approx(shared)
        assert same_place(_square(0, 0), other) == pytest.approx(same)


def test_of_an_outline_without_room_nothing_is_shared() -> None:
    point = _square(3, 3, 0)
    assert shared_fraction(_square(0, 0), point) == 0.0
    assert same_place(point, point) == 0.0


def test_an_outline_contains_its_corners_and_sides_whichever_way_it_turns() -> None:
    points = np.array([[0, 0], [10, 5], [5, 10], [5, 5], [10.01, 5], [-0.01, 0], [5, -0.01], [5, 10.01]])
    for outline in (_square(0, 0), _square(0, 0)[::-1]):
        assert contains(outline, points).tolist() == [True, True, True, True, False, False, False, False]


@pytest.mark.parametrize(
    ("degrees", "turned"), [(0, 0), (30, 30), (45, 45), (60, 30), (90, 0), (135, 45), (180, 0), (-20, 20)]
)
def test_outlines_are_turned_by_an_eighth_at_most(degrees: float, turned: float) -> None:
    angle = math.radians(degrees)
    turn = np.array([[math.cos(angle), -math.sin(angle), 0], [math.sin(angle), math.cos(angle), 0], [0, 0, 1]])
    assert math.degrees(turn_between(_square(0, 0), led(_square(0, 0), turn))) == pytest.approx(turned, abs=1e-6)


def test_a_note_is_neither_turned_inside_out_nor_at_infinity() -> None:
    wide: Outline = ((0, 0), (20, 0), (20, 10), (0, 10))
    assert is_note_like(wide)
    assert not is_note_like(wide[::-1])
    assert not is_note_like(((0, 0), (20, 0), (5, 2), (0, 10)))
    assert not is_note_like(((0, 0), (20, 0), (20, 0), (0, 10)))
    far = tuple((x * 1e5, y * 1e5) for x, y in wide)
    assert not is_note_like(far)
    assert is_note_like(tuple((x * 5e4, y * 5e4) for x, y in wide))
    assert not is_note_like(((0, 0), (20, 0), (20, math.nan), (0, 10)))


def _full(box: tuple[int, int, int, int], step: float = 2.0) -> NDArray[np.float32]:
    left, top, right, bottom = box
    return np.array(list(itertools.product(np.arange(left, right, step), np.arange(top, bottom, step))), np.float32)


READ: Outline = ((10, 10), (90, 10), (90, 50), (10, 50))


@pytest.mark.parametrize(
    ("more", "is_nothing", "places"),
    [
        (None, True, 0),
        ((150, 100, 230, 140), False, 1),
        ((150, 100, 170, 115), False, 0),
        ((120, 20, 290, 190), False, 0),
    ],
)
def test_what_is_as_full_and_as_large_as_a_note_is_one(
    more: tuple[int, int, int, int] | None, is_nothing: bool, places: int
) -> None:
    points = _full((10, 10, 90, 50)) if more is None else np.concatenate([_full((10, 10, 90, 50)), _full(more)])
    found = left_over(points, (300, 200), [READ], [])
    assert (found.is_nothing, len(found.places)) == (is_nothing, places)
    if places and more is not None:
        told = left_over(points, (300, 200), [READ], [found.places[0]])
        assert (told.is_nothing, told.places) == (True, ())
        expected: Outline = tuple((float(x), float(y)) for x, y in itertools.product(more[::2], more[1::2]))
        ordered = (expected[0], expected[2], expected[3], expected[1])
        assert same_place(found.places[0], ordered) > 0.6


def test_without_a_note_that_was_read_nothing_is_compared() -> None:
    found = left_over(_full((10, 10, 90, 50)), (300, 200), [], [])
    assert (found.is_nothing, found.places) == (False, ())


@pytest.mark.parametrize(
    ("presence", "seen"), [(-0.01, False), (0.0, True), (1.0, True), (math.nan, False), (math.inf, False)]
)
def test_a_box_is_told_where_a_note_is_seen(presence: float, seen: bool) -> None:
    box = note_box(np.array([presence, 0.25, 0.25, 0.75, 0.75], np.float32), 100, 100, 64)
    assert (box is not None) is seen
    if box is not None:
        assert (box.left, box.top, box.right, box.bottom) == pytest.approx((0.25, 0.25, 0.75, 0.75))


@pytest.mark.parametrize(
    ("sides", "seen"),
    [((0.7, 0.6, 0.3, 0.2), True), ((0.5, 0.2, 0.5, 0.6), False), ((0.2, 0.5, 0.6, 0.5), False)],
)
def test_a_box_has_its_sides_in_order_and_room(sides: tuple[float, ...], seen: bool) -> None:
    box = note_box(np.array([1.0, *sides], np.float32), 100, 100, 64)
    assert (box is not None) is seen
    if box is not None:
        assert box.left < box.right
        assert box.top < box.bottom


@pytest.mark.parametrize(
    ("box", "margin", "kept"),
    [
        (Box(0.25, 0.25, 0.75, 0.75), 0.0, (25, 25, 75, 75)),
        (Box(0.25, 0.25, 0.75, 0.75), 0.1, (20, 20, 80, 80)),
        (Box(0.0, 0.0, 1.0, 1.0), 0.1, (0, 0, 100, 100)),
        (Box(0.5, 0.5, 0.51, 0.51), 0.0, (49, 49, 53, 53)),
        (Box(0.99, 0.0, 1.0, 0.01), 0.0, (96, 0, 100, 4)),
    ],
)
def test_a_part_of_a_picture_holds_its_box_and_a_margin_and_is_never_too_narrow(
    box: Box, margin: float, kept: tuple[int, int, int, int]
) -> None:
    assert rectangle_around(100, 100, box, margin) == kept
    left, top, right, bottom = kept
    assert part_around(np.zeros((100, 100, 3), np.uint8), box, margin).shape == (bottom - top, right - left, 3)
