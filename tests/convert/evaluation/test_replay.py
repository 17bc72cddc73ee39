"""Replay: what is counted, kept and chosen, with observations written by hand and a recogniser that knows the truth."""

import csv
import itertools
import math
import xml.etree.ElementTree as ElementTree
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.camera.frame import Frame
from app.feedback.guidance import HintKind
from app.feedback.smoothing import SmoothingParameters
from app.recognition.observation import Box, Observation, PrintMatch
from app.session.print_watch import STEPPED_COST_S
from convert.data.dataset import DataError
from convert.evaluation.presentations import Clip, Recipe, Stage, Truth, make_recipe, specimens_in
from convert.evaluation.replay import (
    Seen,
    Tried,
    cache_path,
    choose,
    judge,
    judge_hints,
    load_seen,
    look_at,
    look_at_all,
    percentile,
    points_right,
    save_seen,
    sweep,
    table,
    write_sweep,
)
from tests.app.fakes import PICTURE
from tests.app.observations import film, observation, print_match
from tests.convert.evaluation.test_presentations import SPECIMENS

NOTE = Clip("note", "a.jpg", "USD", "20", False, "", (), 1)
BLANK = Clip("blank", "", "", "", False, "", (), 2)
TWENTY, TEN = {"20": 0.95}, {"10": 0.95}
Shots = list[tuple[Mapping[str, float] | None, float]]


def seen(shots: Shots, clip: Clip = NOTE, *, good_from_s: float = 0.5) -> Seen:
    frames = tuple(film(shots))
    truths = tuple(Truth(f.captured_at_s, True, f.captured_at_s >= good_from_s, None) for f in frames)
    return Seen(clip, truths, frames)


def test_a_presentation_that_is_named_once_is_right_and_timed_from_its_first_good_frame() -> None:
    tally = judge([seen([(None, 0.5), (TWENTY, 2.0)], good_from_s=0.6)])

    assert (tally.presentations, tally.wrong, tally.missed, tally.repeated) == (1, 0, 0, 0)
    (delay_s,) = tally.delays_s
    assert delay_s == pytest.approx(0.5 + SmoothingParameters().min_evidence_s - 0.6, abs=0.07)
    assert tally.said == []


def test_what_is_said_before_the_first_good_frame_counts_as_at_once() -> None:
    assert judge([seen([(TWENTY, 2.0)], good_from_s=1.9)]).delays_s == [0.0]


def test_another_value_is_wrong_and_none_is_missed() -> None:
    tally = judge([seen([(TEN, 2.0)]), seen([(None, 2.0)]), seen([(TEN, 1.5), (TWENTY, 1.5)])])

    assert (tally.presentations, tally.wrong, tally.missed, tally.repeated) == (3, 2, 2, 0)
    assert tally.said == [
        (0, "USD 20", "USD 10"),
        (0, "USD 20", "nothing"),
        (1, "USD 20", "nothing"),
        (2, "USD 20", "USD 10"),
    ]


def test_a_value_that_is_said_again_is_a_repeat() -> None:
    tally = judge([seen([(TWENTY, 1.5), (None, 0.9), (TWENTY, 1.5), (None, 0.9), (TWENTY, 1.5)])])

    assert (tally.wrong, tally.missed, tally.repeated) == (0, 0, 2)


def test_values_where_there_is_no_note_are_false_by_the_minute() -> None:
    tally = judge([seen([(None, 14.0), (TEN, 1.0)], BLANK), seen([(None, 15.0)], BLANK)])

    assert tally.presentations == 0
    assert tally.false == 1
    assert tally.figures()["false"] == pytest.approx(2.0, rel=0.02)
    assert math.isnan(tally.figures()["wrong"])


def test_figures_are_per_hundred_presentations() -> None:
    tally = judge([seen([(TWENTY, 2.0)])] * 3 + [seen([(TEN, 2.0)])])

    assert (tally.figures()["wrong"], tally.figures()["missed"]) == (25.0, 25.0)


def test_a_value_is_said_when_its_print_was_seen_and_its_answer_had_come() -> None:
    clip = seen([(None, 0.5), (TWENTY, 2.0)])
    usd = ("USD/20",)
    assert judge([clip], with_print=usd).missed == 1
    for at_s, delay_s in ((1.0, 1.0 + STEPPED_COST_S), (1.5, 1.5 + STEPPED_COST_S)):
        frame_s = next(o.captured_at_s for o in clip.observations if o.captured_at_s >= at_s)
        tally = judge([replace(clip, prints=(print_match("20", frame_s),))], with_print=usd)
        assert (tally.missed, tally.wrong) == (0, 0)
        assert tally.delays_s[0] + first_good_s(clip) == pytest.approx(delay_s, abs=0.14)
    assert judge([replace(clip, prints=(print_match("10", 1.0),))], with_print=usd).missed == 1
    assert judge([replace(clip, prints=(print_match("20", 0.2),))], with_print=usd).missed == 1, "nobody had asked yet"


def first_good_s(one: Seen) -> float:
    return next(truth.time_s for truth in one.truths if truth.is_good)


