"""What took how long is the time between beginning and end, in milliseconds: convert.evaluation and convert.export."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from convert.evaluation.rivals import Row, growth
from convert.export import parity
from tests.stepping import STEP_S, stepping

__all__ = ["stepping"]
STEP_MS = STEP_S * 1000


@pytest.mark.usefixtures("stepping")
def test_each_picture_that_others_read_is_timed_by_itself() -> None:
    row = Row()
    for _ in range(3):
        row.add("XTS/5", lambda: "XTS/5")
    assert row.took_ms == [STEP_MS] * 3
    pictures = [np.zeros((4, 4, 3), np.uint8)] * 2
    took = growth(lambda picture, on: None, pictures, ["AAA", "BBB", "CCC"], (1, 3))
    assert took == {1: [STEP_MS] * 2, 3: [STEP_MS] * 2}


@pytest.mark.usefixtures("stepping")
def test_a_format_s_time_is_that_of_one_square() -> None:
    run: Any = list
    squares: Any = [(1,), (2,), (3,)]
    found: Any = parity.measure(run, squares, "a format")
    assert found == ([[1], [2], [3]], STEP_MS)
