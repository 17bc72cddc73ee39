"""The one gate through which every frame enters: what a driver or decoder calls a picture, and whether it is one."""

import cv2
import numpy as np
from numpy.typing import NDArray

LEAST_SIDE_PX = 16


def checked(image: object) -> NDArray[np.uint8] | None:
    """Return a picture as BGR, or None for what is none.

    A picture is uint8, (height, width) or (height, width, 1, 3 or 4), with sides of 16 px and more. Cameras deliver
    other things, too: a raw or compressed buffer as one flat row, YUYV as two channels, depth or heat as 16 bits or
    floats, nothing at all.

    Returns:
        uint8 (height, width, 3), contiguous; the same array where it is like that already.
    """
    if not isinstance(image, np.ndarray) or image.dtype != np.uint8 or image.ndim not in (2, 3):
        return None
    if min(image.shape[:2]) < LEAST_SIDE_PX:
        return None
    channels = 1 if image.ndim == 2 else image.shape[2]
    if channels == 1:
        return np.asarray(cv2.cvtColor(np.ascontiguousarray(image), cv2.COLOR_GRAY2BGR), np.uint8)
    if channels == 4:
        return np.asarray(cv2.cvtColor(np.ascontiguousarray(image), cv2.COLOR_BGRA2BGR), np.uint8)
    return np.ascontiguousarray(image) if channels == 3 else None
