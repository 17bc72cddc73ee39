"""How long a frame takes from camera to decision, against the budget and against the model alone in the same run.

The two are timed frame by frame in turn, now the one first and now the other, so that whatever else the machine does
falls on both. Report the ratio; single times of a shared machine mean little. The print reader, which works beside the
frames in a process of its own, is timed on the same frames afterwards. On photos of notes it also shows what others'
ways of reading come to (rivals.py), and how the times grow with the currencies that are on.
"""

from __future__ import annotations

import argparse
import itertools
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

import cv2
import numpy as np

from app.camera.demo import DemoSource
from app.camera.frame import Frame
from app.feedback.announcer import Announcer
from app.feedback.print_evidence import proposal_of
from app.recognition.model import DEFAULT_MODEL, Model
from app.recognition.preprocess import letterbox
from app.recognition.recognizer import Recognizer
from convert.data.dataset import DataError, LabelledPicture, labelled_pictures, pictures_under
from convert.data.images import Image, PictureError, load
from convert.evaluation.camera_frame import in_frame
from convert.evaluation.drawing import BLACK, GREY, Drawing, ticks
from convert.evaluation.rivals import Row, beside_others, growth, scaled
from convert.inference import note_box_in
from convert.step import Step, at_least

BUDGET_MS = 25.0

_Photo = TypeVar("_Photo")


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


def _photo_frames(photos: Sequence[Path], width: int, height: int | None) -> Iterator[Frame]:
    """Photos over and over, their longer side as long as a camera's frames are wide, or whole in frames so high."""
    index = passed_over = 0
    for path in itertools.cycle(photos):
        try:
            picture = load(path, width)
        except PictureError as error:
            passed_over += 1
            if passed_over == len(photos):
                raise DataError("No picture could be read: name a folder of photos by --photos.") from error
            continue
        passed_over = 0
        sized = _scaled(picture, width) if height is None else in_frame(picture, width, height)
        yield Frame(sized, index, index / 15, None, 0.0)
        index += 1


def _scaled(picture: Image, width: int) -> Image:
    scale = width / max(picture.shape[:2])
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale), np.uint8)


def _frames(photos: Sequence[Path], width: int, height: int | None, count: int) -> Iterator[Frame]:
    return itertools.islice(_photo_frames(_spread(photos, count), width, height) if photos else _demo_frames(), count)


def _demo_frames() -> Iterator[Frame]:
    with DemoSource(live=False) as source:
        while (frame := source.read()) is not None:
            yield frame


def compare(
    model: Path,
    threads: int,
    frames: int,
    photos: Sequence[Path] = (),
    width: int = 640,
    height: int | None = None,
    on: int | None = None,
) -> Timings:
    """Time `frames` frames of the demo reel, or of photos so large, with the decision and by the model alone in turn.

    OpenCV has as many threads as the model. So many currencies are on, None for all.

    Raises:
        DataError: none of the photos can be read.
        ModelError: the model cannot be read.
    """
    runner = Model(model, threads)
    recognizer = Recognizer(runner)
    recognizer.warm_up()
    announcer = Announcer()
    currencies = frozenset(recognizer.currencies[:on])
    cv2.setNumThreads(threads)
    whole, alone, seen = [], [], []

    def decide(frame: Frame) -> None:
        start = time.perf_counter()
        observation = recognizer.observe(replace(frame, monotonic_s=start), currencies)
        announcer.observe(observation)
        whole.append((time.perf_counter() - start) * 1000)
        seen.append(observation)

    def infer(frame: Frame) -> None:
        square = letterbox(frame.image, runner.metadata.input_size)
        start = time.perf_counter()
        runner.run(square, frame.image)
        alone.append((time.perf_counter() - start) * 1000)

    for index, frame in enumerate(_frames(photos, width, height, frames)):
        # Who comes second finds the frame in the processor's cache.
        for measured in (decide, infer) if index % 2 else (infer, decide):
            measured(frame)
    reader = recognizer.print_reader()
    of_print = []
    # The print reader's process has one.
    cv2.setNumThreads(1)
    if reader is not None:
        for one, frame in zip(seen, _frames(photos, width, height, frames), strict=True):
            start = time.perf_counter()
            reader.read(frame.image, one.note_box, currencies, proposal=proposal_of(one))
            of_print.append((time.perf_counter() - start) * 1000)
    return Timings(timing(whole), timing(alone), timing(of_print) if of_print else None)


