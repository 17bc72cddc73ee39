"""What of a picture is as full of print as the notes that were read, and yet none of them. Pure functions.

A total that hides a note is a wrong total. A note of which no template fits shows all the same: it has as many
keypoints as its neighbours, on about as much room. What lies on it is not told, only that it is there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from app.recognition.outlines import Outline, area, grown

# A note has so many cells along the side of a square as large as it.
_CELLS = 7.0
# Outlines are of what templates show, which is less than the note.
_BEYOND = 0.3
# Cells beside a note count as full, and outlines are too small: so a note has up to twice their room, and more.
# A cell is full with this fraction of what half of the notes' cells have; so much of a note's room may be full of
# something else, and between so much and so much is a note.
_FULL, _NOTHING, _LEAST, _MOST = 0.4, 0.06, 0.7, 2.6
# It fills so much of the rectangle around it.
_FILLS = 0.7


@dataclass(frozen=True, slots=True)
class LeftOver:
    """What is not explained by the notes that were read.

    Attributes:
        is_nothing: nowhere is anything as full of print as they are.
        places: outlines of what is about as large as they are, pixels.
    """

    is_nothing: bool
    places: tuple[Outline, ...]


def left_over(
    points: NDArray[np.float32], size: tuple[int, int], read: Sequence[Outline], told: Sequence[Outline]
) -> LeftOver:
    """What keypoints of a picture are left where no note is.

    Args:
        points: float32 (n, 2), all keypoints, pixels.
        size: width and height of the picture, pixels.
        read: outlines of the notes that were read; without one nothing can be compared.
        told: outlines of those that could not be read.
    """
    if not read:
        return LeftOver(False, ())
    room = float(np.median([area(outline) for outline in read]))
    side = max(8.0, float(np.sqrt(room)) / _CELLS)
    width, height = (int(np.ceil(length / side)) for length in size)
    counts = np.zeros((height, width), np.float32)
    x, y = np.clip((points / side).astype(int), 0, (width - 1, height - 1)).T
    np.add.at(counts, (y, x), 1.0)
    own = _mask(read, side, counts.shape, 0.0)
    if not own.any():
        return LeftOver(False, ())
    smooth = cv2.blur(counts, (3, 3), borderType=cv2.BORDER_REPLICATE)
    full = smooth >= _FULL * float(np.median(smooth[own]))
    full &= ~_mask([*read, *told], side, counts.shape, _BEYOND)
    _, labels, found, _ = cv2.connectedComponentsWithStats(full.astype(np.uint8), connectivity=8)
    cells = room / side**2
    sizes = found[1:, cv2.CC_STAT_AREA] / cells
    places = []
    for label in np.flatnonzero((sizes >= _LEAST) & (sizes <= _MOST)) + 1:
        outline = _around(labels == label, side)
        if found[label, cv2.CC_STAT_AREA] * side**2 >= _FILLS * area(outline):
            places.append(outline)
    return LeftOver(bool((sizes < _NOTHING).all()), tuple(places))


def _mask(outlines: Sequence[Outline], side: float, shape: tuple[int, ...], by: float) -> NDArray[np.bool_]:
    """The cells whose middle lies in one of some outlines."""
    mask = np.zeros(shape, np.uint8)
    for outline in outlines:
        corners = np.array(grown(outline, by)) / side - 0.5
        cv2.fillConvexPoly(mask, np.round(corners * 16).astype(np.int32), 1, shift=4)
    return mask.astype(bool)


def _around(cells: NDArray[np.bool_], side: float) -> Outline:
    """The rectangle around some cells, at whatever angle it is smallest."""
    y, x = np.nonzero(cells)
    # To the cells' edges, not their middles.
    edges = np.concatenate([np.stack([x + across, y + down], 1) for across in (0, 1) for down in (0, 1)])
    corners = cv2.boxPoints(cv2.minAreaRect(edges.astype(np.float32))) * side
    return tuple((float(across), float(down)) for across, down in corners)
