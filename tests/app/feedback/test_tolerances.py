"""Times and fractions that are just reached, to the last bit: what the tolerance allows is exactly allowed."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from app.feedback import guidance, smoothing
from app.feedback.guidance import GuidanceParameters, Guide, HintKind
from app.feedback.smoothing import Smoother, SmoothingParameters
from app.recognition.observation import Box, Observation
from tests.app.observations import observation

MIDDLE = Box(0.2, 0.3, 0.8, 0.7)
STEP_S = 0.25
K = HintKind


def just(limit: float) -> float:
    """What less the tolerance is exactly this."""
    found = limit + guidance._TOLERANCE
    near = (found, math.nextafter(found, 0), math.nextafter(found, 9))
    return next(each for each in near if each - guidance._TOLERANCE == limit)


def test_both_have_one_tolerance() -> None:
    assert guidance._TOLERANCE == smoothing._TOLERANCE == 1e-6


PARAMETERS = GuidanceParameters(lasts_s=1.0, unread_s=1.0, empty_s=1.0, least_frames=1, after_value_s=0.0, pause_s=0.0)


def _dark(at_s: float) -> Observation:
    return observation(0, at_s, brightness=0.02, note_box=MIDDLE)


def _bright(at_s: float) -> Observation:
    return observation(0, at_s, brightness=0.99, note_box=MIDDLE)


def _empty(at_s: float) -> Observation:
    return observation(0, at_s)


def _unread(at_s: float) -> Observation:
    return observation(0, at_s, {"20": 0.5, "10": 0.2}, note_box=MIDDLE)


@pytest.mark.parametrize(
    ("frame", "kind", "name"),
    [(_dark, K.TOO_DARK, "lasts_s"), (_unread, K.UNCOVER, "unread_s"), (_empty, K.NOTHING_IN_VIEW, "empty_s")],
)
def test_a_trouble_is_told_when_it_has_just_lasted(frame: object, kind: HintKind, name: str) -> None:
    for limit, first in ((just(1.25), 5), (just(1.5), 6)):
        guide = Guide(replace(PARAMETERS, **{name: limit}))  # type: ignore[arg-type]
        told = [guide.observe(frame(n * STEP_S), has_been_read=False) for n in range(8)]  # type: ignore[operator]
        assert [hint is not None for hint in told].index(True) == first
        hint = told[first]
        assert hint is not None
        assert hint.kind is kind


@pytest.mark.parametrize(("pause_s", "second"), [(2.0, 12), (2.25, 13)])
def test_the_next_hint_comes_when_the_pause_is_just_over(pause_s: float, second: int) -> None:
    guide = Guide(replace(PARAMETERS, pause_s=just(pause_s)))
    told = [guide.observe(_dark(n * STEP_S), has_been_read=False) is not None for n in range(20)]
    assert [n for n, is_told in enumerate(told) if is_told] == [4, second]


@pytest.mark.parametrize(("after_s", "first"), [(2.0, 8), (2.25, 9)])
def test_after_a_value_hints_wait_just_so_long(after_s: float, first: int) -> None:
    guide = Guide(replace(PARAMETERS, after_value_s=just(after_s)))
    guide.observe(_unread(0.0), has_been_read=True)
    told = [guide.observe(_dark(n * STEP_S), has_been_read=False) is not None for n in range(1, 12)]
    assert told.index(True) + 1 == first


@pytest.mark.parametrize(("first_s", "first"), [(2.0, 8), (2.25, 9)])
def test_before_the_first_note_an_empty_view_is_told_when_the_time_is_just_over(first_s: float, first: int) -> None:
    guide = Guide(replace(PARAMETERS, first_empty_s=just(first_s)))
    told = [guide.observe(_empty(n * STEP_S), has_been_read=False) is not None for n in range(12)]
    assert told.index(True) == first


@pytest.mark.parametrize(("quiet_s", "told"), [(1.0, True), (0.75, False)])
def test_hints_end_when_no_note_was_in_view_for_longer_than_that(quiet_s: float, told: bool) -> None:
    guide = Guide(replace(PARAMETERS, quiet_after_s=quiet_s))
    dark = [observation(n, n * STEP_S, brightness=0.02) for n in range(5)]
    assert any(guide.observe(frame, has_been_read=False) is not None for frame in dark) is told


@pytest.mark.parametrize(("pause_s", "told"), [(3.0, True), (3.25, False)])
def test_what_takes_back_the_last_hint_waits_just_so_long(pause_s: float, told: bool) -> None:
    guide = Guide(replace(PARAMETERS, opposite_pause_s=just(pause_s)))
    for n in range(5):
        guide.observe(_dark(n * STEP_S), has_been_read=False)
    # Told at 1 s; from 2 s on it is too bright, which may be told at 4 s.
    for n in range(8, 16):
        assert guide.observe(_bright(n * STEP_S), has_been_read=False) is None
    hint = guide.observe(_bright(4.0), has_been_read=False)
    assert (hint is not None and hint.kind is K.TOO_BRIGHT) is told


@pytest.mark.parametrize(("after_s", "holds"), [(1.0, True), (1.25, False)])
def test_a_hint_holds_for_just_so_long(after_s: float, holds: bool) -> None:
    guide = Guide(PARAMETERS)
    hint = next(h for n in range(5) if (h := guide.observe(_dark(n * STEP_S), has_been_read=False)) is not None)
    guide.observe(_unread(1.0 + after_s), has_been_read=False)
    assert guide.holds(hint) is holds


@pytest.mark.parametrize(("least", "first"), [(5, 4), (6, 5), (8, 7)])
def test_a_slow_camera_is_looked_at_for_so_many_frames(least: int, first: int) -> None:
    guide = Guide(replace(PARAMETERS, least_frames=least))
    told = [guide.observe(_dark(n * STEP_S), has_been_read=False) is not None for n in range(10)]
    assert told.index(True) == first


@pytest.mark.parametrize(("looks", "told"), [(5, False), (6, True)])
def test_a_note_was_looked_at_just_so_often(looks: int, told: bool) -> None:
    guide = Guide(replace(PARAMETERS, least_looks=3))
    found = [guide.observe(_unread(n * STEP_S), has_been_read=False, looks=3 if n < 4 else looks) for n in range(5)]
    assert (found[-1] is not None) is told


def _seen(smoother: Smoother, frames: int, step_s: float = STEP_S, score: float = 0.875) -> smoothing.Evidence:
    found = [smoother.observe(observation(n, n * step_s, {"20": score})) for n in range(frames)]
    return found[-1]


@pytest.mark.parametrize(("evidence_s", "earned"), [(0.75, True), (0.875, False)])
def test_a_value_is_earned_when_it_was_seen_for_just_so_long(evidence_s: float, earned: bool) -> None:
    smoother = Smoother(SmoothingParameters(window_s=3.0, min_evidence_s=just(evidence_s), steady_lead=1.0))
    assert _seen(smoother, 4).earned is earned


@pytest.mark.parametrize(("frames", "earned"), [(3, False), (4, True)])
def test_a_value_is_earned_by_just_so_many_frames(frames: int, earned: bool) -> None:
    parameters = SmoothingParameters(window_s=3.0, min_evidence_s=0.1, min_frames=4)
    assert _seen(Smoother(parameters), frames).earned is earned


@pytest.mark.parametrize(
    ("seen_s", "found_s", "gone"),
    [(0.75, 0.75, True), (0.5, 0.5, False), (2.0, 0.0, True), (1.75, 0.0, False), (1.75, 0.75, True)],
)
def test_a_note_is_gone_when_it_was_away_for_just_so_long(seen_s: float, found_s: float, gone: bool) -> None:
    smoother = Smoother(SmoothingParameters(gone_after_s=just(0.75), hidden_after_s=just(2.0)))
    assert smoother.is_gone(10.0 - seen_s, 10.0 - found_s, 10.0) is gone


@pytest.mark.parametrize(("clear_s", "frames"), [(0.5, 1), (0.75, 5)])
def test_a_bad_stretch_clears_when_it_has_just_lasted(clear_s: float, frames: int) -> None:
    smoother = Smoother(SmoothingParameters(window_s=3.0, clear_after_s=just(clear_s)))
    _seen(smoother, 4)
    smoother.observe(observation(4, 1.25))
    assert smoother.observe(observation(5, 1.5, {"20": 0.875})).frames == frames


@pytest.mark.parametrize(("fraction", "still"), [(0.5, True), (0.515625, False)])
def test_a_value_is_held_at_just_this_fraction_of_its_threshold(fraction: float, still: bool) -> None:
    smoother = Smoother(SmoothingParameters(hold_fraction=fraction))
    evidence = smoother.observe(observation(0, 0.0, {"20": 0.4375}, unknown=0.0, threshold=0.875))
    assert smoother.still_shows(evidence, "USD", "20") is still
    assert not smoother.still_shows(evidence, "USD", "10")
    assert not smoother.still_shows(smoother.observe(observation(1, 0.1)), "USD", "20")


@pytest.mark.parametrize(("margin", "agree"), [(0.5, 1), (0.53125, 0)])
def test_a_frame_could_be_named_with_just_this_margin(margin: float, agree: int) -> None:
    smoother = Smoother(SmoothingParameters(min_margin=margin))
    frame = observation(0, 0.0, {"20": 0.875, "10": 0.375}, unknown=0.0, threshold=0.875)
    assert smoother.observe(frame).frames == agree


@pytest.mark.parametrize(("least", "agree"), [(0.875, 1), (0.9, 0)])
def test_a_frame_could_be_named_with_just_this_score(least: float, agree: int) -> None:
    smoother = Smoother(SmoothingParameters(min_score=least))
    assert smoother.observe(observation(0, 0.0, {"20": 0.875}, threshold=0.5)).frames == agree


def test_frames_are_forgotten_at_the_end_of_the_window_and_not_before() -> None:
    smoother = Smoother(SmoothingParameters(window_s=1.0))
    assert [smoother.observe(observation(n, n * STEP_S, {"20": 0.9})).frames for n in range(6)] == [1, 2, 3, 4, 4, 4]


@pytest.mark.parametrize("again", [1.0, 0.5])
def test_a_frame_that_is_not_later_begins_anew(again: float) -> None:
    smoother = Smoother()
    for n in range(5):
        smoother.observe(observation(n, n * STEP_S, {"20": 0.9}))
    assert smoother.observe(observation(5, again, {"20": 0.9})).frames == 1


@pytest.fixture
def exact(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is forgiven: with times and scores that are sums of powers of two, what is just reached is reached."""
    monkeypatch.setattr(smoothing, "_TOLERANCE", 0.0)
    monkeypatch.setattr(guidance, "_TOLERANCE", 0.0)


