"""The shape of a note in a picture: its pose, curl, creases and folds, and how it is drawn; also its print and paper.

What is drawn is one flat picture, or a part of it, in a frame (`Placed`). What lies behind and before it is not
decided here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from convert.data.images import Image
from convert.synthesis import functional as F
from convert.synthesis.config_geometry import Crease, Curl, Fold, Geometry, Paper, Pose
from convert.synthesis.ranges import Rng, chance

Matrix = NDArray[np.float64]
Window = tuple[float, float, float, float]
"""The part of a flat note that is drawn: from and to, along its long and its short side, 0 to 1."""

WHOLE: Window = (0.0, 1.0, 0.0, 1.0)
# The smallest of a picture's halving sizes, and how much smaller than drawn one of them may be; no matter of chance.
_SMALLEST_PX, _NEARLY = 96, 0.9


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A note's pixels over a frame: float32 BGR premultiplied by nothing, and its opacity 0 to 1."""

    pixels: NDArray[np.float32]
    alpha: NDArray[np.float32]


class Mips:
    """A flat picture in halving sizes, so that a small note is not sampled from a large scan (aliasing)."""

    def __init__(self, image: Image) -> None:
        self.levels = [image]
        while max(self.levels[-1].shape[:2]) > _SMALLEST_PX:
            self.levels.append(F.halved(self.levels[-1]))

    @property
    def aspect(self) -> float:
        """Width over height."""
        height, width = self.levels[0].shape[:2]
        return width / height

    def nearest(self, width_px: float) -> Image:
        """The smallest level that is at least about as wide as the note will be drawn."""
        for level in reversed(self.levels):
            if max(level.shape[:2]) >= _NEARLY * width_px:
                return level
        return self.levels[0]


def smooth_noise(rng: Rng, height: int, width: int, cells: int) -> NDArray[np.float32]:
    """A smooth random field, about -1 to 1, float32 (height, width)."""
    small = rng.standard_normal((cells, cells)).astype(np.float32) * 0.6
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC), np.float32)


def note_aspect(rng: Rng, mips: Mips, pose: Pose) -> float:
    """Width over height of a note, by its scan."""
    return float(mips.aspect * np.exp(rng.normal(0, pose.aspect_spread)))


def draw_pose(rng: Rng, w: int, h: int, aspect: float, area: float, tilt_deg: float, config: Pose) -> Matrix:
    """A homography from note coordinates (0..1, 0..1) to frame pixels: rotation in the plane, tilt, scale, place.

    Args:
        rng: where chance comes from.
        w, h: of the frame, pixels.
        aspect: width over height of the flat thing.
        area: of the frame that it fills, 0 and more.
        tilt_deg: twice the spread of the tilt.
        config: the rest.
    """
    if chance(rng, config.any_roll_chance):
        roll = float(rng.uniform(-np.pi, np.pi))
    else:
        roll = float(rng.choice([0, np.pi]) + rng.normal(0, config.roll_spread_rad))
    tilt = abs(rng.normal(0, tilt_deg / 2)) * np.pi / 180
    tilt = min(tilt, config.most_tilt_deg * np.pi / 180)
    axis = float(rng.uniform(0, 2 * np.pi))
    turn = F.tilting(axis, tilt) @ F.rolling(roll)
    distance = config.distance.draw(rng) * max(aspect, 1.0) / 1.6
    flat = F.projected(aspect, turn, distance)
    flat *= np.sqrt(area * w * h / max(F.polygon_area(flat), 1e-6))
    low, high = flat.min(0), flat.max(0)
    centre = np.empty(2)
    for k, room in enumerate((w, h)):
        size = (high - low)[k]
        slack = room - size
        spread = slack * config.slack_fraction if slack > 0 else -slack * config.overhang
        spread += config.off_frame * size if chance(rng, config.off_frame_chance) else 0
        centre[k] = room / 2 + float(rng.uniform(-spread, spread))
    flat += centre - (low + high) / 2
    return F.to_quad(flat)


@dataclass(frozen=True, slots=True, eq=False)
class _Sheet:
    """Note coordinates of each pixel, displaced by what bends the sheet, and a factor of light (about 0.6 to 1.3)."""

    u: NDArray[Any]
    v: NDArray[Any]
    shade: NDArray[Any]


