"""The features of the newest pictures, of which the upper layers train on draws: so the costly part is not repeated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from convert.training.stream import Batch

# About 0.8 GB at 224 pixels. A feature's second draw then comes some hundred steps after its first.
POOL_PICTURES = 16_384


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """Features and their answers, torch tensors of n rows.

    Attributes:
        features: float32 (n, ...).
        targets: bool (n, classes).
        boxes: float32 (n, 4), NaN where not known.
        has_note: float32 (n,), 1, 0, or NaN where not known.
    """

    features: Any
    targets: Any
    boxes: Any
    has_note: Any


class FeaturePool:
    """The newest features with their answers; draws are with replacement.

    Args:
        capacity: pictures.
    """

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._items: list[tuple[Any, Batch, int]] = []
        self._next = 0

    def add(self, features: Any, batch: Batch) -> None:
        """Put a batch's features (n, ...) in, in the place of the oldest ones when it is full."""
        for row in range(len(features)):
            item = (features[row], batch, row)
            if len(self._items) < self._capacity:
                self._items.append(item)
            else:
                self._items[self._next] = item
                self._next = (self._next + 1) % self._capacity

    def draw(self, rng: np.random.Generator, count: int, torch: Any, device: str) -> Drawn:
        """Some of what is in it, on a device."""
        chosen = [self._items[int(k)] for k in rng.integers(len(self._items), size=count)]
        features = torch.stack([f for f, _, _ in chosen]).to(device).float()
        targets = torch.from_numpy(np.stack([b.targets[r] for _, b, r in chosen])).to(device)
        boxes = torch.from_numpy(np.stack([b.boxes[r] for _, b, r in chosen])).to(device)
        has_note = torch.from_numpy(np.array([b.has_note[r] for _, b, r in chosen], np.float32)).to(device)
        return Drawn(features, targets, boxes, has_note)
