"""Temperature and thresholds, chosen from logits of pictures whose truth is known.

Pure arithmetic: no files, no network.

Rule: a wrong value is the worst failure. Each currency's threshold starts from a floor, which models with kinds of
pictures left out called for (docs/dev/model-log.md), and rises while too many photos are given a wrong value in it, as
they are or shot again under hard conditions, or too many pictures without a known note are named in it; and further
where that silences mistakes at the price of no more right photos. Higher values of a currency get a somewhat higher
threshold: a mistaken 100 costs more than a mistaken 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app.recognition.labels import ModelMetadata
from app.recognition.scoring import Scorer

_STEP = 0.01
# The threshold of a currency of which there is no photo to choose by.
_UNSEEN = 0.8
_HIGH_VALUE_EXTRA = 0.05
_HIGHEST = 0.985


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """A photo of a note the model knows: its logits (classes,), currency and value."""

    logits: NDArray[np.float32]
    currency: str
    value: str


@dataclass(frozen=True, slots=True)
class Limits:
    """What thresholds must hold to, all 0 to 1.

    Attributes:
        wrong, hard_wrong: fraction of a currency's photos given a wrong value, as they are and under hard conditions.
        negative, other: fraction named of pictures without a note, and of notes that the model does not know.
        floor: no threshold is lower.
    """

    wrong: float = 0.015
    hard_wrong: float = 0.04
    negative: float = 0.004
    other: float = 0.05
    floor: float = 0.7


def fit_temperature(photos: Sequence[Known], metadata: ModelMetadata) -> float:
    """The temperature that makes the true values most likely, all currencies on."""
    best, best_loss = 1.0, np.inf
    for temperature in np.geomspace(0.4, 2.5, 22):
        scorer = Scorer(replace(metadata, temperature=float(temperature)))
        loss = 0.0
        for photo in photos:
            for score in scorer.score(photo.logits, scorer.currencies).values:
                if (score.currency, score.value) == (photo.currency, photo.value):
                    loss -= float(np.log(max(score.score, 1e-6)))
        if loss < best_loss:
            best, best_loss = float(temperature), loss
    return round(best, 3)


def _silence_one(mistakes: Sequence[tuple[float, Sequence[tuple[str, float]]]], thresholds: dict[str, float]) -> bool:
    """Raise the threshold of one currency just above a mistake, where a group has more than are allowed: the mistake
    that is silenced by the smallest step. Raising all of a group would cost right photos where it silences nothing.

    Args:
        mistakes: how many are allowed, and each as the currency it is named in and its score; by groups.
        thresholds: by currency; one of them is changed.

    Returns:
        Whether a threshold was raised.
    """
    for allowed, named_so in mistakes:
        said = [(score - thresholds[named], named, score) for named, score in named_so if score >= thresholds[named]]
        can_be_silenced = [each for each in said if each[2] < _HIGHEST]
        if len(said) > allowed and can_be_silenced:
            _, named, score = min(can_be_silenced)
            thresholds[named] = min(_HIGHEST, round((int(score / _STEP) + 1) * _STEP, 4))
            return True
    return False


def _worth_while(threshold: float, scored: Sequence[tuple[float, bool]]) -> float:
    """A threshold raised further, where that silences mistakes at the price of no more right photos.

    Args:
        threshold: to start from.
        scored: the best score of each of a currency's photos, and whether it is right.
    """

    def worth(at: float) -> int:
        return sum(1 if right else -1 for score, right in scored if score >= at)

    steps = np.arange(threshold, _HIGHEST, _STEP)
    return round(float(max(steps, key=worth, default=threshold)), 4)


def choose_thresholds(
    photos: Sequence[Known],
    negatives: Sequence[NDArray[np.float32]],
    others: Sequence[NDArray[np.float32]],
    metadata: ModelMetadata,
    limits: Limits,
    hard: Sequence[Known] = (),
) -> dict[str, float]:
    """Thresholds by "CUR/value" that hold to the limits on these pictures; see the module's rule.

    Args:
        photos: of notes the model knows.
        negatives: logits (classes,) of pictures without a note.
        others: logits of notes that the model does not know.
        metadata: of the model; its thresholds are not looked at.
        limits: to hold to.
        hard: photos under hard conditions.
    """
    scorer = Scorer(metadata)
    everything = scorer.currencies
    shown = {photo.currency for photo in photos}
    # What is named though it should not be, with the currency it is named in, and how many such mistakes are allowed.
    mistakes: list[tuple[float, list[tuple[str, float]]]] = []
    for pictures, fraction in ((negatives, limits.negative), (others, limits.other)):
        best_of = [scorer.score(row, everything).values[0] for row in pictures]
        mistakes.append((fraction * len(pictures), [(best.currency, best.score) for best in best_of]))
    # Photos, by the photo's currency; nearly all are mistaken for another value of the same one.
    for group, fraction in ((photos, limits.wrong), (hard, limits.hard_wrong)):
        made: dict[str, list[tuple[str, float]]] = {currency: [] for currency in everything}
        for photo in group:
            for on in ((photo.currency,), everything):
                best = scorer.score(photo.logits, on).values[0]
                if (best.currency, best.value) != (photo.currency, photo.value):
                    made[photo.currency].append((best.currency, best.score))
        of_currency = Counter(photo.currency for photo in group)
        mistakes += [(fraction * 2 * of_currency[currency], named) for currency, named in made.items()]
    per_currency = {
        currency: limits.floor if currency in shown else max(limits.floor, _UNSEEN) for currency in everything
    }
    while _silence_one(mistakes, per_currency):
        pass
    scored: dict[str, list[tuple[float, bool]]] = {currency: [] for currency in shown}
    for photo in photos:
        best = scorer.score(photo.logits, [photo.currency]).values[0]
        scored[photo.currency].append((best.score, best.value == photo.value))
    for currency, own in scored.items():
        per_currency[currency] = _worth_while(per_currency[currency], own)
    thresholds = {}
    for currency in everything:
        values = sorted({x.value for x in metadata.labels if x.currency == currency}, key=float)
        for rank, value in enumerate(values):
            extra = _HIGH_VALUE_EXTRA * rank / max(1, len(values) - 1)
            # Towards certainty by that fraction of what is left, so that a threshold near 1 stays reachable.
            t = per_currency[currency]
            thresholds[f"{currency}/{value}"] = round(min(_HIGHEST, t + extra * (1 - t) * 2), 4)
    return thresholds
