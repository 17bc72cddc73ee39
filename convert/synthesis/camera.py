"""Light over the whole scene, and the camera that takes it: white balance, exposure, blur, noise and JPEG."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from convert.data.images import Image
from convert.synthesis import functional as F
from convert.synthesis.config_scene import Camera, Light
from convert.synthesis.ranges import Rng, chance

Frame = NDArray[np.float32]


def light(rng: Rng, frame: Frame, severity: float, config: Light) -> Frame:
    """Uneven light: a gradient, soft shadows, glare.

    Args:
        rng: where chance comes from.
        frame: float32 (height, width, 3) BGR, about 0 to 255.
        severity: see `SynthesisConfig`.
        config: the rest.
    """
    h, w = frame.shape[:2]
    if chance(rng, config.gradient_chance):
        angle, strength = float(rng.uniform(0, 2 * np.pi)), config.gradient.times(severity).draw(rng)
        frame = frame * (1 + strength * F.ramp(h, w, angle)[..., None]).astype(np.float32)
    if chance(rng, config.shadow_chance * severity):
        points = config.shadow_points.draws(rng, (config.shadow_corners.draw(rng), 2)) * (w // 4, h // 4)
        mask = F.soft_polygon(points, config.shadow_blur_px.draw(rng), w, h)
        frame = frame * (1 - mask * config.shadow_depth.draw(rng))[..., None]
    if chance(rng, config.glare_chance * severity):
        x, y = float(rng.uniform(0, w)), float(rng.uniform(0, h))
        radius = config.glare_radius.draw(rng) * max(w, h)
        spot = F.blob(w, h, x, y, radius, config.glare_stretch.draw(rng))
        frame = frame + spot[..., None] * config.glare_levels.draw(rng)
    return np.asarray(frame, np.float32)


def backlit(rng: Rng, frame: Frame, note: NDArray[np.float32], config: Light) -> Frame:
    """A note before something brighter: it darkens, what is behind it brightens.

    Args:
        rng: where chance comes from.
        frame: float32 (height, width, 3) BGR, about 0 to 255.
        note: float32 (height, width), 1 where the note is.
        config: the rest.
    """
    ground = config.backlit_ground_gain.draw(rng)
    gain = ground + (config.backlit_note_gain.draw(rng) - ground) * note
    return np.asarray(frame * gain[..., None], np.float32)


def camera(rng: Rng, frame: Frame, severity: float, config: Camera) -> Image:
    """The scene as a camera takes it.

    Args:
        rng: where chance comes from.
        frame: float32 (height, width, 3) BGR, about 0 to 255.
        severity: see `SynthesisConfig`.
        config: the rest.

    Returns:
        uint8 (height, width, 3) BGR.
    """
    h, w = frame.shape[:2]
    gains = np.exp(rng.normal(0, config.balance_spread * severity, 3)).astype(np.float32)
    if chance(rng, config.cast_chance * severity):
        gains *= np.array([config.cast_blue.draw(rng), 1.0, config.cast_red.draw(rng)], np.float32)
    exposure = np.exp(rng.normal(config.exposure, config.exposure_spread * severity))
    if chance(rng, config.under_chance * severity):
        exposure *= config.under_gain.draw(rng)
    frame = np.clip(frame * (gains * exposure), 0, 255)
    if chance(rng, config.gamma_chance):
        gamma = np.exp(rng.normal(0, config.gamma_spread * severity))
        frame = 255 * np.power(frame / 255, gamma)
    if chance(rng, config.defocus_chance * severity):
        frame = cv2.GaussianBlur(frame, (0, 0), config.defocus_px.draw(rng))
    if chance(rng, config.motion_chance * severity):
        frame = F.motion_blurred(frame, config.motion_px.draw(rng), float(rng.uniform(0, np.pi)))
    if chance(rng, config.small_chance * severity):
        frame = F.once_smaller(frame, config.small.draw(rng))
    if chance(rng, config.noise_chance):
        noise = rng.standard_normal((h, w, 3), dtype=np.float32)
        frame = frame + noise * config.noise_levels.draw(rng)
    out = np.asarray(np.clip(frame, 0, 255).astype(np.uint8))
    if chance(rng, config.grey_chance * severity):
        out = F.without_colour(out)
    if chance(rng, config.jpeg_chance):
        out = F.compressed(out, config.jpeg_quality.draw(rng))
    return np.asarray(out, np.uint8)
