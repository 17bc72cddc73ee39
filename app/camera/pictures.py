"""Still pictures shown one after another as if held before a camera. Reading one picture safely lives here too."""

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from app.camera.errors import SourceLost, SourceUnavailable
from app.camera.frame import Frame
from app.camera.source import Source

SUFFIXES = frozenset({".bmp", ".gif", ".jpe", ".jpeg", ".jpg", ".pgm", ".png", ".ppm", ".tif", ".tiff", ".webp"})
LONGEST_SIDE_PX = 1280
_LARGEST_FILE_BYTES = 256 * 1024 * 1024
_GREY = 128


def natural_key(path: Path) -> list[tuple[list[Any], str]]:
    """Sort key under which "note2" comes before "note10", folder by folder."""
    return [
        ([int(piece) if piece.isdecimal() else piece.casefold() for piece in re.split(r"(\d+)", part)], part)
        for part in path.parts
    ]


def load_picture(path: Path, longest_side_px: int = LONGEST_SIDE_PX) -> NDArray[np.uint8] | None:
    """Read one picture, upright by its EXIF orientation and no larger than asked; None when it cannot be read.

    Returns:
        uint8 array (height, width, 3), BGR, that cannot be written to.
    """
    try:
        if path.stat().st_size > _LARGEST_FILE_BYTES:
            return None
        # Not cv2.imread: on Windows it cannot open a path with letters outside the system's code page.
        return decode_picture(np.fromfile(path, np.uint8), longest_side_px)
    except OSError:
        return None


def decode_picture(data: NDArray[np.uint8], longest_side_px: int = LONGEST_SIDE_PX) -> NDArray[np.uint8] | None:
    """The same for the content of a picture file, uint8 (bytes,)."""
    try:
        image = cv2.imdecode(data, cv2.IMREAD_COLOR)
    except cv2.error:
        return None
    if image is None:
        return None
    height, width = image.shape[:2]
    scale = longest_side_px / max(height, width)
    if scale < 1:
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        image = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    picture = np.ascontiguousarray(image, np.uint8)
    picture.flags.writeable = False  # every frame of a presentation shares it
    return picture


class PicturesSource(Source):
    """One picture, or all pictures of a folder and its folders in natural order. Not live.

    Each picture is one presentation: shown for `hold_s`, followed by `blank_s` of plain grey.

    Attributes:
        skipped: paths of the pictures that could not be read, in the order they were met since `open()`.
    """

    def __init__(self, path: str | Path, fps: float = 15.0, hold_s: float = 1.5, blank_s: float = 0.9) -> None:
        """Describe the pictures.

        Args:
            path: a picture, or a folder.
            fps: frames a second of the virtual clock, above 0.
            hold_s: how long a picture is shown, in seconds, above 0; at least one frame.
            blank_s: how long the grey after a picture is shown, in seconds, 0 or more.

        Raises:
            ValueError: a number out of range.
        """
        if fps <= 0 or hold_s <= 0 or blank_s < 0:
            raise ValueError("fps and hold_s must be above 0, and blank_s not below.")
        self._path = Path(path)
        super().__init__(name=self._path.name or str(self._path), live=False)
        self._fps = fps
        self._hold_frames = max(1, round(hold_s * fps))
        self._blank_frames = round(blank_s * fps)
        self.skipped: list[str] = []
        self._shown: Iterator[tuple[NDArray[np.uint8], str | None]] | None = None
        self._next_index = 0

    def open(self) -> None:
        """Find the pictures and read the first.

        Raises:
            SourceUnavailable: there is no picture, or none that can be read.
        """
        self.close()
        self.skipped = []
        self._next_index = 0
        paths = self._find()
        if not paths:
            raise SourceUnavailable(
                f"There are no pictures in {self._path}. Put some there, or name another place; known kinds are "
                f"{', '.join(sorted(SUFFIXES))}."
            )
        readable = self._read_each(paths)
        first = next(readable, None)
        if first is None:
            raise SourceUnavailable(
                f"None of the pictures in {self._path} can be read. Check them in another program."
                if self._path.is_dir()
                else f"{self._path} is not a picture that can be read. Check it in another program."
            )
        self._shown = self._show(first, readable)

    def read(self) -> Frame | None:
        """Give the next frame; None after the blank that follows the last picture.

        Raises:
            SourceLost: the source is not open.
        """
        if self._shown is None:
            raise SourceLost(f"{self._path} is not open. Open it before reading.")
        shown = next(self._shown, None)
        if shown is None:
            return None
        image, item = shown
        index = self._next_index
        self._next_index += 1
        return Frame(image, index, index / self._fps, item, time.perf_counter())

    def close(self) -> None:
        """Forget the pictures."""
        self._shown = None

    def _find(self) -> list[Path]:
        """List the pictures by their suffix, hidden files left out, in natural order."""
        if not self._path.is_dir():
            return [self._path] if self._path.is_file() else []

        def unreadable(error: OSError) -> None:
            self.notice(f"Skipped {error.filename}: the folder cannot be opened.")

        found = [
            Path(folder, name)
            for folder, _, names in os.walk(self._path, onerror=unreadable)
            for name in names
            if Path(name).suffix.lower() in SUFFIXES and not name.startswith(".")
        ]
        return sorted(found, key=lambda path: natural_key(path.relative_to(self._path)))

    def _read_each(self, paths: list[Path]) -> Iterator[tuple[NDArray[np.uint8], str]]:
        """Read the pictures one at a time, when asked for, leaving out those that cannot be read."""
        for path in paths:
            picture = load_picture(path)
            if picture is None:
                self.skipped.append(str(path))
                self.notice(f"Skipped {path}: not a picture that can be read.")
            else:
                yield picture, str(path)

    def _show(
        self, first: tuple[NDArray[np.uint8], str], rest: Iterator[tuple[NDArray[np.uint8], str]]
    ) -> Iterator[tuple[NDArray[np.uint8], str | None]]:
        """Spread the pictures over frames."""
        current: tuple[NDArray[np.uint8], str] | None = first
        while current is not None:
            for _ in range(self._hold_frames):
                yield current
            blank = np.full_like(current[0], _GREY)
            blank.flags.writeable = False
            for _ in range(self._blank_frames):
                yield blank, None
            current = next(rest, None)
