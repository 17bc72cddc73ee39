"""What is answered about the table: words or silence by the mode, and in count mode all its notes counted at once.

No thread and no clock of its own. What lies on the table is found in `app.feedback.table`.
"""

from collections.abc import Callable
from typing import Final

from app.feedback.private import Tone, ToneCode
from app.feedback.table import TableFinding
from app.feedback.table_words import TablePhrase, private_words, table_phrase, table_words
from app.feedback.utterance import Priority
from app.session.messages import Message, Status
from app.session.presenter import TONE_SIGN, Presenter

# Two soft steps upwards: unlike the pulses of a value, which keep to one height within a group.
WORKING: Final[ToneCode] = (Tone(520.0, 40, 60), Tone(660.0, 40, 0))
_TOPIC: Final = "table"


class TableAnswers:
    """Makes messages about the table, in the words and the mode of that moment. Used by the session's thread."""

    def __init__(self, presenter: Presenter, *, camera_faces_person: Callable[[], bool]) -> None:
        """Take who makes messages and keeps the count, and whether left and right are the picture's other way round."""
        self._presenter = presenter
        self._camera_faces_person = camera_faces_person
        self.view = presenter.view

    def working(self) -> Message:
        """That the table is being looked at: a sound, which the answer cuts."""
        return self._presenter.status(Status.SAID, TONE_SIGN, topic=_TOPIC, priority=Priority.ANSWER, tones=WORKING)

    def slow(self) -> Message:
        """That it takes longer than it should."""
        return self._fixed(TablePhrase.SLOW)

    def failed(self) -> Message:
        """That it could not be looked at."""
        return self._fixed(TablePhrase.FAILED)

    def answer(self, finding: TableFinding, *, took_ms: float) -> Message:
        """What lies on the table; in count mode all that is not counted yet is added first."""
        mode = self._presenter.mode
        new = self.view.new(finding.notes, self._presenter.count) if mode.counts else []
        if new:
            self._presenter.count = self._presenter.count.add_all(new)
            self.view.add_all(new)
        return self._told(finding, len(new), took_ms)

    def _told(self, finding: TableFinding, added: int, took_ms: float) -> Message:
        """What lies there, in the words, the mode and with the total of now."""
        mode, count = self._presenter.mode, self._presenter.count
        if mode.is_private:
            text = self._private(finding)
        elif mode.counts and any(not note.is_withdrawn for note in finding.notes):
            text = self._counted(finding, added)
        else:
            text = self._all(finding)

        def still_valid() -> bool:
            is_secret_now = self._presenter.mode.is_private and not mode.is_private
            return not is_secret_now and (not mode.counts or self._presenter.count is count)

        return self._presenter.table(
            finding,
            text,
            took_ms=took_ms,
            has_amount=bool(finding.notes) and not mode.is_private,
            still_valid=still_valid,
            again=lambda: self._told(finding, added, took_ms),
        )

    def _counted(self, finding: TableFinding, added: int) -> str:
        wording = self._presenter.wording
        if added:
            told = table_phrase(TablePhrase.ADDED, wording.language, notes=wording.notes(added))
        else:
            told = table_phrase(TablePhrase.ALREADY, wording.language)
        return f"{self._all(finding)} {told} {wording.count_total(self._presenter.count)}"

    def _all(self, finding: TableFinding) -> str:
        wording = self._presenter.wording
        return table_words(
            finding, wording.language, wording.full_names, camera_faces_person=self._camera_faces_person()
        )

    def _private(self, finding: TableFinding) -> str:
        return private_words(finding, self._presenter.wording.language, camera_faces_person=self._camera_faces_person())

    def _fixed(self, key: TablePhrase) -> Message:
        return self._presenter.answer(table_phrase(key, self._presenter.wording.language), topic=_TOPIC)
