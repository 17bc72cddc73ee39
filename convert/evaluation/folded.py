"""`python -m convert evaluate-folded`: folded notes, as blind people carry them, and notes seen in a mirror.

Flat scans are folded sharply: once, with either half of the long or of the short side up; twice, with each quarter up;
and loosely, so that a part of the other face shows beside the rest. Each picture is also shown as a mirrored camera
delivers it. The templates were made of these scans: so this tells what folding costs, not how well strangers' photos
are read.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from tqdm import tqdm

from app.recognition.model import DEFAULT_MODEL, Model
from convert.data.dataset import DataError, LabelledPicture, labelled_pictures, pictures_under
from convert.data.images import Image, load
from convert.evaluation.report import Tally
from convert.inference import BothReaders
from convert.step import Step, add_seed, at_least
from convert.synthesis.background import background, paste
from convert.synthesis.camera import camera, light
from convert.synthesis.config import SynthesisConfig
from convert.synthesis.geometry import WHOLE, Mips, Placed, draw_pose, loosely_folded, place
from convert.synthesis.ranges import Range, Rng, chance

# Which part of a scan is up: from and to along its width and its height.
_LOW, _HIGH, _ALL = (0.0, 0.5), (0.5, 1.0), (0.0, 1.0)
WINDOWS = {
    "flat": ((_ALL, _ALL),),
    "folded once": ((_LOW, _ALL), (_HIGH, _ALL), (_ALL, _LOW), (_ALL, _HIGH)),
    "folded twice": ((_LOW, _LOW), (_LOW, _HIGH), (_HIGH, _LOW), (_HIGH, _HIGH)),
}
BOTH_FACES = "both faces show"
_WIDTH, _HEIGHT = 640, 480
# What is up fills so much of the frame, and is hardly bent: it was folded sharply.
_AREA = Range(0.12, 0.5)
_BEND, _TILT_DEG, _SEVERITY = 0.3, 25.0, 0.5


@dataclass(frozen=True, slots=True)
class Options:
    """What to fold.

    Attributes:
        data: data folder with reference/ and backgrounds/.
        model: the model file.
        count: pictures of each kind, at least 1.
        seed: of what is drawn.
    """

    data: Path
    model: Path = DEFAULT_MODEL
    count: int = 200
    seed: int = 1

    def __post_init__(self) -> None:
        at_least("--count", self.count, 1)


@dataclass(slots=True)
class Row:
    """What came of one kind of picture: of both readers, by print alone (clear), and both in a mirror."""

    both: Tally = field(default_factory=Tally)
    by_print: Tally = field(default_factory=Tally)
    mirrored: Tally = field(default_factory=Tally)


@dataclass(frozen=True, slots=True)
class Result:
    """What came of each kind of picture.

    Attributes:
        rows: by kind.
        mistakes: "kind: what it shows, what was said", of each wrong value.
    """

    rows: Mapping[str, Row]
    mistakes: Sequence[str]


def part_up(scan: Image, window: tuple[tuple[float, float], tuple[float, float]]) -> Image:
    """The part of a scan that is up when it is folded.

    window: from and to along its width and its height, as fractions of them.
    """
    height, width = scan.shape[:2]
    (left, right), (top, bottom) = window
    return scan[round(top * height) : round(bottom * height), round(left * width) : round(right * width)]


def taken(rng: Rng, placed: Placed, backgrounds: Sequence[Image], config: SynthesisConfig) -> Image:
    """A picture of what was placed, in ordinary light, uint8 (height, width, 3), BGR."""
    height, width = placed.alpha.shape
    frame = paste(rng, background(rng, backgrounds, width, height, config.background), placed, config.background)
    return camera(rng, light(rng, frame, _SEVERITY, config.light), _SEVERITY, config.camera)


def placed_part(rng: Rng, scan: Image, kind: str, config: SynthesisConfig) -> Placed:
    """A part of a note that is up, somewhere in a camera's frame."""
    windows = WINDOWS[kind]
    mips = Mips(part_up(scan, windows[int(rng.integers(len(windows)))]))
    pose = _pose(rng, mips, config)
    return place(rng, mips, pose, _WIDTH, _HEIGHT, _BEND, config.geometry, WHOLE)


def _pose(rng: Rng, mips: Mips, config: SynthesisConfig) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return draw_pose(rng, _WIDTH, _HEIGHT, mips.aspect, _AREA.draw(rng), _TILT_DEG, config.geometry.pose)


