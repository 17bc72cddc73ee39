"""Light and the camera: each effect alone does what it says, and severity scales what it may."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from convert.synthesis.camera import backlit, camera, light
from convert.synthesis.config_scene import Camera, Light
from convert.synthesis.ranges import Count, Range

H, W = 96, 128
DARK_ROOM = Light(gradient_chance=0, shadow_chance=0, glare_chance=0)
PERFECT = Camera(
    balance_spread=0,
    cast_chance=0,
    exposure=0,
    exposure_spread=0,
    under_chance=0,
    gamma_chance=0,
    defocus_chance=0,
    motion_chance=0,
    small_chance=0,
    noise_chance=0,
    grey_chance=0,
    jpeg_chance=0,
)


def _frame(level: float = 120.0) -> NDArray[np.float32]:
    return np.full((H, W, 3), level, np.float32)


def _edges() -> NDArray[np.float32]:
    """Stripes of four pixels, black and white."""
    frame = np.zeros((H, W, 3), np.float32)
    frame[:, (np.arange(W) // 4) % 2 == 0] = 200
    return frame


def _rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_even_light_and_a_perfect_camera_change_nothing() -> None:
    assert np.array_equal(light(_rng(), _frame(), 1.0, DARK_ROOM), _frame())
    taken = camera(_rng(), _edges(), 1.0, PERFECT)
    assert taken.dtype == np.uint8
    assert np.array_equal(taken, _edges().astype(np.uint8))


def test_a_gradient_makes_one_side_brighter_and_the_middle_stays() -> None:
    config = replace(DARK_ROOM, gradient_chance=1, gradient=Range(0.4, 0.4))
    lit = light(_rng(), _frame(), 1.0, config)
    assert lit.max() > 135
    assert lit.min() < 105
    assert lit.mean() == pytest.approx(120, rel=0.03)
    half = light(_rng(), _frame(), 0.5, config)
    assert np.ptp(half) == pytest.approx(np.ptp(lit) / 2, rel=0.05)


@pytest.mark.parametrize(
    ("config", "is_darker"),
    [
        (replace(DARK_ROOM, shadow_chance=1, shadow_depth=Range(0.5, 0.5), shadow_points=Range(0.0, 1.0)), True),
        (replace(DARK_ROOM, glare_chance=1, glare_levels=Range(100, 100)), False),
    ],
    ids=["shadow", "glare"],
)
def test_shadows_only_darken_and_glare_only_brightens_and_without_severity_there_is_neither(
    config: Light, is_darker: bool
) -> None:
    for seed in range(5):
        lit = light(_rng(seed), _frame(), 1.0, config)
        assert (lit.max() if is_darker else -lit.min()) <= (120.01 if is_darker else -119.99)
        assert np.array_equal(light(_rng(seed), _frame(), 0.0, config), _frame())
    spread = max(float(np.ptp(light(_rng(seed), _frame(), 1.0, config))) for seed in range(5))
    assert spread == pytest.approx(60 if is_darker else 100, abs=6)


@pytest.mark.parametrize(
    ("config", "level"),
    [
        (replace(PERFECT, exposure=float(np.log(1.5))), 180),
        (replace(PERFECT, under_chance=1, under_gain=Range(0.5, 0.5)), 60),
        (replace(PERFECT, exposure=float(np.log(5.0))), 255),
        (replace(PERFECT, gamma_chance=1, gamma_spread=0), 120),
    ],
    ids=["brighter", "underexposed", "no brighter than white", "a straight curve"],
)
def test_exposure_multiplies_light_up_to_white(config: Camera, level: int) -> None:
    assert np.all(np.abs(camera(_rng(), _frame(), 1.0, config).astype(int) - level) <= 1)


def test_a_cast_changes_blue_and_red_and_leaves_green() -> None:
    config = replace(PERFECT, cast_chance=1, cast_blue=Range(0.5, 0.5), cast_red=Range(1.5, 1.5))
    assert camera(_rng(), _frame(), 1.0, config)[0, 0].tolist() == [60, 120, 180]
    assert camera(_rng(), _frame(), 0.0, config)[0, 0].tolist() == [120, 120, 120]


def test_a_curve_keeps_black_and_white() -> None:
    config = replace(PERFECT, gamma_chance=1, gamma_spread=0.5)
    levels = {camera(_rng(seed), _frame(), 1.0, config)[0, 0, 0] for seed in range(6)}
    assert len(levels) > 3
    for level in (0.0, 255.0):
        assert np.all(camera(_rng(2), _frame(level), 1.0, config) == level)


@pytest.mark.parametrize(
    "config",
    [
        replace(PERFECT, defocus_chance=1, defocus_px=Range(1.5, 1.5)),
        replace(PERFECT, motion_chance=1, motion_px=Count(9, 9)),
        replace(PERFECT, small_chance=1, small=Range(0.2, 0.2)),
    ],
    ids=["out of focus", "moved", "once smaller"],
)
def test_what_blurs_lowers_edges_and_keeps_the_light(config: Camera) -> None:
    sharp = float(np.abs(np.diff(_edges()[..., 0], axis=1)).mean())
    blurred = [camera(_rng(seed), _edges(), 1.0, config).astype(float) for seed in range(4)]
    assert min(float(np.abs(np.diff(each[..., 0], axis=1)).mean()) for each in blurred) < 0.7 * sharp
    assert all(each.mean() == pytest.approx(_edges().mean(), rel=0.05) for each in blurred)
    assert np.array_equal(camera(_rng(), _edges(), 0.0, config), _edges().astype(np.uint8))


def test_noise_has_the_spread_that_it_says() -> None:
    noisy = camera(_rng(), _frame(), 1.0, replace(PERFECT, noise_chance=1, noise_levels=Range(6, 6)))
    assert noisy.astype(float).std() == pytest.approx(6, rel=0.1)


def test_a_picture_without_colour_has_three_equal_parts_and_one_that_is_compressed_is_nearly_the_same() -> None:
    coloured = _edges() * (0.2, 0.6, 1.0)
    grey = camera(_rng(), coloured.astype(np.float32), 1.0, replace(PERFECT, grey_chance=1))
    assert np.ptp(grey.astype(int), axis=2).max() == 0
    plain = camera(_rng(), coloured.astype(np.float32), 1.0, PERFECT)
    packed = camera(
        _rng(), coloured.astype(np.float32), 1.0, replace(PERFECT, jpeg_chance=1, jpeg_quality=Count(60, 60))
    )
    assert 0 < np.abs(plain.astype(int) - packed.astype(int)).mean() < 25


def test_a_backlit_note_darkens_and_what_is_behind_it_brightens() -> None:
    frame = np.full((40, 60, 3), 100, np.float32)
    note = np.zeros((40, 60), np.float32)
    note[10:30, 15:45] = 1
    for seed in range(10):
        lit = backlit(np.random.default_rng(seed), frame, note, Light())
        low, high = Light().backlit_note_gain.low, Light().backlit_note_gain.high
        assert 100 * low <= lit[20, 30, 0] <= 100 * high
        assert lit[5, 5, 0] >= 100 * Light().backlit_ground_gain.low
        assert lit.dtype == np.float32
