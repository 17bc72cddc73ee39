"""Keypoints that last are found again in views of their picture, and those of noise are not."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from app.recognition import teaching_views
from app.recognition.keypoints import Keypoints, detect_keypoints, scaled_grey
from app.recognition.teaching_views import lasting
from tests.app.recognition.held import held, scan


def test_what_is_printed_large_lasts_and_what_is_noise_does_not() -> None:
    picture, _ = held(scan("20"), width=0.68)
    rng = np.random.default_rng(4)
    grain = rng.normal(0, 40, picture.shape[:2]) * (np.arange(picture.shape[1]) < 95)
    grainy = scaled_grey(np.clip(picture + grain[..., None], 0, 255).astype(np.uint8))
    found = detect_keypoints(grainy)
    share = lasting(grainy, found)

    is_noise = found.points[:, 0] < 95 * grainy.shape[1] / picture.shape[1]
    assert is_noise.sum() > 20
    assert share[~is_noise].mean() > 2 * share[is_noise].mean()
    assert share.min() >= 0
    assert share.max() > 0.7
    assert share.max() <= 1


def test_nothing_is_found_in_nothing() -> None:
    assert lasting(np.full((60, 80), 128, np.uint8), Keypoints.none()).shape == (0,)


@pytest.mark.parametrize("view", teaching_views._VIEWS)
def test_a_view_shows_all_of_the_picture_where_its_homography_says(view: teaching_views._View) -> None:
    height, width = 120, 200
    picture = np.zeros((height, width), np.uint8)
    dots = np.array([[30.0, 20.0], [170.0, 30.0], [100.0, 60.0], [40.0, 100.0], [160.0, 90.0]])
    for x, y in dots.astype(int):
        cv2.circle(picture, (int(x), int(y)), 6, 255, -1)
    seen, homography = teaching_views._seen(picture, view)
    corners = np.array([[[0, 0], [width, 0], [width, height], [0, height]]], np.float64)
    at = cv2.perspectiveTransform(corners, homography)[0]
    # It fits its picture, to the pixel.
    assert at.min(0) == pytest.approx((0, 0), abs=1e-3)
    room = np.array(seen.shape[::-1]) - at.max(0)
    assert room.min() > 0.99
    assert room.max() < 2.01
    places = cv2.perspectiveTransform(dots[None], homography)[0]
    ys, xs = np.nonzero(seen > 60)
    for x, y in places:
        near = np.hypot(xs - x, ys - y) < 7 * view.scale + 2
        assert near.any()
        assert (xs[near].mean(), ys[near].mean()) == pytest.approx((x, y), abs=1.0)
    # As large as its scale says, turned as it says, and one side nearer than the other.
    left, right = at[3] - at[0], at[2] - at[1]
    top, bottom = at[1] - at[0], at[2] - at[3]
    lengths = [float(np.linalg.norm(side)) for side in (left, right, top, bottom)]
    assert (lengths[0] + lengths[1]) / 2 == pytest.approx(height * view.scale, rel=0.1)
    assert (lengths[2] + lengths[3]) / 2 == pytest.approx(width * view.scale, rel=0.1)
    assert lengths[1] / lengths[0] == pytest.approx((1 + view.across) / (1 - view.across), rel=0.02)
    assert lengths[3] / lengths[2] == pytest.approx((1 + view.along) / (1 - view.along), rel=0.02)
    middle = (top + bottom) / 2
    turned = np.degrees(np.arctan2(middle[1], middle[0])) - view.turn
    assert (turned + 180) % 360 - 180 == pytest.approx(0, abs=5)
    # Blur takes the edges' sharpness.
    soft = ((seen > 20) & (seen < 235)).sum() / max(1, (seen >= 235).sum())
    plain, _ = teaching_views._seen(picture, replace(view, blur_px=0.0))
    as_sharp = ((plain > 20) & (plain < 235)).sum() / max(1, (plain >= 235).sum())
    assert bool(soft > 1.2 * as_sharp) is (view.blur_px > 0)


def test_a_keypoint_lasts_as_often_as_it_is_found_near_its_place_and_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    grey = np.zeros((100, 100), np.uint8)
    zeros = np.zeros(4, np.float32)
    own = Keypoints(
        np.array([[10, 10], [50, 50], [80, 20], [20, 80]], np.float32), np.eye(4, dtype=np.float32), zeros, zeros
    )
    monkeypatch.setattr(teaching_views, "_seen", lambda picture, view: (view.scale, np.diag([0.5, 0.5, 1.0])))
    alike = np.zeros((4, 4), np.float32)
    # Squared, 0.29 away and 0.31.
    alike[0, 1], alike[1, 0] = np.sqrt(0.29), np.sqrt(0.31)
    off = np.array([[2.4, -2.4], [0, 0], [2.6, 0], [0, 0]], np.float32)
    found = replace(own, points=np.asarray(own.points / 2 + off, np.float32), descriptors=own.descriptors + alike)
    # The last one is found twice in one view.
    found = found.of(np.array([0, 1, 2, 3, 3]))
    seen = iter([found] * 4 + [Keypoints.none()] * 3 + [found.of(np.array([0]))])
    monkeypatch.setattr(teaching_views, "detect_keypoints", lambda picture: next(seen))
    assert lasting(grey, own).tolist() == [5 / 8, 0, 0, 4 / 8]


@pytest.mark.parametrize(("off_px", "apart", "share"), [(1.5, 0.0, 1.0), (2.0, 0.0, 0.0), (0.0, 0.25, 0.0)])
def test_a_keypoint_is_found_again_nearer_and_more_alike_than_the_very_limits(
    off_px: float, apart: float, share: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(teaching_views, "_FOUND_PX", 2.0)
    monkeypatch.setattr(teaching_views, "_FOUND_DISTANCE", 0.25)
    monkeypatch.setattr(teaching_views, "_seen", lambda grey, view: (grey, np.eye(3)))
    zeros = np.zeros(1, np.float32)
    own = Keypoints(np.array([[8, 8]], np.float32), np.zeros((1, 4), np.float32), zeros, zeros)
    step = np.array([[off_px, 0]], np.float32)
    again = replace(
        own, points=own.points + step, descriptors=own.descriptors + np.array([np.sqrt(apart), 0, 0, 0], np.float32)
    )
    monkeypatch.setattr(teaching_views, "detect_keypoints", lambda picture: again)
    assert lasting(np.zeros((20, 20), np.uint8), own).tolist() == [share]
