"""The demo reel looks as it did: what a person is shown, and every recording of it, hangs on its drawing."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from tests.app.camera.golden_demo import GOLDEN, parts, pictures


def test_every_picture_of_the_reel_looks_as_it_did(tmp_path: Path) -> None:
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    drawn = pictures(tmp_path)
    assert drawn.keys() == golden.keys()
    for name, image in drawn.items():
        off = np.abs(np.array(parts(image)) - np.array(golden[name]))
        # Versions of OpenCV round otherwise at edges; a change of the drawing shows in many parts, or plainly in one.
        assert off.max() < 4, name
        assert off.mean() < 0.25, name


def test_parts_tell_colour_and_unevenness() -> None:
    plain = np.full((480, 640, 3), (10, 20, 30), np.uint8)
    assert parts(plain) == [pytest.approx([10, 20, 30, 0])] * (8 * 10)
    checked = plain.copy()
    checked[:, ::2] += 20
    assert parts(checked)[0] == pytest.approx([20, 30, 40, 10])
