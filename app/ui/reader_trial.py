"""Does the person hear the screen reader? Words go to it alone, and a key must answer, else our voice stays."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from app.ui.preferences import Preferences
from app.ui.screen_reader import ScreenReader
from app.ui.voice_words import Words, words

TRIAL_MS: Final = 10_000
_ANSWERS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ReaderTrial(QObject):
    """Guards the choice of the screen reader: it holds only once its words were heard.

    Signals:
        over: whether they were heard.
    """

    over = Signal(bool)

    def __init__(
        self,
        preferences: Preferences,
        reader: ScreenReader,
        say: Callable[[str], None],
        parent: QObject | None = None,
    ) -> None:
        """Take the settings that it watches, the way to the reader, and what speaks in our own voice."""
        super().__init__(parent)
        self._preferences = preferences
        self._reader = reader
        self._say = say
        self._before = preferences.settings.who_speaks
        self._returns_to = "automatic"
        self._limit = QTimer(self)
        self._limit.setSingleShot(True)
        self._limit.setInterval(TRIAL_MS)
        self._limit.timeout.connect(self.run_out)
        preferences.changed.connect(self._settings_changed)

    @property
    def is_on(self) -> bool:
        """Whether the key is waited for."""
        return self._limit.isActive()

    def begin(self) -> None:
        """Give the sample to the reader, and wait for the key; without a reader the choice is taken back at once."""
        if not self._reader.can_try:
            self._return(Words.NO_READER)
            return
        self._limit.start()
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)
        self._reader.try_out(self._words(Words.TRIAL))

    def run_out(self) -> None:
        """The time is over: our own voice stays, and says so."""
        self._stop()
        self._return(Words.TRIAL_FAILED)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the Enter key while it is waited for, and leave all others alone."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _ANSWERS:
            # The Enter that chose the reader in the list may still be held down.
            if not event.isAutoRepeat():
                self._pass()
            return True
        return False

    def _settings_changed(self) -> None:
        before, self._before = self._before, self._preferences.settings.who_speaks
        if self._before == before:
            return
        if self.is_on:
            self._stop()
        if self._before == "screen_reader":
            self._returns_to = before
            if self._preferences.settings.reader_heard:
                self._preferences.change(reader_heard=False)
            self.begin()

    def _pass(self) -> None:
        self._stop()
        self._preferences.change(reader_heard=True)
        self._say(self._words(Words.TRIAL_PASSED))
        self.over.emit(True)

    def _return(self, why: Words) -> None:
        self._before = self._returns_to
        self._preferences.change(who_speaks=self._returns_to, reader_heard=False)
        self._say(self._words(why))
        self.over.emit(False)

    def _stop(self) -> None:
        self._limit.stop()
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    def _words(self, which: Words) -> str:
        return words(self._preferences.settings.language, which)
