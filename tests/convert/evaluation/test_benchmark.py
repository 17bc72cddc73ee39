"""The benchmark: its figures are those of the samples, and it measures a real model on the demo reel."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.recognition.labels import strip_metadata, write_metadata
from app.recognition.model import Model
from convert.__main__ import main
from convert.evaluation.benchmark import Timing, compare, timing
from tests.convert.pictures import SPECIMENS, backgrounds


def test_median_and_slowest_hundredth_are_told() -> None:
    assert timing([float(k) for k in range(101)]) == Timing(50, 99)
    assert timing([7.0]) == Timing(7, 7)


def test_decision_takes_longer_than_the_interpreter_it_contains(shipped: Model) -> None:
    found = compare(shipped.path, threads=1, frames=12)
    assert 0 < found.alone.p50_ms < found.whole.p50_ms <= found.whole.p99_ms


def test_step_prints_both_thread_counts(shipped: Model, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["benchmark", "--model", str(shipped.path), "--frames", "2"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("2 frames")
    assert [line.split()[0] for line in lines[2:]] == ["1", "2"]


def test_the_print_reader_is_timed_beside_the_frames(shipped: Model, tmp_path: Path) -> None:
    timed = compare(shipped.path, 1, 3, [*backgrounds(tmp_path, 1), *sorted(SPECIMENS.glob("*.png"))[:1]])
    assert timed.print_reader is not None
    assert timed.print_reader.p50_ms > 0
    plain = tmp_path / "plain.tflite"
    content = shipped.path.read_bytes()
    plain.write_bytes(write_metadata(strip_metadata(content), shipped.metadata))
    assert compare(plain, 1, 1).print_reader is None


def test_photos_that_are_not_there_are_one_line(
    shipped: Model, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.jpg").write_bytes(b"no picture")
    for folder in (tmp_path / "none", tmp_path):
        assert main(["benchmark", "--model", str(shipped.path), "--frames", "2", "--photos", str(folder)]) == 1
        assert "--photos" in capsys.readouterr().err


def test_missing_model_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["benchmark", "--model", str(tmp_path / "none.tflite")]) == 1
    assert capsys.readouterr().err.count("\n") == 1
