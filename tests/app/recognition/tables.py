"""Tables drawn of our own specimens, and banks of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition.instances import TableReading
from app.recognition.keypoints import Keypoints, detect_keypoints, scaled_grey
from app.recognition.labels import read_metadata
from app.recognition.stored_bank import StoredBank
from app.recognition.templates import Template, TemplateBank
from tests.app.recognition.shipped import shipped_model

SPECIMENS = Path(__file__).resolve().parents[3] / "assets" / "specimens"
_OF_SHIPPED = read_metadata(shipped_model()).print_check
assert _OF_SHIPPED is not None
WEIGHTS = _OF_SHIPPED
NAMES = ("5_front", "5_back", "20_front", "50_back", "100_front")
WIDTH, HEIGHT = 1280, 720
Image = NDArray[np.uint8]
# A note: which, where its middle lies, pixels, and how it is turned, degrees; on a table 360 pixels wide.
Laid = tuple[str, float, float, float]


def scan(name: str) -> Image:
    """A specimen, 480 pixels wide."""
    picture = cv2.imread(str(SPECIMENS / f"XTS_{name}.png"))
    assert picture is not None
    return np.asarray(cv2.resize(picture, (480, 480 * picture.shape[0] // picture.shape[1])), np.uint8)


def bank_of(names: Sequence[str], *, is_shared_known: bool = False) -> TemplateBank:
    """The specimens' templates; where it is known what other values share, they share nothing."""
    templates = []
    for name in names:
        keypoints = detect_keypoints(scaled_grey(scan(name)), 160)
        shared = np.zeros((1, len(keypoints)), np.bool_) if is_shared_known else None
        templates.append(Template(f"XTS/{name.partition('_')[0]}", keypoints, shared=shared))
    return TemplateBank(templates, 32)


def corners_of(note: Laid, width_px: float = 360) -> NDArray[np.float32]:
    """Of a note on the table, pixels, float32 (4, 2)."""
    name, x, y, degrees = note
    picture = scan(name)
    half = np.array([width_px / 2, width_px / 2 * picture.shape[0] / picture.shape[1]])
    angle = np.radians(degrees)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return ((np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * half) @ turn.T + (x, y)).astype(np.float32)


def values_of(reading: TableReading) -> Counter[str]:
    """How many notes of each value were read."""
    return Counter(match.value for match in reading.notes if match.is_clear)


def fan_of(*names: str, step_deg: float) -> list[Laid]:
    """Notes that turn about one end, the last one uppermost."""
    fan = []
    for n, name in enumerate(names):
        degrees = -50 + step_deg * n
        angle = float(np.radians(degrees))
        fan.append((name, 560 + 180 * float(np.cos(angle)), 400 + 180 * float(np.sin(angle)), degrees))
    return fan


def table_of(*notes: Laid) -> Image:
    """The notes laid one after another on a ramp of greys."""
    ramp = np.linspace(70, 180, WIDTH, dtype=np.uint8)
    picture = np.ascontiguousarray(np.repeat(ramp[None, :, None], HEIGHT, axis=0).repeat(3, axis=2))
    for note in notes:
        picture_of_note = scan(note[0])
        h, w = picture_of_note.shape[:2]
        source = np.array([[0, 0], [w, 0], [w, h], [0, h]], np.float32)
        matrix = cv2.getPerspectiveTransform(source, corners_of(note))
        cv2.warpPerspective(picture_of_note, matrix, (WIDTH, HEIGHT), dst=picture, borderMode=cv2.BORDER_TRANSPARENT)
    return picture


def rows_made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The rows of stored banks of which keypoints are made from now on."""
    made: list[int] = []
    keypoints = StoredBank.keypoints

    def noted(self: StoredBank, row: int) -> Keypoints:
        made.append(row)
        return keypoints(self, row)

    monkeypatch.setattr(StoredBank, "keypoints", noted)
    return made
