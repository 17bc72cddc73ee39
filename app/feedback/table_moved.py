"""Pictures of one table, or of one fan in a hand, that moved between them: laid over each other. No pictures here.

Between two looks lies half a second or more: a hand does not hold still so long. How far all moved is told by notes of
one value that both pictures show. Turns are not followed: within so short a time they are small.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from app.recognition.instances import TableReading
from app.recognition.observation import PrintMatch
from app.recognition.outlines import Outline, middle, same_place

SAME_PLACE = 0.4
"""In two pictures a note lies at the same place when its outlines share so much of both."""

_Shift = tuple[float, float]


def laid_over(readings: Sequence[TableReading]) -> list[TableReading]:
    """The readings, at least one, outlines where the newest shows the notes."""
    newest = readings[-1]
    return [*(_shifted(reading, _shift(reading.notes, newest.notes)) for reading in readings[:-1]), newest]


def most_in_one(readings: Sequence[TableReading]) -> Counter[tuple[str, str]]:
    """How many notes of each currency and value one picture shows at most: what moved counts once."""
    most: Counter[tuple[str, str]] = Counter()
    for reading in readings:
        most |= Counter((match.currency, match.value) for match in reading.notes)
    return most


def _shift(earlier: Sequence[PrintMatch], later: Sequence[PrintMatch]) -> _Shift:
    """How far the notes moved: what lays most of them over one of their value, none where that is as good."""
    best: _Shift = (0.0, 0.0)
    most = _agreeing(earlier, later, best)
    for one in earlier:
        for other in later:
            if _value(one) == _value(other):
                (x, y), (to_x, to_y) = middle(one.outline), middle(other.outline)
                shift = (to_x - x, to_y - y)
                many = _agreeing(earlier, later, shift)
                if many > most:
                    best, most = shift, many
    return best


def _agreeing(earlier: Sequence[PrintMatch], later: Sequence[PrintMatch], shift: _Shift) -> int:
    """How many notes lie over one of their value once they are shifted."""
    moved = [(_value(match), _moved(match.outline, shift)) for match in earlier]
    return sum(
        any(_value(other) == value and same_place(outline, other.outline) >= SAME_PLACE for other in later)
        for value, outline in moved
    )


def _shifted(reading: TableReading, shift: _Shift) -> TableReading:
    return replace(
        reading,
        notes=tuple(replace(match, outline=_moved(match.outline, shift)) for match in reading.notes),
        unread=tuple(_moved(outline, shift) for outline in reading.unread),
    )


def _moved(outline: Outline, shift: _Shift) -> Outline:
    return tuple((x + shift[0], y + shift[1]) for x, y in outline)


def _value(match: PrintMatch) -> tuple[str, str]:
    return match.currency, match.value
