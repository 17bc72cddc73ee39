"""What is as full of print as the notes that were read, and none of them: it may be a note."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

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
