"""Keypoints that last are found again in views of their picture, and those of noise are not."""

from __future__ import annotations

import numpy as np

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
