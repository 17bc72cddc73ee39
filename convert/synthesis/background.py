"""What lies behind a note: a crop of a photo, or a plain table, wall or cloth; and the note laid on it."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from convert.data.images import Image
from convert.synthesis import functional as F
from convert.synthesis.config_scene import Background
from convert.synthesis.geometry import Placed, smooth_noise
from convert.synthesis.ranges import Range, Rng, chance


def crop_to(rng: Rng, image: Image, width: int, height: int, crop: Range, mirror_chance: float) -> Image:
    """A random crop of the asked shape, scaled to (height, width).

    Args:
        rng: where chance comes from.
        image: at least 2 pixels a side.
        width, height: pixels.
        crop: the fraction of the largest such crop's side.
        mirror_chance: whether left and right are exchanged.
    """
    h, w = image.shape[:2]
    most = min(w / width, h / height)
    scale = most * crop.draw(rng)
    cw, ch = max(2, int(width * scale)), max(2, int(height * scale))
    x, y = int(rng.integers(0, max(1, w - cw + 1))), int(rng.integers(0, max(1, h - ch + 1)))
    part = image[y : y + ch, x : x + cw]
    out = cv2.resize(part, (width, height), interpolation=cv2.INTER_AREA if scale > 1 else cv2.INTER_LINEAR)
    return np.asarray(out[:, ::-1] if chance(rng, mirror_chance) else out, np.uint8)


def _plain(rng: Rng, w: int, h: int, config: Background) -> NDArray[np.float32]:
    base = config.plain_levels.draw(rng) + rng.normal(0, config.plain_tint_spread_levels, 3)
    out = np.ones((h, w, 3), np.float32) * base.astype(np.float32)
    out += smooth_noise(rng, h, w, config.change_cells.draw(rng))[..., None] * config.change_levels.draw(rng)
    grain = rng.standard_normal((h, w), dtype=np.float32)
    if chance(rng, config.coarse_grain_chance):
        sigma_x, sigma_y = config.grain_width_px.draw(rng), config.grain_height_px.draw(rng)
        grain = cv2.GaussianBlur(grain, (0, 0), sigma_x, sigmaY=sigma_y) * config.coarse_grain_gain
    out += grain[..., None] * config.grain_levels.draw(rng)
    return np.asarray(out)


def background(rng: Rng, photos: Sequence[Image], w: int, h: int, config: Background) -> NDArray[np.float32]:
    """A frame without a note, float32 (h, w, 3).

    Args:
        rng: where chance comes from.
        photos: without notes, at least one.
        w, h: pixels.
        config: the rest.
    """
    if chance(rng, config.photo_chance):
        photo = photos[int(rng.integers(len(photos)))]
        frame = crop_to(rng, photo, w, h, config.crop, config.mirror_chance)
        out = frame.astype(np.float32) * config.photo_gain.draws(rng, 3).astype(np.float32)
    else:
        out = _plain(rng, w, h, config)
    if chance(rng, config.defocus_chance):
        out = cv2.GaussianBlur(out, (0, 0), config.defocus_px.draw(rng))
    return np.clip(out, 0, 255).astype(np.float32)


def paste(rng: Rng, frame: NDArray[np.float32], placed: Placed, config: Background) -> NDArray[np.float32]:
    """A note over a frame, with its shadow under it."""
    h, w = placed.alpha.shape
    if chance(rng, config.shadow_chance):
        small = cv2.resize(placed.alpha, (w // 4, h // 4), interpolation=cv2.INTER_AREA)
        small = cv2.GaussianBlur(small, (0, 0), config.shadow_blur_px.draw(rng))
        shift_px = config.shadow_shift_px
        shift = np.array([[1, 0, rng.normal(0, shift_px)], [0, 1, rng.normal(0, shift_px)]], np.float32)
        small = cv2.warpAffine(small, shift, (w // 4, h // 4))
        frame = frame * (1 - cv2.resize(small, (w, h)) * config.shadow_depth.draw(rng))[..., None]
    return F.over(frame, placed.pixels, placed.alpha)
