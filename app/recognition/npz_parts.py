"""The arrays of an .npz that may be damaged or not ours: none is read before it is known to be what was asked for."""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

# What is larger was never written by Noteworthy, and would only cost memory.
_MOST_BYTES = 128 * 1024 * 1024


class Parts:
    """The arrays of an .npz, of which nothing is believed before it is there: no kind, no shape, no length."""

    def __init__(self, content: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(content))

    def __contains__(self, name: str) -> bool:
        """Whether there is an array of that name: files of earlier versions lack some."""
        return f"{name}.npy" in self._archive.namelist()

    def array(self, name: str, kind: str, *shape: int | None) -> NDArray[Any]:
        """The array of that name, of this kind ("u2": two bytes a number, "U": text) and shape (None: any length)."""
        info = self._archive.getinfo(f"{name}.npy")
        if info.file_size > _MOST_BYTES:
            raise ValueError(f"{name} is too large")
        file = io.BytesIO(self._archive.read(info))
        if np.lib.format.read_magic(file) != (1, 0):
            raise ValueError(f"{name} has another format")
        found, in_columns, dtype = np.lib.format.read_array_header_1_0(file)
        rest = file.read()
        if not (dtype.str[1:] == kind or (kind == "U" and dtype.kind == "U")) or in_columns:
            raise ValueError(f"{name} is of another kind")
        if len(found) != len(shape) or any(want not in (None, has) for want, has in zip(shape, found, strict=True)):
            raise ValueError(f"{name} has another shape")
        if min(found, default=0) < 0 or math.prod(found) * dtype.itemsize != len(rest):
            raise ValueError(f"{name} has another length")
        return np.frombuffer(rest, dtype).reshape(found)


SHARED, FURTHER = ("sharing", "shared"), ("sharing_further", "shared_further")
"""The arrays of what others show: how many rows, and their bits; and those of what further scans showed, for tables."""


def stored_shared(shared: Sequence[NDArray[np.bool_]], names: tuple[str, str] = SHARED) -> dict[str, Any]:
    """Which keypoints others show, bool (m, n) of each template, as arrays of a file: how many rows, and their bits."""
    bits = np.concatenate([np.zeros(0, np.bool_), *(rows.ravel() for rows in shared)])
    return {names[0]: np.array([len(rows) for rows in shared], np.uint8), names[1]: np.packbits(bits)}


def read_shared(parts: Parts, lengths: Sequence[int], names: tuple[str, str] = SHARED) -> list[NDArray[np.bool_]]:
    """What `stored_shared` gave, of templates of these lengths."""
    rows = parts.array(names[0], "u1", len(lengths)).tolist()
    ends = np.cumsum([0, *(many * length for many, length in zip(rows, lengths, strict=True))]).tolist()
    bits = np.unpackbits(parts.array(names[1], "u1", (ends[-1] + 7) // 8), count=ends[-1]).astype(np.bool_)
    return [
        bits[start:end].reshape(many, length)
        for start, end, many, length in zip(ends, ends[1:], rows, lengths, strict=False)
    ]
