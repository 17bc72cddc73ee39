"""A specimen note held before a camera that is not there: pictures, and what a network would say of them."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from app.camera.demo import ASSETS
from app.camera.pictures import load_picture
from app.recognition.observation import Box, Observation, StageTimings, ValueScore

WIDTH, HEIGHT = 640, 480


def scan(value: str = "20", face: str = "front") -> NDArray[np.uint8]:
    """A specimen, uint8 (height, width, 3), BGR."""
    picture = load_picture(Path(ASSETS / f"XTS_{value}_{face}.png"), 680)
    assert picture is not None
    return picture


def table(seed: int = 0) -> NDArray[np.uint8]:
    """A table with a pattern that has keypoints of its own."""
    rng = np.random.default_rng(seed)
    coarse = rng.integers(60, 200, (HEIGHT // 12, WIDTH // 12, 3), np.uint8)
    return np.asarray(cv2.resize(coarse, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC), np.uint8)


def held(
    note: NDArray[np.uint8],
    *,
    x: float = 0.5,
    y: float = 0.5,
    width: float = 0.6,
    turn: float = 0.0,
    tilt: float = 0.0,
    behind: NDArray[np.uint8] | None = None,
) -> tuple[NDArray[np.uint8], Box]:
    """A picture with the note in it, and where it lies.

    Args:
        note: its scan.
        x, y: its middle, in fractions of the picture.
        width: of the note, in fractions of the picture's.
        turn: degrees.
        tilt: how much narrower its upper edge looks, 0 to 1.
        behind: what lies behind it; None for grey.
    """
    picture = np.full((HEIGHT, WIDTH, 3), 110, np.uint8) if behind is None else behind.copy()
    high, wide = note.shape[:2]
    half = np.array([width * WIDTH / 2, width * WIDTH / 2 * high / wide])
    corners = np.array([[-1 + tilt, -1], [1 - tilt, -1], [1, 1], [-1, 1]]) * half
    angle = np.radians(turn)
    rotation = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    placed = (corners @ rotation.T + [x * WIDTH, y * HEIGHT]).astype(np.float32)
    source = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    matrix = cv2.getPerspectiveTransform(source, placed)
    smooth = cv2.GaussianBlur(note, (0, 0), max(0.3, 0.4 * wide / (2 * float(half[0]))))
    cv2.warpPerspective(smooth, matrix, (WIDTH, HEIGHT), dst=picture, borderMode=cv2.BORDER_TRANSPARENT)
    (left, top), (right, bottom) = (placed.min(0) / [WIDTH, HEIGHT]), (placed.max(0) / [WIDTH, HEIGHT])
    return picture, Box(max(0.0, left), max(0.0, top), min(1.0, right), min(1.0, bottom))


def seen(now_s: float, box: Box | None, *, brightness: float = 0.5, sharpness: float = 300.0) -> Observation:
    """What the network says of a note that it does not know."""
    return Observation(
        frame_index=round(now_s * 15),
        captured_at_s=now_s,
        source_item=None,
        monotonic_s=now_s,
        scores=(ValueScore("USD", "20", "front", 0.0, 0.8),),
        unknown_score=1.0,
        brightness=brightness,
        sharpness=sharpness,
        note_box=box,
        timings=StageTimings(0.0, 0.0, 0.0),
    )


def shown(note: NDArray[np.uint8], count: int, start_s: float = 0.0) -> list[tuple[NDArray[np.uint8], Observation]]:
    """A note that is moved about before a patterned wall, three pictures a second."""
    behind, frames = table(), []
    for i in range(count):
        picture, box = held(
            note,
            x=0.5 + 0.08 * np.sin(1.9 * i),
            y=0.5 + 0.08 * np.cos(1.3 * i),
            width=0.6 + 0.05 * np.sin(0.7 * i),
            turn=8 * np.sin(i),
            tilt=0.05 * (i % 3),
            behind=behind,
        )
        frames.append((picture, seen(start_s + i / 3, box)))
    return frames
