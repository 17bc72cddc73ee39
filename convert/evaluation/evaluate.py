"""The one judge: single photos through the app's own preprocessing, interpreter and thresholds. Keras is not asked.

A photo counts as *right* when the value said is its value, *silent* when no value is said, *wrong* when another value
is said. Both readers judge it together, as in the app: the network proposes, the print confirms. Each of them is judged
alone, too. *top-1* is the network's best value right, said or not. Mode "own" has only the photo's currency on, mode
"all" every currency the model has on by default.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import itertools
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from app.feedback.print_evidence import PrintRules
from app.recognition.box import note_box
from app.recognition.model import DEFAULT_MODEL, Model
from app.recognition.observation import Box, PrintMatch, ValueScore
from app.recognition.preprocess import letterbox
from app.recognition.recognizer import Recognizer
from app.recognition.scoring import Scorer
from convert.data.dataset import (
    HELD_OUT_OTHERS,
    HELD_OUT_PERCENT,
    Catalogue,
    DataError,
    LabelledPicture,
    class_list,
    held_out,
    in_first_half,
    labelled_pictures,
    of_sets,
    pictures_under,
    specimen_references,
)
from convert.synthesis.corruptions import CONDITIONS, reshoot
from convert.synthesis.synthesize import PictureError, Synthesizer, load

SILENT = "silent"
SPECIMENS = Path("assets/specimens")
# How far light and camera of the synthetic pictures go: as in a room, and as far as training goes.
ORDINARY = 0.4
LIGHTS = {"ordinary light": ORDINARY, "as harsh as in training": 1.0}


@dataclass(slots=True)
class Tally:
    """Counts of one currency in one mode."""

    n: int = 0
    right: int = 0
    silent: int = 0
    wrong: int = 0
    top1: int = 0

    def add(self, truth: str, said: str | None, best: str) -> None:
        """Count one photo; values as "CUR/value"."""
        self.n += 1
        self.top1 += best == truth
        if said is None:
            self.silent += 1
        elif said == truth:
            self.right += 1
        else:
            self.wrong += 1


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
    conditions: dict[str, dict[str, Tally]] = field(default_factory=dict)
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
            "conditions": _as_dicts(self.conditions),
            "left_out": self.left_out,
        }


def _as_dicts(modes: dict[str, dict[str, Tally]]) -> dict[str, dict[str, dict[str, int]]]:
    return {mode: {currency: asdict(t) for currency, t in tallies.items()} for mode, tallies in modes.items()}


def key(score: ValueScore) -> str:
    """ "CUR/value" of a score."""
    return f"{score.currency}/{score.value}"


def read(model: Model, picture: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Logits (classes,) of a picture, uint8 (height, width, 3), BGR, as the app has them."""
    return model.run(letterbox(picture, model.metadata.input_size, model.metadata.pad_value), picture).logits


def place_of(model: Model, picture: NDArray[np.uint8]) -> Box | None:
    """Where the model sees a note in a picture, uint8 (height, width, 3), BGR; None when it sees none."""
    size = model.metadata.input_size
    height, width = picture.shape[:2]
    where = model.run(letterbox(picture, size, model.metadata.pad_value), picture).where
    return None if where is None else note_box(where, height, width, size)


def logits_of(
    model: Model, paths: Iterable[Path], unreadable: list[str] | None = None
) -> dict[Path, NDArray[np.float32]]:
    """Logits of pictures by path; pictures that cannot be read are listed, not raised."""
    found = {}
    for path in tqdm(list(paths), desc="reading", unit="photo", leave=False):
        try:
            picture = load(path, 1280)
        except PictureError as error:
            if unreadable is not None:
                unreadable.append(str(error))
            continue
        found[path] = read(model, picture)
    return found


def said(best: ValueScore) -> str | None:
    """The value that the network alone names for a single picture, or None."""
    return key(best) if best.score >= best.threshold else None


