"""What would have been said of clips: counted by the presentation, and hints by where they point."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import pytest

from app.feedback.announcer import Announcer, Decision
from app.feedback.guidance import HintKind
from app.feedback.smoothing import SmoothingParameters
from app.recognition.observation import Box, Observation, PrintMatch
from app.session.print_watch import STEPPED_COST_S
from convert.evaluation import spoken
from convert.evaluation.clips import Clip, Truth
from convert.evaluation.spoken import Seen, evaluate_clips, evaluate_hints, percentile, points_right, table
from tests.app.observations import film, observation, print_match

NOTE = Clip("note", "a.jpg", "USD", "20", False, "", (), 1)
BLANK = Clip("blank", "", "", "", False, "", (), 2)
TWENTY, TEN = {"20": 0.95}, {"10": 0.95}
Shots = list[tuple[Mapping[str, float] | None, float]]


def seen(shots: Shots, clip: Clip = NOTE, *, good_from_s: float = 0.5) -> Seen:
    frames = tuple(film(shots))
    truths = tuple(Truth(f.captured_at_s, True, f.captured_at_s >= good_from_s, None) for f in frames)
    return Seen(clip, truths, frames)


def test_a_presentation_that_is_named_once_is_right_and_timed_from_its_first_good_frame() -> None:
    tally = evaluate_clips([seen([(None, 0.5), (TWENTY, 2.0)], good_from_s=0.6)])

    assert (tally.presentations, tally.wrong, tally.missed, tally.repeated) == (1, 0, 0, 0)
    (delay_s,) = tally.delays_s
    assert delay_s == pytest.approx(0.5 + SmoothingParameters().min_evidence_s - 0.6, abs=0.07)
    assert tally.said == []


def test_what_is_said_before_the_first_good_frame_counts_as_at_once() -> None:
    assert evaluate_clips([seen([(TWENTY, 2.0)], good_from_s=1.9)]).delays_s == [0.0]


def test_another_value_is_wrong_and_none_is_missed() -> None:
    tally = evaluate_clips([seen([(TEN, 2.0)]), seen([(None, 2.0)]), seen([(TEN, 1.5), (TWENTY, 1.5)])])

    assert (tally.presentations, tally.wrong, tally.missed, tally.repeated) == (3, 2, 2, 0)
    assert tally.said == [
        (0, "USD 20", "USD 10"),
        (0, "USD 20", "nothing"),
        (1, "USD 20", "nothing"),
        (2, "USD 20", "USD 10"),
    ]


def test_a_value_that_is_said_again_is_a_repeat() -> None:
    tally = evaluate_clips([seen([(TWENTY, 1.5), (None, 0.9), (TWENTY, 1.5), (None, 0.9), (TWENTY, 1.5)])])

    assert (tally.wrong, tally.missed, tally.repeated) == (0, 0, 2)


def test_values_where_there_is_no_note_are_false_by_the_minute() -> None:
    tally = evaluate_clips([seen([(None, 14.0), (TEN, 1.0)], BLANK), seen([(None, 15.0)], BLANK)])

    assert tally.presentations == 0
    assert tally.false == 1
    assert tally.figures()["false"] == pytest.approx(2.0, rel=0.02)
    assert math.isnan(tally.figures()["wrong"])


def test_figures_are_per_hundred_presentations() -> None:
    tally = evaluate_clips([seen([(TWENTY, 2.0)])] * 3 + [seen([(TEN, 2.0)])])

    assert (tally.figures()["wrong"], tally.figures()["missed"]) == (25.0, 25.0)


def test_a_value_is_said_when_its_print_was_seen_and_its_answer_had_come() -> None:
    clip = seen([(None, 0.5), (TWENTY, 2.0)])
    usd = ("USD/20",)
    assert evaluate_clips([clip], with_print=usd).missed == 1
    for at_s, delay_s in ((1.0, 1.0 + STEPPED_COST_S), (1.5, 1.5 + STEPPED_COST_S)):
        frame_s = next(o.captured_at_s for o in clip.observations if o.captured_at_s >= at_s)
        tally = evaluate_clips([replace(clip, prints=(print_match("20", frame_s),))], with_print=usd)
        assert (tally.missed, tally.wrong) == (0, 0)
        assert tally.delays_s[0] + first_good_s(clip) == pytest.approx(delay_s, abs=0.14)
    assert evaluate_clips([replace(clip, prints=(print_match("10", 1.0),))], with_print=usd).missed == 1
    too_early = replace(clip, prints=(print_match("20", 0.2),))
    assert evaluate_clips([too_early], with_print=usd).missed == 1, "nobody had asked yet"


def first_good_s(one: Seen) -> float:
    return next(truth.time_s for truth in one.truths if truth.is_good)


def test_percentiles() -> None:
    values = [float(number) for number in range(1, 101)]
    assert (percentile(values, 0.5), percentile(values, 0.95)) == (50.0, 95.0)
    assert math.isnan(percentile([], 0.5))


def test_aimed_clips_are_no_presentations() -> None:
    aimed = replace(NOTE, kind="aimed", aim="left")

    assert evaluate_clips([seen([(TEN, 2.0)], aimed)]).presentations == 0


@pytest.mark.parametrize(
    ("kind", "box", "right"),
    [
        (HintKind.LEFT, (-0.3, 0.3, 0.3, 0.6), True),
        (HintKind.RIGHT, (-0.3, 0.3, 0.3, 0.6), False),
        (HintKind.RIGHT, (0.7, 0.3, 1.3, 0.6), True),
        (HintKind.DOWN, (0.2, -0.2, 0.8, 0.3), True),
        (HintKind.UP, (0.2, -0.2, 0.8, 0.3), False),
        (HintKind.UP, (0.2, 0.8, 0.8, 1.3), True),
        (HintKind.CLOSER, (0.4, 0.4, 0.6, 0.5), True),
        (HintKind.FURTHER_AWAY, (0.4, 0.4, 0.6, 0.5), False),
        (HintKind.FURTHER_AWAY, (-0.2, 0.1, 1.2, 0.9), True),
        (HintKind.CLOSER, (-0.2, 0.1, 1.2, 0.9), False),
    ],
)
def test_which_way_is_right(kind: HintKind, box: tuple[float, float, float, float], right: bool) -> None:
    assert points_right(kind, box) is right


def test_the_report_says_which_bars_are_missed() -> None:
    clips = [seen([(None, 0.5), (TWENTY, 2.0)]), seen([(TEN, 2.0)])]
    nothing = evaluate_hints(clips, exact=True)
    lines = table(evaluate_clips(clips), nothing, nothing).splitlines()

    assert "ABOVE THE BAR" in next(line for line in lines if line.startswith("wrong"))
    assert line_ends(lines, "repeated", "ok")
    assert line_ends(lines, "false", "not measured")


def line_ends(lines: list[str], start: str, end: str) -> bool:
    return next(line for line in lines if line.startswith(start)).endswith(end)


@pytest.mark.parametrize(
    ("middle", "right"),
    [
        ((0.4, 0.5), {HintKind.LEFT}),
        ((0.6, 0.5), {HintKind.RIGHT}),
        ((0.5, 0.4), {HintKind.DOWN}),
        ((0.5, 0.6), {HintKind.UP}),
        ((0.5, 0.5), set()),
        ((-0.2, 1.7), {HintKind.LEFT, HintKind.UP}),
    ],
)
def test_only_a_hint_towards_the_middle_points_right(middle: tuple[float, float], right: set[HintKind]) -> None:
    x, y = middle
    box = (x - 0.25, y - 0.25, x + 0.25, y + 0.25)
    kinds = (HintKind.LEFT, HintKind.RIGHT, HintKind.DOWN, HintKind.UP)
    assert {kind for kind in kinds if spoken.points_right(kind, box)} == right


def test_what_is_in_the_frame_of_a_true_box_is_seen() -> None:
    box = (-0.5, 0.25, 0.75, 1.5)
    assert spoken._visible(Truth(0.0, True, True, box)) == Box(0.0, 0.25, 0.75, 1.0)
    assert spoken._visible(Truth(0.0, False, False, box)) is None
    assert spoken._visible(Truth(0.0, True, True, None)) is None


@pytest.mark.parametrize(
    ("value", "said"), [(float("nan"), ""), (1.0, "1"), (0.5, "0.5"), (0.12345, "0.123"), (100.0, "100")]
)
def test_figures_have_three_decimals_at_most(value: float, said: str) -> None:
    assert spoken.number(value) == said


class _Announcer(Announcer):
    """Notes which frames it is shown, and which print, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[tuple[str, float]] = []

    def observe(self, observation: Observation) -> Decision:
        self.shown.append(("frame", observation.captured_at_s))
        return super().observe(observation)

    def observe_print(self, match: PrintMatch) -> None:
        self.shown.append(("print", match.captured_at_s))

    @property
    def wants_print(self) -> bool:
        return True


