"""How good a model is: single photos through the app's own preprocessing, interpreter and thresholds. No Keras.

A photo counts as *right* when the value said is its value, as *abstained* when no value is said, as *misclassified*
when another value is said. Both readers look at it for a second, as in the app, whose announcer decides; each of them
is evaluated alone, too, by that picture alone. *top-1* is the network's best value right, said or not. Mode "own" has
only the photo's currency on, mode "all" every currency the model has on by default.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from tqdm import tqdm

from app.commas import comma_list
from app.feedback.troubles import trouble_sentence
from app.feedback.words import SPECIMEN_CURRENCY
from app.recognition.model import DEFAULT_MODEL, Model
from app.recognition.scoring import Scorer
from app.recognition.taught_file import TaughtNote, read_notes
from app.recognition.taught_names import TaughtError
from convert.data.dataset import (
    Catalogue,
    DataError,
    LabelledPicture,
    class_list,
    labelled_pictures,
    pictures_under,
    specimen_references,
)
from convert.data.images import PictureError, load
from convert.data.split import held_out_pictures, of_sets
from convert.evaluation.report import PhotoResult, Report, Tally, table, write_confusion
from convert.inference import BothReaders, Told, note_box_in
from convert.step import SPECIMENS, Step, at_least
from convert.synthesis.config import SynthesisConfig
from convert.synthesis.corruptions import CORRUPTIONS, corrupted
from convert.synthesis.synthesizer import Synthesizer

# How far light and camera of the synthetic pictures go: as in a room, and as far as training goes.
ORDINARY = 0.4
LIGHTS = {"ordinary light": ORDINARY, "severity as in training": 1.0}


def evaluate(
    model: Model,
    photos: Sequence[LabelledPicture],
    negatives: Sequence[Path],
    others: Sequence[Path],
    taught: Sequence[TaughtNote] = (),
) -> Report:
    """Evaluate a model, with notes that were taught besides. Photos of other currencies count as `others`."""
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
    default = [c for c in scorer.currencies if c not in model.metadata.experimental]
    can_name = {*scorer.currencies, *(note.currency for note in taught)}
    known = [p for p in photos if p.currency in can_name]
    others = [*others, *(p.path for p in photos if p.currency not in can_name)]
    asked: list[_Asked] = []
    for photo in known:
        truth = photo.key
        asked.append(_Asked(photo.path, "own", truth, (photo.currency,)))
        asked.append(_Asked(photo.path, "all", truth, tuple(sorted({*default, photo.currency}))))
    asked += [_Asked(path, "all", "negative", tuple(default)) for path in negatives]
    asked += [_Asked(path, "all", "other", tuple(default)) for path in others]
    report.modes = {"own": {}, "all": {}}
    _read_all(model, scorer, asked, report, taught)
    for modes in (report.modes, *report.alone.values()):
        for mode in modes:
            modes[mode] = dict(sorted(modes[mode].items()))
    return report


@dataclass(frozen=True, slots=True)
class _Asked:
    """A picture, and with which currencies on it is read; `truth` is "CUR/value", "negative" or "other"."""

    path: Path
    mode: str
    truth: str
    on: tuple[str, ...]


def _read_all(
    model: Model, scorer: Scorer, asked: Sequence[_Asked], report: Report, taught: Sequence[TaughtNote]
) -> None:
    """Show each picture to both readers, and count what they say."""
    both = BothReaders(model, taught)
    counts = {"negative": report.negative, "other": report.other}
    progress = tqdm(asked, desc="reading", unit="photo", leave=False)
    for path, group in itertools.groupby(progress, lambda each: each.path):
        try:
            picture = load(path, 1280)
        except PictureError as error:
            report.unreadable.append(str(error))
            continue
        for each in group:
            told = both.read(picture, each.on)
            best = told.best.key
            report.photos.append(
                PhotoResult(str(path), each.mode, each.truth, told.both, best, round(told.best.score, 4))
            )
            if each.truth in counts:
                counts[each.truth]["n"] += 1
                counts[each.truth]["named"] += told.both is not None
                continue
            currency = each.truth.partition("/")[0]
            for readers, value in (("both", told.both), ("network", told.network), ("print", told.by_print)):
                modes = report.modes if readers == "both" else report.alone.setdefault(readers, {})
                tally = modes.setdefault(each.mode, {}).setdefault(currency, Tally())
                tally.add(each.truth, value, told.by_print or "" if readers == "print" else best)


@dataclass(frozen=True, slots=True)
class OfReaders:
    """Tallies of the same pictures: of both readers together, of the network alone and of print alone."""

    both: Tally = field(default_factory=Tally)
    network: Tally = field(default_factory=Tally)
    by_print: Tally = field(default_factory=Tally)

    def add(self, truth: str, told: Told) -> None:
        """Count one picture; its truth as "CUR/value"."""
        self.both.add(truth, told.both, told.best.key)
        self.network.add(truth, told.network, told.best.key)
        self.by_print.add(truth, told.by_print, told.by_print or "")


def evaluate_specimens(
    model: Model, specimens: Path, backgrounds: Sequence[Path], count: int, seed: int, severity: float = ORDINARY
) -> OfReaders:
    """Freshly synthesised XTS notes as the recipe asks (a sixth of the picture and more), only XTS on.

    They are as large as the network's input, so the print reader sees less of them than of a camera's frame.

    Args:
        model: to evaluate.
        specimens: folder with XTS_<value>_<face>.png.
        backgrounds: pictures that training never saw.
        count: how many for each value.
        seed: of the pictures; another one than training's makes other pictures.
        severity: see `SynthesisConfig`: 1 as in training, near darkness and heavy blur among them.
    """
    notes = specimen_references(specimens)
    if not notes:
        raise DataError(f"No specimen notes in {specimens}: run `python -m convert specimens`.")
    cat = Catalogue(tuple(notes), (), tuple(backgrounds), (), (), ())
    synthesizer = Synthesizer(
        cat, class_list(cat), model.metadata.input_size, SynthesisConfig(severity=severity).with_smallest(1 / 6)
    )
    both = BothReaders(model)
    rng = np.random.default_rng([seed, 0x575])
    tallies = OfReaders()
    for value in sorted({note.value for note in notes}, key=float):
        for _ in range(count):
            sample = synthesizer.note_sample(rng, SPECIMEN_CURRENCY, value, synthetic=True)
            picture = np.ascontiguousarray(sample.image[..., ::-1])
            tallies.add(f"{SPECIMEN_CURRENCY}/{value}", both.read(picture, (SPECIMEN_CURRENCY,)))
    return tallies


def evaluate_corruptions(
    model: Model, photos: Sequence[LabelledPicture], backgrounds: Sequence[Path]
) -> dict[str, dict[str, OfReaders]]:
    """Photos shot again under each of `CORRUPTIONS`, only their currency on: tallies by corruption and currency.

    Args:
        model: to evaluate. Its own place output, on the photo as it is, says where the note lies.
        photos: those of currencies that it does not know are left out.
        backgrounds: pictures that training never saw, at least one.
    """
    both = BothReaders(model)
    known = set(Scorer(model.metadata).currencies)
    scenes = [load(path, 400) for path in backgrounds]
    tallies: dict[str, dict[str, OfReaders]] = {name: {} for name in CORRUPTIONS}
    for item in tqdm([p for p in photos if p.currency in known], desc="corruptions", leave=False):
        try:
            photo = load(item.path, 1280)
        except PictureError:
            continue
        note = note_box_in(model, photo)
        truth = item.key
        for name, by_currency in tallies.items():
            shot = corrupted(name, photo, note, scenes, f"{truth}/{item.path.name}")
            by_currency.setdefault(item.currency, OfReaders()).add(truth, both.read(shot, (item.currency,)))
    return {name: dict(sorted(by_currency.items())) for name, by_currency in tallies.items()}


# ------------------------------------------------------------------------------------------------------------- step


@dataclass(frozen=True, slots=True)
class Options:
    """What to evaluate, and on what.

    Attributes:
        photos: DIR/<CUR>/<value>[_old][_face]/*, negative/, other/.
        currencies: ISO codes; None takes all folders.
        model: the model file.
        held_out_of: a data folder whose pictures kept aside from training are evaluated too; or None.
        specimens: fresh synthetic pictures of each XTS value; needs `held_out_of` for backgrounds.
        seed: of those pictures.
        corruptions: every photo under each of `CORRUPTIONS` too; needs `held_out_of` for backgrounds.
        left_out: sets of `held_out_of` of which all pictures are taken, in place of those always kept aside.
        json: where to write all figures, or None.
        confusion: where to write confusion matrices (CSV and PNG), or None.
        taught: file of taught notes that are read as well, or None.
    """

    photos: Path
    currencies: tuple[str, ...] | None = None
    model: Path = DEFAULT_MODEL
    held_out_of: Path | None = None
    specimens: int = 0
    seed: int = 1
    corruptions: bool = False
    left_out: tuple[str, ...] = ()
    json: Path | None = None
    confusion: Path | None = None
    taught: Path | None = None

    def __post_init__(self) -> None:
        at_least("--specimens", self.specimens, 0)
        if self.held_out_of is not None:
            return
        if self.specimens:
            raise DataError("--specimens needs --held-out-of DATA: its backgrounds are drawn behind the notes.")
        if self.left_out:
            raise DataError("--left-out needs --held-out-of DATA: its sets are in that folder.")
        if self.corruptions:
            raise DataError("--corruptions needs --held-out-of DATA: its backgrounds lie behind and before the notes.")


def run(options: Options) -> Report:
    """Evaluate a model, and write what was asked for.

    Raises:
        DataError: there are no such pictures.
        ModelError: the model cannot be read.
    """
    model = Model(options.model, threads=1)
    data = options.held_out_of
    photos = labelled_pictures(options.photos, options.currencies)
    negatives, others = pictures_under(options.photos / "negative"), pictures_under(options.photos / "other")
    if data is not None:
        if not data.is_dir():
            raise DataError(f"No data folder at {data}: check the path given with --held-out-of.")
        found = of_sets(data, options.left_out) if options.left_out else held_out_pictures(data)
        negatives, others = negatives + found[0], others + found[1]
    if not photos and not negatives and not others:
        raise DataError(f"No photos under {options.photos}: expected <CUR>/<value>/ folders, negative/ or other/.")
    report = evaluate(model, photos, negatives, others, _taught(options.taught))
    report.left_out = list(options.left_out)
    if options.corruptions:
        shot = evaluate_corruptions(model, photos, negatives)
        report.corruptions = {name: {c: t.both for c, t in of.items()} for name, of in shot.items()}
        report.corruptions_by_network = {name: {c: t.network for c, t in of.items()} for name, of in shot.items()}
    if options.specimens:
        for name, severity in LIGHTS.items():
            drawn = evaluate_specimens(model, SPECIMENS, negatives, options.specimens, options.seed, severity)
            report.specimens[name] = drawn.both
            report.specimens_alone[name] = {"network": drawn.network, "print": drawn.by_print}
    if options.json is not None:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(json.dumps(report.as_json(), indent=1), encoding="utf-8")
    if options.confusion is not None:
        options.confusion.mkdir(parents=True, exist_ok=True)
        for mode in report.modes:
            write_confusion(report, mode, options.confusion / f"confusion-{mode}")
    return report


def _taught(path: Path | None) -> list[TaughtNote]:
    try:
        return [] if path is None else read_notes(path)
    except TaughtError as error:
        raise DataError(trouble_sentence(error.code, error.parameters)) from error


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this step."""
    parser.add_argument(
        "--photos", type=Path, required=True, help="DIR/<CUR>/<value>[_old][_face]/*, negative/, other/"
    )
    parser.add_argument(
        "--currency", type=comma_list, help="comma list of the currencies to evaluate (default: all folders)"
    )
    parser.add_argument("--model", type=Path, default=DEFAULT_MODEL, help="default: the shipped model")
    parser.add_argument("--taught", type=Path, metavar="FILE", help="notes taught in FILE are read as well")
    parser.add_argument(
        "--held-out-of",
        type=Path,
        metavar="DATA",
        help="also the pictures of this data folder that training keeps aside",
    )
    parser.add_argument(
        "--specimens",
        type=int,
        default=0,
        metavar="N",
        help="also N fresh synthetic pictures of each XTS value (needs --held-out-of for backgrounds)",
    )
    parser.add_argument("--seed", type=int, default=1, help="of those pictures (default: %(default)s)")
    parser.add_argument(
        "--corruptions",
        "--conditions",
        action="store_true",
        help="also every photo taken again dark, blurred, tilted, covered, small and upside down (needs "
        "--held-out-of for backgrounds)",
    )
    parser.add_argument(
        "--left-out",
        type=comma_list,
        default=(),
        metavar="SET,…",
        help="evaluate on all pictures of these sets of --held-out-of, in place of those always kept aside: for a "
        "model that was trained with the same --leave-out",
    )
    parser.add_argument("--json", type=Path, help="write all figures to this file")
    parser.add_argument("--confusion", type=Path, metavar="DIR", help="write confusion matrices (CSV and PNG) there")


def _options(args: argparse.Namespace) -> Options:
    names = (
        "photos",
        "model",
        "taught",
        "held_out_of",
        "specimens",
        "seed",
        "corruptions",
        "left_out",
        "json",
        "confusion",
    )
    return Options(currencies=args.currency, **{name: getattr(args, name) for name in names})


STEP = Step("evaluate", "evaluate a model on photos", __doc__, add_arguments, _options, run, table)
