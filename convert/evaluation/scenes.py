"""`python -m convert evaluate-scenes`: how the reader of tables reads scenes whose notes are known, note by note."""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from app.commas import comma_list
from app.feedback.table import FoundNote, TableFinding, joined
from app.recognition.errors import ModelError
from app.recognition.outlines import led, shared_fraction
from app.recognition.recognizer import Recognizer
from convert.data.images import Image, load
from convert.step import Step, at_least
from convert.synthesis.scene_files import StoredScene, read_scenes
from convert.synthesis.scenes import SceneNote

FOUND = 0.6
"""A note was found where it lies when so much of the smaller outline lies in the other: some templates show a part of
their note, and the outline of a strip is not exact."""
PICTURE_PX = 4_000
"""Pictures of scenes are opened with at most so many pixels a side."""
# From one picture to the next a camera that is held moves as much as this: turned (degrees), nearer (as a fraction),
# aside (of the picture's width). And each has grain of its own, so many levels.
_TURNED_DEG, _NEARER, _ASIDE, _GRAIN = 2.0, 0.04, 0.02, 3.0


@dataclass(frozen=True, slots=True)
class Options:
    """What to evaluate.

    Attributes:
        scenes: folder that `convert scenes` wrote.
        currencies: ISO codes that are on; None for those of the scenes.
        model: the shipped one when None.
        most: so many scenes at most; None for all.
        pictures: so many of each scene are joined, as the app joins them; at least 1. Those after the first are made
            of it as a held camera would see it that moved a little.
    """

    scenes: Path
    currencies: tuple[str, ...] | None = None
    model: Path | None = None
    most: int | None = None
    pictures: int = 1

    def __post_init__(self) -> None:
        at_least("--pictures", self.pictures, 1)


@dataclass(slots=True)
class Tally:
    """Counts over some scenes.

    Attributes:
        scenes, notes: how many, notes whose value can be read.
        right: notes that were found with their value.
        invented: values that were told where there is no such note, or of a note that was told already.
        exact: scenes whose totals are right and told without "at least".
        short: scenes whose totals are told as "at least" and no more than there is.
        times_s: of each scene, all of its pictures together.
        mistakes: each wrong scene in a line.
    """

    scenes: int = 0
    notes: int = 0
    right: int = 0
    invented: int = 0
    exact: int = 0
    short: int = 0
    times_s: list[float] = field(default_factory=list)
    mistakes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Result:
    """What came of the scenes.

    Attributes:
        tallies: by layout.
    """

    tallies: Mapping[str, Tally]


def run(options: Options) -> Result:
    """Read every scene, in so many pictures as are asked for.

    Raises:
        DataError: there are no scenes.
        ModelError: the model cannot be used.
    """
    scenes = read_scenes(options.scenes)[: options.most]
    recognizer = Recognizer.load(options.model, threads=1)
    reader = recognizer.table_reader()
    if reader is None:
        raise ModelError("model_landmarks")
    on = options.currencies or currencies_of(scenes)
    known = {(label.currency, label.value) for label in recognizer.labels if not label.is_unknown}
    readable = {note for note in known if note[0] in on}
    tallies: dict[str, Tally] = {}
    for scene in scenes:
        pictures, scene = _seen(scene, load(options.scenes / scene.file, PICTURE_PX), options.pictures)
        start = time.perf_counter()
        finding = joined([reader.read(picture, on) for picture in pictures])
        add(tallies.setdefault(scene.layout, Tally()), scene, finding, readable, time.perf_counter() - start)
    return Result(tallies)


def currencies_of(scenes: Sequence[StoredScene]) -> tuple[str, ...]:
    """The ISO codes of the notes that lie there."""
    return tuple({note.currency for scene in scenes for note in scene.notes})


def _seen(scene: StoredScene, image: Image, many: int) -> tuple[list[Image], StoredScene]:
    """So many pictures of a scene, and the scene as the last one shows it."""
    if many == 1:
        return [image], scene
    # The same scene always moves alike.
    rng = np.random.default_rng([ord(letter) for letter in scene.file])
    pictures = [image]
    for _ in range(many - 1):
        picture, moved = _moved(rng, image)
        pictures.append(picture)
    return pictures, replace(scene, notes=tuple(replace(n, outline=led(n.outline, moved)) for n in scene.notes))


