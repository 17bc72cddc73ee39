"""Presentations: the same frames every time, and a truth that fits what is drawn. Specimens and drawn grounds only."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from convert.data.dataset import DataError, specimen_references
from convert.evaluation.clips import Clip, Recipe
from convert.evaluation.presentations import HEIGHT_PX, WIDTH_PX, Showing
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


def test_a_note_enters_is_held_and_leaves(recipe: Recipe) -> None:
    for clip in kind(recipe, "note"):
        stage = Showing(clip, FPS)
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
        stage = Showing(clip, FPS)
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
        stage = Showing(clip, FPS)
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
    stage = Showing(kind(recipe, "blank")[0], FPS)

    assert stage.frames == 150
    images = [stage.frame(index) for index in (0, 40, 149)]
    assert not any(truth.in_view or truth.is_good for _, truth in images)
    assert np.abs(images[0][0].astype(int) - images[1][0]).mean() > 5


def test_a_picture_that_is_gone_is_told(recipe: Recipe) -> None:
    clip = Clip("note", "no/such/picture.png", "USD", "20", False, "", (), 1)

    with pytest.raises(DataError, match=r"no/such/picture.png"):
        Showing(clip, FPS)
