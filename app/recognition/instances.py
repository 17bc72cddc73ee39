"""Every note of one picture whose print can be read, and where each lies: match, take away what matched, match again.

A picture's keypoints are detected once, over all of it, and compared with all templates that are on. A pair of alike
keypoints says by its turn and size where the middle of its note would lie; pairs that say the same are fitted with a
homography, and what fits is taken away before the next note of the same template is looked for. So two notes of one
value are two homographies, and one note is one, however many templates of it there are.

Then the found places are judged as `print_check` judges them, the surest first. Where a note is seen, what lies
beneath it is not: its places no longer speak for or against the others. What is left of a fan is judged by the strip
that is to be seen of each note.

Method: clusters of like poses as in Lowe, "Distinctive Image Features from Scale-Invariant Keypoints", 2004, section 7.
Which pictures are joined is in `app.session.table`; regions that could not be read are found in `unread`.
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
    Pairs,
    TemplateTable,
    describe,
    detect_keypoints,
    rectified,
    scaled_grey,
)
from app.recognition.observation import PrintMatch
from app.recognition.outlines import Outline, contains, is_note_like, outline_of, shared_fraction
from app.recognition.templates import KnownPrint, KnowsPrint, TemplateBank

# A whole table is looked at with as many pixels as a camera's picture has, and so many keypoints.
_AREA_PX, _KEYPOINTS = 920_000, 4_500
# The strongest of them are compared with all that is on, the others with the currencies that came up: those of which a
# template fits so many keypoints, and so many others at least.
_STRONGEST, _CAME_UP, _CURRENCIES = 1_500, 8, 2
# Pairs mean the same note when they agree in turn (radians), in size (octaves), and in where its middle lies (of the
# template's diagonal); as in keypoints.py, where they all lie on one note.
_TURN, _OCTAVES, _MIDDLE = 0.45, 0.7, 0.25
_LEAST_INLIERS, _PIXELS_OFF = 5, 4.0
# How far off an affine map paper may be that is bent and seen aslant, as a fraction of the note's diagonal. From so
# many keypoints on, over so much of each of the note's sides, perspective is fitted as well.
_OFF, _FOR_PERSPECTIVE, _HELD = 0.012, 12, 0.55
# Of one template so many notes are looked for, and so many places are judged in all, those with most inliers.
_OF_TEMPLATE, _JUDGED = 8, 70
# Two outlines that share this fraction of the smaller one are about the same note, whatever they say it is.
_SAME_NOTE = 0.6
# A place of a template is covered by a note where most of the note's places nearby look like its print.
_NEAREST, _LIKE_PRINT = 3, 0.5
# What was not accepted, but arranged like a note by so many keypoints, is a note that could not be read.
_UNREAD_INLIERS = 10


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
        match: by which keypoints.
        outline: of what the template shows, pixels of the scaled picture.
        points: float64 (n, 2), the template's keypoints in the scaled picture.
        distances: float32 (n,), squared, between template and picture there.
        free: bool (n,), in the picture and not covered by a note that was read.
    """

    known: KnownPrint
    match: Match
    outline: Outline
    points: NDArray[np.float64]
    distances: NDArray[np.float32]
    free: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class _Judged:
    """How a place stands while those above it are taken away: `score` is comparable between all templates."""

    place: _Place
    inliers: int
    logit: float
    agreement: float
    shown: float
    score: float
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
        self._wanted: frozenset[str] | None = None
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
        found = detect_keypoints(grey, _KEYPOINTS)
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
        wanted = frozenset(currencies)
        if wanted == self._wanted:
            return
        values = [value for value in self._bank.values if value.partition("/")[0] in wanted]
        known = [KnownPrint(value, t) for value in values for t in self._bank.templates_of(value) if len(t)]
        self._known = known + ([] if self._more is None else self._more.known(wanted, self._bank))
        self._table = TemplateTable([each.keypoints for each in self._known]) if self._known else None
        self._wanted = wanted

    # Where notes may lie

    def _places(self, grey: NDArray[np.uint8], seen: Keypoints) -> Iterator[_Place]:
        for match in self._matches(seen)[:_JUDGED]:
            known = self._known[match.template]
            template = known.keypoints
            flat, points, shown = rectified(grey, template, match.homography)
            there = describe(flat, Keypoints(points, template.descriptors, template.angles, template.octaves))
            distances = ((self._bank.shortened(there) - template.descriptors) ** 2).sum(1)
            at = cv2.perspectiveTransform(template.points[None].astype(np.float64), match.homography)[0]
            yield _Place(known, match, outline_of(template.points, match.homography), at, distances, shown)

    def _matches(self, seen: Keypoints) -> list[Match]:
        """Where templates may lie: by the strongest keypoints of all, then by all keypoints of what came up."""
        assert self._table is not None
        found = _matches_of(seen, self._known, self._table.pairs(seen, 0, _STRONGEST))
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
        known = [self._known[row] for row in rows]
        pairs = TemplateTable([each.keypoints for each in known]).pairs(seen)
        return [replace(match, template=rows[match.template]) for match in _matches_of(seen, known, pairs)]

    # What is read there

    def _taken_away(self, seen: Keypoints, places: list[_Place]) -> tuple[list[_Judged], list[_Judged]]:
        """The notes, the surest first, and the places that stay unread."""
        read: list[_Judged] = []
        unread: list[_Judged] = []
        while True:
            judged = [each for place in places if (each := self._judged(seen, place)) is not None]
            best = max((each for each in judged if each.is_weak), key=lambda each: each.score, default=None)
            if best is None:
                return read, unread + [each for each in judged if each.inliers >= _UNREAD_INLIERS]
            same = [each for each in judged if shared_fraction(each.place.outline, best.place.outline) >= _SAME_NOTE]
            if self._leads(best, same):
                read.append(best)
            else:
                unread.append(best)
            gone = {id(each.place) for each in same}
            places = [place for place in places if id(place) not in gone and place is not best.place]
            for place in places:
                place.free &= ~_covered(place, best.place)

    def _judged(self, seen: Keypoints, place: _Place) -> _Judged | None:
        """How far the picture agrees with what is free of a template; None where that is too little."""
        kept = np.flatnonzero(place.free)
        inliers = int(place.free[place.match.inliers[:, 1]].sum())
        if len(kept) < self._weights.least_keypoints or inliers < _LEAST_INLIERS:
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
        logit = self._weights.logit(found)
        agreement = max(0.0, 1.0 - float(np.median(distances)))
        shown = len(kept) / len(template)
        limits = place.known.limits
        if limits is None:
            score = probability(logit)
            clear, weak = score >= self._weights.clear, score >= self._weights.weak
        else:
            score = agreement
            weak = agreement >= limits.weak and shown >= limits.shown
            clear = weak and agreement >= limits.clear
        return _Judged(place, inliers, logit, agreement, shown, score, clear, weak)

    def _leads(self, best: _Judged, same: Sequence[_Judged]) -> bool:
        """Whether no other value is about as likely at this place."""
        others = [each for each in same if each.value != best.value]
        limits = best.place.known.limits
        if limits is None:
            alike = [each for each in others if each.place.known.limits is None]
            rivals = [each for each in others if each.place.known.limits is not None and each.is_weak]
            is_first = all(best.logit - each.logit >= math.log(self._weights.lead) for each in alike)
        else:
            alike = [each for each in others if each.place.known.limits is not None]
            rivals = [each for each in others if each.place.known.limits is None and each.is_weak]
            is_first = all(best.agreement - each.agreement >= limits.margin for each in alike)
        return is_first and not rivals


