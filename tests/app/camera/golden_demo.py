"""What the demo reel looks like: brightness and unevenness of parts of its pictures, kept in golden_demo.json.

After a change of the drawing that was meant: python -m tests.app.camera.golden_demo
"""

from __future__ import annotations

import json
import math
import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.camera import demo_scene
from app.camera.demo import DemoSource
from app.camera.demo_scene import Pose
from tests.app.camera.fakes import picture, write_specimens

GOLDEN = Path(__file__).with_suffix(".json")
_ROWS, _COLUMNS = 8, 10


def parts(image: NDArray[np.uint8]) -> list[list[float]]:
    """Mean of each colour, and how uneven it is, of each of 8 by 10 parts of a picture."""
    height, width = image.shape[0] // _ROWS, image.shape[1] // _COLUMNS
    cells = image[: height * _ROWS, : width * _COLUMNS].reshape(_ROWS, height, _COLUMNS, width, 3).astype(np.float64)
    mean, spread = cells.mean(axis=(1, 3)), cells.std(axis=(1, 3)).mean(axis=-1, keepdims=True)
    found: list[list[float]] = np.round(np.concatenate([mean, spread], axis=-1).reshape(-1, 4), 1).tolist()
    return found


def pictures(scratch: Path) -> dict[str, NDArray[np.uint8]]:
    """Backgrounds, notes in the hand, the light, and frames of the reel, by name."""
    found = {f"background {kind}": demo_scene.draw_background(np.random.default_rng(3), kind) for kind in range(5)}
    found["light"] = demo_scene.draw_light()
    note = demo_scene.fit_note(picture(250, width=1200, height=510))
    for number, grip in enumerate(("left", "right", "bottom")):
        pose = Pose(300 + 20 * number, 250 - 10 * number, math.radians(9), 0.3 - 0.25 * number, 0.2, grip, number)
        found[f"held {grip}"] = demo_scene.draw_note(picture(100, width=640, height=480), note, pose)
    source = DemoSource(15, live=False, seed=3, assets=write_specimens(scratch))
    for index in (0, 2, 4, 7, 25, 37, 39, 43, 48, 52, 60, 100, 400, 1000):
        found[f"frame {index}"] = source.frame_at(index)
    return found


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        golden = {name: parts(image) for name, image in pictures(Path(folder)).items()}
    GOLDEN.write_text(json.dumps(golden, separators=(",", ":")).replace("]],", "]],\n") + "\n", encoding="utf-8")
