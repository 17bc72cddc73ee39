"""A phone's browser as the camera: pictures that its page sends. How they come here is the business of `app/phone`."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from app.camera.errors import PictureError, SourceLost
from app.camera.frame import Frame
from app.camera.numbering import Numbering
from app.camera.picture_header import PictureKind, inspect
from app.camera.pictures import decode
from app.camera.source import Source

SPEC: Final = "phone"
LONGEST_SIDE_PX: Final = 4096
MOST_PIXELS: Final = 16_000_000  # the page sends some 900,000
_READ_S: Final = 5.0
_WAIT_S: Final = 0.5
_BAD_PICTURES_ALLOWED: Final = 30


class PhoneLink(Protocol):
    """Where the phone's pictures come from."""

    @property
    def is_open(self) -> bool:
        """Whether a phone may send."""

    def begin(self) -> None:
        """Let a phone send, from now on. Raises SourceUnavailable."""

    def picture(self, timeout_s: float) -> bytes | None:
        """The newest picture as it was sent; None when none came in time, or after `wake`."""

    def wake(self) -> None:
        """Let whoever waits for a picture wait no longer this time."""


class PhoneSource(Source):
    """The pictures of a phone. Live. Closing it turns no phone away: it may be opened again at once.

    `interrupt()` is for good.
    """

    def __init__(self, link: PhoneLink, *, clock: Callable[[], float] = time.perf_counter) -> None:
        """Describe the phone; `clock` gives monotonic seconds."""
        super().__init__(name=SPEC, live=True)
        self._link = link
        self._interrupted = Event()
        self._numbering = Numbering(clock)
        self._first: NDArray[np.uint8] | None = None
        self._is_open = False

    def open(self) -> None:
        """Let phones come, and wait for the first picture, however long that takes.

        Raises:
            SourceUnavailable: no phone can come.
            SourceLost: nobody is to wait any more.
        """
        self.close()
        if self._interrupted.is_set():
            raise SourceLost("phone_lost")
        self._link.begin()
        self._numbering.begin()
        while self._first is None:
            if self._interrupted.is_set() or not self._link.is_open:
                raise SourceLost("phone_lost")
            self._first = self._picture(_WAIT_S)
        self._is_open = True

    def read(self) -> Frame | None:
        """Wait for the next picture; never None.

        Raises:
            SourceLost: none came for five seconds, or only what is no picture.
        """
        picture, self._first = self._first, None
        for _ in range(_BAD_PICTURES_ALLOWED):
            if picture is not None:
                return self._numbering.frame(picture)
            if not self._is_open or self._interrupted.is_set():
                raise SourceLost("phone_lost")
            data = self._link.picture(_READ_S)
            if data is None:
                raise SourceLost("phone_lost")
            picture = decode_sent(data)
        raise SourceLost("phone_bad_pictures")

    def close(self) -> None:
        """Read no more."""
        self._is_open = False
        self._first = None

    def interrupt(self) -> None:
        """Make an `open()` or `read()` that waits end at once."""
        self._interrupted.set()
        self._link.wake()

    def _picture(self, timeout_s: float) -> NDArray[np.uint8] | None:
        data = self._link.picture(timeout_s)
        return None if data is None else decode_sent(data)


def decode_sent(data: bytes) -> NDArray[np.uint8] | None:
    """A picture that a phone sent: JPEG only, up to MOST_PIXELS, or None.

    Returns:
        uint8 array (height, width, 3), BGR, that cannot be written to.
    """
    try:
        header = inspect(data)
        if header.kind is not PictureKind.JPEG or header.pixels > MOST_PIXELS:
            return None
        return decode(data, LONGEST_SIDE_PX)
    except PictureError:
        return None
