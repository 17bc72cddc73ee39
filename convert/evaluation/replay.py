"""What would have been said: clips of `presentations` through the app's own two readers, smoothing and guidance.

A *presentation* is one clip of a note. In it an announcement of another value is *wrong*, no announcement of its value
makes it *missed*, every further announcement of its value is a *repeat*. An announcement in a clip without a note is
*false*. The *delay* runs from the first good frame (the note held before the camera, wholly in, uncovered) to the
announcement; a value that was said before counts as 0. Hints are judged on the aimed clips alone, whose true geometry
is known, as if the note could not be read: once with the model's own boxes, once with the true ones.

What the network saw is kept beside the recipe, so that a second run or a sweep asks it nothing.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import itertools
import json
import math
import zipfile
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from app.camera.frame import Frame
from app.feedback.announcer import Announcer, Decision
from app.feedback.guidance import Guide, HintKind
from app.feedback.modes import GuidanceLevel
from app.feedback.smoothing import SmoothingParameters
from app.recognition.model import DEFAULT_MODEL, Model
from app.recognition.observation import Box, Observation, PrintMatch, StageTimings, ValueScore
from app.recognition.recognizer import Recognizer
from app.session.print_watch import STEPPED_COST_S
from convert.data.dataset import DataError
from convert.evaluation.presentations import Clip, Recipe, Stage, Truth

BARS = {"wrong": 0.5, "missed": 3.0, "repeated": 1.0, "false": 0.0, "median_s": 0.6, "p95_s": 1.2, "pointing": 95.0}

# What a sweep tries; all that is not named keeps the app's own value.
GRID: Mapping[str, tuple[float, ...]] = {
    "window_s": (0.8, 0.9, 1.2, 1.5),
    "min_evidence_s": (0.4, 0.5, 0.6, 0.7),
    # With 1 next to nothing is named steadily.
    "steady_lead": (0.6, 0.75, 1.0),
    "min_margin": (0.15, 0.3),
    # Below the 0.9 s of blank between the pictures of a folder.
    "gone_after_s": (0.6, 0.75),
    "hidden_after_s": (1.2, 2.0),
}

_DIRECTIONS = frozenset(
    {HintKind.LEFT, HintKind.RIGHT, HintKind.UP, HintKind.DOWN, HintKind.CLOSER, HintKind.FURTHER_AWAY}
)
_NO_TIME = StageTimings(0.0, 0.0, 0.0)


class ReadsPrint(Protocol):
    """The part of the print reader that is used here."""

    @property
    def values(self) -> tuple[str, ...]:
        """The "CUR/value" that can be read."""

    def read(
        self, picture: NDArray[np.uint8], box: Box | None, currencies: Collection[str], captured_at_s: float = 0.0
    ) -> PrintMatch | None:
        """The note whose print is seen in a picture."""


class Sees(Protocol):
    """The part of the recogniser that is used here."""

    def observe(self, frame: Frame, currencies: frozenset[str]) -> Observation:
        """What the frame shows, in these currencies."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One clip with its frames' truths and what was seen in each, in order.

    Attributes:
        clip: which.
        truths, observations: one for each frame.
        prints: whose print was seen, in frames `STEPPED_COST_S` apart that show something like a note.
    """

    clip: Clip
    truths: tuple[Truth, ...]
    observations: tuple[Observation, ...]
    prints: tuple[PrintMatch, ...] = ()

    @property
    def duration_s(self) -> float:
        """From the first frame's time to the end of the last."""
        many = len(self.truths)
        return self.truths[-1].time_s * many / max(1, many - 1) if many else 0.0


@dataclass(slots=True)
class Tally:
    """What was said of a set of clips; `said` is what was not right: the clip's number, the truth, the words."""

    presentations: int = 0
    wrong: int = 0
    missed: int = 0
    repeated: int = 0
    false: int = 0
    blank_s: float = 0.0
    delays_s: list[float] = field(default_factory=list)
    said: list[tuple[int, str, str]] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        """The figures that the bars are about; NaN where there was nothing to measure."""
        many = self.presentations or math.nan
        return {
            "wrong": 100 * self.wrong / many,
            "missed": 100 * self.missed / many,
            "repeated": 100 * self.repeated / many,
            "false": self.false / (self.blank_s / 60) if self.blank_s else math.nan,
            "median_s": percentile(self.delays_s, 0.5),
            "p95_s": percentile(self.delays_s, 0.95),
        }


