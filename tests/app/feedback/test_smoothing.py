"""Smoothing: what a window of frames must show before it names a value."""

import dataclasses
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.feedback.smoothing import Evidence, Smoother, SmoothingParameters
from app.recognition.observation import Observation
from tests.app.observations import THRESHOLD, VALUES, film, observation

GOOD = {"20": 0.95}


def fold(frames: list[Observation], parameters: SmoothingParameters | None = None) -> list[Evidence]:
    smoother = Smoother(parameters)
    return [smoother.observe(frame) for frame in frames]


def test_a_currency_of_one_value_has_no_second_best() -> None:
    frames = [dataclasses.replace(frame, scores=frame.scores[:1]) for frame in film([(GOOD, 1.0)])]
    assert [len(frame.scores) for frame in frames] == [1] * len(frames)
    last = fold(frames)[-1]
    assert last.earned
    assert last.margin == pytest.approx(last.score) == pytest.approx(0.95)


def test_what_is_as_likely_nothing_as_a_note_is_nothing() -> None:
    (even,) = fold([observation(scores={"20": 0.5}, unknown=0.5)])
    (likelier,) = fold([observation(scores={"20": 0.51}, unknown=0.49)])
    assert not even.note_in_view
    assert even.value is None
    assert likelier.note_in_view


def first_earned_s(frames: list[Observation]) -> float | None:
    return next((evidence.time_s for evidence in fold(frames) if evidence.earned), None)


@st.composite
def runs(draw: st.DrawFn, highest: float = 1.0) -> list[Observation]:
    """Frames at uneven times (in whole milliseconds), each with any scores up to the given one and any quality."""
    count = draw(st.integers(1, 40))
    frames = []
    at_ms = 0
    for index in range(count):
        at_ms += draw(st.sampled_from((16, 33, 67, 100, 200, 450)))
        leader = draw(st.sampled_from(VALUES))
        score = draw(st.floats(0.0, highest))
        second = draw(st.floats(0.0, min(score, 1.0 - score)))
        other = VALUES[(VALUES.index(leader) + 1) % len(VALUES)]
        frames.append(
            observation(
                index,
                at_ms / 1000,
                {leader: score, other: second},
                brightness=draw(st.sampled_from((0.0, 0.06, 0.5, 0.97, 1.0))),
                sharpness=draw(st.sampled_from((0.0, 20.0, 35.0, 500.0))),
            )
        )
    return frames


@pytest.mark.parametrize("fps", [5, 10, 15, 30])
def test_a_clear_note_is_named_within_seven_tenths_of_a_second_at_any_rate(fps: int) -> None:
    decided_s = first_earned_s(list(film([(None, 0.7), (GOOD, 1.5)], fps=fps)))

    assert decided_s is not None
    assert 0.3 <= decided_s - 0.7 <= 0.7


def test_few_frames_do_not_suffice_however_long_they_last() -> None:
    frames = [
        observation(0, 0.0, GOOD),
        observation(1, 0.8, GOOD),
        observation(2, 1.6, GOOD),
        observation(3, 2.4, GOOD),
    ]

    assert not any(evidence.earned for evidence in fold(frames))


def test_many_frames_do_not_suffice_when_they_last_too_short() -> None:
    frames = [observation(index, index * 0.01, GOOD) for index in range(30)]

    assert not any(evidence.earned for evidence in fold(frames))


def test_the_same_still_picture_below_its_threshold_is_never_named() -> None:
    evidence = fold(list(film([({"20": THRESHOLD - 0.01}, 20.0)])))

    assert not any(one.earned for one in evidence)
    assert evidence[-1].score == pytest.approx(THRESHOLD - 0.01)


def test_two_values_too_close_to_each_other_are_not_named() -> None:
    evidence = fold([observation(i, i / 15, {"20": 0.5, "10": 0.4}, threshold=0.45) for i in range(40)])

    assert not any(one.earned for one in evidence)
    assert evidence[-1].frames == 0


def test_a_value_that_shows_in_every_other_frame_is_not_named() -> None:
    assert first_earned_s([observation(i, i / 15, GOOD if i % 2 else None) for i in range(60)]) is None


def test_a_rival_that_leads_in_every_other_frame_keeps_both_from_being_named() -> None:
    turns = ({"20": 0.6, "10": 0.05}, {"10": 0.64, "20": 0.33})
    parameters = SmoothingParameters(min_evidence_s=0.45)
    evidence = fold([observation(i, i / 15, turns[i % 2], threshold=0.45) for i in range(60)], parameters)

    assert max(one.seen_s for one in evidence) >= parameters.min_evidence_s
    assert max(one.score for one in evidence[12:]) > 0.45
    assert not any(one.earned for one in evidence)


