"""Brightness and sharpness of a frame, its bars left out."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from app.recognition.preprocess import letterbox
from app.recognition.quality import Quality, measure


def _measured(picture: NDArray[np.uint8], size: int = 224) -> Quality:
    return measure(letterbox(picture, size), *picture.shape[:2])


def _noise(height: int, width: int) -> NDArray[np.uint8]:
    return np.random.default_rng(3).integers(0, 256, (height, width, 3), dtype=np.uint8)


@pytest.mark.parametrize("level", [0, 64, 114, 255])
def test_plain_picture_has_its_grey_s_brightness_and_no_sharpness(level: int) -> None:
    quality = _measured(np.full((120, 300, 3), level, np.uint8))
    assert quality.brightness == pytest.approx(level / 255, abs=1e-6)
    assert quality.sharpness == 0


def test_green_is_brighter_than_red_and_red_than_blue() -> None:
    blue, green, red = (_measured(np.full((50, 50, 3), c, np.uint8)).brightness for c in np.eye(3) * 255)
    assert green > red > blue > 0


def test_bars_count_neither_as_light_nor_as_edges() -> None:
    assert _measured(np.zeros((40, 400, 3), np.uint8)) == Quality(0, 0)
    assert _measured(np.full((400, 40, 3), 255, np.uint8)) == Quality(1, 0)


def test_blur_lowers_sharpness_step_by_step() -> None:
    picture = cv2.resize(_noise(30, 40), (640, 480), interpolation=cv2.INTER_NEAREST)
    blurred = [picture, *(cv2.GaussianBlur(picture, (0, 0), sigma) for sigma in (2, 5, 15, 40))]
    values = [_measured(p).sharpness for p in blurred]
    assert values == sorted(values, reverse=True)
    assert values[0] > 100
    assert values[-1] < 20


def test_detail_finer_than_the_model_sees_is_not_sharp() -> None:
    fine = np.repeat((np.indices((896, 896)).sum(0) % 2 * 255).astype(np.uint8)[..., None], 3, axis=2)
    assert _measured(fine).sharpness < 20


@given(st.integers(1, 300), st.integers(1, 300))
def test_any_shape_gives_numbers_in_range(height: int, width: int) -> None:
    quality = _measured(_noise(height, width), 96)
    assert 0 <= quality.brightness <= 1
    assert 0 <= quality.sharpness < 1e6
