"""Scenes of several notes on a table or fanned in a hand, with exact truth: value, outline, how much is to be seen.

A scene is drawn in two steps: the notes are laid out on a flat table, then the table is seen by a camera that stands a
little aslant. How they are written to disk is in `scene_files`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from app.recognition.outlines import Outline, led, shared_fraction
from convert.data.images import Image
from convert.synthesis import functional as F
from convert.synthesis.background import background, paste
from convert.synthesis.camera import camera, light
from convert.synthesis.config_geometry import Geometry
from convert.synthesis.config_scene import Background, Camera, Light
from convert.synthesis.geometry import WHOLE, Mips, place
from convert.synthesis.ranges import Checked, Count, Range, Rng, chance

Matrix = NDArray[np.float64]
LAYOUTS = ("laid", "overlapped", "fanned")
# A layout that does not fit is tried again with smaller notes.
_TRIES, _ROUNDS, _SMALLER = 25, 60, 0.95
# Masks of what is seen are drawn this much smaller.
_COARSE = 4
# What is drawn around a note, of its sides: it bends, and has a shadow.
_AROUND = 0.15


@dataclass(frozen=True, slots=True)
class Layouts(Checked):
    """How notes lie, and how they are seen.

    Attributes:
        width_px, height_px: of the picture; what the app asks of a camera.
        notes: how many.
        fill: of the picture's area, for all notes together if none overlapped.
        widest: of a note, a fraction of the picture's width.
        gap: between laid notes, a fraction of a note's height.
        least_seen: of each overlapped note, a fraction of its area.
        least_in_frame: of each note, likewise.
        fan_width: of a fanned note, a fraction of the picture's width.
        near_chance: an overlapping note is laid near another.
        middle: of a note that is laid anywhere, in fractions of the picture.
        fan_step_deg: from one fanned note to the next.
        clockwise_chance: a fan opens that way.
        turned_chance: its notes are held by the other end.
        fan_pivot: about which they turn, from their middle in fractions of their width.
        fan_least_seen: of each fanned note, a fraction of its area.
        tilt_deg: of the camera, from straight down.
        bend: see `Notes.bend`.
        same_chance: a note of a value and face that the scene has already.
        severity: of light and camera.
    """

    width_px: int = 1280
    height_px: int = 720
    notes: Count = Count(2, 8)
    fill: Range = Range(0.3, 0.6)
    widest: float = 0.4
    gap: float = 0.04
    least_seen: float = 0.5
    least_in_frame: float = 0.97
    fan_width: Range = Range(0.3, 0.42)
    near_chance: float = 0.7
    middle: Range = Range(0.1, 0.9)
    fan_step_deg: Range = Range(11.0, 22.0)
    clockwise_chance: float = 0.5
    turned_chance: float = 0.5
    fan_pivot: Range = Range(0.4, 0.55)
    fan_least_seen: float = 0.2
    tilt_deg: Range = Range(0.0, 25.0)
    bend: float = 0.35
    same_chance: float = 0.35
    severity: float = 0.4


@dataclass(frozen=True, slots=True)
class SceneNote:
    """One note of a scene.

    Attributes:
        currency, value, face: what it is.
        outline: its corners in fractions of the picture, in order; beyond 0 to 1 where it is cut off.
        seen: how much of it is in the picture and not covered, 0 to 1.
    """

    currency: str
    value: str
    face: str
    outline: tuple[tuple[float, float], ...]
    seen: float


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """A picture of several notes.

    Attributes:
        layout: one of LAYOUTS.
        image: uint8 (height, width, 3) BGR.
        notes: from the lowest to the uppermost.
    """

    layout: str
    image: Image
    notes: tuple[SceneNote, ...]


@dataclass(frozen=True, slots=True, eq=False)
class FlatNote:
    """A flat picture of one face of a note, its long side across."""

    currency: str
    value: str
    face: str
    mips: Mips


@dataclass(frozen=True, slots=True)
class SceneConfig:
    """All that is drawn by chance in a scene."""

    layouts: Layouts = Layouts()
    geometry: Geometry = field(default_factory=Geometry)
    background: Background = field(default_factory=Background)
    light: Light = field(default_factory=Light)
    camera: Camera = field(default_factory=Camera)


def draw_scene(
    rng: Rng, layout: str, flat: Sequence[FlatNote], backgrounds: Sequence[Image], config: SceneConfig | None = None
) -> Scene:
    """A scene.

    Args:
        rng: where chance comes from.
        layout: one of LAYOUTS.
        flat: notes to choose from, at least one.
        backgrounds: pictures without notes, at least one.
        config: how it is drawn; None takes the defaults.

    Raises:
        ValueError: so many notes cannot be laid out as the configuration asks.
    """
    config = config or SceneConfig()
    how = config.layouts
    w, h = how.width_px, how.height_px
    chosen = _chosen(rng, flat, how)
    poses = _poses(rng, layout, [each.mips.aspect for each in chosen], how)
    frame = background(rng, backgrounds, w, h, config.background)
    for note, pose in zip(chosen, poses, strict=True):
        _put(rng, frame, note.mips, pose, config)
    frame = light(rng, frame, how.severity, config.light)
    image = camera(rng, frame, how.severity, config.camera)
    notes = tuple(
        SceneNote(note.currency, note.value, note.face, _outline(pose, w, h), seen)
        for note, pose, seen in zip(chosen, poses, seen_fractions(poses, w, h), strict=True)
    )
    return Scene(layout, image, notes)


def _put(rng: Rng, frame: NDArray[np.float32], mips: Mips, pose: Matrix, config: SceneConfig) -> None:
    """Draw a note into a frame, and no more of the frame than it needs."""
    h, w = frame.shape[:2]
    corners = _corners(pose, _AROUND)
    left, top = np.clip(np.floor(corners.min(0)), 0, (w - 8, h - 8)).astype(int).tolist()
    right, bottom = np.clip(np.ceil(corners.max(0)), (left + 8, top + 8), (w, h)).astype(int).tolist()
    shift = np.array([[1, 0, -left], [0, 1, -top], [0, 0, 1]], np.float64)
    size = (right - left, bottom - top)
    placed = place(rng, mips, shift @ pose, *size, config.layouts.bend, config.geometry, WHOLE)
    part = frame[top:bottom, left:right]
    part[...] = paste(rng, part, placed, config.background)


def _chosen(rng: Rng, flat: Sequence[FlatNote], how: Layouts) -> list[FlatNote]:
    chosen: list[FlatNote] = []
    for _ in range(how.notes.draw(rng)):
        pool = chosen if chosen and chance(rng, how.same_chance) else flat
        chosen.append(pool[int(rng.integers(len(pool)))])
    return chosen


def _poses(rng: Rng, layout: str, aspects: Sequence[float], how: Layouts) -> list[Matrix]:
    """From note coordinates to the picture's pixels, from the lowest note to the uppermost."""
    w, h = how.width_px, how.height_px
    mean = float(np.mean(aspects))
    width = min(how.widest * w, float(np.sqrt(how.fill.draw(rng) * w * h * mean / len(aspects))))
    if layout == "fanned":
        width = how.fan_width.draw(rng) * w
    for _ in range(_ROUNDS):
        for _ in range(_TRIES):
            seen_as = _tilted(rng, w, h, how)
            flat: list[Matrix] | None
            if layout == "fanned":
                flat = _fan(rng, aspects, width, how)
            else:
                flat = _spread(rng, aspects, width, how, overlaps=layout == "overlapped")
            poses = [] if flat is None else [seen_as @ pose for pose in flat]
            if poses and _is_good(poses, layout, how):
                return poses
        width *= _SMALLER
    raise ValueError(f"{len(aspects)} notes cannot be {layout} like this: ask for less")


