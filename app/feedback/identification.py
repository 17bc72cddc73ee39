"""Which currency is this: the looks at a few frames, joined. When to answer, and what; no words, no clock, no thread.

A currency named wrongly sends a person after a value that the note does not have, so one look is never enough, and
each that shows another one must be outweighed. Times are seconds of source time.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class IdentificationRules:
    """When a currency is named. Raises ValueError for a count below 1 or a negative time.

    Attributes:
        findings: how often its print must be seen, and how much more often than any other's.
        most_searches: so many searches without enough of one end it.
        no_note_s: nothing like a note in view for this long ends it.
        longest_s: it ends after this long, whatever is in view.
    """

    findings: int = 2
    most_searches: int = 6
    no_note_s: float = 4.0
    longest_s: float = 20.0

    def __post_init__(self) -> None:
        if min(self.findings, self.most_searches) < 1 or min(self.no_note_s, self.longest_s) < 0:
            raise ValueError(f"counts must be at least 1, times not negative: {self!r}")


class Outcome(Enum):
    """How it ended."""

    FOUND = "found"
    NONE_FITS = "none fits"
    NO_NOTE = "no note"


@dataclass(frozen=True, slots=True)
class Identified:
    """The end of it.

    Attributes:
        outcome: how it ended.
        currency: ISO 4217 code of the one that was found; empty for none.
    """

    outcome: Outcome
    currency: str = ""


class Identification:
    """What was seen since somebody asked. Owned by one thread."""

    def __init__(self, now_s: float, rules: IdentificationRules | None = None) -> None:
        """Begin now."""
        self.rules = rules or IdentificationRules()
        self._began_s = now_s
        self._last_note_s = now_s
        self._searches = 0
        self._seen: Counter[str] = Counter()

    def follow(self, now_s: float, *, shows_note: bool) -> None:
        """Note that the frame of this time shows something like a note, or nothing."""
        if shows_note:
            self._last_note_s = now_s

    def add(self, currency: str | None) -> None:
        """Take a look's answer in; None for none."""
        self._searches += 1
        if currency is not None:
            self._seen[currency] += 1

    def ended(self, now_s: float) -> Identified | None:
        """How it ended; None while it goes on."""
        (best, often), (_, other) = [*self._seen.most_common(2), ("", 0), ("", 0)][:2]
        if often - other >= self.rules.findings:
            return Identified(Outcome.FOUND, best)
        if now_s - self._last_note_s >= self.rules.no_note_s:
            return Identified(Outcome.NONE_FITS if self._searches else Outcome.NO_NOTE)
        if self._searches >= self.rules.most_searches:
            return Identified(Outcome.NONE_FITS)
        if now_s - self._began_s >= self.rules.longest_s:
            return Identified(Outcome.NONE_FITS if self._searches else Outcome.NO_NOTE)
        return None
