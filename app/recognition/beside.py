"""Whether another note lies beside the one whose print was read: a second look, at all that the first note leaves.

One value is said only where one note is. So what was read is covered in grey, and the rest of the frame is compared as
any picture is; only clear print counts. All notes of a picture, and how many they are, are found in `instances`.
"""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from app.recognition.closer import CloserReader
from app.recognition.compared import Compared
from app.recognition.keypoints import scaled_grey
from app.recognition.look import Look
from app.recognition.observation import PrintMatch
from app.recognition.outlines import Outline, area, grown, led, outline_of, shared_fraction, turn_between
from app.recognition.print_check import CLEAR_INLIERS

# The whole frame is looked at with so many pixels, and so many templates are compared.
_AREA_PX, _COMPARED = 120_000, 4
# What is covered reaches so far beyond what the template shows: some show a part of their note.
_BEYOND = 0.12
# Where less than this of the frame is left, no other note is to be seen.
_LEAST_LEFT = 0.12
# Another value lies elsewhere when it shares no more than this of the smaller outline.
_SHARED = 0.3
# Two faces of one value that touch may be one folded note, and two templates parts of one; not when one face is turned
# this much against itself (radians).
_TOUCHES, _TURNED = 0.1, 0.25


class BesideReader(CloserReader):
    """A print reader that tells of each note it reads, clearly or weakly, whether another one lies beside it."""

    def _beside(self, match: PrintMatch, picture: NDArray[np.uint8]) -> PrintMatch:
        others = self._others(picture, match)
        are_alike = others <= {match.key}
        return replace(match, has_others=bool(others), others_are_alike=bool(others) and are_alike)

    def _others(self, picture: NDArray[np.uint8], match: PrintMatch) -> set[str]:
        """The "CUR/value" of the notes whose print is clear beside this one."""
        if area(grown(match.outline, _BEYOND)) > 1 - _LEAST_LEFT:
            return set()
        grey = scaled_grey(picture, _AREA_PX)
        height, width = grey.shape
        to_pixels = np.diag([float(width), float(height), 1.0])
        if np.linalg.det(np.array(match.homography)) < 0:
            # What was read as in a mirror has others as in a mirror.
            grey = np.ascontiguousarray(grey[:, ::-1])
            to_pixels = np.array([[-width, 0, width - 1], [0, height, 0], [0, 0, 1]], np.float64)
        own = led(match.outline, to_pixels)
        cv2.fillConvexPoly(grey, np.round(grown(own, _BEYOND)).astype(np.int32), float(np.median(grey)))
        rest = Look.of(grey, self._bank.shortened)
        found = self.compare_look(rest, _COMPARED, least=CLEAR_INLIERS)
        return {each.value for each in found if self._is_another(each, match, own)}

    def _is_another(self, found: Compared, match: PrintMatch, own: Outline) -> bool:
        limits = found.known.limits
        if not found.is_clear(self.weights) or (limits is not None and found.shown < limits.shown):
            return False
        outline = outline_of(found.known.keypoints.points, found.match.homography)
        if found.value != match.key:
            return shared_fraction(outline, own) <= _SHARED
        return is_second_note(outline, own, same_face=found.known.face == match.face is not None)


def is_second_note(one: Outline, other: Outline, *, same_face: bool) -> bool:
    """Whether two outlines of one value are two notes, and not parts or faces of one."""
    if shared_fraction(one, other) > _SHARED:
        return False
    if same_face and turn_between(one, other) > _TURNED:
        return True
    return shared_fraction(grown(one, _TOUCHES), grown(other, _TOUCHES)) == 0
