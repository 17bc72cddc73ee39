"""Checks a data folder before a training run: what is there, what is missing, what is doubtful, in words.

It ends with 0 when the folder can be trained on, and with 1 when something is missing or wrong that training or
evaluation stops on; that is said last. Here pictures are read; the rules are in `names`, `rules` and
`near_duplicates`, the words in `words`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from app.camera.quiet import without_complaints
from app.commas import comma_list
from app.feedback.words import SPECIMEN_CURRENCY
from app.recognition.model import Model
from convert.data.boxes import BOXES, read_boxes
from convert.data.currencies import read_table
from convert.data.dataset import DataError, labelled_pictures, pictures_under
from convert.data.finding import Finding
from convert.data.split import HELD_OUT_PERCENT, held_out
from convert.data_audit import rules
from convert.data_audit.label_audit import opinions, write_suspects
from convert.data_audit.names import NOTE_PARTS, lonely_hands, unknown_values, wrong_places
from convert.data_audit.near_duplicates import fingerprint, pairs
from convert.data_audit.rules import Item
from convert.data_audit.words import Report, by_text, number, sentences, table_of
from convert.step import Step

UNREADABLE = "is not a picture that can be read: get it again, or take it away."
SMALL = f"is smaller than {rules.SMALLEST_SIDE} pixels: take a larger one."


# ---------------------------------------------------------------------------------------------------------- reading


def grey(path: Path) -> tuple[NDArray[np.uint8], int] | None:
    """(the picture in grey, its shorter side in pixels); None when it cannot be read.

    Pictures whose shorter side is above 256 pixels come at a quarter of their size and the side is right to 3 pixels.
    """
    try:
        content = np.fromfile(path, np.uint8)
        with without_complaints():
            picture = cv2.imdecode(content, cv2.IMREAD_REDUCED_GRAYSCALE_4) if content.size else None
            times = 4
            if picture is not None and min(picture.shape) <= 64:
                picture, times = cv2.imdecode(content, cv2.IMREAD_GRAYSCALE), 1
    except (OSError, cv2.error):
        return None
    return None if picture is None else (np.asarray(picture, np.uint8), times * min(picture.shape))


def examine(data: Path, currencies: Sequence[str], table: Mapping[str, Sequence[str]]) -> Report:
    """Read every picture of a data folder once and hold it against the recipe.

    Args:
        data: the data folder.
        currencies: ISO codes that shall be learned.
        table: face values by currency, as the table of currencies lists them.
    """
    findings = wrong_places(data, currencies)
    notes = {part: labelled_pictures(data / part, currencies, lenient=True) for part in NOTE_PARTS}
    findings += unknown_values((p for part in notes.values() for p in part), table)
    items = [Item(p.path, part, p.currency, f"{p.currency} {p.value}") for part in notes for p in notes[part]]
    for part in ("backgrounds", "hard_negatives", "other_notes"):
        for path in pictures_under(data / part):
            label = path.relative_to(data).parts[1] if part == "other_notes" else rules.NO_NOTE
            items.append(Item(path, part, "", label))
    read, prints = [], []
    for item in tqdm(items, desc="reading", unit="picture", leave=False):
        found = grey(item.path)
        if found is None:
            findings.append(Finding(item.path, UNREADABLE))
            continue
        if found[1] < rules.SMALLEST_SIDE:
            findings.append(Finding(item.path, SMALL))
        read.append(item)
        prints.append(fingerprint(found[0]))
    findings += _hands(data)
    readable = {item.path for item in read}
    references, train, val = ([p for p in notes[part] if p.path in readable] for part in NOTE_PARTS)
    counts = rules.class_counts(references, train, val, {c: table.get(c, ()) for c in currencies})
    without = [item for item in read if item.label == rules.NO_NOTE]
    used = [item for item in without if not held_out(item.path, HELD_OUT_PERCENT)]
    boxes, bad_lines = read_boxes(data / BOXES)
    findings += bad_lines
    photos = {item.path.relative_to(data).as_posix() for item in read if item.part.startswith("photos/")}
    breaks = rules.breaking(counts, sum(item.part == "backgrounds" for item in used), findings, currencies)
    return Report(
        data,
        counts,
        len(used),
        len(without) - len(used),
        findings,
        rules.repeats(read, pairs(prints)),
        len(photos),
        {path: rules.box_fraction(box) for path, box in boxes.items() if path in photos},
        breaks,
    )


def _hands(data: Path) -> list[Finding]:
    pictures = pictures_under(data / "hands")
    masks = sorted((data / "hands").rglob("*.mask.png"))
    found = lonely_hands(pictures, masks)
    found += [Finding(path, UNREADABLE) for path in pictures if grey(path) is None]
    for path in masks:
        mask = grey(path)
        if mask is None or not mask[0].any():
            found.append(Finding(path, "is not a mask: it must be a picture, white where the hand is."))
    return found


# ------------------------------------------------------------------------------------------------------------- step


@dataclass(frozen=True, slots=True)
class Options:
    """What to look at.

    Attributes:
        data: the data folder.
        currencies: ISO codes; none takes those of models/currencies.csv that have a folder.
        json: where to write all counts, findings and pairs, or None.
        model: to ask too how much the notes fill, and whether labels may be wrong; or None.
        suspects: where to write the photos which the model is very sure show another value; or None.
    """

    data: Path
    currencies: tuple[str, ...] = ()
    json: Path | None = None
    model: Path | None = None
    suspects: Path | None = None

    def __post_init__(self) -> None:
        if self.suspects is not None and self.model is None:
            raise DataError("--suspects needs --model FILE: it is the model that doubts a label.")


@dataclass(frozen=True, slots=True)
class Result:
    """What was found.

    Attributes:
        report: all of it.
        not_listed: currencies with a folder that the table of currencies does not know.
        suspects: where suspected labels were written, and how many; None where they were not asked for.
    """

    report: Report
    not_listed: list[str]
    suspects: tuple[Path, int] | None

    @property
    def usable(self) -> bool:
        """Whether the folder can be trained on."""
        return not self.report.breaks


def run(options: Options) -> Result:
    """Look at every picture once.

    Raises:
        DataError: there is no such folder.
        ModelError: the model cannot be read.
    """
    data = options.data
    if not data.is_dir():
        raise DataError(f"No data folder at {data}: give one with --data (its layout is in docs/dev/data.md).")
    table = {c.code: c.values for c in read_table()}
    folders = {p.name for part in NOTE_PARTS for p in (data / part).glob("[A-Z][A-Z][A-Z]") if p.is_dir()}
    if options.currencies:
        # XTS is drawn by the project itself and has no folder.
        currencies = [code for code in options.currencies if code != SPECIMEN_CURRENCY]
    else:
        currencies = [code for code in table if code in folders]
    model = None if options.model is None else Model(options.model, threads=1)
    report = examine(data, currencies, table)
    if model is not None:
        photos = [p for part in NOTE_PARTS[1:] for p in labelled_pictures(data / part, currencies, lenient=True)]
        report.opinions = opinions(model, photos)
    suspects = None
    if options.suspects is not None:
        suspects = (options.suspects, write_suspects(options.suspects, report.opinions or [], data))
    if options.json is not None:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(json.dumps(report.as_json(), indent=1), encoding="utf-8")
    not_listed = [] if options.currencies else sorted(folders - set(currencies))
    return Result(report, not_listed, suspects)


def _report(result: Result) -> str:
    report = result.report
    lines = [*table_of(report.counts), "", *by_text(report), *sentences(report)]
    if result.not_listed:
        names = ", ".join(result.not_listed)
        lines.append(f"No line in models/currencies.csv, so taken for notes that are not known: {names}.")
    if result.suspects is not None:
        path, count = result.suspects
        lines.append(f"{number(count, 'suspected label')} written to {path}: look at each.")
    if report.breaks:
        return "\n".join([*lines, "", "Not usable for training yet:", *report.breaks])
    return "\n".join([*lines, "", "Usable for training."])


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this step."""
    parser.add_argument("--data", type=Path, required=True, help="the data folder (docs/dev/data.md)")
    parser.add_argument(
        "--currencies",
        type=comma_list,
        default=(),
        help="comma list (default: those of models/currencies.csv that have a folder)",
    )
    parser.add_argument("--json", type=Path, help="write all counts, findings and pairs to this file")
    parser.add_argument(
        "--model", type=Path, help="ask this model, too: how much the notes fill, and whether labels may be wrong"
    )
    parser.add_argument(
        "--suspects",
        type=Path,
        metavar="TSV",
        help="write the photos which --model is very sure show another value than their folder says",
    )


def _options(args: argparse.Namespace) -> Options:
    return Options(args.data, args.currencies, args.json, args.model, args.suspects)


STEP = Step(
    "check",
    "what a data folder lacks, in words",
    __doc__,
    add_arguments,
    _options,
    run,
    _report,
    lambda result: 0 if result.usable else 1,
)
