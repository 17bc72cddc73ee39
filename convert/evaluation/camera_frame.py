"""Pictures in frames as wide cameras have them: what is timed should be as large as a camera's picture is."""

from __future__ import annotations

import cv2
import numpy as np

from convert.data.images import Image

_GREY = 114


def in_frame(picture: Image, width: int, height: int) -> Image:
    """A picture as large as it can be in the middle of a grey frame of that size, uint8 (height, width, 3), BGR."""
    scale = min(width / picture.shape[1], height / picture.shape[0])
    size = max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    left, top = (width - size[0]) // 2, (height - size[1]) // 2
    frame = np.full((height, width, 3), _GREY, np.uint8)
    frame[top : top + size[1], left : left + size[0]] = cv2.resize(picture, size, interpolation=how)
    return frame
