"""How often pictures come: a camera that is too slow is named as such, before anybody looks for the fault elsewhere."""

import statistics
from collections import deque
from typing import Final

# Pictures that come more seldom than this: three that agree on a note take longer than people hold one still.
SLOW_S: Final = 0.8
INTERVALS: Final = 4


class Pace:
    """Watches one source after another."""

    def __init__(self) -> None:
        self._intervals_s: deque[float] = deque(maxlen=INTERVALS)
        self._last_s: float | None = None
        self._is_told = False

    def begin(self, *, may_be_slow: bool) -> None:
        """Another source; one that may not be slow, such as a folder of pictures, is never told of."""
        self._intervals_s.clear()
        self._last_s = None
        self._is_told = not may_be_slow

    def observe(self, captured_at_s: float) -> float | None:
        """Take the time of one more frame.

        Returns:
            The median of the last four intervals in seconds, once for a source, when that is too slow; else None.
        """
        if self._last_s is not None:
            self._intervals_s.append(captured_at_s - self._last_s)
        self._last_s = captured_at_s
        if self._is_told or len(self._intervals_s) < INTERVALS:
            return None
        interval_s = statistics.median(self._intervals_s)
        if interval_s <= SLOW_S:
            return None
        self._is_told = True
        return interval_s
