"""What chance is drawn from: probabilities, ranges and counts, and the check of a group of them."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Rng = np.random.Generator


def chance(rng: Rng, p: float) -> bool:
    """True with probability p."""
    return bool(rng.random() < p)


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers of equal probability between two ends.

    Raises:
        ValueError: the ends are not in order.
    """

    low: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise ValueError(f"a range runs from its lower end to its higher one, not from {self.low} to {self.high}")

    def draw(self, rng: Rng) -> float:
        """One number."""
        return float(rng.uniform(self.low, self.high))

    def draws(self, rng: Rng, shape: int | tuple[int, ...]) -> NDArray[np.float64]:
        """An array of numbers."""
        return np.asarray(rng.uniform(self.low, self.high, shape))

    def draw_log(self, rng: Rng) -> float:
        """One number whose logarithm is of equal probability; the ends are above 0."""
        return float(np.exp(rng.uniform(np.log(self.low), np.log(self.high))))

    def times(self, factor: float) -> Range:
        """Both ends times a factor, 0 or more."""
        return Range(self.low * factor, self.high * factor)


@dataclass(frozen=True, slots=True)
class Count:
    """Whole numbers of equal probability from `least` to `most`, both among them.

    Raises:
        ValueError: they are not in order.
    """

    least: int
    most: int

    def __post_init__(self) -> None:
        if not self.least <= self.most:
            raise ValueError(f"a count runs from the least to the most, not from {self.least} to {self.most}")

    def draw(self, rng: Rng) -> int:
        """One number."""
        return int(rng.integers(self.least, self.most + 1))


class Checked:
    """Refuses probabilities that are none."""

    __slots__ = ()

    def __post_init__(self) -> None:
        for field in dataclasses.fields(self):  # type: ignore[arg-type]
            value = getattr(self, field.name)
            if field.name.endswith(("_chance", "_fraction")) and not 0 <= value <= 1:
                raise ValueError(f"{type(self).__name__}.{field.name} is {value}: expected 0 to 1")
            if field.name.endswith("_chances") and (min(value) < 0 or abs(sum(value) - 1) > 1e-9):
                raise ValueError(f"{type(self).__name__}.{field.name} is {value}: expected probabilities, together 1")
