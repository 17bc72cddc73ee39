"""Part of a note hidden in the frozen backbone's features, as a thing laid over it would hide it in the picture.

Where no layer is frozen, it is hidden in the picture itself.

A feature is drawn more than once; hidden in another place each time, it is another picture each time, at no cost. What
stands in the hidden part are features of a picture without a known note: CutMix (Yun et al., 2019) within the network,
where both the place that is cut and the answer that stays are known. What covers a note in the picture itself is drawn
by the synthesiser.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

# Up to this fraction of the note's rectangle is hidden, and at least that.
MOST, LEAST = 0.42, 0.15
# Of a side: as many as features of 224 pixels have where the backbone is cut.
_MOST_CELLS = 28
# Where a note is taken to lie when nothing says where: left, top, right, bottom.
_MIDDLE = (0.2, 0.2, 0.8, 0.8)


def cut_cells(
    rng: np.random.Generator, box: NDArray[np.float32], height: int, width: int, fraction: float
) -> NDArray[np.bool_]:
    """Which cells of a grid a thing hides that is laid over a note from one side, at any angle: (height, width).

    Args:
        rng: where chance comes from.
        box: left, top, right, bottom in fractions, 0 to 1; NaN when not known.
        height, width: of the grid.
        fraction: of the box that is hidden, 0 to 1.
    """
    left, top, right, bottom = _MIDDLE if np.isnan(box).any() else box.tolist()
    angle = rng.uniform(0, 2 * np.pi)
    ys, xs = (np.arange(height) + 0.5) / height, (np.arange(width) + 0.5) / width
    along = np.add.outer(ys * np.sin(angle), xs * np.cos(angle))
    inside = np.logical_and.outer((ys > top) & (ys < bottom), (xs > left) & (xs < right))
    if not inside.any():
        return np.zeros((height, width), bool)
    hidden = along > np.quantile(along[inside], 1 - fraction)
    if rng.random() < 0.5:
        # No larger than about the note.
        margin = 0.15 * max(right - left, bottom - top)
        hidden &= np.logical_and.outer(
            (ys > top - margin) & (ys < bottom + margin), (xs > left - margin) & (xs < right + margin)
        )
    return np.asarray(hidden)


def feature_cutmix(rng: np.random.Generator, features: Any, targets: Any, boxes: Any, chance: float) -> Any:
    """Features of a batch in which parts of some notes are hidden by features of pictures without a known note.

    Args:
        rng: where chance comes from.
        features: torch tensor (n, height, width, channels); pictures too, of sides that are multiples of 28 or smaller.
        targets: torch tensor of bool (n, classes), class 0 the unknown one.
        boxes: torch tensor (n, 4), NaN where not known.
        chance: for each note, 0 to 1.

    Returns:
        Features of the same shape; the answers stay as they are.
    """
    import torch

    unknown = targets[:, 0].cpu().numpy()
    fillers = np.flatnonzero(unknown)
    if not len(fillers):
        return features
    of_notes = boxes.cpu().numpy()
    # Pictures are cut in coarse cells: a mask of every pixel would take longer than the step.
    coarse = max(1, features.shape[1] // _MOST_CELLS)
    height, width = (side // coarse for side in features.shape[1:3])
    masks = np.zeros((len(features), height, width), bool)
    source = np.arange(len(features))
    for row in np.flatnonzero(~unknown):
        if rng.random() < chance:
            masks[row] = cut_cells(rng, of_notes[row], height, width, float(rng.uniform(LEAST, MOST)))
            source[row] = fillers[int(rng.integers(len(fillers)))]
    mask = torch.from_numpy(masks).to(features.device)
    mask = mask.repeat_interleave(coarse, 1).repeat_interleave(coarse, 2)[..., None]
    return torch.where(mask, features[torch.from_numpy(source).to(features.device)], features)
