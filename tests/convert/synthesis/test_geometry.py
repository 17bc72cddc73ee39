"""The shape of a note: it fills the area asked for, folds hide what they say, and print stays print."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from convert.synthesis import functional as F
from convert.synthesis.config_geometry import Crease, Curl, Fold, Geometry, Paper, Pose
from convert.synthesis.geometry import (
    WHOLE,
    Matrix,
    Mips,
    Window,
    draw_flap,
    draw_fold,
    draw_pose,
    loosely_folded,
    note_aspect,
    place,
    smooth_noise,
)
from convert.synthesis.ranges import Count, Range

W, H = 320, 240
ONE, NONE = Range(1.0, 1.0), Range(0.0, 0.0)
CLEAN = Paper(worn_chance=0, dirty_chance=0, contrast=ONE, saturation=ONE, ink_gain=ONE)
FLAT = Geometry(
    pose=Pose(any_roll_chance=0, roll_spread_rad=0, off_frame_chance=0, slack_fraction=0, aspect_spread=0),
    curl=Curl(wave_chance=0),
    crease=Crease(count_chances=(1.0,)),
    fold=Fold(folded_chance=0),
    paper=CLEAN,
)


def _rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def _halves(width: int = 400, height: int = 200) -> NDArray[np.uint8]:
    """Blue on the left, red on the right."""
    picture = np.zeros((height, width, 3), np.uint8)
    picture[:, : width // 2, 0] = 200
    picture[:, width // 2 :, 2] = 200
    return picture


def _flat_pose(area: float = 0.5, seed: int = 1, pose: Pose = FLAT.pose) -> Matrix:
    return draw_pose(_rng(seed), W, H, 2.0, area, 0.0, pose)


def _corners(pose: Matrix) -> NDArray[np.float64]:
    square = np.array([[[0, 0], [1, 0], [1, 1], [0, 1]]], np.float64)
    return np.asarray(cv2.perspectiveTransform(square, pose)[0])


@pytest.mark.parametrize("area", [0.05, 0.3, 0.5, 1.3])
@pytest.mark.parametrize("tilt_deg", [0.0, 40.0])
def test_a_note_fills_the_area_asked_for_whatever_its_tilt(area: float, tilt_deg: float) -> None:
    for seed in range(5):
        corners = _corners(draw_pose(_rng(seed), W, H, 2.0, area, tilt_deg, Pose()))
        assert F.polygon_area(corners) == pytest.approx(area * W * H, rel=1e-3)


def test_a_flat_note_is_level_in_the_middle_and_has_its_shape() -> None:
    corners = _corners(_flat_pose(0.3))
    np.testing.assert_allclose(corners.mean(0), (W / 2, H / 2), atol=1e-6)
    sides = np.linalg.norm(np.roll(corners, -1, 0) - corners, axis=1)
    assert sides[0] / sides[1] == pytest.approx(2.0)
    assert min(abs(corners[0, 1] - corners[1, 1]), abs(corners[0, 0] - corners[1, 0])) < 1e-6


@pytest.mark.parametrize("area", [0.2, 2.5])
def test_a_note_that_fits_stays_in_the_frame_and_a_larger_one_overhangs_as_far_as_asked(area: float) -> None:
    moved = replace(FLAT.pose, slack_fraction=0.5, overhang=0.35)
    for seed in range(20):
        corners = _corners(_flat_pose(area, seed, moved))
        low, high = corners.min(0), corners.max(0)
        for axis, room in enumerate((W, H)):
            size = high[axis] - low[axis]
            if size <= room:
                assert low[axis] >= -1e-6
                assert high[axis] <= room + 1e-6
            else:
                assert abs(low[axis] + size / 2 - room / 2) <= 0.35 * (size - room) + 1e-6
    away = replace(moved, slack_fraction=0, overhang=0, off_frame_chance=1, off_frame=0.5)
    assert any((_corners(_flat_pose(0.9, seed, away)).min(0) < -10).any() for seed in range(20))


def test_the_smallest_picture_that_is_large_enough_is_drawn() -> None:
    mips = Mips(_halves(800, 400))
    assert [level.shape[1] for level in mips.levels] == [800, 400, 200, 100, 50]
    assert mips.aspect == 2.0
    assert [mips.nearest(px).shape[1] for px in (20, 55, 56, 111, 112, 800, 5000)] == [50, 50, 100, 100, 200, 800, 800]
    assert note_aspect(_rng(), mips, FLAT.pose) == 2.0


def test_smooth_noise_is_smooth_and_of_the_size_asked_for() -> None:
    field = smooth_noise(_rng(), 40, 90, 3)
    assert field.shape == (40, 90)
    assert np.abs(field).max() < 4
    assert np.abs(np.diff(field, axis=1)).max() < 0.3 * np.ptp(field)


def test_a_flat_clean_note_is_drawn_as_it_is() -> None:
    pose = _flat_pose(0.5)
    drawn = place(_rng(), Mips(_halves()), pose, W, H, 1.0, FLAT)
    assert drawn.alpha.sum() == pytest.approx(0.5 * W * H, rel=0.02)
    left, right = (cv2.perspectiveTransform(np.array([[[x, 0.5]]]), pose)[0, 0].astype(int) for x in (0.2, 0.8))
    np.testing.assert_allclose(drawn.pixels[left[1], left[0]], (200, 0, 0), atol=2)
    np.testing.assert_allclose(drawn.pixels[right[1], right[0]], (0, 0, 200), atol=2)


@pytest.mark.parametrize(
    "bent",
    [
        replace(FLAT, curl=Curl(wave_chance=1, height=Range(0.04, 0.04), shade=Range(0.2, 0.2))),
        replace(FLAT, crease=Crease(count_chances=(0.0, 1.0), squeeze=Range(0.3, 0.3), shade=Range(0.2, 0.2))),
    ],
    ids=["curled", "creased"],
)
def test_a_bent_note_is_lit_unevenly_more_the_more_it_bends_and_not_at_all_where_it_does_not(bent: Geometry) -> None:
    white = Mips(np.full((200, 400, 3), 180, np.uint8))
    pose = _flat_pose(0.5)

    def spread(bend: float) -> float:
        drawn = place(_rng(3), white, pose, W, H, bend, bent)
        return float(drawn.pixels[drawn.alpha > 0.99].std())

    assert spread(0.0) < spread(0.5) < spread(1.0) or bent.crease.count_chances != (1.0,)
    assert spread(1.0) > 5
    assert place(_rng(3), white, pose, W, H, 1.0, FLAT).pixels.std() < 1


@pytest.mark.parametrize(
    ("config", "window"),
    [
        (Fold(both_chance=0, long_chance=1, kept_long=Range(0.4, 0.4), first_end_chance=1), (0.0, 0.4, 0.0, 1.0)),
        (Fold(both_chance=0, long_chance=1, kept_long=Range(0.4, 0.4), first_end_chance=0), (0.6, 1.0, 0.0, 1.0)),
        (Fold(both_chance=0, long_chance=0, kept_short=Range(0.7, 0.7), first_end_chance=1), (0.0, 1.0, 0.0, 0.7)),
        (
            Fold(both_chance=1, kept_long=Range(0.4, 0.4), kept_short=Range(0.7, 0.7), first_end_chance=0),
            (0.6, 1.0, 0.3, 1.0),
        ),
    ],
    ids=["across, left", "across, right", "along, upper", "both"],
)
def test_a_fold_leaves_the_part_that_it_says(config: Fold, window: Window) -> None:
    assert draw_fold(_rng(), config) == pytest.approx(window)
    drawn = place(_rng(), Mips(_halves()), _flat_pose(0.5), W, H, 1.0, FLAT, window)
    kept = (window[1] - window[0]) * (window[3] - window[2])
    assert drawn.alpha.sum() == pytest.approx(0.5 * kept * W * H, rel=0.05)


@pytest.mark.parametrize(
    "window",
    [(0.0, 0.6, 0.0, 1.0), (0.4, 1.0, 0.0, 1.0), (0.0, 1.0, 0.0, 0.7), (0.0, 1.0, 0.3, 1.0)],
    ids=["left kept", "right kept", "upper kept", "lower kept"],
)
def test_a_part_that_is_folded_flat_lies_on_the_rest_and_shows_as_much_as_was_folded(window: Window) -> None:
    pose = _flat_pose(0.5)
    flat = Fold(depth=ONE, turn_spread_deg=0)
    flap_pose, flap_window = draw_flap(_rng(), pose, window, flat)
    folded_away = 1 - (window[1] - window[0]) * (window[3] - window[2])
    assert (flap_window[1] - flap_window[0]) * (flap_window[3] - flap_window[2]) == pytest.approx(folded_away)
    flap = place(_rng(), Mips(_halves()), flap_pose, W, H, 0.0, FLAT, flap_window)
    rest = place(_rng(), Mips(_halves()), pose, W, H, 0.0, FLAT, window)
    assert flap.alpha.sum() == pytest.approx(0.5 * folded_away * W * H, rel=0.1)
    assert (flap.alpha * rest.alpha).sum() == pytest.approx(flap.alpha.sum(), rel=0.1)


def test_a_loose_part_shows_the_other_face_before_or_behind_the_rest() -> None:
    face, reverse = Mips(np.full((200, 400, 3), 60, np.uint8)), Mips(np.full((200, 400, 3), 220, np.uint8))
    fold = Fold(both_chance=0, long_chance=1, kept_long=Range(0.6, 0.6), depth=ONE, turn_spread_deg=0, flap_light=ONE)

    def bright(before: float) -> float:
        config = replace(FLAT, fold=replace(fold, flap_before_chance=before))
        drawn = loosely_folded(_rng(), face, [reverse], _flat_pose(0.5), W, H, config)
        assert drawn.alpha.sum() == pytest.approx(0.5 * 0.6 * W * H, rel=0.05)
        return float((drawn.pixels[drawn.alpha > 0.99] > 140).mean())

    assert bright(1.0) == pytest.approx(2 / 3, abs=0.05)
    assert bright(0.0) < 0.02


@pytest.mark.parametrize(
    ("paper", "shown"),
    [
        (replace(CLEAN, worn_chance=1, worn=Range(0.25, 0.25)), (97.5, 100.0, 103.75)),
        (replace(CLEAN, ink_gain=Range(1.05, 1.05)), (63, 63, 63)),
        (CLEAN, (60, 60, 60)),
    ],
    ids=["worn", "other ink", "as it is"],
)
def test_print_fades_into_yellowish_paper(paper: Paper, shown: tuple[float, float, float]) -> None:
    blue, green, red = Range(210, 210), Range(220, 220), Range(235, 235)
    config = replace(FLAT, paper=replace(paper, blue_levels=blue, green_levels=green, red_levels=red))
    drawn = place(_rng(), Mips(np.full((200, 400, 3), 60, np.uint8)), _flat_pose(0.5), W, H, 0.0, config, WHOLE)
    np.testing.assert_allclose(drawn.pixels[H // 2, W // 2], shown, atol=1.5)


def test_dirt_lies_in_patches() -> None:
    config = replace(FLAT, paper=replace(CLEAN, dirty_chance=1, dirt=Range(0.14, 0.14), dirt_cells=Count(6, 6)))
    drawn = place(_rng(), Mips(np.full((200, 400, 3), 160, np.uint8)), _flat_pose(0.5), W, H, 0.0, config, WHOLE)
    inside = drawn.pixels[drawn.alpha > 0.99]
    assert 3 < inside.std() < 40
    np.testing.assert_allclose(inside.std(axis=1), 0, atol=0.01)
