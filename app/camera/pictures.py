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

from app.camera.errors import PictureError, SourceLost, SourceUnavailable
from app.camera.frame import Frame
from app.camera.frame_check import LEAST_SIDE_PX, checked
from app.camera.picture_header import PictureKind, inspect
from app.camera.quiet import without_complaints
from app.camera.regular import NotRegularError, is_regular, read_regular
from app.camera.shown import shown_path
from app.camera.source import Source
from app.longpath import ANY_ROOM, reachable
from app.trouble import Trouble

SUFFIXES = frozenset({".bmp", ".gif", ".jpe", ".jpeg", ".jpg", ".pgm", ".png", ".ppm", ".tif", ".tiff", ".webp"})
LONGEST_SIDE_PX = 1280
_LARGEST_FILE_BYTES = 256 * 1024 * 1024
MOST_PIXELS = 64_000_000
MOST_SCANS = 100  # of a progressive JPEG; encoders write some ten, and each costs time on its own
MOST_SCANNED_PIXELS = 2_000_000_000  # pixels by scans: many scans of a large picture take seconds
_MOST_DECODING_BYTES = 640_000_000
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
        return read_picture(path, longest_side_px)
    except (OSError, PictureError):
        return None


def read_picture(path: str | os.PathLike[str], longest_side_px: int = LONGEST_SIDE_PX) -> NDArray[np.uint8]:
    """The same, with the reason why not.

    Raises:
        NotRegularError: a pipe, a device or a folder.
        OSError: the file cannot be read, or is larger than 256 MB.
        PictureError: its content is no picture that can be used.
    """
    # Not cv2.imread: it waits for pipes, and takes no path outside the system's code page.
    return decode(read_regular(path, _LARGEST_FILE_BYTES), longest_side_px)


def decode_picture(data: bytes | NDArray[np.uint8], longest_side_px: int = LONGEST_SIDE_PX) -> NDArray[np.uint8] | None:
    """The same for the content of a picture file, bytes or uint8 (bytes,); None when it is none that can be used."""
    try:
        return decode(data if isinstance(data, bytes) else data.tobytes(), longest_side_px)
    except PictureError:
        return None


def decode(data: bytes, longest_side_px: int = LONGEST_SIDE_PX) -> NDArray[np.uint8]:
    """The same, with the reason why not.

    A picture of more than MOST_PIXELS is made smaller while it is decoded, where its kind allows that. A JPEG may lack
    its end mark, but not its lower part.

    Raises:
        PictureError: `picture_pixels` it is too large; `picture_overloaded` it takes too long; or its content is no
            picture, as in `picture_header.inspect`.
    """
    header = inspect(data)
    flags = cv2.IMREAD_COLOR
    if header.pixels > MOST_PIXELS:
        # Only a baseline JPEG is decoded row by row; every other kind is kept in memory as a whole first.
        can_shrink = header.kind is PictureKind.JPEG and not header.is_progressive
        if not can_shrink or header.pixels > 64 * MOST_PIXELS:
            raise PictureError("picture_pixels", width=header.width, height=header.height)
        flags = _shrinking(max(header.width, header.height), longest_side_px)
    if header.decoding_bytes > _MOST_DECODING_BYTES and flags == cv2.IMREAD_COLOR:
        raise PictureError("picture_pixels", width=header.width, height=header.height)
    if header.scans > MOST_SCANS or header.scans * header.pixels > MOST_SCANNED_PIXELS:
        raise PictureError("picture_overloaded")
    lacks_end_mark = header.kind is PictureKind.JPEG and not header.is_whole
    if lacks_end_mark:
        data += b"\xff\xd9"  # without it OpenCV refuses even a picture that is there to its last pixel
    try:
        with without_complaints():
            image = checked(cv2.imdecode(np.frombuffer(data, np.uint8), flags))
    except cv2.error:
        image = None
    if image is None:
        raise PictureError("picture_broken")
    if lacks_end_mark and (image[-8:, -8:] == _GREY).all():
        # The decoder makes up what is missing, in plain grey.
        raise PictureError("picture_cut_short")
    height, width = image.shape[:2]
    scale = longest_side_px / max(height, width)
    if scale < 1:
        size = (round(width * scale), round(height * scale))
        if min(size) < LEAST_SIDE_PX:  # a strip: nothing is left of what it shows
            raise PictureError("picture_broken")
        image = np.ascontiguousarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
    image.flags.writeable = False  # every frame of a presentation shares it
    return image


def _shrinking(longest_px: int, wanted_px: int) -> int:
    """The strongest of OpenCV's ways to shrink a JPEG while it is decoded that leaves as many pixels as wanted."""
    for factor, flags in ((8, cv2.IMREAD_REDUCED_COLOR_8), (4, cv2.IMREAD_REDUCED_COLOR_4)):
        if longest_px >= factor * wanted_px:
            return flags
    return cv2.IMREAD_REDUCED_COLOR_2


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
        super().__init__(name=shown_path(self._path.name or self._path), live=False)
        self._fps = fps
        self._hold_frames = max(1, round(hold_s * fps))
        self._blank_frames = round(blank_s * fps)
        self.skipped: list[str] = []
        self._why_not: str | None = None
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
                "folder_without_pictures", path=shown_path(self._path), kinds=", ".join(sorted(SUFFIXES))
            )
        readable = self._read_each(paths)
        first = next(readable, None)
        if first is None:
            if self._path.is_dir():
                raise SourceUnavailable("folder_of_damaged_pictures", path=shown_path(self._path))
            raise SourceUnavailable(self._why_not or "picture_damaged", path=shown_path(self._path))
        self._shown = self._show(first, readable)

    def read(self) -> Frame | None:
        """Give the next frame; None after the blank that follows the last picture.

        Raises:
            SourceLost: the source is not open.
        """
        if self._shown is None:
            raise SourceLost("source_not_open", source=self.name)
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
            return [self._path] if is_regular(self._path) else []

        root = reachable(self._path, room=ANY_ROOM)

        def unreadable(error: OSError) -> None:
            self.notice(Trouble("folder_skipped", path=shown_path(error.filename)))

        found = [
            Path(folder, name)
            for folder, _, names in os.walk(root, onerror=unreadable)
            for name in names
            if Path(name).suffix.lower() in SUFFIXES and not name.startswith(".")
        ]
        return sorted(found, key=lambda path: natural_key(path.relative_to(root)))

    def _read_each(self, paths: list[Path]) -> Iterator[tuple[NDArray[np.uint8], str]]:
        """Read the pictures one at a time, when asked for, leaving out those that cannot be read."""
        for path in paths:
            try:
                picture = read_picture(path)
            except NotRegularError:
                self._pass_over(path, "file_skipped")
            except (OSError, PictureError) as error:
                is_large = isinstance(error, PictureError) and error.code == "picture_pixels"
                self._why_not = "picture_too_large" if is_large else "picture_damaged"
                self._pass_over(path, "picture_skipped_too_large" if is_large else "picture_skipped")
            else:
                yield picture, shown_path(path)

    def _pass_over(self, path: Path, code: str) -> None:
        self.skipped.append(shown_path(path))
        self.notice(Trouble(code, path=shown_path(path)))

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
