"""A side of a note as the numbers that a photo is compared with. What makes and compares them is in `comparison`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class SideTokens:
    """A side of a note as numbers, which a photo is compared with. No picture can be had back from them.

    Attributes:
        network: which comparison made them, 16 hexadecimal digits; no other can compare them.
        tokens: int8 (98, 64), in steps.
        step: above 0.
    """

    network: str
    tokens: NDArray[np.int8]
    step: float
