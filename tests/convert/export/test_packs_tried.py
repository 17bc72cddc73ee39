"""What a pack's templates are tried by: photos where their note lies, scans whole and seen by a camera."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from app.recognition.print_check import PrintReader
from convert.data.images import PictureError
from convert.data.pack_pictures import PackPicture
from convert.export import packs


def _picture(name: str, *, is_scan: bool) -> PackPicture:
    return PackPicture(Path(name), "KES", "50", "current", "front", is_scan, "", "")


def test_scans_are_tried_twice_and_photos_once_where_their_note_lies(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[tuple[str, bool]] = []
    find_box: Any = object()

    def note_in(path: Path, finds: object) -> np.ndarray:
        looked.append((path.name, finds is find_box))
        if path.name == "gone":
            raise PictureError("picture_broken")
        return np.zeros((8, 8, 3), np.uint8)

    monkeypatch.setattr(packs, "note_in", note_in)
    monkeypatch.setattr(packs, "view_of", lambda picture, rng: np.ones((4, 4, 3), np.uint8))
    monkeypatch.setattr(packs, "scaled_grey", lambda picture: picture.shape[0])
    asked: list[tuple[int, int, bool]] = []

    def compare_in_use(grey: int, most: int, *, thorough: bool) -> list[str]:
        asked.append((grey, most, thorough))
        return [f"of {grey}"]

    reader = cast(PrintReader, SimpleNamespace(compare_in_use=compare_in_use))
    pictures = [_picture("scan", is_scan=True), _picture("gone", is_scan=True), _picture("photo", is_scan=False)]
    found: list[Any] = list(packs._tried(pictures, reader, find_box))
    assert [(one.path.name, compared) for one, compared in found] == [
        ("scan", ["of 8"]),
        ("scan", ["of 4"]),
        ("photo", ["of 8"]),
    ]
    assert looked == [("scan", False), ("gone", False), ("photo", True)]
    assert asked == [(8, packs._TRIED, True), (4, packs._TRIED, True), (8, packs._TRIED, True)]
