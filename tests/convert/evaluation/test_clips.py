"""Clips as they are stored: they survive it, and damage is told."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from convert.data.dataset import DataError, specimen_references
from convert.evaluation.clips import Recipe
from convert.evaluation.recipes import make_recipe
from tests.convert.evaluation.test_presentations import SPECIMENS


@pytest.fixture(scope="module")
def backgrounds(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Four pictures without a note: noise that was smoothed."""
    folder = tmp_path_factory.mktemp("backgrounds")
    paths = []
    for number in range(4):
        noise = np.random.default_rng(number).integers(0, 255, (12, 16, 3)).astype(np.uint8)
        picture = cv2.resize(noise, (480, 360), interpolation=cv2.INTER_CUBIC)
        paths.append(folder / f"{number}.png")
        paths[-1].write_bytes(cv2.imencode(".png", picture)[1].tobytes())
    return paths


@pytest.fixture(scope="module")
def recipe(backgrounds: list[Path]) -> Recipe:
    specimens = specimen_references(SPECIMENS)
    return make_recipe(specimens, specimens, backgrounds, count=14, aimed=12, blank_minutes=0.5, seed=3)


def test_a_recipe_survives_being_stored(recipe: Recipe, tmp_path: Path) -> None:
    (tmp_path / "presentations.json").write_text(recipe.to_json(), encoding="utf-8")

    assert Recipe.read(tmp_path) == recipe


@pytest.mark.parametrize("text", ["", "[]", '{"format": 2}', '{"format": 1, "fps": 15, "clips": [{"kind": "note"}]}'])
def test_a_damaged_recipe_is_told(text: str, tmp_path: Path) -> None:
    (tmp_path / "presentations.json").write_text(text, encoding="utf-8")

    with pytest.raises(DataError, match="make the presentations anew"):
        Recipe.read(tmp_path)


def test_a_missing_recipe_is_told_with_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="python -m convert presentations"):
        Recipe.read(tmp_path)