class ReadsTwenty:
    """Sees the print of a 20 in every frame."""

    values = ("USD/20",)

    def __init__(self) -> None:
        self.read_at_s: list[float] = []

    def read(
        self, picture: Any, box: Box | None, currencies: Collection[str], captured_at_s: float = 0.0
    ) -> PrintMatch:
        self.read_at_s.append(captured_at_s)
        return print_match("20", captured_at_s)


def test_the_print_reader_looks_as_often_as_it_can_where_there_is_something_like_a_note(recipe: Recipe) -> None:
    clip = next(clip for clip in recipe.clips if clip.kind == "note")
    one = look_at(clip, recipe.fps, Knows(replace(recipe, clips=(clip,))), ON, reader := ReadsTwenty())
    apart = [b - a for a, b in itertools.pairwise(reader.read_at_s)]
    assert len(one.prints) == len(reader.read_at_s) > 5
    assert min(apart) >= STEPPED_COST_S
    in_view = [t.time_s for t in one.truths if t.in_view]
    assert in_view[0] <= reader.read_at_s[0]
    assert reader.read_at_s[-1] <= in_view[-1]


def test_percentiles() -> None:
    values = [float(number) for number in range(1, 101)]
    assert (percentile(values, 0.5), percentile(values, 0.95)) == (50.0, 95.0)
    assert math.isnan(percentile([], 0.5))


def test_aimed_clips_are_no_presentations() -> None:
    aimed = replace(NOTE, kind="aimed", aim="left")

    assert judge([seen([(TEN, 2.0)], aimed)]).presentations == 0


# Hints


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


@pytest.fixture(scope="module")
def recipe() -> Recipe:
    specimens = specimens_in(SPECIMENS)
    return make_recipe(specimens, specimens, (), count=3, aimed=60, blank_minutes=0, seed=5)


class Knows:
    """Sees what the clips' truths say, a box that is off by what the test asks for included."""

    def __init__(self, recipe: Recipe, mirror: bool = False) -> None:
        self._truths = iter([truth for clip in recipe.clips for truth in truths_of(clip, recipe.fps)])
        self._mirror = mirror
        self.looks = 0

    def observe(self, frame: Frame, currencies: frozenset[str]) -> Observation:
        self.looks += 1
        truth = next(self._truths)
        box = None
        if truth.box is not None and truth.in_view:
            left, top, right, bottom = (min(1.0, max(0.0, side)) for side in truth.box)
            box = Box(1 - right, top, 1 - left, bottom) if self._mirror else Box(left, top, right, bottom)
        scores = {"20": 0.95} if truth.is_good else None
        return observation(frame.index, frame.captured_at_s, scores, note_box=box)


def truths_of(clip: Clip, fps: float) -> list[Truth]:
    stage = Stage(clip, fps)
    return [stage.truth(index) for index in range(stage.frames)]


def looked_at(recipe: Recipe, *, mirror: bool = False) -> list[Seen]:
    """What a recogniser that knows the truth sees; nothing is drawn for it."""
    knows = Knows(recipe, mirror)
    everything = []
    for clip in recipe.clips:
        truths = truths_of(clip, recipe.fps)
        frames = [Frame(PICTURE, index, truth.time_s, None, 0.0) for index, truth in enumerate(truths)]
        everything.append(Seen(clip, tuple(truths), tuple(knows.observe(frame, ON) for frame in frames)))
    return everything


ON = frozenset({"USD"})


def test_with_true_geometry_at_least_95_of_100_directions_point_the_right_way(recipe: Recipe) -> None:
    everything = looked_at(recipe)
    for exact in (True, False):
        pointing = judge_hints(everything, exact=exact)
        assert pointing.clips == 60
        assert pointing.directions >= 55, "nearly every clip gets a direction"
        assert pointing.share >= 95.0


def test_boxes_that_are_mirrored_send_the_person_astray(recipe: Recipe) -> None:
    pointing = judge_hints(looked_at(recipe, mirror=True), exact=False)

    sideways = [aim for _, aim, _ in pointing.astray if aim in ("left", "right")]
    assert len(sideways) >= 18
    assert pointing.share < 80


def test_what_was_seen_is_kept_to_the_last_digit_and_not_asked_again(recipe: Recipe, tmp_path: Path) -> None:
    recipe = replace(recipe, clips=recipe.clips[2:4])
    recognizer = Knows(recipe)
    path = tmp_path / "seen.npz"
    first = look_at_all(recipe, recognizer, ON, path)
    looks = recognizer.looks
    second = look_at_all(recipe, recognizer, ON, path)

    assert recognizer.looks == looks == sum(len(one.observations) for one in first)
    assert judge(second) == judge(first)
    for one, other in zip(first, second, strict=True):
        assert one.clip == other.clip
        assert one.truths == other.truths
        for a, b in zip(one.observations, other.observations, strict=True):
            assert replace(a, scores=()) == replace(b, scores=(), timings=a.timings)
            assert {(s.value, s.score, s.face, s.threshold) for s in a.scores} == {
                (s.value, s.score, s.face, s.threshold) for s in b.scores
            }
            assert a.best.score == b.best.score


