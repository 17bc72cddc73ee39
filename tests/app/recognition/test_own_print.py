"""How far a picture agrees with the print that is a template's own."""

from __future__ import annotations

import numpy as np
import pytest

from app.recognition.own_print import agreement_of

NAN = float("nan")


@pytest.mark.parametrize(
    ("distances", "own", "agreement", "shown"),
    [
        ([0.1, 0.2, 0.3], None, 0.8, 1.0),
        ([0.1, NAN, 0.3, NAN], None, 0.8, 0.5),
        # What other values share lies near, whatever note it is.
        ([0.0, 0.0, 0.0, 0.7, 0.8], [0, 0, 0, 1, 1], 0.25, 1.0),
        ([0.0, 0.0, 0.0, 0.7, NAN], [0, 0, 0, 1, 1], 0.3, 0.5),
        ([NAN, NAN], None, 0.0, 0.0),
        ([0.0, NAN], [0, 1], 0.0, 0.0),
        # Two descriptions lie two apart at most.
        ([1.7, 1.9], None, 0.0, 1.0),
    ],
)
def test_the_median_of_what_is_shown_of_it_tells(
    distances: list[float], own: list[int] | None, agreement: float, shown: float
) -> None:
    mask = None if own is None else np.array(own, np.bool_)
    assert agreement_of(np.array(distances, np.float32), mask) == pytest.approx((agreement, shown))
