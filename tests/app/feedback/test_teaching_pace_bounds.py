"""Hints while a note is taught, and progress: said at the very moment and not before."""

from __future__ import annotations

import pytest

from app.feedback.teaching_pace import ProgressPace, TeachPace, TeachPaceRules
from app.recognition.teaching_frames import TeachHint

CLOSER, TILT = TeachHint.CLOSER, TeachHint.TILT
RULES = TeachPaceRules(pause_s=2.0, lasts_s=1.0, most_in_a_row=2, again_s=8.0, first_s=1.0)


def _said(*hints: tuple[TeachHint | None, float]) -> list[float]:
    pace = TeachPace(RULES)
    return [at_s for hint, at_s in hints if pace.observe(hint, at_s, is_kept=False) is not None]


@pytest.mark.parametrize(("at_s", "said"), [(0.875, []), (1.0, [1.0])])
def test_the_first_hint_comes_when_a_trouble_has_just_lasted(at_s: float, said: list[float]) -> None:
    assert _said((CLOSER, 0.0), (CLOSER, at_s)) == said


@pytest.mark.parametrize(("at_s", "said"), [(1.875, []), (2.0, [2.0])])
def test_another_trouble_must_last_as_long(at_s: float, said: list[float]) -> None:
    assert _said((CLOSER, 0.0), (TILT, 1.0), (TILT, at_s)) == said


@pytest.mark.parametrize(("at_s", "said"), [(2.875, [1.0]), (3.0, [1.0, 3.0])])
def test_the_next_hint_comes_when_the_pause_is_just_over(at_s: float, said: list[float]) -> None:
    assert _said((CLOSER, 0.0), (CLOSER, 1.0), (CLOSER, at_s)) == said


@pytest.mark.parametrize(("at_s", "said"), [(10.875, [1.0, 3.0]), (11.0, [1.0, 3.0, 11.0])])
def test_the_same_hint_comes_a_third_time_after_a_while(at_s: float, said: list[float]) -> None:
    assert _said((CLOSER, 0.0), (CLOSER, 1.0), (CLOSER, 3.0), (CLOSER, at_s)) == said


def test_another_hint_between_lets_the_first_be_said_twice_again() -> None:
    hints = [
        (CLOSER, 0.0),
        (CLOSER, 1.0),
        (CLOSER, 3.0),
        (TILT, 4.0),
        (TILT, 5.0),
        (CLOSER, 6.0),
        (CLOSER, 7.0),
        (CLOSER, 9.0),
    ]
    assert _said(*hints) == [1.0, 3.0, 5.0, 7.0, 9.0]


def test_a_frame_that_is_kept_begins_anew_and_one_that_is_passed_over_changes_nothing() -> None:
    pace = TeachPace(RULES)
    assert pace.observe(CLOSER, 0.0, is_kept=False) is None
    assert pace.observe(None, 0.5, is_kept=False) is None
    assert pace.observe(CLOSER, 1.0, is_kept=False) is CLOSER
    assert pace.observe(CLOSER, 3.0, is_kept=True) is None
    assert pace.observe(CLOSER, 3.5, is_kept=False) is None
    assert pace.observe(CLOSER, 4.5, is_kept=False) is CLOSER
    pace.reset()
    assert pace.observe(CLOSER, 9.0, is_kept=False) is None
    assert pace.observe(CLOSER, 10.0, is_kept=False) is CLOSER


def test_progress_is_told_after_a_while_and_then_more_seldom() -> None:
    pace = ProgressPace(first_s=2.0, again_s=5.0)
    pace.begin(10.0)
    told = [pace.observe(at_s / 100, at_s) for at_s in (11.875, 12.0, 16.875, 17.0, 22.0)]
    assert told == [None, 12, None, 17, 22]
    assert pace.observe(0.125, 26.5) is None
