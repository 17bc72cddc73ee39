"""Real photos seen otherwise: whole or filling the frame, turned as chance says, and their note where it is drawn."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition.observation import Box
from convert.synthesis.config import Photos
from convert.synthesis.photos import before, draw_view, note_mask, print_of, reflected, unsqueezed
from convert.synthesis.ranges import Range
from convert.synthesis.sources import Photo

W, H = 160, 120
STILL = Photos(
    whole_chance=1,
    zoom=0,
    zoom_spread=0,
    slight_turn_chance=1,
    slight_turn_spread_deg=0,
    any_turn_chance=0,
    shift_spread=0,
    squeeze_spread=0,
    skew_spread=0,
    tilt_spread=0,
)
NOTE = Box(0.25, 0.25, 0.75, 0.75)


def _rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def _picture(width: int, height: int) -> NDArray[np.uint8]:
    """Grey, and white where NOTE is."""
    picture = np.full((height, width, 3), 90, np.uint8)
    picture[height // 4 : 3 * height // 4, width // 4 : 3 * width // 4] = 250
    return picture


def _white(frame: NDArray[np.float32] | NDArray[np.uint8]) -> NDArray[np.bool_]:
    return np.asarray(frame[..., 0] > 170)


@pytest.mark.parametrize(("width", "height"), [(320, 240), (320, 120), (120, 320), (40, 30)])
@pytest.mark.parametrize("is_whole", [True, False])
def test_a_photo_is_whole_in_the_frame_or_fills_it(width: int, height: int, is_whole: bool) -> None:
    config = replace(STILL, whole_chance=float(is_whole))
    view = draw_view(_rng(), np.full((height, width, 3), 250, np.uint8), W, H, config)
    shown = before(view, np.zeros((H, W, 3), np.float32))
    scale = min(W / width, H / height) if is_whole else max(W / width, H / height)
    seen = min(W, scale * width) * min(H, scale * height)
    assert _white(shown).sum() == pytest.approx(seen, rel=0.06)


@pytest.mark.parametrize("seed", range(4))
def test_the_notes_mask_lies_where_the_note_is_drawn_however_the_view_is(seed: int) -> None:
    config = replace(Photos(), whole_chance=1.0)
    photo = Photo(_picture(320, 240), NOTE)
    view = draw_view(_rng(seed), photo.image, W, H, config)
    drawn = _white(before(view, np.zeros((H, W, 3), np.float32)))
    mask = note_mask(view, photo, W, H) > 0.5
    assert (drawn & mask).sum() / (drawn | mask).sum() > 0.85


def test_where_nothing_tells_the_place_the_note_is_taken_to_be_about_the_middle() -> None:
    photo = Photo(_picture(320, 240))
    mask = note_mask(draw_view(_rng(), photo.image, W, H, STILL), photo, W, H)
    ys, xs = np.nonzero(mask)
    assert (xs.min(), xs.max(), ys.min(), ys.max()) == (W // 5, 4 * W // 5, H // 4, 3 * H // 4)


def test_beyond_the_edges_lies_the_mirror_image_or_another_frame() -> None:
    view = draw_view(_rng(), np.full((240, 60, 3), 250, np.uint8), W, H, STILL)
    assert reflected(view, W, H).min() > 245
    assert before(view, np.full((H, W, 3), 7, np.float32))[H // 2, 2, 0] == 7


@pytest.mark.parametrize(
    ("config", "angles"),
    [
        (replace(STILL, slight_turn_spread_deg=10.0), "little"),
        (replace(STILL, slight_turn_chance=0.0), "quarters"),
        (replace(STILL, slight_turn_chance=0.0, any_turn_chance=1.0), "any"),
    ],
    ids=["a little", "by quarters", "by any angle"],
)
def test_photos_are_turned_as_chance_says(config: Photos, angles: str) -> None:
    turns = []
    for seed in range(40):
        matrix = draw_view(_rng(seed), _picture(320, 240), W, H, config).placing
        turns.append(float(np.degrees(np.arctan2(matrix[1, 0], matrix[0, 0]))) % 360)
    off_level = [min(turn, 360 - turn) for turn in turns]
    if angles == "little":
        assert max(off_level) < 40
        assert max(off_level) > 5
    elif angles == "quarters":
        assert {round(turn) % 360 for turn in turns} == {90, 180, 270}
    else:
        assert sum(turn % 90 > 5 for turn in turns) > 20
        assert max(off_level) > 150


def test_a_photo_moves_as_far_as_its_spread_and_a_small_one_is_shrunk_first() -> None:
    still = draw_view(_rng(), _picture(320, 240), W, H, STILL)
    np.testing.assert_allclose(still.placing @ [160, 120, 1], [W / 2, H / 2, 1], atol=1e-6)
    moved = [
        draw_view(_rng(seed), _picture(320, 240), W, H, replace(STILL, shift_spread=0.1)).placing @ [160, 120, 1]
        for seed in range(40)
    ]
    assert np.std([x / w for x, _, w in moved]) == pytest.approx(0.1 * W, rel=0.35)
    assert np.std([y / w for _, y, w in moved]) == pytest.approx(0.1 * H, rel=0.35)
    assert still.photo.shape == (120, 160, 3)
    np.testing.assert_allclose(still.matrix @ [80, 60, 1], [W / 2, H / 2, 1], atol=1e-6)
    assert draw_view(_rng(), _picture(200, 150), W, H, STILL).photo.shape == (150, 200, 3)


def test_a_square_photo_is_made_wider_or_higher_and_another_shape_stays() -> None:
    square, wide = Photo(_picture(100, 100), NOTE), Photo(_picture(110, 100))
    shapes = {
        (chance, each): Photos(unsqueeze_chance=chance, widen_chance=each) for chance in (0, 1) for each in (0, 1)
    }
    assert unsqueezed(_rng(), square, shapes[1, 1]).image.shape == (75, 100, 3)
    assert unsqueezed(_rng(), square, shapes[1, 0]).image.shape == (100, 75, 3)
    assert unsqueezed(_rng(), square, shapes[1, 1]).note == NOTE
    assert unsqueezed(_rng(), square, shapes[0, 1]) is square
    assert unsqueezed(_rng(), wide, shapes[1, 1]) is wide
    nearly = Photo(_picture(101, 100))
    assert unsqueezed(_rng(), nearly, shapes[1, 1]).image.shape[1] == 101


def test_a_print_is_the_part_about_the_note_or_about_the_middle() -> None:
    about_note = print_of(_rng(), Photo(_picture(320, 240), NOTE), Photos(print_margin=Range(0.0, 0.0)))
    assert _white(about_note).mean() > 0.97
    assert about_note.shape[0] == pytest.approx(120, abs=3)
    middle = print_of(_rng(), Photo(_picture(320, 240)), Photos(print_crop=Range(0.75, 0.75)))
    assert middle.shape == (180, 240, 3)
    assert _white(middle).mean() == pytest.approx(160 * 120 / (240 * 180), rel=0.05)
    ys, xs = np.nonzero(_white(middle))
    assert (xs.mean(), ys.mean()) == (pytest.approx(119.5, abs=1), pytest.approx(89.5, abs=1))
