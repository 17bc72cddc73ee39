"""Whether the session's thread still lives: frames that hang, and failures that come too often. No clock of its own."""

from collections import deque
from typing import Final

STUCK_AFTER_S: Final = 2.0
FAILURES_ALLOWED: Final = 5
FAILURES_WITHIN_S: Final = 60.0


class Watchdog:
    """Told when work on a frame begins and ends, and when something failed. All times are monotonic seconds.

    `begin` and `end` are called by one thread, `is_newly_stuck` by another.
    """

    def __init__(self) -> None:
        self._began_s: float | None = None
        self._told_s: float | None = None
        self._failed_s: deque[float] = deque(maxlen=FAILURES_ALLOWED)

    def begin(self, now_s: float) -> None:
        """Work on a frame begins."""
        self._began_s = now_s

    def end(self) -> None:
        """Work on that frame has ended."""
        self._began_s = None

    def is_newly_stuck(self, now_s: float) -> bool:
        """Whether one frame takes too long and nobody was told of it yet."""
        began_s = self._began_s
        if not self.is_stuck(now_s) or began_s == self._told_s:
            return False
        self._told_s = began_s
        return True

    def is_stuck(self, now_s: float) -> bool:
        """Whether one frame takes too long."""
        began_s = self._began_s
        return began_s is not None and now_s - began_s >= STUCK_AFTER_S

    def has_failed_too_often(self, now_s: float) -> bool:
        """Note one more failure; whether there were five of them within a minute."""
        self._failed_s.append(now_s)
        return len(self._failed_s) == FAILURES_ALLOWED and now_s - self._failed_s[0] <= FAILURES_WITHIN_S
