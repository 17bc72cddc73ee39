"""A note before something brighter lies in its own shadow."""

from __future__ import annotations

import numpy as np

from convert.synthesis.camera import backlit
from convert.synthesis.config_scene import Light


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
