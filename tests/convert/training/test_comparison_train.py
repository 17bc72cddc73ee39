"""The step `train-comparison`: what it refuses, and a run from a data folder to weights, log and settings."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from convert.__main__ import main
from convert.data.dataset import DataError
from convert.training import comparison_train
from convert.training.comparison_config import SMALL_DRAWING, Drawing
from convert.training.comparison_train import Options, Result, run
from tests.convert.keras_weights import WHY
from tests.convert.pictures import data_folder


@pytest.mark.parametrize("minutes", [0.0, -1.0, float("nan"), float("inf")])
def test_a_run_that_would_end_before_it_begins_or_never_is_refused(minutes: float) -> None:
    with pytest.raises(DataError, match="--minutes must be above 0"):
        Options(Path("D"), minutes=minutes)


def test_a_run_without_steps_is_refused_and_a_short_one_is_not() -> None:
    assert Options(Path("D"), minutes=0.1, steps=1).steps == 1
    with pytest.raises(DataError, match="--steps is 0"):
        Options(Path("D"), steps=0)


def test_arguments_become_options() -> None:
    parser = argparse.ArgumentParser()
    comparison_train.add_arguments(parser)
    plain = comparison_train._options(parser.parse_args(["--data", "D"]))
    assert plain == Options(Path("D"))
    words = ["--minutes", "2", "--steps", "7", "--leave-out", "USD,EUR", "--init", "w.npz", "--out", "O", "--seed", "5"]
    assert comparison_train._options(parser.parse_args(["--data", "D", *words])) == Options(
        Path("D"), init=Path("w.npz"), leave_out=("USD", "EUR"), out=Path("O"), minutes=2.0, steps=7, seed=5
    )


def test_without_pytorch_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(comparison_train.importlib.util, "find_spec", lambda name: None)
    out = tmp_path / "run"
    assert main(["train-comparison", "--data", str(data_folder(tmp_path / "data")), "--out", str(out)]) == 1
    assert capsys.readouterr().err == "convert: Training needs PyTorch: `make convert-env` installs it.\n"
    assert not out.exists()


def test_no_data_folder_is_one_line_and_leaves_no_run_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(comparison_train.importlib.util, "find_spec", lambda name: object())
    assert main(["train-comparison", "--data", str(tmp_path / "nowhere"), "--out", str(tmp_path / "run")]) == 1
    told = capsys.readouterr().err
    assert told.startswith("convert: No data folder at ")
    assert told.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_batches_are_large_on_a_gpu_only() -> None:
    assert comparison_train.drawing_on("cuda") == Drawing()
    assert comparison_train.drawing_on("cpu") == SMALL_DRAWING


def test_a_result_is_told() -> None:
    told = comparison_train.STEP.report(Result(Path("o/c.npz"), Path("o/c.log"), 5, 40))
    assert told.splitlines() == [f"5 steps, 40 photos drawn; log: {Path('o/c.log')}", f"{Path('o/c.npz')}: written"]


def test_a_run_writes_weights_log_and_what_it_was_made_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("torch", reason=WHY)
    # This process is not one that trains; and its batches are tiny.
    monkeypatch.setattr(comparison_train, "keep_freed_memory", lambda: False)
    tiny = Drawing(groups=2, queries=1, own=2, others=1)
    monkeypatch.setattr(comparison_train, "drawing_on", lambda device: tiny)
    data = data_folder(tmp_path / "data")
    options = Options(data, leave_out=("XTS",), out=tmp_path / "run", steps=1)
    first = run(options)
    assert (first.steps, first.photos) == (1, 2)
    lines = first.log.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("6 scans of 6 sides, 9 photos, 10 backgrounds, 1 hands")
    assert lines[-1] == "1 steps, 2 photos drawn"
    noted = json.loads((tmp_path / "run" / "comparison.json").read_text(encoding="utf-8"))
    assert noted["leave_out"] == ["XTS"]
    assert noted["drawing"]["own"] == 2
    assert noted["pictures"]["pose"]["distance"] == {"low": 4.0, "high": 9.0}
    assert {path.name for path in (tmp_path / "run").iterdir()} == {
        f"comparison.{kind}" for kind in ("npz", "log", "json")
    }
    # Another run would go on from there.
    network, _ = comparison_train._network(replace(options, init=first.weights))
    with np.load(first.weights) as file:
        assert all(np.array_equal(value, file[name]) for name, value in network.weights().items())


def test_a_run_lasts_its_minutes_and_says_what_it_learns_from_and_comes_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits: list[tuple[float, int | None]] = []

    def trained(drawer: object, maker: object, limit: object, tell: Any, save: Any) -> tuple[int, int]:
        save({"w": np.ones(2)})
        return 3, 12

    makes = SimpleNamespace(PictureMaker=lambda *given: None)
    trains = SimpleNamespace(
        Limit=lambda seconds, steps: limits.append((seconds, steps)),
        ComparisonTrainer=lambda network, device: SimpleNamespace(run=trained),
    )
    monkeypatch.setitem(sys.modules, "convert.training.comparison_pictures", makes)
    monkeypatch.setitem(sys.modules, "convert.training.comparison_trainer", trains)
    monkeypatch.setattr(comparison_train, "Drawer", lambda *given: None)
    pictures: Any = SimpleNamespace(scans=["a", "b", "a"], photos=[1], backgrounds=[1, 2], hands=[])
    options = Options(tmp_path, out=tmp_path, minutes=2.5, steps=7)
    result = comparison_train._train(options, None, "cpu", pictures, SMALL_DRAWING)
    assert limits == [(150.0, 7)]
    assert (result.steps, result.photos) == (3, 12)
    assert result.log.read_text(encoding="utf-8").splitlines() == [
        "3 scans of 2 sides, 1 photos, 2 backgrounds, 0 hands; on the cpu",
        "3 steps, 12 photos drawn",
    ]
    with np.load(result.weights) as file:
        assert file["w"].tolist() == [1, 1]


@pytest.mark.parametrize(("init", "has_gpu"), [(None, False), (Path("earlier.npz"), True)])
def test_a_network_starts_from_the_model_s_weights_or_from_those_of_an_earlier_run(
    init: Path | None, has_gpu: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []
    network = SimpleNamespace(take=made.append)

    def comparer(layers: object) -> object:
        made.append(layers)
        return network

    seeds: list[int] = []
    torch = SimpleNamespace(manual_seed=seeds.append, cuda=SimpleNamespace(is_available=lambda: has_gpu))
    monkeypatch.setitem(sys.modules, "torch", torch)
    monkeypatch.setitem(sys.modules, "convert.training.comparison_network", SimpleNamespace(Comparer=comparer))
    monkeypatch.setattr(comparison_train, "layers_of", lambda model: f"layers of {model.name}")
    monkeypatch.setattr(comparison_train, "folded", lambda layers: f"folded {layers}")
    options = Options(tmp_path, model=Path("m.tflite"), init=init, seed=9)
    assert comparison_train._network(options) == (network, "cuda" if has_gpu else "cpu")
    assert made == (["folded layers of m.tflite"] if init is None else [None, init])
    assert seeds == [9]
