"""Hints while a note is taught: not at once, not too often, and again when nothing else is heard."""

from __future__ import annotations

from collections.abc import Sequence

from app.feedback.teaching_pace import ProgressPace, TeachPace
from app.recognition.teaching_frames import TeachHint

CLOSER, TILT = TeachHint.CLOSER, TeachHint.TILT


def said(
    hints: Sequence[TeachHint | None], *, step_s: float = 0.5, kept: tuple[int, ...] = (), start_s: float = 100.0
) -> list[tuple[float, TeachHint]]:
    """When which hint is said of these frames' own, from the first on."""
    pace, told = TeachPace(), []
    for index, hint in enumerate(hints):
        given = pace.observe(hint, start_s + index * step_s, is_kept=index in kept)
        if given is not None:
            told.append((index * step_s, given))
    return told


def test_nothing_is_said_while_the_note_is_taken_up_nor_of_one_odd_frame() -> None:
    assert said([CLOSER] * 6) == []
    assert said([CLOSER] * 7) == [(3.0, CLOSER)]
    assert said([TILT, CLOSER] * 20) == []


def test_a_trouble_is_told_just_when_it_has_lasted_long_enough() -> None:
    assert said([TILT, None, TILT, None, TILT, CLOSER, CLOSER, CLOSER]) == [(3.5, CLOSER)]


def test_the_same_hint_is_said_twice_and_after_a_while_again() -> None:
    assert said([CLOSER] * 40) == [(3.0, CLOSER), (5.5, CLOSER), (15.5, CLOSER)]


def test_another_hint_waits_for_its_turn() -> None:
    assert said([CLOSER] * 7 + [TILT] * 6) == [(3.0, CLOSER), (5.5, TILT)]


def test_a_frame_that_is_kept_takes_the_trouble_away() -> None:
    assert said([CLOSER] * 7, kept=(5,)) == []
    assert said([None] * 20) == []


def test_how_far_a_check_is_is_told_only_of_one_that_takes_long() -> None:
    pace = ProgressPace()
    pace.begin(100.0)

    told = [pace.observe(at_s / 20, 100.0 + at_s) for at_s in range(14)]

    assert told == [None, None, 10, None, None, None, None, 35, None, None, None, None, 60, None]