def _matches_of(seen: Keypoints, known: Sequence[KnownPrint], pairs: Pairs) -> list[Match]:
    """The notes that some templates may be, most inliers first."""
    order = np.argsort(pairs.rows, kind="stable")
    ends = np.searchsorted(pairs.rows[order], np.arange(len(known) + 1))
    found = [
        match
        for row in np.flatnonzero(np.diff(ends) >= _LEAST_INLIERS).tolist()
        for match in _matches(seen, known[row].keypoints, row, _of(pairs, order[ends[row] : ends[row + 1]]))
    ]
    return sorted(found, key=lambda match: -len(match.inliers))


def _of(pairs: Pairs, kept: NDArray[np.intp]) -> Pairs:
    return Pairs(pairs.mine[kept], pairs.rows[kept], pairs.theirs[kept], pairs.distances[kept])


def _matches(seen: Keypoints, template: Keypoints, row: int, pairs: Pairs) -> Iterator[Match]:
    """The notes that a template may be, each by its own homography."""
    turns = seen.angles[pairs.mine] - template.angles[pairs.theirs]
    sizes = seen.octaves[pairs.mine] - template.octaves[pairs.theirs]
    low, high = template.points.min(0), template.points.max(0)
    diagonal = float(np.linalg.norm(high - low))
    off = ((low + high) / 2 - template.points[pairs.theirs]) * np.exp2(sizes)[:, None]
    cos, sin = np.cos(turns), np.sin(turns)
    middles = seen.points[pairs.mine] + np.stack(
        [cos * off[:, 0] - sin * off[:, 1], sin * off[:, 0] + cos * off[:, 1]], 1
    )
    apart = np.linalg.norm(middles[:, None] - middles, axis=2) / (diagonal * np.exp2(sizes))
    turned = np.abs((turns[:, None] - turns + np.pi) % (2 * np.pi) - np.pi)
    agree = (apart < _MIDDLE) & (turned < _TURN) & (np.abs(sizes[:, None] - sizes) < _OCTAVES)
    alive = np.ones(len(turns), bool)
    for _ in range(_OF_TEMPLATE):
        votes = (agree & alive).sum(1) * alive
        first = int(votes.argmax())
        if votes[first] < _LEAST_INLIERS:
            return
        kept = np.flatnonzero(agree[first] & alive)
        alive[kept] = False
        match = _fitted(seen, template, row, _of(pairs, kept).once())
        if match is None:
            continue
        outline = outline_of(template.points, match.homography)
        # What else of this template lies there is the same note, badly placed.
        alive &= ~contains(outline, seen.points[pairs.mine])
        yield match


