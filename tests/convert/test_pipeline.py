"""All steps after one another: their command lines fit the steps' own options, and a failure ends the run."""

from __future__ import annotations

import argparse
import importlib
import subprocess
from pathlib import Path
from typing import Any

import pytest

from convert import pipeline
from convert.__main__ import _STEPS, main
from convert.training.refit_head import ADAPTED
from convert.training.weight_interpolation import BLENDED

ORDER = ["specimens", "train", "quantize", "adapt", "landmarks", "quantize", "evaluate", "card"]


def _parsed(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    subparsers = parser.add_subparsers(required=True)
    for step in _STEPS:
        importlib.import_module(f"convert.{step}").register(subparsers)
    return parser.parse_args(arguments)


def _steps(*arguments: str) -> list[list[str]]:
    return pipeline.steps(_parsed(["all", "--data", "DATA", *arguments]))


class Runs:
    """Stands in for `subprocess.run`: notes the command lines, answers with the codes given."""

    def __init__(self, *codes: int) -> None:
        self.commands: list[list[str]] = []
        self._codes = list(codes)

    def __call__(self, command: list[str], **_: Any) -> subprocess.CompletedProcess[bytes]:
        self.commands.append(command)
        return subprocess.CompletedProcess(command, self._codes.pop(0) if self._codes else 0)


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> Runs:
    fake = Runs()
    monkeypatch.setattr(subprocess, "run", fake)
    return fake


def test_steps_are_drawn_trained_quantized_and_judged_with_options_that_the_steps_take() -> None:
    lines = _steps("--weights", "W.npz", "--plan", "tiny", "--seed", "7", "--out", "RUN", "--currencies", "XTS,USD,EUR")
    assert [line[0] for line in lines] == ORDER
    _, training, first, fitting, spots, conversion, judging, card = (_parsed(line) for line in lines)
    assert (spots.run_dir, spots.data, spots.model, spots.seed) == (Path("RUN"), Path("DATA"), first.out, 7)
    assert first.out == fitting.model != conversion.out
    assert (fitting.run_dir, fitting.data, fitting.seed) == (Path("RUN"), Path("DATA"), 7)
    assert conversion.weights == Path("RUN") / ADAPTED
    assert (training.data, training.out, training.seed) == (Path("DATA"), Path("RUN"), 7)
    assert (training.weights, training.plan, training.currencies) == (Path("W.npz"), "tiny", "XTS,USD,EUR")
    assert training.resume
    assert (conversion.run_dir, conversion.data, conversion.seed) == (Path("RUN"), Path("DATA"), 7)
    assert judging.photos == Path("DATA/photos/val")
    assert judging.held_out_of == Path("DATA")
    assert judging.currency == "USD,EUR"
    assert card.evaluation == judging.json


def test_blended_weights_are_made_and_taken_when_they_are_asked_for() -> None:
    lines = _steps("--init", "START.tflite", "--blend", "0.4", "--out", "RUN")
    assert [line[0] for line in lines] == [*ORDER[:2], "blend", *ORDER[2:]]
    _, training, blending, first, fitting, _, conversion, _, _ = (_parsed(line) for line in lines)
    assert (training.init, blending.run_dir, blending.share) == (Path("START.tflite"), Path("RUN"), 0.4)
    assert first.weights == fitting.weights == Path("RUN") / BLENDED
    assert conversion.weights == Path("RUN") / ADAPTED


def test_weights_and_plan_are_left_to_the_training_unless_given() -> None:
    training = _parsed(_steps()[1])
    assert training.weights is None
    assert training.plan is None


def test_each_step_is_a_process_and_all_run_after_one_another(runs: Runs, tmp_path: Path) -> None:
    assert main(["all", "--data", str(tmp_path)]) == 0
    assert [command[1:4] for command in runs.commands] == [["-m", "convert", step] for step in ORDER]


def test_failed_step_ends_the_run_with_its_code(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    failing = Runs(0, 3)
    monkeypatch.setattr(subprocess, "run", failing)
    assert main(["all", "--data", str(tmp_path)]) == 3
    assert len(failing.commands) == 2


def test_missing_data_folder_is_one_line_before_anything_runs(
    runs: Runs, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["all", "--data", str(tmp_path / "nowhere")]) == 1
    assert runs.commands == []
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "nowhere" in error
