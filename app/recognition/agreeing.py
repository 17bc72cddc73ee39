"""Which of a template's matches agree with each other in turn and size, as those of one flat print do."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# Matches agree when they differ by no more than this in turn (radians) and in size (octaves).
_TURN, _OCTAVES = 0.45, 0.7
LEAST_AGREEING = 5
"""Fewer matches say nothing."""
# So many matches are compared with each other at once: they stay in one core's cache.
_AT_ONCE = 65_536


def in_agreement(
    rows: NDArray[np.intp], turns: NDArray[np.float32], octaves: NDArray[np.float32], most: int | None = None
) -> list[NDArray[np.intp]]:
    """Of each row's matches, the most that agree in turn and size with one of them; most first, none below five.

    Args:
        rows: of each match, in order.
        turns, octaves: of each match.
        most: so many rows at most, those with most; None for all.
    """
    starts, sizes = np.unique(rows, return_index=True, return_counts=True)[1:]
    starts, sizes = starts[sizes >= LEAST_AGREEING], sizes[sizes >= LEAST_AGREEING]
    turns = turns % np.float32(2 * np.pi)
    # Rows of like size are compared together, the largest first.
    by_size = np.argsort(-sizes, kind="stable")
    found: list[tuple[int, int, NDArray[np.intp]]] = []
    begin = 0
    while begin < len(by_size):
        width = int(sizes[by_size[begin]])
        some = by_size[begin : begin + max(1, _AT_ONCE // width**2)]
        begin += len(some)
        agree = _agree(turns, octaves, starts[some], sizes[some])
        many = np.count_nonzero(agree, axis=2)
        for place, (row, best) in enumerate(zip(some.tolist(), many.argmax(1).tolist(), strict=True)):
            if many[place, best] >= LEAST_AGREEING:
                kept = int(starts[row]) + np.flatnonzero(agree[place, best])
                found.append((-len(kept), row, kept))
    return [kept for _, _, kept in sorted(found, key=lambda each: each[:2])[:most]]


def _agree(
    turns: NDArray[np.float32], octaves: NDArray[np.float32], starts: NDArray[np.intp], sizes: NDArray[np.intp]
) -> NDArray[np.bool_]:
    """Of some rows, of which the first is the largest, which matches agree: (rows, its size, its size)."""
    columns = np.arange(sizes[0])
    at = starts[:, None] + columns
    is_none = columns >= sizes[:, None]
    at[is_none] = 0
    own_turns, own_octaves = turns[at], octaves[at]
    # What is no match agrees with nothing.
    own_turns[is_none] = np.nan
    apart = np.abs(own_turns[:, :, None] - own_turns[:, None])
    agree = np.minimum(apart, np.float32(2 * np.pi) - apart) < _TURN
    np.subtract(own_octaves[:, :, None], own_octaves[:, None], out=apart)
    agree &= np.abs(apart, out=apart) < _OCTAVES
    return np.asarray(agree, np.bool_)
