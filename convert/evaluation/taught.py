"""Tries taught notes: each currency is taught from a few pictures a side, its built-in knowledge off, and then read.

A photo is *right* when its value is named, *silent* when none is, *wrong* when another is, by single pictures as the
print reader sees them: what two looks of a held note would say. Scans and photos that are taught from are drawn by name
and are not tried. Where a value is left out in turn, its photos must stay silent: what they are called is *mistaken*.
"""

from __future__ import annotations

import argparse
import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from app.commas import comma_list
from app.recognition.beside import BesideReader
from app.recognition.comparison import Comparison
from app.recognition.model import DEFAULT_MODEL, Model
from app.recognition.observation import Box
from app.recognition.taught import prints_of_taught
from app.recognition.taught_file import TaughtNote
from app.recognition.taught_names import TaughtError
from app.recognition.teaching import FACES, Shot, shot_of
from app.recognition.teaching_photos import TaughtSide, notes_of
from convert.data.dataset import DataError, LabelledPicture, labelled_pictures
from convert.data.images import PictureError, load
from convert.evaluation.drawing import GREY, Drawing
from convert.evaluation.fewshot import read_split
from convert.evaluation.taught_others import Others, read_others
from convert.evaluation.taught_timing import timed
from convert.export.packs import reader_of
from convert.inference import note_box_in
from convert.step import Step

_LONGEST = 1280
_HEIGHT, _BAR_PX, _BETWEEN_GROUPS = 320, 22, 1.0
_COLOURS = {"right": "#2e7d32", "silent": "#bbbbbb", "wrong": "#c0392b"}
DAY = date(2026, 1, 1)


@dataclass(frozen=True, slots=True)
class Options:
    """What is taught and tried.

    Attributes:
        photos: DIR/<CUR>/<value>[_face]/*, tried, or of one currency DIR/<value>_<face>/* with a split.
        teach_from: folder laid out as DIR/<CUR>/..., whose pictures are taught from.
        split: table that says which pictures of `photos` are taught from ("train") and tried ("val").
        currencies: ISO 4217 codes.
        pictures: of a side, how many are taught from; each number is a row; 0 for all.
        most: photos of each currency that are tried, and pictures of each folder of others.
        leave_out: leave each value out in turn, too.
        old: earlier designs are taught and tried as well.
        timing: measure the time of a look with 0, 50 and 500 taught sides.
        model: whose templates and boxes.
        out: file for all counts, .csv, and beside it a plot, .svg; None for none.
        others: folders of pictures that show none of these currencies.
    """

    photos: Path
    teach_from: Path | None = None
    split: Path | None = None
    currencies: tuple[str, ...] = ()
    pictures: tuple[int, ...] = (1, 2, 5)
    most: int = 40
    leave_out: bool = False
    old: bool = False
    timing: bool = False
    model: Path = DEFAULT_MODEL
    out: Path | None = None
    others: tuple[Path, ...] = ()


@dataclass(slots=True)
class Row:
    """Counts of one currency, taught from so many pictures a side."""

    currency: str
    pictures: int
    values: int
    right: int = 0
    silent: int = 0
    wrong: int = 0
    left_out: int = 0
    mistaken: int = 0

    @property
    def photos(self) -> int:
        """How many were tried."""
        return self.right + self.silent + self.wrong


@dataclass(slots=True)
class Result:
    """What was found.

    Attributes:
        rows: one for each currency and number of pictures.
        mistakes: what was wrong.
        look_ms: milliseconds of a look at a note that is not seen, by taught sides.
        dense_ms: the same where these sides have dense print.
        others: of each folder of other things, how many are taken for a taught note.
    """

    rows: list[Row] = field(default_factory=list)
    mistakes: list[str] = field(default_factory=list)
    look_ms: dict[int, float] = field(default_factory=dict)
    dense_ms: dict[int, float] = field(default_factory=dict)
    others: list[Others] = field(default_factory=list)


