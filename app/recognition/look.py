"""One look at a picture: the part that is looked at, scaled, its keypoints, and what they are like among the templates.

What is compared, and what follows from it, is in `print_check`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from app.recognition.box import part_around, rectangle_around
from app.recognition.keypoints import (
    CONTRAST,
    MOST_KEYPOINTS,
    Keypoints,
    Pairs,
    TemplateTable,
    detect_keypoints,
    scaled_grey,
)
from app.recognition.observation import Box


@dataclass(frozen=True, slots=True)
class LookedFor:
    """How the part with the note is looked at.

    Attributes:
        margin: how much is kept around the box, as a fraction of its sides.
        area_px: to how many pixels it is scaled.
        most: how many keypoints are detected at most.
        contrast: how much a keypoint must stand out, see `detect_keypoints`.
    """

    margin: float
    area_px: int
    most: int = MOST_KEYPOINTS
    contrast: float = CONTRAST


class Depth(IntEnum):
    """How long one frame is looked at where no print is clear in it, 0 for not long: the next one may be sharper.

    Weak print is borne out in fewer looks than CLOSER takes, and is not clear where they say nothing.
    """

    QUICK = 0
    """In the first of LOOKS alone, unless that shows something."""
    FULL = 1
    """In all of them, and as in a mirror where the camera may deliver that."""
    CLOSER = 2
    """Then closely, see `closer`; that takes as long as several others."""
    PROPOSED = 3
    """Closely for what the network is sure of, after the first of LOOKS; where it is sure of nothing, as CLOSER."""


LOOKS = (LookedFor(0.1, 80_000), LookedFor(0.3, 50_000))
"""One after the other until print is clear. Small and blurred notes are read better the second way."""
_AS_IT_IS: NDArray[np.float64] = np.eye(3)

Shortens = Callable[[NDArray[np.float32]], NDArray[np.float32]]
"""Makes whole descriptors as the templates have them."""


@dataclass(slots=True, eq=False)
class Look:
    """The scaled part of a picture, its keypoints, and its place in the frame.

    Attributes:
        grey: uint8 (height, width), see `scaled_grey`.
        found: its keypoints with whole descriptors, strongest first.
        seen: the same with shortened ones.
        to_frame: float64 (3, 3), from pixels of `grey` to fractions of the frame.
    """

    grey: NDArray[np.uint8]
    found: Keypoints
    seen: Keypoints
    to_frame: NDArray[np.float64]
    _shortens: Shortens
    _pairs: Pairs = field(default_factory=Pairs.none)
    _paired: int = 0
    _table: TemplateTable | None = None

    @classmethod
    def of(
        cls,
        grey: NDArray[np.uint8],
        shortens: Shortens,
        found: Keypoints | None = None,
        to_frame: NDArray[np.float64] = _AS_IT_IS,
    ) -> Look:
        """A look at a picture in greys; its keypoints are detected where they are not given."""
        if found is None:
            found = detect_keypoints(grey)
        seen = Keypoints(found.points, shortens(found.descriptors), found.angles, found.octaves)
        return cls(grey, found, seen, to_frame, shortens)

    def shortened(self, descriptors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Whole descriptors (n, 128) as the templates have them."""
        return self._shortens(descriptors)

    def mirrored(self) -> Look:
        """The same look as in a mirror; nothing is detected anew."""
        width = self.grey.shape[1]
        back = np.array([[-1, 0, width - 1], [0, 1, 0], [0, 0, 1]], np.float64)
        grey = np.ascontiguousarray(self.grey[:, ::-1])
        return Look.of(grey, self._shortens, self.found.mirrored(width), self.to_frame @ back)

    def pairs(self, table: TemplateTable, stop: int | None = None) -> Pairs:
        """What looks alike of its strongest keypoints, up to so many, and of all templates.

        Those that were compared with it already are not compared again: never ask for fewer of the same table.
        """
        if table is not self._table:
            self._table, self._pairs, self._paired = table, Pairs.none(), 0
        stop = len(self.seen) if stop is None else min(stop, len(self.seen))
        if stop > self._paired:
            self._pairs = self._pairs + table.pairs(self.seen, self._paired, stop)
            self._paired = stop
        return self._pairs


def look_at(picture: NDArray[np.uint8], box: Box | None, how: LookedFor, shortens: Shortens) -> Look:
    """A look at the part of a picture where a note lies.

    Args:
        picture: uint8 (height, width, 3), BGR, the whole frame.
        box: where a note lies; None to look everywhere.
        how: this part is scaled, and its keypoints are detected.
        shortens: descriptors.
    """
    grey = scaled_grey(picture if box is None else part_around(picture, box, how.margin), how.area_px)
    found = detect_keypoints(grey, how.most, how.contrast)
    return Look.of(grey, shortens, found, _to_frame(grey, picture, box, how.margin))


def _to_frame(
    grey: NDArray[np.uint8], picture: NDArray[np.uint8], box: Box | None, margin: float
) -> NDArray[np.float64]:
    """From pixels of the scaled part to fractions of the frame."""
    height, width = picture.shape[:2]
    left, top, right, bottom = (0, 0, width, height) if box is None else rectangle_around(height, width, box, margin)
    across, along = (right - left) / width / grey.shape[1], (bottom - top) / height / grey.shape[0]
    return np.array([[across, 0, left / width], [0, along, top / height], [0, 0, 1]], np.float64)