def test_the_frame_that_tips_the_scale_shows_the_value_itself() -> None:
    """As old frames leave the window the mean rises over the threshold, but the note is no longer seen clearly."""
    seen = [None, *[{"10": 0.95}] * 2, *[GOOD] * 8, *[{"20": THRESHOLD - 0.01}] * 12]
    frames = [observation(i, i / 10, scores) for i, scores in enumerate(seen)]
    evidence = fold(frames, SmoothingParameters(window_s=1.5, min_evidence_s=0.7, min_margin=0.15, steady_lead=1.0))

    assert any(one.score >= THRESHOLD and one.frames == 8 for one in evidence[10:])
    assert not any(one.earned for one in evidence)


SURE, HALF_SURE = {"20": THRESHOLD + 0.05}, {"20": THRESHOLD - 0.1}


def test_a_value_that_leads_throughout_is_named_though_its_mean_stays_below_its_threshold() -> None:
    """Every other frame is sure; the mean of both kinds is not."""
    frames = [observation(i, i / 15, SURE if i % 2 else HALF_SURE) for i in range(30)]
    (first, *_) = [one for one in fold(frames) if one.earned]

    assert first.value is not None
    assert first.value.value == "20"
    assert 0.8 * THRESHOLD < first.score < THRESHOLD
    # It has to lead for most of the window before that.
    assert first.time_s >= SmoothingParameters().steady_lead * SmoothingParameters().window_s - 1e-6


@pytest.mark.parametrize(
    "seen",
    [
        [HALF_SURE] * 45,
        [*[HALF_SURE] * 20, SURE, SURE, *[HALF_SURE] * 20],
        # As often another value, or nothing, as this one.
        [SURE, {"10": 0.6}] * 25,
        [SURE, {"20": 0.1}] * 25,
        # It leads in all frames, and another is close behind.
        [{"20": THRESHOLD + 0.02, "10": 0.1}, {"20": 0.4, "10": 0.35}] * 25,
        # Sure at times, and next to nothing otherwise.
        [SURE, *[{"20": 0.25}] * 4] * 10,
    ],
)
def test_what_is_never_named_however_long_it_stays(seen: list[dict[str, float]]) -> None:
    assert first_earned_s([observation(i, i / 15, scores) for i, scores in enumerate(seen)]) is None


def test_a_contradicting_frame_delays_the_word() -> None:
    clean = list(film([(GOOD, 1.5)]))
    marred = list(clean)
    marred[3] = observation(3, marred[3].captured_at_s, {"10": 0.9})

    clean_s, marred_s = first_earned_s(clean), first_earned_s(marred)

    assert clean_s is not None
    assert marred_s is not None
    assert marred_s > clean_s


@pytest.mark.parametrize(
    ("poor", "weight"),
    [
        ({"brightness": 0.04}, 0.0),
        ({"brightness": 0.08}, 0.5),
        ({"brightness": 0.12}, 1.0),
        ({"brightness": 0.95}, 1.0),
        ({"brightness": 0.97}, 0.5),
        ({"brightness": 0.99}, 0.0),
        ({"sharpness": 10.0}, 0.0),
        ({"sharpness": 25.0}, 0.5),
        ({"sharpness": 40.0}, 1.0),
        ({"sharpness": math.nan}, 0.0),
        ({"brightness": math.inf}, 0.0),
        ({"unknown": math.nan}, 0.0),
    ],
)
def test_poor_pictures_weigh_less(poor: dict[str, float], weight: float) -> None:
    assert Smoother().weight(observation(0, 0.0, GOOD, **poor)) == pytest.approx(weight)  # type: ignore[arg-type]


def test_a_dim_note_takes_longer_and_a_dark_one_is_never_named() -> None:
    def decided_s(brightness: float) -> float | None:
        return first_earned_s([observation(i, i / 15, GOOD, brightness=brightness) for i in range(40)])

    bright_s, dim_s = decided_s(0.5), decided_s(0.09)

    assert bright_s is not None
    assert dim_s is not None
    assert dim_s > bright_s
    assert decided_s(0.05) is None


@pytest.mark.parametrize("bad", [{"scores": None}, {"scores": GOOD, "brightness": 0.01}, {"scores": {"20": math.nan}}])
def test_a_bad_stretch_clears_what_was_gathered(bad: dict[str, object]) -> None:
    smoother = Smoother()
    for index in range(6):
        smoother.observe(observation(index, index / 15, GOOD))
    for index in range(6, 12):
        cleared = smoother.observe(observation(index, index / 15, **bad))  # type: ignore[arg-type]
    after = smoother.observe(observation(12, 12 / 15, GOOD))

    assert cleared.frames == 0
    assert after.frames == 1
    assert after.seen_s == pytest.approx(1 / 15)


