"""From logits to scores of values: calibration, currencies that are off, sums over faces and series.

No inference here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.recognition.labels import ModelMetadata
from app.recognition.observation import ValueScore


@dataclass(frozen=True, slots=True)
class Scores:
    """What one picture's logits say.

    Attributes:
        values: scores of the values of the currencies that are on, best first, at least one.
        unknown: probability, 0 to 1, that it is none of them. All values' scores and this one sum to 1.
    """

    values: tuple[ValueScore, ...]
    unknown: float


def probabilities(logits: NDArray[np.float32], temperature: float) -> NDArray[np.float64]:
    """The calibrated softmax: float64 (classes,), at least 0, sum 1.

    Args:
        logits: (classes,), any range.
        temperature: they are divided by it, above 0 (Guo et al., "On Calibration of Modern Neural Networks", 2017).
    """
    scaled = logits.astype(np.float64) / temperature
    p = np.exp(scaled - scaled.max())
    found: NDArray[np.float64] = p / p.sum()
    return found


class Scorer:
    """Turns logits into value scores, the same way for the app, the service and the pipeline.

    A value's score is the sum of its classes' probabilities over faces and series. Of the probability of currencies
    that are off, the fraction `disabled_weight` counts as unknown and the rest is left out before normalising. So a
    note of such a currency is not squeezed into one that is on, while a doubt between two currencies is settled by
    the person's choice.
    """

    def __init__(self, metadata: ModelMetadata) -> None:
        self._temperature = metadata.temperature
        self._disabled_weight = metadata.disabled_weight
        self._unknown = next(i for i, label in enumerate(metadata.labels) if label.is_unknown)
        groups: dict[tuple[str, str], dict[str, list[int]]] = {}
        for index, label in enumerate(metadata.labels):
            if not label.is_unknown:
                groups.setdefault((label.currency, label.value), {}).setdefault(label.face, []).append(index)
        # One row for each value, and one for each face of it, so that all sums are two products.
        self._values = tuple(
            (currency, value, metadata.thresholds[f"{currency}/{value}"]) for currency, value in groups
        )
        self._faces = tuple(tuple(faces) for faces in groups.values())
        most = max(len(faces) for faces in groups.values())
        self._by_face = np.zeros((most, len(groups), len(metadata.labels)))
        for row, faces in enumerate(groups.values()):
            for which, indexes in enumerate(faces.values()):
                self._by_face[which, row, indexes] = 1.0
        self.currencies: tuple[str, ...] = tuple(sorted({currency for currency, _ in groups}))

    def score(self, logits: NDArray[np.float32], currencies: Iterable[str]) -> Scores:
        """Scores for logits of shape (classes,), any range, with the given currencies on.

        Raises:
            ValueError: none of the currencies is known to the model.
        """
        on = set(currencies) & set(self.currencies)
        if not on:
            raise ValueError(f"None of the currencies is known to the model; it knows {', '.join(self.currencies)}.")
        p = probabilities(logits, self._temperature)
        by_face = self._by_face @ p
        totals = by_face.sum(0)
        is_on = np.array([currency in on for currency, _, _ in self._values])
        unknown = float(p[self._unknown]) + self._disabled_weight * float(totals[~is_on].sum())
        whole = float(totals[is_on].sum()) + unknown
        # With nearly all probability in currencies that are off, nothing is known: do not divide by almost nothing.
        lacking = max(0.0, 1e-9 - whole)
        unknown, whole = unknown + lacking, whole + lacking
        order = np.argsort(-totals, kind="stable")
        order = order[is_on[order]]
        best_face = by_face.argmax(0)
        values = []
        for row, face, score in zip(
            order.tolist(), best_face[order].tolist(), (totals[order] / whole).tolist(), strict=True
        ):
            currency, value, threshold = self._values[row]
            values.append(ValueScore(currency, value, self._faces[row][face], score, threshold))
        return Scores(tuple(values), min(1.0, unknown / whole))