@dataclass(slots=True)
class Pointing:
    """How many hints were given on aimed clips, how many of them point somewhere, and how many of those rightly."""

    clips: int = 0
    hints: int = 0
    directions: int = 0
    right: int = 0
    astray: list[tuple[int, str, str]] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Percent of the directions that are right; NaN without any."""
        return 100 * self.right / self.directions if self.directions else math.nan


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of the values does not exceed; NaN without any."""
    if not values:
        return math.nan
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


# ------------------------------------------------------------------------------------------------------------- seeing


def look_at(
    clip: Clip, fps: float, recognizer: Sees, currencies: frozenset[str], print_reader: ReadsPrint | None = None
) -> Seen:
    """Show one clip to the readers; the print reader, where there is one, is free again `STEPPED_COST_S` later."""
    truths, observations, prints = [], [], []
    free_at_s = 0.0
    for index, (image, truth) in enumerate(Stage(clip, fps)):
        truths.append(truth)
        frame = Frame(image, index, truth.time_s, None, 0.0)
        # What a frame cost says nothing about what was seen, and would differ from run to run.
        seen = replace(recognizer.observe(frame, currencies), timings=_NO_TIME)
        observations.append(seen)
        if print_reader is None or truth.time_s < free_at_s or not _shows_note(seen):
            continue
        free_at_s = truth.time_s + STEPPED_COST_S
        match = print_reader.read(image, seen.note_box, currencies, truth.time_s)
        if match is not None:
            prints.append(match)
    return Seen(clip, tuple(truths), tuple(observations), tuple(prints))


def _shows_note(seen: Observation) -> bool:
    return seen.note_box is not None or seen.best.score > seen.unknown_score


def look_at_all(
    recipe: Recipe,
    recognizer: Sees,
    currencies: frozenset[str],
    cache: Path,
    print_reader: ReadsPrint | None = None,
) -> list[Seen]:
    """Show every clip to the readers, or fetch what they saw from the cache file, which is written otherwise."""
    if cache.is_file():
        return load_seen(recipe, cache)
    seen = [
        look_at(clip, recipe.fps, recognizer, currencies, print_reader)
        for clip in tqdm(recipe.clips, desc="looking", unit="clip", leave=False)
    ]
    save_seen(seen, cache)
    return seen


def cache_path(folder: Path, recipe: Recipe, model: Path, currencies: Iterable[str]) -> Path:
    """Where what one model saw of one recipe is kept: another model, recipe or choice of currencies is another file."""
    digest = hashlib.sha256(model.read_bytes())
    digest.update(recipe.to_json().encode())
    digest.update(",".join(sorted(currencies)).encode())
    return folder / f"seen-{digest.hexdigest()[:16]}.npz"


def save_seen(seen: Sequence[Seen], path: Path) -> None:
    """Keep observations in one compressed file, in full precision. There must be at least one frame."""
    frames = [o for one in seen for o in one.observations]
    keys = sorted({(s.currency, s.value) for s in frames[0].scores})
    column = {key: i for i, key in enumerate(keys)}
    scores = np.zeros((len(frames), len(keys)), np.float64)
    backs = np.zeros((len(frames), len(keys)), np.bool_)
    thresholds = np.zeros(len(keys), np.float64)
    for row, observation in enumerate(frames):
        for score in observation.scores:
            at = column[score.currency, score.value]
            scores[row, at], backs[row, at], thresholds[at] = score.score, score.face == "back", score.threshold
    truths = [t for one in seen for t in one.truths]
    nothing = (math.nan,) * 4
    with path.open("wb") as file:
        np.savez_compressed(
            file,
            keys=np.array([f"{currency}/{value}" for currency, value in keys]),
            thresholds=thresholds,
            scores=scores,
            backs=backs,
            frames=np.array([len(one.observations) for one in seen]),
            rest=np.array([(o.unknown_score, o.brightness, o.sharpness) for o in frames], np.float64),
            boxes=np.array([nothing if o.note_box is None else _sides(o.note_box) for o in frames], np.float64),
            times=np.array([(t.time_s, t.in_view, t.is_good) for t in truths], np.float64),
            places=np.array([nothing if t.box is None else t.box for t in truths], np.float64),
            prints=np.array([len(one.prints) for one in seen]),
            printed=np.array([f"{p.currency}/{p.value}" for one in seen for p in one.prints], "U20"),
            looks=np.array(
                [(p.captured_at_s, p.agreement, p.is_clear, p.inliers) for one in seen for p in one.prints], np.float64
            ).reshape(-1, 4),
        )


