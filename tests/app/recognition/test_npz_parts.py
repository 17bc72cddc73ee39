"""Arrays of a file that may be damaged: what is not as it was asked for is refused before it is read."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pytest

from app.recognition.npz_parts import Parts


def _file(**arrays: Any) -> bytes:
    out = io.BytesIO()
    np.savez(out, **arrays)
    return out.getvalue()


def test_an_array_is_read_as_it_was_written() -> None:
    parts = Parts(_file(numbers=np.arange(6, dtype=np.uint16).reshape(2, 3)))
    assert "numbers" in parts
    assert "others" not in parts
    assert parts.array("numbers", "u2", None, 3).tolist() == [[0, 1, 2], [3, 4, 5]]


@pytest.mark.parametrize(
    ("kind", "shape"), [("u1", (2, 3)), ("u2", (6,)), ("u2", (3, 2)), ("u2", (2, 3, 1)), ("U", (2, 3))]
)
def test_what_is_of_another_kind_or_shape_is_refused(kind: str, shape: tuple[int, ...]) -> None:
    parts = Parts(_file(numbers=np.arange(6, dtype=np.uint16).reshape(2, 3)))
    with pytest.raises(ValueError, match=r"numbers (has another|is of another)"):
        parts.array("numbers", kind, *shape)


def test_columns_first_are_refused() -> None:
    parts = Parts(_file(numbers=np.asfortranarray(np.arange(6, dtype=np.uint16).reshape(2, 3))))
    with pytest.raises(ValueError, match="another kind"):
        parts.array("numbers", "u2", 2, 3)
