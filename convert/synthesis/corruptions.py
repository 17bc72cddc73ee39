"""Corruptions, one at a time: photos taken again by the synthesiser's camera. `evaluate` uses them.

How far each goes is in `SynthesisConfig.corruptions`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

import cv2
import numpy as np

from app.recognition.observation import Box
from convert.data.images import Image
from convert.synthesis import functional as F
from convert.synthesis.camera import camera
from convert.synthesis.config import Corruptions, SynthesisConfig
from convert.synthesis.ranges import Rng

# Where a photo's note is taken to lie when nothing says where: the middle.
MIDDLE = Box(0.15, 0.2, 0.85, 0.8)


def _fitted(photo: Image, longest: int) -> Image:
    scale = longest / max(photo.shape[:2])
    size = (max(8, round(photo.shape[1] * scale)), max(8, round(photo.shape[0] * scale)))
    return np.asarray(
        cv2.resize(photo, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR), np.uint8
    )


def _behind(background: Image, w: int, h: int) -> Image:
    scale = max(w / background.shape[1], h / background.shape[0])
    size = (max(w, round(background.shape[1] * scale)), max(h, round(background.shape[0] * scale)))
    return np.asarray(cv2.resize(background, size, interpolation=cv2.INTER_AREA)[:h, :w], np.uint8)


def _plain(rng: Rng, photo: Image, note: Box, background: Image, config: Corruptions) -> Image:
    return photo


def _dark(rng: Rng, photo: Image, note: Box, background: Image, config: Corruptions) -> Image:
    """A quarter of the light, with the noise that a sensor then shows."""
    frame = photo.astype(np.float32) * config.dark_gain
    frame += rng.standard_normal(photo.shape, dtype=np.float32) * config.dark_noise_levels
    return np.clip(frame, 0, 255).astype(np.uint8)


def _blurred(rng: Rng, photo: Image, note: Box, background: Image, config: Corruptions) -> Image:
    """Out of focus: a Gaussian whose standard deviation is 1.4 of the model's 224 pixels."""
    return np.asarray(cv2.GaussianBlur(photo, (0, 0), config.long_side_px * config.defocus), np.uint8)


def _tilted(rng: Rng, photo: Image, note: Box, background: Image, config: Corruptions) -> Image:
    """The whole picture as a sheet turned away by 45 degrees about a line of any direction, before a background."""
    h, w = photo.shape[:2]
    turn = F.tilting(float(rng.uniform(0, 2 * np.pi)), np.radians(config.tilt_deg))
    corners = np.array([[-w, -h, 0], [w, -h, 0], [w, h, 0], [-w, h, 0]]) / 2 @ turn.T
    distance = config.distance * max(w, h)
    flat = corners[:, :2] * (distance / (distance + corners[:, 2:]))
    flat = (flat - flat.min(0)) / (flat.max(0) - flat.min(0)).max()
    # As large as fits the frame, in its middle.
    flat *= min(w / np.ptp(flat[:, 0]), h / np.ptp(flat[:, 1]))
    flat += (np.array([w, h]) - np.ptp(flat, axis=0)) / 2
    source = np.array([[0, 0], [w, 0], [w, h], [0, h]], np.float32)
    matrix = cv2.getPerspectiveTransform(source, flat.astype(np.float32))
    out = _behind(background, w, h).copy()
    cv2.warpPerspective(photo, matrix, (w, h), dst=out, borderMode=cv2.BORDER_TRANSPARENT)
    return out


def _covered(rng: Rng, photo: Image, note: Box, background: Image, config: Corruptions) -> Image:
    """40 % of the note's rectangle hidden by a thing laid over it from one side, at any angle."""
    h, w = photo.shape[:2]
    left, top, right, bottom = (round(v) for v in (note.left * w, note.top * h, note.right * w, note.bottom * h))
    angle = float(rng.uniform(0, 2 * np.pi))
    ys, xs = np.mgrid[0:h, 0:w]
    along = xs * np.cos(angle) + ys * np.sin(angle)
    of_note = along[top : max(bottom, top + 1), left : max(right, left + 1)]
    hidden = along > np.quantile(of_note, 1 - config.covered_fraction)
    # The thing is no larger than about the note itself.
    margin = config.margin * max(right - left, bottom - top)
    hidden &= (xs > left - margin) & (xs < right + margin) & (ys > top - margin) & (ys < bottom + margin)
    return np.where(hidden[..., None], _behind(background, w, h), photo)


def _small(rng: Rng, photo: Image, note: Box, background: Image, config: Corruptions) -> Image:
    """Further away: the note's rectangle fills a sixth of the frame (where it fills less, the photo stays as it is)."""
    h, w = photo.shape[:2]
    area = (note.right - note.left) * (note.bottom - note.top)
    scale = float(np.sqrt(config.small_area / max(area, 1e-6)))
    if scale >= 1:
        return photo
    small = cv2.resize(photo, (max(8, round(w * scale)), max(8, round(h * scale))), interpolation=cv2.INTER_AREA)
    out = _behind(background, w, h).copy()
    y, x = (int(rng.integers(0, full - part + 1)) for full, part in ((h, small.shape[0]), (w, small.shape[1])))
    out[y : y + small.shape[0], x : x + small.shape[1]] = small
    return out


def _upside_down(rng: Rng, photo: Image, note: Box, background: Image, config: Corruptions) -> Image:
    return np.ascontiguousarray(photo[::-1, ::-1])


_Change = Callable[[Rng, Image, Box, Image, Corruptions], Image]
CORRUPTIONS: dict[str, _Change] = {
    "as it is": _plain,
    "dark": _dark,
    "blurred": _blurred,
    "tilted 45 degrees": _tilted,
    "40 % covered": _covered,
    "1/6 of the frame": _small,
    "upside down": _upside_down,
}


def corrupted(
    name: str,
    photo: Image,
    note: Box | None,
    backgrounds: Sequence[Image],
    seed: str,
    config: SynthesisConfig | None = None,
) -> Image:
    """A photo as the synthesiser's camera takes it in ordinary light under one corruption.

    Args:
        name: one of `CORRUPTIONS`.
        photo: uint8 (height, width, 3) BGR.
        note: where its note lies; None when not known (the middle is taken).
        backgrounds: uint8 BGR pictures to lie behind or before it, at least one.
        seed: the same one gives the same picture, whatever was made before.
        config: how far it goes, and the camera; None takes the defaults.

    Returns:
        uint8 BGR, its longer side `config.corruptions.long_side_px` pixels.
    """
    config = config or SynthesisConfig()
    digest = hashlib.sha256(f"{name}/{seed}".encode()).digest()
    rng = np.random.default_rng(list(digest[:16]))
    background = backgrounds[int(rng.integers(len(backgrounds)))]
    fitted = _fitted(photo, config.corruptions.long_side_px)
    changed = CORRUPTIONS[name](rng, fitted, note or MIDDLE, background, config.corruptions)
    return camera(rng, changed.astype(np.float32), config.corruptions.severity, config.camera)
