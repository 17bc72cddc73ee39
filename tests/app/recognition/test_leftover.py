"""What is as full of print as the notes that were read, and none of them: it may be a note."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition import leftover
from app.recognition.leftover import left_over
from app.recognition.outlines import Outline, same_place

SIZE = (1280, 720)


def _rectangle(left: float, top: float, width: float = 360, height: float = 180) -> Outline:
    return ((left, top), (left + width, top), (left + width, top + height), (left, top + height))


def _print(*notes: Outline, every_px: float = 12) -> NDArray[np.float32]:
    """Keypoints all over some notes."""
    found = []
    for (left, top), _, (right, bottom), _ in notes:
        x, y = np.meshgrid(np.arange(left, right, every_px), np.arange(top, bottom, every_px))
        found.append(np.stack([x.ravel(), y.ravel()], 1))
    return np.concatenate(found).astype(np.float32)


ONE, TWO, THREE = _rectangle(60, 60), _rectangle(700, 80), _rectangle(300, 420)


def test_where_all_was_read_nothing_is_left() -> None:
    found = left_over(_print(ONE, TWO), SIZE, [ONE, TWO], [])
    assert found.is_nothing
    assert found.places == ()


def test_a_note_that_was_not_read_is_left_where_it_lies() -> None:
    found = left_over(_print(ONE, TWO, THREE), SIZE, [ONE, TWO], [])
    assert not found.is_nothing
    (place,) = found.places
    assert same_place(place, THREE) > 0.6


def test_what_was_told_already_is_not_left() -> None:
    found = left_over(_print(ONE, TWO, THREE), SIZE, [ONE, TWO], [THREE])
    assert found.is_nothing


def test_a_few_specks_are_nothing_and_a_patterned_cloth_is_no_note() -> None:
    specks = _print(_rectangle(600, 500, 40, 40))
    assert left_over(np.concatenate([_print(ONE), specks]), SIZE, [ONE], []).is_nothing
    cloth = left_over(_print(_rectangle(0, 0, *SIZE)), SIZE, [ONE], [])
    assert not cloth.is_nothing
    assert cloth.places == ()


def test_without_a_note_that_was_read_nothing_can_be_said() -> None:
    assert not left_over(_print(ONE), SIZE, [], []).is_nothing


@pytest.mark.parametrize(("fills", "places"), [(1.0, 1), (1.0625, 0)])
def test_what_fills_just_so_much_of_the_rectangle_around_it_is_a_place(
    fills: float, places: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def around(cells: NDArray[np.bool_], side: float) -> Outline:
        return _rectangle(0, 0, float(cells.sum()) * side, side)

    monkeypatch.setattr(leftover, "_around", around)
    monkeypatch.setattr(leftover, "_FILLS", fills)
    # Cells of 8 pixels, so that areas are what they are.
    one, other = _rectangle(64, 64, 56, 56), _rectangle(320, 320, 56, 56)
    found = left_over(_print(one, other, every_px=4), SIZE, [one], [])
    assert not found.is_nothing
    assert len(found.places) == places


def test_what_is_just_as_full_as_is_asked_for_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leftover, "_FULL", 1.0)
    one, other = _rectangle(64, 64, 56, 56), _rectangle(320, 320, 112, 112)
    assert not left_over(_print(one, other, every_px=4), SIZE, [one], []).is_nothing


@pytest.mark.parametrize(
    ("least", "most", "places"), [(36 / 49, 2.6, 1), (37 / 49, 2.6, 0), (0.5, 36 / 49, 1), (0.5, 35.5 / 49, 0)]
)
def test_a_place_is_about_as_large_as_a_note_to_the_very_number(
    least: float, most: float, places: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, limit in (("_LEAST", least), ("_MOST", most), ("_FULL", 1.0), ("_FILLS", 0.0)):
        monkeypatch.setattr(leftover, name, limit)
    # Of 8 by 8 cells that are full those at the edge are not, once they are smoothed: 36 are left.
    one, other = _rectangle(64, 64, 56, 56), _rectangle(320, 320, 64, 64)
    monkeypatch.setattr("app.recognition.leftover.cv2.boxPoints", lambda _: np.zeros((4, 2)))
    points = _print(_rectangle(0, 0, 136, 136), other, every_px=4)
    assert len(left_over(points, SIZE, [one], [_rectangle(0, 0, 144, 144)]).places) == places


@pytest.mark.parametrize(("nothing", "is_nothing"), [(36 / 49, False), (37 / 49, True)])
def test_something_is_left_from_the_very_size_on(
    nothing: float, is_nothing: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, limit in (("_LEAST", 9.0), ("_NOTHING", nothing), ("_FULL", 1.0)):
        monkeypatch.setattr(leftover, name, limit)
    one, other = _rectangle(64, 64, 56, 56), _rectangle(320, 320, 64, 64)
    points = _print(_rectangle(0, 0, 136, 136), other, every_px=4)
    assert left_over(points, SIZE, [one], [_rectangle(0, 0, 144, 144)]).is_nothing is is_nothing
