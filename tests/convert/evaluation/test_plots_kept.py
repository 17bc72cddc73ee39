"""Plots of measurements are drawn as they always were, and what is counted beside them is exact."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest

from app.feedback.guidance import HintKind
from convert.evaluation import benchmark, sweep, taught
from convert.evaluation.spoken import BARS, number, points_right
from convert.evaluation.sweep import Tried, choose
from convert.evaluation.taught import Result, Row, as_csv, of, told
from tests.kept import compare


def _numbers(svg: str) -> list[float]:
    return [float(number) for number in re.findall(r"(?<![#\w.])-?\d+(?:\.\d+)?", svg)]


def _row(
    currency: str, pictures: int, right: int, silent: int, wrong: int, left_out: int = 0, mistaken: int = 0
) -> Row:
    row = Row(currency, pictures, 4)
    row.right, row.silent, row.wrong, row.left_out, row.mistaken = right, silent, wrong, left_out, mistaken
    return row


TAUGHT = Result(
    [_row("SEK", 1, 6, 3, 1, 10, 2), _row("SEK", 0, 9, 1, 0), _row("NOK", 1, 0, 0, 0)], ["x: 20"], {2: 31.4}
)


def _tried(median_s: float, **more: float) -> Tried:
    figures = {"wrong": 0.0, "missed": 1.0, "repeated": 0.0, "false": 0.0, "median_s": median_s, "p95_s": 1.0, **more}
    return Tried({"min_evidence_s": median_s}, figures)


TRIED = [_tried(0.5), _tried(0.6, wrong=2.5), _tried(0.8, missed=9.0), _tried(0.4, missed=3.0, wrong=0.5)]
GROWTH = {"network": {1: 8.0, 4: 9.5, 16: 12.25}, "print": {1: 30.0, 4: 44.0, 16: 120.0}}


def test_plots_are_drawn_as_they_were() -> None:
    sheets = {
        "growth": benchmark.plot(GROWTH),
        "quick": benchmark.plot({name: {1: 2.0, 2: 3.0} for name in GROWTH}),
        "taught": taught.plot(TAUGHT),
        "sweep": sweep.plot(TRIED, TRIED[0]),
    }
    compare(
        Path(__file__).with_name("plots.json"),
        {name: sheet.pixels() for name, sheet in sheets.items()},
        {name: _numbers(sheet.svg()) for name, sheet in sheets.items()},
    )


def test_what_was_taught_is_counted_in_lines() -> None:
    assert as_csv(TAUGHT).splitlines()[1:] == [
        "SEK,1,4,10,6,3,1,10,2",
        "SEK,0,4,10,9,1,0,0,0",
        "NOK,1,4,0,0,0,0,0,0",
    ]
    assert told(TAUGHT).splitlines()[:1] + told(TAUGHT).splitlines()[3:] == [
        "x: 20",
        "| SEK | 1 | 4 | 10 | 60 % (6) | 30 % (3) | 10 % (1) | 2 of 10 |",
        "| SEK | all | 4 | 10 | 90 % (9) | 10 % (1) | 0 % (0) | - |",
        "| NOK | 1 | 4 | 0 | - | - | - | - |",
        "2 taught sides: 31 ms a look",
    ]
    assert of(1, 3) == "33 % (1)"


@pytest.mark.parametrize(
    ("kind", "middle", "right"),
    [
        (HintKind.LEFT, (0.5, 0.5), False),
        (HintKind.RIGHT, (0.5, 0.5), False),
        (HintKind.UP, (0.5, 0.5), False),
        (HintKind.DOWN, (0.5, 0.5), False),
        (HintKind.LEFT, (0.625, 0.5), False),
        (HintKind.LEFT, (0.375, 0.5), True),
        (HintKind.RIGHT, (0.625, 0.5), True),
        (HintKind.DOWN, (0.5, 0.625), False),
        (HintKind.DOWN, (0.5, 0.375), True),
        (HintKind.UP, (0.5, 0.625), True),
        (HintKind.UP, (0.5, 0.375), False),
    ],
)
def test_which_way_leads_to_the_middle(kind: HintKind, middle: tuple[float, float], right: bool) -> None:
    x, y = middle
    assert points_right(kind, (x - 0.25, y - 0.25, x + 0.25, y + 0.25)) is right


@pytest.mark.parametrize(
    ("longer", "closer", "away"), [(0.59, True, False), (0.6, False, False), (0.8, False, False), (0.81, False, True)]
)
def test_between_near_and_far_neither_is_right(longer: float, closer: bool, away: bool) -> None:
    for box in ((0.0, 0.25, longer, 0.5), (0.25, 0.0, 0.5, longer)):
        assert points_right(HintKind.CLOSER, box) is closer
        assert points_right(HintKind.FURTHER_AWAY, box) is away


@pytest.mark.parametrize(
    ("value", "words"),
    [(math.nan, ""), (0.0, "0"), (1.0, "1"), (0.5, "0.5"), (0.1234, "0.123"), (10.0, "10"), (100.25, "100.25")],
)
def test_figures_have_three_decimals_at_most(value: float, words: str) -> None:
    assert number(value) == words


def test_the_best_passes_all_bars_and_is_then_the_one_with_the_fewest_mistakes() -> None:
    low = min(BARS["wrong"], 0.1)
    passing, faster, failing = _tried(0.6, missed=0.0), _tried(0.5, missed=0.0), _tried(0.1, missed=99.0)
    assert passing.passes
    assert not failing.passes
    assert choose([failing, passing]) is passing
    assert choose([passing, faster]) is faster
    assert choose([faster, _tried(0.9, missed=0.0, wrong=low)]) is faster
    unmeasured = _tried(math.nan, missed=0.0)
    assert unmeasured.passes
    assert choose([faster, unmeasured]) is unmeasured
    at_the_bar = _tried(BARS["median_s"])
    assert at_the_bar.figures["median_s"] <= BARS["median_s"]
    assert Tried({}, {"median_s": BARS["median_s"]}).passes
    assert not Tried({}, {"median_s": BARS["median_s"] + 1e-9}).passes
