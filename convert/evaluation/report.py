"""The figures of an evaluation: counts, the table in words, the JSON document, confusion matrices.

No model is asked here.
"""

from __future__ import annotations

import csv
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.feedback.words import SPECIMEN_CURRENCY
from convert.evaluation.drawing import Drawing

ABSTAINED = "abstained"


@dataclass(slots=True)
class Tally:
    """Counts of one currency in one mode."""

    n: int = 0
    right: int = 0
    abstained: int = 0
    misclassified: int = 0
    top1: int = 0

    def add(self, truth: str, said: str | None, best: str) -> None:
        """Count one photo; values as "CUR/value"."""
        self.n += 1
        self.top1 += best == truth
        if said is None:
            self.abstained += 1
        elif said == truth:
            self.right += 1
        else:
            self.misclassified += 1


@dataclass(frozen=True, slots=True)
class PhotoResult:
    """What was said of one photo: `truth` and `said` as "CUR/value", "negative" or "other"; None for silence."""

    path: str
    mode: str
    truth: str
    said: str | None
    best: str
    score: float


@dataclass(slots=True)
class Report:
    """All figures of one evaluation; `as_json` gives the documented form."""

    model: dict[str, Any]
    modes: dict[str, dict[str, Tally]] = field(default_factory=dict)
    alone: dict[str, dict[str, dict[str, Tally]]] = field(default_factory=dict)
    negative: dict[str, int] = field(default_factory=lambda: {"n": 0, "named": 0})
    other: dict[str, int] = field(default_factory=lambda: {"n": 0, "named": 0})
    photos: list[PhotoResult] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    specimens: dict[str, Tally] = field(default_factory=dict)
    corruptions: dict[str, dict[str, Tally]] = field(default_factory=dict)
    specimens_alone: dict[str, dict[str, Tally]] = field(default_factory=dict)
    corruptions_by_network: dict[str, dict[str, Tally]] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The document that `--json` writes."""
        return {
            "model": self.model,
            "modes": _as_dicts(self.modes),
            "alone": {readers: _as_dicts(modes) for readers, modes in self.alone.items()},
            "negative": self.negative,
            "other": self.other,
            "photos": [asdict(p) for p in self.photos],
            "unreadable": self.unreadable,
            "specimens": {name: asdict(t) for name, t in self.specimens.items()},
            "corruptions": _as_dicts(self.corruptions),
            "specimens_alone": _as_dicts(self.specimens_alone),
            "corruptions_by_network": _as_dicts(self.corruptions_by_network),
            "left_out": self.left_out,
        }


def _as_dicts(modes: dict[str, dict[str, Tally]]) -> dict[str, dict[str, dict[str, int]]]:
    return {mode: {currency: asdict(t) for currency, t in tallies.items()} for mode, tallies in modes.items()}


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:5.1f}%" if whole else "    -"


def table(report: Report) -> str:
    """The report as lines of text."""
    lines = [f"model {report.model['version']}, {report.model['bytes'] / 1e6:.2f} MB"]
    for mode, tallies in report.modes.items():
        lines.append(f"-- {'only the photo' + chr(39) + 's currency on' if mode == 'own' else 'all currencies on'}")
        lines.append(f"{'':8}{'n':>6}{'right':>8}{'abstained':>11}{'misclassified':>15}{'top-1':>8}")
        lines += [_row(currency, t) for currency, t in tallies.items()]
        lines.append(_row("together", together(tallies)))
        for readers, modes in report.alone.items():
            if mode in modes:
                lines.append(_row(f"{readers} alone", together(modes[mode]), 14))
    for name, counts in (("no note in view", report.negative), ("notes it does not know", report.other)):
        lines.append(
            f"{name}: {counts['n']} pictures, a value said of {_percent(counts['named'], counts['n']).strip()}"
        )
    for name, tally in report.specimens.items():
        lines.append(f"fresh synthetic specimen notes, {name}: {tally.n} pictures")
        lines.append(_row(SPECIMEN_CURRENCY, tally))
        lines += [_row(f"{readers} alone", t, 14) for readers, t in report.specimens_alone.get(name, {}).items()]
    if report.corruptions:
        lines.append("-- taken again under one corruption, only the photo's currency on")
        lines.append(
            f"{'':20}{'n':>6}{'right':>8}{'abstained':>11}{'misclassified':>15}{'top-1':>8}   "
            "least right, most misclassified"
        )
        for name, by_currency in report.corruptions.items():
            lines.append(_row(name, together(by_currency), 20) + _worst(by_currency))
            if name in report.corruptions_by_network:
                lines.append(_row("  network alone", together(report.corruptions_by_network[name]), 20))
    lines += [f"unreadable: {line}" for line in report.unreadable]
    return "\n".join(lines)


def _worst(by_currency: dict[str, Tally]) -> str:
    worst = min(by_currency, key=lambda c: by_currency[c].right / by_currency[c].n)
    wrongest = max(by_currency, key=lambda c: by_currency[c].misclassified / by_currency[c].n)
    low, high = by_currency[worst], by_currency[wrongest]
    return f"   {worst} {_percent(low.right, low.n).strip()}, {wrongest} {_percent(high.misclassified, high.n).strip()}"


def together(tallies: dict[str, Tally]) -> Tally:
    """The sums of several tallies."""
    total = Tally()
    for t in tallies.values():
        for name in ("n", "right", "abstained", "misclassified", "top1"):
            setattr(total, name, getattr(total, name) + getattr(t, name))
    return total


def _row(name: str, t: Tally, width: int = 8) -> str:
    columns = ((t.right, 8), (t.abstained, 11), (t.misclassified, 15), (t.top1, 8))
    fractions = "".join(f"{_percent(part, t.n):>{wide}}" for part, wide in columns)
    return f"{name:{width}}{t.n:>6}{fractions}"


def confusion(report: Report, mode: str) -> tuple[list[str], list[str], NDArray[np.int64]]:
    """(truths, answers, counts of shape (truths, answers)) of one mode; answers hold "abstained" last."""
    rows = [p for p in report.photos if p.mode == mode]

    def order(name: str) -> tuple[str, float]:
        currency, _, value = name.partition("/")
        return currency, float(value) if value else 0.0

    truths = sorted({p.truth for p in rows}, key=order)
    answers = [
        *sorted({p.said for p in rows if p.said is not None} | {t for t in truths if "/" in t}, key=order),
        ABSTAINED,
    ]
    counts = np.zeros((len(truths), len(answers)), np.int64)
    for p in rows:
        counts[truths.index(p.truth), answers.index(p.said if p.said is not None else ABSTAINED)] += 1
    return truths, answers, counts


def write_confusion(report: Report, mode: str, stem: Path) -> None:
    """The confusion matrix as <stem>.csv and <stem>.png."""
    truths, answers, counts = confusion(report, mode)
    with stem.with_suffix(".csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["truth", *answers])
        for truth, row in zip(truths, counts, strict=True):
            writer.writerow([truth, *row])
    _matrix(truths, answers, counts).write(stem.with_suffix(".png"))


_CELL, _MARGIN = 26, 110


def _matrix(truths: list[str], answers: list[str], counts: NDArray[np.int64]) -> Drawing:
    """What is right in blue, what is misclassified in red, the darker the more."""
    drawing = Drawing(_MARGIN + _CELL * len(answers), _MARGIN + _CELL * len(truths))
    fractions = counts / np.maximum(counts.sum(1, keepdims=True), 1)
    for x, answer in enumerate(answers):
        drawing.text((_MARGIN + _CELL * x + 17, _MARGIN - 4), answer, 11, upwards=True)
    for y, truth in enumerate(truths):
        drawing.text((4, _MARGIN + _CELL * y + 17), truth, 11)
        for x, answer in enumerate(answers):
            part = float(fractions[y, x])
            mistaken = answer not in (truth, ABSTAINED)
            rest = round(255 - 255 * part)
            colour = (255, rest, rest) if mistaken else (round(255 - 220 * part), round(255 - 140 * part), 255)
            corner = (_MARGIN + _CELL * x, _MARGIN + _CELL * y)
            drawing.rectangle(corner, (_CELL, _CELL), "#{:02x}{:02x}{:02x}".format(*colour), "#e1e1e1")
            if counts[y, x]:
                drawing.text((corner[0] + 3, corner[1] + 17), str(counts[y, x]), 10)
    return drawing
