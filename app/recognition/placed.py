"""Where a template may lie in a picture, how that is scored, and which of two such places is about which note.

The reading itself is in `instances`, how poses are found in `poses`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from app.recognition.keypoints import Match
from app.recognition.outlines import Outline, area, contains, outline_of, same_place, shared_fraction, turn_between
from app.recognition.templates import KnownPrint

# Of one value at most so many templates are compared where one note may lie, and once one is clear there, none that was
# found by less than this fraction of its keypoints.
_OF_ONE_VALUE, _WORTH_COMPARING = 2, 0.4
# Two outlines that share this fraction of both may be about one note.
_SAME_NOTE = 0.7
# They are where they share even this, or the smaller lies in the other by this much; and when they are turned alike
# (radians) so are those of which this fraction lies in the other, less when they say one value.
_CERTAINLY, _WITHIN, _SAME_TURN, _INSIDE, _SAME_VALUE = 0.85, 0.93, 0.1, 0.75, 0.5
# A strip of a note places it by so much, and turns it by so much (radians): in a fan the next one is turned by more.
_ABOUT_THERE, _ABOUT_TURNED = 0.6, 0.17
# Two notes of one value whose middles are nearer than this, of a note's mean side, are one: those of a fan lie beside
# each other, and a note that lies just upon its like hides it.
_ONE_MIDDLE = 0.1
# And two of which so many places look like the picture where they share it, this fraction of them where the other does.
_LEAST_COMMON, _COMMON = 6, 0.5
# One lies upon another where this much of what looks like it lies in the other's outline, and less on its print.
_WITHIN_OUTLINE, _HARDLY = 0.7, 0.2
LIKE_TEMPLATE = 0.25
"""A place looks like the template's below this distance."""
LIKE_PRINT, _NEAREST, _AS_ALIKE, _NEARBY = 0.5, 3, 1.25, 0.12
"""Where most of a note's places nearby differ less than this, its print is to be seen, and what lies beneath is not."""
# What looks so much more like its own note there, by so many of its places nearby, does not lie beneath.
_MORE_ALIKE, _OWN_NEAREST = 0.7, 5
# So much of what is not seen of a note, where a part tells it, must lie where other notes are.
_EXPLAINED = 0.7
# A part names a value with so many places, of which so many look like the template's. Where it is known what other
# values share, with so many that look like it and that each of these, taken alone, does not show; so does a whole note.
# More of them are asked for where nothing explains why the rest is not seen.
_LEAST_PART, _PART_CLEAR = 40, 0.8
_LEAST_OWN, _LEAST_ALONE, _OWN_CLEAR = 13, 20, 0.65
# Fewer are enough where so many of all that no other value shows look like it.
_FEWER_OWN, _OWN_ALIKE = 10, 0.7
# A note that is like another one of the picture is told by so many of that one's keypoints, of which so many are alike.
_LEAST_LIKE, _LIKE = 20, 0.75
LEAST_OWN_ALIKE = 7
"""So many places of its value's template that no one other value shows must be alike besides."""
# Of a part of a dense print so many places must look alike. Against each other value must speak so much, in natural
# logits, by the places that this value does not show: so many of them look alike on the note itself, and on any other.
_DENSE_ALIKE, _DENSE_LOGIT, _ON_ITSELF, _ON_ANOTHER = 0.5, 7.0, 0.5, 0.12
_DIRECTIONS, _PARTS = 16, (0.2, 0.3, 0.42, 0.56, 0.72)