def _is_good(poses: Sequence[Matrix], layout: str, how: Layouts) -> bool:
    w, h = how.width_px, how.height_px
    alone = [seen_fractions([pose], w, h)[0] for pose in poses]
    least = {"laid": how.least_in_frame, "overlapped": how.least_seen, "fanned": how.fan_least_seen}[layout]
    seen = seen_fractions(poses, w, h)
    covers = layout == "laid" or min(seen) < how.least_in_frame - how.gap
    return min(alone) >= how.least_in_frame and min(seen) >= least and covers


def _tilted(rng: Rng, w: int, h: int, how: Layouts) -> Matrix:
    """The table, w by h, as the camera sees it: about as large."""
    turn = F.tilting(float(rng.uniform(0, 2 * np.pi)), float(np.radians(how.tilt_deg.draw(rng))))
    quad = F.projected(w / h, turn, 5.0) * (h / 2) + (w / 2, h / 2)
    table = np.array([[1 / w, 0, 0], [0, 1 / h, 0], [0, 0, 1]])
    return F.to_quad(quad) @ table


def _laid(width: float, aspect: float, centre: NDArray[np.float64], roll_rad: float) -> Matrix:
    """A note flat on the table: from note coordinates to the table's pixels."""
    height = width / aspect
    c, s = np.cos(roll_rad), np.sin(roll_rad)
    return np.array(
        [
            [c * width, -s * height, centre[0] - c * width / 2 + s * height / 2],
            [s * width, c * height, centre[1] - s * width / 2 - c * height / 2],
            [0, 0, 1],
        ]
    )


