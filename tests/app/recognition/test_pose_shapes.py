"""What poses are made of: keypoints found by quarters as in the whole, and strips of points that fix no perspective."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from app.recognition import poses
from app.recognition.keypoints import detect_keypoints


def test_keypoints_about_the_lines_between_quarters_are_found_as_in_the_whole_picture() -> None:
    rng = np.random.default_rng(4)
    coarse = rng.integers(0, 256, (40, 56), np.uint8)
    grey = np.asarray(cv2.resize(coarse, (448, 320), interpolation=cv2.INTER_CUBIC), np.uint8)
    whole, found = detect_keypoints(grey, 9_000).points, poses.detected(grey).points
    near = whole[(np.abs(whole[:, 0] - 224) < 24) | (np.abs(whole[:, 1] - 160) < 24)]
    assert len(near) > 60
    apart = np.linalg.norm(near[:, None] - found[None], axis=2).min(1)
    assert (apart < 1.0).mean() > 0.9
    # None is found twice, by two quarters.
    assert len(np.unique(np.round(found, 1), axis=0)) >= len(np.unique(np.round(whole, 1), axis=0)) * 0.9


@pytest.mark.parametrize("degrees", [0, 30, 90, 160])
@pytest.mark.parametrize("middle", [(0.0, 0.0), (500.0, 900.0)])
def test_points_lie_in_a_strip_whichever_way_it_runs_and_wherever(degrees: float, middle: tuple[float, float]) -> None:
    turn = np.radians(degrees)
    turned = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    rng = np.random.default_rng(1)
    whole = rng.uniform(-1, 1, (300, 2)) * (200, 100)

    def there(points: np.ndarray) -> np.ndarray:
        return np.asarray(points @ turned.T + middle, np.float32)

    for fraction, is_strip in ((0.3, True), (0.5, True), (0.6, False), (1.0, False)):
        assert poses._is_strip(there(whole * (1, fraction)), there(whole)) is is_strip
    assert not poses._is_strip(there(whole[np.abs(whole[:, 0]) < 150]), there(whole))
