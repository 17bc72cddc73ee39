"""How good a frame is for reading: brightness and sharpness. What follows from them is decided in `feedback`."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from app.recognition.preprocess import content_box


@dataclass(frozen=True, slots=True)
class Quality:
    """Brightness: mean luma, 0 to 1. Sharpness: variance of the Laplacian of the luma (0 to 255), at least 0."""

    brightness: float
    sharpness: float


def measure(square: NDArray[np.uint8], height: int, width: int) -> Quality:
    """Quality of a letterboxed picture, its grey bars left out.

    Measured at the model's resolution: detail that the model never sees does not count as sharp.

    Args:
        square: uint8 (size, size, 3), RGB, from `letterbox`.
        height, width: of the frame it was made from, pixels.
    """
    left, top, right, bottom = content_box(height, width, square.shape[0])
    luma = cv2.cvtColor(square[top:bottom, left:right], cv2.COLOR_RGB2GRAY)
    edges = cv2.Laplacian(luma, cv2.CV_32F)
    _, deviation = cv2.meanStdDev(edges)
    return Quality(min(1.0, float(cv2.mean(luma)[0]) / 255), float(deviation[0, 0]) ** 2)
