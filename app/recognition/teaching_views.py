"""Which keypoints of a single picture last: those that views of it show as well, smaller, turned, tilted and blurred.

Where several pictures of a side are there, what returns in them says more: see `teaching_joined`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from app.recognition.keypoints import Keypoints, detect_keypoints

# A keypoint is found again within so many pixels of its place, its descriptor at most so far from it, squared.
_FOUND_PX, _FOUND_DISTANCE = 2.5, 0.3


@dataclass(frozen=True, slots=True)
class _View:
    """How a picture is looked at: its scale, turned by degrees, one side nearer across and along, blurred by pixels."""

    scale: float
    turn: float = 0.0
    across: float = 0.0
    along: float = 0.0
    blur_px: float = 0.0


_VIEWS: Final = (
    _View(0.5),
    _View(0.6, turn=25),
    _View(0.7, turn=-40, blur_px=0.8),
    _View(0.8, turn=90, blur_px=1.2),
    _View(0.8, across=0.25),
    _View(0.8, turn=10, along=0.25, blur_px=0.6),
    _View(0.45, turn=-15, across=0.1, along=0.1),
    _View(1.0, turn=180, blur_px=1.6),
)


def lasting(grey: NDArray[np.uint8], keypoints: Keypoints) -> NDArray[np.float64]:
    """In which fraction of the views each keypoint is found again, float64 (n,), 0 to 1.

    Args:
        grey: uint8 (height, width), as `scaled_grey` gives it.
        keypoints: of it, with whole descriptors.
    """
    times = np.zeros(len(keypoints))
    for view in _VIEWS:
        picture, homography = _seen(grey, view)
        found = detect_keypoints(picture)
        if not len(found) or not len(keypoints):
            continue
        places = cv2.perspectiveTransform(keypoints.points[:, None].astype(np.float64), homography)[:, 0]
        mine, theirs = np.nonzero(np.abs(places[:, None] - found.points[None]).max(2) < _FOUND_PX)
        apart = ((keypoints.descriptors[mine] - found.descriptors[theirs]) ** 2).sum(1)
        times[np.unique(mine[apart < _FOUND_DISTANCE])] += 1
    return times / len(_VIEWS)


def _seen(grey: NDArray[np.uint8], view: _View) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
    """A view of a picture, and the homography from the one to the other."""
    height, width = grey.shape
    flat = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * [width / 2, height / 2]
    near = 1 + view.across * flat[:, :1] / (width / 2) + view.along * flat[:, 1:] / (height / 2)
    angle = np.radians(view.turn)
    turned = flat * near * view.scale @ np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    turned -= turned.min(0)
    size = (np.ceil(turned.max(0)) + 1).astype(int).tolist()
    source = (flat + np.array([width / 2, height / 2])).astype(np.float32)
    homography = cv2.getPerspectiveTransform(source, turned.astype(np.float32))
    seen = np.asarray(cv2.warpPerspective(grey, homography, size, flags=cv2.INTER_AREA), np.uint8)
    if view.blur_px:
        seen = np.asarray(cv2.GaussianBlur(seen, (0, 0), view.blur_px), np.uint8)
    return seen, np.asarray(homography, np.float64)
