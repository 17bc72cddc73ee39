"""The gate for frames: what is one, and what is none."""

import numpy as np
import pytest

from app.camera.frame_check import checked


@pytest.mark.parametrize("shape", [(48, 64), (48, 64, 1), (48, 64, 3), (48, 64, 4), (16, 16)])
def test_every_kind_of_picture_becomes_bgr(shape: tuple[int, ...]) -> None:
    image = np.full(shape, 90, np.uint8)
    picture = checked(image)
    assert picture is not None
    assert picture.shape == (*shape[:2], 3)
    assert picture.dtype == np.uint8
    assert (picture == 90).all()


def test_a_picture_that_is_bgr_already_is_not_copied_and_a_view_becomes_contiguous() -> None:
    image = np.zeros((48, 64, 3), np.uint8)
    assert checked(image) is image
    view = checked(image[:, ::-1])
    assert view is not None
    assert view.flags.c_contiguous


@pytest.mark.parametrize(
    "image",
    [
        None,
        [1, 2],
        np.zeros(6144, np.uint8),
        np.zeros((1, 6144), np.uint8),
        np.zeros((6144, 1), np.uint8),
        np.zeros((0, 0, 3), np.uint8),
        np.zeros((48, 64, 2), np.uint8),
        np.zeros((48, 64, 5), np.uint8),
        np.zeros((48, 64, 3), np.uint16),
        np.zeros((48, 64), np.int8),
        np.zeros((48, 64, 3), np.float32),
        np.zeros((48, 64, 3), bool),
        np.zeros((1, 48, 64, 3), np.uint8),
        np.zeros((15, 64, 3), np.uint8),
    ],
    ids=str,
)
def test_anything_else_is_none(image: object) -> None:
    assert checked(image) is None