@dataclass(slots=True, eq=False)
class Place:
    """Where a template may lie.

    Attributes:
        known: the template.
        first: by which keypoints it was found.
        match: by which it was placed.
        outline: of what the template shows, pixels of the scaled picture.
        points: float64 (n, 2), the template's keypoints in the scaled picture.
        distances: float32 (n,), squared, between template and picture there.
        shown: bool (n,), in the picture.
        free: bool (n,), in the picture and not covered by a note that was read.
        sides: bool (parts, n), parts of the template that may be all that is to be seen of it.
        is_sure: all of it is clear while nothing is taken away.
        own_alike: of a note that is like another one of the picture, whose keypoints `known` has: how many places of
            its value's template are alike that no one other value shows; None for the value's template itself.
        is_dense: of a dense print, see `dense`.
        nearby: float32 (n,), how unlike the picture its places are around each; None until that is asked for.
        inside: how many of the picture's keypoints lie in its outline; None until that is asked for.
    """

    known: KnownPrint
    first: Match
    match: Match
    outline: Outline
    points: NDArray[np.float64]
    distances: NDArray[np.float32]
    shown: NDArray[np.bool_]
    free: NDArray[np.bool_]
    sides: NDArray[np.bool_]
    is_sure: bool = False
    own_alike: int | None = None
    is_dense: bool = False
    nearby: NDArray[np.float32] | None = None
    inside: int | None = None

    def keypoints_inside(self, points: NDArray[np.float32]) -> int:
        """See `inside`; points: (n, 2), of all of the picture's keypoints, the same each time."""
        if self.inside is None:
            self.inside = int(contains(self.outline, points).sum())
        return self.inside

    def unlike_nearby(self) -> NDArray[np.float32]:
        """See `nearby`: of the few places that are nearest to each, its own among them, the median."""
        if self.nearby is None:
            points = self.known.keypoints.points
            many = min(_OWN_NEAREST, len(points) - 1)
            apart = ((points[:, None] - points) ** 2).sum(2)
            nearest = np.argpartition(apart, many, axis=1)[:, : many or 1]
            self.nearby = np.asarray(np.median(self.distances[nearest], axis=1), np.float32)
        return self.nearby


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """How a place, or a part of it, stands while those above it are taken away.

    Attributes:
        part: bool (n,), the template's places by which it is scored.
        inliers: of the match, among these.
        logit, agreement: how much speaks for the template, by the model's weights and by itself.
        score: what decides, 0 to 1.
        whole_logit: the same of all places that are free.
        is_whole: these are what it is scored by.
        is_clear, is_weak: one look is enough; two are.
    """

    place: Place
    part: NDArray[np.bool_]
    inliers: int
    logit: float
    agreement: float
    score: float
    whole_logit: float
    is_whole: bool
    is_clear: bool
    is_weak: bool

    @property
    def value(self) -> str:
        """ "CUR/value" of its template."""
        return self.place.known.value


def is_worth_describing(known: KnownPrint, first: Match, found: Sequence[Place]) -> bool:
    """Whether a template is to be compared where others were: not a third of one value, nor what is far behind."""
    outline = outline_of(known.keypoints.points, first.homography)
    there = [place for place in found if same_place(place.outline, outline) >= _SAME_NOTE]
    if sum(place.known.value == known.value for place in there) >= _OF_ONE_VALUE:
        return False
    return all(len(first.inliers) >= _WORTH_COMPARING * len(place.first.inliers) for place in there if place.is_sure)


def is_same_note(one: Place, other: Place) -> bool:
    """Whether two places are about one note. A template may show less of it than another: its outline lies inside."""
    if _show_same_print(one, other):
        return True
    if one.known.value == other.known.value and _have_one_middle(one.outline, other.outline):
        return True
    if (one.is_dense or other.is_dense) and lies_alike(one.outline, other.outline):
        return True
    is_like_another = one.own_alike is not None or other.own_alike is not None
    if is_like_another and one.known.value == other.known.value and lies_alike(one.outline, other.outline):
        return True
    if _lies_upon(one, other) or _lies_upon(other, one):
        return False
    same, shared = same_place(one.outline, other.outline), shared_fraction(one.outline, other.outline)
    if same >= _CERTAINLY or shared >= _WITHIN:
        return True
    # In a fan a note lies nearly as the next one does, but for its turn.
    is_turned_alike = turn_between(one.outline, other.outline) < _SAME_TURN
    return is_turned_alike and shared >= (_SAME_VALUE if one.known.value == other.known.value else _INSIDE)


def _have_one_middle(one: Outline, other: Outline) -> bool:
    """Whether two notes of about one size lie about one middle, however they are turned."""
    smaller, larger = sorted((area(one), area(other)))
    apart = float(np.linalg.norm(np.mean(one, axis=0) - np.mean(other, axis=0)))
    return smaller >= _ABOUT_THERE * larger and apart < _ONE_MIDDLE * float(np.sqrt(smaller))


def lies_alike(one: Outline, other: Outline) -> bool:
    """Whether two notes that would lie like this are one, where keypoints of a part of it placed them."""
    return same_place(one, other) >= _ABOUT_THERE and turn_between(one, other) < _ABOUT_TURNED


def may_be_parts(one: Place, other: Place, room: float) -> bool:
    """Whether two templates of one value may show parts of one note: turned alike, on no more room than a note has."""
    if one.known.value != other.known.value or turn_between(one.outline, other.outline) >= _SAME_TURN:
        return False
    around = cv2.convexHull(np.array([*one.outline, *other.outline], np.float32))
    return cv2.contourArea(around) <= room


