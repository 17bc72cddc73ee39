"""Pictures drawn for tests, so that none needs a photograph: backgrounds, made-up notes and whole data folders."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from convert.data.dataset import Catalogue, specimen_references
from convert.data.split import HELD_OUT_PERCENT, held_out

SPECIMENS = Path(__file__).resolve().parents[2] / "assets" / "specimens"


def write(path: Path, picture: NDArray[np.uint8]) -> Path:
    """The picture in a file, its folders made; returns the path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _, coded = cv2.imencode(path.suffix, picture)
    path.write_bytes(coded.tobytes())
    return path


def scene(seed: int, width: int = 320, height: int = 240) -> NDArray[np.uint8]:
    """A room without a note: two colours running into one another, with things in it; BGR."""
    rng = np.random.default_rng(seed)
    ramp = np.linspace(0, 1, width)[None, :, None]
    left, right = rng.uniform(20, 235, (2, 3))
    picture = np.repeat(left * (1 - ramp) + right * ramp, height, axis=0).astype(np.uint8)
    for _ in range(12):
        x, y = int(rng.integers(width)), int(rng.integers(height))
        colour = tuple(float(c) for c in rng.uniform(0, 255, 3))
        if rng.random() < 0.5:
            cv2.circle(picture, (x, y), int(rng.integers(5, 60)), colour, -1)
        else:
            cv2.line(picture, (x, y), (int(rng.integers(width)), int(rng.integers(height))), colour, 4)
    return picture


def made_up_note(seed: int) -> NDArray[np.uint8]:
    """A flat note of no country: one colour with rings, twice as wide as high; BGR."""
    rng = np.random.default_rng(seed)
    picture = np.full((120, 240, 3), rng.uniform(60, 230, 3), np.uint8)
    for radius in range(10, 60, 10):
        cv2.circle(picture, (60 + 20 * (seed % 6), 60), radius, tuple(float(c) for c in rng.uniform(0, 200, 3)), 3)
    return picture


def backgrounds(folder: Path, count: int, *, kept_aside: bool = False) -> list[Path]:
    """Scenes in a folder, with names that training keeps aside or with names that it does not."""
    paths: list[Path] = []
    seed = 0
    while len(paths) < count:
        path = folder / f"scene{seed}.jpg"
        if held_out(path, HELD_OUT_PERCENT) == kept_aside:
            paths.append(write(path, scene(seed)))
        seed += 1
    return paths


def specimen_catalogue(folder: Path) -> Catalogue:
    """The project's own notes before drawn backgrounds, which are written into the folder."""
    return Catalogue(tuple(specimen_references(SPECIMENS)), (), tuple(backgrounds(folder, 24)), (), (), ())


def data_folder(folder: Path) -> Path:
    """A small data folder with every part: two values of ABC to learn, and DEF, a currency that is not learned."""
    for seed, name in enumerate(("5_front", "5_back", "10_front", "10_back", "10_old_front")):
        write(folder / "reference" / "ABC" / name / "flat.png", made_up_note(seed))
    for seed, name in enumerate(("5", "10_front", "10_old")):
        for k in range(3):
            write(folder / "photos" / "train" / "ABC" / name / f"{k}.jpg", made_up_note(seed))
    write(folder / "reference" / "DEF" / "1_front" / "flat.png", made_up_note(7))
    write(folder / "other_notes" / "GHI" / "one.jpg", made_up_note(8))
    write(folder / "other_notes" / "GBP" / "two.jpg", made_up_note(9))
    backgrounds(folder / "backgrounds" / "rooms", 6)
    backgrounds(folder / "backgrounds" / "rooms", 4, kept_aside=True)
    backgrounds(folder / "hard_negatives" / "cards", 4)
    write(folder / "hands" / "drawn" / "one.jpg", scene(99))
    mask = np.zeros((240, 320), np.uint8)
    cv2.ellipse(mask, (160, 120), (90, 60), 20, 0, 360, 255, -1)
    write(folder / "hands" / "drawn" / "one.mask.png", mask)
    write(folder / "hands" / "drawn" / "without_mask.jpg", scene(98))
    return folder
