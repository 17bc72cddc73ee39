"""Where the note lies: the network's box output as a rectangle, and the part of a picture around it."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from app.recognition.observation import Box
from app.recognition.preprocess import content_box

# No part of a picture is narrower, pixels.
_LEAST = 4


def note_box(output: NDArray[np.float32], height: int, width: int, size: int) -> Box | None:
    """The network's box output as a box in fractions of the frame; None when it sees no note.

    Args:
        output: float32 (5,): presence, above 0 where a note is seen, then left, top, right, bottom in fractions of the
            letterboxed square.
        height, width: of the frame, pixels.
        size: side of the square, pixels.
    """
    if not math.isfinite(float(output[0])) or output[0] < 0:
        return None
    left, top, right, bottom = content_box(height, width, size)
    _, *sides = output.tolist()
    x0, x1 = sorted(_clipped((_clipped(x) * size - left) / (right - left)) for x in sides[0::2])
    y0, y1 = sorted(_clipped((_clipped(y) * size - top) / (bottom - top)) for y in sides[1::2])
    return Box(x0, y0, x1, y1) if x1 > x0 and y1 > y0 else None


def _clipped(fraction: float) -> float:
    return min(1.0, max(0.0, fraction))


def part_around(picture: NDArray[np.uint8], box: Box, margin: float) -> NDArray[np.uint8]:
    """The part of a picture, uint8 (height, width, 3), that holds the box and a margin; a view, not a copy.

    No side is shorter than 4 pixels, or than the picture.

    Args:
        picture: to take the part of.
        box: in fractions of the picture.
        margin: on each side, as a fraction of the box's own length along it, at least 0.
    """
    left, top, right, bottom = rectangle_around(picture.shape[0], picture.shape[1], box, margin)
    return picture[top:bottom, left:right]


def rectangle_around(height: int, width: int, box: Box, margin: float) -> tuple[int, int, int, int]:
    """Left, top, right and bottom, in pixels, of what `part_around` takes of a picture of that height and width."""
    top, bottom = _span(box.top, box.bottom, height, margin)
    left, right = _span(box.left, box.right, width, margin)
    return left, top, right, bottom


def _span(low: float, high: float, length: int, margin: float) -> tuple[int, int]:
    kept = margin * (high - low)
    start, stop = math.floor((low - kept) * length), math.ceil((high + kept) * length)
    lacking = max(0, _LEAST - (stop - start))
    start, stop = start - lacking // 2, stop + lacking - lacking // 2
    return max(0, min(start, length - _LEAST)), min(length, max(stop, _LEAST))
