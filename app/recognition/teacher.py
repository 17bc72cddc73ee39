"""Makes taught notes of what was shown, tries them on all others, and keeps them: the pieces of teaching, joined."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.recognition.pack_shelf import PackShelf
from app.recognition.print_check import PrintReader
from app.recognition.taught import TaughtNotes
from app.recognition.taught_file import TaughtNote
from app.recognition.teaching import Shot, note_of, templates_of
from app.recognition.teaching_clash import clash_of, others_of
from app.recognition.templates import TemplateBank

# Frames of one note that is held up need no more: photos show several notes, in several lights.
_TEMPLATES_OF_FRAMES = 3


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a note that was taught.

    Attributes:
        note: as it is kept now; None where it was not.
        clash: "CUR/value" of the note that it would be mistaken for; None for none.
    """

    note: TaughtNote | None
    clash: str | None


class Teacher:
    """Makes and keeps taught notes. One thread teaches at a time; `notes` may be asked from any.

    Args:
        bank: of the model.
        reader: used here alone.
        packs: of further currencies.
        notes: that were taught before.
    """

    def __init__(self, bank: TemplateBank, reader: PrintReader, packs: PackShelf, notes: TaughtNotes) -> None:
        self.bank = bank
        self.reader = reader
        self.notes = notes
        self._packs = packs

    def save(
        self,
        shots: Mapping[str, Sequence[Shot]],
        *,
        currency: str,
        name: str,
        value: str,
        day: date,
        on: Collection[str],
    ) -> Saved:
        """Make a note of what was shown of its sides, and keep it unless it clashes with another.

        Args:
            shots: by "front" or "back".
            currency: ISO 4217 code; of a name of the person's own the code that stands for it.
            name: that name, clean; else empty.
            value: clean.
            day: of today.
            on: currencies that are on.

        Raises:
            TaughtError: too little print was seen, or it cannot be kept.
        """
        sides = {face: templates_of(each, _TEMPLATES_OF_FRAMES) for face, each in shots.items()}
        note = note_of(sides, currency=currency, value=value, name=name, bank=self.bank, day=day)
        clash = self.clash(note, [shot for each in shots.values() for shot in each], on)
        return Saved(None, clash) if clash is not None else Saved(self.keep(note), None)

    def clash(self, note: TaughtNote, shots: Sequence[Shot], on: Collection[str]) -> str | None:
        """The "CUR/value" that a note would be mistaken for, or that for it; None for none."""
        others = others_of(note, self._packs, self.bank, on, self.notes)
        return clash_of(note, shots, others, self.reader, self.bank)

    def keep(self, note: TaughtNote) -> TaughtNote:
        """Keep a note; sides that were taught before and are not in it stay. Raises TaughtError."""
        before = self.notes.get(note.key)
        joined = note if before is None else before.joined(note)
        self.notes.put(joined)
        return joined
