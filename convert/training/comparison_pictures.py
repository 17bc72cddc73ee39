"""Photos and sides for the comparison network, made on the device: scans before backgrounds, and real photos anew.

Where a note lies is drawn in `comparison_geometry`; which pictures are taken, in `comparison_drawing`. Pictures are
float tensors (n, 3, height, width), RGB, 0..255 as they come from disk and 0..1 after `coloured`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch.nn import functional

from convert.synthesis.ranges import Range
from convert.training.comparison_config import Camera, Colours, Fold, PictureConfig
from convert.training.comparison_data import MARGIN, Pictures
from convert.training.comparison_drawing import Drawn, Item
from convert.training.comparison_geometry import SIZE, Draws, grid, laid, places, rotations, truth
from convert.training.comparison_network import CELL_PX, SIDE_CELLS, SIDE_COLUMNS, SIDE_ROWS

_GREY = 127.0
_WHITE = 255.0
# No part of a note is beyond a fold that far away.
_NO_FOLD = 9.0


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """What one step of training sees.

    Attributes:
        photos: float (n, 3, SIZE, SIZE), -1..1.
        sides: float (m, 3, 112, 224), -1..1.
        compared: int64 (n, k): the sides that each photo is compared with.
        relations: int64 (n, k): `Relation` of each.
        places: float (n, SIDE_CELLS, 2): where the cells of the photo's side lie; of synthetic ones.
        seen: bool (n, SIDE_CELLS): whether they are seen; of synthetic ones.
        is_synthetic: bool (n,).
    """

    photos: Any
    sides: Any
    compared: Any
    relations: Any
    places: Any
    seen: Any
    is_synthetic: Any


def sampled(pictures: Any, indexes: Any, at: Any, beyond: str = "zeros") -> Any:
    """Some of the pictures (n, c, h, w) at places (n, rows, columns, 2): float (n, c, rows, columns)."""
    return functional.grid_sample(pictures[indexes].float(), at, padding_mode=beyond, align_corners=False)


def coloured(draws: Draws, pictures: Any, colours: Colours, part: float) -> Any:
    """Pictures of 0..255 in other colours, 0..1.

    Args:
        draws: of chance.
        pictures: float (n, 3, h, w).
        colours: how much they may differ in full.
        part: of that, 0 to 1.
    """
    n = len(pictures)

    def around_one(span: Range) -> Any:
        return 1 + part * (draws.uniform(n, span) - 1)

    def logarithmic(spread: float) -> Any:
        return torch.exp(draws.normals(n, 1, 1, 1) * spread * part)

    gain = torch.exp(draws.normals(n, 3, 1, 1) * colours.channel_spread * part) * logarithmic(colours.gain_spread)
    x = (pictures / _WHITE).clamp(0, 1) ** logarithmic(colours.gamma_spread)
    saturation = torch.where(draws.chance(n, colours.grey_chance), 0.0, around_one(colours.saturation))
    grey = x.mean(1, keepdim=True)
    x = (grey + (x - grey) * saturation.view(-1, 1, 1, 1)) * gain
    mean = x.mean((1, 2, 3), keepdim=True)
    offset = draws.normals(n, 1, 1, 1) * colours.offset_spread * part
    return (mean + (x - mean) * around_one(colours.contrast).view(-1, 1, 1, 1) + offset).clamp(0, 1)


def blurred(draws: Draws, pictures: Any, camera: Camera, part: float) -> Any:
    """Pictures out of focus, or moved while they were taken; see `degraded`."""
    n, channels, reach = len(pictures), pictures.shape[1], camera.kernel_px // 2
    across = draws.at_times(
        n, camera.blur_chance, Range(camera.blur_px.low, camera.blur_px.high * part), camera.least_blur_px
    ).view(-1, 1, 1)
    along = across + draws.at_times(n, camera.motion_chance, camera.motion_px.times(part)).view(-1, 1, 1)
    offsets = torch.arange(-reach, reach + 1, device=draws.device)
    y, x = torch.meshgrid(offsets, offsets, indexing="ij")
    angles = draws.uniform(n, Range(0, math.pi)).view(-1, 1, 1)
    forward, sideward = x * angles.cos() + y * angles.sin(), y * angles.cos() - x * angles.sin()
    kernels = torch.exp(-0.5 * (forward / along) ** 2 - 0.5 * (sideward / across) ** 2)
    kernels = (kernels / kernels.sum((1, 2), keepdim=True))[:, None].repeat_interleave(channels, 0)
    flat = pictures.reshape(1, n * channels, *pictures.shape[2:])
    return functional.conv2d(flat, kernels, padding=reach, groups=n * channels).view_as(pictures)


def degraded(draws: Draws, pictures: Any, camera: Camera, part: float) -> Any:
    """Pictures as a camera gives them: blurred, coarse, grainy, with specks.

    Args:
        draws: of chance.
        pictures: float (n, 3, h, w), 0..1.
        camera: how much in full.
        part: of that, above 0 to 1.
    """
    n, shape = len(pictures), tuple(pictures.shape[2:])
    parts = []
    for some in blurred(draws, pictures, camera, part).chunk(camera.coarse_parts):
        factor = math.exp(draws.host.uniform(0, math.log(1 + camera.coarse * part)))
        if draws.host.random() < camera.coarse_chance and factor > camera.coarse_least:
            small = tuple(max(camera.least_px, int(side / factor)) for side in shape)
            some = functional.interpolate(some, size=small, mode="area")
            some = functional.interpolate(some, size=shape, mode="bilinear", align_corners=False)
        parts.append(some)
    x = torch.cat(parts)
    x = x + draws.normals(*x.shape) * draws.at_times(n, camera.noise_chance, camera.noise.times(part)).view(-1, 1, 1, 1)
    half = draws.at_times(n, camera.specks_chance, camera.specks).view(-1, 1, 1, 1) / 2
    speck = draws.fractions(n, 1, *shape)
    return torch.where(speck < half, 0.0, torch.where(speck > 1 - half, 1.0, x)).clamp(0, 1)


class PictureMaker:
    """Makes batches.

    Args:
        pictures: what they are made of.
        config: how.
        device: on which they are made, and where all of `pictures` has room.
        seed: of all draws.
    """

    def __init__(self, pictures: Pictures, config: PictureConfig, device: str, seed: int) -> None:
        def there(array: Any) -> Any:
            return torch.from_numpy(array).to(device)

        self._config, self._device, self._draws = config, device, Draws(device, seed)
        self._scans, self._aspects = there(pictures.scan_pictures), there(pictures.aspects)
        self._photos, self._extents = there(pictures.photo_pictures), there(pictures.extents)
        self._backgrounds = there(pictures.backgrounds)
        self._hands, self._masks = there(pictures.hands), there(pictures.masks)
        self._grid = grid(SIZE, SIZE, device)
        self._side_grid = grid(SIDE_ROWS * CELL_PX, SIDE_COLUMNS * CELL_PX, device)

    @torch.no_grad()
    def batch(self, drawn: Drawn) -> Batch:
        """The pictures of a batch, and what is known of them."""
        config, draws, device = self._config, self._draws, self._device
        n = len(drawn.queries)
        is_synthetic = torch.tensor([query.is_scan for query in drawn.queries], device=device)
        indexes = torch.tensor([query.index for query in drawn.queries], device=device)
        photos = torch.zeros(n, 3, SIZE, SIZE, device=device)
        at = torch.zeros(n, SIDE_CELLS, 2, device=device)
        seen = torch.zeros(n, SIDE_CELLS, dtype=torch.bool, device=device)
        if is_synthetic.any():
            made, shown, in_view = self.synthetic(indexes[is_synthetic])
            at[is_synthetic], seen[is_synthetic] = truth(shown, in_view)
            made = coloured(draws, made, config.colours, config.colours.synthetic)
            photos[is_synthetic] = degraded(draws, made, config.camera, config.camera.synthetic)
        if not is_synthetic.all():
            made = coloured(draws, self.real(indexes[~is_synthetic]), config.colours, config.colours.real)
            photos[~is_synthetic] = degraded(draws, made, config.camera, config.camera.real)
        compared, relations = (torch.from_numpy(each).to(device) for each in (drawn.compared, drawn.relations))
        return Batch(photos * 2 - 1, self.sides(drawn.sides) * 2 - 1, compared, relations, at, seen, is_synthetic)

    def synthetic(self, indexes: Any) -> tuple[Any, Any, Any]:
        """Scans as photos.

        Args:
            indexes: int64 (n,), of scans.

        Returns:
            Pictures (n, 3, SIZE, SIZE) of 0..255, which place of the note each pixel shows (n, SIZE, SIZE, 2), and
            whether it is seen there (n, SIZE, SIZE).
        """
        config, draws, n = self._config, self._draws, len(indexes)
        shown = places(draws, laid(draws, self._aspects[indexes], config.pose, config.turn), config.bend)
        on_note = shown.abs().amax(-1) < 1
        note, is_away, is_gone = self._folded(sampled(self._scans, indexes, shown), shown, on_note, config.fold)
        shade = draws.fields(config.light.shade_cells, draws.uniform(n, config.light.shade))
        patches = draws.at_times(n, config.light.patch_chance, config.light.patch)
        shade = 1 + shade + draws.fields(config.light.patch_cells, patches)
        covers = functional.avg_pool2d((on_note & ~is_gone)[:, None].float(), 3, 1, 1)
        note = note * shade.clamp(config.light.gain.low, config.light.gain.high)
        pictures = note * covers + self._background(n) * (1 - covers)
        pictures, is_covered = self._before_hands(pictures)
        return pictures, shown, on_note & ~is_away & ~is_covered

    def _folded(self, note: Any, shown: Any, on_note: Any, fold: Fold) -> tuple[Any, Any, Any]:
        """Notes, of which a part may be folded over; which pixels are beyond the fold; which of these show no paper."""
        draws, n = self._draws, len(note)
        angles = draws.uniform(n, Range(0, 2 * math.pi))
        line = draws.at_times(n, fold.chance, fold.distance, _NO_FOLD)
        across = (shown * torch.stack([angles.cos(), angles.sin()], 1)[:, None, None]).sum(-1)
        is_away = across > line[:, None, None]
        is_over = draws.chance(n, fold.shown_chance).view(-1, 1, 1)
        back = sampled(self._scans, draws.below(n, len(self._scans)), shown)
        paper = note.mean((2, 3), keepdim=True)
        other = torch.where(draws.chance(n, fold.back_chance).view(-1, 1, 1, 1), back, paper)
        return torch.where((is_away & on_note & is_over)[:, None], other, note), is_away, is_away & ~is_over

    def _background(self, n: int) -> Any:
        draws = self._draws
        turned = rotations(draws.uniform(n, Range(-math.pi, math.pi)))
        turned = turned * draws.uniform(n, self._config.around.zoom)[:, None, None]
        at = torch.einsum("nij,hwj->nhwi", turned, self._grid)
        return sampled(self._backgrounds, draws.below(n, len(self._backgrounds)), at, "reflection")

    def _before_hands(self, pictures: Any) -> tuple[Any, Any]:
        """The pictures with hands in them, and which pixels those cover."""
        draws, around, n = self._draws, self._config.around, len(pictures)
        covered = torch.zeros_like(pictures[:, 0], dtype=torch.bool)
        if not len(self._hands):
            return pictures, covered
        for chance in around.hand_chances_each:
            is_there = draws.chance(n, chance).float().view(-1, 1, 1, 1)
            turned = rotations(draws.uniform(n, Range(-math.pi, math.pi)))
            turned = turned / draws.uniform(n, around.hand)[:, None, None]
            middle = torch.stack([draws.uniform(n, around.hand_place) for _ in range(2)], 1)
            at = torch.einsum("nij,nhwj->nhwi", turned, self._grid[None] - middle[:, None, None])
            which = draws.below(n, len(self._hands))
            mask = sampled(self._masks, which, at) / _WHITE * is_there
            pictures = pictures * (1 - mask) + sampled(self._hands, which, at) * mask
            covered = covered | (mask[:, 0] >= 0.5)
        return pictures, covered

    def real(self, indexes: Any) -> Any:
        """Photos (n, 3, SIZE, SIZE) of 0..255 from others (n,): moved, turned, squeezed and zoomed."""
        config, draws, n = self._config.photos, self._draws, len(indexes)
        half = draws.uniform(n, config.margin) * draws.at_times(n, config.close_chance, config.close, 1.0)
        slight = draws.normals(n) * config.slight_turn_spread_rad
        angles = draws.angles(n, self._config.turn)
        angles = torch.where(draws.chance(n, config.slight_turn_chance), slight, angles)
        squeeze = draws.uniform(n, config.squeeze)
        squeezed = torch.diag_embed(torch.stack([squeeze, torch.ones_like(squeeze)], 1))
        moved = rotations(angles) @ squeezed * (half / (1 + 2 * MARGIN))[:, None, None]
        middle = draws.normals(n, 2) * config.shift_spread
        at = torch.einsum("nij,hwj->nhwi", moved, self._grid) + middle[:, None, None]
        inside = (at.abs().amax(-1) < 1)[:, None]
        return torch.where(inside, sampled(self._photos, indexes, at), _GREY)

    def sides(self, items: Sequence[Item]) -> Any:
        """Pictures of sides as the network gets them, 0..1: scans as they are, of photos the part with the note."""
        config, draws, device = self._config.sides, self._draws, self._device
        is_scan = torch.tensor([item.is_scan for item in items], device=device)
        indexes = torch.tensor([item.index for item in items], device=device)
        found = torch.zeros(len(items), 3, *self._side_grid.shape[:2], device=device)
        if count := int(is_scan.sum()):
            zoom, shift = (
                draws.normals(count, 2) * torch.tensor(spread, device=device)
                for spread in (config.zoom_spread, config.shift_spread)
            )
            at = self._side_grid[None] * (1 + zoom)[:, None, None] + shift[:, None, None]
            found[is_scan] = sampled(self._scans, indexes[is_scan], at)
        if count < len(items):
            extents = self._extents[indexes[~is_scan]][:, None, None]
            turned = self._side_grid.flip(-1) * torch.tensor([1.0, -1.0], device=device)
            is_upright = extents[..., 1:] > config.upright * extents[..., :1]
            at = torch.where(is_upright, turned[None], self._side_grid[None]) * extents
            found[~is_scan] = sampled(self._photos, indexes[~is_scan], at)
        return coloured(draws, found, self._config.colours, self._config.colours.side)
