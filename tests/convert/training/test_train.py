"""The step `train`: what it notes in the run's folder before anything is trained."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from convert.data.dataset import DataError
from convert.run_folder import RunFolder
from convert.synthesis.config import SynthesisConfig
from convert.training import train
from convert.training.plans import PLANS
from convert.training.train import Options, _options, _recipe, add_arguments
from tests.convert.pictures import data_folder


@pytest.fixture
def options(tmp_path: Path) -> Options:
    return Options(data_folder(tmp_path / "data"), currencies=("ABC", "XTS"), out=tmp_path / "run")


def test_classes_sets_left_out_and_the_synthesiser_are_noted_in_the_run_s_folder(options: Options) -> None:
    chosen = replace(options, leave_out=("cards",), synthesis=SynthesisConfig(severity=0.5))
    folder = RunFolder(chosen.out)
    cat, currencies, recipe = _recipe(chosen, folder)
    assert currencies == ("ABC", "XTS")
    assert not cat.hard_negatives
    assert folder.read_left_out() == ["cards"]
    assert folder.read_synthesis() == chosen.synthesis
    synthesizer = recipe()
    assert synthesizer.labels == folder.read_labels()
    assert synthesizer.config == chosen.synthesis


def test_a_currency_that_is_emphasised_is_drawn_more_often(options: Options) -> None:
    plain, more = (
        _recipe(chosen, RunFolder(chosen.out))[2].keywords["currency_weights"]
        for chosen in (options, replace(options, emphasis={"XTS": 2.0}))
    )
    assert more == {"ABC": plain["ABC"], "XTS": 2 * plain["XTS"]}


def test_a_data_folder_that_is_not_there_leaves_no_run_behind(tmp_path: Path) -> None:
    nowhere = Options(tmp_path / "nowhere", currencies=("ABC",), out=tmp_path / "run")
    with pytest.raises(DataError, match="No data folder"):
        _recipe(nowhere, RunFolder(nowhere.out))
    assert not nowhere.out.exists()


@pytest.mark.parametrize("minutes", [0.0, -1.0, float("nan")])
def test_a_run_that_would_end_before_it_begins_is_refused(options: Options, minutes: float) -> None:
    with pytest.raises(DataError, match="--minutes must be above 0"):
        replace(options, minutes=minutes)


@pytest.mark.parametrize("named", ["--box-model", "--places"])
def test_the_model_that_tells_boxes_may_be_named_as_before(named: str) -> None:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    assert _options(parser.parse_args(["--data", "d", named, "m.tflite"])).box_model == Path("m.tflite")


@pytest.mark.parametrize(
    ("text", "factors"), [("XTS=1.5,USD=2", {"XTS": 1.5, "USD": 2.0}), ("XTS=0.1", {"XTS": 0.1}), ("", {})]
)
def test_an_emphasis_is_a_factor_for_each_currency(text: str, factors: dict[str, float]) -> None:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    assert _options(parser.parse_args(["--data", "d", "--emphasis", text])).emphasis == factors


@pytest.mark.parametrize("text", ["XTS=0", "XTS=-1", "XTS=inf", "XTS=nan", "XTS", "XTS=a"])
def test_what_is_no_factor_is_refused(text: str) -> None:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    with pytest.raises(SystemExit):
        parser.parse_args(["--data", "d", "--emphasis", text])


class _Trainer:
    """Stands for the trainer: how it was made, and what it was told to do."""

    def __init__(self, device: str) -> None:
        self.device = device
        self.saved: list[Path] = []
        self.model = SimpleNamespace(save_weights=self.saved.append)
        self.runs: list[tuple[Any, dict[str, Any]]] = []
        self.statistics = 0

    def made(self, labels: object, out: Path, seed: int, weights: object, statistics: Any, *more: object) -> Any:
        self.statistics = len(statistics)
        return self

    def run(self, plan: Any, stream: object, validate: object, **how: Any) -> None:
        self.runs.append((plan, how))


@pytest.fixture
def ran(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., _Trainer]:
    monkeypatch.setenv("KERAS_BACKEND", "as it was")
    pictures = SimpleNamespace(
        photos=[SimpleNamespace(path=Path(f"{number}.jpg")) for number in range(7)],
        backgrounds=[Path(f"b{number}.jpg") for number in range(5)],
    )
    loaded: list[str] = []

    def load(path: Path, most: int) -> np.ndarray:
        loaded.append(path.name)
        return np.zeros((8, 8, 3), np.uint8)

    for name, stands_in in (
        ("keep_freed_memory", lambda: None),
        ("_recipe", lambda options, folder: (pictures, ("ABC",), lambda: None)),
        ("load", load),
        ("labelled_pictures", lambda folder, currencies: []),
        ("OwnCurrencyCheck", lambda photos, labels: "validates"),
        ("BatchStream", lambda recipe, seed, workers: nullcontext("stream")),
        ("_PHOTOS", 3),
        ("_BACKGROUNDS", 2),
    ):
        monkeypatch.setattr(train, name, stands_in)
    monkeypatch.setattr(train.RunFolder, "read_labels", lambda self: ())

    def run(device: str = "cpu", **given: Any) -> _Trainer:
        trainer = _Trainer(device)
        monkeypatch.setattr(train, "Trainer", trainer.made)
        result = train.run(Options(tmp_path, out=tmp_path / "run", **given))
        assert result.weights == RunFolder(tmp_path / "run").final_weights
        assert loaded == ["b0.jpg", "b1.jpg", "0.jpg", "2.jpg", "4.jpg", "6.jpg"]
        assert trainer.statistics == len(loaded)
        loaded.clear()
        return trainer

    return run


@pytest.mark.parametrize(
    ("device", "given", "plan"),
    [
        ("cpu", {}, "cpu"),
        ("cuda", {}, "gpu-whole"),
        ("cuda", {"init": Path("model.tflite")}, "gpu"),
        ("cpu", {"init": Path("model.tflite")}, "cpu"),
        ("cpu", {"plan": "gpu"}, "gpu"),
        ("cuda", {"plan": "cpu"}, "cpu"),
    ],
)
def test_the_plan_is_the_one_asked_for_or_fits_the_machine(
    ran: Callable[..., _Trainer], device: str, given: dict[str, Any], plan: str
) -> None:
    ((found, how),) = ran(device, **given).runs
    assert found == PLANS[plan]
    assert how == {"resume": False, "limit_s": None}


def test_a_run_has_its_minutes_and_keeps_the_weights_that_it_began_with(
    ran: Callable[..., _Trainer], tmp_path: Path
) -> None:
    start = RunFolder(tmp_path / "run").start_weights
    first = ran(minutes=2.5, resume=True)
    assert first.runs[0][1] == {"resume": True, "limit_s": 150.0}
    assert first.saved == [start], "there are none yet"
    start.parent.mkdir(parents=True)
    start.write_bytes(b"weights")
    assert ran(resume=True).saved == []
    assert ran(resume=False).saved == [start]


@pytest.mark.parametrize(("cores", "workers"), [(None, 1), (1, 1), (2, 1), (6, 5)])
def test_one_core_is_the_trainer_s(cores: int | None, workers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(train.os, "cpu_count", lambda: cores)
    assert train.default_workers() == workers
