"""How long a frame takes from camera to decision, against the budget and against the bare interpreter in the same run.

The two are timed frame by frame in turn, so that whatever else the machine does falls on both. Report the ratio; single
times of a shared machine mean little.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from app.camera.demo import DemoSource
from app.feedback.announcer import Announcer
from app.recognition.model import DEFAULT_MODEL, Model
from app.recognition.preprocess import letterbox
from app.recognition.recognizer import Recognizer

BUDGET_MS = 25.0


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds of one thing over many frames."""

    p50_ms: float
    p99_ms: float


def timing(samples_ms: list[float]) -> Timing:
    """Median and 99th percentile of at least one sample."""
    return Timing(float(np.percentile(samples_ms, 50)), float(np.percentile(samples_ms, 99)))


def compare(model: Path, threads: int, frames: int) -> tuple[Timing, Timing]:
    """(frame to decision, bare interpreter) over `frames` frames of the demo reel, timed in turn."""
    runner = Model(model, threads)
    recognizer = Recognizer(runner)
    recognizer.warm_up()
    announcer = Announcer()
    currencies = frozenset(recognizer.currencies)
    whole, bare = [], []
    with DemoSource(live=False) as source:
        for _ in range(frames):
            frame = source.read()
            if frame is None:
                raise RuntimeError("The demo reel ended; it should go on for ever.")
            start = time.perf_counter()
            announcer.observe(recognizer.observe(replace(frame, monotonic_s=start), currencies))
            whole.append((time.perf_counter() - start) * 1000)
            square = letterbox(frame.image, runner.metadata.input_size)
            start = time.perf_counter()
            runner.run(square)
            bare.append((time.perf_counter() - start) * 1000)
    return timing(whole), timing(bare)


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the step to `python -m convert`."""
    parser = subparsers.add_parser("benchmark", help="time from frame to decision", description=__doc__)
    parser.add_argument("--model", type=Path, default=DEFAULT_MODEL, help="default: the shipped model")
    parser.add_argument("--frames", type=int, default=600, help="default: %(default)s")
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    print(f"{args.frames} frames of 640 x 480, budget {BUDGET_MS:.0f} ms")
    print(f"{'threads':8}{'frame to decision':>24}{'bare interpreter':>24}{'ratio of medians':>20}")
    for threads in (1, 2):
        whole, bare = compare(args.model, threads, args.frames)
        print(
            f"{threads:<8}{f'p50 {whole.p50_ms:.1f}  p99 {whole.p99_ms:.1f}':>24}"
            f"{f'p50 {bare.p50_ms:.1f}  p99 {bare.p99_ms:.1f}':>24}{whole.p50_ms / bare.p50_ms:>20.2f}"
        )
    return 0
