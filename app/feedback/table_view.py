"""Which of the notes in view are counted or told already: nothing counts twice. No clock: times are the frames' own.

A note that was counted stays counted while anything like a note is in view. Once the view was empty for a while, what
comes next is new.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from app.feedback.count import Count
from app.feedback.table import FoundNote

# As long as a note may be lost from view before it has gone.
EMPTY_S = 0.75

_Value = tuple[str, str]


class CountedView:
    """The counted notes in view. Owned by one thread."""

    def __init__(self) -> None:
        self._singly: Counter[_Value] = Counter()
        self._together: Counter[_Value] = Counter()
        self._told: frozenset[_Value] = frozenset()
        self._seen_s: float | None = None

    def follow(self, now_s: float, *, shows_note: bool) -> None:
        """A frame was looked at."""
        if shows_note or self._seen_s is None or now_s < self._seen_s:
            self._seen_s = now_s
        elif now_s - self._seen_s >= EMPTY_S:
            self.forget()

    def forget(self) -> None:
        """What is in view is new."""
        self._singly.clear()
        self._together.clear()
        self._told = frozenset()

    def tell(self, notes: Sequence[FoundNote]) -> None:
        """These were told to lie on one table."""
        self._told = frozenset((note.currency, note.value) for note in notes)

    @property
    def has_told(self) -> bool:
        """Whether any note was told to lie on the table that is in view."""
        return bool(self._told)

    def was_told(self, currency: str, value: str) -> bool:
        """Whether a note of this value was told to lie on the table that is in view."""
        return (currency, value) in self._told

    def add(self, currency: str, value: str) -> None:
        """A note was counted when it was named."""
        self._singly[currency, value] += 1

    def add_all(self, notes: Iterable[_Value]) -> None:
        """Notes were counted together."""
        self._together.update(notes)

    def take_back(self, notes: Iterable[_Value]) -> None:
        """Notes are no longer counted, the last first."""
        for note in notes:
            pool = self._together if self._together[note] else self._singly
            if pool[note]:
                pool[note] -= 1

    def holds(self, currency: str, value: str, count: Count) -> bool:
        """Whether a note that is named now lies on a table that was counted, and is counted still."""
        in_view = (self._singly + self._together) & _counted(count)
        return bool(self._together) and in_view[currency, value] > 0

    def new(self, notes: Sequence[FoundNote], count: Count) -> list[_Value]:
        """Those of the notes that are money and not counted yet."""
        found = Counter((note.currency, note.value) for note in notes if not note.is_withdrawn)
        # What was cleared is counted no longer, though it is still in view.
        return list((found - ((self._singly + self._together) & _counted(count))).elements())


def _counted(count: Count) -> Counter[_Value]:
    return Counter((entry.currency, entry.value) for entry in count.entries())
