"""Hard conditions, one at a time: photos shot again by the synthesiser's camera. Judging is in `evaluate`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

import cv2
import numpy as np

from app.recognition.observation import Box
from convert.synthesis.synthesize import Image, Rng, camera

_ORDINARY = 0.4
_LONG_SIDE = 448
# Where a photo's note is taken to lie when nothing says where: the middle.
MIDDLE = Box(0.15, 0.2, 0.85, 0.8)


def _fitted(photo: Image) -> Image:
    scale = _LONG_SIDE / max(photo.shape[:2])
    size = (max(8, round(photo.shape[1] * scale)), max(8, round(photo.shape[0] * scale)))
    return np.asarray(
        cv2.resize(photo, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR), np.uint8
    )


def _behind(background: Image, w: int, h: int) -> Image:
    scale = max(w / background.shape[1], h / background.shape[0])
    size = (max(w, round(background.shape[1] * scale)), max(h, round(background.shape[0] * scale)))
    return np.asarray(cv2.resize(background, size, interpolation=cv2.INTER_AREA)[:h, :w], np.uint8)


def _plain(rng: Rng, photo: Image, note: Box, background: Image) -> Image:
    return photo


def _dark(rng: Rng, photo: Image, note: Box, background: Image) -> Image:
    """A quarter of the light, with the noise that a sensor then shows."""
    frame = photo.astype(np.float32) * 0.25 + rng.standard_normal(photo.shape, dtype=np.float32) * 5
    return np.clip(frame, 0, 255).astype(np.uint8)


def _blurred(rng: Rng, photo: Image, note: Box, background: Image) -> Image:
    """Out of focus: a Gaussian whose standard deviation is 1.4 of the model's 224 pixels."""
    return np.asarray(cv2.GaussianBlur(photo, (0, 0), _LONG_SIDE * 0.00625), np.uint8)


def _tilted(rng: Rng, photo: Image, note: Box, background: Image) -> Image:
    """The whole picture as a sheet turned away by 45 degrees about a line of any direction, before a background."""
    h, w = photo.shape[:2]
    axis = float(rng.uniform(0, 2 * np.pi))
    c = s = np.sqrt(0.5)
    ax, ay = np.cos(axis), np.sin(axis)
    turn = np.array(
        [
            [c + ax * ax * (1 - c), ax * ay * (1 - c), ay * s],
            [ax * ay * (1 - c), c + ay * ay * (1 - c), -ax * s],
            [-ay * s, ax * s, c],
        ]
    )
    corners = np.array([[-w, -h, 0], [w, -h, 0], [w, h, 0], [-w, h, 0]]) / 2 @ turn.T
    distance = 2.5 * max(w, h)
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


def _covered(rng: Rng, photo: Image, note: Box, background: Image) -> Image:
    """40 % of the note's rectangle hidden by a thing laid over it from one side, at any angle."""
    h, w = photo.shape[:2]
    left, top, right, bottom = (round(v) for v in (note.left * w, note.top * h, note.right * w, note.bottom * h))
    angle = float(rng.uniform(0, 2 * np.pi))
    ys, xs = np.mgrid[0:h, 0:w]
    along = xs * np.cos(angle) + ys * np.sin(angle)
    of_note = along[top : max(bottom, top + 1), left : max(right, left + 1)]
    hidden = along > np.quantile(of_note, 0.6)
    # The thing is no larger than about the note itself.
    margin = 0.15 * max(right - left, bottom - top)
    hidden &= (xs > left - margin) & (xs < right + margin) & (ys > top - margin) & (ys < bottom + margin)
    return np.where(hidden[..., None], _behind(background, w, h), photo)


def _small(rng: Rng, photo: Image, note: Box, background: Image) -> Image:
    """Further away: the note's rectangle fills a sixth of the frame (where it fills less, the photo stays as it is)."""
    h, w = photo.shape[:2]
    share = (note.right - note.left) * (note.bottom - note.top)
    scale = float(np.sqrt(1 / 6 / max(share, 1e-6)))
    if scale >= 1:
        return photo
    small = cv2.resize(photo, (max(8, round(w * scale)), max(8, round(h * scale))), interpolation=cv2.INTER_AREA)
    out = _behind(background, w, h).copy()
    y, x = (int(rng.integers(0, full - part + 1)) for full, part in ((h, small.shape[0]), (w, small.shape[1])))
    out[y : y + small.shape[0], x : x + small.shape[1]] = small
    return out


def _upside_down(rng: Rng, photo: Image, note: Box, background: Image) -> Image:
    return np.ascontiguousarray(photo[::-1, ::-1])


_Change = Callable[[Rng, Image, Box, Image], Image]
CONDITIONS: dict[str, _Change] = {
    "as it is": _plain,
    "dark": _dark,
    "blurred": _blurred,
    "tilted 45 degrees": _tilted,
    "40 % covered": _covered,
    "1/6 of the frame": _small,
    "upside down": _upside_down,
}


def reshoot(condition: str, photo: Image, note: Box | None, backgrounds: Sequence[Image], seed: str) -> Image:
    """A photo as the synthesiser's camera takes it in ordinary light under one condition.

    Args:
        condition: one of `CONDITIONS`.
        photo: uint8 (height, width, 3) BGR.
        note: where its note lies; None when not known (the middle is taken).
        backgrounds: uint8 BGR pictures to lie behind or before it, at least one.
        seed: the same one gives the same picture, whatever was made before.

    Returns:
        uint8 BGR, its longer side 448 pixels.
    """
    digest = hashlib.sha256(f"{condition}/{seed}".encode()).digest()
    rng = np.random.default_rng(list(digest[:16]))
    background = backgrounds[int(rng.integers(len(backgrounds)))]
    changed = CONDITIONS[condition](rng, _fitted(photo), note or MIDDLE, background)
    return camera(rng, changed.astype(np.float32), _ORDINARY)
