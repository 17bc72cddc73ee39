"""Texts read aloud line by line, in the pace of the voice, or of reading where no voice sounds. No texts here."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.speech.protocols import SpokenRecord

Say = Callable[[str, Callable[[SpokenRecord], None]], None]

MS_PER_LETTER = 65
_TIMES_SAID = 3


class ReadAloud(QObject):
    """Reads lines one after another until the last or until `stop`.

    A line that a value cut short is said again. One that no voice of ours spoke (the sound is off, or a screen reader
    was given it) is given the time that reading it takes.

    Signals:
        line_begun: number of the line.
        finished: after the last line; not after `stop`.
    """

    line_begun = Signal(int)
    finished = Signal()
    _said = Signal(int, object)

    def __init__(self, say: Say, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self._lines: Sequence[str] = ()
        self._line = 0
        self._times = 0
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
        """Read no further; what is being said is not cut here."""
        self._turn += 1
        self._timer.stop()
        self._is_reading = False

    def _next(self) -> None:
        self._line += 1
        self._times = 0
        if self._line >= len(self._lines):
            self._is_reading = False
            self.finished.emit()
            return
        self.line_begun.emit(self._line)
        self._say_line()

    def _say_line(self) -> None:
        self._turn += 1
        self._times += 1
        turn = self._turn
        self._say(self._lines[self._line], lambda record: self._said.emit(turn, record))

    def _was_said(self, turn: int, record: SpokenRecord) -> None:
        if turn != self._turn or not self._is_reading:
            return
        if record.outcome == "cut" and self._times < _TIMES_SAID:
            self._say_line()
        elif record.started_at_s is None:
            self._timer.start(len(self._lines[self._line]) * MS_PER_LETTER)
        else:
            self._next()
