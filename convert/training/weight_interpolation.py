"""Weights between those a run started from and those it ended with.

A run on other pictures than before gains what they show and loses a little of what was known. On the straight line
between its start and its end both are kept: such a mean was surer than either (docs/model-log.md; Wortsman et al.,
"Robust fine-tuning of zero-shot models", 2022). It needs a start of the same classes (`train --init`).
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

from convert.data.dataset import DataError
from convert.training.train import FINAL, START

BLENDED = "blended.weights.h5"


def blend(run: Path, share: float) -> Path:
    """Write a run's blended weights.

    Args:
        run: the run's folder.
        share: of the end, 0 (the start's weights) to 1 (the end's).

    Returns:
        The file, in the run's folder.

    Raises:
        DataError: the run has not both weights.
    """
    labels = run / "labels.json"
    lacking = [path.name for path in (labels, run / START, run / FINAL) if not path.exists()]
    if lacking:
        raise DataError(f"{run} lacks {', '.join(lacking)}: run `python -m convert train --init …` to its end first.")
    from convert.training import network

    model = network.build(len(json.loads(labels.read_text())), 224)
    ends = []
    for name in (START, FINAL):
        model.load_weights(run / name)
        ends.append(model.get_weights())
    model.set_weights([(1 - share) * start + share * end for start, end in zip(*ends, strict=True)])
    model.save_weights(run / BLENDED)
    return run / BLENDED


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the step to `python -m convert`."""
    parser = subparsers.add_parser("blend", help="weights between a run's start and its end", description=__doc__)
    parser.add_argument(
        "--run", dest="run_dir", type=Path, default=Path("build/train"), help="the training run's folder"
    )
    parser.add_argument("--share", type=share_of, default=0.4, help="of the end, 0 to 1 (default: %(default)s)")
    parser.set_defaults(run=_run)


def share_of(text: str) -> float:
    """A share, 0 to 1, of a command line; an `argparse.ArgumentTypeError` says what is wrong with another."""
    share = float(text)
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError("a share lies between 0 and 1")
    return share


def _run(args: argparse.Namespace) -> int:
    os.environ["KERAS_BACKEND"] = "torch"
    print(f"weights: {blend(args.run_dir, args.share)}")
    return 0
