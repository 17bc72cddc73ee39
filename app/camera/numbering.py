"""Numbers and times of the frames of a live source. Where their pictures come from is the source's business."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from app.camera.frame import Frame


class Numbering:
    """Counts a source's frames from when it was opened. Owned by the source's thread.

    Attributes:
        given: how many frames there were since.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        """Take the clock, monotonic seconds; nothing is opened yet."""
        self._clock = clock
        self._opened_s = 0.0
        self.given = 0

    def begin(self) -> float:
        """Begin anew; the time now."""
        self._opened_s = self._clock()
        self.given = 0
        return self._opened_s

    def frame(self, image: NDArray[np.uint8]) -> Frame:
        """The next frame, whose picture has just come: uint8 (height, width, 3), BGR."""
        now_s = self._clock()
        frame = Frame(image, self.given, now_s - self._opened_s, None, now_s)
        self.given += 1
        return frame
