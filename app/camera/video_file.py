"""A video file, frame by frame, through OpenCV. Nothing here waits: playing at the right speed is not its business."""

import math
import os
import platform
import time
from pathlib import Path

import cv2

from app.camera.errors import SourceLost, SourceUnavailable
from app.camera.frame import Frame
from app.camera.frame_check import checked
from app.camera.pictures import MOST_PIXELS
from app.camera.regular import is_regular
from app.camera.shown import shown_path
from app.camera.source import Source
from app.trouble import Trouble

SUFFIXES = frozenset(
    {".3gp", ".avi", ".flv", ".m4v", ".mjpeg", ".mjpg", ".mkv", ".mov", ".mp4", ".mpeg", ".mpg", ".ogv", ".ts", ".webm"}
    | {".wmv"}
)
_BACKENDS = (
    cv2.CAP_FFMPEG,
    *{"Windows": (cv2.CAP_MSMF,), "Darwin": (cv2.CAP_AVFOUNDATION,)}.get(platform.system(), ()),
)
_FALLBACK_FPS = 15.0
_BELIEVABLE_FPS = (1.0, 240.0)


class VideoFileSource(Source):
    """Every frame of a video file, in order. Not live."""

    def __init__(self, path: str | Path, fps: float | None = None) -> None:
        """Describe the file.

        Args:
            path: the file.
            fps: frames a second of its virtual clock, above 0; None takes the file's own, or 15 when it has none.
        """
        self._path = Path(path)
        super().__init__(name=shown_path(self._path.name), live=False)
        self._wanted_fps = fps
        self._capture: cv2.VideoCapture | None = None
        self._descriptor: int | None = None
        self._fps = _FALLBACK_FPS
        self._next_index = 0

    def open(self) -> None:
        """Open the file at its first frame.

        Raises:
            SourceUnavailable: it is missing or not a video OpenCV can read.
        """
        self.close()
        if not is_regular(self._path):
            raise SourceUnavailable("file_missing", path=shown_path(self._path))
        capture = self._opened()
        if capture is None:
            raise SourceUnavailable("video_damaged", path=shown_path(self._path))
        own_fps = capture.get(cv2.CAP_PROP_FPS)
        believable = math.isfinite(own_fps) and _BELIEVABLE_FPS[0] <= own_fps <= _BELIEVABLE_FPS[1]
        self._fps = self._wanted_fps or (own_fps if believable else _FALLBACK_FPS)
        self._capture = capture
        self._next_index = 0

    def read(self) -> Frame | None:
        """Give the next frame; None after the last, which in a damaged file is the last before the damage.

        Raises:
            SourceLost: the file is not open.
        """
        if self._capture is None:
            raise SourceLost("source_not_open", source=self.name)
        try:
            good, image = self._capture.read()
        except cv2.error:
            good, image = False, None
        picture = checked(image) if good else None
        if picture is None:
            if self._next_index == 0:
                self.notice(Trouble("video_empty", path=shown_path(self._path)))
            return None
        index = self._next_index
        self._next_index += 1
        return Frame(picture, index, index / self._fps, shown_path(self._path), time.perf_counter())

    def close(self) -> None:
        """Let go of the file."""
        if self._capture is not None:
            self._capture.release()
            self._capture = None
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _opened(self) -> cv2.VideoCapture | None:
        """A capture of this very file, or None: no pattern of numbered pictures, no address, no larger than allowed."""
        try:
            name = self._name_for_opencv()
            for backend in _BACKENDS:
                capture = cv2.VideoCapture(name, backend)
                pixels = capture.get(cv2.CAP_PROP_FRAME_WIDTH) * capture.get(cv2.CAP_PROP_FRAME_HEIGHT)
                if capture.isOpened() and pixels <= MOST_PIXELS:
                    return capture
                capture.release()
        except (cv2.error, OSError, ValueError):
            pass
        self.close()
        return None

    def _name_for_opencv(self) -> str:
        # An absolute path is never taken for an address or an option of FFmpeg's.
        path = os.path.abspath(self._path)
        try:
            path.encode()
        except UnicodeEncodeError:
            # OpenCV takes valid text only; the system has another name for a file that is open.
            self._descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
            return f"/dev/fd/{self._descriptor}"
        return path
