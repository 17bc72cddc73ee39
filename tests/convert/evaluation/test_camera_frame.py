"""A picture in a camera's frame: whole, in the middle, as large as can be."""

import numpy as np
import pytest

from convert.evaluation.camera_frame import in_frame


@pytest.mark.parametrize(
    ("height", "width", "shown"), [(480, 640, (720, 960)), (100, 400, (320, 1280)), (1440, 1440, (720, 720))]
)
def test_a_picture_lies_whole_in_the_middle(height: int, width: int, shown: tuple[int, int]) -> None:
    frame = in_frame(np.full((height, width, 3), 7, np.uint8), 1280, 720)
    assert frame.shape == (720, 1280, 3)
    down, across = np.nonzero(frame[..., 0] == 7)
    assert (len(set(down.tolist())), len(set(across.tolist()))) == shown
    assert down.min() == 719 - down.max()
    assert across.min() == 1279 - across.max()
