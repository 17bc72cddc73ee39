"""Outlines: what lies in them, how far two are the same, and which can be a note's."""

import itertools

import numpy as np
import pytest

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

NOTE: Outline = ((0.0, 0.0), (4.0, 0.0), (4.0, 2.0), (0.0, 2.0))
RIGHT_HALF: Outline = ((2.0, 0.0), (4.0, 0.0), (4.0, 2.0), (2.0, 2.0))
AWAY: Outline = ((9.0, 9.0), (10.0, 9.0), (10.0, 10.0), (9.0, 10.0))


def test_area_and_middle() -> None:
    assert area(NOTE) == 8
    assert middle(RIGHT_HALF) == (3, 1)


def test_what_lies_in_an_outline_either_way_round() -> None:
    points = np.array([[1.0, 1.0], [5.0, 1.0], [4.0, 2.0]])
    for outline in (NOTE, NOTE[::-1]):
        assert contains(outline, points).tolist() == [True, False, True]


def test_how_much_two_share() -> None:
    assert shared_fraction(NOTE, RIGHT_HALF) == pytest.approx(1)
    assert same_place(NOTE, RIGHT_HALF) == pytest.approx(0.5)
    assert (shared_fraction(NOTE, AWAY), same_place(NOTE, AWAY)) == (0, 0)
    assert shared_fraction(NOTE, ((0.0, 0.0),) * 4) == 0


@pytest.mark.parametrize(
    ("outline", "can_be"),
    [
        (NOTE, True),
        (((0.0, 0.0), (4.0, 0.2), (3.8, 2.0), (0.1, 1.8)), True),
        (NOTE[::-1], False),  # mirrored
        (((0.0, 0.0), (4.0, 2.0), (4.0, 0.0), (0.0, 2.0)), False),  # crossed
        (((0.0, 0.0), (40.0, 0.0), (40.0, 2.0), (0.0, 2.0)), False),  # a thread
        (((0.0, 0.0), (4.0, 0.0), (4.0, 2.0), (3.0, 2.0)), False),  # hardly any side opposite
        (((0.0, 0.0), (float("nan"), 0.0), (4.0, 2.0), (0.0, 2.0)), False),
    ],
)
def test_which_can_be_a_notes(outline: Outline, can_be: bool) -> None:
    assert is_note_like(outline) is can_be


def test_how_far_two_are_turned_whichever_side_is_the_first() -> None:
    upright: Outline = ((0.0, 0.0), (0.0, 4.0), (-2.0, 4.0), (-2.0, 0.0))
    slanted: Outline = ((0.0, 0.0), (4.0, 0.4), (3.8, 2.4), (-0.2, 2.0))
    assert turn_between(NOTE, upright) == pytest.approx(0)
    assert turn_between(NOTE, slanted) == pytest.approx(0.0997, abs=1e-3)


@pytest.mark.parametrize("degrees", [0, 6, 17, 29, 45, 69])
@pytest.mark.parametrize("scale", [1.0, 0.005])
def test_sides_on_one_line_share_what_they_share(degrees: float, scale: float) -> None:
    angle = np.radians(degrees)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]]) * scale

    def box(x: float, y: float, wide: float, high: float) -> Outline:
        corners = np.array([(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)]) @ turn
        return tuple((float(a), float(b)) for a, b in corners)

    for x, y, wide, high in itertools.product(
        (-100, -50, 0, 50, 100), (-50, -25, 0, 25, 50), (50, 100, 200), (25, 100)
    ):
        both = max(0, min(100, x + wide) - max(0, x)) * max(0, min(50, y + high) - max(0, y))
        one, other = box(0, 0, 100, 50), box(x, y, wide, high)
        for first, second in ((one, other), (other, one), (one, other[::-1])):
            assert shared_fraction(first, second) == pytest.approx(both / min(5000, wide * high), abs=1e-6)
            assert same_place(first, second) == pytest.approx(both / (5000 + wide * high - both), abs=1e-6)


def _box(width: float, height: float) -> Outline:
    return ((0.0, 0.0), (width, 0.0), (width, height), (0.0, height))


@pytest.mark.parametrize(
    ("outline", "can_be"),
    [
        (_box(6.0, 1.0), True),
        (_box(6.125, 1.0), False),
        (_box(2.0, 5.0), True),
        (_box(1.9, 5.0), False),
        (((0.0, 0.0), (5.0, 0.0), (5.0, 1.5), (3.0, 1.5)), True),  # one side is twice and a half as long
        (((0.0, 0.0), (5.0, 0.0), (5.0, 1.5), (3.125, 1.5)), False),
        (((0.0, 0.0), (2.0, 0.0), (5.0, 1.5), (0.0, 1.5)), True),
        (((0.0, 0.0), (2.0, 0.0), (5.25, 1.5), (0.0, 1.5)), False),
        (((0.0, 0.0), (2.0, 0.0), (4.0, 0.0), (4.0, 2.0)), False),  # three corners on a line
        (_box(1e6, 1e6), True),
        (_box(1.1e6, 1e6), False),
        (((0.0, 0.0), (-1.1e6, 0.0), (-1.1e6, -1e6), (0.0, -1e6)), False),
        (_box(float("inf"), 1.0), False),
    ],
)
def test_a_note_is_no_thinner_and_its_sides_no_more_unlike(outline: Outline, can_be: bool) -> None:
    assert is_note_like(outline) is can_be


def test_an_outline_grows_from_its_middle() -> None:
    assert grown(NOTE, 0.5) == ((-1.0, -0.5), (5.0, -0.5), (5.0, 2.5), (-1.0, 2.5))
    assert grown(NOTE, 0.0) == NOTE
    assert grown(RIGHT_HALF, -1.0) == ((3.0, 1.0),) * 4


def test_the_rectangle_around_points_is_led_through_a_homography() -> None:
    points = np.array([[1, 2], [3, 1], [2, 5]], np.float32)
    moved = np.array([[2.0, 0, 10], [0, 1, 20], [0, 0, 1]])
    assert outline_of(points, moved) == ((12.0, 21.0), (16.0, 21.0), (16.0, 25.0), (12.0, 25.0))
    assert led(NOTE, np.eye(3)) == NOTE


@pytest.mark.parametrize(
    ("degrees", "told"), [(0, 0), (30, 30), (44, 44), (46, 44), (89, 1), (91, 1), (180, 0), (225, 45)]
)
def test_a_turn_is_an_eighth_of_a_circle_at_most(degrees: float, told: float) -> None:
    angle = np.radians(degrees)
    turn = np.array([[np.cos(angle), -np.sin(angle), 7], [np.sin(angle), np.cos(angle), -3], [0, 0, 1]])
    assert np.degrees(turn_between(NOTE, led(NOTE, turn))) == pytest.approx(told, abs=1e-6)
    assert np.degrees(turn_between(led(NOTE, turn), NOTE)) == pytest.approx(told, abs=1e-6)


def test_what_lies_on_a_side_or_a_corner_lies_in_an_outline() -> None:
    points = np.array([[0.0, 0.0], [4.0, 1.0], [2.0, 2.0], [4.001, 1.0], [2.0, -0.001]])
    assert contains(NOTE, points).tolist() == [True, True, True, False, False]
    assert contains(NOTE[::-1], points).tolist() == [True, True, True, False, False]


def test_outlines_without_an_area_share_nothing() -> None:
    point: Outline = ((1.0, 1.0),) * 4
    assert same_place(point, point) == shared_fraction(point, NOTE) == shared_fraction(NOTE, point) == 0
    assert area(NOTE[::-1]) == 8