def _show_same_print(one: Place, other: Place) -> bool:
    """Whether both look like the picture where the other does, too: of two notes one covers the other there."""
    for own, over in ((one, other), (other, one)):
        there = own.shown & (own.distances < LIKE_TEMPLATE) & contains(over.outline, own.points)
        if there.sum() < _LEAST_COMMON or covered_by(own.points[there], over).mean() < _COMMON:
            return False
    return True


def _lies_upon(one: Place, other: Place) -> bool:
    """Whether one looks like the picture at many places where the other lies and does not."""
    like = one.points[one.shown & (one.distances < LIKE_TEMPLATE)]
    if len(like) < _LEAST_OWN or contains(other.outline, like).mean() < _WITHIN_OUTLINE:
        return False
    return bool(covered_by(like, other).mean() < _HARDLY)


def likely_part(place: Place) -> NDArray[np.bool_]:
    """The free places on one side of a line over the template where most look like it, and few do not."""
    worth = place.free * (np.where(place.distances < LIKE_TEMPLATE, 1.0, 0.0) - 0.5)
    sums = place.sides @ worth
    return np.asarray(place.sides[int(sums.argmax())] & place.free)


def sides_of(points: NDArray[np.float32], parts: tuple[float, ...] = _PARTS) -> NDArray[np.bool_]:
    """Parts of a template that a line cuts off, in several directions and sizes: bool (parts, n).

    parts: these sizes, as fractions of its points.
    """
    centred = (points - points.mean(0)) / np.maximum(np.ptp(points, axis=0), 1)
    angles = np.arange(_DIRECTIONS) * (2 * np.pi / _DIRECTIONS)
    along = centred @ np.stack([np.cos(angles), np.sin(angles)])
    limits = np.quantile(along, parts, axis=0)
    return np.asarray((along[None] <= limits[:, None]).transpose(0, 2, 1).reshape(-1, len(points)))


def is_explained(part: Scored, notes: Sequence[Place], held: Sequence[Place]) -> bool:
    """Whether other notes lie where a part of a note is not seen, or what is seen is no other value's.

    A lone note that is alike in part is another one, unless it is like another of the picture in all that is seen.

    Args:
        part: what is seen of it.
        notes: those that are as likely, or were read.
        held: what many keypoints speak for, whatever note it may be: it explains where its print is to be seen.
    """
    if part.place.own_alike is not None or part.place.is_dense or _tells_apart(part, _LEAST_ALONE):
        return True
    hidden = part.place.points[part.place.free & ~part.part]
    if not len(hidden):
        return True
    covered = np.zeros(len(hidden), bool)
    for other in (*notes, *held):
        if other is not part.place and same_place(other.outline, part.place.outline) < _SAME_NOTE:
            covered |= contains(other.outline, hidden) if other in notes else covered_by(hidden, other)
    return bool(covered.mean() >= _EXPLAINED)


def claims_same(one: Scored, other: Scored) -> bool:
    """Whether what looks like one note's print is mostly what looks like the other's, by how alike the other looks."""
    window = likely_part(other.place)
    own = float(np.quantile(other.place.distances[window], 0.75)) if window.any() else LIKE_PRINT
    limit = min(max(_AS_ALIKE * own, LIKE_TEMPLATE), LIKE_PRINT)
    like = one.place.points[one.part & (one.place.distances < limit)]
    return len(like) > 0 and float(covered_by(like, other.place, limit).mean()) > 0.5


def covered_by(points: NDArray[np.float64], above: Place, limit: float = LIKE_PRINT) -> NDArray[np.bool_]:
    """Which points lie beneath a note, where that note's own print is to be seen: its places differ less than this."""
    return _unlike_above(points, above) < limit


def hidden_by(place: Place, above: Place) -> NDArray[np.bool_]:
    """Which places of a note, bool (n,), lie beneath another that was read.

    Strips are placed by a few keypoints: where two outlines overlap, that which looks far more alike is what is seen.
    """
    unlike = _unlike_above(place.points, above)
    hidden = unlike < LIKE_PRINT
    if hidden.any():
        hidden &= place.unlike_nearby() >= _MORE_ALIKE * unlike
    return hidden


