"""How long a frame takes from camera to decision, against the budget and against the model alone in the same run.

The two are timed frame by frame in turn, so that whatever else the machine does falls on both. Report the ratio; single
times of a shared machine mean little. The print reader, which works beside the frames in a thread of its own, is timed
on the same frames by itself.
"""

from __future__ import annotations

import argparse
import itertools
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np

from app.camera.demo import DemoSource
from app.camera.frame import Frame
from app.feedback.announcer import Announcer
from app.recognition.model import DEFAULT_MODEL, Model
from app.recognition.preprocess import letterbox
from app.recognition.recognizer import Recognizer
from convert.data.dataset import DataError, pictures_under
from convert.data.images import PictureError, load
from convert.step import Step, at_least

BUDGET_MS = 25.0


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds of one thing over many frames."""

    p50_ms: float
    p99_ms: float


def timing(samples_ms: list[float]) -> Timing:
    """Median and 99th percentile of at least one sample."""
    return Timing(float(np.percentile(samples_ms, 50)), float(np.percentile(samples_ms, 99)))


@dataclass(frozen=True, slots=True)
class Timings:
    """What `compare` found.

    Attributes:
        whole: frame to decision.
        alone: the model with all its views, on the same frames.
        print_reader: one reading of the frame's print; None for a model without templates.
    """

    whole: Timing
    alone: Timing
    print_reader: Timing | None


def _photo_frames(photos: Sequence[Path]) -> Iterator[Frame]:
    """Photos over and over, as large as a camera's frames."""
    pictures = []
    for path in photos:
        try:
            picture = load(path, 640)
        except PictureError:
            continue
        scale = 640 / max(picture.shape[:2])
        pictures.append(np.asarray(cv2.resize(picture, None, fx=scale, fy=scale), np.uint8))
    if not pictures:
        raise DataError("No picture could be read: name a folder of photos by --photos.")
    for index, picture in enumerate(itertools.cycle(pictures)):
        yield Frame(picture, index, index / 15, None, 0.0)


def _demo_frames() -> Iterator[Frame]:
    with DemoSource(live=False) as source:
        while (frame := source.read()) is not None:
            yield frame


def compare(model: Path, threads: int, frames: int, photos: Sequence[Path] = ()) -> Timings:
    """Time `frames` frames of the demo reel, or of photos, with the decision and by the model alone in turn.

    Raises:
        DataError: none of the photos can be read.
        ModelError: the model cannot be read.
    """
    runner = Model(model, threads)
    recognizer = Recognizer(runner)
    recognizer.warm_up()
    reader = recognizer.print_reader()
    announcer = Announcer()
    currencies = frozenset(recognizer.currencies)
    whole, alone, of_print = [], [], []
    for frame in itertools.islice(_photo_frames(photos) if photos else _demo_frames(), frames):
        start = time.perf_counter()
        observation = recognizer.observe(replace(frame, monotonic_s=start), currencies)
        announcer.observe(observation)
        whole.append((time.perf_counter() - start) * 1000)
        square = letterbox(frame.image, runner.metadata.input_size)
        start = time.perf_counter()
        runner.run(square, frame.image)
        alone.append((time.perf_counter() - start) * 1000)
        if reader is not None:
            start = time.perf_counter()
            reader.read(frame.image, observation.note_box, currencies)
            of_print.append((time.perf_counter() - start) * 1000)
    return Timings(timing(whole), timing(alone), timing(of_print) if of_print else None)


@dataclass(frozen=True, slots=True)
class Options:
    """What to time.

    Attributes:
        model: the model file.
        frames: how many, at least 1.
        photos: a folder of photos to time in place of the demo reel, or None.
    """

    model: Path = DEFAULT_MODEL
    frames: int = 600
    photos: Path | None = None

    def __post_init__(self) -> None:
        at_least("--frames", self.frames, 1)


@dataclass(frozen=True, slots=True)
class Result:
    """The times, by number of threads."""

    options: Options
    by_threads: dict[int, Timings]


def run(options: Options) -> Result:
    """Time the way from frame to decision.

    Raises:
        DataError: there are no such photos.
        ModelError: the model cannot be read.
    """
    photos = [] if options.photos is None else pictures_under(options.photos)
    if options.photos is not None and not photos:
        raise DataError(f"No pictures under {options.photos}: check the path given with --photos.")
    return Result(options, {threads: compare(options.model, threads, options.frames, photos) for threads in (1, 2)})


def _told(t: Timing | None) -> str:
    return "-" if t is None else f"p50 {t.p50_ms:.1f}  p99 {t.p99_ms:.1f}"


def _report(result: Result) -> str:
    frames = f"{result.options.frames} frames of {'640 x 480' if result.options.photos is None else 'photos'}"
    lines = [
        f"{frames}, budget {BUDGET_MS:.0f} ms",
        f"{'threads':8}{'frame to decision':>24}{'model alone':>24}{'ratio of medians':>20}{'print reader':>26}",
    ]
    for threads, t in result.by_threads.items():
        lines.append(
            f"{threads:<8}{_told(t.whole):>24}{_told(t.alone):>24}{t.whole.p50_ms / t.alone.p50_ms:>20.2f}"
            f"{_told(t.print_reader):>26}"
        )
    return "\n".join(lines)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this step."""
    parser.add_argument("--model", type=Path, default=DEFAULT_MODEL, help="default: the shipped model")
    parser.add_argument("--frames", type=int, default=600, help="default: %(default)s")
    parser.add_argument("--photos", type=Path, metavar="DIR", help="time photos, 640 pixels wide, not the demo reel")


STEP = Step(
    "benchmark",
    "time from frame to decision",
    __doc__,
    add_arguments,
    lambda args: Options(args.model, args.frames, args.photos),
    run,
    _report,
)
