"""From what was decided to what is told: Decision -> Message. The rules of private and count mode live here.

No thread and no clock of its own. The session's thread makes messages; `mode`, `count` and `repeat` may be asked from
any thread. Where a message goes is decided in `outlets.py`, its words are made in `wording.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
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
from app.session.message_maker import MessageMaker
from app.session.messages import Message, MessageKind, Status
from app.session.wording import Wording

# How long after a note has gone its value is still worth saying: words that began stay whole, late ones are dropped.
VALUE_GRACE_S: Final = 2.5
# A value with its total takes longer to say, and remains true as long as nothing else is counted.
COUNTED_GRACE_S: Final = 6.0
TONE_SIGN: Final = "♪"


class Presenter(MessageMaker):
    """Makes messages of what happened, in the words and the mode of that moment."""

    def __init__(
        self, announcer: Announcer, *, wording: Wording, notes: Iterable[tuple[str, str]], mode: SpeakMode
    ) -> None:
        """Take the announcer, whose snapshots tell whether words are still true.

        notes: (currency, value) of every note that can be read; private mode's tones tell ranks among them.
        """
        super().__init__(wording, mode)
        self.count = Count()
        self.view = CountedView()
        self.gives_hints = True  # set from any thread
        self._announcer = announcer
        self.notes = tuple(notes)
        self._last: tuple[Message, Count] | None = None

    # Values and hints

    def value(self, announcement: Announcement, *, decided_ms: float) -> Message:
        """A value as it is told in the mode of this moment; in count mode its note is added first."""
        # Asked once: the mode may change meanwhile, and then these words are no longer valid.
        mode = self.mode

        # What is no longer money adds nothing.
        note = announcement.currency, announcement.value
        is_added = mode.counts and not announcement.is_withdrawn and not self.view.holds(*note, self.count)
        if is_added:
            self.count = self.count.add(*note)
            self.view.add(*note)
        count = self.count

        def still_valid() -> bool:
            is_secret_now = self.mode.is_private and not mode.is_private
            is_other_total = is_added and self.count is not count
            grace_s = COUNTED_GRACE_S if is_added else VALUE_GRACE_S
            is_there = self._announcer.is_there(announcement, grace_s=grace_s)
            return is_there and not is_secret_now and not is_other_total

        def in_words(wording: Wording) -> str:
            if mode.is_private:
                return wording.phrase(Phrase.PRIVATE_TOLD)
            return wording.added(count) if is_added else wording.announced(announcement)

        def again() -> Message | None:
            # For another language alone: of a note that has gone nothing more is said.
            if not still_valid():
                return None
            return self.status(
                Status.SAID,
                in_words(self.wording),
                topic="value",
                priority=Priority.VALUE,
                still_valid=still_valid,
                has_amount=True,
            )

        wording = self.wording
        text, tones = in_words(wording), self._code(announcement) if mode.is_private else ()
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
            again=again,
            language=wording.language,
        )
        self._last = told, count
        return told

    def hint(self, hint: Hint, *, decided_ms: float) -> Message:
        """A hint, worth saying while such are wanted, its trouble lasts, nothing is read, and the voice speaks it."""
        wording = self.wording

        def still_valid() -> bool:
            return self.gives_hints and self.wording.language == wording.language and self._announcer.hint_holds(hint)

        return Message(
            MessageKind.HINT,
            hint.kind.value,
            "hint",
            Priority.HINT,
            wording.hint(hint.kind, self._announcer.guidance_level),
            self.now_s,
            id=next(self._numbers),
            still_valid=still_valid,
            source=self.source_name,
            hint=hint,
            decided_ms=decided_ms,
            language=wording.language,
        )

    def table(
        self,
        finding: TableFinding,
        text: str,
        *,
        took_ms: float,
        has_amount: bool,
        still_valid: Callable[[], bool],
        again: Callable[[], Message | None] | None = None,
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
            again=again,
            language=self.wording.language,
        )

    def place_tone(self, place: PlaceTone, still_valid: Callable[[], bool]) -> Message:
        """A tone where the note is; nothing for the log, three a second would drown the rest."""
        return self.status(
            Status.SAID, TONE_SIGN, topic="place", priority=Priority.PLACE, tones=(place.tone,), still_valid=still_valid
        )

    def repeat(self) -> Message:
        """The last value again, in private mode by its tones; or that there is none yet. Of a newer one, that one."""
        last, is_private, count = self._announcer.repeat(), self.mode.is_private, self.count
        tones: ToneCode = ()
        if is_private:
            text, tones = self.wording.phrase(Phrase.PRIVATE_TOLD), ERROR_CODE if last is None else self._code(last)
        elif last is None:
            text = self.wording.phrase(Phrase.NOTHING_TO_REPEAT)
        else:
            text = self._said_last(last)

        def still_valid() -> bool:
            is_last = self._announcer.repeat() is last and self.count is count
            return is_last and self.mode.is_private is is_private

        return self.status(
            Status.SAID,
            text,
            topic="value",
            priority=Priority.ANSWER,
            tones=tones,
            still_valid=still_valid,
            has_amount=last is not None and not is_private,
            again=self.repeat,
        )

    def _said_last(self, last: Announcement) -> str:
        """As it was said, unless private mode told nothing in it, its total no longer holds, or in other words."""
        if self._last is not None:
            said, count = self._last
            is_so = said.announcement is last and not said.tones and count is self.count
            if is_so and said.language == self.wording.language:
                return said.text
        return self.wording.announced(last)

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

    def invitation(self, status: Status, text: str) -> Message:
        """That notes can be held up now, or are played: no longer worth saying once one was named."""
        last = self._announcer.repeat()
        return self.status(status, text, topic="camera", still_valid=lambda: self._announcer.repeat() is last)

    def what_is_seen(
        self, observation: Observation | None, again: Callable[[], Message | None] | None = None
    ) -> Message:
        """What the newest picture shows; no longer true once another note was named, or a while after it has gone."""
        announced, last = self._announcer.current_value, self._announcer.repeat()
        is_private = self.mode.is_private
        text = self.wording.described(
            observation, announced, is_private=is_private, parameters=self._announcer.guidance
        )

        def still_valid() -> bool:
            is_there = announced is None or self._announcer.is_there(announced, grace_s=VALUE_GRACE_S)
            return is_there and self._announcer.repeat() is last

        has_amount = announced is not None and not is_private
        told = self.answer(text, topic="seen", has_amount=has_amount, still_valid=still_valid, again=again)
        # Notes that follow each other faster than it is said would cut it each time: the next one is told after it.
        return replace(told, may_go_on=lambda: not (has_amount and self.mode.is_private))

    def _code(self, announcement: Announcement) -> ToneCode:
        if announcement.is_withdrawn:
            return ERROR_CODE
        return tone_code(rank_of(announcement.currency, announcement.value, self.notes))
