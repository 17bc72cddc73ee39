"""The benchmark: its figures are those of the samples, and it measures a real model on the demo reel."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.recognition.model import Model
from convert.__main__ import main
from convert.benchmark import Timing, compare, timing


def test_median_and_slowest_hundredth_are_told() -> None:
    assert timing([float(k) for k in range(101)]) == Timing(50, 99)
    assert timing([7.0]) == Timing(7, 7)


def test_decision_takes_longer_than_the_interpreter_it_contains(shipped: Model) -> None:
    whole, bare = compare(shipped.path, threads=1, frames=12)
    assert 0 < bare.p50_ms < whole.p50_ms <= whole.p99_ms


def test_step_prints_both_thread_counts(shipped: Model, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["benchmark", "--model", str(shipped.path), "--frames", "2"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("2 frames")
    assert [line.split()[0] for line in lines[2:]] == ["1", "2"]


def test_missing_model_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["benchmark", "--model", str(tmp_path / "none.tflite")]) == 1
    assert capsys.readouterr().err.count("\n") == 1
