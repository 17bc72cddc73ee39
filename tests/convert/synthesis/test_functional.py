"""The synthesiser's maths: known answers."""

from __future__ import annotations

import numpy as np
import pytest

from app.recognition.observation import Box
from convert.synthesis import functional as F

GREY = np.full((40, 60, 3), 100, np.float32)


def test_corners_go_clockwise_from_the_left_upper_one() -> None:
    assert F.corners(Box(0.1, 0.2, 0.3, 0.4)) == [(0.1, 0.2), (0.3, 0.2), (0.3, 0.4), (0.1, 0.4)]


def test_colours_move_away_from_grey_or_towards_it() -> None:
    colour = np.full((2, 2, 3), (50, 100, 200), np.float32)
    assert F.saturate(colour, 1.0) == pytest.approx(colour, abs=1e-3)
    assert np.ptp(F.saturate(colour, 0.0)) == pytest.approx(0, abs=1e-3)
    assert np.ptp(F.saturate(colour, 2.0)) == pytest.approx(300, abs=1e-2)


def test_pixels_are_laid_over_by_their_opacity() -> None:
    laid = F.over(GREY, np.full_like(GREY, 200), np.full((40, 60), 0.25, np.float32))
    assert laid == pytest.approx(np.full_like(GREY, 125))


@pytest.mark.parametrize("turn", [F.tilting(0.7, 0.4), F.tilting(0.0, -1.1), F.rolling(0.6)])
def test_turns_keep_lengths_and_handedness(turn: F.Matrix) -> None:
    assert turn @ turn.T == pytest.approx(np.eye(3))
    assert np.linalg.det(turn) == pytest.approx(1)


def test_a_tilt_leaves_its_axis_where_it_is() -> None:
    axis = np.array([np.cos(0.7), np.sin(0.7), 0])
    assert F.tilting(0.7, 0.4) @ axis == pytest.approx(axis)
    assert F.rolling(np.pi / 2) @ np.array([1, 0, 0]) == pytest.approx([0, 1, 0])


def test_a_turn_of_the_frame_leaves_its_point_where_it_is() -> None:
    about = np.array([40.0, 20.0, 2.0])
    assert F.turning(about, 30) @ np.array([20, 10, 1]) == pytest.approx([20, 10, 1])
    assert F.turning(about, 90) @ np.array([30, 10, 1]) == pytest.approx([20, 0, 1])


def test_what_is_turned_away_is_drawn_shorter() -> None:
    flat = F.projected(2.0, np.eye(3), 5.0)
    assert flat.tolist() == [[-2, -1], [2, -1], [2, 1], [-2, 1]]
    tilted = F.projected(2.0, F.tilting(np.pi / 2, 0.5), 5.0)
    left, right = tilted[3, 1] - tilted[0, 1], tilted[2, 1] - tilted[1, 1]
    assert min(left, right) < 2 < max(left, right)


def test_the_area_of_a_polygon() -> None:
    assert F.polygon_area(np.array([[0.0, 0], [4, 0], [4, 3], [0, 3]])) == 12
    assert F.polygon_area(np.array([[0.0, 0], [4, 0], [0, 3]])) == 6


def test_note_coordinates_run_from_0_to_1_over_the_note() -> None:
    quad = np.array([[10.0, 5], [50, 5], [50, 25], [10, 25]])
    pose = F.to_quad(quad)
    u, v = F.note_coordinates(pose, 60, 40)
    assert (u[5, 10], v[5, 10]) == pytest.approx((0, 0), abs=1e-5)
    assert (u[25, 50], v[25, 50]) == pytest.approx((1, 1), abs=1e-5)
    assert (u[15, 30], v[15, 30]) == pytest.approx((0.5, 0.5), abs=1e-5)
    assert F.drawn_size(pose) == pytest.approx((40, 20))


def test_of_a_note_in_perspective_the_longer_sides_count() -> None:
    assert F.drawn_size(F.to_quad(np.array([[10.0, 5], [50, 5], [45, 25], [15, 25]]))) == pytest.approx(
        (40, np.hypot(5, 20))
    )


def test_a_window_is_open_inside_and_shut_outside() -> None:
    u, v = np.meshgrid(np.linspace(0, 1, 101), np.linspace(0, 1, 101))
    window = F.soft_window(u, v, (0.2, 0.6, 0.3, 0.9), 100, 100)
    assert window[50, 40] == 1
    assert window[50, 20] == pytest.approx(0.5)
    assert {window[50, 10], window[50, 70], window[20, 40], window[95, 40]} == {0}


def test_a_flat_picture_is_sampled_at_the_middle_of_its_pixels() -> None:
    texture = np.arange(8, dtype=np.uint8).reshape(1, 8, 1).repeat(3, axis=2).repeat(2, axis=0)
    u = np.array([[0.5 / 8, 3.5 / 8, 7.5 / 8]])
    assert F.sampled(texture, u, np.full_like(u, 0.5))[0, :, 0].tolist() == [0, 3, 7]


def test_half_of_a_tiny_picture_is_still_a_picture() -> None:
    assert F.halved(np.zeros((40, 60, 3), np.uint8)).shape == (20, 30, 3)
    assert F.halved(np.zeros((3, 3, 3), np.uint8)).shape == (2, 2, 3)


def test_a_ramp_rises_in_its_direction() -> None:
    across = F.ramp(5, 7, 0.0)
    assert across[2].tolist() == pytest.approx(np.linspace(-1, 1, 7).tolist())
    down = F.ramp(5, 7, np.pi / 2)
    assert down[:, 3].tolist() == pytest.approx(np.linspace(-1, 1, 5).tolist())


def test_a_blob_is_brightest_in_its_middle_and_stretched_downwards() -> None:
    spot = F.blob(60, 40, 30, 20, 5, 2.0)
    assert spot.max() == spot[20, 30] == 1
    assert spot[20, 35] == pytest.approx(spot[30, 30]) == pytest.approx(np.exp(-1), abs=1e-5)


def test_blur_keeps_light_and_spreads_it() -> None:
    spot = np.zeros((41, 41, 3), np.float32)
    spot[20, 20] = 100
    blurred = F.motion_blurred(spot, 9, 0.0)
    assert blurred.sum() == pytest.approx(spot.sum(), rel=0.01)
    assert (blurred[..., 0] > 0).any(axis=0).sum() >= 8
    assert (blurred[..., 0] > 0).any(axis=1).sum() == 1


def test_once_smaller_loses_detail_and_keeps_the_size() -> None:
    noise = np.random.default_rng(1).uniform(0, 255, (40, 60, 3)).astype(np.float32)
    small = F.once_smaller(noise, 0.25)
    assert small.shape == noise.shape
    assert small.std() < noise.std() / 2
    assert small.mean() == pytest.approx(noise.mean(), abs=2)


def test_jpeg_and_grey_are_of_the_same_size() -> None:
    image = np.random.default_rng(1).integers(0, 256, (40, 60, 3), np.uint8)
    assert F.compressed(image, 40).shape == image.shape
    grey = F.without_colour(image)
    assert (grey[..., 0] == grey[..., 1]).all()
    assert (grey[..., 0] == grey[..., 2]).all()


def test_the_box_of_a_mask_is_in_fractions_of_the_square() -> None:
    mask = np.zeros((40, 80), np.float32)
    mask[10:30, 20:60] = 1
    assert F.mask_box(mask) == (20 / 80, 30 / 80, 60 / 80, 50 / 80)
    assert F.mask_box(mask * 0.5) is None
    assert F.mask_box(mask.T) == (30 / 80, 20 / 80, 50 / 80, 60 / 80)
