"""How often pictures are looked at: what is too slow, the camera or the computer, is named before anybody looks for the
fault elsewhere.
"""

import statistics
from collections import deque
from dataclasses import dataclass
from typing import Final

# Pictures that come more seldom than this: three that agree on a note take longer than people hold one still.
SLOW_S: Final = 0.8
INTERVALS: Final = 4


@dataclass(frozen=True, slots=True)
class Slowness:
    """That too few pictures are looked at.

    Attributes:
        interval_s: the median time between two that are.
        is_cameras: whether the camera gives no more; False when the computer has no time for those that it gives.
    """

    interval_s: float
    is_cameras: bool


class Pace:
    """Watches one source after another."""

    def __init__(self) -> None:
        self._intervals_s: deque[float] = deque(maxlen=INTERVALS)
        self._given_every_s: deque[float] = deque(maxlen=INTERVALS)
        self._last: tuple[float, int] | None = None
        self._is_told = False

    def begin(self, *, may_be_slow: bool) -> None:
        """Another source; one that may not be slow, such as a folder of pictures, is never told of."""
        self._intervals_s.clear()
        self._given_every_s.clear()
        self._last = None
        self._is_told = not may_be_slow

    def observe(self, captured_at_s: float, index: int) -> Slowness | None:
        """Take the time of one more frame that is looked at, and its number among those that the source gave.

        Returns:
            What the last four intervals came to, once for a source, when that is too slow; else None.
        """
        if self._last is not None:
            last_s, last_index = self._last
            self._intervals_s.append(captured_at_s - last_s)
            self._given_every_s.append((captured_at_s - last_s) / max(1, index - last_index))
        self._last = captured_at_s, index
        if self._is_told or len(self._intervals_s) < INTERVALS:
            return None
        interval_s = statistics.median(self._intervals_s)
        if interval_s <= SLOW_S:
            return None
        self._is_told = True
        return Slowness(interval_s, statistics.median(self._given_every_s) > SLOW_S)
