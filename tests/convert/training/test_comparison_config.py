"""Numbers of the comparison network's pictures: what the shipped weights were trained with, changed on purpose only."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from convert.training.comparison_config import SMALL_DRAWING, Colours, Drawing, PictureConfig, Turn
from tests.kept import compare


def _numbers(group: Any, prefix: str) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {}
    for field in dataclasses.fields(group):
        name, value = f"{prefix}.{field.name}", getattr(group, field.name)
        if dataclasses.is_dataclass(value):
            found.update(_numbers(value, name))
        else:
            found[name] = list(value) if isinstance(value, tuple) else [value]
    return found


def test_defaults_are_what_the_shipped_weights_were_trained_with() -> None:
    groups = {"pictures": PictureConfig(), "drawing": Drawing(), "small": SMALL_DRAWING}
    numbers: dict[str, list[float]] = {}
    for name, group in groups.items():
        numbers.update(_numbers(group, name))
    compare(Path(__file__).with_name("comparison_config.json"), {}, numbers)


def test_what_is_no_probability_is_refused() -> None:
    with pytest.raises(ValueError, match="any_chance"):
        Turn(any_chance=1.1)
    with pytest.raises(ValueError, match="grey_chance"):
        Colours(grey_chance=-0.1)


def test_every_number_is_explained() -> None:
    for group in (PictureConfig(), Drawing()):
        parts = [getattr(group, field.name) for field in dataclasses.fields(group)]
        for part in [group, *parts] if isinstance(group, Drawing) else parts:
            if dataclasses.is_dataclass(part):
                told = (type(part).__doc__ or "").replace(":", ",")
                for field in dataclasses.fields(part):
                    assert f"{field.name}," in told, f"{type(part).__name__}.{field.name}"