EXACT = SmoothingParameters(window_s=1.0, min_evidence_s=0.5, min_frames=2, min_margin=0.25, steady_lead=1.0)


def _earned_first(parameters: SmoothingParameters, score: float = 0.875, second: float = 0.0) -> int | None:
    """With which of some frames a value is earned first."""
    smoother = Smoother(parameters)
    for n in range(12):
        scores = {"20": score, "10": second}
        if smoother.observe(observation(n, n * STEP_S, scores, unknown=0.0, threshold=0.5)).earned:
            return n
    return None


@pytest.mark.usefixtures("exact")
@pytest.mark.parametrize(("seen_s", "first"), [(0.5, 2), (0.53125, 3)])
def test_enough_was_seen_at_the_very_time(seen_s: float, first: int) -> None:
    assert _earned_first(replace(EXACT, min_evidence_s=seen_s)) == first


@pytest.mark.usefixtures("exact")
@pytest.mark.parametrize(("lead", "first"), [(0.5, 2), (0.53125, 3)])
def test_a_value_leads_long_enough_at_the_very_fraction(lead: float, first: int) -> None:
    assert _earned_first(replace(EXACT, min_evidence_s=1.0, steady_lead=lead)) == first


@pytest.mark.usefixtures("exact")
@pytest.mark.parametrize(
    ("score", "second", "is_earned"), [(0.5, 0.25, True), (0.53125, 0.28125, True), (0.5, 0.28125, False)]
)
def test_a_mean_and_a_margin_suffice_at_the_very_number(score: float, second: float, is_earned: bool) -> None:
    assert _earned_first(EXACT, score, second) == (2 if is_earned else None)


