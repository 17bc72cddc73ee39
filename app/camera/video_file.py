"""A video file, frame by frame, through OpenCV. Nothing here waits: playing at the right speed is not its business."""

import math
import time
from pathlib import Path

import cv2
import numpy as np

from app.camera.errors import SourceLost, SourceUnavailable
from app.camera.frame import Frame
from app.camera.source import Source

SUFFIXES = frozenset(
    {".3gp", ".avi", ".flv", ".m4v", ".mjpeg", ".mjpg", ".mkv", ".mov", ".mp4", ".mpeg", ".mpg", ".ogv", ".ts", ".webm"}
    | {".wmv"}
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
        super().__init__(name=self._path.name, live=False)
        self._wanted_fps = fps
        self._capture: cv2.VideoCapture | None = None
        self._fps = _FALLBACK_FPS
        self._next_index = 0

    def open(self) -> None:
        """Open the file at its first frame.

        Raises:
            SourceUnavailable: it is missing or not a video OpenCV can read.
        """
        self.close()
        if not self._path.is_file():
            raise SourceUnavailable(f"There is no video file at {self._path}. Check the path.")
        capture = cv2.VideoCapture(str(self._path))
        if not capture.isOpened():
            capture.release()
            raise SourceUnavailable(
                f"{self._path} cannot be played: it is damaged or of an unknown kind. Try it in another player, or "
                "convert it to MP4."
            )
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
            raise SourceLost(f"{self._path} is not open. Open it before reading.")
        try:
            good, image = self._capture.read()
        except cv2.error:
            good, image = False, None
        if not good or image is None:
            if self._next_index == 0:
                self.notice(f"{self._path} holds no pictures that can be read.")
            return None
        index = self._next_index
        self._next_index += 1
        return Frame(np.asarray(image, np.uint8), index, index / self._fps, str(self._path), time.perf_counter())

    def close(self) -> None:
        """Let go of the file."""
        if self._capture is not None:
            self._capture.release()
            self._capture = None
