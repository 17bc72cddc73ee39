"""Slips of paper with numbers on them, which are no money: vouchers, tokens, play money, coupons.

A network that has seen only real notes takes a number in the corners of a coloured rectangle for the value. So such
things are drawn as what they are: nothing that it knows.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from convert.data.images import Image
from convert.synthesis.config_scene import Slips
from convert.synthesis.ranges import Range, Rng, chance

_NUMBERS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000)
_FONTS = (
    cv2.FONT_HERSHEY_SIMPLEX,
    cv2.FONT_HERSHEY_DUPLEX,
    cv2.FONT_HERSHEY_COMPLEX,
    cv2.FONT_HERSHEY_TRIPLEX,
    cv2.FONT_HERSHEY_SCRIPT_SIMPLEX,
)
_LETTERS = "ABCDEFGHIJKLMNOPRSTUVWXYZ"


def _colour(rng: Rng, levels: Range) -> tuple[int, int, int]:
    blue, green, red = (int(level) for level in levels.draws(rng, 3))
    return blue, green, red


def _ground(rng: Rng, width: int, height: int, config: Slips) -> Image:
    """Paper of one colour, or of two that run into one another."""
    one = np.array(_colour(rng, config.paper_levels), np.float32)
    other = np.array(_colour(rng, config.paper_levels), np.float32) if chance(rng, config.two_colours_chance) else one
    along = np.linspace(0, 1, width, dtype=np.float32)[None, :, None]
    row = one + (other - one) * along
    return np.asarray(np.repeat(row, height, axis=0).astype(np.uint8))


def _waves(rng: Rng, slip: Image, config: Slips) -> None:
    """Fine lines that cross one another, as on any paper that would look like money."""
    height, width = slip.shape[:2]
    colour = _colour(rng, config.paper_levels)
    xs = np.arange(0, width, 3)
    length, depth = width / config.waves_count.draw(rng), height * config.waves_height.draw(rng)
    for shift in np.linspace(0, 2 * np.pi, config.waves.draw(rng)):
        ys = height / 2 + depth * np.sin(2 * np.pi * xs / length + shift)
        cv2.polylines(slip, [np.stack([xs, ys], 1).astype(np.int32)], False, colour, 1, cv2.LINE_AA)


def _motif(rng: Rng, slip: Image, ink: tuple[int, int, int], config: Slips) -> None:
    """Something in the middle: a head in an oval, a rosette, or a disc."""
    height, width = slip.shape[:2]
    x, y = int(width * config.motif_place.draw(rng)), height // 2
    radius = int(height * config.motif_radius.draw(rng))
    kind = int(rng.integers(3))
    if kind == 0:
        cv2.ellipse(slip, (x, y), (int(radius * 0.75), radius), 0, 0, 360, ink, max(1, height // 60), cv2.LINE_AA)
        cv2.circle(slip, (x, y - radius // 4), radius // 3, ink, -1, cv2.LINE_AA)
        cv2.ellipse(slip, (x, y + radius * 3 // 4), (radius // 2, radius // 2), 0, 180, 360, ink, -1, cv2.LINE_AA)
    elif kind == 1:
        petals = config.petals.draw(rng)
        for step in range(petals):
            cv2.ellipse(slip, (x, y), (radius, radius // 3), 180 * step / petals, 0, 360, ink, 1, cv2.LINE_AA)
    else:
        cv2.circle(slip, (x, y), radius, _colour(rng, config.paper_levels), -1, cv2.LINE_AA)


def _write(slip: Image, text: str, corner: tuple[int, int], tall: float, font: int, ink: tuple[int, int, int]) -> None:
    """Text of a height in pixels about a corner, (0, 0) the left upper one."""
    height, width = slip.shape[:2]
    thickness = max(1, round(tall / 8))
    scale = tall / 22
    (wide, high), _ = cv2.getTextSize(text, font, scale, thickness)
    margin = max(4, height // 14)
    x = (margin, width - wide - margin, (width - wide) // 2)[corner[0]]
    y = (margin + high, height - margin, (height + high) // 2)[corner[1]]
    cv2.putText(slip, text, (x, y), font, scale, ink, thickness, cv2.LINE_AA)


def draw_slip(rng: Rng, width: int, height: int, config: Slips) -> NDArray[np.uint8]:
    """One slip, uint8 (height, width, 3) BGR.

    Args:
        rng: where chance comes from.
        width, height: pixels, at least 32.
        config: the rest.
    """
    slip = _ground(rng, width, height, config)
    ink = _colour(rng, config.ink_levels)
    if chance(rng, config.waves_chance):
        _waves(rng, slip, config)
    if chance(rng, config.frame_chance):
        inset = max(2, int(height * config.frame_inset.draw(rng)))
        line = max(1, int(height * config.frame_line.draw(rng)))
        cv2.rectangle(slip, (inset, inset), (width - 1 - inset, height - 1 - inset), ink, line)
    if chance(rng, config.motif_chance):
        _motif(rng, slip, ink, config)
    number, font = str(_NUMBERS[int(rng.integers(len(_NUMBERS)))]), _FONTS[int(rng.integers(len(_FONTS)))]
    tall = height * config.number_height.draw(rng)
    for corner in ((0, 0), (1, 0), (0, 1), (1, 1)):
        if chance(rng, config.corner_chance):
            _write(slip, number, corner, tall, font, ink)
    if chance(rng, config.middle_chance):
        _write(slip, number, (2, 2), tall * config.middle_gain, font, ink)
    if chance(rng, config.word_chance):
        word = "".join(_LETTERS[int(k)] for k in rng.integers(len(_LETTERS), size=config.word_letters.draw(rng)))
        _write(slip, word, (2, int(rng.integers(2))), height * config.word_height.draw(rng), font, ink)
    return slip
