"""`python -m convert live`: clips in real time through both readers, as the app runs them: from good frame to word.

What `replay` counts in the clips' own time is measured here by the clock, with the print reader in its process. A frame
that comes while another one is looked at is passed over, as with a camera. The clips' frames are drawn beforehand.
"""

from __future__ import annotations

import argparse
import itertools
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from app.camera.frame import Frame
from app.feedback.announcer import Announcer
from app.feedback.modes import GuidanceLevel
from app.feedback.print_evidence import proposal_of
from app.recognition.model import DEFAULT_MODEL
from app.recognition.recognizer import Recognizer
from app.session.print_process import PrintProcess
from app.session.print_watch import NoPrint, PrintWatch, ProcessPrintWatch
from convert.data.dataset import DataError
from convert.data.images import Image
from convert.evaluation.camera_frame import in_frame
from convert.evaluation.clips import Clip, Recipe, Truth
from convert.evaluation.presentations import Showing
from convert.evaluation.replay import Sees
from convert.evaluation.spoken import number, percentile
from convert.step import Step, at_least

# How long a process may take until it is ready.
_READY_S = 60.0


@dataclass(slots=True)
class Waited:
    """What came of the clips of some currencies.

    Attributes:
        clips, wrong, missed: how many.
        delays_s: from the first good frame to the word.
        frames_ms: from a frame's time to its decision.
    """

    clips: int = 0
    wrong: int = 0
    missed: int = 0
    delays_s: list[float] = field(default_factory=list)
    frames_ms: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class RealTime:
    """The clock that frames follow: seconds that only go forward, and how to wait."""

    now_s: Callable[[], float] = time.perf_counter
    sleep: Callable[[float], None] = time.sleep


def watch_live(
    frames: Sequence[tuple[Image, Truth]],
    clip: Clip,
    sees: Sees,
    watch: PrintWatch,
    announcer: Announcer,
    *,
    on: frozenset[str],
    waited: Waited,
    real_time: RealTime,
) -> None:
    """Show one clip as fast as its frames come, and count what is said.

    Args:
        frames: of the clip, in order.
        clip: which.
        sees, watch: the two readers.
        announcer: new; decides.
        on: currencies.
        waited: to be added to.
        real_time: the clock.
    """
    start_s = real_time.now_s()
    good_s = next((truth.time_s for _, truth in frames if truth.is_good), None)
    said: list[tuple[str, str, float]] = []
    newest = -1
    while newest < len(frames) - 1:
        elapsed_s = real_time.now_s() - start_s
        due = max((i for i in range(newest + 1, len(frames)) if frames[i][1].time_s <= elapsed_s), default=newest)
        if due == newest:
            real_time.sleep(max(0.0, frames[newest + 1][1].time_s - elapsed_s))
            continue
        newest = due
        image, truth = frames[due]
        frame = Frame(image, due, truth.time_s, None, start_s + truth.time_s)
        observation = sees.observe(frame, on)
        for match in watch.take(truth.time_s):
            announcer.observe_print(match)
        told = announcer.observe(observation).announcement
        if announcer.wants_print:
            watch.offer(frame, observation.note_box, on, proposal_of(observation))
        decided_s = real_time.now_s() - start_s
        waited.frames_ms.append((decided_s - truth.time_s) * 1000)
        if told is not None:
            said.append((told.currency, told.value, decided_s))
    waited.clips += 1
    right = [at_s for currency, value, at_s in said if (currency, value) == (clip.currency, clip.value)]
    waited.wrong += len(said) - len(right)
    waited.missed += not right
    if right and good_s is not None:
        waited.delays_s.append(max(0.0, right[0] - good_s))


@dataclass(frozen=True, slots=True)
class Options:
    """What to show.

    Attributes:
        clips: folder that `presentations` wrote.
        model: the model file.
        on: how many currencies are on, the note's own among them, at least 1.
        large: frames of 1280 x 720 in place of 640 x 480.
    """

    clips: Path
    model: Path = DEFAULT_MODEL
    on: int = 5
    large: bool = False

    def __post_init__(self) -> None:
        at_least("--on", self.on, 1)


@dataclass(frozen=True, slots=True)
class Result:
    """What came of the clips.

    Attributes:
        waited: for currencies of the model ("trained") and of packs ("packs").
    """

    waited: Mapping[str, Waited]


def run(options: Options) -> Result:
    """Show the clips of notes.

    Raises:
        DataError: there is no clip of a known currency.
        ModelError: the model cannot be read.
    """
    recipe = Recipe.read(options.clips)
    recognizer = Recognizer.load(options.model, threads=1)
    recognizer.warm_up()
    known = recognizer.currencies
    clips = sorted((c for c in recipe.clips if c.kind == "note" and c.currency in known), key=lambda c: c.currency)
    if not clips:
        raise DataError("No clip of a known currency: make other presentations.")
    found: dict[str, Waited] = {}
    for currency, group in itertools.groupby(clips, key=lambda c: c.currency):
        rest = [code for code in recognizer.default_currencies if code != currency]
        on = frozenset([currency, *rest[: options.on - 1]])
        waited = found.setdefault("trained" if currency in recognizer.own_currencies else "packs", Waited())
        reader = recognizer.print_reader()
        process = None if reader is None else PrintProcess(reader)
        if process is not None:
            process.read(np.zeros((48, 64, 3), np.uint8), None, on)
            process.wait(_READY_S)
        watch: PrintWatch = NoPrint() if process is None else ProcessPrintWatch(process)
        values = () if process is None else process.values
        try:
            for clip in group:
                frames = [(_sized(image, large=options.large), truth) for image, truth in Showing(clip, recipe.fps)]
                alone = () if process is None else process.alone
                announcer = Announcer(level=GuidanceLevel.VALUES_ONLY, with_print=values, by_print_alone=alone)
                watch.reset()
                watch_live(frames, clip, recognizer, watch, announcer, on=on, waited=waited, real_time=RealTime())
        finally:
            watch.close()
    return Result(found)


def _sized(image: Image, *, large: bool) -> Image:
    return in_frame(image, 1280, 720) if large else image


def _report(result: Result) -> str:
    lines = [f"{'':10}{'clips':>6}{'wrong':>7}{'missed':>8}{'word p50':>10}{'p95 s':>8}{'frame p50':>11}{'p99 ms':>8}"]
    for name, waited in sorted(result.waited.items(), reverse=True):
        figures = [number(percentile(waited.delays_s, fraction)) for fraction in (0.5, 0.95)]
        frames = [f"{percentile(waited.frames_ms, fraction):.1f}" for fraction in (0.5, 0.99)]
        lines.append(
            f"{name:10}{waited.clips:>6}{waited.wrong:>7}{waited.missed:>8}{figures[0]:>10}{figures[1]:>8}"
            f"{frames[0]:>11}{frames[1]:>8}"
        )
    return "\n".join(lines)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this step."""
    parser.add_argument("--clips", type=Path, required=True, help="folder that `presentations` wrote")
    parser.add_argument("--model", type=Path, default=DEFAULT_MODEL, help="default: the shipped model")
    parser.add_argument("--on", type=int, default=5, help="currencies that are on (default: %(default)s)")
    parser.add_argument("--large", action="store_true", help="frames of 1280 x 720")


STEP = Step(
    "live",
    "time from a note to its word, in real time",
    __doc__,
    add_arguments,
    lambda args: Options(args.clips, args.model, args.on, args.large),
    run,
    _report,
)
