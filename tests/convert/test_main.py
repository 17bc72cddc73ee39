"""`python -m convert`: every step explains itself, and what cannot be used is one clear line."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from convert.__main__ import _FORMER, main

ROOT = Path(__file__).resolve().parents[2]
STEPS = (
    "check",
    "specimens",
    "collect",
    "synthesize",
    "scenes",
    "train",
    "interpolate",
    "train-comparison",
    "templates",
    "calibrate-print",
    "calibrate-faint",
    "own-print",
    "dense-prints",
    "further-print",
    "comparison",
    "pack",
    "quantize",
    "metadata",
    "refit_head",
    "export",
    "parity",
    "evaluate",
    "evaluate-packs",
    "evaluate-detect",
    "evaluate-taught",
    "evaluate-taught-clips",
    "evaluate-scenes",
    "evaluate-scenes-left-out",
    "card",
    "benchmark",
    "compare",
    "fewshot",
    "presentations",
    "replay",
    "evaluate-folded",
    "evaluate-left-out",
    "live",
    "all",
)


def _help(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 0
    return capsys.readouterr().out


def test_help_lists_the_steps(capsys: pytest.CaptureFixture[str]) -> None:
    listed = _help(["--help"], capsys)
    assert re.findall(r"^    ([\w-]+)(?:  |$)", listed, re.MULTILINE) == list(STEPS)


@pytest.mark.parametrize(("former", "step"), _FORMER.items())
def test_a_step_still_goes_by_its_former_name(former: str, step: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert step in STEPS
    assert f"convert {step}" in _help([former, "--help"], capsys)


@pytest.mark.parametrize("step", STEPS)
def test_each_step_explains_itself(step: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert f"convert {step}" in _help([step, "--help"], capsys)


@pytest.mark.parametrize("arguments", [[], ["fly"], ["evaluate"], ["train", "--data", "x", "--plan", "none"]])
def test_wrong_arguments_are_told_with_code_two(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2
    assert "error:" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["synthesize", "--preview", "sheet.png"],
        ["train"],
        ["all"],
        ["check"],
    ],
)
def test_missing_data_folder_is_one_line_and_code_one(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KERAS_BACKEND", "torch")
    # This process is not one that trains.
    monkeypatch.setattr("convert.training.train.keep_freed_memory", lambda: False)
    monkeypatch.chdir(tmp_path)
    assert main([*arguments, "--data", str(tmp_path / "nowhere")]) == 1
    error = capsys.readouterr().err
    assert error.startswith("convert: No data folder at ")
    assert error.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_it_runs_as_a_module_and_ends_with_the_step_s_code(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "convert", "evaluate", "--photos", str(tmp_path), "--model", str(tmp_path / "none")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("convert: No model at ")
    assert done.stderr.count("\n") == 1
