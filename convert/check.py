"""Checks a data folder before a training run: what is there, what is missing, what is doubtful, in words.

It ends with 0 when the folder can be trained on, and with 1 when something is missing or wrong that training or judging
stops on; that is said last. The rules are in `data_checks`; here pictures are read and words are printed.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from app.recognition.model import Model
from convert import data_checks as rules
from convert.currencies import read_table
from convert.data_checks import ClassCount, Item, Repeats
from convert.data_names import NOTE_PARTS, Finding, lonely_hands, unknown_values, wrong_places
from convert.dataset import HELD_OUT_PERCENT, DataError, held_out, labelled_pictures, pictures_under
from convert.likeness import fingerprint, pairs
from convert.second_opinion import Opinion, opinions, write_suspects

UNREADABLE = "is not a picture that can be read: get it again, or take it away."
SMALL = f"is smaller than {rules.SMALLEST_SIDE} pixels: take a larger one."
_SHOWN = 8
_STANDINGS = {
    "none": "neither a flat scan nor a photo, so it will not be known: one flat scan is the least, of",
    "few photos alone": f"no flat scan and fewer than {rules.FEW_TO_TRAIN} photos, too little to learn from: add a flat "
    "scan, for synthetic pictures, of",
    "photos alone": "no flat scan, learned from photos alone: add a flat scan, or go on to "
    f"{rules.PER_CLASS} photos, of",
    "scans, few photos": f"fewer than {rules.FEW_TO_TRAIN} photos: take more, or rely on synthetic pictures, of",
}


@dataclass(slots=True)
class Report:
    """All that was found in one data folder; `as_json` gives the form that `--json` writes.

    Attributes:
        data: the folder; paths in the document are relative to it.
        counts: pictures by class.
        negatives, kept_aside: pictures without a note, to train on and to judge by.
        findings: about single files and folders.
        repeats: pictures that are there twice.
        photos: how many photos of notes can be read.
        shares: the share of its photo, 0 to 1, that each note fills, by path, as far as boxes.tsv knows.
        breaks: what training or judging stops on, a sentence each.
        opinions: what a model says of the photos; None when none was asked.
    """

    data: Path
    counts: list[ClassCount]
    negatives: int
    kept_aside: int
    findings: list[Finding]
    repeats: Repeats
    photos: int
    shares: dict[str, float]
    breaks: list[str]
    opinions: list[Opinion] | None = None

    def as_json(self) -> dict[str, Any]:
        """The document that `--json` writes."""

        def paths(found: Sequence[tuple[Item, Item]]) -> list[list[str]]:
            return [[self.name(item.path) for item in two] for two in found]

        return {
            "usable": not self.breaks,
            "breaks": self.breaks,
            "classes": [{**asdict(c), "standing": c.standing} for c in self.counts],
            "without_a_note": {"train": self.negatives, "kept_aside": self.kept_aside},
            "findings": [{"path": self.name(f.path), "text": f.text, "breaks": f.breaks} for f in self.findings],
            "conflicts": paths(self.repeats.conflicts),
            "leaks": paths(self.repeats.leaks),
            "scans_in_val": paths(self.repeats.scans),
            "alike": paths(self.repeats.alike),
            "surplus": [{"part": p, "label": label, "n": n} for (p, label), n in self.repeats.surplus.items()],
            "photos": self.photos,
            "shares": self.shares,
            "model": None
            if self.opinions is None
            else [{**asdict(o), "path": self.name(o.path), "suspect": o.suspect} for o in self.opinions],
        }

    def name(self, path: Path) -> str:
        """A path as it is printed: within the data folder, with "/"."""
        return path.relative_to(self.data).as_posix()


# ---------------------------------------------------------------------------------------------------------- reading


def grey(path: Path) -> tuple[NDArray[np.uint8], int] | None:
    """(the picture in grey, its shorter side in pixels); None when it cannot be read.

    Pictures whose shorter side is above 256 pixels come at a quarter of their size and the side is right to 3 pixels.
    """
    try:
        content = np.fromfile(path, np.uint8)
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
    counts = rules.class_counts(
        *([p for p in notes[part] if p.path in readable] for part in NOTE_PARTS),
        {c: table.get(c, ()) for c in currencies},
    )
    without = [item for item in read if item.label == rules.NO_NOTE]
    used = [item for item in without if not held_out(item.path, HELD_OUT_PERCENT)]
    boxes, bad_lines = rules.read_boxes(data / rules.BOXES)
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
        {path: rules.share(box) for path, box in boxes.items() if path in photos},
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


# --------------------------------------------------------------------------------------------------------- printing


def table_of(counts: Sequence[ClassCount]) -> list[str]:
    """A line for each value and design: flat scans, photos to train on and photos to choose by, front/back/unsorted."""
    lines = [f"{'front / back / face not given':24}{'flat scans':>14}{'train':>18}{'val':>18}"]
    for front, back in zip(counts[::2], counts[1::2], strict=True):
        name = f"{front.currency} {front.value}{' old' if front.series == 'old' else ''}"
        train = f"{front.train} / {back.train} / {front.train_unsorted}"
        val = f"{front.val} / {back.val} / {front.val_unsorted}"
        lines.append(f"{name:24}{f'{front.flat} / {back.flat}':>14}{train:>18}{val:>18}")
    return lines


def sentences(report: Report) -> list[str]:
    """What is missing or doubtful, in words; without what single files and folders are about."""
    lines = []
    judged = rules.judged_by(report.counts)
    for currency in sorted({c.currency for c in report.counts}):
        mine = [c for c in report.counts if c.currency == currency]
        for standing, words in _STANDINGS.items():
            found = [_in_words(c) for c in mine if c.standing == standing]
            if found:
                lines.append(f"{currency}: {words} {'; '.join(found)}.")
        enough = sum(c.standing in ("scans and photos", "full") for c in mine)
        full = sum(c.standing == "full" for c in mine)
        lines.append(
            f"{currency}: {enough} of {len(mine)} classes have flat scans and {rules.FEW_TO_TRAIN} photos or more, "
            f"{full} the recipe's {rules.PER_CLASS}."
        )
        few = [f"{v} ({n})" for (c, v), n in judged.items() if c == currency and n < rules.FEW_TO_JUDGE]
        if few:
            lines.append(f"{currency}: fewer than {rules.FEW_TO_JUDGE} photos in photos/val judge {', '.join(few)}.")
    wanted = rules.PER_CLASS * rules.BACKGROUND_TIMES
    least = f"{wanted:,} are asked ({rules.BACKGROUND_TIMES} times {rules.PER_CLASS})"
    lines.append(
        f"Without a note: {report.negatives:,} pictures to train on, {report.kept_aside:,} kept aside; {least}"
        + ("." if report.negatives >= wanted else f": add {wanted - report.negatives:,} photos of rooms and tables.")
    )
    return [*lines, *_repeated(report), *_filled(report)]


def _in_words(c: ClassCount) -> str:
    scans = "" if not c.flat else f"{_number(c.flat, 'flat scan')}, "
    photos = [_number(c.train, "photo")] if c.train or not c.train_unsorted else []
    photos += [f"{_number(c.train_unsorted, 'photo')} that may show it"] if c.train_unsorted else []
    return f"{c.name} ({scans}{' and '.join(photos)})"


def _number(n: int, what: str) -> str:
    return f"{n or 'no'} {what}{'' if n == 1 else 's'}"


def _repeated(report: Report) -> list[str]:
    found = report.repeats
    lines = _pairs(report, "One picture has two labels, of which one is wrong", found.conflicts)
    for words, repeated, shown in (
        ("Photos in photos/val that are also trained on, so that they judge too kindly", found.leaks, True),
        ("Photos in photos/val that are also flat scans in reference, with the same effect", found.scans, True),
        ("Photos in photos/val much like a photo to train on or a flat scan of their value", found.alike, False),
    ):
        of_currency = Counter({i.path: i.currency for two in repeated for i in two if i.part == "photos/val"}.values())
        if of_currency:
            counted = ", ".join(f"{currency} {n}" for currency, n in sorted(of_currency.items()))
            lines += _pairs(report, f"{words} ({counted})", repeated) if shown else [f"{words}: {counted}."]
    for part in dict.fromkeys(part for part, _ in found.surplus):
        labels = {label: n for (place, label), n in found.surplus.items() if place == part}
        lines.append(
            f"{part}: {_number(sum(labels.values()), 'picture')} the same as another of the same class, most in "
            f"{', '.join(sorted(labels, key=lambda label: -labels[label])[:3])}; they add little."
        )
    return lines


def _pairs(report: Report, words: str, found: Sequence[tuple[Item, Item]]) -> list[str]:
    return [_some(words, [" = ".join(report.name(item.path) for item in two) for two in found])] if found else []


def _some(words: str, names: Sequence[str]) -> str:
    more = f"\n    and {len(names) - _SHOWN} more (--json lists all)" if len(names) > _SHOWN else ""
    return "\n    ".join([f"{words}:", *names[:_SHOWN]]) + more


def _filled(report: Report) -> list[str]:
    lines = []
    if report.shares:
        small = sum(share < rules.SMALLEST_SHARE for share in report.shares.values())
        lines.append(
            f"The note fills less than a sixth of its picture in {small} of the {len(report.shares)} photos that "
            f"{rules.BOXES} knows; of {report.photos - len(report.shares)} it is not known."
        )
    else:
        lines.append(f"How much of the photos their notes fill is not known: there is no {rules.BOXES}.")
    if report.opinions is not None:
        seen = sorted(o.share for o in report.opinions if o.share is not None)
        small = sum(share < rules.SMALLEST_SHARE for share in seen)
        lines.append(
            f"The model's estimate, by upright boxes around its notes: below a sixth of the picture in {small} of "
            f"{len(seen)} photos; in {len(report.opinions) - len(seen)} more it places no note."
        )
        lines.append(
            f"Photos which the model is very sure show another value: {sum(o.suspect for o in report.opinions)}."
        )
    return lines


def by_text(report: Report) -> list[str]:
    """Findings about files and folders, those with the same text together."""
    grouped: dict[str, list[str]] = defaultdict(list)
    for finding in report.findings:
        grouped[finding.text].append(report.name(finding.path))
    return [_some(f"Each of these {text.rstrip('.')}", names) for text, names in grouped.items()]


# ------------------------------------------------------------------------------------------------------------- step


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the step to `python -m convert`."""
    parser = subparsers.add_parser("check", help="what a data folder lacks, in words", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the data folder (docs/training.md)")
    parser.add_argument("--currencies", help="comma list (default: those of models/currencies.csv that have a folder)")
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
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    if args.suspects is not None and args.model is None:
        raise DataError("--suspects needs --model FILE: it is the model that doubts a label.")
    if not args.data.is_dir():
        raise DataError(f"No data folder at {args.data}: give one with --data (its layout is in docs/training.md).")
    table = {c.code: c.values for c in read_table()}
    folders = {p.name for part in NOTE_PARTS for p in (args.data / part).glob("[A-Z][A-Z][A-Z]") if p.is_dir()}
    if args.currencies:
        currencies = [code.strip() for code in args.currencies.split(",") if code.strip()]
    else:
        currencies = [code for code in table if code in folders]
    model = None if args.model is None else Model(args.model, threads=1)
    report = examine(args.data, currencies, table)
    if model is not None:
        photos = [p for part in NOTE_PARTS[1:] for p in labelled_pictures(args.data / part, currencies, lenient=True)]
        report.opinions = opinions(model, photos)
    left_out = sorted(folders - set(currencies))
    print("\n".join([*table_of(report.counts), "", *by_text(report), *sentences(report)]))
    if left_out and not args.currencies:
        print(f"No line in models/currencies.csv, so taken for notes that are not known: {', '.join(left_out)}.")
    if args.suspects is not None:
        count = write_suspects(args.suspects, report.opinions or [], args.data)
        print(f"{_number(count, 'suspected label')} written to {args.suspects}: look at each.")
    if args.json is not None:
        args.json.parent.mkdir(parents=True, exist_ok=True)
        args.json.write_text(json.dumps(report.as_json(), indent=1), encoding="utf-8")
    if report.breaks:
        print("\n".join(["", "Not usable for training yet:", *report.breaks]))
        return 1
    print("\nUsable for training.")
    return 0
