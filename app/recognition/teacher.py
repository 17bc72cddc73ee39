"""Makes taught notes of what was shown, tries them on all others, and keeps them: the pieces of teaching, joined."""

from __future__ import annotations

from collections.abc import Collection, Generator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from app.recognition.comparison import Comparison
from app.recognition.keypoints import Keypoints
from app.recognition.pack_shelf import PackShelf
from app.recognition.print_check import PrintReader
from app.recognition.taught import TaughtNotes
from app.recognition.taught_file import TaughtNote
from app.recognition.teaching import Shot, note_of
from app.recognition.teaching_clash import all_print, clash_of
from app.recognition.teaching_dense import with_dense
from app.recognition.teaching_joined import templates_of_side
from app.recognition.teaching_sides import with_sides
from app.recognition.templates import KnownPrint, TemplateBank

_Found = TypeVar("_Found")
# What reading all packs takes of a check, as a fraction of its time.
_READING = 0.5


@dataclass(frozen=True, slots=True)
class Tried:
    """A note that was made of what was shown, and tried on all others. It is not kept yet.

    Attributes:
        note: as it may be kept.
        clash: "CUR/value" of the note that it would be mistaken for; None for none.
    """

    note: TaughtNote
    clash: str | None


class Teacher:
    """Makes and keeps taught notes. One thread teaches at a time; `notes` may be asked from any.

    Args:
        bank: of the model.
        reader: used here alone.
        packs: of further currencies.
        notes: that were taught before.
        comparison: of the model, to which a note's sides become numbers; None for none.
    """

    def __init__(
        self,
        bank: TemplateBank,
        reader: PrintReader,
        packs: PackShelf,
        notes: TaughtNotes,
        comparison: Comparison | None = None,
    ) -> None:
        self.bank = bank
        self.reader = reader
        self.notes = notes
        self.comparison = comparison
        self._packs = packs

    def make(
        self,
        shots: Mapping[str, Sequence[Shot]],
        *,
        currency: str,
        name: str,
        value: str,
        day: date,
        on: Collection[str],
    ) -> Generator[float, None, Tried]:
        """Make a note of what was shown of its sides, and try it on all others; yields how much is done, 0 to 1.

        Args:
            shots: by "front" or "back".
            currency: ISO 4217 code; of a name of the person's own the code that stands for it.
            name: that name, clean; else empty.
            value: clean.
            day: of today.
            on: currencies that are on.

        Raises:
            TaughtError: too little print was seen.
            ModelError: a pack cannot be used.
        """
        sides: dict[str, list[Keypoints]] = {}
        for face, each in shots.items():
            yield 0.0
            sides[face] = templates_of_side(each)
        note = note_of(sides, currency=currency, name=name, value=value, bank=self.bank, day=day)
        yield 0.0
        note = with_dense(with_sides(note, shots, self.comparison), shots, (), self.bank)
        [clash] = yield from self.clashes([note], [shot for each in shots.values() for shot in each], on)
        return Tried(note, clash)

    def clashes(
        self, notes: Sequence[TaughtNote], shots: Sequence[Shot], on: Collection[str]
    ) -> Generator[float, None, list[str | None]]:
        """For each note the "CUR/value" that it would be mistaken for, or that for it; None for none.

        Args:
            notes: of which `shots` are; several only without shots.
            shots: what was shown; none where only the notes are here.
            on: currencies that are on.

        Yields how much is done, 0 to 1. Raises ModelError: a pack cannot be used.
        """
        known: list[KnownPrint] = yield from _within(all_print(self._packs, self.bank, on, self.notes), 0.0, _READING)
        found: list[str | None] = []
        for done, note in enumerate(notes):
            start, share = _READING + (1 - _READING) * done / len(notes), (1 - _READING) / len(notes)
            found.append((yield from _within(clash_of(note, shots, known, self.reader, self.bank), start, share)))
        return found

    def keep(self, note: TaughtNote) -> TaughtNote:
        """Keep a note; sides that were taught before and are not in it stay. Raises TaughtError."""
        before = self.notes.get(note.key)
        joined = note if before is None else before.joined(note)
        self.notes.put(joined)
        return joined


def _within(steps: Generator[float, None, _Found], start: float, share: float) -> Generator[float, None, _Found]:
    """These steps as a part of larger work, which begins at `start` and is `share` of it."""
    while True:
        try:
            fraction = next(steps)
        except StopIteration as end:
            found: _Found = end.value
            return found
        yield start + share * fraction


def finished(steps: Generator[float, None, _Found]) -> _Found:
    """What comes of work in steps, for who waits for it."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: _Found = end.value
            return found
