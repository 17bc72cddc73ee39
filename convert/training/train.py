"""Training: ImageNet MobileNetV2, frozen below, trained above on a stream of synthetic and real pictures.

Stages with growing pictures: the backbone is run once for each new picture, its features go into a pool, and the upper
layers are trained on draws from that pool, so that the costly part is not repeated. Runs on two CPU cores within an
hour or two and on a GPU when PyTorch sees one. What quantizing and evaluating do lives in their own rooms.
"""

from __future__ import annotations

import argparse
import functools
import json
import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from app.commas import comma_list
from app.recognition.preprocess import letterbox
from convert.data.catalogue import catalogue
from convert.data.currencies import codes, read_table
from convert.data.dataset import Catalogue, DataError, class_list, labelled_pictures
from convert.data.images import load
from convert.run_folder import DEFAULT, RunFolder
from convert.step import SPECIMENS, Step, add_data, add_seed, at_least
from convert.synthesis.config import SynthesisConfig
from convert.synthesis.synthesizer import Synthesizer
from convert.training.memory import keep_freed_memory
from convert.training.photos import OwnCurrencyCheck, note_boxes
from convert.training.plans import PLANS
from convert.training.stream import BatchStream
from convert.training.trainer import Trainer

# A currency with more to tell apart is seen more often, though not in full proportion.
_BY_CLASSES = 0.7
# Pictures for un-folding the normalisation: backgrounds, and photos of notes.
_BACKGROUNDS, _PHOTOS = 128, 192


@dataclass(frozen=True, slots=True)
class Options:
    """What to train, and on what.

    Attributes:
        data: data folder.
        specimens: folder with XTS notes.
        currencies: ISO codes; none takes all of models/currencies.csv.
        leave_out: sets of hard negatives, backgrounds or other notes not to learn from.
        weights: folded ImageNet weights (.npz); None lets Keras fetch its own.
        init: start from these: .weights.h5 of a run, or a .tflite model.
        box_model: a .tflite that tells where notes lie in photos to learn from.
        out: the run's folder.
        plan: a name of `PLANS`; None takes "cpu" without a GPU, and with one "gpu", or from ImageNet "gpu-whole".
        minutes: the run ends in this time, above 0, wherever its plan is; None runs all of the plan.
        workers: synthesiser processes, at least 1.
        emphasis: how many times as often a currency is shown, above 0.
        threads: of PyTorch in the trainer, at least 1.
        seed: of everything that is drawn.
        resume: go on from the run's last checkpoint.
        synthesis: of the synthesiser.
    """

    data: Path
    specimens: Path = SPECIMENS
    currencies: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    weights: Path | None = None
    init: Path | None = None
    box_model: Path | None = None
    out: Path = DEFAULT
    plan: str | None = None
    minutes: float | None = None
    workers: int = 1
    emphasis: Mapping[str, float] = field(default_factory=dict)
    threads: int = 1
    seed: int = 1
    resume: bool = False
    synthesis: SynthesisConfig = field(default_factory=SynthesisConfig)

    def __post_init__(self) -> None:
        at_least("--workers", self.workers, 1)
        at_least("--threads", self.threads, 1)
        if self.minutes is not None and not self.minutes > 0:
            raise DataError("--minutes must be above 0.")


@dataclass(frozen=True, slots=True)
class Result:
    """A finished run's weights."""

    weights: Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this step."""
    add_data(parser)
    parser.add_argument(
        "--currencies", type=comma_list, default=(), help="comma list (default: all of models/currencies.csv)"
    )
    parser.add_argument(
        "--leave-out",
        type=comma_list,
        default=(),
        metavar="SET,…",
        help="sets of hard negatives, backgrounds or other notes not to learn from, for `evaluate --left-out`",
    )
    parser.add_argument("--weights", type=Path, help="folded ImageNet weights (.npz); without it Keras fetches its own")
    parser.add_argument("--init", type=Path, help="start from these: .weights.h5 of a run, or a .tflite model")
    parser.add_argument(
        "--box-model",
        "--places",
        type=Path,
        metavar="MODEL",
        help="a .tflite that tells where notes lie in photos to learn from",
    )
    parser.add_argument("--out", type=Path, default=DEFAULT, help="run's folder (default: %(default)s)")
    parser.add_argument("--plan", choices=sorted(PLANS), help="default: gpu when there is one, else cpu")
    parser.add_argument("--minutes", type=float, help="end in this time, wherever the plan has come to")
    parser.add_argument("--workers", type=int, default=default_workers(), help="synthesiser processes")
    parser.add_argument(
        "--emphasis",
        type=_emphasis,
        default={},
        metavar="CUR=F,…",
        help="show a currency F times as often, e.g. XTS=1.5",
    )
    parser.add_argument("--threads", type=int, default=1, help="PyTorch threads of the trainer (default: %(default)s)")
    add_seed(parser)
    parser.add_argument("--resume", action="store_true", help="go on from the run's last checkpoint")


def default_workers() -> int:
    """Synthesiser processes beside a trainer: one core is the trainer's."""
    return max(1, (os.cpu_count() or 2) - 1)


