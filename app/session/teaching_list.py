"""The notes that were taught: listed, heard, renamed, deleted, exported, imported. Teaching itself is in `teaching`."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.feedback.currency_likeness import sounds_like_money
from app.feedback.teaching_words import TeachPhrase, teach_phrase
from app.recognition.taught import TaughtNotes
from app.recognition.taught_file import TaughtNote, read_notes, write_notes
from app.recognition.taught_names import TaughtError, clean_name, clean_value
from app.recognition.teacher import Teacher
from app.session import teaching_wording as words
from app.session.choices import Choices
from app.session.jobs import Jobs
from app.session.messages import Message
from app.session.presenter import Presenter
from app.session.teaching_state import ListedNote
from app.session.teller import Teller
from app.speech.protocols import SpokenRecord
from app.trouble import Trouble

# How long a question waits for its second press.
CONFIRM_WITHIN_S: Final = 10.0
_TOPIC: Final = "taught"


@dataclass(slots=True)
class _Question:
    """Whether the note of this key is to be deleted, and when it was asked, in monotonic seconds."""

    key: str
    asked_s: float


class TeachingList:
    """What a person does with taught notes. Asked from any thread, done in the session's, and told there."""

    def __init__(
        self,
        teacher: Teacher | None,
        *,
        choices: Choices,
        presenter: Presenter,
        teller: Teller,
        later: Callable[[Callable[[], None]], None],
        jobs: Jobs,
        changed: Callable[[], None],
        clock: Callable[[], float],
    ) -> None:
        """Join the parts; see `teaching.Teaching`. clock: monotonic seconds."""
        self._teacher = teacher
        self._choices = choices
        self._presenter = presenter
        self._teller = teller
        self._later = later
        self._jobs = jobs
        self._changed = changed
        self._clock = clock
        self._asked: _Question | None = None
        self._deleted: TaughtNote | None = None

    @property
    def notes(self) -> tuple[ListedNote, ...]:
        """What was taught, in words; from any thread. In private mode its value is not told, nor its name."""
        if self._teacher is None or self._presenter.mode.is_private:
            return ()
        wording = self._presenter.wording
        return tuple(
            ListedNote(
                key=note.key,
                text=words.listed(note, wording),
                currency="" if note.name else note.currency,
                name=note.name,
                value=note.value,
                faces=note.faces,
            )
            for note in self._teacher.notes.notes
        )

    def listen(self, key: str | None = None) -> None:
        """Say a note, or all of them."""
        self._ask(lambda notes: self._listen(notes, key))

    def rename(self, key: str, currency: str, name: str, value: str) -> None:
        """Give a note another currency or value; see `Teaching.start`."""
        self._ask(lambda notes: self._rename(notes, key, currency, name, value))

    def delete(self, key: str) -> None:
        """Ask whether a note is to be deleted or, when asked a moment ago, delete it."""
        self._ask(lambda notes: self._delete(notes, key))

    def undo(self) -> None:
        """Bring the note back that was deleted last."""
        self._ask(self._undo)

    def export(self, path: Path) -> None:
        """Write all notes into one file."""
        self._ask(lambda notes: self._export(notes, path))

    def take_in(self, path: Path) -> None:
        """Take in the notes of a file."""
        self._ask(lambda notes: self._take_in(notes, path))

    def _ask(self, do: Callable[[TaughtNotes], None]) -> None:
        def done() -> None:
            try:
                if self._teacher is None:
                    raise TaughtError("taught_not_here")
                do(self._teacher.notes)
            except Trouble as error:
                self._failed(error)

        self._later(done)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, Trouble):
            raise error
        self._teller.tell(self._presenter.answer(self._presenter.wording.trouble(error), topic=_TOPIC))

    def _say(self, key: TeachPhrase, **fill: str) -> None:
        self._answer(teach_phrase(key, self._presenter.wording.language, **fill), has_amount="note" in fill)

    def _answer(self, text: str, *, has_amount: bool) -> None:
        self._teller.tell(self._presenter.answer(text, topic=_TOPIC, has_amount=has_amount))

    def _listen(self, notes: TaughtNotes, key: str | None) -> None:
        wording = self._presenter.wording
        chosen = [note for note in notes.notes if key in (None, note.key)]
        if not chosen:
            self._say(TeachPhrase.NONE)
            return
        self._answer(". ".join(words.listed(note, wording) for note in chosen) + ".", has_amount=True)

    def _rename(self, notes: TaughtNotes, key: str, currency: str, name: str, value: str) -> None:
        note = notes.get(key)
        if note is None:
            self._say(TeachPhrase.NONE)
            return
        name = "" if currency else clean_name(name)
        code = currency or notes.code_for(name)
        renamed = note.called(name, code).valued(clean_value(value))
        if renamed.key != key and notes.get(renamed.key) is not None:
            self._say(TeachPhrase.TAKEN, note=self._money(renamed))
            return
        notes.rename(key, renamed)
        self._changed()
        self._say(TeachPhrase.RENAMED, note=self._money(renamed))

    def _delete(self, notes: TaughtNotes, key: str) -> None:
        asked, self._asked = self._asked, None
        note, now_s = notes.get(key), self._clock()
        if note is None:
            self._say(TeachPhrase.NONE)
        elif asked is not None and asked.key == key and now_s - asked.asked_s <= CONFIRM_WITHIN_S:
            self._deleted = notes.remove(key)
            self._changed()
            self._say(TeachPhrase.DELETED, note=self._money(note))
        else:
            self._teller.tell(self._ask_to_delete(note))

    def _ask_to_delete(self, note: TaughtNote) -> Message:
        question = self._asked = _Question(note.key, self._clock())

        def again() -> Message | None:
            # Of what was answered, or done otherwise, nobody asks any more.
            return self._ask_to_delete(note) if self._asked is question else None

        def done(record: SpokenRecord) -> None:
            if record.outcome == "hushed" and record.started_at_s is None:
                # Nobody says yes to what was not heard.
                question.asked_s = -math.inf

        text = teach_phrase(TeachPhrase.DELETE_ASKED, self._presenter.wording.language, note=self._money(note))
        return self._presenter.answer(
            text,
            topic=_TOPIC,
            has_amount=True,
            still_valid=lambda: self._asked is question,
            again=again,
            is_kept=True,
            done=done,
        )

    def _undo(self, notes: TaughtNotes) -> None:
        note, self._asked = self._deleted, None
        if note is None:
            self._say(TeachPhrase.NOTHING_TO_UNDO)
            return
        before = notes.get(note.key)
        # Taught anew meanwhile: what was taught last stays.
        notes.put(note if before is None else note.joined(before))
        self._deleted = None
        self._changed()
        self._say(TeachPhrase.RESTORED, note=self._money(note))

    def _export(self, notes: TaughtNotes, path: Path) -> None:
        every = notes.notes
        if not every:
            self._say(TeachPhrase.NONE)
            return
        write_notes(every, path)
        text = words.notes_counted(TeachPhrase.EXPORTED, len(every), self._presenter.wording, name=path.name)
        self._answer(text, has_amount=False)

    def _take_in(self, notes: TaughtNotes, path: Path) -> None:
        assert self._teacher is not None
        found = read_notes(path)
        if not all(note.fits(self._teacher.bank) for note in found):
            raise TaughtError("taught_misfit", path=path.name)
        for note in found:
            if note.name and sounds_like_money(note.name, self._presenter.wording.language):
                # What anybody could make and give away would be heard as that money.
                raise TaughtError("taught_name_of_money", path=path.name, name=note.name)
        own = [note.called(note.name, notes.code_for(note.name)) if note.name else note for note in found]
        # Each is tried on all others: of many notes that takes minutes.
        self._jobs.begin(
            self._teacher.clashes(own, (), self._choices.on),
            done=lambda clashes: self._ask(lambda notes: self._tried(notes, own, clashes)),
            failed=self._failed,
        )

    def _tried(self, notes: TaughtNotes, own: Sequence[TaughtNote], clashes: Sequence[str | None]) -> None:
        wording = self._presenter.wording
        told = [
            teach_phrase(
                TeachPhrase.IMPORT_CLASH,
                wording.language,
                note=self._money(note),
                other=words.money_of(clash, wording),
            )
            for note, clash in zip(own, clashes, strict=True)
            if clash is not None
        ]
        added, present = notes.take_in([note for note, clash in zip(own, clashes, strict=True) if clash is None])
        self._changed()
        self._answer(self._taken_in(added, present, told), has_amount=bool(told))

    def _taken_in(self, added: Sequence[TaughtNote], present: Sequence[TaughtNote], told: Sequence[str]) -> str:
        wording = self._presenter.wording
        sentences = [words.notes_counted(TeachPhrase.IMPORTED, len(added), wording)]
        if present:
            sentences.append(words.notes_counted(TeachPhrase.KNOWN_ALREADY, len(present), wording))
        return " ".join([*sentences, *told])

    def _money(self, note: TaughtNote) -> str:
        return words.money_of(note.key, self._presenter.wording)
