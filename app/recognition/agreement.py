"""How far a picture agrees with a template, laid flat by a homography: a small learned comparison.

At each place of the template where it has a keypoint the picture is described again, whether or not one was detected
there. Notes of a family share frame, lettering and seal: at those places the descriptions lie near each other, at the
others they are as far apart as any two. A blurred or small picture of the right note is somewhat off everywhere. A
logistic regression over the distances' distribution tells the two apart. Its weights are fitted in
`convert.export.print_calibration` and travel with the templates they were fitted for.
"""

from __future__ import annotations

import math
import statistics
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FEATURES = (
    "within_15",
    "within_25",
    "within_40",
    "beyond_55",
    "quarter",
    "median",
    "three_quarters",
    "nine_tenths",
    "inliers",
    "inliers_of_shown",
    "shown",
    "median_of_small",
    "median_of_large",
    "detected",
    "between_parts",
)
# Distances are compared by their logarithm; this much of one changes nothing.
_LEAST_DISTANCE = 0.02
# A template has at most so many keypoints, and a picture.
_OF_TEMPLATE, _OF_PICTURE = 160, 700
_COLUMNS, _ROWS, _LEAST_IN_PART = 4, 2, 4


@dataclass(frozen=True, slots=True)
class AgreementWeights:
    """A logistic regression over `features`, and from when on print counts as seen by it.

    Attributes:
        weights: one for each of FEATURES.
        bias: added to their sum, in logits.
        clear: agreement, 0 to 1, from which one look is enough.
        weak: agreement, 0 to 1, at most `clear`, from which two looks are.
        lead: how many times likelier than the next likely value the value must be, at least 1.
        least_keypoints: how many of a template's keypoints the picture must show, at least 1.
        faint: agreement, 0 to 1, from which two looks bear out what the network is sure of, and nothing else; 1 where
            that was never calibrated.
    """

    weights: tuple[float, ...]
    bias: float
    clear: float
    weak: float
    lead: float
    least_keypoints: int
    faint: float = 1.0

    def logit(self, found: NDArray[np.float64]) -> float:
        """How much these features speak for the template, in logits."""
        return float(np.dot(self.weights, found)) + self.bias


def probability(logit: float) -> float:
    """A logit as a probability, 0 to 1."""
    return 1 / (1 + math.exp(-min(max(logit, -50.0), 50.0)))


def features(
    distances: NDArray[np.float32],
    points: NDArray[np.float32],
    octaves: NDArray[np.float32],
    *,
    inliers: int,
    detected: int,
) -> NDArray[np.float64]:
    """What the comparison is decided by, float64 (len(FEATURES),).

    Args:
        distances: float32 (n,), squared, between template and picture at each place that the picture shows; n at least
            1, at least 0.
        points: float32 (n, 2), these places in the template.
        octaves: float32 (n,), sizes of its keypoints there.
        inliers: keypoints that agree in one homography.
        detected: how many the picture has.
    """
    logs = np.log(distances.astype(np.float64) + _LEAST_DISTANCE)
    small = octaves < np.median(octaves)
    quarter, median, three_quarters, nine_tenths = np.quantile(logs, (0.25, 0.5, 0.75, 0.9)).tolist()
    return np.array(
        [
            (distances < 0.15).mean(),
            (distances < 0.25).mean(),
            (distances < 0.4).mean(),
            (distances > 0.55).mean(),
            quarter,
            median,
            three_quarters,
            nine_tenths,
            math.log(max(inliers, 1)),
            inliers / len(logs),
            len(logs) / _OF_TEMPLATE,
            statistics.median(logs[small].tolist()) if small.any() else median,
            statistics.median(logs[~small].tolist()) if not small.all() else median,
            min(detected, _OF_PICTURE) / _OF_PICTURE,
            _between_parts(logs, points),
        ],
        np.float64,
    )


def _between_parts(logs: NDArray[np.float64], points: NDArray[np.float32]) -> float:
    """How much the medians of the note's parts differ from each other: a standard deviation."""
    spread = np.maximum(points.max(0) - points.min(0), 1)
    column, row = ((points - points.min(0)) / spread * (_COLUMNS, _ROWS)).astype(int).T
    part = np.minimum(column, _COLUMNS - 1) + _COLUMNS * np.minimum(row, _ROWS - 1)
    # Of so few numbers a list's median is found in a tenth of the time.
    parts = [logs[part == which].tolist() for which in range(_COLUMNS * _ROWS)]
    medians = [statistics.median(each) for each in parts if len(each) >= _LEAST_IN_PART]
    return float(np.std(medians)) if medians else 0.0