class _Taught:
    """Looks at pictures, each once, and teaches from them."""

    comparison: Comparison | None = None

    def __init__(self, model: Path) -> None:
        self.model = Model(model, threads=1)
        self.bank, plain = reader_of(model)
        self.comparison = self.model.comparison
        self.reader = BesideReader(self.bank, plain.weights, tells_faint=True)
        self.reader.use_comparison(self.comparison)
        self._seen: dict[Path, tuple[NDArray[np.uint8], Box | None] | None] = {}
        self._shots: dict[Path, Shot | None] = {}

    def picture(self, path: Path) -> tuple[NDArray[np.uint8], Box | None] | None:
        """The picture, and where its note lies; None for one that cannot be read."""
        if path not in self._seen:
            try:
                picture = load(path, _LONGEST)
                self._seen[path] = picture, note_box_in(self.model, picture)
            except PictureError:
                self._seen[path] = None
        return self._seen[path]

    def notes(self, currency: str, pictures: Sequence[LabelledPicture], most: int) -> list[TaughtNote]:
        """What these pictures teach, so many of each side; nothing where they are too plain."""
        sides: dict[tuple[str, str, str | None], list[Shot]] = {}
        for each in pictures:
            for face in (each.face,) if each.face else FACES[:1]:
                shots = sides.setdefault((each.value, face, each.series), [])
                if (not most or len(shots) < most) and (shot := self._shot(each.path)) is not None:
                    shots.append(shot)
        taught = [TaughtSide(value, face, tuple(shots)) for (value, face, _), shots in sides.items()]
        try:
            return notes_of(
                taught,
                currency=currency,
                name="",
                bank=self.bank,
                reader=self.reader,
                day=DAY,
                comparison=self.comparison,
            )
        except TaughtError:
            return []

    def said(self, path: Path) -> str | None:
        """The value that the reader's templates in use name; None for none."""
        seen = self.picture(path)
        match = None if seen is None else self.reader.look(*seen)
        return None if match is None else match.value

    def said_once(self, path: Path) -> str | None:
        """As `said`, of a picture that is not asked for again."""
        value = self.said(path)
        del self._seen[path]
        return value

    def use(self, notes: Sequence[TaughtNote]) -> None:
        """Read with these from now on."""
        self.reader.use([known for note in notes for known in prints_of_taught(note, self.bank)])

    def _shot(self, path: Path) -> Shot | None:
        if path not in self._shots:
            seen = self.picture(path)
            self._shots[path] = None if seen is None else shot_of(*seen)
        return self._shots[path]


def run(options: Options) -> Result:
    """Teach and evaluate.

    Raises:
        DataError: there is nothing to teach from, or to evaluate with.
        ModelError: the model cannot be read.
    """
    cv2.setNumThreads(1)
    reader, result = _Taught(options.model), Result()
    taught: list[TaughtNote] = []
    for currency in options.currencies:
        learned, tried = _pictures(options, currency)
        notes: list[TaughtNote] = []
        for most in tqdm(options.pictures, desc=currency, leave=False):
            notes = reader.notes(currency, learned, most)
            row = Row(currency, most, len(notes))
            _evaluate(reader, notes, tried, row, result.mistakes)
            if options.leave_out:
                _leave_out(reader, currency, learned, tried, most, row, result.mistakes)
            result.rows.append(row)
            if options.out is not None:
                _write(result, options.out)
        taught += notes
    if options.others:
        reader.use(taught)
        on = frozenset(options.currencies)
        result.others = read_others(options.others, on, options.most, reader.said_once, result.mistakes)
    if options.timing:
        # As the app looks: the model's own dense print is asked as well.
        reader.reader.use_dense(reader.model.dense)
        photos = labelled_pictures(options.photos, list(options.currencies), lenient=True)
        paths = [photo.path for photo in photos]
        result.look_ms = timed(reader.bank, reader.reader, paths)
        result.dense_ms = timed(reader.bank, reader.reader, paths, has_dense=True)
    return result


def _write(result: Result, path: Path) -> None:
    """Counts and plot so far: all of it takes long."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(as_csv(result), encoding="utf-8")
    plot(result).write(path.with_suffix(".svg"))


def _pictures(options: Options, currency: str) -> tuple[list[LabelledPicture], list[LabelledPicture]]:
    """Pictures to teach from, and to evaluate with, the current designs only unless earlier ones are asked for."""
    photos = [
        p for p in labelled_pictures(options.photos, [currency], lenient=True) if options.old or p.series != "old"
    ]
    if options.split is not None:
        part = read_split(options.split)
        learned = [p for p in photos if part.get(p.path.resolve()) == "train"]
        tried = [p for p in photos if part.get(p.path.resolve()) == "val"]
    else:
        if options.teach_from is None:
            raise DataError("Name a folder to teach from (--teach-from), or a split (--split).")
        found = labelled_pictures(options.teach_from, [currency], lenient=True)
        learned = [p for p in found if p.series == "current" or (options.old and p.series == "old")]
        known = {p.value for p in learned}
        tried = [p for p in photos if p.value in known]
    if not learned or not tried:
        raise DataError(f"No pictures of {currency} to teach from, or none to evaluate with.")
    step = max(1, len(tried) // options.most)
    return learned, tried[::step][: options.most]


def _evaluate(
    reader: _Taught, notes: Sequence[TaughtNote], photos: Sequence[LabelledPicture], row: Row, mistakes: list[str]
) -> None:
    reader.use(notes)
    for photo in photos:
        said = reader.said(photo.path)
        if said is None:
            row.silent += 1
        elif said == photo.value:
            row.right += 1
        else:
            row.wrong += 1
            mistakes.append(f"{photo.path}: {said}")


def _leave_out(
    reader: _Taught,
    currency: str,
    learned: Sequence[LabelledPicture],
    photos: Sequence[LabelledPicture],
    most: int,
    row: Row,
    mistakes: list[str],
) -> None:
    for value in dict.fromkeys(photo.value for photo in photos):
        reader.use(reader.notes(currency, [p for p in learned if p.value != value], most))
        for photo in photos:
            if photo.value == value:
                row.left_out += 1
                said = reader.said(photo.path)
                if said is not None:
                    row.mistaken += 1
                    mistakes.append(f"{photo.path} (left out): {said}")


def as_csv(result: Result) -> str:
    """All counts, a line for each row."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("currency", "pictures", "values", "photos", "right", "silent", "wrong", "left_out", "mistaken"))
    for r in result.rows:
        writer.writerow(
            (r.currency, r.pictures, r.values, r.photos, r.right, r.silent, r.wrong, r.left_out, r.mistaken)
        )
    return out.getvalue()


