"""Pictures from disk: read as BGR, never scaled up, and what is none is named."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from convert.data.dataset import DataError
from convert.data.images import PictureError, load
from tests.convert.pictures import write


def test_picture_is_read_as_bgr_and_scaled_down_but_never_up(tmp_path: Path) -> None:
    path = write(tmp_path / "blue.png", np.full((30, 60, 3), (250, 10, 20), np.uint8))
    assert load(path, 100).shape == (30, 60, 3)
    assert load(path, 20).shape == (10, 20, 3)
    assert tuple(load(path, 20)[0, 0]) == (250, 10, 20)
    assert load(write(tmp_path / "line.png", np.zeros((1, 500, 3), np.uint8)), 100).shape == (1, 100, 3)


def test_grey_picture_and_a_path_beyond_ascii_are_read(tmp_path: Path) -> None:
    path = write(tmp_path / "Geld-ó-₹" / "grau.png", np.full((8, 8), 99, np.uint8))
    assert load(path, 100).shape == (8, 8, 3)


def test_what_is_no_picture_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "empty.jpg").write_bytes(b"")
    (tmp_path / "text.jpg").write_text("not a picture")
    (tmp_path / "folder.jpg").mkdir()
    for name in ("empty.jpg", "text.jpg", "folder.jpg", "absent.jpg"):
        with pytest.raises(PictureError) as error:
            load(tmp_path / name, 100)
        assert name in str(error.value)
    assert issubclass(PictureError, DataError)  # so that a step ends with one line, not a traceback