def load_seen(recipe: Recipe, path: Path) -> list[Seen]:
    """The observations as they were saved. Raises DataError when the file is damaged."""
    try:
        # NumPy leaves a file open that it opened itself and could not read.
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        return list(_unpack(recipe, arrays))
    except (OSError, KeyError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise DataError(f"{path} is damaged ({error}): remove it, it will be made anew.") from error


def _unpack(recipe: Recipe, arrays: dict[str, NDArray[np.generic]]) -> Iterable[Seen]:
    keys = [tuple(str(key).split("/")) for key in arrays["keys"]]
    thresholds = arrays["thresholds"].tolist()
    order = np.argsort(-np.asarray(arrays["scores"], np.float64), axis=1, kind="stable")
    scores, backs, rest = arrays["scores"].tolist(), arrays["backs"].tolist(), arrays["rest"].tolist()
    boxes, times, places = arrays["boxes"].tolist(), arrays["times"].tolist(), arrays["places"].tolist()
    prints = iter(zip(arrays["printed"].tolist(), arrays["looks"].tolist(), strict=True))
    row = 0
    for clip, many, looks in zip(recipe.clips, arrays["frames"].tolist(), arrays["prints"].tolist(), strict=True):
        truths, observations = [], []
        for index in range(int(many)):
            time_s, in_view, is_good = times[row]
            place = None if math.isnan(places[row][0]) else tuple(places[row])
            truths.append(Truth(time_s, bool(in_view), bool(is_good), place))
            unknown, brightness, sharpness = rest[row]
            observations.append(
                Observation(
                    frame_index=index,
                    captured_at_s=time_s,
                    source_item=None,
                    monotonic_s=0.0,
                    scores=tuple(
                        ValueScore(
                            keys[i][0], keys[i][1], "back" if backs[row][i] else "front", scores[row][i], thresholds[i]
                        )
                        for i in order[row].tolist()
                    ),
                    unknown_score=unknown,
                    brightness=brightness,
                    sharpness=sharpness,
                    note_box=None if math.isnan(boxes[row][0]) else Box(*boxes[row]),
                    timings=_NO_TIME,
                )
            )
            row += 1
        of_clip = tuple(_print(str(value), *look) for value, look in itertools.islice(prints, int(looks)))
        yield Seen(clip, tuple(truths), tuple(observations), of_clip)


def _print(printed: str, captured_at_s: float, agreement: float, is_clear: float, inliers: float) -> PrintMatch:
    """A print as it is kept: where exactly it was seen decides nothing here."""
    currency, _, value = printed.partition("/")
    return PrintMatch(currency, value, None, None, int(inliers), agreement, bool(is_clear), (), (), captured_at_s)


def _sides(box: Box) -> tuple[float, float, float, float]:
    return box.left, box.top, box.right, box.bottom


# ------------------------------------------------------------------------------------------------------------ judging


def _decisions(one: Seen, announcer: Announcer) -> Iterator[Decision]:
    """What the app decides at each frame; an answer of the print reader is there `STEPPED_COST_S` after its frame."""
    waiting = deque(one.prints)
    wanted: set[float] = set()
    for observation in one.observations:
        now_s = observation.captured_at_s
        while waiting and waiting[0].captured_at_s + STEPPED_COST_S <= now_s:
            match = waiting.popleft()
            if match.captured_at_s in wanted:
                announcer.observe_print(match)
        yield announcer.observe(observation)
        if announcer.wants_print:
            wanted.add(now_s)


def judge(
    seen: Sequence[Seen], parameters: SmoothingParameters | None = None, with_print: Collection[str] = ()
) -> Tally:
    """What the app would have said of these clips. Each begins as if nothing had been before.

    with_print: the "CUR/value" that are named only when their print was seen.
    """
    tally = Tally()
    for number, one in enumerate(seen):
        if one.clip.kind == "aimed":
            continue
        announcer = Announcer(parameters, level=GuidanceLevel.VALUES_ONLY, with_print=with_print)
        told = [d.announcement for d in _decisions(one, announcer) if d.announcement is not None]
        if one.clip.kind == "blank":
            tally.blank_s += one.duration_s
            tally.false += len(told)
            tally.said += [(number, "", f"{a.currency} {a.value}") for a in told]
            continue
        truth = (one.clip.currency, one.clip.value)
        right = [a for a in told if (a.currency, a.value) == truth]
        tally.presentations += 1
        tally.wrong += len(told) - len(right)
        tally.missed += not right
        tally.repeated += max(0, len(right) - 1)
        tally.said += [
            (number, " ".join(truth), f"{a.currency} {a.value}") for a in told if (a.currency, a.value) != truth
        ]
        if not right:
            tally.said.append((number, " ".join(truth), "nothing"))
        elif (first_good_s := next((t.time_s for t in one.truths if t.is_good), None)) is not None:
            tally.delays_s.append(max(0.0, right[0].captured_at_s - first_good_s))
    return tally


def judge_hints(seen: Sequence[Seen], *, exact: bool) -> Pointing:
    """What the person would have been told about the aimed clips, had the note not been read.

    exact: put the true box (as far as it is in the frame) in the place of the model's, and count the note as seen.
    """
    pointing = Pointing()
    for number, one in enumerate(seen):
        if one.clip.kind != "aimed":
            continue
        pointing.clips += 1
        guide = Guide()
        for truth, observation in zip(one.truths, one.observations, strict=True):
            given = replace(observation, note_box=_visible(truth)) if exact else observation
            hint = guide.observe(given, has_been_read=False)
            if hint is None:
                continue
            pointing.hints += 1
            if hint.kind in _DIRECTIONS and truth.box is not None:
                pointing.directions += 1
                if points_right(hint.kind, truth.box):
                    pointing.right += 1
                else:
                    pointing.astray.append((number, one.clip.aim, hint.kind.value))
    return pointing


def points_right(kind: HintKind, box: tuple[float, float, float, float]) -> bool:
    """Does doing as told bring a note with this true box (fractions of the frame, beyond it where cut off) nearer?

    The person faces the camera: what is on the picture's left is on their right.
    """
    left, top, right, bottom = box
    x, y = (left + right) / 2 - 0.5, (top + bottom) / 2 - 0.5
    longer = max(right - left, bottom - top)
    return {
        HintKind.LEFT: x < 0,
        HintKind.RIGHT: x > 0,
        HintKind.DOWN: y < 0,
        HintKind.UP: y > 0,
        # Between the two either may help.
        HintKind.CLOSER: longer < 0.6,
        HintKind.FURTHER_AWAY: longer > 0.8,
    }[kind]


def _visible(truth: Truth) -> Box | None:
    if truth.box is None or not truth.in_view:
        return None
    left, top, right, bottom = (min(1.0, max(0.0, side)) for side in truth.box)
    return Box(left, top, right, bottom)


# ----------------------------------------------------------------------------------------------------------- the sweep


@dataclass(frozen=True, slots=True)
class Tried:
    """One choice of parameters, by name, and its figures."""

    choice: dict[str, float]
    figures: dict[str, float]

    @property
    def passes(self) -> bool:
        """Does it meet every bar that could be measured?"""
        return all(not value > BARS[name] for name, value in self.figures.items())


def sweep(
    seen: Sequence[Seen], grid: Mapping[str, tuple[float, ...]] | None = None, with_print: Collection[str] = ()
) -> list[Tried]:
    """Judge every combination of the grid (GRID unless given) that makes sense."""
    grid = GRID if grid is None else grid
    choices = [dict(zip(grid, values, strict=True)) for values in itertools.product(*grid.values())]
    tried = []
    for choice in tqdm(choices, desc="sweeping", unit="choice", leave=False):
        try:
            parameters = replace(SmoothingParameters(), **choice)
        except ValueError:  # more evidence than fits into the window
            continue
        tried.append(Tried(choice, judge(seen, parameters, with_print).figures()))
    return tried


def choose(tried: Sequence[Tried]) -> Tried:
    """The one to use: of those that pass, else of all, the fewest wrong, false, missed, repeated, then the fastest.

    A figure that could not be measured counts as 0.
    """

    def rank(one: Tried) -> tuple[float, ...]:
        names = ("wrong", "false", "missed", "repeated", "median_s", "p95_s")
        return (not one.passes, *(0.0 if math.isnan(one.figures[name]) else one.figures[name] for name in names))

    return min(tried, key=rank)


def write_sweep(tried: Sequence[Tried], folder: Path, command: str) -> None:
    """Write the table (CSV), the best of it with how it came to be (Markdown) and a plot (SVG) into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    names = [*tried[0].choice, *tried[0].figures]
    with (folder / "replay-sweep.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(names)
        for one in tried:
            writer.writerow([_number(value) for value in (*one.choice.values(), *one.figures.values())])
    best = choose(tried)
    (folder / "replay-sweep.svg").write_text(plot(tried, best), encoding="utf-8")
    (folder / "replay-sweep.md").write_text(_page(tried, best, command), encoding="utf-8")


def _page(tried: Sequence[Tried], best: Tried, command: str) -> str:
    names = [*best.choice, *best.figures]
    passing = sum(one.passes for one in tried)
    lines = [
        "# When to speak: the sweep",
        "",
        f"{len(tried)} choices of the smoothing's parameters on the same clips; {passing} of them meet every bar.",
        "Wrong, missed and repeated are counted per 100 presentations, false announcements per minute of video without",
        "a note, delays in seconds from the first good frame. All of it stands in `replay-sweep.csv`. Made with",
        "",
        f"    {command}",
        "",
        "![Wrong and missed announcements against the median delay](replay-sweep.svg)",
        "",
        "The choice, what the app used when this was written, and the bars:",
        "",
        "| | " + " | ".join(names) + " |",
        "|---" * (len(names) + 1) + "|",
        "| chosen | " + " | ".join(_number(v) for v in (*best.choice.values(), *best.figures.values())) + " |",
    ]
    now = {f.name: getattr(SmoothingParameters(), f.name) for f in fields(SmoothingParameters)}
    current = next((one for one in tried if all(now[name] == value for name, value in one.choice.items())), None)
    if current is not None:
        cells = (*current.choice.values(), *current.figures.values())
        lines.append("| now | " + " | ".join(_number(v) for v in cells) + " |")
    bars = ["" for _ in best.choice] + [f"at most {_number(BARS[name])}" for name in best.figures]
    lines += ["| bar | " + " | ".join(bars) + " |", ""]
    return "\n".join(lines)


def plot(tried: Sequence[Tried], best: Tried) -> str:
    """Two scatter plots over the median delay, wrong above and missed below, as SVG; the chosen one is ringed."""
    width, height, margin = 640, 260, 48
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {2 * height}" font-family="sans-serif" '
        f'font-size="12"><rect width="{width}" height="{2 * height}" fill="white"/>'
    ]
    delays = [one.figures["median_s"] for one in tried if not math.isnan(one.figures["median_s"])]
    most_s = max([*delays, BARS["median_s"]]) * 1.05
    for panel, name in enumerate(("wrong", "missed")):
        values = [one.figures[name] for one in tried if not math.isnan(one.figures[name])]
        most = max([*values, BARS[name]]) * 1.1
        bottom = panel * height + height - margin

        def at(delay_s: float, value: float, *, bottom: int = bottom, most: float = most) -> tuple[float, float]:
            return margin + delay_s / most_s * (width - 2 * margin), bottom - value / most * (height - 2 * margin)

        (x0, y0), (x1, y1) = at(0, 0), at(most_s, most)
        bar_x, bar_y = at(BARS["median_s"], BARS[name])
        parts.append(f'<path d="M{x0:.1f} {y1:.1f}V{y0:.1f}H{x1:.1f}" fill="none" stroke="black"/>')
        parts.append(f'<rect x="{x0:.1f}" y="{bar_y:.1f}" width="{bar_x - x0:.1f}" height="{y0 - bar_y:.1f}" ')
        parts.append('fill="#2a7" fill-opacity="0.15"/>')
        parts.append(f'<text x="{x0:.1f}" y="{y1 - 8:.1f}">{name} per 100 presentations (0 to {most:.1f})</text>')
        parts.append(f'<text x="{x1:.1f}" y="{y0 + 18:.1f}" text-anchor="end">')
        parts.append(f"median delay (0 to {most_s:.2f} s); green: within the bars</text>")
        for one in tried:
            if math.isnan(one.figures["median_s"]) or math.isnan(one.figures[name]):
                continue
            x, y = at(one.figures["median_s"], one.figures[name])
            colour = "#063" if one.passes else "#c33"
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}" fill-opacity="0.5"/>')
            if one is best:
                parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="8" fill="none" stroke="black" stroke-width="2"/>')
    return "".join([*parts, "</svg>\n"])


def _number(value: float) -> str:
    return "" if math.isnan(value) else f"{value:.3f}".rstrip("0").rstrip(".")


# ------------------------------------------------------------------------------------------------------------- report


def table(tally: Tally, model_boxes: Pointing, true_boxes: Pointing) -> str:
    """The report as lines of text, each figure with its bar."""
    figures = tally.figures()
    units = {
        "wrong": "wrong per 100 presentations",
        "missed": "missed per 100 presentations",
        "repeated": "repeated per 100 presentations",
        "false": "false per minute without a note",
        "median_s": "first good frame to announcement, median (s)",
        "p95_s": "first good frame to announcement, 95 % (s)",
    }
    lines = [f"{tally.presentations} presentations, {tally.blank_s / 60:.1f} minutes without a note"]
    for name, unit in units.items():
        value = figures[name]
        verdict = "not measured" if math.isnan(value) else "ok" if value <= BARS[name] else "ABOVE THE BAR"
        lines.append(f"{unit:<46}{_number(value):>8}   at most {_number(BARS[name]):<5}{verdict}")
    for what, pointing in (("the model's boxes", model_boxes), ("the true boxes", true_boxes)):
        share = pointing.share
        verdict = "not measured" if math.isnan(share) else "ok" if share >= BARS["pointing"] else "BELOW THE BAR"
        lines.append(
            f"{f'directions that are right, {what} (%)':<46}{_number(share):>8}   at least 95   {verdict} "
            f"({pointing.right} of {pointing.directions}, on {pointing.clips} clips)"
        )
    return "\n".join(lines)


# --------------------------------------------------------------------------------------------------------------- step


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the step to `python -m convert`."""
    parser = subparsers.add_parser("replay", help="judge when the app speaks, and what", description=__doc__)
    parser.add_argument("--clips", type=Path, required=True, help="folder that `presentations` wrote")
    parser.add_argument("--model", type=Path, default=DEFAULT_MODEL, help="default: the shipped model")
    parser.add_argument("--currency", help="comma list of what is on (default: the model's own and what is shown)")
    parser.add_argument("--json", type=Path, help="write all figures to this file")
    parser.add_argument("--sweep", type=Path, metavar="DOCS", help="also try the grid; table and plot go there")
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    recipe = Recipe.read(args.clips)
    recognizer = Recognizer(Model(args.model, threads=1))
    known = set(recognizer.currencies)
    shown = {clip.currency for clip in recipe.clips if clip.currency}
    if args.currency:
        on = frozenset(args.currency.split(",")) & known
    else:
        on = frozenset({*recognizer.default_currencies, *shown}) & known
    if not on:
        raise DataError(f"The model knows none of these currencies; it knows {', '.join(recognizer.currencies)}.")
    clips = tuple(clip for clip in recipe.clips if not clip.currency or clip.currency in on or clip.kind == "aimed")
    if len(clips) < len(recipe.clips):
        print(f"{len(recipe.clips) - len(clips)} clips show currencies that are off or unknown and are left out.")
    if not clips:
        raise DataError("No clip is left: name other currencies or make other presentations.")
    recipe = Recipe(recipe.fps, clips)
    reader = recognizer.print_reader()
    with_print = () if reader is None else reader.values
    seen = look_at_all(recipe, recognizer, on, cache_path(args.clips, recipe, args.model, on), reader)
    tally = judge(seen, with_print=with_print)
    model_boxes, true_boxes = judge_hints(seen, exact=False), judge_hints(seen, exact=True)
    print(table(tally, model_boxes, true_boxes))
    for number, truth, told in tally.said:
        print(f"  clip {number} ({truth or 'no note'}): {told}")
    if args.json is not None:
        report = {
            "figures": tally.figures(),
            "tally": asdict(tally),
            "model_boxes": asdict(model_boxes),
            "true_boxes": asdict(true_boxes),
        }
        args.json.write_text(json.dumps(report, indent=1), encoding="utf-8")
    if args.sweep is not None:
        tried = sweep(seen, with_print=with_print)
        write_sweep(tried, args.sweep, "python -m convert replay --clips CLIPS --sweep docs")
        best = choose(tried)
        print("chosen:", ", ".join(f"{name} {_number(value)}" for name, value in best.choice.items()))
        print("       ", ", ".join(f"{name} {_number(value)}" for name, value in best.figures.items()))
    return 0
