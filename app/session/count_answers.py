"""What is answered about the counted notes: read, undone, cleared. What they are is kept by the presenter.

No thread of its own.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from app.feedback.count import Count
from app.feedback.phrases import Phrase
from app.session.messages import Message
from app.session.presenter import Presenter
from app.speech.protocols import SpokenRecord

# How long a question waits for its second press.
CONFIRM_WITHIN_S: Final = 10.0


@dataclass(slots=True)
class _Question:
    """Whether all these notes are to be forgotten, and when it was asked, in monotonic seconds."""

    count: Count
    asked_s: float


class CountAnswers:
    """Makes messages about the count, in the words and the mode of that moment. Used by the session's thread."""

    def __init__(self, presenter: Presenter, clock: Callable[[], float]) -> None:
        """Take whose count it is, and monotonic seconds."""
        self._presenter = presenter
        self._clock = clock
        self._cleared: Count | None = None
        self._asked_to_clear: _Question | None = None

    def read(self) -> Message:
        """The counted notes and the totals; in private only how many they are."""
        secret = self._presenter.wording.phrase(Phrase.PRIVATE_NO_AMOUNTS)
        return self._count_answer(
            self._presenter.wording.listed(self._presenter.count),
            discreet=f"{secret} {self._presenter.wording.notes(len(self._presenter.count))}",
            again=self.read,
        )

    def undo(self) -> Message:
        """Take the last note away or, right after a clearing, bring all back; and say so."""
        self._asked_to_clear = None
        if not len(self._presenter.count) and self._cleared is not None:
            self._presenter.count, self._cleared = self._cleared, None
            return self._restored()
        before, self._presenter.count = self._presenter.count, self._presenter.count.undo()
        self._presenter.view.take_back((entry.currency, entry.value) for entry in before.last_step())
        return self._undone(before)

    def clear(self) -> Message:
        """Ask whether all counted notes are to be forgotten or, when asked a moment ago, forget them."""
        now_s = self._clock()
        asked, self._asked_to_clear = self._asked_to_clear, None
        if not len(self._presenter.count):
            return self._presenter.answer(self._presenter.wording.phrase(Phrase.COUNT_EMPTY), topic="count")
        if asked is not None and asked.count is self._presenter.count and now_s - asked.asked_s <= CONFIRM_WITHIN_S:
            self._cleared, self._presenter.count = self._presenter.count, self._presenter.count.clear()
            return self._presenter.answer(self._presenter.wording.phrase(Phrase.COUNT_CLEARED), topic="count")
        return self._ask_to_clear()

    def _ask_to_clear(self) -> Message:
        count, wording = self._presenter.count, self._presenter.wording
        question = self._asked_to_clear = _Question(count, self._clock())

        def done(record: SpokenRecord) -> None:
            if record.outcome == "hushed" and record.started_at_s is None:
                # Nobody says yes to what was not heard.
                question.asked_s = -math.inf

        def again() -> Message | None:
            # Of what was answered, or done otherwise, nobody asks any more.
            return self._ask_to_clear() if self._asked_to_clear is question else None

        return self._presenter.answer(
            wording.phrase(Phrase.COUNT_CLEAR_ASKED, notes=wording.notes(len(count))),
            topic="count",
            still_valid=lambda: self._asked_to_clear is question and self._presenter.count is count,
            again=again,
            is_kept=True,
            done=done,
        )

    def _restored(self) -> Message:
        count, wording = self._presenter.count, self._presenter.wording
        restored = wording.restored(count)
        return self._count_answer(
            f"{restored} {wording.listed(count)}", discreet=restored, again=self._restored, is_amount=bool(len(count))
        )

    def _undone(self, before: Count) -> Message:
        wording = self._presenter.wording
        # The person must learn that it was done, in private, too.
        done = Phrase.COUNT_UNDONE_PRIVATE if len(before) else Phrase.COUNT_EMPTY
        return self._count_answer(
            wording.undone(before, self._presenter.count),
            discreet=wording.phrase(done),
            again=lambda: self._undone(before),
        )

    def _count_answer(
        self, text: str, *, discreet: str, again: Callable[[], Message], is_amount: bool = True
    ) -> Message:
        """Say an amount, or in private mode the words that tell none; true as long as the count is as it was."""
        count = self._presenter.count
        is_private = self._presenter.mode.is_private
        return self._presenter.answer(
            discreet if is_private else text,
            topic="count",
            has_amount=is_amount and not is_private,
            still_valid=lambda: self._presenter.count is count,
            again=again,
        )
