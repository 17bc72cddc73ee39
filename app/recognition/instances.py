"""Every note of one picture whose print can be read, and where each lies: match, take away what matched, match again.

A picture's keypoints are detected once, over all of it, and compared with all templates that are on. A pair of alike
keypoints says by its turn and size where the middle of its note would lie; pairs that say the same are fitted with a
homography, and what fits is taken away before the next note of the same template is looked for. So two notes of one
value are two homographies, and one note is one, however many templates of it there are.

Then the found places are judged as `print_check` judges them, the surest first. Where a note is seen, what lies
beneath it is not: its places no longer speak for or against the others. What is left of a fan is judged by the strip
that is to be seen of each note.

How poses are found is in `poses`, how pictures are joined in `app.feedback.table`.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from app.recognition.agreement import AgreementWeights, probability
from app.recognition.agreement import features as agreement_features
from app.recognition.keypoints import (
    Keypoints,
    Match,
    TemplateTable,
    describe,
    rectified,
    scaled_grey,
)
from app.recognition.observation import PrintMatch
from app.recognition.outlines import Outline, contains, outline_of, same_place, shared_fraction, turn_between
from app.recognition.own_print import agreement_of
from app.recognition.poses import LEAST_INLIERS, detected, matches_of, refined
from app.recognition.templates import KnownPrint, KnowsPrint, TemplateBank

# A whole table is looked at with as many pixels as a camera's picture has.
_AREA_PX = 920_000
# The strongest keypoints are compared with all that is on, the others with the currencies that came up: those of which
# a template fits so many keypoints, and so many others at least.
_STRONGEST, _CAME_UP, _CURRENCIES = 1_500, 8, 2
# So many places are judged in all, those with most inliers.
_JUDGED = 70
# Two outlines that share this fraction of both are about the same note, whatever they say it is.
_SAME_NOTE = 0.7
# So are two of which the smaller lies in the other by this much: whatever they say, and when they say one value and are
# turned alike (radians).
_WITHIN, _SAME_VALUE, _SAME_TURN = 0.9, 0.5, 0.17
# A place looks like the template's below this distance. Of a note so many of its places must; of a part by which it is
# told, so many, with so many keypoints, and so much of the rest must lie where other notes are.
_LIKE_TEMPLATE, _WHOLE_AGREES, _PART_AGREES, _PART_INLIERS, _EXPLAINED = 0.25, 0.45, 0.65, 8, 0.6
# It must have been found by so many.
_PART_FIRST = 7
_DIRECTIONS, _PARTS = 16, (0.2, 0.3, 0.42, 0.56, 0.72)
# A place of a template is covered by a note where most of the note's places nearby look like its print.
_NEAREST, _LIKE_PRINT = 3, 0.5
# What was not accepted, but arranged like a note by so many keypoints, is a note that could not be read.
_UNREAD_INLIERS, _APART = 10, 0.4


@dataclass(frozen=True, slots=True)
class TableReading:
    """What one picture shows.

    Attributes:
        notes: each note that was read, the surest first; outlines in fractions of the picture.
        unread: outlines of places that are arranged like a note and yet not read, likewise.
        captured_at_s: source time of the frame.
    """

    notes: tuple[PrintMatch, ...]
    unread: tuple[Outline, ...]
    captured_at_s: float


@dataclass(slots=True, eq=False)
class _Place:
    """Where a template may lie.

    Attributes:
        known: the template.
        first: by which keypoints it was found.
        match: by which it was placed.
        outline: of what the template shows, pixels of the scaled picture.
        points: float64 (n, 2), the template's keypoints in the scaled picture.
        distances: float32 (n,), squared, between template and picture there.
        free: bool (n,), in the picture and not covered by a note that was read.
        sides: bool (parts, n), parts of the template that may be all that is to be seen of it.
    """

    known: KnownPrint
    first: Match
    match: Match
    outline: Outline
    points: NDArray[np.float64]
    distances: NDArray[np.float32]
    free: NDArray[np.bool_]
    sides: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class _Judged:
    """How a place, or a part of it, stands while those above it are taken away.

    Attributes:
        part: bool (n,), the template's places by which it is judged.
        inliers: of the match, among these.
        logit, agreement: how much speaks for the template, by the model's weights and by itself.
        score: what decides, 0 to 1.
        whole_logit: the same of all places that are free.
        is_whole: these are what it is judged by.
        is_clear, is_weak: one look is enough; two are.
    """

    place: _Place
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
        return self.place.known.value


class InstanceReader:
    """Looks for all notes in single pictures; remembers nothing of them. One thread uses it at a time.

    Args:
        bank: of the notes.
        weights: of the comparison, fitted for this bank.
        more: knows further currencies; its templates have limits of their own.
    """

    def __init__(self, bank: TemplateBank, weights: AgreementWeights, more: KnowsPrint | None = None) -> None:
        self._bank = bank
        self._weights = weights
        self._more = more
        self._wanted: tuple[frozenset[str], int] | None = None
        self._known: list[KnownPrint] = []
        self._table: TemplateTable | None = None

    def read(self, picture: NDArray[np.uint8], currencies: Collection[str], captured_at_s: float = 0.0) -> TableReading:
        """Every note of a picture.

        Args:
            picture: uint8 (height, width, 3), BGR.
            currencies: ISO codes of those to look for.
            captured_at_s: source time of the frame.
        """
        self._choose(currencies)
        if self._table is None:
            return TableReading((), (), captured_at_s)
        grey = scaled_grey(picture, _AREA_PX)
        found = detected(grey)
        seen = Keypoints(found.points, self._bank.shortened(found.descriptors), found.angles, found.octaves)
        places = list(self._places(grey, seen))
        read, left = self._taken_away(seen, places)
        size = np.array([grey.shape[1], grey.shape[0]], np.float64)
        to_frame = np.diag([1 / size[0], 1 / size[1], 1.0])
        unread = _apart([each.place.outline for each in left], [each.place.outline for each in read])
        return TableReading(
            tuple(_told(each, to_frame, captured_at_s) for each in read),
            tuple(tuple((x / size[0], y / size[1]) for x, y in outline) for outline in unread),
            captured_at_s,
        )

    def _choose(self, currencies: Collection[str]) -> None:
        chosen = frozenset(currencies)
        wanted = chosen, 0 if self._more is None else self._more.edition
        if wanted == self._wanted:
            return
        self._known = self._bank.known(chosen) + ([] if self._more is None else self._more.known(chosen, self._bank))
        self._table = TemplateTable([each.keypoints for each in self._known]) if self._known else None
        self._wanted = wanted

    # Where notes may lie

    def _places(self, grey: NDArray[np.uint8], seen: Keypoints) -> Iterator[_Place]:
        for first in self._matches(seen)[:_JUDGED]:
            known = self._known[first.template]
            template = known.keypoints
            match = refined(seen, template, first)
            flat, points, shown = rectified(grey, template, match.homography)
            there = describe(flat, Keypoints(points, template.descriptors, template.angles, template.octaves))
            distances = ((self._bank.shortened(there) - template.descriptors) ** 2).sum(1)
            at = cv2.perspectiveTransform(template.points[None].astype(np.float64), match.homography)[0]
            outline = outline_of(template.points, match.homography)
            yield _Place(known, first, match, outline, at, distances, shown, _sides(template.points))

    def _matches(self, seen: Keypoints) -> list[Match]:
        """Where templates may lie: by the strongest keypoints of all, then by all keypoints of what came up."""
        assert self._table is not None
        found = matches_of(seen, [each.keypoints for each in self._known], self._table.pairs(seen, 0, _STRONGEST))
        if len(seen) <= _STRONGEST:
            return found
        best: dict[str, int] = {}
        for match in found:
            currency = self._known[match.template].value.partition("/")[0]
            best[currency] = max(best.get(currency, 0), len(match.inliers))
        likely = sorted(best, key=lambda currency: -best[currency])
        kept = {currency for n, currency in enumerate(likely) if n < _CURRENCIES or best[currency] >= _CAME_UP}
        rows = [row for row, known in enumerate(self._known) if known.value.partition("/")[0] in kept]
        if not rows:
            return []
        templates = [self._known[row].keypoints for row in rows]
        pairs = TemplateTable(templates).pairs(seen)
        return [replace(match, template=rows[match.template]) for match in matches_of(seen, templates, pairs)]

    # What is read there

    def _taken_away(self, seen: Keypoints, places: list[_Place]) -> tuple[list[_Judged], list[_Judged]]:
        """The notes, the surest first, and the places that stay unread."""
        read: list[_Judged] = []
        unread: list[_Judged] = []
        while True:
            judged = [each for place in places if (each := self._judged(seen, place)) is not None]
            likely = [each for each in judged if each.is_weak]
            sure = [each for each in likely if each.is_whole or _is_explained(each, [*likely, *read])]
            best = max(sure, key=lambda each: (each.is_clear, each.is_whole, each.score), default=None)
            if best is None:
                left = [each for each in judged if each.inliers >= _UNREAD_INLIERS and each.is_weak]
                return read, unread + left
            (read if self._leads(best, judged) else unread).append(best)
            places = [place for place in places if place is not best.place and not _is_same_note(place, best.place)]
            for place in places:
                place.free &= ~_covered(place.points, best)

    def _judged(self, seen: Keypoints, place: _Place) -> _Judged | None:
        """How far the picture agrees with what is free of a template; None where that is too little.

        All of it, or the part of it that looks most like the template when that is all that is to be seen.
        """
        whole = self._part_judged(seen, place, place.free, is_whole=True)
        if whole is None or whole.is_clear or place.known.limits is not None:
            return whole
        window = _window(place)
        is_held = len(place.first.inliers) >= _PART_FIRST and window.any()
        agrees = (place.distances[window] < _LIKE_TEMPLATE).mean() if is_held else 0.0
        part = self._part_judged(seen, place, window, is_whole=False) if agrees >= _PART_AGREES else None
        return whole if part is None or part.score < whole.score else replace(part, whole_logit=whole.logit)

    def _part_judged(
        self, seen: Keypoints, place: _Place, part: NDArray[np.bool_], *, is_whole: bool
    ) -> _Judged | None:
        kept = np.flatnonzero(part)
        # The weights were fitted to keypoints that were found as they are here for the whole.
        inliers = int(part[(place.first if is_whole else place.match).inliers[:, 1]].sum())
        if len(kept) < self._weights.least_keypoints or inliers < (LEAST_INLIERS if is_whole else _PART_INLIERS):
            return None
        template = place.known.keypoints
        distances = place.distances[kept]
        found = agreement_features(
            distances,
            template.points[kept],
            template.octaves[kept],
            inliers=inliers,
            detected=int(contains(place.outline, seen.points).sum() * len(kept) / len(template)),
        )
        logit = self._weights.logit(found) - place.known.offset
        agreement, shown = agreement_of(np.where(part, place.distances, np.float32(np.nan)), place.known.own)
        limits = place.known.limits
        if limits is None:
            score = probability(logit)
            clear, weak = score >= self._weights.clear, score >= self._weights.weak
            # A few keypoints that are alike, on print that is not, are no note.
            clear = clear and float((distances < _LIKE_TEMPLATE).mean()) >= _WHOLE_AGREES
            weak = weak and float((distances < _LIKE_PRINT).mean()) >= _WHOLE_AGREES
            sure = place.known.is_sure_enough(score, agreement)
            clear, weak = clear and sure, weak and sure
        else:
            score = agreement
            weak = agreement >= limits.weak and shown >= limits.shown
            clear = weak and agreement >= limits.clear
        return _Judged(place, part, inliers, logit, agreement, score, logit, is_whole, clear, weak)

    def _leads(self, best: _Judged, judged: Sequence[_Judged]) -> bool:
        """Whether no other value is about as likely where this one is seen."""
        limits = best.place.known.limits
        for each in judged:
            if each.value == best.value or not _claims_same(each, best):
                continue
            if (each.place.known.limits is None) != (limits is None):
                if each.is_weak:
                    return False
            elif limits is None:
                rival = each.whole_logit if best.is_whole else each.logit
                if best.logit - rival < math.log(self._weights.lead):
                    return False
            elif best.agreement - each.agreement < limits.margin:
                return False
        return True


def _is_same_note(one: _Place, other: _Place) -> bool:
    """Whether two places are about one note. A template may show less of it than another: its outline lies inside."""
    if same_place(one.outline, other.outline) >= _SAME_NOTE:
        return True
    shared = shared_fraction(one.outline, other.outline)
    if one.known.value != other.known.value:
        return shared >= _WITHIN
    return shared >= _SAME_NOTE or (shared >= _SAME_VALUE and turn_between(one.outline, other.outline) < _SAME_TURN)


def _window(place: _Place) -> NDArray[np.bool_]:
    """The free places on one side of a line over the template where most look like it, and few do not."""
    worth = place.free * (np.where(place.distances < _LIKE_TEMPLATE, 1.0, 0.0) - 0.5)
    sums = place.sides @ worth
    return np.asarray(place.sides[int(sums.argmax())] & place.free)


def _sides(points: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Parts of a template that a line cuts off, in several directions and sizes: bool (parts, n)."""
    centred = (points - points.mean(0)) / np.maximum(np.ptp(points, axis=0), 1)
    angles = np.arange(_DIRECTIONS) * (2 * np.pi / _DIRECTIONS)
    along = centred @ np.stack([np.cos(angles), np.sin(angles)])
    limits = np.quantile(along, _PARTS, axis=0)
    return np.asarray((along[None] <= limits[:, None]).transpose(0, 2, 1).reshape(-1, len(points)))


