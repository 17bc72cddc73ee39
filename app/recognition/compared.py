"""Templates that a picture was compared with, and which of them it shows: by limits of their own, or by the weights."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app.recognition.agreement import AgreementWeights, probability
from app.recognition.agreement import features as agreement_features
from app.recognition.keypoints import Keypoints, Match, describe, rectified
from app.recognition.look import Look, Shortens
from app.recognition.observation import PrintMatch
from app.recognition.outlines import outline_of
from app.recognition.own_print import agreement_of
from app.recognition.templates import KnownPrint


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


def faint_in(
    compared: Sequence[Compared], weights: AgreementWeights, unscored: Collection[str] = ()
) -> Compared | None:
    """The print that may be there, of templates that print alone cannot name; None beside any other's.

    unscored: the "CUR/value" that the network does not know.
    """
    if best_by_limits([each for each in compared if each.known.limits is not None]) is not None:
        return None
    first = leading([each for each in compared if each.known.limits is None], weights)
    if first is None or first.known.taught is not None or first.value in unscored:
        return None
    return first if probability(first.logit) >= weights.faint else None


def told(best: Compared, weights: AgreementWeights, captured_at_s: float) -> PrintMatch:
    """A template that a picture shows as a match of the frame that was captured then."""
    agreement = probability(best.logit) if best.known.limits is None else best.agreement
    match = matched(best.known, best.match, best.to_frame, captured_at_s, agreement, is_clear=best.is_clear(weights))
    return replace(match, is_taught=best.known.taught is not None)


def matched(
    known: KnownPrint,
    match: Match,
    to_frame: NDArray[np.float64],
    captured_at_s: float,
    agreement: float,
    *,
    is_clear: bool,
) -> PrintMatch:
    """Print that was found in a look, where it lies in the frame that was captured then.

    Args:
        known, match: of the look.
        to_frame: float64 (3, 3), from its pixels to fractions of the frame.
        captured_at_s: source time of the frame.
        agreement: 0 to 1.
        is_clear: whether this look alone is enough.
    """
    homography = to_frame @ match.homography
    currency, _, value = known.value.partition("/")
    return PrintMatch(
        currency=currency,
        value=value,
        face=known.face,
        series=known.series,
        inliers=len(match.inliers),
        agreement=agreement,
        is_clear=is_clear,
        homography=tuple(tuple(float(x) for x in row) for row in homography),
        outline=outline_of(known.keypoints.points, homography),
        captured_at_s=captured_at_s,
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