def _lying(pose: Matrix, grown: float = 0.0) -> Outline:
    """Where a note lies, pixels, grown by this fraction of its sides."""
    low, high = -grown, 1 + grown
    return led(((low, low), (high, low), (high, high), (low, high)), pose)


def _corners(pose: Matrix, grown: float = 0.0) -> NDArray[np.float32]:
    return np.array(_lying(pose, grown), np.float32)


def _spread(rng: Rng, aspects: Sequence[float], width: float, how: Layouts, *, overlaps: bool) -> list[Matrix] | None:
    size = np.array([how.width_px, how.height_px], np.float64)
    poses: list[Matrix] = []
    for aspect in aspects:
        for _ in range(_TRIES):
            if overlaps and poses and chance(rng, how.near_chance):
                near = _corners(poses[int(rng.integers(len(poses)))]).mean(0)
                centre = near + rng.normal(0, 0.6, 2) * (width, width / aspect)
            else:
                centre = how.middle.draws(rng, 2) * size
            pose = _laid(width, aspect, centre, float(rng.uniform(-np.pi, np.pi)))
            corners = _corners(pose)
            is_in = bool((corners > 0).all() and (corners < size).all())
            grown = _lying(pose, how.gap)
            apart = all(shared_fraction(grown, _lying(other)) <= 0 for other in poses)
            if is_in and (overlaps or apart):
                poses.append(pose)
                break
        else:
            return None
    return poses


def _fan(rng: Rng, aspects: Sequence[float], width: float, how: Layouts) -> list[Matrix]:
    step = float(np.radians(how.fan_step_deg.draw(rng))) * (1 if chance(rng, how.clockwise_chance) else -1)
    first = float(rng.uniform(-np.pi, np.pi))
    pivot_off = how.fan_pivot.draw(rng) * width
    rolls = [first + step * number + float(rng.normal(0, 0.02)) for number in range(len(aspects))]
    away = np.array([[np.cos(roll), np.sin(roll)] for roll in rolls]) * pivot_off
    centre = np.array([how.width_px, how.height_px]) / 2 - (away.min(0) + away.max(0)) / 2
    pivot = centre + rng.normal(0, 0.04, 2) * how.height_px
    turned = np.pi if chance(rng, how.turned_chance) else 0.0
    return [
        _laid(width, aspect, pivot + off, roll + turned) for aspect, off, roll in zip(aspects, away, rolls, strict=True)
    ]


def seen_fractions(poses: Sequence[Matrix], w: int, h: int) -> list[float]:
    """How much of each note is in the picture and not covered by a later one, 0 to 1."""
    small, border = 1 / _COARSE, max(w, h) // _COARSE
    shape = (h // _COARSE + 2 * border, w // _COARSE + 2 * border)
    above = np.ones(shape, np.uint8)
    above[border:-border, border:-border] = 0
    seen = []
    for pose in reversed(poses):
        mask = np.zeros(shape, np.uint8)
        cv2.fillConvexPoly(mask, np.round(_corners(pose) * small + border).astype(np.int32), 1)
        area = int(mask.sum())
        seen.append(float((mask & (1 - above)).sum()) / max(area, 1))
        above |= mask
    return seen[::-1]


def _outline(pose: Matrix, w: int, h: int) -> tuple[tuple[float, float], ...]:
    return tuple((float(x) / w, float(y) / h) for x, y in _corners(pose))