def _is_explained(part: _Judged, others: Sequence[_Judged]) -> bool:
    """Whether other notes lie where a part of a note is not seen: a lone note that is alike in part is another one."""
    hidden = part.place.points[part.place.free & ~part.part]
    if not len(hidden):
        return True
    covered = np.zeros(len(hidden), bool)
    for other in others:
        if other.place is not part.place and same_place(other.place.outline, part.place.outline) < _SAME_NOTE:
            covered |= contains(other.place.outline, hidden)
    return bool(covered.mean() >= _EXPLAINED)


def _claims_same(one: _Judged, other: _Judged) -> bool:
    """Whether what looks like one note's print is mostly what looks like the other's."""
    like = one.place.points[one.part & (one.place.distances < _LIKE_PRINT)]
    return len(like) > 0 and float(_covered(like, other).mean()) > 0.5


def _covered(points: NDArray[np.float64], above: _Judged) -> NDArray[np.bool_]:
    """Which points lie beneath a note, where that note's own print is to be seen."""
    covered = contains(above.place.outline, points)
    inside = np.flatnonzero(covered)
    if len(inside):
        apart = np.linalg.norm(points[inside, None] - above.place.points, axis=2)
        nearest = np.argpartition(apart, _NEAREST, axis=1)[:, :_NEAREST]
        covered[inside] = np.median(above.place.distances[nearest], axis=1) < _LIKE_PRINT
    return covered


def _apart(outlines: Sequence[Outline], read: Sequence[Outline]) -> list[Outline]:
    """Those that lie on no note that was read, nor on each other."""
    kept: list[Outline] = []
    for outline in outlines:
        if all(same_place(outline, other) < _APART for other in (*read, *kept)):
            kept.append(outline)
    return kept


def _told(judged: _Judged, to_frame: NDArray[np.float64], captured_at_s: float) -> PrintMatch:
    place = judged.place
    homography = to_frame @ place.match.homography
    currency, _, value = judged.value.partition("/")
    return PrintMatch(
        currency=currency,
        value=value,
        face=place.known.face,
        series=place.known.series,
        inliers=judged.inliers,
        agreement=judged.score,
        is_clear=judged.is_clear,
        homography=tuple(tuple(float(x) for x in row) for row in homography),
        outline=outline_of(place.known.keypoints.points, homography),
        captured_at_s=captured_at_s,
    )