@dataclass(frozen=True, slots=True)
class Options:
    """What to time.

    Attributes:
        model: the model file.
        frames: how many, at least 1.
        photos: a folder of photos to time in place of the demo reel, or None.
        references: a folder <CUR>/<value>/ of flat notes: the photos, which lie in such folders too, are also read as
            others do it; or None.
        pictures: of so many photos, at least 1.
        plot: file, .svg or .png, for how the times grow with the currencies that are on; or None.
        width: the photos' longer side when they are timed, pixels, at least 16.
        height: of the frames that the photos lie in, pixels, at least 16; None for frames as high as each photo.
        on: how many currencies are on while they are timed, at least 1; None for all.
    """

    model: Path = DEFAULT_MODEL
    frames: int = 600
    photos: Path | None = None
    references: Path | None = None
    pictures: int = 100
    plot: Path | None = None
    width: int = 640
    height: int | None = None
    on: int | None = None

    def __post_init__(self) -> None:
        at_least("--frames", self.frames, 1)
        at_least("--pictures", self.pictures, 1)
        at_least("--width", self.width, 16)
        at_least("--height", 16 if self.height is None else self.height, 16)
        at_least("--on", 1 if self.on is None else self.on, 1)
        if self.photos is None and (self.references is not None or self.plot is not None):
            raise DataError("--references and --plot need --photos DIR: its photos are what is read.")


@dataclass(frozen=True, slots=True)
class Result:
    """What was measured.

    Attributes:
        options: what was asked for.
        by_threads: times, by number of threads.
        rows: what each way of reading came to; none without references.
        growth: median milliseconds of the network and of the print reader, by how many currencies are on; none without
            a plot.
    """

    options: Options
    by_threads: dict[int, Timings]
    rows: dict[str, Row] = field(default_factory=dict)
    growth: dict[str, dict[int, float]] = field(default_factory=dict)


def run(options: Options) -> Result:
    """Time the way from frame to decision.

    Raises:
        DataError: there are no such photos.
        ModelError: the model cannot be read.
    """
    photos = [] if options.photos is None else pictures_under(options.photos)
    if options.photos is not None and not photos:
        raise DataError(f"No pictures under {options.photos}: check the path given with --photos.")
    cv2.setNumThreads(1)
    size = options.width, options.height
    by_threads = {n: compare(options.model, n, options.frames, photos, *size, options.on) for n in (1, 2)}
    result = Result(options, by_threads)
    if options.photos is None or (options.references is None and options.plot is None):
        return result
    labelled = _spread(labelled_pictures(options.photos), options.pictures)
    if not labelled:
        raise DataError(f"No photos under {options.photos}: expected <CUR>/<value>/ folders.")
    model = Model(options.model, threads=1)
    if options.references is not None:
        result.rows.update(beside_others(model, labelled, labelled_pictures(options.references)))
    if options.plot is not None:
        result.growth.update(_growth(model, labelled))
        plot(result.growth).write(options.plot)
    return result


def _spread(photos: Sequence[_Photo], count: int) -> list[_Photo]:
    """So many of these at most, evenly from first to last."""
    step = max(1.0, len(photos) / count)
    return [photos[int(k * step)] for k in range(min(count, len(photos)))]


def _growth(model: Model, labelled: Sequence[LabelledPicture]) -> dict[str, dict[int, float]]:
    recognizer = Recognizer(model)
    reader = recognizer.print_reader()
    known = sorted(recognizer.own_currencies)
    seen = [(item, scaled(load(item.path, 1280))) for item in labelled if item.currency in known]
    if reader is None or not seen:
        raise DataError("The model knows no print of these photos: there is nothing to plot.")
    # The photos' own currencies come first, so that there is a note to be found.
    first = sorted(known, key=lambda code: (-sum(item.currency == code for item, _ in seen), code))
    pictures = [picture for item, picture in seen if item.currency == first[0]]
    boxes = {id(picture): note_box_in(model, picture) for picture in pictures}
    network = growth(
        lambda picture, on: recognizer.observe(Frame(picture, 0, 0.0, None, 0.0), frozenset(on)), pictures, first
    )
    by_print = growth(lambda picture, on: reader.read(picture, boxes[id(picture)], on), pictures, first)
    return {
        name: {count: float(np.median(took)) for count, took in found.items()}
        for name, found in (("network, each frame", network), ("print reader, beside it", by_print))
    }


