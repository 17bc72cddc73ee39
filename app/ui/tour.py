"""The tour of the first start: a minute of words, then three notes of the demo reel. Its words are in texts.py."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from app.ui.read_aloud import ReadAloud

DEMO_NOTES: Final = 3
_DEMO_LIMIT_MS: Final = 25_000


class Tour(QObject):
    """Reads the lines, then has the demo shown until some notes were announced.

    Signals:
        demo_wanted: the demo reel is to be shown from now on.
        over: it came to its end, or was left before (True); the camera is to be looked at.
    """

    demo_wanted = Signal()
    over = Signal(bool)

    def __init__(self, read_aloud: ReadAloud, show_line: Callable[[str], None], parent: QObject | None = None) -> None:
        """Take what reads aloud, and what shows a line on the screen."""
        super().__init__(parent)
        self._read_aloud = read_aloud
        self._show_line = show_line
        self._lines: Sequence[str] = ()
        self._is_on = False
        self._is_in_demo = False
        self._notes = 0
        self._limit = QTimer(self)
        self._limit.setSingleShot(True)
        self._limit.setInterval(_DEMO_LIMIT_MS)
        self._limit.timeout.connect(lambda: self._end(was_left=False))
        read_aloud.line_begun.connect(self._line_begun)
        read_aloud.finished.connect(self._words_over)
        read_aloud.left.connect(self.skip)

    @property
    def is_on(self) -> bool:
        """Whether the tour is under way."""
        return self._is_on

    def start(self, lines: Sequence[str]) -> None:
        """Begin with the first line."""
        self._is_on, self._is_in_demo, self._notes = True, False, 0
        self._lines = lines
        self._read_aloud.start(lines)

    def reword(self, lines: Sequence[str]) -> None:
        """The lines in another language: what was read in the one before begins anew."""
        if self._is_on and not self._is_in_demo:
            self.start(lines)

    def skip(self) -> None:
        """Leave the tour."""
        if self._is_on:
            self._read_aloud.stop()
            self._end(was_left=True)

    def announced(self) -> None:
        """A value was announced."""
        if self._is_in_demo:
            self._notes += 1
            if self._notes >= DEMO_NOTES:
                self._end(was_left=False)

    def _line_begun(self, line: int) -> None:
        if self._is_on and not self._is_in_demo:
            self._show_line(self._lines[line])

    def _words_over(self) -> None:
        if self._is_on and not self._is_in_demo:
            self._is_in_demo = True
            self._limit.start()
            self.demo_wanted.emit()

    def _end(self, *, was_left: bool) -> None:
        self._limit.stop()
        self._is_on = self._is_in_demo = False
        self.over.emit(was_left)