@pytest.mark.usefixtures("exact")
@pytest.mark.parametrize(("away_s", "is_gone"), [(0.75, True), (0.71875, False)])
def test_a_note_is_gone_at_the_very_time(away_s: float, is_gone: bool) -> None:
    smoother = Smoother(SmoothingParameters(gone_after_s=0.75, hidden_after_s=0.75))
    assert smoother.is_gone(10.0 - away_s, 10.0, 10.0) is is_gone
    assert smoother.is_gone(10.0, 10.0 - away_s, 10.0) is is_gone


def test_where_both_ends_of_what_weighs_are_one_it_is_a_step() -> None:
    smoother = Smoother(
        SmoothingParameters(dark_unusable=0.125, dark_full=0.125, bright_full=0.875, bright_unusable=0.875)
    )
    weights = [smoother.weight(observation(brightness=level)) for level in (0.09375, 0.125, 0.84375, 0.875)]
    assert weights == [0.0, 1.0, 1.0, 0.0]


@pytest.mark.parametrize(("looking_s", "told"), [(2.0, [8, 24]), (2.125, [9, 26])])
def test_a_note_that_is_looked_at_too_rarely_is_told_to_be_at_the_very_time(looking_s: float, told: list[int]) -> None:
    guide = Guide(replace(PARAMETERS, looking_s=looking_s, least_looks=9))
    hints = [guide.observe(_unread(n * STEP_S), has_been_read=False, looks=0) for n in range(30)]
    assert [n for n, hint in enumerate(hints) if hint is not None and hint.kind is K.STILL_LOOKING] == told


