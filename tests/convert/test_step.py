"""A step as a command: options from arguments, words from results, one clear line for what cannot be done."""

from __future__ import annotations

import argparse
import dataclasses
import importlib
import typing
from pathlib import Path
from typing import Any

import pytest

from convert.__main__ import _STEPS
from convert.data.dataset import DataError
from convert.step import Step, fraction
from convert.training import refit_head, train, weight_interpolation
from convert.training.train import Options

MODULES = [importlib.import_module(f"convert.{name}") for name in _STEPS]


def _step(run: Any, **more: Any) -> Step[str, str]:
    return Step("try", "a line", None, lambda parser: None, lambda args: "options", run, str.upper, **more)


def test_a_result_is_told_and_its_code_returned(capsys: pytest.CaptureFixture[str]) -> None:
    assert _step(lambda options: f"{options} taken").perform(lambda: "these") == 0
    assert capsys.readouterr().out == "THESE TAKEN\n"
    assert _step(lambda options: options, code=len).perform(lambda: "four") == 4


def test_options_and_data_that_cannot_be_used_are_one_line_and_code_one(capsys: pytest.CaptureFixture[str]) -> None:
    def refuse(*_: Any) -> str:
        raise DataError("No such thing.")

    assert _step(refuse).perform(lambda: "") == 1
    assert _step(str).perform(refuse) == 1
    assert capsys.readouterr() == ("", "convert: No such thing.\n" * 2)


@pytest.mark.parametrize("module", MODULES, ids=_STEPS)
def test_each_step_is_options_a_run_and_a_result(module: Any) -> None:
    assert isinstance(module.STEP, Step)
    assert module.STEP.run is module.run
    parameters = module.Options.__dataclass_params__
    assert parameters.frozen
    told = module.Options.__doc__
    for field in dataclasses.fields(module.Options):
        assert f"{field.name}:" in told or f"{field.name}," in told, f"{module.__name__}.Options.{field.name}"
    assert typing.get_type_hints(module.run)["options"] is module.Options
    assert dataclasses.is_dataclass(typing.get_type_hints(module.run)["return"]), "a result has names for what it holds"


@pytest.mark.parametrize(
    ("module", "arguments"),
    [
        (train, ["--data", "D"]),
        (refit_head, ["--data", "D", "--model", "M"]),
        (weight_interpolation, []),
    ],
)
def test_a_command_without_options_means_the_defaults_of_its_options(module: Any, arguments: list[str]) -> None:
    parser = argparse.ArgumentParser()
    module.STEP.add_arguments(parser)
    options = module.STEP.options(parser.parse_args(arguments))
    given = {argument[2:]: Path(value) for argument, value in zip(arguments[::2], arguments[1::2], strict=True)}
    expected = module.Options(**given)
    for field in dataclasses.fields(options):
        if field.name != "workers":  # one a core, where the command runs
            assert getattr(options, field.name) == getattr(expected, field.name), field.name


def test_options_refuse_what_cannot_be() -> None:
    with pytest.raises(DataError, match="--workers is 0"):
        Options(Path("D"), workers=0)
    with pytest.raises(DataError, match="0 to 1"):
        weight_interpolation.Options(fraction=1.1)


def test_fractions_of_a_command_line() -> None:
    assert fraction("0.4") == 0.4
    for text in ("-0.1", "1.1", "nan"):
        with pytest.raises(argparse.ArgumentTypeError):
            fraction(text)
