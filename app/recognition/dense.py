"""Dense prints: more notes of a table, by many keypoints of each side of each value.

A strip of a note in a fan shows some thirty of a template's keypoints, but more than a hundred of those that a scan of
that side has. They are too many to compare every frame with, so they are compared with what no note of a table
explains, of the currencies that lie there. A strip names a value by places that no one other value shows.

They travel in the model file beside the templates, in the same form, and stay as they are stored: what is compared
takes four times as much memory, and is made of one currency when it is needed. One note is read by them too, where
templates show nothing, see `dense_check`.
How they are made is in `convert.export.dense`.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from app.recognition.errors import ModelError
from app.recognition.keypoints import Keypoints, Match, TemplateTable, describe, rectified
from app.recognition.outlines import Outline, contains, grown, is_note_like, led, outline_of, shared_fraction
from app.recognition.placed import (
    LIKE_TEMPLATE,
    Place,
    Scored,
    is_told_by_dense_print,
    lies_alike,
    likely_part,
    sides_of,
)
from app.recognition.poses import matches_of, refined
from app.recognition.siblings import owners, siblings
from app.recognition.stored_bank import StoredBank
from app.recognition.templates import KnownPrint, TemplateBank

# Those of so many currencies are looked for, a second one where a template fits so many keypoints; and kept ready.
_CURRENCIES, _CAME_UP = 2, 12
# Two places that share less of the smaller one are not of one note.
_OVERLAPS = 0.5
# Outlines that touch once they are made so much larger may be of parts of one note.
_TOUCHES = 0.35
# Of so many templates it is kept where the whole note lies.
_REMEMBERED = 2_000
# A template shows a side from so many keypoints on that lie like the side's.
_SAME_SIDE = 10
# So many of the picture's keypoints are compared at once by each thread, which keeps memory small.
_AT_ONCE, _THREADS = 500, 2
# So many places are described at most, those with most inliers.
_DESCRIBED = 18
# It has hundreds of keypoints, so that smaller parts of it tell as well.
_PARTS = (0.08, 0.11, 0.15, 0.2, 0.25, 0.3, 0.42, 0.56, 0.72)
# Paper bends: what keypoints within about this fraction of a note's diagonal say moves a place.
_REACH = 0.06
# Places are described as near as this to one that is alike, of the diagonal; what is further away is this unlike.
_NEAR, _UNLIKE = 0.12, 2.0
# So many keypoints of a side are alike in one arrangement at least.
_FEWEST = 20
# Where templates lie that tell no value, so many more sides are described.
_OF_TEMPLATES = 8
# Another value's side may look alike at so much of as many places.
_OF_RIVAL = 0.75


@dataclass(frozen=True, slots=True, eq=False)
class DenseSides:
    """The dense prints of one currency, and what they are compared with."""

    known: tuple[KnownPrint, ...]
    table: TemplateTable


@dataclass(frozen=True, slots=True, eq=False)
class _LaidIn:
    """How a template lies in its side: the side's number in its currency, from its pixels to the template's."""

    number: int
    homography: NDArray[np.float64]
    outline: Outline


class DensePrints:
    """The dense prints of a model. One thread uses it at a time; copies share what does not change.

    Args:
        content: as `TemplateBank.to_bytes` gives them.
        bank: the model's own, whose way of shortening descriptors they have.

    Raises:
        ModelError: they do not hold together, or are of another model.
    """

    def __init__(self, content: bytes, bank: TemplateBank) -> None:
        self._stored = StoredBank.from_bytes(content)
        if self._stored.projection != bank.projection:
            raise ModelError("model_landmarks")
        self._left_out: frozenset[str] = frozenset()
        self._ready: dict[str, DenseSides | None] = {}
        self._laid: dict[KnownPrint, _LaidIn | None] = {}

    def __getstate__(self) -> dict[str, Any]:
        """For another process, or another thread: nothing that can be made of it."""
        return {**self.__dict__, "_ready": {}, "_laid": {}}

    def of(self, currency: str) -> DenseSides | None:
        """Those of one currency; None where there are none."""
        if currency not in self._ready:
            known = self._known_of(self._stored.with_all_shared(), currency)
            while len(self._ready) >= _CURRENCIES:
                self._ready.pop(next(iter(self._ready)))
            table = TemplateTable([each.keypoints for each in known])
            self._ready[currency] = DenseSides(known, table) if known else None
        return self._ready[currency]

    def known(self, currency: str) -> tuple[KnownPrint, ...]:
        """Those of one currency, of which nothing is kept ready, as one note is read by them.

        What further scans showed is not among what others share: limits for one note were set without it.
        """
        return self._known_of(self._stored, currency)

    def _known_of(self, stored: StoredBank, currency: str) -> tuple[KnownPrint, ...]:
        found = TemplateBank.of_stored(stored, currency).known({currency})
        return tuple(each for each in found if each.value not in self._left_out)

    def without(self, value: str) -> DensePrints:
        """The same without a "CUR/value", as if its notes had never been seen but as what others share."""
        rest = copy.copy(self)
        rest._left_out = self._left_out | {value}
        return rest

    def are_parts(self, one: Place, other: Place) -> bool:
        """Whether two places are of one note, of which templates may show a part: by where all of it lies.

        Of two templates that is believed where they show one value, of a dense print whatever the other one shows.
        """
        if not (one.is_dense or other.is_dense):
            faces = {each.known.face for each in (one, other)} - {None}
            if one.known.value != other.known.value or len(faces) > 1:
                return False
        elif shared_fraction(one.outline, other.outline) < _OVERLAPS:
            return False
        wholes = self.whole(one), self.whole(other)
        if wholes[0] is None or wholes[1] is None:
            # Nobody knows which part a template shows: what touches a note of its value may be of that note.
            is_touching = shared_fraction(grown(one.outline, _TOUCHES), grown(other.outline, _TOUCHES)) > 0
            return one.known.value == other.known.value and is_touching and self._has(one.known.value)
        return lies_alike(wholes[0], wholes[1])

    def _has(self, value: str) -> bool:
        """Whether sides of this "CUR/value" are known; of packs and taught notes none are."""
        sides = self.of(value.partition("/")[0])
        return sides is not None and any(each.value == value for each in sides.known)

    def whole(self, place: Place) -> Outline | None:
        """Where all of a note lies whose template may show a part of it, pixels; None where nobody knows."""
        if place.is_dense:
            return place.outline
        laid = self._laid_in(place.known)
        return None if laid is None else led(laid.outline, place.match.homography)

    def side_there(self, place: Place) -> Match | None:
        """Where the side would lie that a template shows, by its number in its currency; None where nobody knows."""
        laid = self._laid_in(place.known)
        if laid is None:
            return None
        return Match(laid.number, np.zeros((0, 2), np.intp), place.match.homography @ laid.homography)

    def _laid_in(self, known: KnownPrint) -> _LaidIn | None:
        if known not in self._laid:
            if len(self._laid) >= _REMEMBERED:
                self._laid.clear()
            self._laid[known] = self._side_of(known)
        return self._laid[known]

    def _side_of(self, known: KnownPrint) -> _LaidIn | None:
        of_currency = self.of(known.value.partition("/")[0])
        sides = () if of_currency is None else of_currency.known
        own = [number for number, each in enumerate(sides) if each.value == known.value]
        if not own:
            return None
        matches = TemplateTable([sides[number].keypoints for number in own]).match(known.keypoints)
        if not matches or len(matches[0].inliers) < _SAME_SIDE:
            return None
        number = own[matches[0].template]
        outline = outline_of(sides[number].keypoints.points, matches[0].homography)
        return _LaidIn(number, matches[0].homography, outline) if is_note_like(outline) else None


def more_places(
    grey: NDArray[np.uint8],
    seen: Keypoints,
    bank: TemplateBank,
    dense: DensePrints | None,
    places: Sequence[Place],
    read: Sequence[Scored],
) -> list[Place]:
    """Where more notes may lie, of the currencies that lie there, the most likely first.

    Args:
        grey: uint8 (height, width), the scaled picture.
        seen: its keypoints, with shortened descriptors, strongest first.
        bank: whose way of shortening descriptors they have.
        dense: what is looked for; without them notes like those that were read are.
        places: where templates may lie.
        read: the notes that were read, the surest first.
    """
    if dense is None:
        return siblings(grey, seen, bank, read)
    clear = [each.place for each in read if each.is_clear]
    most: dict[str, int] = {}
    for place in places:
        currency = place.known.value.partition("/")[0]
        most[currency] = max(most.get(currency, 0), len(place.first.inliers))
    for each in read:
        # A note that was read has come up, surely or not.
        currency = each.value.partition("/")[0]
        most[currency] = len(seen) if each.is_clear else max(most.get(currency, 0), _CAME_UP)
    likely = sorted(most, key=lambda currency: -most[currency])[:_CURRENCIES]
    asked = [currency for n, currency in enumerate(likely) if n == 0 or most[currency] >= _CAME_UP]
    rest = seen.of(np.flatnonzero(owners(seen, clear) < 0))
    # A template may show a part of its note: the rest of it is no other note.
    wholes = [whole for place in clear if (whole := dense.whole(place)) is not None]
    lying = [*(place.outline for place in clear), *wholes]
    looked: list[tuple[DenseSides, list[Match]]] = []
    for currency in asked:
        sides = dense.of(currency)
        if sides is not None:
            weak = [place for place in places if place.known.value.partition("/")[0] == currency]
            weak.sort(key=lambda place: -len(place.match.inliers))
            looked.append((sides, [match for place in weak if (match := dense.side_there(place)) is not None]))
    with ThreadPoolExecutor(_CURRENCIES, "currencies") as pool:
        found = pool.map(lambda each: places_of(grey, rest, bank, each[0], lying, each[1]), looked)
        return [place for of_currency in found for place in of_currency]


def places_of(
    grey: NDArray[np.uint8],
    rest: Keypoints,
    bank: TemplateBank,
    sides: DenseSides,
    lying: Sequence[Outline],
    there: Sequence[Match] = (),
) -> list[Place]:
    """Where the sides of one currency may lie in what lies on no clear note, nor as one of some outlines.

    there: where some of them would lie by what templates say.
    """
    pairs = sides.table.pairs_in_parts(rest, _AT_ONCE, threads=_THREADS)
    looked: list[Place] = []

    def look(matches: Sequence[Match], most: int) -> None:
        for match in matches:
            if len(looked) == most:
                return
            place = _looked_at(grey, rest, bank, sides.known[match.template], match, lying, looked)
            if place is not None:
                looked.append(place)

    look(matches_of(rest, [each.keypoints for each in sides.known], pairs), _DESCRIBED)
    look(there, len(looked) + _OF_TEMPLATES)
    told = [place for place in looked if is_told_by_dense_print(place, likely_part(place))]
    return [place for place in told if not _has_a_rival(place, looked)]


def _looked_at(
    grey: NDArray[np.uint8],
    rest: Keypoints,
    bank: TemplateBank,
    known: KnownPrint,
    match: Match,
    lying: Sequence[Outline],
    looked: Sequence[Place],
) -> Place | None:
    """A side where it may lie; None where another one lies, it was looked at already, or few keypoints are alike."""
    outline = outline_of(known.keypoints.points, match.homography)
    same = [*lying, *(other.outline for other in looked if other.known.value == known.value)]
    if not is_note_like(outline) or any(lies_alike(outline, other) for other in same):
        return None
    fitted = refined(rest, known.keypoints, match)
    if len(fitted.inliers) < _FEWEST:
        return None
    first = match if len(match.inliers) else fitted
    place = laid_there(grey, rest, bank, known, first, fitted)
    return None if any(lies_alike(place.outline, other) for other in lying) else place


def _has_a_rival(place: Place, looked: Sequence[Place]) -> bool:
    """Whether another value's side looks alike at about as many places where this one does.

    What values were seen to share is told by scans that lie flat: where paper bends, they share more.
    """
    like = place.points[likely_part(place) & (place.distances < LIKE_TEMPLATE)]
    around = [(float(x), float(y)) for x, y in cv2.convexHull(like.astype(np.float32))[:, 0]]
    for each in looked:
        there = each.points[each.shown & (each.distances < LIKE_TEMPLATE)]
        if each.known.value != place.known.value and contains(tuple(around), there).sum() > _OF_RIVAL * len(like):
            return True
    return False


def laid_there(
    grey: NDArray[np.uint8], rest: Keypoints, bank: TemplateBank, known: KnownPrint, first: Match, match: Match
) -> Place:
    """A side described where it lies, near the keypoints that are alike.

    Args:
        grey: uint8 (height, width), the scaled picture.
        rest: its keypoints, with shortened descriptors.
        bank: whose way of shortening descriptors they have.
        known: the side.
        first: by which keypoints it was found.
        match: where it lies.
    """
    template = known.keypoints
    apart = np.linalg.norm(template.points[:, None] - template.points[match.inliers[:, 1]], axis=2)
    apart /= np.linalg.norm(np.ptp(template.points, axis=0))
    bent = replace(template, points=template.points + _shifts(rest, template, match, apart))
    flat, points, shown = rectified(grey, bent, match.homography)
    # Far from any keypoint that is alike other notes lie.
    near = np.flatnonzero(apart.min(1) < _NEAR)
    there = bank.shortened(describe(flat, replace(template, points=points).of(near)))
    distances = np.full(len(template), _UNLIKE, np.float32)
    distances[near] = ((there - template.descriptors[near]) ** 2).sum(1)
    at = cv2.perspectiveTransform(bent.points[None].astype(np.float64), match.homography)[0]
    outline = outline_of(template.points, match.homography)
    sides = sides_of(template.points, _PARTS)
    return Place(known, first, match, outline, at, distances, shown, shown.copy(), sides, is_dense=True)


def _shifts(rest: Keypoints, template: Keypoints, match: Match, apart: NDArray[np.floating]) -> NDArray[np.float32]:
    """How far paper that is bent moves each place, pixels of the template, (n, 2): as the keypoints nearby say.

    apart: how far each place, (n, m), is from each that is alike, of the template's diagonal.
    """
    mine, theirs = match.inliers.T
    flat = cv2.perspectiveTransform(rest.points[mine][None].astype(np.float64), np.linalg.inv(match.homography))[0]
    weights = np.exp(-0.5 * (apart / _REACH) ** 2)
    return np.asarray(weights @ (flat - template.points[theirs]) / (weights.sum(1, keepdims=True) + 0.5), np.float32)
