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


class Scorer:
    """Turns logits into value scores, the same way for the app, the service and the judge.

    A value's score is the sum of its classes' probabilities over faces and series. Of the probability of currencies
    that are off, the share `disabled_weight` counts as unknown and the rest is left out before normalising: a note of
    such a currency must not be squeezed into one that is on, while a doubt between two currencies is settled by the
    person's choice.
    """

    def __init__(self, metadata: ModelMetadata) -> None:
        self._temperature = metadata.temperature
        self._disabled_weight = metadata.disabled_weight
        self._unknown = next(i for i, label in enumerate(metadata.labels) if label.is_unknown)
        self._thresholds = metadata.thresholds
        groups: dict[tuple[str, str], dict[str, list[int]]] = {}
        for index, label in enumerate(metadata.labels):
            if not label.is_unknown:
                groups.setdefault((label.currency, label.value), {}).setdefault(label.face, []).append(index)
        # One row for each face of each value, so that all sums are one product instead of many small ones.
        rows = [indexes for faces in groups.values() for indexes in faces.values()]
        self._sums = np.zeros((len(rows), len(metadata.labels)))
        for row, indexes in enumerate(rows):
            self._sums[row, indexes] = 1.0
        self._groups = {key: tuple(faces) for key, faces in groups.items()}
        self.currencies: tuple[str, ...] = tuple(sorted({currency for currency, _ in groups}))

    def score(self, logits: NDArray[np.float32], currencies: Iterable[str]) -> Scores:
        """Scores for logits of shape (classes,), any range, with the given currencies on.

        Raises:
            ValueError: none of the currencies is known to the model.
        """
        on = set(currencies) & set(self.currencies)
        if not on:
            raise ValueError(f"None of the currencies is known to the model; it knows {', '.join(self.currencies)}.")
        scaled = logits.astype(np.float64) / self._temperature
        p = np.exp(scaled - scaled.max())
        p /= p.sum()
        face_scores = iter((self._sums @ p).tolist())
        rows = []
        disabled = 0.0
        for (currency, value), faces in self._groups.items():
            by_face = [next(face_scores) for _ in faces]
            total = sum(by_face)
            if currency in on:
                rows.append((total, currency, value, faces[by_face.index(max(by_face))]))
            else:
                disabled += total
        unknown = float(p[self._unknown]) + self._disabled_weight * disabled
        whole = sum(row[0] for row in rows) + unknown
        # With nearly all probability in currencies that are off, nothing is known: do not divide by almost nothing.
        lacking = max(0.0, 1e-9 - whole)
        unknown, whole = unknown + lacking, whole + lacking
        rows.sort(key=lambda row: -row[0])
        values = tuple(
            ValueScore(currency, value, face, total / whole, self._thresholds[f"{currency}/{value}"])
            for total, currency, value, face in rows
        )
        return Scores(values, min(1.0, unknown / whole))
