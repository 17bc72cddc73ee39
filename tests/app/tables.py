"""Tables written by hand, for the tests of everything that follows their reading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.feedback.table import FoundNote, TableFinding
from app.recognition.instances import TableReading
from app.recognition.observation import PrintMatch
from app.recognition.outlines import Outline
from tests.app.observations import print_match


def outline(x: float, y: float, width: float = 0.12, height: float = 0.08) -> Outline:
    """A rectangle around a point, in fractions of the picture."""
    left, top, right, bottom = x - width / 2, y - height / 2, x + width / 2, y + height / 2
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def note(currency: str, value: str, x: float = 0.5, y: float = 0.5, *, is_withdrawn: bool = False) -> FoundNote:
    return FoundNote(currency, value, "front", is_withdrawn, 0.95, outline(x, y))


def finding(notes: Sequence[tuple[str, str]], unread: Iterable[tuple[float, float]] = ()) -> TableFinding:
    """Notes side by side, and where others lie."""
    found = tuple(note(currency, value, 0.1 + 0.15 * n) for n, (currency, value) in enumerate(notes))
    return TableFinding(found, tuple(outline(x, y) for x, y in unread), 2, 2.5)


def match(
    value: str,
    x: float,
    y: float = 0.5,
    *,
    is_clear: bool = True,
    face: str | None = "front",
    currency: str = "USD",
    series: str | None = None,
) -> PrintMatch:
    """A note that was read at a place."""
    seen = print_match(value, 0.0, is_clear=is_clear, currency=currency, series=series)
    return replace(seen, outline=outline(x, y), face=face)


def reading(*notes: PrintMatch, unread: Iterable[Outline] = (), at_s: float = 0.0) -> TableReading:
    return TableReading(notes, tuple(unread), at_s)
