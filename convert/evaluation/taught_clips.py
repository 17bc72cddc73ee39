"""Tries teaching before the camera: a scan is held up, gathered frame by frame as in the app, and then read in clips.

Each side is taught by clips of one scan, as `presentations` draws them, until the frames that the app wants are there.
It is read in clips of another scan where there is one, else in further clips of the same, by the app's own readers and
rules: a clip is *right* when the value alone is named, *silent* when none is, *wrong* when another is. The currency's
built-in knowledge is off, and another currency is on, for which it may be taken.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tqdm import tqdm

from app.camera.frame import Frame
from app.commas import comma_list
from app.recognition.beside import BesideReader
from app.recognition.comparison import Comparison
from app.recognition.model import DEFAULT_MODEL, Model
from app.recognition.pack_shelf import PackShelf
from app.recognition.recognizer import Recognizer
from app.recognition.taught import TaughtNotes, WithTaught
from app.recognition.taught_file import TaughtNote
from app.recognition.taught_names import TaughtError
from app.recognition.teaching import FACES, Shot, note_of
from app.recognition.teaching_dense import with_dense
from app.recognition.teaching_frames import SideGatherer
from app.recognition.teaching_joined import templates_of_side
from app.recognition.teaching_sides import with_sides
from app.recognition.templates import TemplateBank
from convert.data.dataset import DataError, labelled_pictures
from convert.evaluation.clips import Clip
from convert.evaluation.presentations import Showing
from convert.evaluation.replay import look_at
from convert.evaluation.spoken import evaluate_clips
from convert.evaluation.taught import DAY, of
from convert.export.packs import reader_of
from convert.step import Step, at_least

# Of each side so many clips are shown at most until it is learned; their seeds lie apart from those that are tried.
_LESSONS, _JUDGED_FROM = 6, 1000
_ON, _ELSE_ON = "USD", "EUR"


@dataclass(frozen=True, slots=True)
class Options:
    """What is taught and tried.

    Attributes:
        teach_from: folder laid out as DIR/<CUR>/<value>_<face>/*, of flat scans.
        currencies: ISO 4217 codes.
        clips: of each side, that are tried, at least 1.
        fps: of all clips.
        model: whose templates and boxes.
    """

    teach_from: Path
    currencies: tuple[str, ...]
    clips: int = 1
    fps: float = 5.0
    model: Path = DEFAULT_MODEL

    def __post_init__(self) -> None:
        at_least("--clips", self.clips, 1)


@dataclass(slots=True)
class Row:
    """Counts of one currency.

    Attributes:
        sides, learned: shown, and of which frames enough were gathered.
        lesson_s: seconds that the learned ones took.
        right, silent, wrong: clips.
    """

    currency: str
    sides: int = 0
    learned: int = 0
    lesson_s: list[float] = field(default_factory=list)
    right: int = 0
    silent: int = 0
    wrong: int = 0

    @property
    def clips(self) -> int:
        """How many were tried."""
        return self.right + self.silent + self.wrong


@dataclass(slots=True)
class Result:
    """What was found, and what was wrong."""

    rows: list[Row] = field(default_factory=list)
    mistakes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Side:
    value: str
    face: str
    taught_by: Path
    judged_by: Path


def run(options: Options) -> Result:
    """Teach and judge.

    Raises:
        DataError: of a currency there is no scan whose face is known.
        ModelError: the model cannot be read.
    """
    recognizer, result = Recognizer.load(options.model, threads=1), Result()
    bank, reader = reader_of(options.model)
    comparison = Model(options.model, threads=1).comparison
    for currency in options.currencies:
        row = Row(currency)
        on = frozenset({_ON if currency != _ON else _ELSE_ON})
        sides = _sides(options.teach_from, currency)
        shots: dict[tuple[str, str], list[Shot]] = {}
        for side in tqdm(sides, desc=f"teaching {currency}", leave=False):
            row.sides += 1
            before = shots.get((side.value, FACES[0]), ()) if side.face == FACES[1] else ()
            gatherer = SideGatherer(before)
            time_s = _gather(gatherer, side, currency, options.fps, recognizer, on)
            if time_s is not None:
                row.learned += 1
                row.lesson_s.append(time_s)
                shots[side.value, side.face] = gatherer.shots
        taught = TaughtNotes(bank, notes=_notes(currency, shots, bank, comparison))
        own = BesideReader(bank, reader.weights, WithTaught(PackShelf("", folder=None), taught), tells_faint=True)
        own.use_comparison(comparison)
        alone = [note.key for note in taught.notes]
        for side in tqdm(sides, desc=f"reading {currency}", leave=False):
            for number in range(options.clips):
                clip = _clip(side.judged_by, currency, side.value, _JUDGED_FROM + number)
                seen = look_at(clip, options.fps, recognizer, on, own)
                told = evaluate_clips([seen], with_print=(*own.values, *alone), alone=alone)
                if told.wrong:
                    row.wrong += 1
                    result.mistakes += [f"{side.judged_by}: {words}" for _, _, words in told.said]
                elif told.missed:
                    row.silent += 1
                else:
                    row.right += 1
        result.rows.append(row)
    return result


def _sides(folder: Path, currency: str) -> list[_Side]:
    """The sides of the current designs, each with a scan to teach it by, and one to judge."""
    scans: dict[tuple[str, str], list[Path]] = {}
    for each in labelled_pictures(folder, [currency], lenient=True):
        if each.series == "current" and each.face is not None:
            scans.setdefault((each.value, each.face), []).append(each.path)
    if not scans:
        raise DataError(f"No scans of {currency} whose face is known under {folder}.")
    order = sorted(scans, key=lambda side: (float(side[0]), FACES.index(side[1])))
    return [_Side(*side, scans[side][0], scans[side][1 % len(scans[side])]) for side in order]


def _clip(scan: Path, currency: str, value: str, seed: int) -> Clip:
    return Clip("note", str(scan), currency, value, True, "", (), seed)


def _gather(
    gatherer: SideGatherer, side: _Side, currency: str, fps: float, recognizer: Recognizer, on: frozenset[str]
) -> float | None:
    """Show a side until it is learned; seconds that this took, or None where it was not."""
    for frame in _lesson(side, currency, fps):
        if gatherer.look(frame.image, recognizer.observe(frame, on)).is_done:
            return frame.captured_at_s
    return None


def _lesson(side: _Side, currency: str, fps: float) -> Iterator[Frame]:
    """The frames of one clip after the other, in one time."""
    begun_s, index = 0.0, 0
    for seed in range(_LESSONS):
        for image, truth in Showing(_clip(side.taught_by, currency, side.value, seed), fps):
            yield Frame(image, index, begun_s + truth.time_s, None, 0.0)
            index += 1
        begun_s = index / fps


def _notes(
    currency: str, shots: dict[tuple[str, str], list[Shot]], bank: TemplateBank, comparison: Comparison | None
) -> list[TaughtNote]:
    notes = []
    for value in dict.fromkeys(value for value, _ in shots):
        sides = {face: templates_of_side(shots[value, face]) for face in FACES if (value, face) in shots}
        try:
            note = note_of(sides, currency=currency, value=value, name="", bank=bank, day=DAY)
            shown = {face: shots[value, face] for face in sides}
            notes.append(with_dense(with_sides(note, shown, comparison), shown, (), bank))
        except TaughtError:
            continue
    return notes


def told(result: Result) -> str:
    """Counts as a table in Markdown."""
    lines = [
        *result.mistakes,
        "| currency | sides learned | seconds a side | clips | right | silent | wrong |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in result.rows:
        lesson = f"{sum(row.lesson_s) / len(row.lesson_s):.0f}" if row.lesson_s else "-"
        counts = (of(count, row.clips) for count in (row.right, row.silent, row.wrong))
        lines.append(
            f"| {row.currency} | {row.learned} of {row.sides} | {lesson} | {row.clips} | {' | '.join(counts)} |"
        )
    return "\n".join(lines)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this step."""
    parser.add_argument("--teach-from", type=Path, required=True, help="flat scans, DIR/<CUR>/<value>_<face>/*")
    parser.add_argument("--currency", type=comma_list, required=True, help="ISO 4217 codes, with commas between")
    parser.add_argument("--clips", type=int, default=1, help="tried of each side (default: %(default)s)")
    parser.add_argument("--fps", type=float, default=5.0, help="frames a second (default: %(default)s)")
    parser.add_argument("--model", type=Path, default=DEFAULT_MODEL, help="default: the shipped model")


STEP = Step(
    "evaluate-taught-clips",
    "evaluate notes that are taught before the camera",
    __doc__,
    add_arguments,
    lambda args: Options(args.teach_from, args.currency, args.clips, args.fps, args.model),
    run,
    told,
)
