"""A camera on the network (a phone, an IP camera), through OpenCV's FFmpeg. Local cameras live in device.py."""

import time
from collections.abc import Callable
from urllib.parse import urlsplit, urlunsplit

import cv2
import numpy as np

from app.camera.errors import SourceLost, SourceUnavailable
from app.camera.frame import Frame
from app.camera.source import Source

SCHEMES = frozenset({"http", "https", "rtsp", "rtsps"})


def without_secrets(url: str) -> str:
    """Return the address as it may be shown and spoken: no user name, no password, no query."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


class StreamSource(Source):
    """An http(s) MJPEG or rtsp stream. Live.

    OpenCV watches the timeouts for FFmpeg, so a stream that hangs holds `read()` no longer than `read_timeout_s`.
    An MJPEG server that does not send the length of its pictures is seen one picture late: FFmpeg takes a picture for
    whole when the next one begins.
    """

    def __init__(
        self,
        url: str,
        *,
        open_timeout_s: float = 5.0,
        read_timeout_s: float = 3.0,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        """Describe the stream; `clock` gives monotonic seconds."""
        super().__init__(name=without_secrets(url), live=True)
        self._url = url
        self._limits = [
            cv2.CAP_PROP_OPEN_TIMEOUT_MSEC,
            round(open_timeout_s * 1000),
            cv2.CAP_PROP_READ_TIMEOUT_MSEC,
            round(read_timeout_s * 1000),
        ]
        self._clock = clock
        self._capture: cv2.VideoCapture | None = None
        self._opened_s = 0.0
        self._next_index = 0

    def open(self) -> None:
        """Connect.

        Raises:
            SourceUnavailable: nobody answers there in time, or the answer is not a stream.
        """
        self.close()
        capture = cv2.VideoCapture(self._url, cv2.CAP_FFMPEG, self._limits)
        if not capture.isOpened():
            capture.release()
            raise SourceUnavailable(
                f"No video comes from {self.name}. Check the address, that the sending app is running and that both "
                "are on the same network."
            )
        self._capture = capture
        self._opened_s = self._clock()
        self._next_index = 0

    def read(self) -> Frame | None:
        """Wait for the next frame; never None.

        Raises:
            SourceLost: the stream ended, or nothing came in time.
        """
        good, image = False, None
        if self._capture is not None:
            try:
                good, image = self._capture.read()
            except cv2.error:
                good = False
        if not good or image is None:
            raise SourceLost(
                f"The stream from {self.name} stopped. Check that the sending app is still running and in reach."
            )
        now_s = self._clock()
        frame = Frame(np.asarray(image, np.uint8), self._next_index, now_s - self._opened_s, None, now_s)
        self._next_index += 1
        return frame

    def close(self) -> None:
        """Disconnect."""
        if self._capture is not None:
            self._capture.release()
            self._capture = None
