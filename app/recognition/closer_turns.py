"""How long each frame of a live camera is looked at: a closer look takes as long as several others, see `closer`.

The next frame may be sharper, and a quick look reads it at once. So looks that show nothing take turns: half are quick,
one of four looks in all ways, and one closely for what the network is sure of. What is shown weakly is looked at in all
ways next, so that more than templates bear it out.
"""

from __future__ import annotations

from app.recognition.look import Depth

# How deep the looks are that follow each other while nothing is seen, round and round.
_TURNS = (Depth.QUICK, Depth.PROPOSED, Depth.QUICK, Depth.FULL)
# After so long without a look, seconds, another note is looked at.
_ANOTHER_S = 1.5


class CloserTurns:
    """Tells how deep the next look is to be, by what earlier looks saw. One thread uses it."""

    def __init__(self) -> None:
        self._turn = 0
        self._last_s: float | None = None

    def depth(self, at_s: float) -> Depth:
        """How deep the next look, at a frame that was captured then, is to be where nothing is seen."""
        if self._last_s is not None and not 0 <= at_s - self._last_s <= _ANOTHER_S:
            self._turn = 0
        return _TURNS[self._turn]

    def observe(self, at_s: float, *, is_seen: bool, is_weak: bool = False) -> None:
        """That look showed print, or none. What a deeper one shows is looked for as deeply again.

        is_weak: what it showed is neither clear nor what the network is sure of.
        """
        self.depth(at_s)
        self._last_s = at_s
        if is_seen and is_weak:
            self._turn = _TURNS.index(Depth.FULL)
        elif not is_seen:
            self._turn = (self._turn + 1) % len(_TURNS)