def said_by_both(scores: Sequence[ValueScore], match: PrintMatch | None, with_print: Collection[str]) -> str | None:
    """The value named for a single picture that stays before the camera, or None: as the announcer decides.

    Args:
        scores: of the network, best first.
        match: whose print is seen, or None.
        with_print: the "CUR/value" that are named only when their print was seen.
    """
    best = scores[0]
    seen = None if match is None else f"{match.currency}/{match.value}"
    if said(best) is not None and (key(best) not in with_print or key(best) == seen):
        return key(best)
    if match is None or not match.is_clear:
        return None
    own = next((score for score in scores if key(score) == seen), None)
    return seen if own is not None and (own is best or own.score >= PrintRules().least_score) else None


def evaluate(
    model: Model,
    photos: Sequence[LabelledPicture],
    negatives: Sequence[Path],
    others: Sequence[Path],
) -> Report:
    """Judge a model. Photos of currencies it does not know count as `others`."""
    content = model.path.read_bytes()
    report = Report(
        {
            "path": str(model.path),
            "version": model.metadata.version,
            "bytes": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
        }
    )
    scorer = Scorer(model.metadata)
    reader = Recognizer(model).print_reader()
    with_print = () if reader is None else reader.values
    default = [c for c in scorer.currencies if c not in model.metadata.experimental]
    known = [p for p in photos if p.currency in scorer.currencies]
    others = [*others, *(p.path for p in photos if p.currency not in scorer.currencies)]
    items: list[tuple[str, Path, str, list[str]]] = []
    for photo in known:
        truth = f"{photo.currency}/{photo.value}"
        items.append(("own", photo.path, truth, [photo.currency]))
        items.append(("all", photo.path, truth, sorted({*default, photo.currency})))
    items += [("all", path, "negative", default) for path in negatives]
    items += [("all", path, "other", default) for path in others]
    counts = {"negative": report.negative, "other": report.other}
    for path, group in itertools.groupby(tqdm(items, desc="judging", unit="photo", leave=False), lambda item: item[1]):
        try:
            picture = load(path, 1280)
        except PictureError as error:
            report.unreadable.append(str(error))
            continue
        size = model.metadata.input_size
        output = model.run(letterbox(picture, size, model.metadata.pad_value), picture)
        height, width = picture.shape[:2]
        box = None if output.where is None else note_box(output.where, height, width, size)
        for mode, _, truth, on in group:
            scores = scorer.score(output.logits, on).values
            best = scores[0]
            match = None if reader is None else reader.read(picture, box, on)
            told = said_by_both(scores, match, with_print)
            report.photos.append(PhotoResult(str(path), mode, truth, told, key(best), round(best.score, 4)))
            if truth in counts:
                counts[truth]["n"] += 1
                counts[truth]["named"] += told is not None
                continue
            by_print = None if match is None or not match.is_clear else f"{match.currency}/{match.value}"
            for readers, value in (("both", told), ("network", said(best)), ("print", by_print)):
                modes = report.modes if readers == "both" else report.alone.setdefault(readers, {})
                tally = modes.setdefault(mode, {}).setdefault(truth.partition("/")[0], Tally())
                tally.add(truth, value, by_print or "" if readers == "print" else key(best))
    for modes in (report.modes, *report.alone.values()):
        for mode in modes:
            modes[mode] = dict(sorted(modes[mode].items()))
    for mode in ("own", "all"):
        report.modes.setdefault(mode, {})
    return report


