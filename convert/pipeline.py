"""All steps after one another, each in a process of its own (training and conversion need different Keras backends)."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from convert.data.currencies import codes, read_table
from convert.data.dataset import DataError
from convert.training.refit_head import ADAPTED
from convert.training.train import FINAL
from convert.training.weight_interpolation import BLENDED, share_of


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the step to `python -m convert`."""
    parser = subparsers.add_parser("all", help="make and judge the model from a data folder", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="data folder")
    parser.add_argument("--weights", type=Path, help="folded ImageNet weights (.npz); without it Keras fetches its own")
    parser.add_argument("--currencies", help="comma list (default: all of models/currencies.csv)")
    parser.add_argument("--init", type=Path, help="start from a trained model, see `train --help`")
    parser.add_argument("--out", type=Path, default=Path("build/train"), help="run's folder (default: %(default)s)")
    parser.add_argument("--plan", help="see `train --help`")
    parser.add_argument(
        "--blend",
        type=share_of,
        help="take the weights this share (0 to 1) of the way from --init's, of the same classes, to the trained ones",
    )
    parser.add_argument("--seed", type=int, default=1, help="default: %(default)s")
    parser.set_defaults(run=_run)


def steps(args: argparse.Namespace) -> list[list[str]]:
    """The command lines, without the interpreter, in order."""
    data, out, seed = str(args.data), str(args.out), str(args.seed)
    currencies = args.currencies.split(",") if args.currencies else codes(read_table())
    train = ["train", "--data", data, "--out", out, "--currencies", ",".join(currencies), "--seed", seed, "--resume"]
    if args.weights is not None:
        train += ["--weights", str(args.weights)]
    if args.init is not None:
        train += ["--init", str(args.init)]
    if args.plan is not None:
        train += ["--plan", args.plan]
    judge = ["evaluate", "--photos", str(args.data / "photos" / "val"), "--held-out-of", data]
    judge += ["--currency", ",".join(c for c in currencies if c != "XTS")]
    judge += ["--specimens", "60", "--conditions", "--json", str(args.out / "evaluation.json"), "--confusion", out]
    card = ["card", "--evaluation", str(args.out / "evaluation.json"), "--quantized", str(args.out / "quantize.json")]
    if (args.data / "index.tsv").exists():
        card += ["--index", str(args.data / "index.tsv")]
    blend = [] if args.blend is None else [["blend", "--run", out, "--share", str(args.blend)]]
    trained = ["--weights", str(args.out / (FINAL if args.blend is None else BLENDED))]
    quantize = ["quantize", "--data", data, "--run", out, "--seed", seed]
    first = str(args.out / "before.tflite")
    adapt = ["adapt", "--data", data, "--run", out, *trained, "--model", first, "--seed", seed]
    adapted = ["--weights", str(args.out / ADAPTED)]
    return [
        ["specimens"],
        train,
        *blend,
        [*quantize, *trained, "--out", first, "--draft"],
        adapt,
        ["landmarks", "--data", data, "--run", out, "--model", first, "--seed", seed],
        [*quantize, *adapted],
        judge,
        card,
    ]


def _run(args: argparse.Namespace) -> int:
    if not args.data.is_dir():
        raise DataError(f"No data folder at {args.data}: its layout is in docs/training.md.")
    for step in steps(args):
        print(f"== {' '.join(step)}", flush=True)
        code = subprocess.run([sys.executable, "-m", "convert", *step], check=False).returncode
        if code:
            return code
    return 0
