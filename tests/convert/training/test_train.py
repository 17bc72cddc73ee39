"""The step `train`: what it notes in the run's folder before anything is trained."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import pytest

from convert.data.dataset import DataError
from convert.run_folder import RunFolder
from convert.synthesis.config import SynthesisConfig
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
