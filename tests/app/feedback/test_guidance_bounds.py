"""Guidance to the frame: when a hint comes first, and just not; whenever the source began."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.feedback.guidance import GuidanceParameters, Guide, HintKind
from app.recognition.observation import Box, Observation
from tests.app.observations import observation

STEP_S = 1 / 8
MIDDLE = Box(0.2, 0.3, 0.8, 0.7)
UNCLEAR = {"20": 0.5, "10": 0.2}
STARTS = pytest.mark.parametrize("start_s", [0.0, 64.0])
Frame = Callable[[int, float], Observation]


def dark(index: int, now_s: float) -> Observation:
    return observation(index, now_s, brightness=0.02)


def empty(index: int, now_s: float) -> Observation:
    return observation(index, now_s)


def unread(index: int, now_s: float) -> Observation:
    return observation(index, now_s, UNCLEAR, note_box=MIDDLE)


def times(
    guide: Guide, *parts: tuple[Frame, float], start_s: float = 0.0, step_s: float = STEP_S
) -> list[tuple[float, HintKind]]:
    """When which hints come, counted from the start, if each kind of frame is shown up to a moment (without it)."""
    found, index = [], 0
    for frame, until_s in parts:
        while index * step_s < until_s:
            hint = guide.observe(frame(index, start_s + index * step_s), has_been_read=False)
            if hint is not None:
                found.append((hint.captured_at_s - start_s, hint.kind))
            index += 1
    return found


@STARTS
@pytest.mark.parametrize(
    ("frame", "first_s", "kind"),
    [(dark, 1.0, HintKind.TOO_DARK), (unread, 1.5, HintKind.UNCOVER), (empty, 4.0, HintKind.NOTHING_IN_VIEW)],
)
def test_a_trouble_is_told_once_it_has_lasted_as_long_as_its_kind(
    frame: Frame, first_s: float, kind: HintKind, start_s: float
) -> None:
    assert times(Guide(), (frame, first_s), start_s=start_s) == []
    assert times(Guide(), (frame, first_s + STEP_S), start_s=start_s) == [(first_s, kind)]


@STARTS
def test_the_same_is_told_again_after_the_pause_and_then_no_more(start_s: float) -> None:
    assert [at_s for at_s, _ in times(Guide(), (dark, 9.0), start_s=start_s)] == [1.0, 3.5]


@STARTS
@pytest.mark.parametrize(("least_frames", "first_s"), [(1, 1.0), (2, 1.0), (5, 4.0), (6, 5.0)])
def test_a_slow_camera_shows_so_many_frames_first(least_frames: int, first_s: float, start_s: float) -> None:
    guide = Guide(GuidanceParameters(least_frames=least_frames))
    assert times(guide, (dark, 6.0), start_s=start_s, step_s=1.0)[0] == (first_s, HintKind.TOO_DARK)


@pytest.mark.parametrize(("odd", "is_told"), [(2, True), (3, False)])
def test_so_many_frames_of_the_time_show_it(odd: int, is_told: bool) -> None:
    # Nine frames in a second, of which seven are enough at seven tenths.
    guide = Guide(GuidanceParameters(empty_s=100.0))
    assert bool(times(guide, (dark, 0.25), (empty, 0.25 + odd * STEP_S), (dark, 1.0 + STEP_S))) is is_told


@STARTS
@pytest.mark.parametrize(("from_s", "is_told"), [(9.0, True), (9.125, False)])
def test_long_after_the_last_note_nothing_is_told(from_s: float, is_told: bool, start_s: float) -> None:
    guide = Guide(GuidanceParameters(empty_s=100.0, steady_fraction=1.0))
    found = times(guide, (empty, from_s), (dark, 20.0), start_s=start_s)
    assert [at_s for at_s, _ in found] == ([10.0] if is_told else [])


@STARTS
def test_what_was_read_is_said_first(start_s: float) -> None:
    guide = Guide()
    for index in range(8):
        now_s = start_s + (index - 7) * STEP_S + 4.0
        assert guide.observe(unread(index, now_s), has_been_read=True) is None
    found = []
    for index in range(1, 13):
        if guide.observe(dark(8 + index, start_s + 4.0 + index * STEP_S), has_been_read=False) is not None:
            found.append(index * STEP_S)
    assert found == [1.5], "a second of darkness would be enough"


@STARTS
@pytest.mark.parametrize(("first_empty_s", "first_s"), [(0.0, 4.0), (4.0, 4.0), (6.5, 6.5)])
def test_before_the_first_note_an_empty_view_may_last_longer(
    first_empty_s: float, first_s: float, start_s: float
) -> None:
    guide = Guide(GuidanceParameters(first_empty_s=first_empty_s))
    assert times(guide, (empty, 9.0), start_s=start_s) == [(first_s, HintKind.NOTHING_IN_VIEW)]


@pytest.mark.parametrize(("looks", "is_told"), [(None, True), (2, False), (3, True)])
def test_a_note_is_looked_at_for_its_print_so_often_before_it_is_to_be_held_otherwise(
    looks: int | None, is_told: bool
) -> None:
    guide, told = Guide(), []
    for index in range(14):
        # Four were of what was there before.
        before = None if looks is None else 4 + (looks if index > 8 else 0)
        told.append(guide.observe(unread(index, index * STEP_S), has_been_read=False, looks=before))
    assert any(told) is is_told


@pytest.mark.parametrize(("later_s", "holds"), [(1.0, True), (1.125, False)])
def test_a_hint_holds_for_a_second_after_its_trouble(later_s: float, holds: bool) -> None:
    guide = Guide()
    (hint,) = [hint for n in range(9) if (hint := guide.observe(dark(n, n * STEP_S), has_been_read=False))]
    guide.observe(unread(9, 1.0 + later_s), has_been_read=False)
    assert guide.holds(hint) is holds
    assert not Guide().holds(hint)


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        ({"brightness": 0.08}, None),
        ({"brightness": 0.079}, HintKind.TOO_DARK),
        ({"brightness": 0.95}, None),
        ({"brightness": 0.951}, HintKind.TOO_BRIGHT),
        ({"sharpness": 30.0}, None),
        ({"sharpness": 29.9}, HintKind.HOLD_STILL),
    ],
)
def test_light_and_sharpness_are_told_beyond_their_bounds(more: dict[str, float], kind: HintKind | None) -> None:
    def frame(index: int, now_s: float) -> Observation:
        return observation(index, now_s, UNCLEAR, note_box=MIDDLE, **more)  # type: ignore[arg-type]

    found = [each for _, each in times(Guide(), (frame, 1.0 + STEP_S))]
    assert found == ([] if kind is None else [kind])
