"""What code drew and computed when it was last looked at, kept in short, so that a change of it shows.

A test names its pictures and numbers; `compare` holds them against a file beside it. After a change that is meant:
KEEP_ANEW=1 python -m pytest with that test, and look at what changed.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.convert.synthesis.golden import machine

_ROWS, _COLUMNS = 6, 8
# What another processor's or OpenCV's rounding may move the mean of a part by, of 255; and a number, of its size.
_LEVELS, _RELATIVE = 4.0, 1e-3


def parts(picture: NDArray[Any]) -> list[float]:
    """Mean brightness of 6 by 8 parts of a picture."""
    grey = picture.astype(np.float64)
    grey = grey.mean(axis=2) if grey.ndim == 3 else grey
    rows = np.array_split(np.arange(grey.shape[0]), _ROWS)
    columns = np.array_split(np.arange(grey.shape[1]), _COLUMNS)
    return [round(float(grey[np.ix_(row, column)].mean()), 1) for row in rows for column in columns]


def digest(picture: NDArray[Any]) -> str:
    """Of every pixel."""
    return hashlib.sha256(np.ascontiguousarray(picture).tobytes()).hexdigest()[:16]


def compare(
    path: Path,
    pictures: Mapping[str, NDArray[Any]],
    numbers: Mapping[str, list[float]],
    chaotic: Mapping[str, list[float]] | None = None,
) -> None:
    """Fails where a picture or a number is not what it was: to the pixel on a machine like the one that kept it.

    Args:
        path: where they are kept.
        pictures, numbers: by name.
        chaotic: numbers that another machine's rounding may turn into any others: compared on machines alike only.
    """
    now: dict[str, Any] = {
        "machine": machine(),
        "pictures": {name: [digest(one), list(one.shape), parts(one)] for name, one in pictures.items()},
        "numbers": {name: _rounded(found) for name, found in numbers.items()},
        "chaotic": {name: _rounded(found) for name, found in (chaotic or {}).items()},
    }
    if os.environ.get("KEEP_ANEW"):
        lines = json.dumps(now, separators=(",", ":")).replace("]],", "]],\n").replace('":[[', '":[\n[')
        path.write_text(lines + "\n", encoding="utf-8")
    kept = json.loads(path.read_text(encoding="utf-8"))
    assert now["pictures"].keys() == kept["pictures"].keys()
    assert now["numbers"].keys() == kept["numbers"].keys()
    for name, (pixels, shape, levels) in kept["pictures"].items():
        drawn = now["pictures"][name]
        assert drawn[1] == shape, name
        assert np.abs(np.subtract(drawn[2], levels)).max() <= _LEVELS, name
        assert now["machine"] != kept["machine"] or drawn[0] == pixels, name
    if now["machine"] == kept["machine"]:
        assert now["chaotic"].keys() == kept["chaotic"].keys()
        for name, before in kept["chaotic"].items():
            assert now["chaotic"][name] == pytest.approx(before, abs=2e-6), name
    for name, before in kept["numbers"].items():
        found = now["numbers"][name]
        assert len(found) == len(before), name
        tolerance = _RELATIVE if now["machine"] != kept["machine"] else 2e-6
        assert np.allclose(found, before, rtol=tolerance, atol=tolerance), name


def _rounded(found: list[float]) -> list[float]:
    return [round(float(one), 6) for one in found]
