"""A camera on the network (a phone, an IP camera), through OpenCV's FFmpeg. Local cameras live in device.py."""

import time
from collections.abc import Callable

import cv2

from app.camera.address import Address
from app.camera.errors import SourceLost, SourceUnavailable
from app.camera.frame import Frame
from app.camera.frame_check import checked
from app.camera.numbering import Numbering
from app.camera.pictures import MOST_PIXELS
from app.camera.source import Source


class StreamSource(Source):
    """An rtsp stream, or a video of any kind over http(s). Live; MJPEG is read in `http_source.py`.

    OpenCV watches the timeouts for FFmpeg, so a stream that hangs holds `read()` no longer than `read_timeout_s`.
    """

    def __init__(
        self,
        address: Address,
        *,
        open_timeout_s: float = 5.0,
        read_timeout_s: float = 3.0,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        """Describe the stream; `clock` gives monotonic seconds."""
        super().__init__(name=address.shown, live=True)
        self._address = address
        self._limits = [
            cv2.CAP_PROP_OPEN_TIMEOUT_MSEC,
            round(open_timeout_s * 1000),
            cv2.CAP_PROP_READ_TIMEOUT_MSEC,
            round(read_timeout_s * 1000),
        ]
        self._clock = clock
        self._capture: cv2.VideoCapture | None = None
        self._numbering = Numbering(clock)

    def open(self) -> None:
        """Connect.

        Raises:
            SourceUnavailable: nobody answers there in time, or the answer is not a stream.
        """
        self.close()
        capture = cv2.VideoCapture(self._address.for_library(), cv2.CAP_FFMPEG, self._limits)
        if not capture.isOpened():
            capture.release()
            raise SourceUnavailable("stream_unavailable", address=self.name)
        if capture.get(cv2.CAP_PROP_FRAME_WIDTH) * capture.get(cv2.CAP_PROP_FRAME_HEIGHT) > MOST_PIXELS:
            capture.release()
            raise SourceUnavailable("stream_bad_pictures", address=self.name)
        self._capture = capture
        self._numbering.begin()

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
        if not good:
            raise SourceLost("stream_stopped", address=self.name)
        picture = checked(image)
        if picture is None:
            raise SourceLost("stream_bad_pictures", address=self.name)
        return self._numbering.frame(picture)

    def close(self) -> None:
        """Disconnect."""
        if self._capture is not None:
            self._capture.release()
            self._capture = None