def test_one_bad_frame_does_not_clear() -> None:
    smoother = Smoother()
    for index in range(5):
        smoother.observe(observation(index, index / 15, GOOD))
    smoother.observe(observation(5, 5 / 15))

    assert smoother.observe(observation(6, 6 / 15, GOOD)).frames == 6


def test_time_that_goes_back_starts_anew() -> None:
    smoother = Smoother()
    for index in range(5):
        smoother.observe(observation(index, 10 + index / 15, GOOD))

    evidence = smoother.observe(observation(5, 0.0, GOOD))

    assert evidence.frames == 1
    assert evidence.seen_s == 0


def test_an_empty_view_clears_after_time_went_back_too() -> None:
    smoother = Smoother()
    smoother.observe(observation(0, 10.0, GOOD))
    for index in range(9):
        smoother.observe(observation(1 + index, index / 15))

    assert smoother.observe(observation(10, 9 / 15, GOOD)).score == pytest.approx(0.95)


@given(runs())
def test_a_value_is_earned_only_by_enough_frames_that_could_each_be_named(frames: list[Observation]) -> None:
    parameters = SmoothingParameters()
    for position, evidence in enumerate(fold(frames)):
        if not evidence.earned:
            continue
        assert evidence.value is not None
        supporting = [
            frame
            for frame in frames[: position + 1]
            if frame.captured_at_s > evidence.time_s - parameters.window_s
            and frame.best.value == evidence.value.value
            and frame.best.score >= frame.best.threshold
        ]
        assert len(supporting) >= parameters.min_frames
        assert frames[position] in supporting


@given(runs(highest=math.nextafter(THRESHOLD, 0.0)))
def test_frames_below_their_threshold_never_earn_a_word(frames: list[Observation]) -> None:
    assert not any(evidence.earned for evidence in fold(frames))


@given(runs())
def test_every_number_is_finite_and_in_its_range(frames: list[Observation]) -> None:
    for evidence in fold(frames):
        assert 0.0 <= evidence.weight <= 1.0
        assert 0.0 <= evidence.score <= 1.0 + 1e-9
        assert -1.0 <= evidence.margin <= 1.0 + 1e-9
        assert 0.0 <= evidence.seen_s <= SmoothingParameters().window_s + SmoothingParameters().max_frame_s


@given(runs(), st.integers(0, 100_000_000))
@settings(max_examples=60)
def test_only_differences_of_time_matter(frames: list[Observation], offset_ms: int) -> None:
    shifted = [
        dataclasses.replace(frame, captured_at_s=(round(frame.captured_at_s * 1000) + offset_ms) / 1000)
        for frame in frames
    ]

    assert [evidence.earned for evidence in fold(shifted)] == [evidence.earned for evidence in fold(frames)]


def test_more_than_the_models_threshold_can_be_asked_for() -> None:
    def named(score: float, min_score: float) -> bool:
        smoother = Smoother(SmoothingParameters(min_score=min_score))
        return any(smoother.observe(frame).earned for frame in film([({"20": score}, 2.0)]))

    assert named(0.85, 0.0)
    assert named(0.95, 0.9)
    assert not named(0.85, 0.9)
    assert not named(THRESHOLD - 0.05, 0.0), "a lower one cannot"


@given(runs())
def test_nothing_in_view_for_a_while_always_clears(frames: list[Observation]) -> None:
    smoother = Smoother()
    for frame in frames:
        smoother.observe(frame)
    last_s = frames[-1].captured_at_s
    for index in range(1, 7):
        smoother.observe(observation(100 + index, last_s + index / 15))

    assert smoother.observe(observation(107, last_s + 7 / 15, GOOD)).frames == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"window_s": 0.0},
        {"window_s": 10.0},
        {"min_evidence_s": 1.6},
        {"min_frames": 1},
        {"min_margin": -0.1},
        {"min_score": 1.1},
        {"gone_after_s": 0.0},
        {"dark_unusable": 0.5},
        {"bright_full": 1.0},
        {"min_weight": math.nan},
    ],
)
def test_parameters_outside_their_range_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        SmoothingParameters(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "bound",
    [
        {"window_s": 3.0},
        {"window_s": 0.5, "min_evidence_s": 0.5},
        {"min_frames": 2},
        {"min_frames": 60},
        {"gone_after_s": 2.0, "hidden_after_s": 2.0},
        {"min_weight": 0.0},
        {"min_weight": 1.0},
    ],
)
def test_parameters_at_the_ends_of_their_range_are_taken(bound: dict[str, float]) -> None:
    SmoothingParameters(**bound)  # type: ignore[arg-type]