def _emphasis(text: str) -> dict[str, float]:
    try:
        pairs = [part.split("=") for part in comma_list(text)]
        factors = {currency: float(factor) for currency, factor in pairs}
    except ValueError as error:
        raise argparse.ArgumentTypeError(f'"{text}" is not of the form XTS=1.5,USD=2') from error
    if any(not 0 < factor < float("inf") for factor in factors.values()):
        raise argparse.ArgumentTypeError("a factor must be above 0")
    return factors


def _options(args: argparse.Namespace) -> Options:
    names = ("data", "specimens", "currencies", "leave_out", "weights", "init", "box_model", "out", "plan", "minutes")
    further = ("workers", "emphasis", "threads", "seed", "resume")
    return Options(**{name: getattr(args, name) for name in (*names, *further)})


def _recipe(options: Options, folder: RunFolder) -> tuple[Catalogue, tuple[str, ...], functools.partial[Synthesizer]]:
    """The pictures, the currencies, and what makes a synthesiser of them; the run's folder tells what it is made of."""
    currencies = options.currencies or tuple(codes(read_table()))
    cat = catalogue(options.data, options.specimens, currencies, options.leave_out)
    labels = class_list(cat)
    folder.path.mkdir(parents=True, exist_ok=True)
    folder.left_out.write_text(json.dumps(options.leave_out))
    folder.write_labels(labels)
    folder.synthesis.write_text(options.synthesis.to_json(), encoding="utf-8")
    print(
        f"{len(labels)} classes; {len(cat.references)} flat notes, {len(cat.photos)} photos, "
        f"{len(cat.backgrounds)} backgrounds, {len(cat.hard_negatives)} hard negatives, "
        f"{len(cat.other_notes)} other notes"
    )
    counts = Counter(label.currency for label in labels if not label.is_unknown)
    weights = {currency: count**_BY_CLASSES * options.emphasis.get(currency, 1.0) for currency, count in counts.items()}
    boxes = note_boxes(options.data, cat.photos, options.box_model)
    recipe = functools.partial(
        Synthesizer, cat, labels, config=options.synthesis, currency_weights=weights, boxes=boxes
    )
    return cat, currencies, recipe


def run(options: Options) -> Result:
    """Train.

    Raises:
        DataError: the data folder cannot be used, or the run to go on with is another one.
        ModelError: the model of `box_model` cannot be used.
    """
    os.environ["KERAS_BACKEND"] = "torch"
    keep_freed_memory()
    folder = RunFolder(options.out)
    cat, currencies, recipe = _recipe(options, folder)
    labels = folder.read_labels()
    of_notes = [p.path for p in cat.photos[:: max(1, len(cat.photos) // _PHOTOS)]]
    chosen = (*cat.backgrounds[:_BACKGROUNDS], *of_notes)
    statistics = np.stack([letterbox(load(path, 400), 224) for path in chosen])
    with BatchStream(recipe, options.seed, options.workers) as stream:
        validate = OwnCurrencyCheck(labelled_pictures(options.data / "photos" / "val", currencies), labels)
        trainer = Trainer(labels, options.out, options.seed, options.weights, statistics, options.init, options.threads)
        if not (options.resume and folder.start_weights.exists()):
            trainer.model.save_weights(folder.start_weights)
        on_gpu = "gpu-whole" if options.init is None else "gpu"
        plan = PLANS[options.plan or (on_gpu if trainer.device == "cuda" else "cpu")]
        limit_s = None if options.minutes is None else 60 * options.minutes
        trainer.run(plan, stream, validate, resume=options.resume, limit_s=limit_s)
    return Result(folder.final_weights)


STEP = Step(
    "train",
    "train the network",
    __doc__,
    add_arguments,
    _options,
    run,
    lambda result: f"weights: {result.weights}",
)
