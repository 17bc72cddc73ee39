"""Photos and sides for the comparison network: what of the scan is in them, and how their colours go."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from convert.synthesis.ranges import Range
from convert.training.comparison_config import Around, Camera, Colours, Fold, PictureConfig, Sides
from convert.training.comparison_data import Pictures
from convert.training.comparison_drawing import Drawn, Item, Shown
from tests.convert.keras_weights import WHY

torch = pytest.importorskip("torch", reason=WHY)

from convert.training.comparison_geometry import (  # noqa: E402 - after the skip: it imports PyTorch
    SIZE,
    Draws,
)
from convert.training.comparison_pictures import (  # noqa: E402 - after the skip: it imports PyTorch
    PictureMaker,
    blurred,
    coloured,
    degraded,
)

RED, GREEN, BLUE = (255, 0, 0), (0, 255, 0), (0, 0, 255)


def _plain(colour: tuple[int, int, int], height: int, width: int) -> Any:
    return np.broadcast_to(np.array(colour, np.uint8)[:, None, None], (3, height, width))


def _pictures(hands: int = 1) -> Pictures:
    """Red scans, photos whose note is red on green, a blue world, and white hands."""
    photo = _plain(GREEN, 256, 256).copy()
    photo[:, 82:174, 37:219] = _plain(RED, 92, 182)
    upright = np.ascontiguousarray(photo.transpose(0, 2, 1))
    upright[:, :128][upright[:, :128] == 255] = 200
    scans = [_plain(RED, 128, 256)] * 2
    return Pictures(
        (Shown("ABC", "5", "current", "front", 0), Shown("ABC", "10", "current", "front", 0)),
        np.array([2.0, 2.0], np.float32),
        np.stack(scans),
        (Shown("ABC", "5", None, None), Shown("ABC", "5", None, None)),
        np.array([[0.71, 0.36], [0.36, 0.71]], np.float32),
        np.stack([photo, upright]),
        np.stack([_plain(BLUE, 160, 160)]),
        np.full((hands, 3, 128, 128), 255, np.uint8),
        np.full((hands, 1, 128, 128), 255, np.uint8),
    )


def _maker(hands: int = 1, **groups: Any) -> Any:
    return PictureMaker(_pictures(hands), replace(PictureConfig(), **groups), "cpu", 1)


BARE: dict[str, Any] = {"fold": Fold(chance=0), "around": Around(hand_chances_each=(0.0, 0.0))}


def test_a_scan_lies_before_a_background_where_it_is_said_to_be_seen() -> None:
    pictures, places, seen = _maker(**BARE).synthetic(torch.zeros(6, dtype=torch.int64))
    assert pictures.shape == (6, 3, SIZE, SIZE)
    assert places.shape == (6, SIZE, SIZE, 2)
    assert seen.shape == (6, SIZE, SIZE)
    assert 0.05 < seen.float().mean() < 0.8
    is_red = pictures[:, 0] > pictures[:, 2]
    assert (is_red == seen).float().mean() > 0.98


def test_what_hands_cover_is_not_seen() -> None:
    maker = _maker(fold=Fold(chance=0), around=Around(hand_chances_each=(1.0,)))
    pictures, places, seen = maker.synthetic(torch.zeros(6, dtype=torch.int64))
    is_white = pictures.amin(1) > 200
    assert is_white.any()
    assert not (is_white & seen).any()
    on_note = places.abs().amax(-1) < 1
    assert (on_note & ~seen).any()


def test_without_hands_none_are_drawn() -> None:
    _, places, seen = _maker(hands=0, fold=Fold(chance=0)).synthetic(torch.zeros(2, dtype=torch.int64))
    assert torch.equal(seen, places.abs().amax(-1) < 1)


@pytest.mark.parametrize("shown", [0.0, 1.0])
def test_what_is_folded_away_is_not_seen_whether_paper_is_in_its_place_or_not(shown: float) -> None:
    fold = Fold(chance=1.0, distance=Range(0.0, 0.0), shown_chance=shown, back_chance=0.0)
    pictures, places, seen = _maker(fold=fold, around=BARE["around"]).synthetic(torch.zeros(8, dtype=torch.int64))
    on_note = places.abs().amax(-1) < 1
    gone = on_note & ~seen
    assert 0.3 < gone.sum() / on_note.sum() < 0.7
    # Paper has the scan's mean colour, here dark red as zeros about it count too; else the blue world is there.
    assert ((pictures[:, 2] > 200)[gone].float().mean() > 0.9) == (shown == 0)


def test_real_photos_keep_their_note_and_are_grey_beyond_their_edges() -> None:
    pictures = _maker().real(torch.zeros(8, dtype=torch.int64))
    assert pictures.shape == (8, 3, SIZE, SIZE)
    is_red, is_green = pictures[:, 0] > 200, pictures[:, 1] > 200
    assert is_red.any(2).any(1).all()
    assert is_green.any()
    assert (((pictures - 127).abs().amax(1) < 1) | is_red | is_green).float().mean() > 0.9


def test_sides_are_scans_and_the_notes_of_photos_laid_level() -> None:
    config = Colours(side=0.0)
    exact = Sides(zoom_spread=(0.0, 0.0), shift_spread=(0.0, 0.0))
    maker = _maker(colours=config, sides=exact)
    found = maker.sides([Item(True, 0), Item(False, 0), Item(False, 1)])
    assert found.shape == (3, 3, 112, 224)
    inside = found[:, :, 6:-6, 6:-6]
    assert (inside[:, 0] > 0.75).all()
    assert (inside[:, 1:] < 0.05).all()
    # The upright note's upper half was darker: it is the left or right one now, not the upper.
    halves = [part.mean() for part in (inside[2, 0, :, :100], inside[2, 0, :, -100:])]
    assert abs(halves[0] - halves[1]) > 0.15


def test_no_difference_of_colours_leaves_pictures_as_they_are() -> None:
    pictures = torch.rand(3, 3, 20, 20) * 255
    found = coloured(Draws("cpu", 1), pictures, Colours(grey_chance=0), 0.0)
    assert torch.allclose(found, pictures / 255, atol=1e-5)
    changed = coloured(Draws("cpu", 1), pictures, Colours(), 1.0)
    assert changed.min() >= 0
    assert changed.max() <= 1
    assert (changed - pictures / 255).abs().mean() > 0.05
    grey = coloured(Draws("cpu", 1), pictures, Colours(grey_chance=1.0, channel_spread=0.0), 1.0)
    assert (grey - grey.mean(1, keepdim=True)).abs().max() < 1e-5


def test_blur_keeps_the_mean_and_smooths() -> None:
    pictures = torch.rand(4, 3, 64, 64)
    camera = Camera(blur_chance=1.0, blur_px=Range(2.0, 2.0), motion_chance=0.0)
    found = blurred(Draws("cpu", 1), pictures, camera, 1.0)
    middle = found[..., 12:-12, 12:-12]
    assert middle.std() < 0.3 * pictures.std()
    assert abs(middle.mean() - 0.5) < 0.02
    sharp = blurred(Draws("cpu", 1), pictures, Camera(blur_chance=0.0, motion_chance=0.0), 1.0)
    assert torch.allclose(sharp, pictures, atol=1e-4)


def test_motion_blurs_along_one_line_only() -> None:
    points = torch.zeros(12, 1, 41, 41)
    points[:, :, 20, 20] = 1
    camera = Camera(blur_chance=1.0, blur_px=Range(1.0, 1.0), motion_chance=1.0, motion_px=Range(2.0, 2.0))
    found = blurred(Draws("cpu", 1), points, camera, 1.0)[:, 0]
    offsets = torch.arange(-20.0, 21.0)
    y, x = torch.meshgrid(offsets, offsets, indexing="ij")
    spreads = [
        torch.linalg.eigvalsh(
            torch.stack([(one * a * b).sum() for a, b in ((x, x), (x, y), (x, y), (y, y))]).view(2, 2)
        ).sqrt()
        for one in found
    ]
    for across, along in spreads:
        assert across == pytest.approx(1.0, abs=0.1)
        assert along == pytest.approx(2.9, abs=0.3)


def test_pictures_of_a_camera_stay_pictures() -> None:
    pictures = torch.full((12, 3, 64, 64), 0.5)
    specks = Camera(specks_chance=1.0, specks=Range(0.2, 0.2), noise_chance=0.0)
    found = degraded(Draws("cpu", 1), pictures, specks, 1.0)
    assert found.shape == pictures.shape
    inside = found[..., 10:-10, 10:-10]
    assert 0.15 < (inside - 0.5).abs().gt(0.4).float().mean() < 0.25
    assert inside.min() == 0
    assert inside.max() == 1


def test_a_batch_knows_where_synthetic_notes_lie() -> None:
    drawn = Drawn(
        (Item(True, 0), Item(False, 1), Item(True, 1)),
        (Item(True, 0), Item(True, 1), Item(False, 0)),
        np.array([[0, 1], [0, 2], [1, 2]]),
        np.array([[1, 0], [2, 2], [1, 0]]),
    )
    batch = _maker().batch(drawn)
    assert batch.photos.shape == (3, 3, SIZE, SIZE)
    assert batch.sides.shape == (3, 3, 112, 224)
    assert batch.photos.min() >= -1
    assert batch.photos.max() <= 1
    assert batch.is_synthetic.tolist() == [True, False, True]
    assert not batch.seen[1].any()
    assert batch.seen[[0, 2]].any(1).all()
    assert batch.compared.tolist() == drawn.compared.tolist()
    again, other = _maker().batch(drawn), PictureMaker(_pictures(), PictureConfig(), "cpu", 2).batch(drawn)
    assert torch.equal(again.photos, batch.photos)
    assert not torch.equal(other.photos, batch.photos)
