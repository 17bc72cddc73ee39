"""What is on the table? From the question to the answer: which frames are looked at, and when it is told.

The reading itself is in a thread of its own (`table_watch.py`); words and counting are in `table_answers.py`. Used by
the session's thread. No clock of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from app.camera.frame import Frame
from app.feedback.guidance import Hint, HintKind
from app.feedback.table import joined
from app.feedback.utterance import Announcement
from app.recognition.instances import TableReading
from app.recognition.observation import Observation
from app.session.choices import Choices
from app.session.table_answers import TableAnswers
from app.session.table_watch import NoTable, TableWatch
from app.session.teller import Teller

# So long an answer takes at most, seconds, or it is told that it takes longer; and so many pictures are joined in it.
LIMIT_S: Final = 2.0
# On a busy machine it may take many times that: it is heard so often that it goes on.
STILL_EVERY_S: Final = 4.0
PICTURES: Final = 3
# Where notes are counted, so long several must have been in view, seconds: who lays them out has his hands there.
LIES_STILL_S: Final = 2.0


@dataclass(slots=True)
class _Question:
    """What was asked, and what is known of it.

    Attributes:
        asked_s: when.
        offered_s: when the picture that is being read was offered; None while none is.
        longest_s: the longest that a picture took.
        readings: of the pictures so far.
        told_s: when it was told last that it takes longer; None before.
    """

    asked_s: float
    offered_s: float | None = None
    longest_s: float = 0.0
    readings: list[TableReading] = field(default_factory=list)
    told_s: float | None = None


class TableQuestions:
    """One question at a time; a newer one takes the place of the one before.

    Attributes:
        watch: reads the pictures; to be set before the first question.
    """

    def __init__(self, answers: TableAnswers, *, teller: Teller, choices: Choices, clock: Callable[[], float]) -> None:
        """Take who words the answer, who tells it, which currencies are on, and monotonic seconds."""
        self.watch: TableWatch = NoTable()
        self._answers = answers
        self._teller = teller
        self._choices = choices
        self._clock = clock
        self._question: _Question | None = None
        self._due: tuple[float, Callable[[], bool]] | None = None

    def ask(self) -> None:
        """Look at the table in the frames that come now, and tell what lies on it."""
        self.watch.reset()
        self._due = None
        self._question = _Question(self._clock())
        self._teller.tell(self._answers.working())

    def ask_when_still(self, still_valid: Callable[[], bool]) -> None:
        """Ask in a while, should this still be so then."""
        self._due = self._clock() + LIES_STILL_S, still_valid

    def cancel(self) -> None:
        """Nobody wants to know any more."""
        self._question = None
        self._due = None
        self.watch.reset()

    def outdoes(self, hint: Hint) -> bool:
        """Whether a hint is not wanted: how to hold a single note, or, once all were told, that there are several."""
        return self._question is not None or (hint.kind is HintKind.SEVERAL and self._answers.view.has_told)

    def keeps_quiet(self, announcement: Announcement) -> bool:
        """Whether a value that was earned now is not told by itself: the answer tells it, or has told it."""
        view = self._answers.view
        return self._question is not None or view.was_told(announcement.currency, announcement.value)

    def follow(self, frame: Frame, observation: Observation) -> None:
        """A frame was looked at: it is the next to be read, when one is wanted."""
        self._answers.view.follow(observation.captured_at_s, shows_note=observation.shows_note)
        self.collect()
        now_s = self._clock()
        if self._due is not None and now_s >= self._due[0]:
            is_still_so, self._due = self._due[1](), None
            if is_still_so:
                self.ask()
        question = self._question
        if question is None:
            return
        if question.offered_s is None and self.watch.is_free:
            question.offered_s = now_s
            self.watch.offer(frame, self._choices.on)
            self.collect()
        elif question.told_s is None:
            if now_s - question.asked_s >= LIMIT_S:
                question.told_s = now_s
                self._teller.tell(self._answers.slow())
        elif now_s - question.told_s >= STILL_EVERY_S:
            question.told_s = now_s
            self._teller.tell(self._answers.working())

    def collect(self) -> None:
        """Take in what was read meanwhile, and answer when that is enough."""
        for reading in self.watch.take():
            question = self._question
            if question is None:
                return
            if reading is None:
                self._question = None
                self._teller.tell(self._answers.failed())
                return
            now_s = self._clock()
            question.longest_s = max(question.longest_s, now_s - (question.offered_s or question.asked_s))
            question.offered_s = None
            question.readings.append(reading)
            # Another picture that would come too late is not waited for.
            too_late = now_s - question.asked_s + question.longest_s > LIMIT_S
            if len(question.readings) == PICTURES or too_late:
                self._question = None
                took_ms = (now_s - question.asked_s) * 1000
                finding = joined(question.readings)
                if len(finding.notes) + len(finding.unread) > 1:
                    self._answers.view.tell(finding.notes)
                self._teller.tell(self._answers.answer(finding, took_ms=took_ms))
