"""What lies behind a note: a part of a photo, or a plain surface; and the note's shadow on it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from convert.synthesis.background import background, crop_to, paste
from convert.synthesis.config_scene import Background
from convert.synthesis.geometry import Placed
from convert.synthesis.ranges import Count, Range

W, H = 160, 120
ONE = Range(1.0, 1.0)
PLAIN = Background(
    photo_chance=0,
    plain_levels=Range(100, 100),
    plain_tint_spread_levels=0,
    change_levels=Range(0, 0),
    grain_levels=Range(0, 0),
    defocus_chance=0,
)


def _rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def _ramp(width: int = 400, height: int = 300) -> NDArray[np.uint8]:
    """Brighter to the right (blue) and downwards (green)."""
    photo = np.zeros((height, width, 3), np.uint8)
    photo[..., 0] = np.linspace(0, 250, width)
    photo[..., 1] = np.linspace(0, 250, height)[:, None]
    return photo


@pytest.mark.parametrize(("width", "height"), [(160, 120), (120, 160), (50, 200)])
@pytest.mark.parametrize("fraction", [1.0, 0.5])
def test_a_crop_has_the_shape_asked_for_and_shows_the_fraction_asked_for(
    width: int, height: int, fraction: float
) -> None:
    for seed in range(4):
        part = crop_to(_rng(seed), _ramp(), width, height, Range(fraction, fraction), 0.0)
        assert part.shape == (height, width, 3)
        most = min(400 / width, 300 / height)
        across = float(part[:, -1, 0].mean() - part[:, 0, 0].mean()) / 250 * 400
        down = float(part[-1, :, 1].mean() - part[0, :, 1].mean()) / 250 * 300
        assert across == pytest.approx(width * most * fraction, abs=6)
        assert down == pytest.approx(height * most * fraction, abs=6)


def test_a_crop_lies_anywhere_in_the_photo_and_may_be_mirrored() -> None:
    lefts = [float(crop_to(_rng(seed), _ramp(), W, H, Range(0.4, 0.4), 0.0)[:, 0, 0].mean()) for seed in range(40)]
    assert min(lefts) < 25
    assert max(lefts) > 120
    mirrored = crop_to(_rng(), _ramp(), W, H, ONE, 1.0)
    assert mirrored[:, 0, 0].mean() > mirrored[:, -1, 0].mean()
    tiny = crop_to(_rng(), _ramp(2, 2), W, H, Range(0.1, 0.1), 0.0)
    assert tiny.shape == (H, W, 3)


def test_a_photo_is_shown_with_its_own_gain_and_a_plain_surface_with_its_colour() -> None:
    photo = np.full((300, 400, 3), 80, np.uint8)
    config = replace(PLAIN, photo_chance=1, photo_gain=Range(1.5, 1.5))
    np.testing.assert_allclose(background(_rng(), [photo], W, H, config), 120)
    np.testing.assert_allclose(background(_rng(), [photo], W, H, PLAIN), 100)
    bright = background(_rng(), [photo], W, H, replace(config, photo_gain=Range(9, 9)))
    assert bright.max() == 255
    assert bright.dtype == np.float32


def test_a_plain_surface_may_change_slowly_and_have_grain_finer_or_coarser() -> None:
    photos = [np.zeros((9, 9, 3), np.uint8)]
    changing = background(_rng(), photos, W, H, replace(PLAIN, change_levels=Range(20, 20), change_cells=Count(3, 3)))
    assert np.ptp(changing) > 10
    assert np.abs(np.diff(changing, axis=1)).max() < 3
    grain = replace(PLAIN, grain_levels=Range(8, 8), coarse_grain_chance=0)
    fine = background(_rng(), photos, W, H, grain)
    assert fine.std() == pytest.approx(8, rel=0.05)
    along = replace(grain, coarse_grain_chance=1, grain_width_px=Range(0.5, 0.5), grain_height_px=Range(9, 9))
    coarse = background(_rng(), photos, W, H, along)
    assert np.abs(np.diff(coarse, axis=0)).mean() < 0.3 * np.abs(np.diff(coarse, axis=1)).mean()
    blurred = background(_rng(), photos, W, H, replace(grain, defocus_chance=1, defocus_px=Range(2, 2)))
    assert blurred.std() < 0.4 * fine.std()


def test_a_note_lies_on_its_shadow() -> None:
    frame = np.full((H, W, 3), 200, np.float32)
    alpha = np.zeros((H, W), np.float32)
    alpha[40:80, 50:110] = 1
    placed = Placed(np.full((H, W, 3), 30, np.float32), alpha)
    without = paste(_rng(), frame, placed, replace(PLAIN, shadow_chance=0))
    np.testing.assert_allclose(without[alpha == 1], 30)
    np.testing.assert_allclose(without[alpha == 0], 200)
    dark = replace(PLAIN, shadow_chance=1, shadow_depth=Range(0.5, 0.5), shadow_shift_px=0, shadow_blur_px=Range(2, 2))
    shaded = paste(_rng(), frame, placed, dark)
    np.testing.assert_allclose(shaded[alpha == 1], 30)
    assert shaded[60, 46, 0] < 180
    assert shaded[5, 5, 0] == pytest.approx(200, abs=1)
    assert np.all(frame == 200)
