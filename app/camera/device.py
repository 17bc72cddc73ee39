"""A camera attached to this machine, through OpenCV. Which cameras there are is found out in listing.py."""

import os
import platform
import time
from collections.abc import Callable
from typing import Any, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from app.camera.errors import SourceLost, SourceUnavailable
from app.camera.frame import Frame
from app.camera.frame_check import checked
from app.camera.numbering import Numbering
from app.camera.quiet import without_complaints
from app.camera.shown import shown_text
from app.camera.source import Source

WIDTH_PX = 1280
HEIGHT_PX = 720
_FAILED_READS_ALLOWED = 5  # a frame damaged on a USB cable fails alone; an unplugged camera fails every time, at once
_SILENCE_ALLOWED_S = 2.0


class Capture(Protocol):
    """The part of `cv2.VideoCapture` that is used here."""

    def isOpened(self) -> bool:  # noqa: D102
        ...

    def set(self, propId: int, value: float, /) -> bool:  # noqa: D102
        ...

    def grab(self) -> bool:  # noqa: D102
        ...

    def retrieve(self) -> tuple[bool, Any]:  # noqa: D102
        ...

    def release(self) -> None:  # noqa: D102
        ...


def open_capture(device: int | str) -> Capture:
    """Open a camera by index or, on Linux, by device path; ask `isOpened()` whether that worked."""
    # OpenCV waits ten seconds for a camera that hangs unless told otherwise before the capture is made.
    os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", "2")
    return cv2.VideoCapture(device, cv2.CAP_ANY if isinstance(device, int) else cv2.CAP_V4L2)


class DeviceSource(Source):
    """A camera by its index or device path. Live."""

    def __init__(
        self,
        device: int | str,
        name: str | None = None,
        *,
        capture_factory: Callable[[int | str], Capture] = open_capture,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        """Describe the camera; `clock` gives monotonic seconds."""
        super().__init__(name=shown_text(name or str(device)), live=True)
        self._device = device
        self._factory = capture_factory
        self._clock = clock
        self._capture: Capture | None = None
        self._numbering = Numbering(clock)
        self._last_good_s = 0.0

    def open(self) -> None:
        """Open the camera and see one frame, so that one that opens and stays dark is not mistaken for a camera.

        Raises:
            SourceUnavailable: there is no such camera, something else has it, or it delivers nothing, or no pictures.
        """
        self.close()
        try:
            self._capture = self._factory(self._device)
            opened = self._capture.isOpened()
        except cv2.error:
            opened = False
        if self._capture is None or not opened:
            self.close()
            raise SourceUnavailable("camera_cannot_open", camera=self.name)
        # All of these are wishes: a camera that cannot fulfil one keeps its own setting.
        if platform.system() == "Linux":
            # Uncompressed 720p fills a USB 2 cable at about ten frames a second.
            self._capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
        self._capture.set(cv2.CAP_PROP_FRAME_WIDTH, WIDTH_PX)
        self._capture.set(cv2.CAP_PROP_FRAME_HEIGHT, HEIGHT_PX)
        self._capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
        self._last_good_s = self._numbering.begin()
        try:
            self._next_image()
        except SourceLost as lost:
            self.close()
            code = "camera_no_pictures" if lost.code == "camera_stopped" else lost.code
            raise SourceUnavailable(code, camera=self.name) from None

    def read(self) -> Frame | None:
        """Wait for the next frame; never None.

        Raises:
            SourceLost: several reads in a row failed or gave no picture, or nothing came for two seconds.
        """
        image = self._next_image()
        return self._numbering.frame(image)

    def close(self) -> None:
        """Let go of the camera."""
        if self._capture is not None:
            self._capture.release()
            self._capture = None

    def _next_image(self) -> NDArray[np.uint8]:
        """Wait for an image, forgiving single failures; raises SourceLost."""
        failed = unusable = 0
        while self._capture is not None:
            try:
                with without_complaints():
                    good, image = self._capture.retrieve() if self._capture.grab() else (False, None)
            except cv2.error:
                good, image = False, None
            now_s = self._clock()
            picture = checked(image) if good else None
            if picture is not None:
                self._last_good_s = now_s
                return picture
            failed += 1
            unusable += bool(good)
            if failed > _FAILED_READS_ALLOWED or now_s - self._last_good_s > _SILENCE_ALLOWED_S:
                break
        code = "camera_bad_pictures" if failed and unusable == failed else "camera_stopped"
        raise SourceLost(code, camera=self.name)