def _curl(rng: Rng, sheet: _Sheet, aspect: float, strength: float, config: Curl) -> _Sheet:
    u, v = sheet.u, sheet.v
    angle = config.angle_rad.draw(rng) + (np.pi / 2 if chance(rng, config.crosswise_chance) else 0)
    k = config.waves.draw(rng) * 2 * np.pi
    phase = float(rng.uniform(0, 2 * np.pi))
    along = u * np.cos(angle) + v * np.sin(angle) / aspect
    wave, slope = np.sin(k * along + phase), np.cos(k * along + phase)
    amount = config.height.draw(rng) * strength
    lift = config.lift.draw(rng) * amount * config.lift_factor
    u = u + amount * np.cos(angle) * wave * config.along
    v = v + aspect * (amount * np.sin(angle) * wave * config.along + lift * wave)
    sheet.shade[...] *= 1 + slope * config.shade.draw(rng) * strength
    return _Sheet(u, v, sheet.shade)


def _crease(rng: Rng, sheet: _Sheet, aspect: float, strength: float, config: Crease) -> _Sheet:
    u, v = sheet.u, sheet.v
    vertical = chance(rng, config.vertical_chance)
    place = float(np.clip(rng.normal(config.middle, config.middle_spread), config.place.low, config.place.high))
    lean = config.lean.draw(rng)
    side = (u - place + lean * (v - 0.5)) if vertical else (v - place + lean * (u - 0.5))
    if chance(rng, config.other_side_chance):
        side = -side
    beyond = np.maximum(side, 0)
    squeeze = config.squeeze.draw(rng) * strength
    shear = config.shear.draw(rng) * strength
    if vertical:
        u = u + np.sign(u - place) * beyond * squeeze
        v = v + beyond * shear
    else:
        v = v + np.sign(v - place) * beyond * squeeze
        u = u + beyond * shear / aspect
    step = 1 / (1 + np.exp(-np.clip(side, -1, 1) * config.sharpness))
    sheet.shade[...] *= 1 + step * config.shade.draw(rng) * strength
    sheet.shade[...] *= 1 + np.exp(-((side * config.ridge_sharpness) ** 2)) * config.ridge_shade.draw(rng)
    return _Sheet(u, v, sheet.shade)


def _bend(rng: Rng, u: NDArray[Any], v: NDArray[Any], aspect: float, strength: float, config: Geometry) -> _Sheet:
    sheet = _Sheet(u, v, np.ones_like(u))
    if chance(rng, config.curl.wave_chance):
        sheet = _curl(rng, sheet, aspect, strength, config.curl)
    counts = config.crease.count_chances
    for _ in range(int(rng.choice(len(counts), p=counts))):
        sheet = _crease(rng, sheet, aspect, strength, config.crease)
    return sheet


def draw_fold(rng: Rng, config: Fold) -> Window:
    """Which part of a note is seen when it is folded."""
    low_u, high_u, low_v, high_v = WHOLE
    both, along = chance(rng, config.both_chance), chance(rng, config.long_chance)
    if along or both:
        keep = config.kept_long.draw(rng)
        low_u, high_u = (0.0, keep) if chance(rng, config.first_end_chance) else (1 - keep, 1.0)
    if not along or both:
        keep = config.kept_short.draw(rng)
        low_v, high_v = (0.0, keep) if chance(rng, config.first_end_chance) else (1 - keep, 1.0)
    return low_u, high_u, low_v, high_v


