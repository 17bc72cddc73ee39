"""What is answered about the counted notes: read, undone, cleared. What they are is kept by the presenter.

No thread and no clock of its own.
"""

from typing import Final

from app.feedback.count import Count
from app.feedback.phrases import Phrase
from app.session.messages import Message
from app.session.presenter import Presenter

# How long a question waits for its second press.
CONFIRM_WITHIN_S: Final = 10.0


class CountAnswers:
    """Makes messages about the count, in the words and the mode of that moment. Used by the session's thread."""

    def __init__(self, presenter: Presenter) -> None:
        """Take whose count it is."""
        self._presenter = presenter
        self._cleared: Count | None = None
        self._asked_to_clear: tuple[Count, float] | None = None

    def read(self) -> Message:
        """The counted notes and the totals; in private only how many they are."""
        secret = self._presenter.wording.phrase(Phrase.PRIVATE_NO_AMOUNTS)
        return self._count_answer(
            self._presenter.wording.listed(self._presenter.count),
            discreet=f"{secret} {self._presenter.wording.notes(len(self._presenter.count))}",
        )

    def undo(self) -> Message:
        """Take the last note away or, right after a clearing, bring all back; and say so."""
        self._asked_to_clear = None
        if not len(self._presenter.count) and self._cleared is not None:
            self._presenter.count, self._cleared = self._cleared, None
            restored = self._presenter.wording.restored(self._presenter.count)
            return self._count_answer(
                f"{restored} {self._presenter.wording.listed(self._presenter.count)}",
                discreet=restored,
                is_amount=bool(len(self._presenter.count)),
            )
        before, self._presenter.count = self._presenter.count, self._presenter.count.undo()
        self._presenter.view.take_back((entry.currency, entry.value) for entry in before.last_step())
        # The person must learn that it was done, in private, too.
        done = Phrase.COUNT_UNDONE_PRIVATE if len(before) else Phrase.COUNT_EMPTY
        return self._count_answer(self._presenter.wording.undone(before), discreet=self._presenter.wording.phrase(done))

    def clear(self, now_s: float) -> Message:
        """Ask whether all counted notes are to be forgotten or, when asked a moment ago, forget them.

        now_s: monotonic seconds.
        """
        asked, self._asked_to_clear = self._asked_to_clear, None
        if not len(self._presenter.count):
            return self._presenter.answer(self._presenter.wording.phrase(Phrase.COUNT_EMPTY), topic="count")
        if asked is not None and asked[0] is self._presenter.count and now_s - asked[1] <= CONFIRM_WITHIN_S:
            self._cleared, self._presenter.count = self._presenter.count, self._presenter.count.clear()
            return self._presenter.answer(self._presenter.wording.phrase(Phrase.COUNT_CLEARED), topic="count")
        question = (self._presenter.count, now_s)
        self._asked_to_clear = question
        text = self._presenter.wording.phrase(
            Phrase.COUNT_CLEAR_ASKED, notes=self._presenter.wording.notes(len(self._presenter.count))
        )
        return self._presenter.answer(text, topic="count", still_valid=lambda: self._asked_to_clear is question)

    def _count_answer(self, text: str, *, discreet: str, is_amount: bool = True) -> Message:
        """Say an amount, or in private mode the words that tell none; true as long as the count is as it was."""
        count = self._presenter.count
        is_private = self._presenter.mode.is_private
        return self._presenter.answer(
            discreet if is_private else text,
            topic="count",
            has_amount=is_amount and not is_private,
            still_valid=lambda: self._presenter.count is count,
        )
