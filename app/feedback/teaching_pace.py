"""When a hint, or how far a check is, is worth a word while a note is taught. No clock: times are given."""

from __future__ import annotations

from dataclasses import dataclass

from app.recognition.teaching_frames import TeachHint


@dataclass(frozen=True, slots=True)
class TeachPaceRules:
    """Not more often than hints are given otherwise.

    Attributes:
        pause_s: between two hints, seconds.
        lasts_s: how long a trouble must last before it is worth a word, seconds.
        most_in_a_row: how often the same hint is given, until `again_s` have passed.
        again_s: after so many seconds the same may be said again, since nothing else is heard.
        first_s: of the start, in which the person takes the note up, seconds.
    """

    pause_s: float = 2.5
    lasts_s: float = 1.0
    most_in_a_row: int = 2
    again_s: float = 10.0
    first_s: float = 3.0


class TeachPace:
    """Decides which hints are said. Owned by one thread."""

    def __init__(self, rules: TeachPaceRules | None = None) -> None:
        self.rules = rules or TeachPaceRules()
        self.reset()

    def reset(self) -> None:
        """Another side is shown from now on."""
        self._began_s: float | None = None
        self._seen: tuple[TeachHint, float] | None = None
        self._said: tuple[TeachHint, float] | None = None
        self._in_a_row = 0

    def observe(self, hint: TeachHint | None, now_s: float, *, is_kept: bool) -> TeachHint | None:
        """The hint to be said at this frame, or None.

        hint: the frame's; None where nothing was in the way, or it was passed over. is_kept: the frame was kept.
        """
        if self._began_s is None:
            self._began_s = now_s
        if is_kept:
            self._seen, self._in_a_row = None, 0
            return None
        if hint is None:
            return None
        if self._seen is None or self._seen[0] is not hint:
            self._seen = (hint, now_s)
        rules = self.rules
        if now_s - self._began_s < rules.first_s or now_s - self._seen[1] < rules.lasts_s:
            return None
        if self._said is not None:
            before, said_s = self._said
            if now_s - said_s < rules.pause_s:
                return None
            is_same = before is hint
            if is_same and self._in_a_row >= rules.most_in_a_row and now_s - said_s < rules.again_s:
                return None
            self._in_a_row = self._in_a_row + 1 if is_same else 1
        else:
            self._in_a_row = 1
        self._said = (hint, now_s)
        return hint


class ProgressPace:
    """Decides when it is said how much of a check is done: only of one that takes long. Owned by one thread.

    Args:
        first_s: after so many seconds it is said for the first time.
        again_s: and after so many more again.
    """

    def __init__(self, first_s: float = 2.0, again_s: float = 5.0) -> None:
        self._again_s = again_s
        self._wait_s = first_s
        self._since_s = 0.0

    def begin(self, now_s: float) -> None:
        """It begins now."""
        self._since_s = now_s

    def observe(self, fraction: float, now_s: float) -> int | None:
        """The percents to be said now, or None. fraction: of the work that is done, 0 to 1."""
        if now_s - self._since_s < self._wait_s:
            return None
        self._since_s, self._wait_s = now_s, self._again_s
        return round(100 * fraction)