def plot(found: Mapping[str, Mapping[int, float]]) -> Drawing:
    """Median milliseconds over how many currencies are on, a line for each reader."""
    width, height, margin = 560, 320, 56
    drawing = Drawing(width, height)
    most_x = max(count for by_count in found.values() for count in by_count)
    most_y = 1.1 * max(BUDGET_MS, *(took for by_count in found.values() for took in by_count.values()))

    def at(count: float, took_ms: float) -> tuple[float, float]:
        return margin + count / most_x * (width - 2 * margin), height - margin - took_ms / most_y * (
            height - 2 * margin
        )

    drawing.line([at(0, most_y), at(0, 0), at(most_x, 0)], BLACK)
    for tick in ticks(0, most_y):
        drawing.text((margin - 6, at(0, tick)[1] + 4), f"{tick:g}", anchor="end")
        drawing.line([at(0, tick), at(most_x, tick)], GREY)
    drawing.line([at(0, BUDGET_MS), at(most_x, BUDGET_MS)], "#22aa77", dashed=True)
    for colour, (name, by_count) in zip(("#2255aa", "#aa5522"), found.items(), strict=True):
        points = [at(count, took) for count, took in sorted(by_count.items())]
        drawing.line(points, colour, 2)
        for point, count in zip(points, sorted(by_count), strict=True):
            drawing.circle(point, 3, colour)
            drawing.text((point[0], height - margin + 18), str(count), anchor="middle")
        drawing.text((points[-1][0], points[-1][1] - 8), name, colour=colour, anchor="end")
    drawing.text((width / 2, height - 14), "currencies that are on", anchor="middle")
    drawing.text((margin, 28), f"median ms a picture; dashed: a frame's {BUDGET_MS:g} ms")
    return drawing


def _told(t: Timing | None) -> str:
    return "-" if t is None else f"p50 {t.p50_ms:.1f}  p99 {t.p99_ms:.1f}"


def _report(result: Result) -> str:
    size = f"{result.options.width} pixels"
    if result.options.height is not None:
        size = f"{result.options.width} x {result.options.height}"
    shown = "640 x 480" if result.options.photos is None else f"photos, {size}"
    frames = f"{result.options.frames} frames of {shown}"
    lines = [
        f"{frames}, budget {BUDGET_MS:.0f} ms",
        f"{'threads':8}{'frame to decision':>24}{'model alone':>24}{'ratio of medians':>20}{'print reader':>26}",
    ]
    for threads, t in result.by_threads.items():
        lines.append(
            f"{threads:<8}{_told(t.whole):>24}{_told(t.alone):>24}{t.whole.p50_ms / t.alone.p50_ms:>20.2f}"
            f"{_told(t.print_reader):>26}"
        )
    if result.rows:
        lines.append(
            f"{'the same photos, own currency on':34}{'n':>6}{'right':>9}{'wrong':>9}{'silent':>9}{'p50 ms':>9}"
        )
    for name, row in result.rows.items():
        counts = row.tally
        cells = "".join(
            f"{100 * part / max(1, counts.n):>8.1f}%" for part in (counts.right, counts.misclassified, counts.abstained)
        )
        lines.append(f"{name:34}{counts.n:>6}{cells}{np.median(row.took_ms) if row.took_ms else 0.0:>9.1f}")
    for name, by_count in result.growth.items():
        told = ", ".join(f"{count} on: {took:.1f} ms" for count, took in by_count.items())
        lines.append(f"{name}: {told}")
    return "\n".join(lines)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this step."""
    parser.add_argument("--model", type=Path, default=DEFAULT_MODEL, help="default: the shipped model")
    parser.add_argument("--frames", type=int, default=600, help="default: %(default)s")
    parser.add_argument("--photos", type=Path, metavar="DIR", help="time photos, not the demo reel")
    parser.add_argument("--width", type=int, default=640, help="of the photos, pixels (default: %(default)s)")
    parser.add_argument("--height", type=int, help="of the frames they lie in, pixels (default: each photo's own)")
    parser.add_argument("--on", type=int, help="so many currencies are on while frames are timed (default: all)")
    parser.add_argument("--references", type=Path, metavar="DIR", help="flat notes: read the photos as others do, too")
    parser.add_argument("--pictures", type=int, default=100, help="of so many photos (default: %(default)s)")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw how it grows with currencies (.svg, .png)")


STEP = Step(
    "benchmark",
    "time from frame to decision",
    __doc__,
    add_arguments,
    lambda args: Options(
        args.model,
        args.frames,
        args.photos,
        args.references,
        args.pictures,
        args.plot,
        args.width,
        args.height,
        args.on,
    ),
    run,
    _report,
)
