"""What was found in a data folder, as sentences for people and as a document for machines. Nothing is found here."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from convert.data.boxes import BOXES
from convert.data.finding import Finding
from convert.data_audit import rules
from convert.data_audit.label_audit import Opinion
from convert.data_audit.rules import ClassCount, Item, Repeats

_SHOWN = 8
_STANDINGS = {
    "none": "neither a flat scan nor a photo, so it will not be known: one flat scan is the least, of",
    "few photos alone": f"no flat scan and fewer than {rules.FEW_TO_TRAIN} photos, too little to learn from: add a "
    "flat scan, for synthetic pictures, of",
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
        negatives, kept_aside: pictures without a note, to train on and to evaluate by.
        findings: about single files and folders.
        repeats: pictures that are there twice.
        photos: how many photos of notes can be read.
        fractions: the fraction of its photo, 0 to 1, that each note fills, by path, as far as boxes.tsv knows.
        breaks: what training or evaluation stops on, a sentence each.
        opinions: what a model says of the photos; None when none was asked.
    """

    data: Path
    counts: list[ClassCount]
    negatives: int
    kept_aside: int
    findings: list[Finding]
    repeats: Repeats
    photos: int
    fractions: dict[str, float]
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
            "fractions": self.fractions,
            "model": None
            if self.opinions is None
            else [{**asdict(o), "path": self.name(o.path), "suspect": o.suspect} for o in self.opinions],
        }

    def name(self, path: Path) -> str:
        """A path as it is printed: within the data folder, with "/"."""
        return path.relative_to(self.data).as_posix()


def table_of(counts: Sequence[ClassCount]) -> list[str]:
    """A line for each value and design: flat scans, photos to train on and photos to choose by, front/back/unsorted."""
    lines = [f"{'front / back / face not given':30}{'flat scans':>14}{'train':>18}{'val':>18}"]
    for front, back in zip(counts[::2], counts[1::2], strict=True):
        name = f"{front.currency} {front.value}{' old' if front.series == 'old' else ''}"
        train = f"{front.train} / {back.train} / {front.train_unsorted}"
        val = f"{front.val} / {back.val} / {front.val_unsorted}"
        lines.append(f"{name:30}{f'{front.flat} / {back.flat}':>14}{train:>18}{val:>18}")
    return lines


def sentences(report: Report) -> list[str]:
    """What is missing or doubtful, in words; without what single files and folders are about."""
    lines = []
    evaluated = rules.evaluated_by(report.counts)
    for currency in sorted({c.currency for c in report.counts}):
        mine = [c for c in report.counts if c.currency == currency]
        for standing, words in _STANDINGS.items():
            found = _in_words([c for c in mine if c.standing == standing])
            if found:
                lines.append(f"{currency}: {words} {found}.")
        enough = sum(c.standing in ("scans and photos", "full") for c in mine)
        full = sum(c.standing == "full" for c in mine)
        lines.append(
            f"{currency}: {enough} of {len(mine)} classes have flat scans and {rules.FEW_TO_TRAIN} photos or more, "
            f"{full} the recipe's {rules.PER_CLASS}."
        )
        few = [f"{v} ({n})" for (c, v), n in evaluated.items() if c == currency and n < rules.FEW_TO_EVALUATE]
        if few:
            lines.append(f"{currency}: fewer than {rules.FEW_TO_EVALUATE} photos in photos/val judge {', '.join(few)}.")
    wanted = rules.PER_CLASS * rules.BACKGROUND_TIMES
    least = f"{wanted:,} are asked ({rules.BACKGROUND_TIMES} times {rules.PER_CLASS})"
    lines.append(
        f"Without a note: {report.negatives:,} pictures to train on, {report.kept_aside:,} kept aside; {least}"
        + ("." if report.negatives >= wanted else f": add {wanted - report.negatives:,} photos of rooms and tables.")
    )
    return [*lines, *_repeated(report), *_filled(report)]


def _in_words(counts: Sequence[ClassCount]) -> str:
    """ "5 back (1 flat scan, no photo); 10 old front and back (2 flat scans, 3 photos)"."""
    alike: dict[str, list[str]] = defaultdict(list)
    for c in counts:
        names = alike[_counted(c)]
        if c.face == "back" and names and names[-1] == c.name.replace("back", "front"):
            names[-1] += " and back"
        else:
            names.append(c.name)
    return "; ".join(", ".join(names) + words for words, names in alike.items())


def _counted(c: ClassCount) -> str:
    if c.standing == "none":
        return ""
    found = [number(c.flat, "flat scan")] if c.flat else []
    found += [number(c.train, "photo")] if c.train or not c.train_unsorted else []
    found += [f"{number(c.train_unsorted, 'photo')} of one side or the other"] if c.train_unsorted else []
    return f" ({', '.join(found)})"


def number(n: int, what: str) -> str:
    """ "no photo", "1 photo", "2 photos"."""
    return f"{n or 'no'} {what}{'s' if n > 1 else ''}"


def _repeated(report: Report) -> list[str]:
    found = report.repeats
    lines = _pairs(report, "One picture, or two of one moment, with two labels: look which is right", found.conflicts)
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
            f"{part}: {number(sum(labels.values()), 'picture')} the same as another of the same class, most in "
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
    if report.fractions:
        small = sum(fraction < rules.SMALLEST_FRACTION for fraction in report.fractions.values())
        lines.append(
            f"The note fills less than a sixth of its picture in {small} of the {len(report.fractions)} photos that "
            f"{BOXES} knows; of {report.photos - len(report.fractions)} it is not known."
        )
    else:
        lines.append(f"How much of the photos their notes fill is not known: there is no {BOXES}.")
    if report.opinions is not None:
        seen = sorted(o.fraction for o in report.opinions if o.fraction is not None)
        small = sum(fraction < rules.SMALLEST_FRACTION for fraction in seen)
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