def test_an_answer_of_the_print_reader_is_there_after_the_very_time() -> None:
    frames = tuple(observation(n, at_s, TWENTY) for n, at_s in enumerate((0.5, 0.5 + STEPPED_COST_S, 9.0)))
    truths = tuple(Truth(frame.captured_at_s, True, True, None) for frame in frames)
    announcer = _Announcer()
    list(spoken._decisions(Seen(NOTE, truths, frames, (print_match("20", 0.5), print_match("20", 0.75))), announcer))
    assert announcer.shown == [
        ("frame", 0.5),
        ("print", 0.5),
        ("frame", 0.5 + STEPPED_COST_S),
        ("frame", 9.0),
    ], "and what nobody asked for is no answer"


@pytest.mark.parametrize(("right", "verdict"), [(95, "ok"), (94, "BELOW THE BAR")])
def test_just_as_many_hints_as_are_asked_for_point_right(right: int, verdict: str) -> None:
    pointing = spoken.Pointing(clips=9, hints=100, directions=100, right=right)
    lines = table(evaluate_clips([seen([(TWENTY, 2.0)])]), pointing, spoken.Pointing()).splitlines()
    (model, exact) = (line for line in lines if line.startswith("directions"))
    assert f"at least 95   {verdict} ({right} of 100, on 9 clips)" in model
    assert "not measured (0 of 0, on 0 clips)" in exact
