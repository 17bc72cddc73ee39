"""`python -m convert <step>`: the one door to the model pipeline. Each step lives in a file of its own, in its room."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence

from app.ending import run

# Where each step is, in the order in which they are listed.
_STEPS = (
    "data_audit.check",
    "specimens.files",
    "data_capture.collect",
    "synthesis.preview",
    "synthesis.scene_files",
    "training.train",
    "training.weight_interpolation",
    "training.comparison_train",
    "export.landmarks",
    "export.print_calibration",
    "export.faint_print",
    "export.own_print",
    "export.dense",
    "export.further_print",
    "export.comparison",
    "export.packs",
    "export.quantize",
    "export.metadata",
    "training.refit_head",
    "export.formats",
    "export.parity",
    "evaluation.evaluate",
    "evaluation.packs",
    "evaluation.currency_finding",
    "evaluation.taught",
    "evaluation.taught_clips",
    "evaluation.scenes",
    "evaluation.scenes_left_out",
    "evaluation.card",
    "evaluation.benchmark",
    "evaluation.compare",
    "evaluation.fewshot",
    "evaluation.recipes",
    "evaluation.replay",
    "evaluation.folded",
    "evaluation.values_left_out",
    "evaluation.live",
    "pipeline",
)
# What steps were called in the release before.
_FORMER = {"blend": "interpolate", "adapt": "refit_head", "agreement": "parity", "landmarks": "templates"}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one step; 0 when it worked, 1 with one clear line when its data or model cannot be used."""
    given = list(sys.argv[1:] if argv is None else argv)
    parser = argparse.ArgumentParser(prog="python -m convert", description="How models/ comes to be, step by step.")
    subparsers = parser.add_subparsers(required=True, metavar="STEP")
    for module in _STEPS:
        importlib.import_module(f"convert.{module}").STEP.register(subparsers)
    if given and given[0] in _FORMER:
        print(f"convert: {given[0]} is now called {_FORMER[given[0]]}", file=sys.stderr)
        given[0] = _FORMER[given[0]]
    args = parser.parse_args(given)
    return int(args.step.perform(lambda: args.step.options(args)))


if __name__ == "__main__":
    run(main)