def _unlike_above(points: NDArray[np.float64], above: Place) -> NDArray[np.float32]:
    """How unlike the picture a note is where some points lie: by its places nearby, infinite where it is not."""
    unlike = np.full(len(points), np.inf, np.float32)
    inside = np.flatnonzero(contains(above.outline, points))
    if len(inside):
        across, down = (points[inside, n, None] - above.points[:, n] for n in range(2))
        apart = np.sqrt(across * across + down * down)
        nearest = np.argpartition(apart, _NEAREST, axis=1)[:, :_NEAREST]
        unlike[inside] = np.partition(above.distances[nearest], _NEAREST // 2, axis=1)[:, _NEAREST // 2]
        if above.own_alike is not None:
            # Its keypoints are those of what is to be seen of another note: beyond them nothing is known.
            is_far = np.take_along_axis(apart, nearest, 1).max(1) >= _NEARBY * np.sqrt(area(above.outline))
            unlike[inside[is_far]] = np.inf
    return unlike


def told_by_a_part(scored: Scored) -> Scored:
    """A note that is seen in part is clear only by more: that may be what its value shares with others."""
    alike = scored.place.distances[scored.part] < LIKE_TEMPLATE
    if scored.place.own_alike is not None:
        like = int(alike.sum())
        is_told = like >= _LEAST_LIKE and like >= _LIKE * len(alike)
        is_told = is_told and scored.place.own_alike >= LEAST_OWN_ALIKE
    elif scored.place.known.shared is None:
        is_told = len(alike) >= _LEAST_PART and float(alike.mean()) >= _PART_CLEAR
    else:
        is_told = _tells_apart(scored) and float(alike.mean()) >= _OWN_CLEAR
    return replace(scored, is_clear=scored.is_clear and is_told)


def is_told_by_dense_print(place: Place, part: NDArray[np.bool_]) -> bool:
    """Whether a part of a dense print shows so much that no one other value shows.

    Of 63 places of its own 28 say more than 10 of 22 do: how many look alike is weighed together with of how many.
    """
    like = part & (place.distances < LIKE_TEMPLATE)
    return bool(like.sum() >= _DENSE_ALIKE * part.sum()) and _own_logit(place.known, part, like) >= _DENSE_LOGIT


def _own_logit(known: KnownPrint, part: NDArray[np.bool_], like: NDArray[np.bool_]) -> float:
    """How much the places of a part, bool (n,), and those of them that are alike speak against each other value."""
    if known.shared is None:
        return -math.inf
    # What no other value was seen to show must yet look alike.
    shared = known.shared if len(known.shared) else np.zeros((1, len(part)), bool)
    many, alike = (part & ~shared).sum(1), (like & ~shared).sum(1)
    of_one = math.log(_ON_ITSELF / _ON_ANOTHER), math.log((1 - _ON_ITSELF) / (1 - _ON_ANOTHER))
    return float((alike * of_one[0] + (many - alike) * of_one[1]).min())


def told_by_dense_print(scored: Scored) -> Scored | None:
    """A note that is seen in part, clear by its dense print; None where it is not, and speaks for and against none."""
    is_told = is_told_by_dense_print(scored.place, scored.part)
    return replace(scored, is_clear=True, is_weak=True) if is_told else None


def told_by_its_own(scored: Scored) -> Scored:
    """A note is not clear by what one other value shows as well, where that is known."""
    is_told = scored.place.known.shared is None or _tells_apart(scored)
    return replace(scored, is_clear=scored.is_clear and is_told)


def is_outdone(rival: Scored, best: Scored) -> bool:
    """Whether a rival shows no more than other values do, at a place where the best shows print of its own."""
    is_told = best.is_clear if best.place.is_dense else _tells_apart(best)
    return rival.place.known.shared is not None and is_told and not _tells_apart(rival)


def _tells_apart(scored: Scored, least: int = _LEAST_OWN) -> bool:
    """Whether what looks like the template is more than any one other value shows, by so many places."""
    known = scored.place.known
    if known.shared is None:
        return False
    like = scored.part & (scored.place.distances < LIKE_TEMPLATE)
    alike = own_alike(known, like)
    if least == _LEAST_OWN and alike >= _FEWER_OWN:
        own = scored.part & ~known.shared
        least = _FEWER_OWN if ((own & like).sum(1) >= _OWN_ALIKE * own.sum(1)).all() else least
    return alike >= least


def own_alike(known: KnownPrint, like: NDArray[np.bool_]) -> int:
    """How many places that look like a template's, bool (n,), no one other value shows; 0 where nobody looked."""
    return 0 if known.shared is None else int(like.sum() - (known.shared & like).sum(1).max(initial=0))