def judge_specimens(
    model: Model, specimens: Path, backgrounds: Sequence[Path], count: int, seed: int, harsh: float = ORDINARY
) -> Tally:
    """Freshly synthesised XTS notes at the recipe's conditions (a sixth of the picture and more), only XTS on.

    Args:
        model: to judge.
        specimens: folder with XTS_<value>_<face>.png.
        backgrounds: pictures that training never saw.
        count: how many for each value.
        seed: of the pictures; another one than training's makes other pictures.
        harsh: see `Synthesizer`: 1 as in training, near darkness and heavy blur among them.
    """
    notes = specimen_references(specimens)
    if not notes:
        raise DataError(f"No specimen notes in {specimens}: run `python -m convert specimens`.")
    cat = Catalogue(tuple(notes), (), tuple(backgrounds), (), (), ())
    synthesizer = Synthesizer(cat, class_list(cat), model.metadata.input_size, smallest=1 / 6, harsh=harsh)
    scorer = Scorer(model.metadata)
    rng = np.random.default_rng([seed, 0x575])
    tally = Tally()
    for value in sorted({note.value for note in notes}, key=float):
        for _ in range(count):
            sample = synthesizer.note_sample(rng, "XTS", value, synthetic=True)
            best = scorer.score(model.run(sample.image).logits, ["XTS"]).values[0]
            tally.add(f"XTS/{value}", said(best), key(best))
    return tally


def judge_conditions(
    model: Model, photos: Sequence[LabelledPicture], backgrounds: Sequence[Path]
) -> dict[str, dict[str, Tally]]:
    """Photos shot again under each of `conditions.CONDITIONS`, only the photo's currency on: tallies by currency.

    Args:
        model: to judge. Its own place output, on the photo as it is, says where the note lies.
        photos: those of currencies that it does not know are left out.
        backgrounds: pictures that training never saw, at least one.
    """
    scorer = Scorer(model.metadata)
    scenes = [load(path, 400) for path in backgrounds]
    tallies: dict[str, dict[str, Tally]] = {name: {} for name in CONDITIONS}
    for item in tqdm([p for p in photos if p.currency in scorer.currencies], desc="conditions", leave=False):
        try:
            photo = load(item.path, 1280)
        except PictureError:
            continue
        note = place_of(model, photo)
        truth = f"{item.currency}/{item.value}"
        for name, by_currency in tallies.items():
            shot = reshoot(name, photo, note, scenes, f"{truth}/{item.path.name}")
            best = scorer.score(read(model, shot), [item.currency]).values[0]
            by_currency.setdefault(item.currency, Tally()).add(truth, said(best), key(best))
    return {name: dict(sorted(by_currency.items())) for name, by_currency in tallies.items()}


# --------------------------------------------------------------------------------------------------------- printing


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:5.1f}%" if whole else "    -"


def table(report: Report) -> str:
    """The report as lines of text."""
    lines = [f"model {report.model['version']}, {report.model['bytes'] / 1e6:.2f} MB"]
    for mode, tallies in report.modes.items():
        lines.append(f"-- {'only the photo' + chr(39) + 's currency on' if mode == 'own' else 'all currencies on'}")
        lines.append(f"{'':8}{'n':>6}{'right':>8}{'silent':>8}{'WRONG':>8}{'top-1':>8}")
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
        lines.append(_row("XTS", tally))
    if report.conditions:
        lines.append("-- shot again under one hard condition, only the photo's currency on")
        lines.append(f"{'':20}{'n':>6}{'right':>8}{'silent':>8}{'WRONG':>8}{'top-1':>8}   least right, most wrong")
        for name, by_currency in report.conditions.items():
            worst = min(by_currency, key=lambda c: by_currency[c].right / by_currency[c].n)
            wrongest = max(by_currency, key=lambda c: by_currency[c].wrong / by_currency[c].n)
            low, high = by_currency[worst], by_currency[wrongest]
            lines.append(
                _row(name, together(by_currency), 20)
                + f"   {worst} {_percent(low.right, low.n).strip()}, {wrongest} {_percent(high.wrong, high.n).strip()}"
            )
    lines += [f"unreadable: {line}" for line in report.unreadable]
    return "\n".join(lines)


def together(tallies: dict[str, Tally]) -> Tally:
    """The sums of several tallies."""
    total = Tally()
    for t in tallies.values():
        for name in ("n", "right", "silent", "wrong", "top1"):
            setattr(total, name, getattr(total, name) + getattr(t, name))
    return total


