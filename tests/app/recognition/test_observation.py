"""What is asked of an observation."""

from __future__ import annotations

import pytest

from app.recognition.observation import Box
from tests.app.observations import observation


@pytest.mark.parametrize(
    ("score", "unknown", "box", "shows"),
    [
        (0.6, 0.4, None, True),
        (0.4, 0.6, None, False),
        (0.5, 0.5, None, False),
        (0.4, 0.6, Box(0.2, 0.2, 0.8, 0.8), True),
        (0.0, 1.0, Box(0.2, 0.2, 0.8, 0.8), True),
    ],
)
def test_a_note_is_shown_where_one_is_found_or_likelier_than_none(
    score: float, unknown: float, box: Box | None, shows: bool
) -> None:
    assert observation(scores={"20": score}, unknown=unknown, note_box=box).shows_note is shows


def test_the_best_value_comes_first() -> None:
    seen = observation(scores={"5": 0.2, "20": 0.7})
    assert (seen.best.value, seen.best.score) == ("20", 0.7)
