"""From when on faint print bears out what the network is sure of: fitted on photos whose value is left out.

A small or blurred picture of a note agrees with its print, but not so far that print alone would tell. Nor does the
network alone. That both are mistaken in the same way is rarer than either: a note that the network was never shown is
seldom taken for another one surely, and where it is, its print hardly ever agrees with just that other.

So each photo of photos/train is looked at as if its value had never been seen: without the value's templates, and
without its classes among what the network says. The threshold is the lowest at which at most the allowed fraction of
the photos is called another value by both together. Templates of other values were not made of these photos, so none
need be kept aside.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from app.feedback.print_evidence import PrintRules
from app.recognition.agreement import AgreementWeights
from app.recognition.compared import leading
from app.recognition.labels import write_metadata
from app.recognition.model import DEFAULT_MODEL, Model
from app.recognition.print_check import PrintReader, compare
from app.recognition.scoring import Scorer
from convert.data.dataset import DataError, LabelledPicture
from convert.data.images import PictureError, load
from convert.export.landmarks import today, training_pictures
from convert.export.print_calibration import threshold
from convert.export.print_comparisons import spread
from convert.export.template_choice import value_of
from convert.inference import look, without_value
from convert.step import SPECIMENS, Step, add_data, at_least

# The fraction of photos of a value left out that both readers together may call another one faintly.
_FAINT_WRONG = 0.004
# Below this agreement print says too little. Of 480 pictures of twelve values that model 2026.11.26.1 had never been
# shown it was sure of another value in 4, and the print of that one led in none. Of 2,920 photos whose value is left
# out from 2026.11.26.2 four reach this with another value, and the same four reach twice of it.
_LEAST_FAINT = 0.15


class _Desk:
    """Photos looked at without their own value. One process uses it."""

    def __init__(self, model: Model, weights: AgreementWeights) -> None:
        assert model.templates is not None
        self._model, self._weights, self._bank = model, weights, model.templates
        self._scorer = Scorer(model.metadata)
        self._readers: dict[str, PrintReader] = {}

    def logit(self, photo: LabelledPicture) -> float:
        """How far the print of another value agrees that the network is sure of; -inf where it is not, or none does."""
        truth = value_of(photo)
        try:
            picture = load(photo.path, 1280)
        except PictureError:
            return -np.inf
        logits, box = look(self._model, picture)
        scores = self._scorer.score(without_value(logits, self._model.metadata.labels, truth), [photo.currency])
        best = scores.values[0]
        if best.score < max(best.threshold, PrintRules().sure_score):
            return -np.inf
        if truth not in self._readers:
            self._readers[truth] = PrintReader(self._bank.without(truth), self._weights)
        first = leading(compare(self._readers[truth], picture, box, [photo.currency]), self._weights)
        return first.logit if first is not None and first.value == best.key else -np.inf


def _job(photos: Sequence[LabelledPicture], model: Path, weights: AgreementWeights) -> list[float]:
    cv2.setNumThreads(1)
    desk = _Desk(Model(model, threads=1), weights)
    return [desk.logit(photo) for photo in photos]


# --------------------------------------------------------------------------------------------------------------- step


@dataclass(frozen=True, slots=True)
class Options:
    """What to calibrate, and by what.

    Attributes:
        data: data folder; its photos/train are used.
        specimens: folder with XTS notes.
        model: whose print was calibrated already.
        out: where the model with the new threshold is written, or None.
        each: photos of each value, at least 1.
        jobs: processes, at least 1.
        version: of the model that is written; None keeps it.
    """

    data: Path
    specimens: Path = SPECIMENS
    model: Path = DEFAULT_MODEL
    out: Path | None = None
    each: int = 16
    jobs: int = 2
    version: str | None = field(default_factory=today)

    def __post_init__(self) -> None:
        at_least("--each", self.each, 1)
        at_least("--jobs", self.jobs, 1)


@dataclass(frozen=True, slots=True)
class Result:
    """What the calibration came to.

    Attributes:
        logits: of each photo, see `_Desk.logit`; -inf for most.
        faint: the threshold, as an agreement.
        out: what was written, or None.
    """

    logits: NDArray[np.float64]
    faint: float
    out: Path | None


def run(options: Options) -> Result:
    """Find the threshold, and write what was asked for.

    Raises:
        DataError: there are no photos of the model's notes, or its print was never calibrated.
        ModelError: the model cannot be read.
    """
    model = Model(options.model, threads=1)
    weights = model.metadata.print_check
    if model.templates is None or weights is None:
        raise DataError(f"{options.model} has no calibrated templates: run `python -m convert calibrate-print`.")
    photos = spread(training_pictures(options.data, options.specimens, model.metadata.labels).photos, options.each)
    # Nothing is clear, so that every photo is looked at in every way.
    job = partial(_job, model=options.model, weights=replace(weights, clear=1.0, weak=1.0))
    by_currency = [[p for p in photos if p.currency == c] for c in sorted({p.currency for p in photos})]
    with ProcessPoolExecutor(options.jobs, mp_context=get_context("spawn")) as pool:
        found = list(tqdm(pool.map(job, by_currency), total=len(by_currency), desc="leaving out"))
    logits = np.array([logit for of_currency in found for logit in of_currency])
    faint = min(weights.weak, max(_LEAST_FAINT, threshold(logits, _FAINT_WRONG)))
    if options.out is not None:
        metadata = replace(
            model.metadata,
            version=options.version or model.metadata.version,
            print_check=replace(weights, faint=faint),
        )
        options.out.write_bytes(write_metadata(options.model.read_bytes(), metadata))
    return Result(logits, faint, options.out)


def _report(result: Result) -> str:
    found = np.sort(result.logits[np.isfinite(result.logits)])[::-1]
    lines = [
        f"{len(result.logits)} photos, each without its value: of {len(found)} the network is sure of another one "
        f"whose print leads; logits {', '.join(f'{logit:.1f}' for logit in found[:20])}",
        f"faint from {result.faint:.3f}",
    ]
    if result.out is not None:
        lines.append(f"{result.out}: written")
    return "\n".join(lines)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this step."""
    add_data(parser)
    parser.add_argument("--model", type=Path, default=DEFAULT_MODEL, help="whose print was calibrated already")
    parser.add_argument("--out", type=Path, help="write the model with the new threshold there")
    parser.add_argument("--each", type=int, default=16, help="photos of each value (default: %(default)s)")
    parser.add_argument("--jobs", type=int, default=2, help="processes (default: %(default)s)")
    parser.add_argument("--version", default=today(), help="of the model that --out writes (default: today)")


def _options(args: argparse.Namespace) -> Options:
    return Options(args.data, args.specimens, args.model, args.out, args.each, args.jobs, args.version)


STEP = Step("calibrate-faint", "fit when faint print counts", __doc__, add_arguments, _options, run, _report)
