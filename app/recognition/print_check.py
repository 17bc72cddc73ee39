"""The print reader: is this print really there? Which note, where, and how surely.

The network proposes, the print disposes: the network cannot know a note that it was never shown, while every note of a
design is printed alike. A picture's keypoints are matched with the templates of the values that are on; then the
picture is laid flat by the homography found and described again at every place where the template has a keypoint,
whether or not one was detected there. Notes of a family share frame, lettering and seal: enough for a homography, but
where their print differs, so do the descriptions. How far they agree over the whole template decides.

Templates are chosen in `convert.export.landmarks`; they travel in the model file, descriptors shortened by a principal
component analysis. No picture can be had back from them in any usable form.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.recognition.agreement import AgreementWeights, probability
from app.recognition.agreement import features as agreement_features
from app.recognition.keypoints import RATIO, Keypoints, Match, Pairs, TemplateTable, describe, rectified
from app.recognition.known_prints import Choice, choice_of, known_prints
from app.recognition.look import LOOKS, Look, Shortens, look_at
from app.recognition.mirror import seen_either_way
from app.recognition.observation import Box, PrintMatch
from app.recognition.outlines import outline_of
from app.recognition.own_print import agreement_of
from app.recognition.templates import KnownPrint, KnowsPrint, TemplateBank

# So many of a picture's keypoints are matched first.
_STRONGEST = 350
# So many templates are fitted, so many of these compared place by place, and of one value at most so many.
_FITTED, _COMPARED, _OF_ONE_VALUE = 24, 6, 2
# Of those that are compared first so many, unless one is clear: the others are when all keypoints are.
_TRIED = 2
CLEAR_INLIERS = 6
"""Print is hardly ever clear that shows fewer inliers: 1 in 700."""
# Once one is clear, none that has less than this fraction of its inliers is compared.
_WORTH_COMPARING = 0.4


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """A template that may be what a picture shows.

    Attributes:
        known: the template.
        match: where it was found, and by how many keypoints.
        features: what the comparison is decided by, see `agreement.features`.
        logit: how much they speak for it.
        agreement: how near the picture's descriptors are at half of the places that tell the template, 0 (not at all)
            to 1.
        shown: how much of the template the picture shows, as a fraction of these.
        to_frame: float64 (3, 3), from the pixels of the look that found it to fractions of the frame.
        distances: float32 (n,), squared, at each of the template's keypoints; NaN where the picture does not show it.
    """

    known: KnownPrint
    match: Match
    features: NDArray[np.float64]
    logit: float
    agreement: float
    shown: float
    to_frame: NDArray[np.float64]
    distances: NDArray[np.float32] | None = None

    @property
    def value(self) -> str:
        """ "CUR/value" of the template."""
        return self.known.value

    @property
    def is_sure_enough(self) -> bool:
        """Whether a taught note's print may be taken for seen; of all others True."""
        return self.known.is_sure_enough(probability(self.logit), self.agreement)

    def is_clear(self, weights: AgreementWeights) -> bool:
        """Whether this look alone is enough, by the template's own limits or these weights."""
        limits = self.known.limits
        if limits is not None:
            return self.agreement >= limits.clear
        return self.is_sure_enough and probability(self.logit) >= weights.clear


def best_by_limits(compared: Sequence[Compared]) -> Compared | None:
    """The print that is seen, of some templates that have limits of their own; None when none is, or two are alike."""
    if not compared:
        return None
    best = max(compared, key=lambda each: each.agreement)
    other = max((each.agreement for each in compared if each.value != best.value), default=0.0)
    limits = best.known.limits
    is_seen = (
        limits is not None
        and best.agreement >= limits.weak
        and best.agreement - other >= limits.margin
        and best.shown >= limits.shown
    )
    return best if is_seen else None


def leading(compared: Sequence[Compared], weights: AgreementWeights) -> Compared | None:
    """The likeliest of some templates without limits; None where another value's is nearly as likely."""
    if not compared:
        return None
    first = max(compared, key=lambda each: each.logit)
    other = max((each.logit for each in compared if each.value != first.value), default=-math.inf)
    return first if first.logit - other >= math.log(weights.lead) else None


