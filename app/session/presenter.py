"""From what was decided to what is told: Decision -> Message. The rules of private and count mode live here.

No thread and no clock of its own. The session's thread makes messages; `mode`, `count` and `repeat` may be asked from
any thread. Where a message goes is decided in `outlets.py`, its words are made in `wording.py`.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Final

from app.feedback.announcer import Announcer
from app.feedback.count import Count
from app.feedback.guidance import Hint
from app.feedback.modes import SpeakMode
from app.feedback.phrases import Phrase
from app.feedback.place_tone import PlaceTone
from app.feedback.private import ERROR_CODE, ToneCode, rank_of, tone_code
from app.feedback.table import TableFinding
from app.feedback.table_view import CountedView
from app.feedback.utterance import Announcement, Priority
from app.recognition.observation import Observation
from app.session.messages import Message, MessageKind, Status
from app.session.wording import Wording
from app.speech.protocols import SpokenRecord
from app.trouble import Trouble

# How long after a note has gone its value is still worth saying: words that began stay whole, late ones are dropped.
VALUE_GRACE_S: Final = 2.5
TONE_SIGN: Final = "♪"


class Presenter:
    """Makes messages of what happened, in the words and the mode of that moment."""

    def __init__(
        self, announcer: Announcer, *, wording: Wording, notes: Iterable[tuple[str, str]], mode: SpeakMode
    ) -> None:
        """Take the announcer, whose snapshots tell whether words are still true.

        notes: (currency, value) of every note that can be read; private mode's tones tell ranks among them.
        """
        self.wording = wording
        self.mode = mode
        self.count = Count()
        self.view = CountedView()
        self.source_name: str | None = None
        self.now_s = 0.0
        self.gives_hints = True  # set from any thread
        self._numbers = itertools.count(1)
        self._announcer = announcer
        self.notes = tuple(notes)
        self._last: tuple[Message, Count] | None = None

    # Values and hints

    def value(self, announcement: Announcement, *, decided_ms: float) -> Message:
        """A value as it is told in the mode of this moment; in count mode its note is added first."""
        # Asked once: the mode may change meanwhile, and then these words are no longer valid.
        mode = self.mode

        def still_valid() -> bool:
            is_secret_now = self.mode.is_private and not mode.is_private
            return not is_secret_now and self._announcer.is_there(announcement, grace_s=VALUE_GRACE_S)

        # What is no longer money adds nothing.
        note = announcement.currency, announcement.value
        is_added = mode.counts and not announcement.is_withdrawn and not self.view.holds(*note, self.count)
        if is_added:
            self.count = self.count.add(*note)
            self.view.add(*note)
        tones: ToneCode = ()
        if mode.is_private:
            text, tones = self.wording.phrase(Phrase.PRIVATE_TOLD), self._code(announcement)
        elif is_added:
            text = self.wording.added(self.count)
        else:
            text = self.wording.announced(announcement)
        told = Message(
            MessageKind.VALUE,
            "value",
            "value",
            Priority.VALUE,
            text,
            self.now_s,
            id=next(self._numbers),
            tones=tones,
            still_valid=still_valid,
            has_amount=not tones,
            source=self.source_name,
            announcement=announcement,
            decided_ms=decided_ms,
        )
        self._last = told, self.count
        return told

    def hint(self, hint: Hint, *, decided_ms: float) -> Message:
        """A hint, worth saying while such are wanted, its trouble lasts, nothing is read, and the voice speaks it."""
        language = self.wording.language

        def still_valid() -> bool:
            return self.gives_hints and self.wording.language == language and self._announcer.hint_holds(hint)

        return Message(
            MessageKind.HINT,
            hint.kind.value,
            "hint",
            Priority.HINT,
            self.wording.hint(hint.kind, self._announcer.guidance_level),
            self.now_s,
            id=next(self._numbers),
            still_valid=still_valid,
            source=self.source_name,
            hint=hint,
            decided_ms=decided_ms,
        )

    def table(
        self,
        finding: TableFinding,
        text: str,
        *,
        took_ms: float,
        has_amount: bool,
        still_valid: Callable[[], bool],
    ) -> Message:
        """What lies on the table, in these words; `took_ms` from the question to now."""
        return Message(
            MessageKind.TABLE,
            "table",
            "table",
            Priority.ANSWER,
            text,
            self.now_s,
            id=next(self._numbers),
            still_valid=still_valid,
            has_amount=has_amount,
            source=self.source_name,
            table=finding,
            decided_ms=took_ms,
        )

    def place_tone(self, place: PlaceTone, still_valid: Callable[[], bool]) -> Message:
        """A tone where the note is; nothing for the log, three a second would drown the rest."""
        return self.status(
            Status.SAID, TONE_SIGN, topic="place", priority=Priority.PLACE, tones=(place.tone,), still_valid=still_valid
        )

    def repeat(self) -> Message:
        """The last value again, in private mode by its tones; or that there is none yet."""
        if self.mode.is_private:
            last = self._announcer.repeat()
            code = ERROR_CODE if last is None else self._code(last)
            return self.status(
                Status.SAID,
                self.wording.phrase(Phrase.PRIVATE_TOLD),
                topic="value",
                priority=Priority.VALUE,
                tones=code,
            )
        last = self._announcer.repeat()
        if last is None:
            return self.answer(self.wording.phrase(Phrase.NOTHING_TO_REPEAT), topic="value", is_logged=False)
        text = self.wording.announced(last)
        if self._last is not None:
            said, count = self._last
            # As it was said, unless private mode told nothing in it or its total no longer holds.
            if said.announcement is last and not said.tones and count is self.count:
                text = said.text
        return self.status(
            Status.SAID,
            text,
            topic="value",
            priority=Priority.VALUE,
            still_valid=lambda: not self.mode.is_private,
            has_amount=True,
        )

    def tone_codes(self) -> tuple[tuple[str, int], ...]:
        """Each value of the currencies that are on with its number of tones, in words and as its rank."""
        codes = []
        for currency in self.wording.currencies:
            values = sorted({Decimal(value) for code, value in self.notes if code == currency})
            for rank, value in enumerate(values, 1):
                codes.append((self.wording.tones(format(value, "f"), currency, rank), rank))
        return tuple(codes)

    def tones(self, code: ToneCode, topic: str) -> Message:
        """Tones that the person wants to hear."""
        text = self.wording.phrase(Phrase.PRIVATE_TOLD)
        return self.status(Status.SAID, text, topic=topic, priority=Priority.ANSWER, tones=code)

    # States and answers

    def status(
        self,
        status: Status,
        text: str,
        *,
        topic: str,
        said: str = "",
        spoken: bool = True,
        priority: Priority = Priority.STATUS,
        tones: ToneCode = (),
        still_valid: Callable[[], bool] | None = None,
        has_amount: bool = False,
        done: Callable[[SpokenRecord], None] | None = None,
    ) -> Message:
        """A change of state, or words that were asked for; `done` hears what became of them."""
        return Message(
            MessageKind.STATUS,
            status.value,
            topic,
            priority,
            text,
            self.now_s,
            id=next(self._numbers),
            said=said,
            spoken=spoken,
            tones=tones,
            still_valid=still_valid or _always,
            has_amount=has_amount,
            source=self.source_name,
            done=done,
        )

    def invitation(self, status: Status, text: str) -> Message:
        """That notes can be held up now, or are played: no longer worth saying once one was named."""
        last = self._announcer.repeat()
        return self.status(status, text, topic="camera", still_valid=lambda: self._announcer.repeat() is last)

    def trouble(
        self,
        status: Status,
        trouble: Trouble,
        *,
        topic: str,
        spoken: bool = True,
        still_valid: Callable[[], bool] | None = None,
    ) -> Message:
        """What went wrong, in the person's words; those that are said are for an ear."""
        text, said = self.wording.trouble(trouble), self.wording.trouble(trouble, aloud=True)
        return self.status(status, text, topic=topic, said=said, spoken=spoken, still_valid=still_valid)

    def answer(
        self,
        text: str,
        *,
        topic: str,
        has_amount: bool = False,
        still_valid: Callable[[], bool] | None = None,
        is_logged: bool = True,
    ) -> Message:
        """What the person asked for; what tells an amount is no longer valid in private."""

        def holds() -> bool:
            is_kept_back = has_amount and self.mode.is_private
            return not is_kept_back and (still_valid is None or still_valid())

        status = Status.ANSWER if is_logged else Status.SAID
        return self.status(
            status, text, topic=topic, priority=Priority.ANSWER, has_amount=has_amount, still_valid=holds
        )

    def what_is_seen(self, observation: Observation | None) -> Message:
        """What the newest picture shows; no longer true once another note was named."""
        announced, last = self._announcer.current_value, self._announcer.repeat()
        is_private = self.mode.is_private
        text = self.wording.described(
            observation, announced, is_private=is_private, parameters=self._announcer.guidance
        )
        return self.answer(
            text,
            topic="seen",
            has_amount=announced is not None and not is_private,
            still_valid=lambda: self._announcer.repeat() is last,
        )

    def _code(self, announcement: Announcement) -> ToneCode:
        if announcement.is_withdrawn:
            return ERROR_CODE
        return tone_code(rank_of(announcement.currency, announcement.value, self.notes))


def _always() -> bool:
    return True
