"""Outlines: quadrilaterals in which notes lie, how far two of them are the same, and whether one can be a note."""

from __future__ import annotations

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
    sides = np.roll(corners, -1, axis=0) - corners
    off = points[:, None] - corners
    cross = sides[:, 0] * off[..., 1] - sides[:, 1] * off[..., 0]
    return np.asarray((cross >= 0).all(1) | (cross <= 0).all(1))


def area(outline: Outline) -> float:
    """Of an outline, in its unit squared."""
    return float(cv2.contourArea(np.array(outline, np.float32)))


def grown(outline: Outline, by: float) -> Outline:
    """An outline whose corners lie this fraction further from its middle."""
    x, y = middle(outline)
    return tuple((x + (1 + by) * (each_x - x), y + (1 + by) * (each_y - y)) for each_x, each_y in outline)


def shared_fraction(one: Outline, other: Outline) -> float:
    """How much of the smaller of two convex outlines lies in the other, 0 to 1."""
    smaller = min(area(one), area(other))
    if smaller <= 0:
        return 0.0
    both, _ = cv2.intersectConvexConvex(np.array(one, np.float32), np.array(other, np.float32))
    return min(1.0, float(both) / smaller)


def same_place(one: Outline, other: Outline) -> float:
    """How much of both convex outlines together they share, 0 to 1."""
    both, _ = cv2.intersectConvexConvex(np.array(one, np.float32), np.array(other, np.float32))
    return float(both) / max(area(one) + area(other) - float(both), 1e-9)


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
