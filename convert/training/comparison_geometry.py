"""Where a note lies in a synthetic photo: its pose, how the paper bends, and the truth about each cell of its side.

All of it on the device, for a batch at once. Coordinates are x, y in -1..1: of a photo's square, and of a note, whose
corners are at ±1. Colours and light are in `comparison_pictures`.
"""

from __future__ import annotations

import math
import random
from typing import Any

import torch
from torch.nn import functional

from convert.synthesis.ranges import Range
from convert.training.comparison_config import Bend, Pose, Turn
from convert.training.comparison_network import SIDE_CELLS, SIDE_COLUMNS, SIDE_ROWS

SIZE = 224
"""The side of a photo's square, pixels."""
STEP = 4
"""Truth is known at every so manieth pixel of a row and column."""
_OUTSIDE, _HIDDEN = 9.0, 99.0
_CORNERS = ((-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0))
# A point of a plane is behind the camera, or as good as, below this.
_BEHIND = 1e-3
# A cell is seen where a pixel that is seen shows a place so near to its middle, in cells.
_NEAR_CELLS = 0.6


class Draws:
    """Draws of chance on a device.

    Args:
        device: "cpu" or "cuda".
        seed: of all draws.
    """

    def __init__(self, device: str, seed: int) -> None:
        self.device = device
        self.host = random.Random(seed)
        self._generator = torch.Generator(device).manual_seed(seed)

    def fractions(self, *shape: int) -> Any:
        """Even numbers of 0..1."""
        return torch.rand(*shape, device=self.device, generator=self._generator)

    def normals(self, *shape: int) -> Any:
        """Normal numbers, spread 1."""
        return torch.randn(*shape, device=self.device, generator=self._generator)

    def uniform(self, n: int, span: Range) -> Any:
        """(n,) even numbers of a range."""
        return self.fractions(n) * (span.high - span.low) + span.low

    def chance(self, n: int, probability: float) -> Any:
        """(n,) truths."""
        return self.fractions(n) < probability

    def at_times(self, n: int, probability: float, span: Range, otherwise: float = 0.0) -> Any:
        """(n,) even numbers of a range where chance has it, and the same number elsewhere."""
        return torch.where(self.chance(n, probability), self.uniform(n, span), otherwise)

    def below(self, n: int, end: int) -> Any:
        """(n,) whole numbers from 0 to before the end."""
        return torch.randint(0, end, (n,), device=self.device, generator=self._generator)

    def fields(self, cells: int, strengths: Any, size: int = SIZE) -> Any:
        """Smooth fields (n, 1, size, size) of so many values a side, as strong as (n,) says."""
        values = self.normals(len(strengths), 1, cells, cells)
        smooth = functional.interpolate(values, size=(size, size), mode="bicubic", align_corners=True)
        return smooth * strengths.view(-1, 1, 1, 1)

    def angles(self, n: int, turn: Turn) -> Any:
        """(n,) turns in the plane, radians."""
        quarters = self.below(n, 4).float() * (math.pi / 2) * self.chance(n, turn.quarter_chance)
        about_upright = self.normals(n) * turn.spread_rad + quarters
        return torch.where(self.chance(n, turn.any_chance), self.uniform(n, Range(-math.pi, math.pi)), about_upright)


def corners(device: str) -> Any:
    """The corners (4, 2) of a note or of a square: left top, right top, right bottom, left bottom."""
    return torch.tensor(_CORNERS, device=device)


def grid(rows: int, columns: int, device: str) -> Any:
    """The places (rows, columns, 2) of the pixels of a picture."""
    y, x = torch.meshgrid(
        torch.linspace(-1, 1, rows, device=device), torch.linspace(-1, 1, columns, device=device), indexing="ij"
    )
    return torch.stack([x, y], -1)


def rotations(angles: Any) -> Any:
    """Matrices (n, 2, 2) that turn by (n,) radians."""
    sine, cosine = angles.sin(), angles.cos()
    return torch.stack([cosine, -sine, sine, cosine], 1).view(-1, 2, 2)


def homographies(source: Any, target: Any) -> Any:
    """Matrices (n, 3, 3) that take four corners (n, 4, 2) each to four others (n, 4, 2)."""
    n = len(source)
    x, y = source.unbind(-1)
    zeros, ones = torch.zeros_like(x), torch.ones_like(x)
    rows = []
    for k, place in enumerate(target.unbind(-1)):
        own = [x, y, ones]
        other = [zeros] * 3
        rows.append(torch.stack([*(own if k == 0 else other), *(other if k == 0 else own), -place * x, -place * y], -1))
    equations = torch.stack(rows, 2).view(n, 8, 8)
    found = torch.linalg.solve(equations, target.reshape(n, 8))
    return torch.cat([found, torch.ones_like(found[:, :1])], 1).view(n, 3, 3)


def projected(matrices: Any, points: Any) -> Any:
    """Where homographies (n, 3, 3) take points (n, h, w, 2); far outside for those behind the camera."""
    n, height, width, _ = points.shape
    flat = torch.cat([points, torch.ones_like(points[..., :1])], -1).view(n, -1, 3) @ matrices.transpose(1, 2)
    depth = flat[..., 2:]
    found = torch.where(depth > _BEHIND, flat[..., :2] / depth.clamp_min(_BEHIND), _OUTSIDE)
    return found.view(n, height, width, 2)


