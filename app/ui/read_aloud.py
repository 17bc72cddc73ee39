"""Texts read aloud line by line, in the pace of the voice, or of reading where no voice sounds. No texts here."""

from collections.abc import Callable, Sequence
from typing import Final, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.feedback.utterance import Priority
from app.speech.protocols import Outcome, SpokenRecord

MS_PER_LETTER: Final = 65
TOPIC: Final = "reading"

# Nobody of ours spoke the line to its end, or knows of it: it is given the time that reading it takes.
_UNHEARD: Final[frozenset[Outcome]] = frozenset({"unsaid", "handed_over"})
# The person wants no more of it, or something else is read now.
_LEFT: Final[frozenset[Outcome]] = frozenset({"hushed", "superseded"})


class Says(Protocol):
    """What says a line, and tells how it ended; see `Controls.say`."""

    def __call__(
        self,
        text: str,
        *,
        topic: str,
        priority: Priority = ...,
        still_valid: Callable[[], bool] | None = None,
        done: Callable[[SpokenRecord], None] | None = None,
    ) -> None:
        """Say these words."""


class ReadAloud(QObject):
    """Reads lines one after another until the last, until `stop`, or until the voice was hushed.

    What interrupts a line is the voice's affair, which says the line again then; only its end counts here.

    Signals:
        line_begun: number of the line.
        finished: after the last line.
        left: somebody hushed the voice, or something else is read now; not after `stop`.
    """

    line_begun = Signal(int)
    finished = Signal()
    left = Signal()
    _said = Signal(int, object)

    def __init__(self, say: Says, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self._lines: Sequence[str] = ()
        self._line = 0
        self._turn = 0
        self._is_reading = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._next)
        # `done` is called from the speech thread.
        self._said.connect(self._was_said, Qt.ConnectionType.QueuedConnection)

    @property
    def is_reading(self) -> bool:
        """Whether lines are still to come or being said."""
        return self._is_reading

    def start(self, lines: Sequence[str]) -> None:
        """Read these lines from the first; what was being read is left."""
        self.stop()
        self._lines = [line for line in lines if line.strip()]
        self._line = -1
        self._is_reading = True
        self._next()

    def stop(self) -> None:
        """Read no further; the line that is being said is cut, and nothing else that is said or waits."""
        self._turn += 1
        self._timer.stop()
        self._is_reading = False

    def _next(self) -> None:
        self._line += 1
        if self._line >= len(self._lines):
            self._is_reading = False
            self.finished.emit()
            return
        self.line_begun.emit(self._line)
        self._turn += 1
        turn = self._turn
        self._say(
            self._lines[self._line],
            topic=TOPIC,
            priority=Priority.READING,
            still_valid=lambda: turn == self._turn,
            done=lambda record: self._said.emit(turn, record),
        )

    def _was_said(self, turn: int, record: SpokenRecord) -> None:
        if turn != self._turn or not self._is_reading:
            return
        if record.outcome in _LEFT:
            self.stop()
            self.left.emit()
        elif record.outcome in _UNHEARD:
            self._timer.start(len(self._lines[self._line]) * MS_PER_LETTER)
        else:
            self._next()
