"""The notes that a person taught: their folder, and their print for the reader. What a file is: `taught_file`.

They are on whatever currencies are chosen: who teaches a note wants to hear it. Each note is a file of its own, so that
one that is damaged takes no other with it.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import logging
import os
import threading
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

import platformdirs

from app.longpath import ROOM_FOR_OTHER_NAMES, reachable
from app.recognition.labels import NoteLabel
from app.recognition.taught_file import MOST_NOTES, SUFFIX, TaughtNote, read_notes, write_notes
from app.recognition.taught_names import TaughtError, code_for, use_names
from app.recognition.templates import KnownPrint, KnowsPrint, StoredKeypoints, TaughtLimits, TemplateBank

DATA_DIR_VARIABLE = "NOTEWORTHY_DATA_DIR"
# Of a folder full of damaged files so many are told; the others are in the log.
_MOST_TOLD = 3
_log = logging.getLogger(__name__)


def taught_folder() -> Path:
    """Where taught notes are kept: in $NOTEWORTHY_DATA_DIR, else in the user's own folder for data."""
    overridden = os.environ.get(DATA_DIR_VARIABLE)
    base = Path(overridden) if overridden else Path(platformdirs.user_data_dir("noteworthy", appauthor=False))
    return reachable(base / "taught", room=ROOM_FOR_OTHER_NAMES)


class TaughtNotes:
    """All notes that were taught, and what is done with them. May be used by several threads.

    Args:
        bank: of the model; notes taught for another one are left alone.
        folder: where they are kept; None keeps them in memory only.
        notes: that are there besides, and are kept nowhere.
    """

    def __init__(self, bank: TemplateBank, folder: Path | None = None, notes: Iterable[TaughtNote] = ()) -> None:
        self._bank = bank
        self._folder = folder
        self._lock = threading.RLock()
        self._notes: dict[str, TaughtNote] = {}
        # Where each note lies; who copies files here by hand may have it in several, or several in one.
        self._files: dict[str, list[Path]] = {}
        self._edition = 0
        # Of notes that are gone, but may still be counted, or come back.
        self._names_before: dict[str, str] = {}
        self.troubles: list[TaughtError] = []
        """What could not be read at the start, to be told once."""
        if folder is not None:
            self._read_folder(folder)
        for note in notes:
            self._take(note)
        self._changed()

    @property
    def edition(self) -> int:
        """Another one each time that the notes change."""
        return self._edition

    @property
    def bank(self) -> TemplateBank:
        """The model's own templates."""
        return self._bank

    @property
    def notes(self) -> tuple[TaughtNote, ...]:
        """All notes, by currency and value."""
        with self._lock:
            return tuple(sorted(self._notes.values(), key=lambda note: (note.name, note.currency, float(note.value))))

    @property
    def names(self) -> Mapping[str, str]:
        """Of each code that stands for a name, the name; also of notes that were taken away in this run."""
        return self._names_before | {note.currency: note.name for note in self.notes if note.name}

    @property
    def currencies(self) -> tuple[str, ...]:
        """The codes of their currencies, each once."""
        return tuple(dict.fromkeys(note.currency for note in self.notes))

    @property
    def labels(self) -> tuple[NoteLabel, ...]:
        """What they can name."""
        return tuple(label for note in self.notes for label in note.labels)

    @property
    def values(self) -> tuple[tuple[str, str], ...]:
        """Currency and value of each."""
        return tuple((note.currency, note.value) for note in self.notes)

    def get(self, key: str) -> TaughtNote | None:
        """The note of a "CUR/value"."""
        with self._lock:
            return self._notes.get(key)

    def code_for(self, name: str) -> str:
        """The code that stands for a clean name from now on. Raises TaughtError: none is free."""
        with self._lock:
            code = code_for(name, self.names)
            self._names_before.setdefault(code, name)
            use_names(self.names)
            return code

    def known(self) -> list[KnownPrint]:
        """Their print, as the reader compares it."""
        return [each for note in self.notes for each in prints_of_taught(note, self._bank)]

    def put(self, note: TaughtNote) -> None:
        """Keep a note, in place of one of the same currency and value.

        Raises:
            TaughtError: it cannot be written, or they are too many.
        """
        with self._lock:
            if note.key not in self._notes and len(self._notes) >= MOST_NOTES:
                raise TaughtError("taught_full")
            if self._folder is not None:
                path = self._folder / _file_name(note)
                write_notes([note, *self._others_in(path, note)], path)
                self._take_out(note, but=path)
                self._files[note.key] = [path]
            self._notes[note.key] = note
            self._changed()

    def remove(self, key: str) -> TaughtNote | None:
        """Take a note away, and give it back for whoever wants to undo that; None where there is none.

        Raises:
            TaughtError: its file cannot be deleted; then it stays.
        """
        with self._lock:
            note = self._notes.get(key)
            if note is None:
                return None
            self._take_out(note)
            self._files.pop(key, None)
            if note.name:
                self._names_before[note.currency] = note.name
            del self._notes[key]
            self._changed()
            return note

    def rename(self, key: str, note: TaughtNote) -> None:
        """Put a note in the place of the one of this key, which may have another; nothing is lost in between.

        Raises:
            TaughtError: it cannot be written.
        """
        with self._lock:
            self.put(note)
            if note.key != key:
                self.remove(key)

    def take_in(self, notes: Sequence[TaughtNote]) -> tuple[list[TaughtNote], list[TaughtNote]]:
        """Keep notes of a file that somebody else made, each under the code that its name has here.

        What is there already stays: sides that it lacks are added, sides that both have are the own ones.

        Returns:
            What is new or has a side more; and what was there already.

        Raises:
            TaughtError: a note cannot be written, or was made for another model.
        """
        added, present = [], []
        with self._lock:
            if not all(note.fits(self._bank) for note in notes):
                raise TaughtError("taught_misfit", path="")
            for note in notes:
                own = note.called(note.name, self.code_for(note.name)) if note.name else note
                before = self._notes.get(own.key)
                if before is not None and set(own.faces) <= set(before.faces):
                    present.append(before)
                    continue
                joined = own if before is None else own.joined(before)
                self.put(joined)
                added.append(joined)
        return added, present

    def _read_folder(self, folder: Path) -> None:
        paths: list[Path] = []
        with contextlib.suppress(OSError):
            paths = sorted(folder.glob(f"*{SUFFIX}"))
        for path in paths:
            try:
                notes = read_notes(path)
                if not all(note.fits(self._bank) for note in notes):
                    raise TaughtError("taught_misfit", path=str(path))
                for note in notes:
                    self._files.setdefault(self._take(note), []).append(path)
            except TaughtError as error:
                if error.code == "taught_full" or len(self.troubles) < _MOST_TOLD:
                    self.troubles.append(error)
                else:
                    _log.warning("%s", error)
                if error.code == "taught_full":
                    break

    def _take(self, note: TaughtNote) -> str:
        """Have a note, unless it is there already; its "CUR/value" here. Raises TaughtError: they are too many."""
        # A file that was copied here by hand may use a code that stands for another name.
        if note.name:
            note = note.called(note.name, code_for(note.name, {n.currency: n.name for n in self._notes.values()}))
        if note.key not in self._notes and len(self._notes) >= MOST_NOTES:
            raise TaughtError("taught_full")
        self._notes.setdefault(note.key, note)
        return note.key

    def _others_in(self, path: Path, note: TaughtNote) -> list[TaughtNote]:
        """The other notes of one of our files. Raises TaughtError: it cannot be read, and there are some."""
        holds = [key for key, paths in self._files.items() if path in paths]
        if not holds:
            return []
        try:
            return [each for each in read_notes(path) if each.identity != note.identity]
        except TaughtError:
            if any(self._notes[key].identity != note.identity for key in holds):
                raise
            return []

    def _take_out(self, note: TaughtNote, but: Path | None = None) -> None:
        """Take a note out of all files that it lies in, but one; the others in them stay. Raises TaughtError."""
        for path in self._files.get(note.key, ()):
            if path == but:
                continue
            others = self._others_in(path, note)
            if others:
                write_notes(others, path)
                continue
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise TaughtError("taught_not_written", path=str(path), errno=error.errno or errno.EIO) from error

    def _changed(self) -> None:
        self._edition += 1
        use_names(self.names)


