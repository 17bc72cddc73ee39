"""Every note of one picture whose print can be read, and where each lies: match, take away what matched, match again.

A picture's keypoints are detected once, over all of it, and compared with all templates that are on. A pair of alike
keypoints says by its turn and size where the middle of its note would lie; pairs that say the same are fitted with a
homography, and what fits is taken away before the next note of the same template is looked for. So two notes of one
value are two homographies, and one note is one, however many templates of it there are.

Then the found places are scored as `print_check` judges them, the surest first. Where a note is seen, what lies
beneath it is not: its places no longer speak for or against the others. What is left of a fan is scored by the strip
that is to be seen of each note.

How poses are found is in `poses`, how pictures are joined in `app.feedback.table`.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from app.recognition.agreement import AgreementWeights, probability
from app.recognition.agreement import features as agreement_features
from app.recognition.dense import DensePrints, more_places
from app.recognition.keypoints import (
    Keypoints,
    Match,
    Pairs,
    TemplateTable,
    describe,
    rectified,
    scaled_grey,
)
from app.recognition.known_prints import Choice, choice_of, known_prints
from app.recognition.leftover import left_over
from app.recognition.observation import Box, PrintMatch
from app.recognition.outlines import Outline, area, led, outline_of, same_place, shared_fraction
from app.recognition.own_print import agreement_of
from app.recognition.placed import (
    LIKE_PRINT,
    LIKE_TEMPLATE,
    Place,
    Scored,
    claims_same,
    hidden_by,
    is_explained,
    is_outdone,
    is_same_note,
    is_worth_describing,
    likely_part,
    may_be_parts,
    sides_of,
    told_by_a_part,
    told_by_dense_print,
    told_by_its_own,
)
from app.recognition.poses import LEAST_INLIERS, detected, matches_of, refined, votes
from app.recognition.print_check import PrintReader
from app.recognition.templates import KnownPrint, KnowsPrint, TemplateBank

# A whole table is looked at with as many pixels as a camera's picture has.
_AREA_PX = 920_000
# The strongest keypoints are compared with all that is on, the others with the currencies that came up: those of which
# a template fits so many keypoints, and so many others at least.
_STRONGEST, _CAME_UP, _CURRENCIES = 1_500, 12, 2
# So many keypoints are compared at once by each thread: somebody waits.
_AT_ONCE, _THREADS = 750, 2
# So many places are scored in all, those with most inliers.
_JUDGED = 70
# Of a note so many of its places must look like the template's; of a part by which it is told, so many, with so many
# keypoints, and it must have been found by so many.
_WHOLE_AGREES, _PART_AGREES, _PART_INLIERS, _PART_FIRST = 0.45, 0.65, 8, 7
# A note of which less than this is free of others is told as by a part.
_MOSTLY_FREE = 0.5
_HELD = 8  # Found by so many, it is a note that may cover another, though it cannot be said which.
# A note has no more room than so many times that of most of these.
_ROOM = 1.25
# So many notes that are not clear are looked at alone, of which so much is not covered; the note that is seen then must
# share so much with the one that was.
_ALONE, _UNCOVERED, _SAME_PLACE = 3, 0.9, 0.5
# Notes that share no more than this of the smaller lie apart.
_OVERLAP = 0.1
# What was not accepted, but arranged like a note by so many keypoints, is a note that could not be read.
_UNREAD_INLIERS, _APART = 10, 0.4


@dataclass(frozen=True, slots=True)
class TableReading:
    """What one picture shows.

    Attributes:
        notes: each note that was read, the surest first; outlines in fractions of the picture.
        unread: outlines of places that are arranged like a note, or as full of print, and yet not read, likewise.
        captured_at_s: source time of the frame.
        is_all: nothing else in the picture is as full of print as the notes are, and they lie apart.
    """

    notes: tuple[PrintMatch, ...]
    unread: tuple[Outline, ...]
    captured_at_s: float
    is_all: bool = False


class InstanceReader:
    """Looks for all notes in single pictures; remembers nothing of them. One thread uses it at a time.

    Args:
        bank: of the notes.
        weights: of the comparison, fitted for this bank.
        more: knows further currencies; its templates have limits of their own.
        dense: more print of the bank's notes; None for none.
    """

    def __init__(
        self,
        bank: TemplateBank,
        weights: AgreementWeights,
        more: KnowsPrint | None = None,
        dense: DensePrints | None = None,
    ) -> None:
        self._bank, self._dense, self._weights, self._more = bank, dense, weights, more
        self._wanted: Choice | None = None
        self._known: list[KnownPrint] = []
        self._table: TemplateTable | None = None
        self._alone = PrintReader(bank, weights, more)

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
        places = self._places(grey, seen)
        read, left = self._taken_away(seen, places)
        more = more_places(grey, seen, self._bank, self._dense, places, read)
        if more:
            for place in places:
                place.free = place.shown.copy()
            read, left = self._taken_away(seen, [*places, *more])
        read = self._looked_at_alone(picture, grey.shape, read)
        size = np.array([grey.shape[1], grey.shape[0]], np.float64)
        to_frame = np.diag([1 / size[0], 1 / size[1], 1.0])
        clear = [each.place.outline for each in read if each.is_clear]
        outlines = [each.place.outline for each in read]
        told = _apart([each.place.outline for each in left], outlines)
        rest = left_over(seen.points, (grey.shape[1], grey.shape[0]), clear, outlines + told)
        return TableReading(
            tuple(_told(each, to_frame, captured_at_s) for each in read),
            tuple(tuple((x / size[0], y / size[1]) for x, y in outline) for outline in (*told, *rest.places)),
            captured_at_s,
            rest.is_nothing and _lie_apart(clear),
        )

    def _choose(self, currencies: Collection[str]) -> None:
        wanted = choice_of(currencies, self._more)
        if wanted == self._wanted:
            return
        known = known_prints(self._bank, self._more, currencies)
        self._table = TemplateTable([each.keypoints for each in known]) if known else None
        # Their descriptors are kept once.
        laid = self._table.templates if self._table is not None else ()
        self._known = [replace(one, keypoints=each) for one, each in zip(known, laid, strict=True)]
        self._wanted = wanted

    # Where notes may lie

    def _places(self, grey: NDArray[np.uint8], seen: Keypoints) -> list[Place]:
        found: list[Place] = []
        for first in self._matches(seen)[:_JUDGED]:
            known = self._known[first.template]
            template = known.keypoints
            if not is_worth_describing(known, first, found):
                continue
            match = refined(seen, template, first)
            flat, points, shown = rectified(grey, template, match.homography)
            there = describe(flat, Keypoints(points, template.descriptors, template.angles, template.octaves))
            distances = ((self._bank.shortened(there) - template.descriptors) ** 2).sum(1)
            at = cv2.perspectiveTransform(template.points[None].astype(np.float64), match.homography)[0]
            outline = outline_of(template.points, match.homography)
            place = Place(known, first, match, outline, at, distances, shown, shown.copy(), sides_of(template.points))
            whole = self._part_scored(seen, place, shown, is_whole=True)
            place.is_sure = whole is not None and whole.is_clear
            found.append(place)
        return found

    def _matches(self, seen: Keypoints) -> list[Match]:
        """Where templates may lie: by the strongest keypoints of all, then by all keypoints of what came up."""
        assert self._table is not None
        templates = [each.keypoints for each in self._known]
        pairs = self._table.pairs_in_parts(seen, _AT_ONCE, 0, _STRONGEST, threads=_THREADS)
        enough = votes(seen, templates, pairs)
        if len(seen) <= _STRONGEST:
            return matches_of(seen, templates, pairs, enough)
        best: dict[str, int] = {}
        of_row = np.zeros(len(templates), np.intp)
        np.maximum.at(of_row, pairs.rows, enough)
        for known, many in zip(self._known, of_row.tolist(), strict=True):
            currency = known.value.partition("/")[0]
            best[currency] = max(best.get(currency, 0), many)
        likely = sorted(best, key=lambda currency: -best[currency])
        kept = {currency for n, currency in enumerate(likely) if n < _CURRENCIES or best[currency] >= _CAME_UP}
        rows = [row for row, known in enumerate(self._known) if known.value.partition("/")[0] in kept]
        templates = [self._known[row].keypoints for row in rows]
        others = TemplateTable(templates).pairs_in_parts(seen, _AT_ONCE, _STRONGEST, threads=_THREADS)
        pairs = _of_rows(pairs, rows, len(self._known)) + others
        return [replace(match, template=rows[match.template]) for match in matches_of(seen, templates, pairs)]

    def _looked_at_alone(
        self, picture: NDArray[np.uint8], shape: tuple[int, ...], read: Sequence[Scored]
    ) -> list[Scored]:
        """The notes, each that is not clear looked at as one note is: at a size of its own."""
        looked, left = [], _ALONE
        for each in read:
            if not each.is_clear and each.is_whole and each.place.free.mean() >= _UNCOVERED and left:
                left -= 1
                each = replace(each, is_clear=self._is_clear_alone(picture, shape, each))
            looked.append(each)
        return looked

    def _is_clear_alone(self, picture: NDArray[np.uint8], shape: tuple[int, ...], scored: Scored) -> bool:
        height, width = shape
        outline = tuple((x / width, y / height) for x, y in scored.place.outline)
        across, down = np.clip(np.array(outline), 0.0, 1.0).T.tolist()
        box = Box(min(across), min(down), max(across), max(down))
        if box.left >= box.right or box.top >= box.bottom:
            return False
        match = self._alone.read(picture, box, {scored.value.partition("/")[0]})
        if match is None or match.key != scored.value:
            return False
        return match.is_clear and shared_fraction(match.outline, outline) >= _SAME_PLACE

    # What is read there

    def _taken_away(self, seen: Keypoints, places: list[Place]) -> tuple[list[Scored], list[Scored]]:
        """The notes, the surest first, and the places that stay unread."""
        read: list[Scored] = []
        unread: list[Scored] = []
        held = [place for place in places if len(place.first.inliers) >= _HELD]
        room = _ROOM * float(np.quantile([area(place.outline) for place in held or places], 0.9)) if places else 0.0
        known: dict[Place, Scored | None] = {}
        while True:
            # Only what was covered meanwhile stands otherwise than before.
            known |= {place: self._scored(seen, place) for place in places if place not in known}
            scored = [each for place in places if (each := known[place]) is not None]
            likely = [each for each in scored if each.is_weak]
            notes = [each.place for each in (*likely, *read)]
            # The surest first: whether others explain what is not seen of a part is asked until one is found.
            likely.sort(key=lambda each: (each.is_clear, each.is_whole, each.score), reverse=True)
            best = next((each for each in likely if each.is_whole or is_explained(each, notes, held)), None)
            if best is None:
                left = [each for each in scored if each.inliers >= _UNREAD_INLIERS and each.is_weak]
                return read, unread + left
            (read if self._leads(best, scored) else unread).append(best)
            places = [
                place
                for place in places
                if place is not best.place
                and not is_same_note(place, best.place)
                and not may_be_parts(place, best.place, room)
                and not (self._dense is not None and self._dense.are_parts(place, best.place))
            ]
            for place in places:
                beneath = place.free & hidden_by(place, best.place)
                if beneath.any():
                    place.free &= ~beneath
                    known.pop(place)

    def _scored(self, seen: Keypoints, place: Place) -> Scored | None:
        """How far the picture agrees with what is free of a template; None where that is too little.

        All of it, or the part of it that looks most like the template when that is all that is to be seen.
        """
        if place.is_dense:
            dense = self._part_scored(seen, place, likely_part(place), is_whole=False)
            return None if dense is None else told_by_dense_print(dense)
        if place.own_alike is not None:
            sibling = self._part_scored(seen, place, likely_part(place), is_whole=False)
            # What is only somewhat like another note speaks neither for nor against any.
            return sibling if sibling is not None and told_by_a_part(sibling).is_clear else None
        whole = self._part_scored(seen, place, place.free, is_whole=True)
        if whole is not None:
            is_part = place.free.mean() < _MOSTLY_FREE
            whole = told_by_a_part(whole) if is_part else told_by_its_own(whole)
        if whole is None or whole.is_clear or place.known.limits is not None:
            return whole
        window = likely_part(place)
        is_held = len(place.first.inliers) >= _PART_FIRST and window.any()
        agrees = (place.distances[window] < LIKE_TEMPLATE).mean() if is_held else 0.0
        part = self._part_scored(seen, place, window, is_whole=False) if agrees >= _PART_AGREES else None
        if part is None or part.score < whole.score:
            return whole
        return replace(told_by_a_part(part), whole_logit=whole.logit)

    def _part_scored(self, seen: Keypoints, place: Place, part: NDArray[np.bool_], *, is_whole: bool) -> Scored | None:
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
            detected=int(place.keypoints_inside(seen.points) * len(kept) / len(template)),
        )
        logit = self._weights.logit(found) - place.known.offset
        agreement, shown = agreement_of(np.where(part, place.distances, np.float32(np.nan)), place.known.own)
        limits = place.known.limits
        if limits is None:
            score = probability(logit)
            clear, weak = score >= self._weights.clear, score >= self._weights.weak
            # A few keypoints that are alike, on print that is not, are no note.
            clear = clear and float((distances < LIKE_TEMPLATE).mean()) >= _WHOLE_AGREES
            weak = weak and float((distances < LIKE_PRINT).mean()) >= _WHOLE_AGREES
            sure = place.known.is_sure_enough(score, agreement)
            clear, weak = clear and sure, weak and sure
        else:
            score = agreement
            weak = agreement >= limits.weak and shown >= limits.shown
            clear = weak and agreement >= limits.clear
        return Scored(place, part, inliers, logit, agreement, score, logit, is_whole, clear, weak)

    def _leads(self, best: Scored, scored: Sequence[Scored]) -> bool:
        """Whether no other value is about as likely where this one is seen."""
        limits = best.place.known.limits
        for each in scored:
            if each.value == best.value or not claims_same(each, best):
                continue
            if is_outdone(each, best):
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


def _of_rows(pairs: Pairs, rows: Sequence[int], count: int) -> Pairs:
    """The pairs of some of so many templates, these numbered anew from 0 on."""
    number = np.full(count, -1, np.intp)
    number[rows] = np.arange(len(rows))
    kept = np.flatnonzero(number[pairs.rows] >= 0)
    return Pairs(pairs.mine[kept], number[pairs.rows[kept]], pairs.theirs[kept], pairs.distances[kept])


def _apart(outlines: Sequence[Outline], read: Sequence[Outline]) -> list[Outline]:
    """Those that lie on no note that was read, nor on each other."""
    kept: list[Outline] = []
    for outline in outlines:
        if all(same_place(outline, other) < _APART for other in (*read, *kept)):
            kept.append(outline)
    return kept


def _lie_apart(outlines: Sequence[Outline]) -> bool:
    """Whether none of the notes covers another: beneath those that do, one more may lie."""
    pairs = itertools.combinations(outlines, 2)
    return all(shared_fraction(one, other) < _OVERLAP for one, other in pairs)


def _told(scored: Scored, to_frame: NDArray[np.float64], captured_at_s: float) -> PrintMatch:
    place = scored.place
    homography = to_frame @ place.match.homography
    currency, _, value = scored.value.partition("/")
    return PrintMatch(
        currency=currency,
        value=value,
        face=place.known.face,
        series=place.known.series,
        inliers=scored.inliers,
        agreement=scored.score,
        is_clear=scored.is_clear,
        homography=tuple(tuple(float(x) for x in row) for row in homography),
        outline=led(place.outline, to_frame),
        captured_at_s=captured_at_s,
    )
