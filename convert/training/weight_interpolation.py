"""Weights between those a run started from and those it ended with.

A run on other pictures than before gains what they show and loses a little of what was known. On the straight line
between its start and its end both are kept: such a mean was surer than either (docs/model-log.md; Wortsman et al.,
"Robust fine-tuning of zero-shot models", 2022). It needs a start of the same classes (`train --init`).
"""

from __future__ import annotations

import argparse
import os
from dataclasses import dataclass
from pathlib import Path

from convert.data.dataset import DataError
from convert.run_folder import DEFAULT, RunFolder, add_run
from convert.step import Step, fraction

FRACTION = 0.4


@dataclass(frozen=True, slots=True)
class Options:
    """Of which run, and how far.

    Attributes:
        run_dir: the run's folder.
        fraction: of the end, 0 (the start's weights) to 1 (the end's).
    """

    run_dir: Path = DEFAULT
    fraction: float = FRACTION

    def __post_init__(self) -> None:
        if not 0 <= self.fraction <= 1:
            raise DataError(f"The fraction is {self.fraction}: expected 0 to 1.")


@dataclass(frozen=True, slots=True)
class Result:
    """The interpolated weights."""

    weights: Path


def run(options: Options) -> Result:
    """Write a run's interpolated weights into its folder.

    Raises:
        DataError: the run has not both weights.
    """
    os.environ["KERAS_BACKEND"] = "torch"
    folder = RunFolder(options.run_dir)
    needed = (folder.labels, folder.start_weights, folder.final_weights)
    lacking = [path.name for path in needed if not path.exists()]
    if lacking:
        raise DataError(
            f"{folder.path} lacks {', '.join(lacking)}: run `python -m convert train --init …` to its end first."
        )
    from convert.training import network

    model = network.build(len(folder.read_labels()), 224)
    ends = []
    for path in (folder.start_weights, folder.final_weights):
        model.load_weights(path)
        ends.append(model.get_weights())
    part = options.fraction
    model.set_weights([(1 - part) * start + part * end for start, end in zip(*ends, strict=True)])
    model.save_weights(folder.interpolated_weights)
    return Result(folder.interpolated_weights)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this step."""
    add_run(parser)
    parser.add_argument(
        "--fraction", "--share", type=fraction, default=FRACTION, help="of the end, 0 to 1 (default: %(default)s)"
    )


STEP = Step(
    "interpolate",
    "weights between a run's start and its end",
    __doc__,
    add_arguments,
    lambda args: Options(args.run_dir, args.fraction),
    run,
    lambda result: f"weights: {result.weights}",
)
