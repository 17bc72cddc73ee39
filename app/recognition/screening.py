"""Which of many places a note may lie at is worth laying flat: a first comparison, of all of them at once.

To lay a side flat and describe the picture at all its places takes as long as to detect a picture's keypoints, and most
arrangements that a few keypoints suggest are chance. So a sample of each one's places is described in the picture as it
lies, in one go, at the turn and size that the homography gives it there. That is less exact than what is laid flat, but
chance shows hardly any likeness either way.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.recognition.keypoints import Keypoints, describe
from app.recognition.look import Shortens

# So many places of each are looked at, and look alike below this squared distance.
_SAMPLE, _ALIKE = 60, 0.35
# What is this small a fraction of those, or of what is alike at the likeliest place, is chance.
_CHANCE, _OF_LIKELIEST = 0.03, 0.2
# OpenCV describes nothing that is larger, as logarithm to base 2 of pixels.
_LARGEST_OCTAVE = 9.0
# What is stretched less has no area.
_FLAT = 1e-12


def worth_laying(
    grey: NDArray[np.uint8], shortens: Shortens, candidates: Sequence[tuple[Keypoints, NDArray[np.float64]]]
) -> list[bool]:
    """Which of the places where sides of notes may lie show more than chance does, beside the likeliest of them.

    Args:
        grey: uint8 (height, width), the picture.
        shortens: descriptors, as the sides have them.
        candidates: of each place the keypoints of a side with shortened descriptors, and float64 (3, 3), from the
            side's pixels to those of the picture.
    """
    alike = _alike(grey, shortens, candidates)
    likeliest = max(alike, default=0.0)
    return [each > _CHANCE and each >= _OF_LIKELIEST * likeliest for each in alike]


def _alike(
    grey: NDArray[np.uint8], shortens: Shortens, candidates: Sequence[tuple[Keypoints, NDArray[np.float64]]]
) -> list[float]:
    """At what fraction of the places of a sample the picture is like each; 0 where it shows none of them."""
    samples = [_shown(_sample(side), homography, grey.shape) for side, homography in candidates]
    if not any(map(len, samples)):
        return [0.0] * len(samples)
    together = Keypoints.joined(samples)
    is_alike = ((shortens(describe(grey, together)) - together.descriptors) ** 2).sum(1) < _ALIKE
    ends = np.cumsum([len(each) for each in samples])[:-1]
    return [float(each.mean()) if len(each) else 0.0 for each in np.split(is_alike, ends)]


def _sample(side: Keypoints) -> Keypoints:
    """Some of its keypoints, evenly taken."""
    return side.of(np.arange(0, len(side), max(1, len(side) // _SAMPLE)))


def _shown(side: Keypoints, homography: NDArray[np.float64], shape: tuple[int, ...]) -> Keypoints:
    """Those of its keypoints that a picture of this shape shows, as they lie there."""
    across, down, depth = homography @ np.vstack([side.points.T.astype(np.float64), np.ones(len(side))])
    height, width = shape[:2]
    # Divided by what lies before the camera alone.
    before = np.flatnonzero(depth > 0)
    points = np.stack([across[before], down[before]], 1) / depth[before, None]
    inside = ((points >= 0) & (points < (width, height))).all(1)
    kept, points = before[inside], points[inside]
    # How the plane is stretched about each point: from a step in the side to one in the picture.
    steps = (homography[:2, :2] - points[:, :, None] * homography[2, :2]) / depth[kept, None, None]
    directions = np.stack([np.cos(side.angles[kept]), np.sin(side.angles[kept])], 1)
    turned = np.einsum("nij,nj->ni", steps, directions.astype(np.float64))
    octaves = side.octaves[kept] + 0.5 * np.log2(np.maximum(np.abs(np.linalg.det(steps)), _FLAT))
    described = octaves < _LARGEST_OCTAVE
    return Keypoints(
        points[described].astype(np.float32),
        side.descriptors[kept[described]],
        np.arctan2(turned[described, 1], turned[described, 0]).astype(np.float32),
        octaves[described].astype(np.float32),
    )