class WithTaught:
    """A shelf of packs and the taught notes beside it, as the print reader asks for them."""

    def __init__(self, packs: KnowsPrint, taught: TaughtNotes) -> None:
        self._packs = packs
        self._taught = taught

    @property
    def values(self) -> tuple[str, ...]:
        """The "CUR/value" of the packs; taught ones may come and go."""
        return self._packs.values

    @property
    def edition(self) -> int:
        """Another one when what it knows has changed."""
        return self._taught.edition

    def known(self, currencies: Collection[str], bank: TemplateBank) -> list[KnownPrint]:
        """The print of these currencies' packs, and of all taught notes. Raises ModelError."""
        return self._packs.known(currencies, bank) + self._taught.known()


def prints_of_taught(note: TaughtNote, bank: TemplateBank) -> list[KnownPrint]:
    """A taught note's templates. The weights of the model's own decide, from each template's limits on."""
    sides = tuple(each.tokens for each in note.sides)
    return [
        KnownPrint(
            note.key,
            bank.restored(StoredKeypoints(t.points, t.descriptors, t.angles, t.octaves)),
            face=t.face,
            series=t.series,
            taught=TaughtLimits(t.least, note.thresholds.agrees, note.thresholds.sure),
            sides=sides,
            dense=note.dense,
        )
        for t in note.pack.templates
    ]


def _file_name(note: TaughtNote) -> str:
    """A name that every system takes, and that tells nothing to who looks into the folder."""
    return hashlib.blake2b(note.identity.encode(), digest_size=8).hexdigest() + SUFFIX
