"""Presentations: the same frames every time, and a truth that fits what is drawn. Specimens and drawn grounds only."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from convert.__main__ import main
from convert.data.dataset import DataError
from convert.evaluation.presentations import AIMS, HEIGHT_PX, WIDTH_PX, Clip, Recipe, Stage, make_recipe, specimens_in

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
    specimens = specimens_in(SPECIMENS)
    return make_recipe(specimens, specimens, backgrounds, count=14, aimed=12, blank_minutes=0.5, seed=3)


def kind(recipe: Recipe, name: str) -> list[Clip]:
    return [clip for clip in recipe.clips if clip.kind == name]


def test_every_value_and_every_aim_has_its_turn(recipe: Recipe) -> None:
    assert {clip.value for clip in kind(recipe, "note")[:7]} == {"1", "2", "5", "10", "20", "50", "100"}
    assert [clip.aim for clip in kind(recipe, "aimed")] == [*AIMS, *AIMS]
    assert len(kind(recipe, "blank")) == 3
    assert len({clip.seed for clip in recipe.clips}) == len(recipe.clips)


def test_the_same_seed_makes_the_same_recipe_and_frames(recipe: Recipe, backgrounds: list[Path]) -> None:
    specimens = specimens_in(SPECIMENS)
    again = make_recipe(specimens, specimens, backgrounds, count=14, aimed=12, blank_minutes=0.5, seed=3)
    assert again == recipe
    assert make_recipe(specimens, specimens, backgrounds, count=14, aimed=12, blank_minutes=0.5, seed=4) != recipe
    clip = recipe.clips[0]
    one, other = Stage(clip, FPS), Stage(clip, FPS)
    for index in (20, 3, 33):
        np.testing.assert_array_equal(one.frame(index)[0], other.frame(index)[0])


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


def test_a_note_enters_is_held_and_leaves(recipe: Recipe) -> None:
    for clip in kind(recipe, "note"):
        stage = Stage(clip, FPS)
        truths = [stage.truth(index) for index in range(stage.frames)]
        assert not truths[0].in_view
        assert not truths[-1].in_view
        shown = [index for index, truth in enumerate(truths) if truth.in_view]
        assert shown == list(range(shown[0], shown[-1] + 1)), "it comes once"
        good = [truth for truth in truths if truth.is_good]
        assert len(good) >= 1.2 * FPS
        assert all(truth.in_view for truth in good)
        held = truths.index(good[0]), len(truths) - truths[::-1].index(good[-1])
        covered = [truth for truth in truths[held[0] : held[1]] if not truth.is_good]
        assert 0.2 * FPS <= len(covered) <= 0.8 * FPS, "a hand covers it for a while"


def test_what_is_drawn_lies_where_the_truth_says(recipe: Recipe) -> None:
    """Where note and background differ much, the change is inside the box and not outside."""
    for clip in kind(recipe, "note")[:4]:
        stage = Stage(clip, FPS)
        empty = stage.frame(2)[0].astype(int)
        image, truth = stage.frame(next(index for index in range(stage.frames) if stage.truth(index).is_good))
        assert truth.box is not None
        difference = np.abs(image.astype(int) - empty).max(axis=2)
        left, top, right, bottom = (
            round(side * size) for side, size in zip(truth.box, (WIDTH_PX, HEIGHT_PX, WIDTH_PX, HEIGHT_PX), strict=True)
        )
        inside = difference[max(0, top) : bottom, max(0, left) : right]
        outside = difference.copy()
        outside[max(0, top - 4) : bottom + 4, max(0, left - 4) : right + 4] = 0
        # The light changes all of the frame a little; the note itself far more.
        assert inside.mean() > 2.5 * outside[outside > 0].mean()


def test_aimed_notes_are_where_their_aim_says(recipe: Recipe) -> None:
    for clip in kind(recipe, "aimed"):
        stage = Stage(clip, FPS)
        for truth in (stage.truth(index) for index in range(stage.frames)):
            assert truth.box is not None
            left, top, right, bottom = truth.box
            seen = {
                # Whom the camera faces has on the right what is on the picture's left.
                "left": left < -0.05 and right < 0.6,
                "right": right > 1.05 and left > 0.4,
                "down": top < -0.05 and bottom < 0.6,
                "up": bottom > 1.05 and top > 0.4,
                "closer": right - left < 0.4,
                "further_away": right - left > 1.0,
            }
            assert seen[clip.aim], (clip.aim, truth.box)


def test_blanks_show_no_note_and_never_stand_still(recipe: Recipe) -> None:
    stage = Stage(kind(recipe, "blank")[0], FPS)

    assert stage.frames == 150
    images = [stage.frame(index) for index in (0, 40, 149)]
    assert not any(truth.in_view or truth.is_good for _, truth in images)
    assert np.abs(images[0][0].astype(int) - images[1][0]).mean() > 5


def test_a_picture_that_is_gone_is_told(recipe: Recipe) -> None:
    clip = Clip("note", "no/such/picture.png", "USD", "20", False, "", (), 1)

    with pytest.raises(DataError, match=r"no/such/picture.png"):
        Stage(clip, FPS)


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
