"""Outlines: quadrilaterals in which notes lie, how far two of them are the same, and whether one can be a note."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

Outline = tuple[tuple[float, float], ...]
"""Four corners, in order, in whatever unit the points are."""

# Seen from the side a note is foreshortened, but no thinner than this, and its opposite sides not more unlike.
_LEAST_ASPECT, _MOST_ASPECT, _UNLIKE = 0.4, 6.0, 2.5


def outline_of(points: NDArray[np.float32], homography: NDArray[np.float64]) -> Outline:
    """Where the rectangle around some points, (n, 2), lies, led through a homography (3, 3)."""
    (left, top), (right, bottom) = points.min(0).tolist(), points.max(0).tolist()
    return led(((left, top), (right, top), (right, bottom), (left, bottom)), homography)


def led(outline: Outline, homography: NDArray[np.float64]) -> Outline:
    """An outline led through a homography (3, 3)."""
    corners = np.array([outline], np.float64)
    return tuple((float(x), float(y)) for x, y in cv2.perspectiveTransform(corners, homography)[0])


def contains(outline: Outline, points: NDArray[np.floating]) -> NDArray[np.bool_]:
    """Which points, (n, 2), lie in a convex outline: bool (n,)."""
    corners = np.array(outline, np.float64)
    sides = (np.roll(corners, -1, axis=0) - corners)[:, :, None]
    # Side by side: to look along four numbers of each point takes several times as long.
    off = np.ascontiguousarray(points.T) - corners[:, :, None]
    cross = sides[:, 0] * off[:, 1] - sides[:, 1] * off[:, 0]
    return np.asarray((cross >= 0).all(0) | (cross <= 0).all(0))


def area(outline: Outline) -> float:
    """Of an outline, in its unit squared."""
    return abs(_signed_area(outline))


def grown(outline: Outline, by: float) -> Outline:
    """An outline whose corners lie this fraction further from its middle."""
    x, y = middle(outline)
    return tuple((x + (1 + by) * (each_x - x), y + (1 + by) * (each_y - y)) for each_x, each_y in outline)


def shared_fraction(one: Outline, other: Outline) -> float:
    """How much of the smaller of two convex outlines lies in the other, 0 to 1."""
    smaller = min(area(one), area(other))
    if smaller <= 0:
        return 0.0
    return min(1.0, _shared_area(one, other) / smaller)


def same_place(one: Outline, other: Outline) -> float:
    """How much of both convex outlines together they share, 0 to 1."""
    both = _shared_area(one, other)
    return both / max(area(one) + area(other) - both, 1e-9)


def _shared_area(one: Outline, other: Outline) -> float:
    """The area that two convex outlines share.

    One is cut by the line of each side of the other (Sutherland and Hodgman, 1974). OpenCV's `intersectConvexConvex`
    goes wrong where sides lie on one line: of 2,700 such pairs of rectangles 112 had another area, up to four times
    theirs.
    """
    left = list(one)
    turn = 1.0 if _signed_area(other) > 0 else -1.0
    for k, (x, y) in enumerate(other):
        ax, ay = other[k - 1]
        wide, high = turn * (x - ax), turn * (y - ay)
        depths = [wide * (py - ay) - high * (px - ax) for px, py in left]
        kept: list[tuple[float, float]] = []
        for i, depth in enumerate(depths):
            before = depths[i - 1]
            if (depth >= 0) != (before >= 0):
                (px, py), (qx, qy), part = left[i - 1], left[i], before / (before - depth)
                kept.append((px + (qx - px) * part, py + (qy - py) * part))
            if depth >= 0:
                kept.append(left[i])
        left = kept
    return abs(_signed_area(left))


def _signed_area(corners: Sequence[tuple[float, float]]) -> float:
    """The area of a polygon, below 0 where it turns the other way."""
    pairs = zip(corners, (*corners[1:], *corners[:1]), strict=True)
    return 0.5 * sum(ax * by - ay * bx for (ax, ay), (bx, by) in pairs)


def turn_between(one: Outline, other: Outline) -> float:
    """How far two outlines are turned against each other, radians, 0 to pi/4, whichever side of each is the first."""
    first, second = (np.arctan2(o[1][1] - o[0][1], o[1][0] - o[0][0]) for o in (one, other))
    turn = abs(float(first - second)) % (np.pi / 2)
    return float(min(turn, np.pi / 2 - turn))


def is_note_like(outline: Outline) -> bool:
    """Whether this can be a flat note seen from anywhere before it: convex, not turned inside out, not too thin."""
    corners = np.array(outline, np.float64)
    if not np.isfinite(corners).all() or np.abs(corners).max() > 1e6:
        return False
    sides = np.roll(corners, -1, axis=0) - corners
    next_sides = np.roll(sides, -1, axis=0)
    if not (sides[:, 0] * next_sides[:, 1] - sides[:, 1] * next_sides[:, 0] > 0).all():
        return False
    lengths = np.maximum(np.linalg.norm(sides, axis=1), 1e-6)
    if (
        max(lengths[0] / lengths[2], lengths[2] / lengths[0], lengths[1] / lengths[3], lengths[3] / lengths[1])
        > _UNLIKE
    ):
        return False
    aspect = (lengths[0] + lengths[2]) / (lengths[1] + lengths[3])
    return bool(_LEAST_ASPECT <= aspect <= _MOST_ASPECT)


def middle(outline: Outline) -> tuple[float, float]:
    """The mean of its corners."""
    x, y = np.array(outline, np.float64).mean(0).tolist()
    return x, y