def laid(draws: Draws, aspects: Any, pose: Pose, turn: Turn) -> Any:
    """The corners (n, 4, 2) in the square of notes that lie somewhere before the camera.

    Args:
        draws: of chance.
        aspects: (n,) width over height of each note.
        pose, turn: how.
    """
    n, device = len(aspects), draws.device
    wide = aspects * draws.uniform(n, pose.aspect_gain)
    flat = corners(device)[None] * torch.stack([wide, torch.ones_like(wide)], 1)[:, None]
    in_space = torch.cat([flat, torch.zeros(n, 4, 1, device=device)], 2)
    about_x, about_y = (
        (draws.normals(n) * pose.tilt_spread_rad).clamp(-pose.most_tilt_rad, pose.most_tilt_rad) for _ in range(2)
    )
    turned = in_space @ _in_space(about_x, about_y, draws.angles(n, turn)).transpose(1, 2)
    seen = turned[:, :, :2] / (1 + turned[:, :, 2:] / draws.uniform(n, pose.distance)[:, None, None])
    low, high = seen.amin(1), seen.amax(1)
    half = (high - low).amax(1) / 2 * draws.uniform(n, pose.margin)
    half = half * draws.at_times(n, pose.close_chance, pose.close, 1.0)
    middle = (low + high) / 2 + draws.normals(n, 2) * pose.shift_spread * half[:, None]
    return (seen - middle[:, None]) / half[:, None, None]


def _in_space(about_x: Any, about_y: Any, about_z: Any) -> Any:
    """Rotations (n, 3, 3): first about the note's own y, then its x, then in the plane of the picture."""
    one, zero = torch.ones_like(about_x), torch.zeros_like(about_x)

    def matrix(*numbers: Any) -> Any:
        return torch.stack(numbers, 1).view(-1, 3, 3)

    x = matrix(one, zero, zero, zero, about_x.cos(), -about_x.sin(), zero, about_x.sin(), about_x.cos())
    y = matrix(about_y.cos(), zero, about_y.sin(), zero, one, zero, -about_y.sin(), zero, about_y.cos())
    z = matrix(about_z.cos(), -about_z.sin(), zero, about_z.sin(), about_z.cos(), zero, zero, zero, one)
    return z @ x @ y


def places(draws: Draws, at: Any, bend: Bend) -> Any:
    """Which place of a bent note each pixel of the square shows, (n, SIZE, SIZE, 2); beyond ±1 it shows none.

    Args:
        draws: of chance.
        at: the note's corners in the square (n, 4, 2).
        bend: how the paper bends.
    """
    n, device = len(at), draws.device
    points = grid(SIZE, SIZE, device)[None]
    for chance, span, cells in (
        (bend.wave_chance, bend.wave, bend.wave_cells),
        (bend.fine_chance, bend.fine, bend.fine_cells),
    ):
        strengths = draws.at_times(n, chance, span)
        moved = torch.cat([draws.fields(cells, strengths), draws.fields(cells, strengths)], 1)
        points = points + moved.permute(0, 2, 3, 1)
    found = projected(homographies(at, corners(device)[None].expand(n, -1, -1)), points)
    return _crumpled(draws, found, bend)


def _crumpled(draws: Draws, found: Any, bend: Bend) -> Any:
    """Places on a note that a fist makes narrow at one place, and that is stretched here and there."""
    n = len(found)

    def each(numbers: Any) -> Any:
        return numbers[:, None, None]

    x, y = found.unbind(-1)
    narrow = draws.at_times(n, bend.fist_chance, bend.fist)
    off = (x - each(draws.uniform(n, bend.fist_place))) / each(draws.uniform(n, bend.fist_width))
    stretch = torch.where(draws.chance(n, bend.stretch_chance), draws.normals(n) * bend.stretch_spread, 0.0)
    phase, waves = draws.uniform(n, Range(0, 2 * math.pi)), draws.uniform(n, bend.stretch_waves)
    along = x + each(stretch) * torch.sin(each(waves) * x + each(phase))
    return torch.stack([along, y * (1 + each(narrow) * torch.exp(-(off**2)))], -1)


def cells(device: str) -> Any:
    """The middles (SIDE_CELLS, 2) of a side's cells, row by row."""
    y = (torch.arange(SIDE_ROWS, device=device) + 0.5) / SIDE_ROWS * 2 - 1
    x = (torch.arange(SIDE_COLUMNS, device=device) + 0.5) / SIDE_COLUMNS * 2 - 1
    return torch.stack([x.repeat(SIDE_ROWS), y.repeat_interleave(SIDE_COLUMNS)], 1)


def truth(places: Any, seen: Any) -> tuple[Any, Any]:
    """Where each cell of a side lies in a photo, and whether it is seen.

    Args:
        places: which place of the note each pixel shows (n, SIZE, SIZE, 2).
        seen: whether it is in view there (n, SIZE, SIZE).

    Returns:
        x, y in fractions of the square (n, SIDE_CELLS, 2), of no meaning for what is not seen, and (n, SIDE_CELLS).
    """
    n, first = len(places), STEP // 2
    coarse, in_view = (each[:, first::STEP, first::STEP] for each in (places, seen))
    wide = coarse.shape[2]
    shown = torch.where(in_view.reshape(n, -1, 1), coarse.reshape(n, -1, 2), _HIDDEN)
    in_cells = torch.tensor([SIDE_COLUMNS / 2, SIDE_ROWS / 2], device=places.device)
    middles = (cells(places.device) * in_cells).expand(n, SIDE_CELLS, 2)
    nearest, at = torch.cdist(middles, shown * in_cells).min(2)
    pixels = torch.stack([at % wide, at // wide], -1) * STEP + first
    return (pixels + 0.5) / SIZE, nearest < _NEAR_CELLS
