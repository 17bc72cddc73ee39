"""What was told, newest first. How it is shown or read out is not decided here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum


class EntryKind(Enum):
    """What sort of words an entry holds."""

    VALUE = "value"
    HINT = "hint"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One thing that was told.

    Attributes:
        at_s: source time, seconds.
        kind: what sort of words.
        text: the words, in the user's language.
        has_amount: the words tell what a note is worth, or a total.
    """

    at_s: float
    kind: EntryKind
    text: str
    has_amount: bool = False


@dataclass(frozen=True, slots=True)
class History:
    """The newest entries; never changed, so that any thread may read the one it was given.

    Attributes:
        limit: how many entries are kept, at least 1.
    """

    limit: int = 200
    _entries: tuple[HistoryEntry, ...] = ()

    def __post_init__(self) -> None:
        if self.limit < 1:
            raise ValueError(f"limit must be at least 1, not {self.limit}")

    def add(self, entry: HistoryEntry) -> History:
        """The history with one more entry, without the oldest when there are too many."""
        return replace(self, _entries=(entry, *self._entries)[: self.limit])

    def entries(self) -> tuple[HistoryEntry, ...]:
        """The entries, newest first."""
        return self._entries

    def discreet(self) -> History:
        """The history without the entries that tell an amount, for private mode."""
        return replace(self, _entries=tuple(entry for entry in self._entries if not entry.has_amount))

    def __len__(self) -> int:
        return len(self._entries)
