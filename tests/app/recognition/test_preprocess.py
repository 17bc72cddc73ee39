"""The letterbox: any picture fits, keeps its shape, is centred on grey, and changes from BGR to RGB."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from app.recognition import preprocess
from app.recognition.preprocess import PAD_VALUE, content_box, letterbox, lightened
from tests.app.recognition.tiny_model import LIGHTENING

SIDES = st.one_of(st.integers(1, 400), st.sampled_from([1, 2, 3, 223, 224, 225, 640, 4000]))
SQUARES = st.sampled_from([1, 8, 96, 224])


def _plain(height: int, width: int, colour: tuple[int, int, int]) -> NDArray[np.uint8]:
    return np.full((height, width, 3), colour, np.uint8)


@given(SIDES, SIDES, SQUARES)
def test_content_is_inside_touches_two_sides_is_centred_and_keeps_its_aspect(
    height: int, width: int, size: int
) -> None:
    left, top, right, bottom = content_box(height, width, size)
    assert 0 <= left < right <= size
    assert 0 <= top < bottom <= size
    assert max(right - left, bottom - top) == size
    assert 0 <= (size - right) - left <= 1
    assert 0 <= (size - bottom) - top <= 1
    # The shorter side is the true one within half a pixel, but never nothing.
    shorter = size * min(height, width) / max(height, width)
    assert min(right - left, bottom - top) == pytest.approx(max(1.0, shorter), abs=0.51)


@given(SIDES, SIDES, SQUARES, st.tuples(*[st.integers(0, 255)] * 3))
def test_any_picture_becomes_a_square_with_its_colour_inside_and_grey_outside(
    height: int, width: int, size: int, colour: tuple[int, int, int]
) -> None:
    square = letterbox(_plain(height, width, colour), size)
    assert square.shape == (size, size, 3)
    assert square.dtype == np.uint8
    assert square.flags.c_contiguous
    left, top, right, bottom = content_box(height, width, size)
    assert np.abs(square[top:bottom, left:right].astype(int) - colour[::-1]).max() <= 1
    bars = np.ones((size, size), bool)
    bars[top:bottom, left:right] = False
    assert (square[bars] == PAD_VALUE).all()


@pytest.mark.parametrize(("height", "width"), [(1, 1), (4000, 3), (3, 4000), (1, 4000)])
def test_extreme_shapes_do_not_break_it(height: int, width: int) -> None:
    assert letterbox(_plain(height, width, (1, 2, 3)), 224).shape == (224, 224, 3)


def test_picture_of_the_square_s_size_is_only_turned_to_rgb() -> None:
    picture = np.random.default_rng(1).integers(0, 256, (96, 96, 3), dtype=np.uint8)
    assert (letterbox(picture, 96) == picture[:, :, ::-1]).all()


def test_wide_picture_lies_in_the_middle_rows_the_right_way_up() -> None:
    picture = _plain(100, 200, (0, 0, 0))
    picture[:50, :100] = (255, 0, 0)  # blue, upper left
    square = letterbox(picture, 200, pad_value=7)
    assert (square[:50] == 7).all()
    assert (square[150:] == 7).all()
    assert tuple(square[60, 10]) == (0, 0, 255)
    assert tuple(square[140, 10]) == (0, 0, 0)
    assert tuple(square[60, 190]) == (0, 0, 0)


def test_shrinking_averages_instead_of_picking_pixels() -> None:
    stripes = np.zeros((512, 512, 3), np.uint8)
    stripes[:, ::8] = 255
    square = letterbox(stripes, 64)
    assert np.abs(square.astype(int) - round(255 / 8)).max() <= 1


def test_picture_given_is_not_changed_and_a_view_will_do() -> None:
    whole = np.random.default_rng(2).integers(0, 256, (60, 80, 3), dtype=np.uint8)
    before = whole.copy()
    letterbox(whole[::2, ::-1], 32)
    assert (whole == before).all()


# -- dark pictures


def test_a_dark_picture_is_lightened_in_proportion_and_its_bars_stay() -> None:
    dark = np.full((40, 80, 3), 20, np.uint8)
    dark[:, 40:] = 40
    square = letterbox(dark, 64)
    lit = lightened(square, 40, 80, LIGHTENING)
    assert lit[0].tolist() == square[0].tolist()
    assert lit[32, 4].tolist() == pytest.approx([60] * 3, abs=3)
    assert lit[32, 60].tolist() == pytest.approx([119] * 3, abs=3)
    assert square[32, 4, 0] == 20, "the picture given is not changed"


def test_near_blackness_is_lightened_five_times_at_most() -> None:
    assert lightened(letterbox(np.full((8, 8, 3), 4, np.uint8), 8), 8, 8, LIGHTENING).tolist() == [[[20] * 3] * 8] * 8
    black = letterbox(np.zeros((8, 8, 3), np.uint8), 8)
    assert lightened(black, 8, 8, LIGHTENING).max() == 0


def test_an_ordinary_picture_is_left_alone() -> None:
    square = letterbox(np.full((40, 80, 3), 70, np.uint8), 64)
    assert lightened(square, 40, 80, LIGHTENING) is square


@pytest.mark.parametrize(("height", "width"), [(480, 640), (720, 1280), (1280, 720), (1081, 1921), (2160, 3840)])
def test_large_picture_is_scaled_in_steps_as_by_one_average(height: int, width: int) -> None:
    noise = np.random.default_rng(2).integers(0, 256, (height, width, 3), dtype=np.uint8)
    picture = np.asarray(cv2.GaussianBlur(noise, (0, 0), 2), np.uint8)
    left, top, right, bottom = content_box(height, width, 224)
    content = letterbox(picture, 224)[top:bottom, left:right, ::-1].astype(int)
    at_once = cv2.resize(picture, (right - left, bottom - top), interpolation=cv2.INTER_AREA).astype(int)
    assert np.abs(content - at_once).mean() < 1.5
    assert np.abs(content - at_once).max() <= 10


def test_picture_less_than_two_and_a_half_times_as_large_is_scaled_at_once() -> None:
    picture = np.random.default_rng(3).integers(0, 256, (300, 559, 3), dtype=np.uint8)
    left, top, right, bottom = content_box(300, 559, 224)
    at_once = cv2.resize(picture, (right - left, bottom - top), interpolation=cv2.INTER_AREA)
    assert (letterbox(picture, 224)[top:bottom, left:right, ::-1] == at_once).all()


def test_a_picture_of_just_so_much_light_is_not_dark() -> None:
    square = np.full((8, 8, 3), 51, np.uint8)
    assert lightened(square, 8, 8, replace(LIGHTENING, dark_below=51 / 255)) is square
    assert lightened(square, 8, 8, replace(LIGHTENING, dark_below=52 / 255)) is not square


@pytest.mark.parametrize(
    ("height", "width", "halved"),
    [(20, 40, (10, 20)), (19, 39, (19, 39)), (2, 40, (1, 20)), (1, 40, (1, 40)), (40, 20, (20, 10))],
)
def test_a_picture_is_halved_from_a_quarter_more_than_is_needed_on(
    height: int, width: int, halved: tuple[int, int]
) -> None:
    # To 16 pixels: from 40 on.
    assert preprocess._halved(np.zeros((height, width, 3), np.uint8), 16).shape[:2] == halved
