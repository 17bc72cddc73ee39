"""A picture or number that is not what it was is noticed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.kept import compare, parts

PICTURE: NDArray[np.uint8] = np.arange(24 * 32, dtype=np.uint16).reshape(24, 32).astype(np.uint8)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    kept = tmp_path / "kept.json"
    with monkeypatch.context() as patched:
        patched.setenv("KEEP_ANEW", "1")
        compare(kept, {"a": PICTURE}, {"b": [1.0, 2.5]}, {"c": [3.0]})
    monkeypatch.delenv("KEEP_ANEW", raising=False)
    return kept


def test_what_is_as_it_was_passes(path: Path) -> None:
    compare(path, {"a": PICTURE}, {"b": [1.0, 2.5000001]}, {"c": [3.0]})


def test_a_pixel_a_number_and_a_name_are_noticed(path: Path) -> None:
    other = PICTURE.copy()
    other[3, 3] += 1
    for pictures, numbers in (
        ({"a": other}, {"b": [1.0, 2.5]}),
        ({"a": PICTURE[:-1]}, {"b": [1.0, 2.5]}),
        ({"a": PICTURE}, {"b": [1.0, 2.501]}),
        ({"a": PICTURE}, {"b": [1.0]}),
        ({"c": PICTURE}, {"b": [1.0, 2.5]}),
    ):
        with pytest.raises(AssertionError):
            compare(path, pictures, numbers, {"c": [3.0]})
    with pytest.raises(AssertionError):
        compare(path, {"a": PICTURE}, {"b": [1.0, 2.5]}, {"c": [3.1]})


def test_on_another_machine_pixels_may_be_rounded_otherwise(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.kept.machine", lambda: "another")
    compare(path, {"a": PICTURE ^ 1}, {"b": [1.0004, 2.5]}, {"c": [9.0]})
    with pytest.raises(AssertionError):
        compare(path, {"a": PICTURE // 2}, {"b": [1.0, 2.5]})
    with pytest.raises(AssertionError):
        compare(path, {"a": PICTURE}, {"b": [1.01, 2.5]})


def test_parts_are_means() -> None:
    assert parts(np.full((24, 32, 3), (10, 20, 30), np.uint8)) == [20.0] * 48
