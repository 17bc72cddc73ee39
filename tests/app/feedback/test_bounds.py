"""Guidance and smoothing at their very bounds: what just suffices and what just does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.feedback.guidance import GuidanceParameters, Guide, HintKind
from app.feedback.place_tone import SAMPLE
from app.feedback.smoothing import Smoother, SmoothingParameters
from app.recognition.observation import Box
from tests.app.observations import observation

MIDDLE = Box(0.2, 0.3, 0.8, 0.7)


@pytest.mark.parametrize(
    ("unknown", "kind"), [(0.49, HintKind.UNCOVER), (0.5, HintKind.TURN_OVER), (0.51, HintKind.TURN_OVER)]
)
def test_a_side_as_strange_as_it_is_known_is_turned_over_first(unknown: float, kind: HintKind) -> None:
    guide = Guide()
    told = [
        guide.observe(observation(i, i / 10, {"20": 0.5}, unknown=unknown, note_box=MIDDLE), has_been_read=False)
        for i in range(30)
    ]
    assert next(hint for hint in told if hint is not None).kind is kind


@pytest.mark.parametrize("wrong", [float("inf"), float("nan")])
def test_a_frame_whose_score_is_no_number_changes_nothing_that_follows(wrong: float) -> None:
    smoother = Smoother()
    for index in range(5):
        smoother.observe(observation(index, index / 10, {"20": 0.95}))
    broken = smoother.observe(observation(5, 0.5, {"20": wrong}, unknown=0.0))
    after = smoother.observe(observation(6, 0.6, {"20": 0.95}))
    assert (broken.weight, broken.earned, broken.value) == (0.0, False, None)
    assert after.score == pytest.approx(0.95)
    assert after.earned


def test_what_can_never_matter_is_not_kept_of_a_frame() -> None:
    smoother = Smoother(SmoothingParameters(min_margin=0.0))
    smoother.observe(observation(0, 0.0, {"20": 0.9, "10": 0.002}))
    seen = smoother.observe(observation(1, 0.1, {"20": 0.9, "10": 0.001}))
    rest = smoother.observe(observation(2, 0.2, {"20": 0.9, "10": 0.0009}))
    assert seen.margin == pytest.approx(0.9 - 0.001)
    assert rest.margin == pytest.approx(0.9 - 0.0005)


@pytest.mark.parametrize(
    ("brightness", "weight"), [(0.04, 0.0), (0.08, 0.5), (0.12, 1.0), (0.95, 1.0), (0.97, 0.5), (0.99, 0.0)]
)
def test_a_frame_weighs_by_its_light(brightness: float, weight: float) -> None:
    assert Smoother().weight(observation(brightness=brightness)) == pytest.approx(weight)


@pytest.mark.parametrize(("sharpness", "weight"), [(10.0, 0.0), (25.0, 0.5), (40.0, 1.0), (41.0, 1.0)])
def test_a_frame_weighs_by_its_sharpness(sharpness: float, weight: float) -> None:
    dim = observation(brightness=0.08, sharpness=sharpness)
    assert Smoother().weight(dim) == pytest.approx(weight / 2)
    assert Smoother().weight(replace(dim, brightness=0.5)) == pytest.approx(weight)


@pytest.mark.parametrize("brightness", [0.04, 0.08])
def test_where_no_weight_is_asked_for_any_frame_has_seen_something(brightness: float) -> None:
    smoother = Smoother(SmoothingParameters(min_weight=0.0))
    assert smoother.observe(observation(0, 0.0, {"20": 0.95}, brightness=brightness)).note_in_view


def test_a_frame_that_weighs_nothing_is_never_one_that_agrees() -> None:
    smoother = Smoother(SmoothingParameters(min_weight=0.0))
    found = [smoother.observe(observation(i, i / 10, {"20": 0.95}, brightness=0.04)).frames for i in range(4)]
    assert found == [0, 0, 0, 0]


@pytest.mark.parametrize(("after_s", "clears"), [(0.29, False), (0.3, True)])
def test_a_bad_stretch_of_just_so_long_clears(after_s: float, clears: bool) -> None:
    smoother = Smoother()
    for index in range(5):
        smoother.observe(observation(index, index / 10, {"20": 0.95}))
    smoother.observe(observation(5, 0.4 + after_s))
    last = smoother.observe(observation(6, 0.4 + after_s + 0.01, {"20": 0.95}))
    assert last.frames == (1 if clears else 6)


@pytest.mark.parametrize(("shift_s", "kept"), [(0.0, 10), (0.01, 9)])
def test_the_window_ends_just_so_far_back(shift_s: float, kept: int) -> None:
    smoother = Smoother()
    for index in range(9):
        smoother.observe(observation(index, index / 10, {"20": 0.95}))
    assert smoother.observe(observation(9, 0.89 + shift_s, {"20": 0.95})).frames == kept


@pytest.mark.parametrize(("gap_s", "stands_for_s"), [(0.1, 0.1), (0.25, 0.25), (0.6, 0.25)])
def test_a_frame_stands_for_the_time_since_the_one_before_and_for_no_more_than_its_most(
    gap_s: float, stands_for_s: float
) -> None:
    smoother = Smoother()
    smoother.observe(observation(0, 1.0, {"20": 0.95}))
    assert smoother.observe(observation(1, 1.0 + gap_s, {"20": 0.95})).seen_s == pytest.approx(stands_for_s)


@pytest.mark.parametrize(("odd", "told"), [(2, True), (3, False)])
def test_a_trouble_that_just_so_many_frames_show_is_told(odd: int, told: bool) -> None:
    guide = Guide(GuidanceParameters(steady_fraction=0.75, lasts_s=1.75))
    dark = [observation(i, i / 4, brightness=0.02 if i >= odd else 0.5, note_box=MIDDLE) for i in range(8)]
    assert any(guide.observe(frame, has_been_read=False) is not None for frame in dark) is told


def test_the_place_tones_go_from_low_on_the_left_to_high_on_the_right() -> None:
    assert [tone.pan for tone in SAMPLE] == [-1.0, 0.0, 1.0]
    low, middle, high = (tone.frequency_hz for tone in SAMPLE)
    assert (low / middle, high / middle) == pytest.approx((0.5, 2.0))