def run(options: Options) -> Result:
    """Show folded notes to both readers, each with its own currency on, held for a second.

    Raises:
        DataError: there are no scans or no backgrounds.
        ModelError: the model cannot be read.
    """
    model = Model(options.model, threads=1)
    known = {(label.currency, label.value) for label in model.metadata.labels}
    references = [
        each for each in labelled_pictures(options.data / "reference") if (each.currency, each.value) in known
    ]
    paths = pictures_under(options.data / "backgrounds")
    if not references or not paths:
        raise DataError(f"No flat notes that the model knows, or no backgrounds, under {options.data}.")
    rng = np.random.default_rng(options.seed)
    backgrounds = [load(paths[int(n)], 1280) for n in rng.choice(len(paths), min(60, len(paths)), replace=False)]
    by_value: dict[tuple[str, str], list[LabelledPicture]] = {}
    for each in references:
        by_value.setdefault((each.currency, each.value), []).append(each)
    rows = {kind: Row() for kind in (*WINDOWS, BOTH_FACES)}
    mistakes: list[str] = []
    readers, config = BothReaders(model), SynthesisConfig()
    values = sorted(by_value)
    for number in tqdm(range(options.count), desc="folding", leave=False):
        # Evenly over the values, those of one currency in turn, so that its templates are laid out once.
        value = values[number * len(values) // options.count]
        for kind, row in rows.items():
            placed = _placed(rng, by_value[value], kind, config)
            if placed is not None:
                picture = taken(rng, placed, backgrounds, config)
                mistakes += _counted(readers, picture, f"{value[0]}/{value[1]}", kind, row)
    return Result(rows, mistakes)


def _placed(rng: Rng, scans: Sequence[LabelledPicture], kind: str, config: SynthesisConfig) -> Placed | None:
    """A note of one value; None where its other face should show and no scan of that is there."""
    one = scans[int(rng.integers(len(scans)))]
    if kind != BOTH_FACES:
        return placed_part(rng, load(one.path, 1280), kind, config)
    others = [each for each in scans if each.series == one.series and {each.face, one.face} == {"front", "back"}]
    if not others:
        return None
    mips = Mips(load(one.path, 1280))
    reverse = [Mips(load(each.path, 1280)) for each in others[:3]]
    pose = _pose(rng, mips, config)
    return loosely_folded(rng, mips, reverse, pose, _WIDTH, _HEIGHT, config.geometry)


def _counted(readers: BothReaders, picture: Image, truth: str, kind: str, row: Row) -> list[str]:
    on = (truth.partition("/")[0],)
    flipped = chance(np.random.default_rng(row.both.n), 0.5)
    told = readers.read(picture, on)
    mirrored = readers.read(np.ascontiguousarray(picture[:, ::-1] if flipped else picture[::-1]), on)
    row.both.add(truth, told.both, told.both or "")
    row.by_print.add(truth, told.by_print, told.by_print or "")
    row.mirrored.add(truth, mirrored.both, mirrored.both or "")
    said = ((kind, told.both), (f"{kind}, by print", told.by_print), (f"{kind}, mirrored", mirrored.both))
    return [f"{name}: {truth} was called {value}" for name, value in said if value not in (None, truth)]


def _report(result: Result) -> str:
    lines = [f"{'':18}{'n':>6}{'right':>9}{'wrong':>7}{'by print':>10}{'wrong':>7}{'mirrored':>10}{'wrong':>7}"]
    for kind, row in result.rows.items():
        cells = "".join(
            f"{100 * tally.right / max(1, tally.n):>{room}.1f}%{tally.misclassified:>7}"
            for tally, room in ((row.both, 8), (row.by_print, 9), (row.mirrored, 9))
        )
        lines.append(f"{kind:18}{row.both.n:>6}{cells}")
    return "\n".join([*lines, *result.mistakes])


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this step."""
    parser.add_argument("--data", type=Path, required=True, help="data folder with reference/ and backgrounds/")
    parser.add_argument("--model", type=Path, default=DEFAULT_MODEL, help="default: the shipped model")
    parser.add_argument("--count", type=int, default=200, help="pictures of each kind (default: %(default)s)")
    add_seed(parser)


STEP = Step(
    "evaluate-folded",
    "how folded and mirrored notes are read",
    __doc__,
    add_arguments,
    lambda args: Options(args.data, args.model, args.count, args.seed),
    run,
    _report,
)
