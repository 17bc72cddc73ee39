"""What keeps a note from being read, as a hint to the person: Observation -> Hint.

Here lives when a hint is worth a word; the words are in words.py, and what a note is worth is the announcer's business.
"""

from dataclasses import dataclass
from enum import Enum

from app.recognition.observation import Observation


class HintKind(Enum):
    """What is in the way. The value is the name used in events."""

    TOO_DARK = "too_dark"
    HOLD_STILL = "hold_still"
    CANNOT_READ = "cannot_read"


@dataclass(frozen=True, slots=True)
class Hint:
    """One hint that is worth saying now.

    Attributes:
        kind: what is in the way.
        frame_index, captured_at_s, monotonic_s, source_item: the frame that gave rise to it.
    """

    kind: HintKind
    frame_index: int
    captured_at_s: float
    monotonic_s: float
    source_item: str | None


@dataclass(frozen=True, slots=True)
class GuidanceParameters:
    """When hints are given. Raises ValueError for a negative time or a count below 1.

    Attributes:
        pause_s: the least time between two hints, seconds.
        most_in_a_row: how often the same hint is given before something else must happen first.
        lasts_s: how long darkness or blur must last before it is worth a word, seconds. Above the 0.7 s of blank
            between the pictures of a folder.
        unread_s: how long a note may be in view, well lit and sharp, before it is called unreadable, seconds.
        quiet_after_s: no hints when no note was in view for this long, seconds; the start counts as in view.
        dark_below: brightness, 0 to 1, below which a picture is too dark.
        blurred_below: sharpness below which a picture is blurred.
    """

    pause_s: float = 2.5
    most_in_a_row: int = 2
    lasts_s: float = 1.0
    unread_s: float = 1.5
    quiet_after_s: float = 5.0
    dark_below: float = 0.08
    blurred_below: float = 30.0

    def __post_init__(self) -> None:
        if min(self.pause_s, self.lasts_s, self.unread_s, self.quiet_after_s) < 0 or self.most_in_a_row < 1:
            raise ValueError(f"times must not be negative and most_in_a_row at least 1: {self!r}")


class Guide:
    """Decides which hint, if any, a frame gives rise to. Owned by one thread; time comes with the frames."""

    def __init__(self, parameters: GuidanceParameters | None = None) -> None:
        self.parameters = parameters or GuidanceParameters()
        self.reset()

    def reset(self) -> None:
        """Begin as if nothing had been seen or said."""
        self._in_view_s: float | None = None
        self._trouble: HintKind | None = None
        self._trouble_since_s = 0.0
        self._last: Hint | None = None
        self._in_a_row = 0

    def observe(self, observation: Observation, *, has_been_read: bool) -> Hint | None:
        """The hint to be given at this frame, or None.

        has_been_read: the note in view has been announced, so that nothing is in the way.
        """
        now_s = observation.captured_at_s
        shows_note = observation.unknown_score < observation.best.score or observation.note_box is not None
        if shows_note or has_been_read or self._in_view_s is None or now_s < self._in_view_s:
            self._in_view_s = now_s
        if has_been_read:
            self._trouble = None
            self._in_a_row = 0
            return None
        trouble = self._find_trouble(observation, shows_note)
        if trouble is not self._trouble:
            self._trouble, self._trouble_since_s = trouble, now_s
        if trouble is None or not self._is_due(trouble, now_s):
            return None
        self._in_a_row = self._in_a_row + 1 if self._last is not None and self._last.kind is trouble else 1
        self._last = Hint(trouble, observation.frame_index, now_s, observation.monotonic_s, observation.source_item)
        return self._last

    def _find_trouble(self, observation: Observation, shows_note: bool) -> HintKind | None:
        if observation.brightness < self.parameters.dark_below:
            return HintKind.TOO_DARK
        if not shows_note:
            return None
        if observation.sharpness < self.parameters.blurred_below:
            return HintKind.HOLD_STILL
        return HintKind.CANNOT_READ

    def _is_due(self, trouble: HintKind, now_s: float) -> bool:
        p = self.parameters
        lasted_s = now_s - self._trouble_since_s
        if lasted_s < (p.unread_s if trouble is HintKind.CANNOT_READ else p.lasts_s):
            return False
        if self._in_view_s is not None and now_s - self._in_view_s > p.quiet_after_s:
            return False
        if self._last is None:
            return True
        if now_s - self._last.captured_at_s < p.pause_s:
            return False
        return self._last.kind is not trouble or self._in_a_row < p.most_in_a_row
