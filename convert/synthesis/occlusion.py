"""Hands, fingers and things before a note, together over at most a part of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from convert.data.images import Image
from convert.synthesis import functional as F
from convert.synthesis.config_scene import Occlusion
from convert.synthesis.ranges import Rng, chance

Frame = NDArray[np.float32]
Mask = NDArray[np.float32]
Hand = tuple[Image, Mask]
"""A cut-out: its pixels and its mask, of the same height and width."""


@dataclass(frozen=True, slots=True, eq=False)
class _Spot:
    """Where something is laid over a note.

    Attributes:
        x, y: pixels.
        scale: side of a square of the note's area, pixels.
        middle: of the note, (x, y).
        width, height: of the frame, pixels.
    """

    x: int
    y: int
    scale: float
    middle: tuple[float, float]
    width: int
    height: int

    @property
    def at(self) -> NDArray[np.int64]:
        """(x, y) as an array."""
        return np.array([self.x, self.y])

    def empty(self) -> Mask:
        """A mask of the frame without anything."""
        return np.zeros((self.height, self.width), np.float32)


def _cut_out(rng: Rng, picture: Frame, mask: Mask, spot: _Spot, size: float, config: Occlusion) -> tuple[Frame, Mask]:
    """A cut-out turned, scaled to `size` pixels and laid with a random point of it on the spot."""
    ph, pw = mask.shape
    scale = size / max(ph, pw)
    matrix = cv2.getRotationMatrix2D((pw / 2, ph / 2), config.cutout_turn_deg.draw(rng), scale)
    matrix[:, 2] += spot.at - (pw / 2, ph / 2) + rng.normal(0, size * config.cutout_offset_spread, 2)
    if chance(rng, config.cutout_mirror_chance):
        picture, mask = picture[:, ::-1], mask[:, ::-1]
    size_px = (spot.width, spot.height)
    pixels = cv2.warpAffine(np.ascontiguousarray(picture), matrix, size_px, flags=cv2.INTER_LINEAR)
    alpha = cv2.warpAffine(np.ascontiguousarray(mask), matrix, size_px, flags=cv2.INTER_LINEAR)
    return np.asarray(pixels * config.cutout_gain.draw(rng), np.float32), np.asarray(alpha, np.float32)


def _hand(rng: Rng, hands: Sequence[Hand], spot: _Spot, config: Occlusion) -> tuple[Frame, Mask]:
    picture, mask = hands[int(rng.integers(len(hands)))]
    size = spot.scale * config.hand_size.draw(rng)
    return _cut_out(rng, picture.astype(np.float32), mask, spot, size, config)


def _finger(rng: Rng, spot: _Spot, config: Occlusion) -> tuple[Frame, Mask]:
    """A rounded bar of skin colour that comes from outside the note."""
    alpha = spot.empty()
    mx, my = spot.middle
    away = np.array([spot.x - mx, spot.y - my], np.float64)
    away = away / (np.linalg.norm(away) + 1e-6)
    turn = rng.normal(0, config.finger_turn_spread_rad)
    away = np.array([away[0] * np.cos(turn) - away[1] * np.sin(turn), away[0] * np.sin(turn) + away[1] * np.cos(turn)])
    tip = spot.at - away * spot.scale * config.finger_reach.draw(rng)
    tail = tip + away * spot.scale * config.finger_length
    thick = max(3, int(spot.scale * config.finger_width.draw(rng)))
    cv2.line(alpha, (int(tip[0]), int(tip[1])), (int(tail[0]), int(tail[1])), 1.0, thick)
    alpha = cv2.GaussianBlur(alpha, (0, 0), 0.7)
    tone = np.array([config.finger_blue.draw(rng), config.finger_green.draw(rng), 1.0])
    tone = tone * config.finger_red_levels.draw(rng)
    shading = config.finger_shade + config.finger_shine * F.rounded(alpha, thick)
    return np.asarray(tone.astype(np.float32) * shading), alpha


def _stroke(rng: Rng, spot: _Spot, config: Occlusion) -> tuple[Frame, Mask]:
    """A pen or a cable, of one colour, right across."""
    alpha = spot.empty()
    angle = float(rng.uniform(0, np.pi))
    reach = np.array([np.cos(angle), np.sin(angle)]) * spot.scale * config.stroke_reach.draw(rng)
    start, end = spot.at - reach, spot.at + reach
    if chance(rng, config.pen_chance):
        thick = max(1, int(spot.scale * config.pen_width.draw(rng)))
        cv2.line(alpha, (int(start[0]), int(start[1])), (int(end[0]), int(end[1])), 1.0, thick, cv2.LINE_AA)
    else:
        thick = max(1, int(spot.scale * config.cable_width.draw(rng)))
        wobble = np.cumsum(rng.normal(0, config.cable_wobble * spot.scale, (24, 2)), axis=0)
        loops = np.linspace(start, end, 24) + wobble
        cv2.polylines(alpha, [loops.astype(np.int32)], False, 1.0, thick, cv2.LINE_AA)
    shading = config.stroke_shade + config.stroke_shine * F.rounded(alpha, thick)
    return np.asarray(config.stroke_levels.draws(rng, 3).astype(np.float32) * shading), alpha


def _thing(rng: Rng, pictures: Sequence[Image], spot: _Spot, config: Occlusion) -> tuple[Frame, Mask]:
    """A round or cornered part of any picture."""
    thing = pictures[int(rng.integers(len(pictures)))].astype(np.float32)
    mask = np.zeros(thing.shape[:2], np.float32)
    th, tw = thing.shape[:2]
    if chance(rng, config.thing_round_chance):
        radii = (int(tw * config.thing_radius.draw(rng)), int(th * config.thing_radius.draw(rng)))
        cv2.ellipse(mask, (tw // 2, th // 2), radii, 0, 0, 360, 1.0, -1)
    else:
        points = rng.uniform(0, 1, (config.thing_corners, 2)) * (tw, th)
        cv2.fillConvexPoly(mask, cv2.convexHull(points.astype(np.int32)), 1.0)
    return _cut_out(rng, thing, mask, spot, spot.scale * config.thing_size.draw(rng), config)


def _book(
    rng: Rng, frame: Frame, note: Mask, scenery: Callable[[int, int], Frame], config: Occlusion
) -> tuple[Frame, Mask]:
    """A book, a cloth or another thing over the note from one side: the frame, and what is hidden."""
    h, w = note.shape
    angle = float(rng.uniform(0, 2 * np.pi))
    ys, xs = np.mgrid[0:h, 0:w].astype(np.float32)
    along = xs * np.float32(np.cos(angle)) + ys * np.float32(np.sin(angle))
    edge = float(np.quantile(along[note > 0.5], config.book_kept.draw(rng)))
    hidden = np.clip(along - edge, 0, 1)
    if chance(rng, config.book_narrow_chance):
        across = -xs * np.float32(np.sin(angle)) + ys * np.float32(np.cos(angle))
        low, high = np.quantile(across[note > 0.5], (0.0, 1.0))
        margin = (high - low) * config.book_margin.draw(rng)
        hidden *= (across > low - margin) & (across < high + margin)
    return F.over(frame, scenery(w, h), hidden), hidden


def cover(
    rng: Rng,
    frame: Frame,
    note: Mask,
    hands: Sequence[Hand],
    things: Sequence[Image],
    scenery: Callable[[int, int], Frame],
    config: Occlusion,
) -> Frame:
    """Hands, fingers or things before a note, together over at most `config.most_covered` of it.

    Args:
        rng: where chance comes from; `scenery` draws from the same.
        frame: float32 (h, w, 3) BGR.
        note: float32 (h, w), 0 to 1: where it lies.
        hands: cut-outs, perhaps none.
        things: pictures of anything, at least one.
        scenery: makes a frame of a width and a height, for what is laid over from one side.
        config: the rest.
    """
    h, w = note.shape
    area = float(note.sum())
    if area < config.least_area_px:
        return frame
    covered = np.zeros_like(note)
    ys, xs = np.nonzero(note > 0.5)
    edge = cv2.morphologyEx((note > 0.5).astype(np.uint8), cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    eys, exs = np.nonzero(edge)
    if chance(rng, config.book_chance):
        frame, covered = _book(rng, frame, note, scenery, config)
    finger_below = config.hand_chance + config.finger_chance
    counts = config.count_chances
    for _ in range(1 + int(rng.choice(len(counts), p=counts))):
        kind = rng.random()
        near = config.edge_chance if kind < finger_below else config.thing_edge_chance
        near_edge = len(exs) > 0 and chance(rng, near)
        pick = int(rng.integers(len(exs) if near_edge else len(xs)))
        x, y = (exs[pick], eys[pick]) if near_edge else (xs[pick], ys[pick])
        spot = _Spot(x, y, float(np.sqrt(area)), (xs.mean(), ys.mean()), w, h)
        if kind < config.hand_chance and hands:
            pixels, alpha = _hand(rng, hands, spot, config)
        elif kind < finger_below:
            pixels, alpha = _finger(rng, spot, config)
        elif kind < finger_below + config.stroke_chance:
            pixels, alpha = _stroke(rng, spot, config)
        else:
            pixels, alpha = _thing(rng, things, spot, config)
        if float((np.maximum(covered, alpha) * note).sum()) / area > config.most_covered:
            continue
        covered = np.maximum(covered, alpha)
        frame = frame * (1 - alpha[..., None]) + pixels * alpha[..., None]
    return np.asarray(frame, np.float32)
