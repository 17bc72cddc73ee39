"""Slips are drawn as they always were."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from convert.synthesis.config_scene import Slips
from convert.synthesis.slips import draw_slip
from tests.convert.synthesis.test_slips import BARE
from tests.kept import compare


def test_slips_are_drawn_as_they_were() -> None:
    pictures = {f"slip {seed}": draw_slip(np.random.default_rng(seed), 200, 90, Slips()) for seed in range(8)}
    for name in ("two_colours", "waves", "frame", "motif", "corner", "middle", "word"):
        for seed in range(3):
            config = replace(BARE, **{f"{name}_chance": 1})  # type: ignore[arg-type]
            pictures[f"{name} {seed}"] = draw_slip(np.random.default_rng(seed), 120, 60, config)
    compare(Path(__file__).with_name("slips.json"), pictures, {})
