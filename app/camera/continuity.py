"""When a camera counts as lost and as back, and whether its picture stands still. Pure: time comes as an argument."""

from __future__ import annotations

import statistics
from collections import deque
from enum import Enum

import numpy as np
from numpy.typing import NDArray

LOST_AFTER_S = 1.0
UNKNOWN_PACE_S = 3.0  # how long the first pictures may take, before it is known how fast they come
STEADY_S = 1.0
LONGEST_STEADY_S = 60.0
FROZEN_AFTER_S = 10.0
_STEADY_PICTURES = 3
_PACE_OF = 5
_HUNG_PERIODS = 2.5
_BROKEN_PERIODS = 1.5


class Flow(Enum):
    """How the pictures come."""

    NONE = "none"  # none came yet
    FLOWING = "flowing"
    BROKEN = "broken"  # the source broke off a moment ago
    LOST = "lost"
    RETURNING = "returning"  # pictures come again, since a moment


class Change(Enum):
    """What is told of it; the values are kinds of `CameraStatus`."""

    OPENED = "opened"
    INTERRUPTED = "interrupted"
    RESUMED = "resumed"
    LOST = "lost"
    BACK = "back"


class Continuity:
    """Follows the pictures of one live source.

    "Lost" comes after a second without pictures (for a slow camera, after two and a half of its periods), "back" once
    they have come for a second. Each time that a camera is lost soon after it was back, it must be steady for twice as
    long, so that a loose cable is not told for ever.
    """

    def __init__(self) -> None:
        """Begin before the first picture."""
        self.flow = Flow.NONE
        self._periods_s: deque[float] = deque(maxlen=_PACE_OF)
        self._last_s = 0.0
        self._broken_s = 0.0
        self._returning_s = 0.0
        self._returned = 0
        self._back_s: float | None = None
        self._steady_s = STEADY_S

    def picture(self, now_s: float) -> Change | None:
        """A picture came."""
        flow, gap_s = self.flow, now_s - self._last_s
        self._last_s = now_s
        if flow is Flow.NONE:
            self.flow = Flow.FLOWING
            return Change.OPENED
        if flow is Flow.FLOWING:
            self._periods_s.append(gap_s)
            return None
        if flow is Flow.BROKEN:
            self.flow = Flow.FLOWING
            return Change.RESUMED
        if flow is Flow.LOST or gap_s > self._patience_s(_HUNG_PERIODS):
            self.flow = Flow.RETURNING
            self._returning_s, self._returned = now_s, 1
            return None
        self._returned += 1
        if self._returned < _STEADY_PICTURES or now_s - self._returning_s < self._steady_s:
            return None
        self.flow = Flow.FLOWING
        self._back_s = now_s
        return Change.BACK

    def broke(self, now_s: float) -> Change | None:
        """The source broke off, and is opened again."""
        if self.flow is Flow.FLOWING:
            self.flow = Flow.BROKEN
            self._broken_s = now_s
            return Change.INTERRUPTED
        if self.flow is Flow.RETURNING:
            self.flow = Flow.LOST
        return None

    def look(self, now_s: float) -> Change | None:
        """Time passes; to be asked now and then, and before a picture is told."""
        silent_s = now_s - self._last_s
        is_broken = self.flow is Flow.BROKEN and now_s - self._broken_s >= self._patience_s(_BROKEN_PERIODS)
        hangs = self.flow in (Flow.FLOWING, Flow.RETURNING) and silent_s >= self._patience_s(_HUNG_PERIODS)
        if not is_broken and not hangs:
            return None
        was_returning = self.flow is Flow.RETURNING
        self.flow = Flow.LOST
        if was_returning:
            return None
        is_again = self._back_s is not None and self._last_s - self._back_s < LONGEST_STEADY_S
        self._steady_s = min(2 * self._steady_s, LONGEST_STEADY_S) if is_again else STEADY_S
        return Change.LOST

    def _patience_s(self, periods: float) -> float:
        """How long nothing may come; never shorter than a second."""
        if len(self._periods_s) < 2:
            return UNKNOWN_PACE_S if self.flow in (Flow.FLOWING, Flow.RETURNING) else LOST_AFTER_S
        return max(LOST_AFTER_S, periods * statistics.median(self._periods_s))


class Stillness:
    """Notices a picture that stands still: a camera's noise lets no two pictures be the same."""

    def __init__(self) -> None:
        """Begin before the first picture."""
        self._picture: NDArray[np.uint8] | None = None
        self._since_s = 0.0
        self.is_frozen = False

    def picture(self, image: NDArray[np.uint8], now_s: float) -> bool | None:
        """A picture came; True when it has stood still for ten seconds, False when it moves again, else None.

        A picture of one brightness does not count: a covered camera delivers the same black again and again.
        """
        before, self._picture = self._picture, image
        if before is not None and _is_same(before, image):
            if not self.is_frozen and now_s - self._since_s >= FROZEN_AFTER_S:
                self.is_frozen = True
                return True
            return None
        self._since_s = now_s
        if self.is_frozen:
            self.is_frozen = False
            return False
        return None


def _is_same(before: NDArray[np.uint8], image: NDArray[np.uint8]) -> bool:
    if before.shape != image.shape:
        return False
    sample = image[::16, ::16]
    # Most pictures differ here already; only the others are compared as a whole.
    if not np.array_equal(sample, before[::16, ::16]) or int(np.ptp(sample)) < 16:
        return False
    return np.array_equal(before, image)
