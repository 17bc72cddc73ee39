"""`python -m convert evaluate-scenes-left-out`: what the reader of tables says of notes that were never seen.

Each value of a scene in turn is taken out of templates and dense prints, as if nobody had made it known; what others
share with it stays as the model has it. A note of it is best not told at all: told as another value, it is wrong.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.commas import comma_list
from app.feedback.table import FoundNote, joined
from app.recognition.errors import ModelError
from app.recognition.instances import InstanceReader
from app.recognition.model import DEFAULT_MODEL, Model
from app.recognition.outlines import shared_fraction
from app.recognition.recognizer import Recognizer
from convert.data.images import load
from convert.evaluation.scenes import FOUND, PICTURE_PX, currencies_of, matched
from convert.inference import without_print
from convert.step import Step, at_least
from convert.synthesis.scene_files import StoredScene, read_scenes


@dataclass(frozen=True, slots=True)
class Options:
    """What to read.

    Attributes:
        scenes: folder that `convert scenes` wrote.
        model: by which.
        currencies: ISO codes that are on; None for those of the scenes.
        layouts: of scenes; empty for all.
        every: one of so many scenes of these, the first among them; at least 1.
    """

    scenes: Path
    model: Path = DEFAULT_MODEL
    currencies: tuple[str, ...] | None = None
    layouts: tuple[str, ...] = ()
    every: int = 1

    def __post_init__(self) -> None:
        at_least("--every", self.every, 1)


@dataclass(slots=True)
class Tally:
    """Counts over scenes of one layout.

    Attributes:
        notes: how many notes were left out.
        mistakes: each of them that was told as another value, in a line.
    """

    notes: int = 0
    mistakes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it.

    Attributes:
        tallies: by layout.
    """

    tallies: Mapping[str, Tally]


def run(options: Options) -> Result:
    """Read each scene once for each of its values that the model knows, without it.

    Raises:
        DataError: there are no scenes.
        ModelError: the model cannot be used.
    """
    scenes = read_scenes(options.scenes)
    on = options.currencies or currencies_of(scenes)
    model = Model(options.model, threads=1)
    known = {label.key for label in model.metadata.labels if not label.is_unknown and label.currency in on}
    tallies: dict[str, Tally] = {}
    asked = [scene for scene in scenes if not options.layouts or scene.layout in options.layouts]
    for scene in asked[:: options.every]:
        picture = load(options.scenes / scene.file, PICTURE_PX)
        tally = tallies.setdefault(scene.layout, Tally())
        for value in sorted({f"{note.currency}/{note.value}" for note in scene.notes} & known):
            found = joined([_reader(model, value).read(picture, on)]).notes
            tally.notes += sum(f"{note.currency}/{note.value}" == value for note in scene.notes)
            tally.mistakes += [
                f"{scene.file}: {value} told as {note.currency}/{note.value}"
                for note in told_as_another(found, scene, value)
            ]
    return Result(tallies)


def _reader(model: Model, value: str) -> InstanceReader:
    """That of a model without a "CUR/value"."""
    reader = Recognizer(without_print(model, value)).table_reader()
    if reader is None:
        raise ModelError("model_landmarks")
    return reader


def told_as_another(found: Sequence[FoundNote], scene: StoredScene, value: str) -> list[FoundNote]:
    """Those of the found notes that are no notes of the scene and lie where one of this "CUR/value" does."""
    own = matched(found, scene.notes)
    left_out = [note.outline for note in scene.notes if f"{note.currency}/{note.value}" == value]
    return [
        note
        for number, note in enumerate(found)
        if number not in own and any(shared_fraction(outline, note.outline) >= FOUND for outline in left_out)
    ]


def _report(result: Result) -> str:
    lines = ["| layout | notes left out | told as another |", "|---|---|---|"]
    lines += [f"| {layout} | {tally.notes} | {len(tally.mistakes)} |" for layout, tally in result.tallies.items()]
    return "\n".join([*lines, *(mistake for tally in result.tallies.values() for mistake in tally.mistakes)])


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this step."""
    parser.add_argument("--scenes", type=Path, required=True, help="folder that `convert scenes` wrote")
    parser.add_argument("--model", type=Path, default=DEFAULT_MODEL, help="default: the shipped model")
    parser.add_argument("--currencies", type=comma_list, help="those that are on (default: those of the scenes)")
    parser.add_argument("--layouts", type=comma_list, default=(), help="those to read (default: all)")
    parser.add_argument("--every", type=int, default=1, help="one of so many scenes (default: %(default)s)")


STEP = Step(
    "evaluate-scenes-left-out",
    "what is said of notes of a table whose value was never seen",
    __doc__,
    add_arguments,
    lambda args: Options(args.scenes, args.model, args.currencies, tuple(args.layouts), args.every),
    run,
    _report,
)
