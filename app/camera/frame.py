"""The one thing that leaves this room: a frame. No capture code lives here."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture from a source, never changed after it was made.

    Attributes:
        image: uint8 array of shape (height, width, 3), BGR as OpenCV delivers it, range 0 to 255.
        index: number of the frame in its run, from 0, counting up by at least one (live sources skip frames).
        captured_at_s: source time in seconds. Live sources: monotonic seconds since the source was opened.
            Files, folders and the demo: the position on the virtual clock (index / fps).
        source_item: path of the picture or video the frame shows; None for live sources, the demo and the blank
            stretches between the pictures of a folder.
        monotonic_s: `time.perf_counter()` at the moment of capture, for measuring latency only.
    """

    image: NDArray[np.uint8]
    index: int
    captured_at_s: float
    source_item: str | None
    monotonic_s: float