def _row(name: str, t: Tally, width: int = 8) -> str:
    shares = "".join(f"{_percent(x, t.n):>8}" for x in (t.right, t.silent, t.wrong, t.top1))
    return f"{name:{width}}{t.n:>6}{shares}"


def confusion(report: Report, mode: str) -> tuple[list[str], list[str], NDArray[np.int64]]:
    """(truths, answers, counts of shape (truths, answers)) of one mode; answers hold "silent" last."""
    rows = [p for p in report.photos if p.mode == mode]

    def order(name: str) -> tuple[str, float]:
        currency, _, value = name.partition("/")
        return currency, float(value) if value else 0.0

    truths = sorted({p.truth for p in rows}, key=order)
    answers = [
        *sorted({p.said for p in rows if p.said is not None} | {t for t in truths if "/" in t}, key=order),
        SILENT,
    ]
    counts = np.zeros((len(truths), len(answers)), np.int64)
    for p in rows:
        counts[truths.index(p.truth), answers.index(p.said if p.said is not None else SILENT)] += 1
    return truths, answers, counts


def write_confusion(report: Report, mode: str, stem: Path) -> None:
    """The confusion matrix as <stem>.csv and <stem>.png."""
    truths, answers, counts = confusion(report, mode)
    with stem.with_suffix(".csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["truth", *answers])
        for truth, row in zip(truths, counts, strict=True):
            writer.writerow([truth, *row])
    cell, margin = 26, 110
    image = np.full((margin + cell * len(truths), margin + cell * len(answers), 3), 255, np.uint8)
    shares = counts / np.maximum(counts.sum(1, keepdims=True), 1)
    for y, truth in enumerate(truths):
        cv2.putText(image, truth, (4, margin + cell * y + 17), cv2.FONT_HERSHEY_PLAIN, 0.9, (0, 0, 0), 1, cv2.LINE_AA)
        for x, answer in enumerate(answers):
            share = float(shares[y, x])
            mistaken = answer not in (truth, SILENT)
            colour = (
                (255 - 255 * share, 255 - 255 * share, 255.0)
                if mistaken
                else (255.0, 255 - 140 * share, 255 - 220 * share)
            )
            corner = (margin + cell * x, margin + cell * y)
            cv2.rectangle(image, corner, (corner[0] + cell, corner[1] + cell), colour, -1)
            cv2.rectangle(image, corner, (corner[0] + cell, corner[1] + cell), (225, 225, 225), 1)
            if counts[y, x]:
                place = (corner[0] + 3, corner[1] + 17)
                cv2.putText(image, str(counts[y, x]), place, cv2.FONT_HERSHEY_PLAIN, 0.8, (0, 0, 0), 1, cv2.LINE_AA)
    strip = np.full((cell * len(answers), margin, 3), 255, np.uint8)
    for x, answer in enumerate(answers):
        cv2.putText(strip, answer, (4, cell * x + 17), cv2.FONT_HERSHEY_PLAIN, 0.9, (0, 0, 0), 1, cv2.LINE_AA)
    image[:margin, margin:] = cv2.rotate(strip, cv2.ROTATE_90_COUNTERCLOCKWISE)
    _, coded = cv2.imencode(".png", image)
    stem.with_suffix(".png").write_bytes(coded.tobytes())


# ------------------------------------------------------------------------------------------------------------- step


def held_out_pictures(data: Path, judging: bool = True, leave_out: Iterable[str] = ()) -> tuple[list[Path], list[Path]]:
    """(pictures without a note, notes of unknown currencies) of a data folder that training never sees.

    They are in two halves: one to judge by, and one (`judging=False`) for `quantize` to choose thresholds by.

    Args:
        data: the data folder.
        judging: which half.
        leave_out: sets (see `of_sets`) of which there shall be none, since something is to be judged by all of them.

    Raises:
        DataError: there is no such set.
    """
    left_out = {p for found in of_sets(data, leave_out) for p in found}

    def mine(path: Path) -> bool:
        return in_first_half(path) != judging and path not in left_out

    negatives = [
        p
        for part in ("backgrounds", "hard_negatives")
        for p in pictures_under(data / part)
        if held_out(p, HELD_OUT_PERCENT) and mine(p)
    ]
    others = [
        p for p in pictures_under(data / "other_notes") if HELD_OUT_OTHERS & set(p.relative_to(data).parts) and mine(p)
    ]
    return negatives, others


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the step to `python -m convert`."""
    parser = subparsers.add_parser("evaluate", help="judge a model on photos", description=__doc__)
    parser.add_argument(
        "--photos", type=Path, required=True, help="DIR/<CUR>/<value>[_old][_face]/*, negative/, other/"
    )
    parser.add_argument("--currency", help="comma list of the currencies to judge (default: all folders)")
    parser.add_argument("--model", type=Path, default=DEFAULT_MODEL, help="default: the shipped model")
    parser.add_argument(
        "--held-out-of",
        type=Path,
        metavar="DATA",
        help="also judge the pictures of this data folder that training keeps aside",
    )
    parser.add_argument(
        "--specimens",
        type=int,
        default=0,
        metavar="N",
        help="also judge N fresh synthetic pictures of each XTS value (needs --held-out-of for backgrounds)",
    )
    parser.add_argument("--seed", type=int, default=1, help="of those pictures (default: %(default)s)")
    parser.add_argument(
        "--conditions",
        action="store_true",
        help="also judge every photo shot again dark, blurred, tilted, covered, small and upside down (needs "
        "--held-out-of for backgrounds)",
    )
    parser.add_argument(
        "--left-out",
        default="",
        metavar="SET,…",
        help="judge by all pictures of these sets of --held-out-of, in place of those always kept aside: for a model "
        "that was trained with the same --leave-out",
    )
    parser.add_argument("--json", type=Path, help="write all figures to this file")
    parser.add_argument("--confusion", type=Path, metavar="DIR", help="write confusion matrices (CSV and PNG) there")
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    model = Model(args.model, threads=1)
    currencies = [code.strip() for code in args.currency.split(",")] if args.currency else None
    photos = labelled_pictures(args.photos, currencies)
    negatives, others = pictures_under(args.photos / "negative"), pictures_under(args.photos / "other")
    left_out = [name for name in args.left_out.split(",") if name]
    if args.held_out_of is not None:
        if not args.held_out_of.is_dir():
            raise DataError(f"No data folder at {args.held_out_of}: check the path given with --held-out-of.")
        more_negatives, more_others = (
            of_sets(args.held_out_of, left_out) if left_out else held_out_pictures(args.held_out_of)
        )
        negatives, others = negatives + more_negatives, others + more_others
    if not photos and not negatives and not others:
        raise DataError(f"No photos under {args.photos}: expected <CUR>/<value>/ folders, negative/ or other/.")
    if args.specimens and args.held_out_of is None:
        raise DataError("--specimens needs --held-out-of DATA: its backgrounds are drawn behind the notes.")
    if args.left_out and args.held_out_of is None:
        raise DataError("--left-out needs --held-out-of DATA: its sets are in that folder.")
    if args.conditions and args.held_out_of is None:
        raise DataError("--conditions needs --held-out-of DATA: its backgrounds lie behind and before the notes.")
    report = evaluate(model, photos, negatives, others)
    report.left_out = left_out
    if args.conditions:
        report.conditions = judge_conditions(model, photos, negatives)
    if args.specimens:
        for name, harsh in LIGHTS.items():
            report.specimens[name] = judge_specimens(model, SPECIMENS, negatives, args.specimens, args.seed, harsh)
    print(table(report))
    if args.json is not None:
        args.json.parent.mkdir(parents=True, exist_ok=True)
        args.json.write_text(json.dumps(report.as_json(), indent=1), encoding="utf-8")
    if args.confusion is not None:
        args.confusion.mkdir(parents=True, exist_ok=True)
        for mode in report.modes:
            write_confusion(report, mode, args.confusion / f"confusion-{mode}")
    return 0
