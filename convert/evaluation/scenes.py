"""`python -m convert evaluate-scenes`: how the reader of tables reads scenes whose notes are known, note by note."""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from app.commas import comma_list
from app.feedback.table import FoundNote, TableFinding, joined
from app.recognition.errors import ModelError
from app.recognition.outlines import shared_fraction
from app.recognition.recognizer import Recognizer
from convert.data.images import load
from convert.step import Step
from convert.synthesis.scene_files import StoredScene, read_scenes
from convert.synthesis.scenes import SceneNote

# A note was found where it lies when so much of the smaller outline lies in the other: some templates show a part of
# their note, and the outline of a strip is not exact.
_FOUND = 0.6
_PICTURE_PX = 4_000


@dataclass(frozen=True, slots=True)
class Options:
    """What to evaluate.

    Attributes:
        scenes: folder that `convert scenes` wrote.
        currencies: ISO codes that are on; None for those of the scenes.
        model: the shipped one when None.
        most: so many scenes at most; None for all.
    """

    scenes: Path
    currencies: tuple[str, ...] | None = None
    model: Path | None = None
    most: int | None = None


@dataclass(slots=True)
class Tally:
    """Counts over some scenes.

    Attributes:
        scenes, notes: how many, notes whose value can be read.
        right: notes that were found with their value.
        invented: values that were told where there is no such note, or of a note that was told already.
        exact: scenes whose totals are right and told without "at least".
        short: scenes whose totals are told as "at least" and no more than there is.
        times_s: of each reading.
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
    """Read every scene in one look.

    Raises:
        DataError: there are no scenes.
        ModelError: the model cannot be used.
    """
    scenes = read_scenes(options.scenes)[: options.most]
    recognizer = Recognizer.load(options.model, threads=1)
    reader = recognizer.table_reader()
    if reader is None:
        raise ModelError("model_landmarks")
    on = options.currencies or tuple({note.currency for scene in scenes for note in scene.notes})
    known = {(label.currency, label.value) for label in recognizer.labels if not label.is_unknown}
    readable = {note for note in known if note[0] in on}
    tallies: dict[str, Tally] = {}
    for scene in scenes:
        image = load(options.scenes / scene.file, _PICTURE_PX)
        start = time.perf_counter()
        finding = joined([reader.read(image, on)])
        add(tallies.setdefault(scene.layout, Tally()), scene, finding, readable, time.perf_counter() - start)
    return Result(tallies)


def add(tally: Tally, scene: StoredScene, finding: TableFinding, readable: set[tuple[str, str]], took_s: float) -> None:
    """Count one scene in."""
    notes = [note for note in scene.notes if (note.currency, note.value) in readable]
    right = _matched(finding.notes, scene.notes)
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


def _matched(found: Sequence[FoundNote], notes: Sequence[SceneNote]) -> int:
    """How many found notes are notes of the scene, each at most once."""
    free = list(notes)
    count = 0
    for note in found:
        alike = [each for each in free if (each.currency, each.value) == (note.currency, note.value)]
        own = max(alike, key=lambda each: shared_fraction(each.outline, note.outline), default=None)
        if own is not None and shared_fraction(own.outline, note.outline) >= _FOUND:
            free.remove(own)
            count += 1
    return count


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


STEP = Step(
    "evaluate-scenes",
    "how tables with several notes are read",
    "Read the scenes of a folder, each in one look, and count notes and totals.",
    add_arguments,
    lambda args: Options(args.scenes, args.currencies, args.model, args.most),
    run,
    report,
)