def plot(result: Result) -> Drawing:
    """What became of the photos, of 100: a group of bars for each currency, a bar for each number of pictures."""
    currencies = list(dict.fromkeys(row.currency for row in result.rows))
    left, top, bottom = 56.0, 34.0, _HEIGHT - 52.0
    bars = len(result.rows) + _BETWEEN_GROUPS * len(currencies)
    drawing = Drawing(round(left + _BAR_PX * bars + 16), _HEIGHT)
    for percent in range(0, 101, 20):
        y = bottom - (bottom - top) * percent / 100
        drawing.line([(left, y), (left + _BAR_PX * bars, y)], GREY)
        drawing.text((left - 8, y + 4), f"{percent} %", 12, anchor="end")
    for place, (name, colour) in enumerate(_COLOURS.items()):
        drawing.rectangle((left + 70 * place, 8), (12, 12), colour)
        drawing.text((left + 70 * place + 17, 18), name, 12)
    x = left
    for currency in currencies:
        rows = [row for row in result.rows if row.currency == currency]
        x += _BETWEEN_GROUPS / 2 * _BAR_PX
        drawing.text((x + _BAR_PX * len(rows) / 2, bottom + 34), currency, 12, anchor="middle")
        for row in rows:
            y = bottom
            for name, colour in _COLOURS.items():
                height = (bottom - top) * getattr(row, name) / max(row.photos, 1)
                y -= height
                drawing.rectangle((x + 2, y), (_BAR_PX - 4, height), colour)
            drawing.text((x + _BAR_PX / 2, bottom + 17), str(row.pictures or "all"), 12, anchor="middle")
            x += _BAR_PX
        x += _BETWEEN_GROUPS / 2 * _BAR_PX
    return drawing


def told(result: Result) -> str:
    """Counts as a table in Markdown."""
    lines = [
        *result.mistakes,
        "| currency | pictures a side | values | photos | right | silent | wrong | left out: named |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for r in result.rows:
        named = f"{r.mistaken} of {r.left_out}" if r.left_out else "-"
        lines.append(
            f"| {r.currency} | {r.pictures or 'all'} | {r.values} | {r.photos} | {of(r.right, r.photos)} "
            f"| {of(r.silent, r.photos)} | {of(r.wrong, r.photos)} | {named} |"
        )
    for sides, ms in result.look_ms.items():
        dense = f", {result.dense_ms[sides]:.0f} with dense print" if sides in result.dense_ms else ""
        lines.append(f"{sides} taught sides: {ms:.0f} ms a look{dense}")
    lines += [f"{each.folder}: {each.named} of {each.pictures} named" for each in result.others]
    return "\n".join(lines)


def of(count: int, whole: int) -> str:
    """A count with its percentage."""
    return f"{100 * count / whole:.0f} % ({count})" if whole else "-"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this step."""
    parser.add_argument(
        "--photos", type=Path, required=True, help="photos to evaluate with, DIR/<CUR>/<value>[_face]/*"
    )
    parser.add_argument("--teach-from", type=Path, help="pictures to teach from, laid out alike")
    parser.add_argument("--split", type=Path, help="table whose source_path says which photos are taught from (train)")
    parser.add_argument("--currency", type=comma_list, required=True, help="ISO 4217 codes, with commas between")
    parser.add_argument("--pictures", default="1,2,5", help="of a side, in turn; 0 for all (default: %(default)s)")
    parser.add_argument("--most", type=int, default=40, help="photos of each currency (default: %(default)s)")
    parser.add_argument("--leave-out", action="store_true", help="leave each value out in turn, too")
    parser.add_argument("--old", action="store_true", help="teach and try earlier designs as well")
    parser.add_argument("--timing", action="store_true", help="measure the time of a look as well")
    parser.add_argument("--model", type=Path, default=DEFAULT_MODEL, help="default: the shipped model")
    parser.add_argument(
        "--others", type=comma_list, default=(), help="folders of other pictures, which may name no taught note"
    )
    parser.add_argument("--out", type=Path, help="file for all counts, .csv; a plot, .svg, is written beside it")


def _options(args: argparse.Namespace) -> Options:
    try:
        pictures = tuple(int(each) for each in comma_list(args.pictures))
    except ValueError as error:
        raise DataError(f'--pictures is "{args.pictures}": expected numbers with commas between.') from error
    return Options(
        args.photos,
        args.teach_from,
        args.split,
        args.currency,
        pictures,
        args.most,
        args.leave_out,
        args.old,
        args.timing,
        args.model,
        args.out,
        tuple(map(Path, args.others)),
    )


STEP = Step("evaluate-taught", "evaluate notes that are taught", __doc__, add_arguments, _options, run, told)
