"""All steps after one another, each in a process of its own (training and conversion need different Keras backends)."""

from __future__ import annotations

import argparse
import importlib
import multiprocessing
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.commas import comma_list
from app.feedback.words import SPECIMEN_CURRENCY
from app.recognition.model import DEFAULT_MODEL
from convert.data.currencies import codes, read_table
from convert.data.dataset import DataError
from convert.evaluation import card, evaluate
from convert.export import faint_print, landmarks, print_calibration, quantize
from convert.run_folder import DEFAULT, RunFolder
from convert.specimens import files as specimens
from convert.step import Step, add_seed, fraction
from convert.training import refit_head, train, weight_interpolation
from convert.training.plans import PLANS

_SPECIMENS_EACH = 60


@dataclass(frozen=True, slots=True)
class Options:
    """What model to make, of what.

    Attributes:
        data: data folder.
        weights: folded ImageNet weights (.npz); None lets Keras fetch its own.
        currencies: ISO codes; none takes all of models/currencies.csv.
        init: start from a trained model, see `train`.
        out: the run's folder.
        plan: see `train`.
        interpolate: take the weights this fraction, 0 to 1, of the way from `init`'s, of the same classes, to the
            trained ones; None takes the trained ones.
        seed: of everything that is drawn.
    """

    data: Path
    weights: Path | None = None
    currencies: tuple[str, ...] = ()
    init: Path | None = None
    out: Path = DEFAULT
    plan: str | None = None
    interpolate: float | None = None
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Result:
    """How it ended: with the code of the step that failed, or 0."""

    code: int


@dataclass(frozen=True, slots=True)
class Task:
    """One step to run: the module that it is in, and its options."""

    module: str
    options: Any

    @property
    def step(self) -> Step[Any, Any]:
        """The step."""
        found: Step[Any, Any] = importlib.import_module(self.module).STEP
        return found


def tasks(options: Options) -> list[Task]:
    """What is to be run, in order."""
    data, out, seed = options.data, options.out, options.seed
    folder = RunFolder(out)
    currencies = options.currencies or tuple(codes(read_table()))
    trained = folder.final_weights if options.interpolate is None else folder.interpolated_weights
    first = folder.draft_model
    index = data / "index.tsv"
    of_run: dict[str, Any] = {"data": data, "run_dir": out, "seed": seed}
    found: list[tuple[Any, Any]] = [
        (specimens, specimens.Options()),
        (
            train,
            train.Options(
                data,
                currencies=currencies,
                weights=options.weights,
                init=options.init,
                out=out,
                plan=options.plan,
                workers=train.default_workers(),
                seed=seed,
                resume=True,
            ),
        ),
    ]
    if options.interpolate is not None:
        found.append((weight_interpolation, weight_interpolation.Options(out, options.interpolate)))
    found += [
        (quantize, quantize.Options(**of_run, weights=trained, out=first, draft=True)),
        (refit_head, refit_head.Options(**of_run, weights=trained, model=first, workers=refit_head.default_workers())),
        (landmarks, landmarks.Options(**of_run, model=first)),
        (quantize, quantize.Options(**of_run, weights=folder.refitted_weights)),
        # What it writes ships: without it the file's templates would not count, and its network would speak alone.
        (print_calibration, print_calibration.Options(data, model=folder.uncalibrated_model, out=DEFAULT_MODEL)),
        (faint_print, faint_print.Options(data, out=DEFAULT_MODEL, version=None)),
        (
            evaluate,
            evaluate.Options(
                data / "photos" / "val",
                currencies=tuple(c for c in currencies if c != SPECIMEN_CURRENCY),
                held_out_of=data,
                specimens=_SPECIMENS_EACH,
                corruptions=True,
                json=folder.evaluation,
                confusion=out,
            ),
        ),
        (
            card,
            card.Options(
                folder.evaluation,
                folder.quantization,
                synthesis=folder.synthesis,
                index=index if index.exists() else None,
            ),
        ),
    ]
    return [Task(module.__name__, step_options) for module, step_options in found]


def _perform(task: Task) -> None:
    sys.exit(task.step.perform(lambda: task.options))


def in_own_process(task: Task) -> int:
    """Run a task in a fresh process; its exit status."""
    process = multiprocessing.get_context("spawn").Process(target=_perform, args=(task,))
    process.start()
    process.join()
    # Below 0 where a signal ended it.
    return abs(process.exitcode or 0)


def run(options: Options) -> Result:
    """Run all steps; the first that fails is the last.

    Raises:
        DataError: there is no such data folder.
    """
    if not options.data.is_dir():
        raise DataError(f"No data folder at {options.data}: its layout is in docs/dev/data.md.")
    for task in tasks(options):
        print(f"== {task.step.name} {task.options}", flush=True)
        if code := in_own_process(task):
            return Result(code)
    return Result(0)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this step."""
    parser.add_argument("--data", type=Path, required=True, help="data folder")
    parser.add_argument("--weights", type=Path, help="folded ImageNet weights (.npz); without it Keras fetches its own")
    parser.add_argument(
        "--currencies", type=comma_list, default=(), help="comma list (default: all of models/currencies.csv)"
    )
    parser.add_argument("--init", type=Path, help="start from a trained model, see `train --help`")
    parser.add_argument("--out", type=Path, default=DEFAULT, help="run's folder (default: %(default)s)")
    parser.add_argument("--plan", choices=sorted(PLANS), help="see `train --help`")
    parser.add_argument(
        "--interpolate",
        "--blend",
        type=fraction,
        help="take the weights this fraction (0 to 1) of the way from --init's, of the same classes, to the trained "
        "ones",
    )
    add_seed(parser)


def _options(args: argparse.Namespace) -> Options:
    names = ("data", "weights", "currencies", "init", "out", "plan", "interpolate", "seed")
    return Options(**{name: getattr(args, name) for name in names})


STEP = Step(
    "all",
    "make and evaluate the model from a data folder",
    __doc__,
    add_arguments,
    _options,
    run,
    lambda result: "",
    lambda result: result.code,
)