def _fitted(seen: Keypoints, template: Keypoints, row: int, pairs: Pairs) -> Match | None:
    """The pose that most of some pairs agree in; None where it is none of a note.

    A strip of a note says nothing of perspective: first an affine map is fitted, and a homography only where it is
    held by keypoints from all over the note.
    """
    source, target = template.points[pairs.theirs], seen.points[pairs.mine]
    if len(source) < _LEAST_INLIERS:
        return None
    size = float(np.linalg.norm(np.ptp(template.points, axis=0)))
    scale = float(np.exp2(np.median(seen.octaves[pairs.mine] - template.octaves[pairs.theirs])))
    off_px = max(_PIXELS_OFF, _OFF * size * scale)
    affine, fits = cv2.estimateAffine2D(source, target, None, cv2.RANSAC, off_px, 600, 0.995, 10)
    if affine is None or not np.isfinite(affine).all():
        return None
    homography = np.vstack([affine, [0.0, 0.0, 1.0]]).astype(np.float64)
    kept = _once(source, target, np.flatnonzero(fits.ravel()))
    if len(kept) < _LEAST_INLIERS or not is_note_like(outline_of(template.points, homography)):
        return None
    if len(kept) >= _FOR_PERSPECTIVE and (np.ptp(source[kept], axis=0) > _HELD * np.ptp(template.points, axis=0)).all():
        bent, fits = cv2.findHomography(source, target, cv2.USAC_MAGSAC, _PIXELS_OFF, maxIters=300, confidence=0.995)
        if bent is not None and np.isfinite(bent).all() and is_note_like(outline_of(template.points, bent)):
            held = _once(source, target, np.flatnonzero(fits.ravel()))
            if len(held) >= _FOR_PERSPECTIVE:
                homography, kept = np.asarray(bent, np.float64), held
    return Match(row, np.stack([pairs.mine[kept], pairs.theirs[kept]], 1), homography)


def _once(source: NDArray[np.float32], target: NDArray[np.float32], kept: NDArray[np.intp]) -> NDArray[np.intp]:
    """Those of some pairs whose keypoints are not also another pair's."""
    for points in (source, target):
        _, first = np.unique(np.round(points[kept]), axis=0, return_index=True)
        kept = kept[np.sort(first)]
    return kept


def _covered(place: _Place, above: _Place) -> NDArray[np.bool_]:
    """Which places of a template lie beneath a note, where that note's own print is to be seen."""
    covered = contains(above.outline, place.points)
    inside = np.flatnonzero(covered)
    if len(inside):
        apart = np.linalg.norm(place.points[inside, None] - above.points, axis=2)
        nearest = np.argpartition(apart, _NEAREST, axis=1)[:, :_NEAREST]
        covered[inside] = np.median(above.distances[nearest], axis=1) < _LIKE_PRINT
    return covered


def _apart(outlines: Sequence[Outline], read: Sequence[Outline]) -> list[Outline]:
    """Those that lie on no note that was read, nor on each other."""
    kept: list[Outline] = []
    for outline in outlines:
        if all(shared_fraction(outline, other) < _SAME_NOTE for other in (*read, *kept)):
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