def test_a_damaged_cache_is_told(tmp_path: Path, recipe: Recipe) -> None:
    path = tmp_path / "seen.npz"
    path.write_bytes(b"PK\x03\x04 nothing")

    with pytest.raises(DataError, match="remove it"):
        load_seen(recipe, path)


def test_another_model_recipe_or_choice_is_kept_apart(recipe: Recipe, tmp_path: Path) -> None:
    model = tmp_path / "m.tflite"
    model.write_bytes(b"one")
    paths = {cache_path(tmp_path, recipe, model, ["USD"]), cache_path(tmp_path, recipe, model, ["USD", "EUR"])}
    paths.add(cache_path(tmp_path, replace(recipe, fps=10.0), model, ["USD"]))
    assert cache_path(tmp_path, recipe, model, ["EUR", "USD"]) in paths
    model.write_bytes(b"two")
    paths.add(cache_path(tmp_path, recipe, model, ["USD"]))

    assert len(paths) == 4


def test_one_clip_of_nothing_can_be_kept(tmp_path: Path) -> None:
    one = seen([(None, 1.0)], BLANK)
    looks = (print_match("20", 0.2, is_clear=False, agreement=1 / 3), print_match("10", 0.4))
    save_seen([one, replace(one, prints=looks)], tmp_path / "seen.npz")

    again, printed = load_seen(Recipe(15.0, (BLANK, BLANK)), tmp_path / "seen.npz")
    assert again.prints == ()
    assert printed.prints == tuple(replace(look, homography=(), outline=()) for look in looks)
    assert again.observations[3].note_box is None
    assert again.truths == one.truths


# The sweep

GRID = {"window_s": (0.4, 0.8), "min_evidence_s": (0.2, 0.5), "min_score": (0.0, 0.97)}


def test_every_choice_that_makes_sense_is_tried() -> None:
    clips = [seen([(None, 0.5), (TWENTY, 2.0)]), seen([(None, 10.0)], BLANK)]
    tried = sweep(clips, GRID)

    assert len(tried) == 6, "more evidence than fits into the window makes no sense"
    by_choice = {tuple(one.choice.values()): one for one in tried}
    assert by_choice[0.8, 0.2, 0.0].figures["median_s"] < by_choice[0.8, 0.5, 0.0].figures["median_s"]
    assert by_choice[0.8, 0.2, 0.97].figures["missed"] == 100.0
    assert by_choice[0.8, 0.2, 0.0].passes
    assert not by_choice[0.8, 0.2, 0.97].passes


def figures(wrong: float = 0.0, missed: float = 0.0, median_s: float = 0.4) -> dict[str, float]:
    return {"wrong": wrong, "missed": missed, "repeated": 0.0, "false": math.nan, "median_s": median_s, "p95_s": 0.9}


def test_the_choice_passes_the_bars_and_is_then_the_least_wrong() -> None:
    quick = Tried({"a": 1.0}, figures(wrong=0.4, median_s=0.2))
    right = Tried({"a": 2.0}, figures(wrong=0.1, median_s=0.5))
    late = Tried({"a": 3.0}, figures(wrong=0.0, median_s=0.9))

    assert choose([quick, right, late]) is right
    assert choose([late, quick]) is quick
    assert choose([late, Tried({"a": 4.0}, figures(wrong=3.0))]) is late


def test_the_sweep_is_kept_as_table_page_and_plot(tmp_path: Path) -> None:
    now = SmoothingParameters()
    grid = {"window_s": (now.window_s, 1.5), "min_evidence_s": (now.min_evidence_s, 0.7)}
    tried = sweep([seen([(None, 0.5), (TWENTY, 2.0)])], grid)
    write_sweep(tried, tmp_path, "python -m convert replay --clips CLIPS --sweep docs")

    with (tmp_path / "replay-sweep.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 4
    assert {row["missed"] for row in rows} == {"0"}
    page = (tmp_path / "replay-sweep.md").read_text(encoding="utf-8")
    assert "python -m convert replay" in page
    assert "| chosen |" in page
    assert "| now |" in page
    root = ElementTree.fromstring((tmp_path / "replay-sweep.svg").read_text(encoding="utf-8"))
    circles = [element for element in root if element.tag.endswith("circle")]
    assert len(circles) == 2 * (4 + 1), "each choice in both panels, and a ring around the chosen one"


def test_the_app_uses_parameters_that_the_sweep_can_change() -> None:
    for name in GRID:
        assert hasattr(SmoothingParameters(), name)


def test_the_report_says_which_bars_are_missed() -> None:
    clips = [seen([(None, 0.5), (TWENTY, 2.0)]), seen([(TEN, 2.0)])]
    nothing = judge_hints(clips, exact=True)
    lines = table(judge(clips), nothing, nothing).splitlines()

    assert "ABOVE THE BAR" in next(line for line in lines if line.startswith("wrong"))
    assert line_ends(lines, "repeated", "ok")
    assert line_ends(lines, "false", "not measured")


def line_ends(lines: list[str], start: str, end: str) -> bool:
    return next(line for line in lines if line.startswith(start)).endswith(end)
