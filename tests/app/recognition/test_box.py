"""Where the note lies: the network's numbers as a box in the frame, and the part that is looked at again."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.recognition.box import note_box, part_around
from app.recognition.observation import Box
from app.recognition.preprocess import content_box


@given(
    st.lists(st.floats(-3, 3, width=32), min_size=4, max_size=4),
    st.integers(1, 500),
    st.integers(1, 500),
)
def test_any_place_is_a_box_inside_the_frame_or_none(edges: list[float], height: int, width: int) -> None:
    box = note_box(np.array([1.0, *edges], np.float32), height, width, 224)
    if box is not None:
        assert 0 <= box.left < box.right <= 1
        assert 0 <= box.top < box.bottom <= 1


@given(
    st.tuples(st.floats(0.01, 0.45), st.floats(0.55, 0.99)),
    st.tuples(st.floats(0.01, 0.45), st.floats(0.55, 0.99)),
    st.integers(50, 500),
    st.integers(50, 500),
)
def test_place_in_the_frame_survives_the_way_through_the_square(
    xs: tuple[float, float], ys: tuple[float, float], height: int, width: int
) -> None:
    left, top, right, bottom = content_box(height, width, 224)
    in_square = [
        (left + xs[0] * (right - left)) / 224,
        (top + ys[0] * (bottom - top)) / 224,
        (left + xs[1] * (right - left)) / 224,
        (top + ys[1] * (bottom - top)) / 224,
    ]
    box = note_box(np.array([1.0, *in_square], np.float32), height, width, 224)
    assert box is not None
    assert (box.left, box.top, box.right, box.bottom) == pytest.approx((xs[0], ys[0], xs[1], ys[1]), abs=1e-4)


@pytest.mark.parametrize("broken", [float("nan"), float("inf"), float("-inf")])
def test_numbers_that_are_none_give_no_place(broken: float) -> None:
    assert note_box(np.array([broken, 0, 0, 1, 1], np.float32), 10, 10, 224) is None
    inside = note_box(np.array([1, broken, 0, 1, 1], np.float32), 10, 10, 224)
    assert inside is None or inside == Box(0, 0, 1, 1)


# -- the part around it


def test_part_holds_the_box_and_a_fifth_of_its_sides_around_it() -> None:
    rows, columns = np.mgrid[0:100, 0:200]
    picture = np.stack([rows, columns, rows], axis=-1).astype(np.uint8)
    part = part_around(picture, Box(0.25, 0.3, 0.75, 0.7), 0.2)
    assert part.shape == pytest.approx((56, 140, 3), abs=1)
    assert tuple(part[0, 0, :2]) == pytest.approx((22, 30), abs=1)
    assert np.shares_memory(part, picture)


def test_the_margin_can_be_chosen() -> None:
    picture = np.zeros((100, 200, 3), np.uint8)
    assert part_around(picture, Box(0.25, 0.3, 0.75, 0.7), 0.0).shape == pytest.approx((40, 100, 3), abs=1)
    assert part_around(picture, Box(0.25, 0.3, 0.75, 0.7), 0.5).shape == pytest.approx((80, 200, 3), abs=1)


@given(
    st.tuples(st.floats(0, 1), st.floats(0, 1)),
    st.tuples(st.floats(0, 1), st.floats(0, 1)),
    st.integers(1, 300),
    st.integers(1, 300),
)
def test_part_is_never_empty_never_tiny_and_holds_all_of_the_box(
    xs: tuple[float, float], ys: tuple[float, float], height: int, width: int
) -> None:
    picture = np.zeros((height, width, 3), np.uint8)
    box = Box(min(xs), min(ys), max(xs), max(ys))
    marked = picture.copy()
    inside = marked[
        int(box.top * height) : int(np.ceil(box.bottom * height)),
        int(box.left * width) : int(np.ceil(box.right * width)),
    ]
    inside[:] = 1
    part = part_around(marked, box, 0.2)
    assert part.shape[0] >= min(4, height)
    assert part.shape[1] >= min(4, width)
    assert part.sum() == marked.sum()