def told(best: Compared, weights: AgreementWeights, captured_at_s: float) -> PrintMatch:
    """A template that a picture shows as a match of the frame that was captured then."""
    known = best.known
    homography = best.to_frame @ best.match.homography
    currency, _, value = best.value.partition("/")
    return PrintMatch(
        currency=currency,
        value=value,
        face=known.face,
        series=known.series,
        inliers=len(best.match.inliers),
        agreement=probability(best.logit) if known.limits is None else best.agreement,
        is_clear=best.is_clear(weights),
        homography=tuple(tuple(float(x) for x in row) for row in homography),
        outline=outline_of(known.keypoints.points, homography),
        captured_at_s=captured_at_s,
        is_taught=known.taught is not None,
    )


def compared_with(
    look: Look, match: Match, known: KnownPrint, weights: AgreementWeights, shortens: Shortens
) -> Compared | None:
    """How far a picture agrees with a template where it was found; None where the picture shows too little of it."""
    template = known.keypoints
    flat, points, shown = rectified(look.grey, template, match.homography)
    kept = np.flatnonzero(shown)
    if len(kept) < weights.least_keypoints:
        return None
    there = describe(flat, Keypoints(points, template.descriptors, template.angles, template.octaves).of(kept))
    distances = ((shortens(there) - template.descriptors[kept]) ** 2).sum(1)
    found = agreement_features(
        distances, points[kept], template.octaves[kept], inliers=len(match.inliers), detected=len(look.seen)
    )
    everywhere = np.full(len(template), np.nan, np.float32)
    everywhere[kept] = distances
    agreement, shown_of_own = agreement_of(everywhere, known.own)
    logit = weights.logit(found) - known.offset
    return Compared(known, match, found, logit, agreement, shown_of_own, look.to_frame, everywhere)


