"""What lies on the table: several pictures of it joined to one finding. No words, no clock, no pictures here.

Nothing counts twice: what was seen at one place in several pictures is one note, and the two faces that a folded note
shows are one note. A value counts when its print was seen clearly: pictures of a table that lies still are so alike
that looking twice is no second look. What was seen less, or as two values, is a note that could not be read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from app.feedback.table_moved import SAME_PLACE, laid_over, most_in_one
from app.recognition.instances import TableReading
from app.recognition.observation import PrintMatch
from app.recognition.outlines import Outline, middle, same_place, shared_fraction

# Of two outlines, so much of the smaller one lies in the other when they are about one note.
_SAME_NOTE = 0.6
_THIRD = 1 / 3
# How far the two faces of a folded note may be off one line, and off each other's length, in fractions of its sides.
_FOLD_TOLERANCE = 0.15


class Place(Enum):
    """Where in the picture something lies: the value is the name in events and phrases, as the camera sees it."""

    TOP_LEFT = "top_left"
    TOP = "top"
    TOP_RIGHT = "top_right"
    LEFT = "left"
    MIDDLE = "middle"
    RIGHT = "right"
    BOTTOM_LEFT = "bottom_left"
    BOTTOM = "bottom"
    BOTTOM_RIGHT = "bottom_right"


_ROWS = (
    (Place.TOP_LEFT, Place.TOP, Place.TOP_RIGHT),
    (Place.LEFT, Place.MIDDLE, Place.RIGHT),
    (Place.BOTTOM_LEFT, Place.BOTTOM, Place.BOTTOM_RIGHT),
)


@dataclass(frozen=True, slots=True)
class FoundNote:
    """One note on the table.

    Attributes:
        currency, value: what it is.
        face: "front" or "back"; None where the templates do not say.
        is_withdrawn: it is no longer money.
        agreement: how surely, 0 to 1.
        outline: where, in fractions of the picture.
    """

    currency: str
    value: str
    face: str | None
    is_withdrawn: bool
    agreement: float
    outline: Outline


@dataclass(frozen=True, slots=True)
class TableFinding:
    """What lies on the table.

    Attributes:
        notes: that were read, the surest first.
        unread: outlines of notes that could not be read, in fractions of the picture.
        pictures: how many were joined.
        captured_at_s: source time of the newest.
        is_all: no picture shows anything else that might be a note, and all show the same number.
    """

    notes: tuple[FoundNote, ...]
    unread: tuple[Outline, ...]
    pictures: int
    captured_at_s: float
    is_all: bool = False

    def groups(self) -> tuple[tuple[str, str, bool, int], ...]:
        """Currency, value, whether withdrawn, and how many: currencies with most notes first, then by value."""
        alike = Counter((note.currency, note.value, note.is_withdrawn) for note in self.notes)
        of_currency = Counter(note.currency for note in self.notes)
        ordered = sorted(alike.items(), key=lambda each: (-of_currency[each[0][0]], each[0][0], -Decimal(each[0][1])))
        return tuple((currency, value, withdrawn, count) for (currency, value, withdrawn), count in ordered)

    def totals(self) -> tuple[tuple[str, Decimal], ...]:
        """The sum of each currency, in the order of `groups`; what is no longer money adds nothing."""
        sums: dict[str, Decimal] = {}
        for currency, value, is_withdrawn, count in self.groups():
            if not is_withdrawn:
                sums[currency] = sums.get(currency, Decimal(0)) + Decimal(value) * count
        return tuple(sums.items())

    @property
    def places(self) -> tuple[Place, ...]:
        """Where the notes lie that could not be read, as the camera sees them."""
        return tuple(place_of(outline) for outline in self.unread)


def place_of(outline: Outline) -> Place:
    """In which ninth of the picture the middle of an outline lies."""
    x, y = middle(outline)
    column, row = (min(2, max(0, int(at / _THIRD))) for at in (x, y))
    return _ROWS[row][column]


def joined(readings: Sequence[TableReading]) -> TableFinding:
    """What some pictures of one table, at least one, say together; outlines are those of the newest."""
    readings = laid_over(readings)
    notes: list[FoundNote] = []
    unread: list[Outline] = []
    for seen in _without_moved(_by_place(readings), most_in_one(readings)):
        values = {(match.currency, match.value) for match in seen}
        best = max(seen, key=lambda match: (match.is_clear, match.agreement))
        if len(values) == 1 and best.is_clear:
            notes.append(_note(best))
        else:
            unread.append(best.outline)
    notes.sort(key=lambda note: -note.agreement)
    notes = _unfolded(notes)
    # What was not read in the picture that shows most of it may have been read in another one.
    most = max(readings, key=lambda reading: len(reading.notes))
    for outline in most.unread:
        taken = [*(note.outline for note in notes), *unread]
        if not any(shared_fraction(outline, other) >= _SAME_NOTE for other in taken):
            unread.append(outline)
    is_all = not unread and all(reading.is_all and len(reading.notes) == len(notes) for reading in readings)
    return TableFinding(tuple(notes), tuple(unread), len(readings), readings[-1].captured_at_s, is_all)


def _by_place(readings: Sequence[TableReading]) -> list[list[PrintMatch]]:
    """What was read, note by note: each with at most one match of each picture."""
    places: list[list[PrintMatch]] = []
    for reading in readings:
        free = list(places)
        for match in reading.notes:
            own = max(free, key=lambda seen: same_place(seen[-1].outline, match.outline), default=None)
            if own is not None and same_place(own[-1].outline, match.outline) >= SAME_PLACE:
                own.append(match)
                free = [seen for seen in free if seen is not own]
            else:
                places.append([match])
    return places


def _without_moved(places: Sequence[list[PrintMatch]], most: Counter[tuple[str, str]]) -> list[list[PrintMatch]]:
    """The places, of each value no more than one picture shows: a note that was moved meanwhile lies at two of them."""
    left = Counter(most)
    kept = []
    for seen in sorted(places, key=lambda seen: (not any(match.is_clear for match in seen), -len(seen))):
        values = {(match.currency, match.value) for match in seen}
        if len(values) > 1 or all(left[value] > 0 for value in values):
            kept.append(seen)
            left.subtract(values)
    return kept


def _unfolded(notes: Sequence[FoundNote]) -> list[FoundNote]:
    """The notes, the two faces of a folded one once."""
    kept: list[FoundNote] = []
    for note in notes:
        if not any(_is_folded(note, other) for other in kept):
            kept.append(note)
    return kept


def _is_folded(one: FoundNote, other: FoundNote) -> bool:
    """Whether these are the two faces of one folded note: along one line, one reaching into the other."""
    if (one.currency, one.value) != (other.currency, other.value) or {one.face, other.face} != {"front", "back"}:
        return False
    return is_slid(one.outline, other.outline)


def is_slid(one: Outline, other: Outline) -> bool:
    """Whether one outline is the other, slid along one of its sides, and they overlap."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = one
    along, down = (bx - ax + cx - dx) / 2, (by - ay + cy - dy) / 2
    across, deep = (dx - ax + cx - bx) / 2, (dy - ay + cy - by) / 2
    turn = along * deep - down * across
    if turn == 0 or shared_fraction(one, other) <= 0:
        return False
    (ox, oy), (px, py) = middle(one), middle(other)
    off_x, off_y = px - ox, py - oy
    slid_along, slid_across = (off_x * deep - off_y * across) / turn, (along * off_y - down * off_x) / turn
    (ex, ey), (fx, fy), (gx, gy), (hx, hy) = other
    side_x, side_y = (fx - ex + gx - hx) / 2, (fy - ey + gy - hy) / 2
    as_long, as_straight = (side_x * deep - side_y * across) / turn, (along * side_y - down * side_x) / turn
    is_parallel = abs(abs(as_long) - 1) < _FOLD_TOLERANCE and abs(as_straight) < _FOLD_TOLERANCE
    return is_parallel and min(abs(slid_along), abs(slid_across)) < _FOLD_TOLERANCE


def _note(match: PrintMatch) -> FoundNote:
    is_withdrawn = match.series == "withdrawn"
    return FoundNote(match.currency, match.value, match.face, is_withdrawn, match.agreement, match.outline)
