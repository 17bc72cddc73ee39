"""What is given on a step's command line is what its options hold, each argument of each step."""

from __future__ import annotations

import argparse
import dataclasses
import importlib
from pathlib import Path
from typing import Any

import pytest

from convert.__main__ import _STEPS
from convert.export.formats import Source

# By their whole names, so that whoever looks for the tests of a module finds these.
STEPS = (
    "convert.data_audit.check",
    "convert.specimens.files",
    "convert.data_capture.collect",
    "convert.synthesis.preview",
    "convert.synthesis.scene_files",
    "convert.training.train",
    "convert.training.weight_interpolation",
    "convert.training.comparison_train",
    "convert.export.landmarks",
    "convert.export.print_calibration",
    "convert.export.faint_print",
    "convert.export.own_print",
    "convert.export.dense",
    "convert.export.further_print",
    "convert.export.comparison",
    "convert.export.packs",
    "convert.export.quantize",
    "convert.export.metadata",
    "convert.training.refit_head",
    "convert.export.formats",
    "convert.export.parity",
    "convert.evaluation.evaluate",
    "convert.evaluation.packs",
    "convert.evaluation.currency_finding",
    "convert.evaluation.taught",
    "convert.evaluation.taught_clips",
    "convert.evaluation.scenes",
    "convert.evaluation.scenes_left_out",
    "convert.evaluation.card",
    "convert.evaluation.benchmark",
    "convert.evaluation.compare",
    "convert.evaluation.fewshot",
    "convert.evaluation.recipes",
    "convert.evaluation.replay",
    "convert.evaluation.folded",
    "convert.evaluation.values_left_out",
    "convert.evaluation.live",
    "convert.pipeline",
)
# What is meant by one word on the command line and held under another.
_HELD_AS = {"currency": "currencies"}
_BY_TYPE: dict[Any, str] = {int: "7", float: "2.5", Path: "given/{name}", None: "given {name}"}
_BY_NAME = {"fraction": "0.25", "comma_list": "EUR,USD", "_emphasis": "EUR=2", "_named": "mine=model.tflite"}
_BY_ARGUMENT = {
    ("convert.data_capture.collect", "currency"): "NOK",
    ("convert.data_capture.collect", "values"): "50,100",
    ("convert.evaluation.benchmark", "width"): "300",
    ("convert.evaluation.benchmark", "height"): "200",
    ("convert.evaluation.taught", "pictures"): "3,4",
    ("convert.export.packs", "currency"): "NOK",
    ("convert.synthesis.scene_files", "layouts"): "fanned,laid",
    ("convert.evaluation.scenes", "currencies"): "EUR,USD",
}
# What cannot be given along with others, or is spelled out in a test of its own.
_LEFT_OUT = {
    "convert.export.packs": {"all"},
    "convert.export.formats": {"format", "model", "weights", "specimens", "data", "run_dir"},
    "convert.export.parity": {"model", "weights", "specimens", "run_dir"},
}


def _parser(name: str) -> tuple[Any, argparse.ArgumentParser]:
    module = importlib.import_module(name)
    parser = argparse.ArgumentParser()
    module.STEP.add_arguments(parser)
    return module, parser


def _given(name: str, action: argparse.Action) -> list[str]:
    option = (
        action.option_strings[-1] if isinstance(action, argparse.BooleanOptionalAction) else action.option_strings[0]
    )
    if action.nargs == 0:
        return [option]
    if action.choices:
        return [option, str(list(action.choices)[-1])]
    kind = action.type
    text = _BY_ARGUMENT.get((name, action.dest)) or _BY_NAME.get(getattr(kind, "__name__", "")) or _BY_TYPE[kind]
    return [option, text.format(name=action.dest)]


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def test_no_step_is_forgotten() -> None:
    assert tuple(f"convert.{name}" for name in _STEPS) == STEPS


@pytest.mark.parametrize("name", STEPS)
def test_options_hold_what_is_given(name: str) -> None:
    module, parser = _parser(name)
    left_out = _LEFT_OUT.get(name, set())
    given: list[str] = []
    for action in parser._actions:
        if action.dest != "help" and (action.dest not in left_out or action.required):
            given += _given(name, action)
    args = parser.parse_args(given)
    options = module.STEP.options(args)
    assert isinstance(options, module.Options)
    held = {field.name: getattr(options, field.name) for field in dataclasses.fields(options)}
    compared = 0
    for argument, value in vars(args).items():
        field = argument if argument in held else _HELD_AS.get(argument, argument)
        if argument in left_out:
            continue
        assert value != parser.get_default(argument), argument
        expected = _plain(value)
        if isinstance(held[field], tuple) and isinstance(value, str):
            expected = tuple(value.split(","))
        if isinstance(held[field], tuple):
            # Text that stands for numbers or paths.
            expected = tuple(type(each)(text) for each, text in zip(held[field], expected, strict=True))
        assert held[field] == expected, argument
        compared += 1
    assert compared >= 1


@pytest.mark.parametrize(
    ("formats", "made"),
    [(["onnx"], ("onnx",)), (["onnx", "coreml", "onnx"], ("onnx", "coreml")), (["onnx", "all"], None)],
)
def test_each_format_is_made_once_and_all_where_all_are_asked_for(
    formats: list[str], made: tuple[str, ...] | None
) -> None:
    module, parser = _parser("convert.export.formats")
    asked = [word for each in formats for word in ("--format", each)]
    args = parser.parse_args(
        [*asked, "--run", "R", "--weights", "W", "--model", "M", "--data", "D", "--specimens", "S"]
    )
    options = module.STEP.options(args)
    assert options.formats == (tuple(module.FORMATS) if made is None else made)
    assert options.source == Source(*(Path(name) for name in "RWMDS"))


def test_what_is_compared_comes_from_the_run_and_without_data() -> None:
    module, parser = _parser("convert.export.parity")
    args = parser.parse_args(["--photos", "P", "--run", "R", "--weights", "W", "--model", "M", "--specimens", "S"])
    assert module.STEP.options(args).source == Source(Path("R"), Path("W"), Path("M"), None, Path("S"))


def test_packs_are_made_of_all_currencies_where_all_are_asked_for() -> None:
    module, parser = _parser("convert.export.packs")
    assert module.STEP.options(parser.parse_args(["--data", "D", "--all"])).currencies == ()