@pytest.mark.usefixtures("exact")
def test_a_note_that_is_looked_at_too_rarely_is_told_to_be_without_any_tolerance() -> None:
    test_a_note_that_is_looked_at_too_rarely_is_told_to_be_at_the_very_time(2.0, [8, 24])


@pytest.mark.usefixtures("exact")
@pytest.mark.parametrize(("fraction", "is_earned"), [(0.75, True), (0.78125, False)])
def test_a_mean_below_its_threshold_suffices_steadily_at_the_very_fraction(fraction: float, is_earned: bool) -> None:
    # Every other frame is sure; the mean of two is three quarters of the threshold.
    parameters = replace(EXACT, steady_lead=0.5, steady_fraction=fraction, min_margin=0.0, min_evidence_s=1.0)
    smoother = Smoother(parameters)
    found = [
        smoother.observe(observation(n, n * STEP_S, {"20": (0.5, 0.25)[n % 2]}, unknown=0.0, threshold=0.5))
        for n in range(5)
    ]
    assert found[4].score == 0.375
    assert found[4].earned is is_earned


@pytest.mark.usefixtures("exact")
def test_a_frame_leaves_the_window_at_the_very_time() -> None:
    smoother = Smoother(EXACT)
    frames = [smoother.observe(observation(n, n * STEP_S, {"20": 0.875})).frames for n in range(6)]
    assert frames == [1, 2, 3, 4, 4, 4]


@pytest.mark.parametrize(("away_s", "looks_again"), [(1.0, False), (1.03125, True)])
def test_a_note_that_was_away_for_longer_than_a_hint_holds_is_looked_at_anew(away_s: float, looks_again: bool) -> None:
    guide = Guide(replace(PARAMETERS, least_looks=3, holds_s=1.0, looking_s=9.0))
    for n in range(4):
        assert guide.observe(_unread(n * STEP_S), has_been_read=False, looks=0) is None
    hints = [guide.observe(_unread(0.75 + away_s + n * STEP_S), has_been_read=False, looks=3) for n in range(6)]
    assert all(hint is None for hint in hints) is looks_again


@pytest.mark.usefixtures("exact")
def test_a_frame_of_the_very_time_that_a_trouble_must_last_still_counts() -> None:
    guide = Guide(replace(PARAMETERS, steady_fraction=1.0))
    guide.observe(_dark(0.0), has_been_read=False)
    told = [guide.observe(_empty(n * STEP_S), has_been_read=False) is not None for n in range(1, 7)]
    assert told.index(True) == 4
