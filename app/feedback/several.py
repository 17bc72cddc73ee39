"""That several notes are in view, where otherwise one value would be said: told once, while it is so.

Who knows that there are several is `print_evidence`. No clock: times are source times of the frames.
"""

from __future__ import annotations

import math

from app.feedback.guidance import Hint, HintKind
from app.recognition.observation import Observation


class SeveralNotes:
    """Tells it once, until the view was empty or a note was named. Owned by one thread, but for `holds`."""

    def __init__(self, away_s: float) -> None:
        """Begin with nothing told. away_s: notes that are lost from view for so long have gone, seconds."""
        self._away_s = away_s
        self.reset()

    def reset(self) -> None:
        """Begin as if nothing had been told."""
        self._is_told = False
        self._holds = False
        self._seen_s = math.inf

    @property
    def holds(self) -> bool:
        """Whether there are several now; from any thread."""
        return self._holds

    def observe(self, observation: Observation, *, are_several: bool) -> Hint | None:
        """A frame was looked at; the hint to be given at it, or None."""
        now_s = observation.captured_at_s
        self._holds = are_several
        if are_several or observation.shows_note:
            self._seen_s = now_s
        elif now_s - self._seen_s >= self._away_s:
            self._is_told = False
        if not are_several or self._is_told:
            return None
        self._is_told = True
        return Hint(HintKind.SEVERAL, observation.frame_index, now_s, observation.monotonic_s, observation.source_item)
