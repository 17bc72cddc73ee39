"""Which clips are drawn up: each value and aim has its turn, the same for the same seed."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from convert.__main__ import main
from convert.data.dataset import LabelledPicture, specimen_references
from convert.evaluation import recipes
from convert.evaluation.clips import Clip, Recipe
from convert.evaluation.presentations import AIMS, HEIGHT_PX, WIDTH_PX, Showing
from convert.evaluation.recipes import make_recipe

SPECIMENS = Path(__file__).resolve().parents[3] / "assets" / "specimens"


FPS = 15.0


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


def kind(recipe: Recipe, name: str) -> list[Clip]:
    return [clip for clip in recipe.clips if clip.kind == name]


def test_every_value_and_every_aim_has_its_turn(recipe: Recipe) -> None:
    assert {clip.value for clip in kind(recipe, "note")[:7]} == {"1", "2", "5", "10", "20", "50", "100"}
    assert [clip.aim for clip in kind(recipe, "aimed")] == [*AIMS, *AIMS]
    assert len(kind(recipe, "blank")) == 3
    assert len({clip.seed for clip in recipe.clips}) == len(recipe.clips)


def test_the_same_seed_makes_the_same_recipe_and_frames(recipe: Recipe, backgrounds: list[Path]) -> None:
    specimens = specimen_references(SPECIMENS)
    again = make_recipe(specimens, specimens, backgrounds, count=14, aimed=12, blank_minutes=0.5, seed=3)
    assert again == recipe
    assert make_recipe(specimens, specimens, backgrounds, count=14, aimed=12, blank_minutes=0.5, seed=4) != recipe
    clip = recipe.clips[0]
    one, other = Showing(clip, FPS), Showing(clip, FPS)
    for index in (20, 3, 33):
        np.testing.assert_array_equal(one.frame(index)[0], other.frame(index)[0])


def test_the_step_writes_the_recipe_and_videos(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["presentations", "--photos", str(SPECIMENS), "--specimens", str(SPECIMENS), "--out", str(tmp_path)]
    assert main([*arguments, "--count", "3", "--aimed", "2", "--videos", "1"]) == 0

    assert len(Recipe.read(tmp_path).clips) == 5
    assert "no clips without a note" in capsys.readouterr().out
    video = cv2.VideoCapture(str(tmp_path / "note00.avi"))
    ok, image = video.read()
    assert ok
    assert image.shape == (HEIGHT_PX, WIDTH_PX, 3)


def test_a_folder_without_photos_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["presentations", "--photos", str(tmp_path), "--out", str(tmp_path / "out")]) == 1
    assert "No photos under" in capsys.readouterr().err


def test_without_pictures_there_are_no_clips_of_any() -> None:
    rng = np.random.default_rng(1)
    assert recipes._in_turns([], 3, rng) == []
    one = LabelledPicture(Path("a.jpg"), "USD", "5", None, None)
    assert recipes._in_turns([one], 3, rng) == [one] * 3
