"""What would have been said of clips, and how right it was: announcements, and the directions of hints.

A *presentation* is one clip of a note. In it an announcement of another value is *wrong*, no announcement of its value
makes it *missed*, every further announcement of its value is a *repeat*. An announcement in a clip without a note is
*false*. The *delay* runs from the first good frame (the note held before the camera, wholly in, uncovered) to the
announcement; a value that was said before counts as 0. Hints are evaluated on the aimed clips alone, whose true
geometry is known, as if the note could not be read: once with the model's own boxes, once with the true ones.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from app.feedback.announcer import Announcer, Decision
from app.feedback.guidance import Guide, HintKind
from app.feedback.modes import GuidanceLevel
from app.feedback.smoothing import SmoothingParameters
from app.recognition.observation import Box, Observation, PrintMatch
from app.session.print_watch import STEPPED_COST_S
from convert.evaluation.clips import Clip, Truth

BARS = {"wrong": 0.5, "missed": 3.0, "repeated": 1.0, "false": 0.0, "median_s": 0.6, "p95_s": 1.2, "pointing": 95.0}

_DIRECTIONS = frozenset(
    {HintKind.LEFT, HintKind.RIGHT, HintKind.UP, HintKind.DOWN, HintKind.CLOSER, HintKind.FURTHER_AWAY}
)


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
class ClipCounts:
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
    def percent(self) -> float:
        """Percent of the directions that are right; NaN without any."""
        return 100 * self.right / self.directions if self.directions else math.nan


def percentile(values: Sequence[float], fraction: float) -> float:
    """The smallest value that at least this fraction of the values does not exceed; NaN without any."""
    if not values:
        return math.nan
    return sorted(values)[max(0, math.ceil(fraction * len(values)) - 1)]


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


def evaluate_clips(
    seen: Sequence[Seen],
    parameters: SmoothingParameters | None = None,
    with_print: Collection[str] = (),
    alone: Collection[str] = (),
) -> ClipCounts:
    """What the app would have said of these clips. Each begins as if nothing had been before.

    with_print: the "CUR/value" that are named only when their print was seen.
    alone: those of them that the network does not know.
    """
    tally = ClipCounts()
    for number, one in enumerate(seen):
        if one.clip.kind == "aimed":
            continue
        announcer = Announcer(parameters, level=GuidanceLevel.VALUES_ONLY, with_print=with_print, by_print_alone=alone)
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


def evaluate_hints(seen: Sequence[Seen], *, exact: bool) -> Pointing:
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


def number(value: float) -> str:
    """A figure with at most three decimals; "" where there is none."""
    return "" if math.isnan(value) else f"{value:.3f}".rstrip("0").rstrip(".")


def table(tally: ClipCounts, model_boxes: Pointing, true_boxes: Pointing) -> str:
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
        lines.append(f"{unit:<46}{number(value):>8}   at most {number(BARS[name]):<5}{verdict}")
    for what, pointing in (("the model's boxes", model_boxes), ("the true boxes", true_boxes)):
        percent = pointing.percent
        verdict = "not measured" if math.isnan(percent) else "ok" if percent >= BARS["pointing"] else "BELOW THE BAR"
        lines.append(
            f"{f'directions that are right, {what} (%)':<46}{number(percent):>8}   at least 95   {verdict} "
            f"({pointing.right} of {pointing.directions}, on {pointing.clips} clips)"
        )
    return "\n".join(lines)


# --------------------------------------------------------------------------------------------------------------- step