def draw_flap(rng: Rng, pose: Matrix, window: Window, config: Fold) -> tuple[Matrix, Window]:
    """The part that was folded away, as it is seen from its other side: a pose and a window for the other face.

    Folded flat it lies on the rest of the note; loosely folded it is turned about the fold and seen foreshortened.
    """
    low_u, high_u, low_v, high_v = window
    depth = config.depth.draw(rng)
    # The other face has its own coordinates, mirrored along the long side.
    to_note = np.array([[-1.0, 0, 1], [0, 1, 0], [0, 0, 1]])
    rest = [1 - high_u, 1 - low_u, low_v, high_v]
    if (low_u, high_u) != (0.0, 1.0):
        fold = high_u if low_u == 0 else low_u
        rest[:2] = (0.0, 1 - high_u) if low_u == 0 else (1 - low_u, 1.0)
        mirror = np.array([[-depth, 0, fold * (1 + depth)], [0, 1, 0], [0, 0, 1]])
        hinge = np.array([fold, float(rng.uniform(0, 1)), 1.0])
    else:
        fold = high_v if low_v == 0 else low_v
        rest[2:] = (high_v, 1.0) if low_v == 0 else (0.0, low_v)
        mirror = np.array([[1, 0, 0], [0, -depth, fold * (1 + depth)], [0, 0, 1.0]])
        hinge = np.array([float(rng.uniform(0, 1)), fold, 1.0])
    turn = F.turning(pose @ hinge, float(rng.normal(0, config.turn_spread_deg)))
    return turn @ pose @ mirror @ to_note, (rest[0], rest[1], rest[2], rest[3])


def _print(rng: Rng, pixels: NDArray[np.float32], config: Paper) -> NDArray[np.float32]:
    h, w = pixels.shape[:2]
    if chance(rng, config.worn_chance):
        worn = config.worn.draw(rng)
        paper = np.array([tone.draw(rng) for tone in (config.blue_levels, config.green_levels, config.red_levels)])
        pixels = pixels * (1 - worn) + paper.astype(np.float32) * worn
    if chance(rng, config.dirty_chance):
        pixels = pixels * (1 + smooth_noise(rng, h, w, config.dirt_cells.draw(rng))[..., None] * config.dirt.draw(rng))
    mean = np.array(cv2.mean(pixels)[:3], np.float32)
    pixels = (pixels - mean) * config.contrast.draw(rng) + mean
    pixels = F.saturate(pixels, config.saturation.draw(rng))
    pixels = pixels * config.ink_gain.draws(rng, 3).astype(np.float32)
    return np.asarray(np.clip(pixels, 0, 255))


def place(
    rng: Rng, mips: Mips, pose: Matrix, w: int, h: int, bend: float, config: Geometry, window: Window | None = None
) -> Placed:
    """Draw a flat picture, or a part of it, in a pose: warp, bend, shade, with a soft edge.

    Args:
        rng: where chance comes from.
        mips: the picture.
        pose: from `draw_pose`.
        w, h: of the frame, pixels.
        bend: how far curl, creases and folds go, 1 in full.
        config: the rest.
        window: the part that is drawn; None draws one.
    """
    u, v = F.note_coordinates(pose, w, h)
    sheet = _bend(rng, u, v, mips.aspect, bend, config)
    width_px, height_px = F.drawn_size(pose)
    if window is None:
        window = draw_fold(rng, config.fold) if chance(rng, config.fold.folded_chance * bend) else WHOLE
    alpha = F.soft_window(sheet.u, sheet.v, window, width_px, height_px)
    pixels = F.sampled(mips.nearest(max(width_px, height_px)), sheet.u, sheet.v)
    pixels *= sheet.shade[..., None].astype(np.float32)
    return Placed(_print(rng, pixels, config.paper), alpha)


def loosely_folded(
    rng: Rng, mips: Mips, reverse: Sequence[Mips], pose: Matrix, w: int, h: int, config: Geometry
) -> Placed:
    """A note of which a part is folded behind, or before, the rest and shows its other face."""
    fold = config.fold
    window = draw_fold(rng, fold)
    part = place(rng, mips, pose, w, h, fold.loose_bend, config, window)
    flap_pose, flap_window = draw_flap(rng, pose, window, fold)
    other = reverse[int(rng.integers(len(reverse)))]
    flap = place(rng, other, flap_pose, w, h, fold.loose_bend, config, flap_window)
    flap = replace(flap, pixels=flap.pixels * np.float32(fold.flap_light.draw(rng)))
    before, behind = (flap, part) if chance(rng, fold.flap_before_chance) else (part, flap)
    return Placed(F.over(behind.pixels, before.pixels, before.alpha), np.maximum(behind.alpha, before.alpha))
