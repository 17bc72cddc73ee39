"""From a frame to what the model is given.

The only such code: training, calibration, judging and the app all call it.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from app.recognition.rules import Lightening

PAD_VALUE = 114


def content_box(height: int, width: int, size: int) -> tuple[int, int, int, int]:
    """Where a picture of that height and width lies in its letterboxed square: left, top, right, bottom, pixels."""
    scale = size / max(height, width)
    new_width, new_height = max(1, round(width * scale)), max(1, round(height * scale))
    left, top = (size - new_width) // 2, (size - new_height) // 2
    return left, top, left + new_width, top + new_height


def letterbox(image: NDArray[np.uint8], size: int, pad_value: int = PAD_VALUE) -> NDArray[np.uint8]:
    """Scale a picture to fit a square without changing its shape, centre it, fill the rest with grey, BGR to RGB.

    Args:
        image: uint8 (height, width, 3), BGR, both sides at least 1.
        size: side of the square, pixels.
        pad_value: grey level of the bars, 0 to 255.

    Returns:
        uint8 (size, size, 3), RGB, C-contiguous.
    """
    height, width = image.shape[:2]
    left, top, right, bottom = content_box(height, width, size)
    # INTER_AREA averages when shrinking, as a sensor's larger pixels would; it does not interpolate when growing.
    how = cv2.INTER_AREA if max(height, width) > size else cv2.INTER_LINEAR
    scaled = cv2.resize(_halved(image, size), (right - left, bottom - top), interpolation=how)
    out = np.full((size, size, 3), pad_value, np.uint8)
    out[top:bottom, left:right] = cv2.cvtColor(scaled, cv2.COLOR_BGR2RGB)
    return out


def _halved(image: NDArray[np.uint8], size: int) -> NDArray[np.uint8]:
    """A large picture in half its size, again and again while it stays a quarter larger than is needed.

    Averages of two by two pixels take a fifth of the time that averages over fractions of pixels take.
    """
    height, width = image.shape[:2]
    while 2 * max(height, width) >= 5 * size and min(height, width) >= 2:
        height, width = height // 2, width // 2
        even = image[: 2 * height, : 2 * width]
        image = np.asarray(cv2.resize(even, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    return image


def lightened(square: NDArray[np.uint8], height: int, width: int, light: Lightening) -> NDArray[np.uint8]:
    """A dark letterboxed picture made lighter, as by a longer exposure; any other as it is.

    In a dark picture the network sees notes where there are none. The bars stay as they are.

    Args:
        square: uint8 (size, size, 3), RGB, from `letterbox`.
        height, width: of the picture it was made from, pixels.
        light: which picture is dark, and how it is lightened.
    """
    left, top, right, bottom = content_box(height, width, square.shape[0])
    content = square[top:bottom, left:right]
    luma = cv2.mean(cv2.cvtColor(content, cv2.COLOR_RGB2GRAY))[0] / 255
    if luma >= light.dark_below:
        return square
    out = square.copy()
    gain = min(light.lightened_to / max(luma, 1e-3), light.most_gain)
    out[top:bottom, left:right] = cv2.convertScaleAbs(content, alpha=gain)
    return out
