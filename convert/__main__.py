"""`python -m convert <step>`: the one door to the model pipeline. Each step lives in a file of its own, in its room."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence

# Where each step's `register` is, in the order in which they are listed.
_STEPS = (
    "data_audit.check",
    "specimens.notes",
    "data_capture.collect",
    "synthesis.synthesize",
    "training.train",
    "training.weight_interpolation",
    "export.landmarks",
    "export.print_calibration",
    "export.packs",
    "export.quantize",
    "training.refit_head",
    "export.formats",
    "export.parity",
    "evaluation.evaluate",
    "evaluation.packs",
    "evaluation.card",
    "evaluation.benchmark",
    "evaluation.compare",
    "evaluation.fewshot",
    "evaluation.presentations",
    "evaluation.replay",
    "pipeline",
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one step; 0 when it worked, 1 with one clear line when its data or model cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m convert", description="How models/ comes to be, step by step.")
    subparsers = parser.add_subparsers(required=True, metavar="STEP")
    for step in _STEPS:
        importlib.import_module(f"convert.{step}").register(subparsers)
    args = parser.parse_args(argv)
    from app.feedback.troubles import trouble_sentence
    from app.recognition.errors import ModelError
    from convert.data.dataset import DataError

    try:
        return int(args.run(args))
    except DataError as error:
        print(f"convert: {error}", file=sys.stderr)
        return 1
    except ModelError as error:
        print(f"convert: {trouble_sentence(error.code, error.parameters)}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
