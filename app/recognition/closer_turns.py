"""When a closer look is worth its time before a live camera: it takes as long as several others, see `closer`.

The next frame may be sharper, and an ordinary look reads it at once. So closer looks that show nothing take turns with
ordinary ones.
"""

from __future__ import annotations

# So many looks that show nothing come before the first closer one, and so many between two that show nothing.
_BEFORE, _BETWEEN = 1, 3
# After so long without a look, seconds, another note is looked at.
_ANOTHER_S = 1.5


class CloserTurns:
    """Tells whose turn is next, by what earlier looks saw. One thread uses it."""

    def __init__(self) -> None:
        self._ordinary = _BEFORE
        self._last_s: float | None = None

    def is_due(self, at_s: float) -> bool:
        """Whether the next look, at a frame that was captured then, is to be a closer one where nothing is seen."""
        if self._last_s is not None and not 0 <= at_s - self._last_s <= _ANOTHER_S:
            self._ordinary = _BEFORE
        return self._ordinary == 0

    def observe(self, at_s: float, *, is_seen: bool) -> None:
        """That look showed print, or none. What a closer one shows is looked for closely again."""
        was_due = self.is_due(at_s)
        self._last_s = at_s
        if not is_seen:
            self._ordinary = _BETWEEN if was_due else self._ordinary - 1
