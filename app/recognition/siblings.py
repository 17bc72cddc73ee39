"""More notes like one that was read: it is a template of its own, in the light and at the size of the picture.

A strip of a note in a fan shows some thirty of a template's keypoints, but hundreds of what the same print shows in the
note beside it. So the print that is to be seen of each note that was read is looked for in what no note explains. How
many of the value's template's places are alike there that no other value shows is counted as well: a neighbour of
another value of the family has its frame and its portrait, too. Pure functions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from app.recognition.keypoints import Keypoints, Match, TemplateTable, describe, rectified
from app.recognition.outlines import outline_of
from app.recognition.placed import (
    LEAST_OWN_ALIKE,
    LIKE_TEMPLATE,
    Place,
    Scored,
    covered_by,
    lies_alike,
    own_alike,
    sides_of,
)
from app.recognition.poses import matches_of, refined
from app.recognition.templates import KnownPrint, TemplateBank

# A note that was read shows so many keypoints at least, of which so many are looked for.
_FEWEST, _MOST = 60, 300
# So many places are described at most, those with most inliers.
_DESCRIBED = 12
# It has hundreds of keypoints, so that smaller parts of it tell as well.
_PARTS = (0.08, 0.11, 0.15, 0.2, 0.25, 0.3, 0.42, 0.56, 0.72)
# The print of a note that shows fewer alike places is not there.
_LEAST_ALIKE = 20


@dataclass(frozen=True, slots=True, eq=False)
class _Example:
    """A note that was read, and its keypoints turned so that it lies straight.

    Attributes:
        place: of the note.
        keypoints: of the picture, as they lie in it but for the turn.
        to_picture: float64 (3, 3), turns them back.
    """

    place: Place
    keypoints: Keypoints
    to_picture: NDArray[np.float64]

    def template_in_picture(self, homography: NDArray[np.float64]) -> NDArray[np.float64]:
        """Where the value's own template lies when these keypoints lie like this: float64 (3, 3), to the picture."""
        moved = homography @ np.linalg.inv(self.to_picture) @ self.place.match.homography
        return np.asarray(moved, np.float64)


def siblings(grey: NDArray[np.uint8], seen: Keypoints, bank: TemplateBank, read: Sequence[Scored]) -> list[Place]:
    """Where more notes lie that are like those that were read, each once, the most likely first.

    Args:
        grey: uint8 (height, width), the scaled picture.
        seen: its keypoints, with shortened descriptors, strongest first.
        bank: whose way of shortening descriptors they have.
        read: the notes that were read, the surest first.
    """
    clear = [each.place for each in read if each.is_clear]
    owner = owners(seen, clear)
    examples = [
        _straight(place, seen.of(kept[:_MOST]))
        for number, place in enumerate(clear)
        if place.known.shared is not None and len(kept := np.flatnonzero(owner == number)) >= _FEWEST
    ]
    if not examples:
        return []
    rest, templates = seen.of(np.flatnonzero(owner < 0)), [each.keypoints for each in examples]
    found: list[Place] = []
    described = 0
    for match in matches_of(rest, templates, TemplateTable(templates).pairs(rest)):
        example = examples[match.template]
        if any(_is_there(example, match, other) for other in (*clear, *found)):
            continue
        place = _placed(grey, rest, bank, example, match)
        if place.own_alike is not None and place.own_alike >= LEAST_OWN_ALIKE:
            found.append(place)
        described += 1
        if described == _DESCRIBED:
            break
    return found


def _is_there(example: _Example, match: Match, other: Place) -> bool:
    """Whether a note that would lie here is one that is known already."""
    known = example.place.known
    if known.value != other.known.value:
        return False
    outline = outline_of(known.keypoints.points, example.template_in_picture(match.homography))
    return lies_alike(outline, other.outline)


def owners(seen: Keypoints, clear: Sequence[Place]) -> NDArray[np.intp]:
    """On which note's print each keypoint lies; -1 for none."""
    owner = np.full(len(seen), -1, np.intp)
    for number, place in enumerate(clear):
        owner[(owner < 0) & covered_by(seen.points.astype(np.float64), place)] = number
    return owner


def _straight(place: Place, keypoints: Keypoints) -> _Example:
    (left, top), (right, bottom) = place.outline[0], place.outline[1]
    turn = float(np.arctan2(bottom - top, right - left))
    cos, sin = np.cos(turn), np.sin(turn)
    to_picture = np.array([[cos, -sin, 0], [sin, cos, 0], [0, 0, 1]], np.float64)
    points = (keypoints.points @ to_picture[:2, :2]).astype(np.float32)
    angles = np.asarray((keypoints.angles - turn) % (2 * np.pi), np.float32)
    return _Example(place, replace(keypoints, points=points, angles=angles), to_picture)


def _placed(grey: NDArray[np.uint8], rest: Keypoints, bank: TemplateBank, example: _Example, first: Match) -> Place:
    template, known = example.keypoints, example.place.known
    match = refined(rest, template, first)
    distances, shown = _distances(grey, bank, template, match.homography)
    moved = example.template_in_picture(match.homography)
    place = Place(
        KnownPrint(known.value, template, face=known.face, series=known.series, offset=known.offset),
        first,
        match,
        outline_of(known.keypoints.points, moved),
        cv2.perspectiveTransform(template.points[None].astype(np.float64), match.homography)[0],
        distances,
        shown,
        shown.copy(),
        sides_of(template.points, _PARTS),
        own_alike=0,
    )
    if int((distances[shown] < LIKE_TEMPLATE).sum()) >= _LEAST_ALIKE:
        there, in_picture = _distances(grey, bank, known.keypoints, moved)
        at = cv2.perspectiveTransform(known.keypoints.points[None].astype(np.float64), moved)[0]
        place.own_alike = own_alike(known, in_picture & (there < LIKE_TEMPLATE) & covered_by(at, place))
    return place


def _distances(
    grey: NDArray[np.uint8], bank: TemplateBank, template: Keypoints, homography: NDArray[np.float64]
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """How far the picture is from a template at each of its places, and which of these it shows."""
    flat, points, shown = rectified(grey, template, homography)
    there = bank.shortened(describe(flat, replace(template, points=points)))
    return ((there - template.descriptors) ** 2).sum(1), shown