def _moved(rng: np.random.Generator, image: Image) -> tuple[Image, NDArray[np.float64]]:
    """A picture as a camera sees it that moved a little, and where everything is then, (3, 3), fractions of it."""
    height, width = image.shape[:2]
    turned, nearer, across, down = rng.uniform(-1, 1, 4) * (_TURNED_DEG, _NEARER, _ASIDE * width, _ASIDE * width)
    map_px = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), turned, 1 + nearer), [0.0, 0.0, 1.0]])
    map_px[:2, 2] += across, down
    seen = cv2.warpAffine(image, map_px[:2], (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    grained = seen + rng.standard_normal(seen.shape, np.float32) * np.float32(_GRAIN)
    to_px = np.diag([float(width), float(height), 1.0])
    return np.clip(grained, 0, 255).astype(np.uint8), np.linalg.inv(to_px) @ map_px @ to_px


def add(tally: Tally, scene: StoredScene, finding: TableFinding, readable: set[tuple[str, str]], took_s: float) -> None:
    """Count one scene in."""
    notes = [note for note in scene.notes if (note.currency, note.value) in readable]
    right = len(matched(finding.notes, scene.notes))
    invented = len(finding.notes) - right
    truth, told = _totals(scene.notes), dict(finding.totals())
    tally.scenes += 1
    tally.notes += len(notes)
    tally.right += right
    tally.invented += invented
    tally.times_s.append(took_s)
    if finding.is_all and told == truth:
        tally.exact += 1
    elif not finding.is_all and all(total <= truth.get(currency, 0) for currency, total in told.items()):
        tally.short += 1
    else:
        tally.mistakes.append(f"{scene.file}: {_worded(told)} told of {_worded(truth)}")


def matched(found: Sequence[FoundNote], notes: Sequence[SceneNote]) -> set[int]:
    """Which found notes are notes of the scene, each at most once: as many as can be, in whatever order."""
    fitting = [
        [
            number
            for number, each in enumerate(notes)
            if (each.currency, each.value) == (note.currency, note.value)
            and shared_fraction(each.outline, note.outline) >= FOUND
        ]
        for note in found
    ]
    taken: dict[int, int] = {}

    def has_its_own(note: int, asked: set[int]) -> bool:
        for number in fitting[note]:
            if number not in asked:
                asked.add(number)
                # Who took it may be another note as well.
                if number not in taken or has_its_own(taken[number], asked):
                    taken[number] = note
                    return True
        return False

    for note in range(len(found)):
        has_its_own(note, set())
    return set(taken.values())


def _totals(notes: Sequence[SceneNote]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for note in notes:
        sums[note.currency] = sums.get(note.currency, Decimal(0)) + Decimal(note.value)
    return sums


def _worded(totals: dict[str, Decimal]) -> str:
    return " + ".join(f"{total} {currency}" for currency, total in sorted(totals.items())) or "nothing"


def report(result: Result) -> str:
    """A table, a line for each layout, and what was wrong."""
    lines = [
        "| layout | scenes | notes | found | invented | total right | honestly short | wrong | seconds, median, most |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for layout, tally in result.tallies.items():
        times = sorted(tally.times_s)
        told = tally.right + tally.invented
        lines.append(
            f"| {layout} | {tally.scenes} | {tally.notes} | {tally.right} ({_percent(tally.right, tally.notes)})"
            f" | {tally.invented} ({_percent(tally.invented, told)}) | {tally.exact} | {tally.short}"
            f" | {len(tally.mistakes)} | {times[len(times) // 2]:.2f} and {times[-1]:.2f} |"
        )
    return "\n".join([*lines, *(mistake for tally in result.tallies.values() for mistake in tally.mistakes)])


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "none"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this step."""
    parser.add_argument("--scenes", type=Path, required=True, help="folder that `convert scenes` wrote")
    parser.add_argument("--currencies", type=comma_list, help="those that are on (default: those of the scenes)")
    parser.add_argument("--model", type=Path, help="default: the shipped one")
    parser.add_argument("--most", type=int, help="so many scenes at most")
    parser.add_argument(
        "--pictures", type=int, default=1, help="so many of each scene, by a camera that moves (default: %(default)s)"
    )


STEP = Step(
    "evaluate-scenes",
    "how tables with several notes are read",
    "Read the scenes of a folder, and count notes and totals.",
    add_arguments,
    lambda args: Options(args.scenes, args.currencies, args.model, args.most, args.pictures),
    run,
    report,
)