@pytest.mark.parametrize("least", [2, 3, 5])
def test_just_so_many_frames_that_agree_are_enough(least: int) -> None:
    parameters = SmoothingParameters(
        window_s=3.0, min_evidence_s=0.01, min_frames=least, steady_lead=0.5, max_frame_s=0.25
    )
    frames = [observation(index, index * 0.25, GOOD) for index in range(8)]
    earned = [evidence for evidence in fold(frames, parameters) if evidence.earned]
    assert earned[0].frames == least


# Sums of powers of two: what just suffices is not a matter of rounding.
JUST = SmoothingParameters(
    window_s=1.0,
    min_evidence_s=0.5,
    min_frames=2,
    min_margin=0.25,
    steady_lead=0.5,
    steady_fraction=0.5,
    hold_fraction=0.5,
)


def _still(score: float, second: float, *, threshold: float = 0.5, brightness: float = 0.5) -> list[Observation]:
    """Four frames a second that show the same."""
    scores = {"20": score, "10": second}
    return [
        observation(index, index * 0.25, scores, unknown=0.0, threshold=threshold, brightness=brightness)
        for index in range(9)
    ]


@pytest.mark.parametrize(
    ("score", "second", "threshold", "is_earned"),
    [
        (0.625, 0.375, 0.625, True),
        (0.625, 0.376, 0.625, False),
        (0.625, 0.375, 0.626, False),
        (0.5, 0.25, 0.5, True),
        (0.5, 0.25, 0.501, False),
    ],
)
def test_a_score_and_a_margin_that_just_suffice_are_enough(
    score: float, second: float, threshold: float, is_earned: bool
) -> None:
    assert fold(_still(score, second, threshold=threshold), JUST)[-1].earned is is_earned
    asked = dataclasses.replace(JUST, min_score=threshold)
    assert fold(_still(score, second, threshold=0.25), asked)[-1].earned is is_earned


@pytest.mark.parametrize(("score", "still"), [(0.25, True), (0.249, False)])
def test_a_value_that_was_named_is_held_down_to_a_fraction_of_its_threshold(score: float, still: bool) -> None:
    smoother = Smoother(JUST)
    evidence = smoother.observe(observation(0, 0.0, {"20": score}, unknown=0.0, threshold=0.5))
    assert smoother.still_shows(evidence, "USD", "20") is still
    assert not smoother.still_shows(evidence, "USD", "10")
    assert not smoother.still_shows(evidence, "EUR", "20")


@pytest.mark.parametrize(("brightness", "in_view"), [(0.5, True), (0.375, False)])
def test_a_frame_that_just_weighs_enough_has_seen_something(brightness: float, in_view: bool) -> None:
    parameters = dataclasses.replace(JUST, dark_unusable=0.25, dark_full=0.75, min_weight=0.5)
    (evidence,) = fold([observation(0, 0.0, GOOD, brightness=brightness)], parameters)
    assert evidence.weight == (0.5 if in_view else 0.25)
    assert evidence.note_in_view is in_view


@pytest.mark.parametrize(("seen_s", "found_s", "is_gone"), [(2.0, 0.0, True), (1.9, 0.7, False), (1.9, 0.75, True)])
def test_a_note_is_gone_after_just_so_long(seen_s: float, found_s: float, is_gone: bool) -> None:
    assert Smoother().is_gone(10.0 - seen_s, 10.0 - found_s, 10.0) is is_gone


def test_frames_up_to_a_time_and_at_it_are_forgotten() -> None:
    smoother = Smoother(JUST)
    frames = _still(0.75, 0.0)
    for frame in frames[:4]:
        smoother.observe(frame)
    smoother.forget_until(0.5)
    assert smoother.observe(frames[4]).frames == 2


def test_frames_that_are_all_at_their_threshold_name_a_value_as_soon_as_surer_ones_do() -> None:
    """Whatever the mean of equal scores is rounded to."""
    for threshold in (0.7, 0.85, 0.9):
        for fps in (7, 15, 30):
            sure, just = (
                first_earned_s([observation(i, i / fps, {"20": score}, threshold=threshold) for i in range(fps)])
                for score in (0.99, threshold)
            )
            assert just == sure