class PrintReader:
    """Looks for the print of notes in single pictures; remembers nothing of them. One thread uses it at a time.

    Args:
        bank: of the notes.
        weights: of the comparison, fitted for this bank.
        more: knows further currencies; its templates have limits of their own.
        unscored: the "CUR/value" of the bank that the network does not know.
        unprinted: those that the network knows and the bank does not.
        tells_faint: whether faint print is told, too, as `PrintMatch.is_faint`.
    """

    _ratio = RATIO

    def __init__(
        self,
        bank: TemplateBank,
        weights: AgreementWeights,
        more: KnowsPrint | None = None,
        unscored: Collection[str] = (),
        *,
        unprinted: Collection[str] = (),
        tells_faint: bool = False,
    ) -> None:
        self._bank = bank
        self.weights = weights
        self._more = more
        self._unscored, self._unprinted = frozenset(unscored), frozenset(unprinted)
        self._tells_faint = tells_faint
        self._wanted: Choice | None = None
        self._known: list[KnownPrint] = []
        self._table: TemplateTable | None = None

    @property
    def values(self) -> tuple[str, ...]:
        """The "CUR/value" that are named only when their print was seen, sorted: where none is known, never."""
        return tuple(sorted({*self._bank.values, *self._unprinted, *self.alone}))

    @property
    def alone(self) -> tuple[str, ...]:
        """Those of them that the network does not know: print alone names them."""
        return (*sorted(self._unscored), *(() if self._more is None else self._more.values))

    def read(
        self,
        picture: NDArray[np.uint8],
        box: Box | None,
        currencies: Collection[str],
        captured_at_s: float = 0.0,
        sure_of: str | None = None,
        is_mirrored: bool | None = None,
    ) -> PrintMatch | None:
        """The note whose print is seen in a picture; None when none is, or more than one is equally likely.

        Args:
            picture: uint8 (height, width, 3), BGR, the whole frame.
            box: where a note lies; None to look everywhere.
            currencies: ISO codes of those to look for.
            captured_at_s: source time of the frame.
            sure_of: the "CUR/value" that the network is sure of; None for none.
            is_mirrored: whether the camera delivers what a mirror shows; None where nobody knows.
        """
        self.choose(currencies)
        return self.look(picture, box, captured_at_s, sure_of, is_mirrored)

    def look(
        self,
        picture: NDArray[np.uint8],
        box: Box | None,
        captured_at_s: float = 0.0,
        sure_of: str | None = None,
        is_mirrored: bool | None = None,
    ) -> PrintMatch | None:
        """As `read`, with the templates that are in use."""
        see = partial(self._seen, captured_at_s=captured_at_s, sure_of=sure_of)
        return seen_either_way(see, picture, box, is_mirrored, sure_of if self._tells_faint else None)

    def _seen(
        self, picture: NDArray[np.uint8], box: Box | None, captured_at_s: float, sure_of: str | None
    ) -> PrintMatch | None:
        first = look_at(picture, box, LOOKS[0], self._bank.shortened)
        compared = self._compare(picture, box, first)
        best = self._best(compared)
        if best is None:
            # Some cameras deliver what a mirror shows. Only what is clear counts: it must not add doubtful ones.
            back = self.compare_look(first.mirrored(), _COMPARED, least=CLEAR_INLIERS)
            best = self._best([each for each in back if each.is_clear(self.weights)])
        if best is not None:
            return self._beside(told(best, self.weights, captured_at_s), picture)
        if not self._tells_faint:
            return None
        faint = self._faint(compared)
        if faint is not None:
            return self._told_faint(faint, captured_at_s)
        return self._closer(picture, box, captured_at_s, sure_of)

    def _told_faint(self, faint: Compared, captured_at_s: float) -> PrintMatch:
        return replace(told(faint, self.weights, captured_at_s), is_faint=True)

    def _closer(
        self, picture: NDArray[np.uint8], box: Box | None, captured_at_s: float, sure_of: str | None
    ) -> PrintMatch | None:
        """The print that a closer look shows; here that is not taken."""
        return None

    def _beside(self, match: PrintMatch, picture: NDArray[np.uint8]) -> PrintMatch:
        """A match with what lies beside it; here that is not looked for."""
        return match

    def compare(
        self, picture: NDArray[np.uint8], box: Box | None, currencies: Collection[str], looks: int = len(LOOKS)
    ) -> list[Compared]:
        """The likeliest templates, and how the picture agrees with each.

        Args:
            picture, box, currencies: see `read`.
            looks: how many at most, at least 1.
        """
        self.choose(currencies)
        return self._compare(picture, box, look_at(picture, box, LOOKS[0], self._bank.shortened), looks)

    def _compare(
        self, picture: NDArray[np.uint8], box: Box | None, first: Look, looks: int = len(LOOKS)
    ) -> list[Compared]:
        compared = self.compare_look(first, _COMPARED)
        are_all_of_packs = all(known.limits is not None for known in self._known)
        for how in LOOKS[1:looks]:
            best = self._best(compared)
            if (best is not None and best.is_clear(self.weights)) or are_all_of_packs:
                break
            found = self.compare_look(look_at(picture, box, how, self._bank.shortened), _COMPARED)
            # A pack's limits were chosen by the first look.
            compared += [each for each in found if each.known.limits is None]
        return compared

    def compare_in_use(
        self, grey: NDArray[np.uint8], most: int = _COMPARED, *, thorough: bool = False
    ) -> list[Compared]:
        """As `compare`, with the templates that are in use, in one look; the strongest keypoints are enough for most.

        Args:
            grey: as `scaled_grey` gives it.
            most: so many at most.
            thorough: also beside a clear one.
        """
        return self.compare_look(Look.of(grey, self._bank.shortened), most, thorough=thorough)

    def compare_look(self, look: Look, most: int, *, thorough: bool = False, least: float = 0) -> list[Compared]:
        """As `compare_in_use`, of a look.

        least: inliers that each must have.
        """
        if self._table is None:
            return []
        if not thorough and len(look.seen) > _STRONGEST:
            compared = self._compared(look, look.pairs(self._table, _STRONGEST), most, least=least, tried=_TRIED)
            best = self._best(compared)
            if best is not None and best.is_clear(self.weights):
                return compared
        return self._compared(look, look.pairs(self._table), most, thorough=thorough, least=least)

    def _compared(
        self, look: Look, pairs: Pairs, most: int, *, thorough: bool = False, least: float = 0, tried: int | None = None
    ) -> list[Compared]:
        """The likeliest templates, most inliers first.

        Args:
            look, most, thorough: see `compare_in_use`.
            pairs: of the look.
            least: inliers that each must have.
            tried: so many are compared unless one of them is clear; None for all.
        """
        assert self._table is not None
        compared: list[Compared] = []
        of_value: dict[str, int] = {}
        is_any_clear = False
        enough = least

        def so_many() -> float:
            return enough

        for match in self._table.arranged(look.seen, pairs, max(_FITTED, most), so_many):
            value = self._known[match.template].value
            if of_value.get(value, 0) == _OF_ONE_VALUE:
                continue
            of_value[value] = of_value.get(value, 0) + 1
            one = self._one_compared(look, match)
            if one is not None:
                compared.append(one)
                is_any_clear = is_any_clear or one.is_clear(self.weights)
                if one.is_clear(self.weights) and not thorough:
                    enough = max(enough, _WORTH_COMPARING * len(match.inliers))
            if len(compared) == most or (len(compared) == tried and not is_any_clear):
                break
        return compared

    def _best(self, compared: Sequence[Compared]) -> Compared | None:
        """What the picture agrees with most; None where that is too little, or as much with another value."""
        seen = (
            self._best_by_weights([each for each in compared if each.known.limits is None]),
            best_by_limits([each for each in compared if each.known.limits is not None]),
        )
        found = [each for each in seen if each is not None]
        # Two notes of two currencies at one place: one of them is wrong, and nobody can tell which.
        return found[0] if len(found) == 1 else None

    def _best_by_weights(self, compared: Sequence[Compared]) -> Compared | None:
        first = leading(compared, self.weights)
        if first is None or probability(first.logit) < self.weights.weak or not first.is_sure_enough:
            return None
        # Where the network has no say, weak print has nobody to bear it out.
        return None if first.value in self._unscored and not first.is_clear(self.weights) else first

    def _faint(self, compared: Sequence[Compared]) -> Compared | None:
        """The print that may be there, of templates that print alone cannot name; None beside any other's."""
        if best_by_limits([each for each in compared if each.known.limits is not None]) is not None:
            return None
        first = leading([each for each in compared if each.known.limits is None], self.weights)
        if first is None or first.known.taught is not None or first.value in self._unscored:
            return None
        return first if probability(first.logit) >= self.weights.faint else None

    def use(self, known: Sequence[KnownPrint]) -> None:
        """Compare with just these from now on, until `read` is asked for currencies."""
        self._wanted, self._known, self._table = None, [], None
        if known:
            self._table = TemplateTable([each.keypoints for each in known], self._ratio)
            self._known = [replace(one, keypoints=t) for one, t in zip(known, self._table.templates, strict=True)]

    def choose(self, currencies: Collection[str]) -> Sequence[KnownPrint]:
        """Compare with the print of these currencies from now on; the same object as before where nothing changes."""
        wanted = choice_of(currencies, self._more)
        if wanted == self._wanted:
            return self._known
        self.use(known_prints(self._bank, self._more, currencies))
        self._wanted = wanted
        return self._known

    def __getstate__(self) -> dict[str, Any]:
        """For another process: what is in use, and nothing that could only be used later."""
        return {**self.__dict__, "_bank": self._bank.holding(), "_more": None, "_table": None}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Be ready to look with what was in use."""
        self.__dict__.update(state)
        self.use(self._known)

    def _one_compared(self, look: Look, match: Match) -> Compared | None:
        return compared_with(look, match, self._known[match.template], self.weights, self._bank.shortened)
