"""Who speaks, this app or the screen reader, and how words are handed over. What is said is not decided here.

Qt announces words to a screen reader since 6.8. Two things are known to go wrong, and both would leave a blind person
with silence: `QAccessible.isActive()` may be true on Linux though no screen reader runs (and elsewhere whenever any
tool looked at the window), and announcements of a window without the focus are ignored. So the screen reader is given
the words only when all is sure, and otherwise the app speaks.
"""

import ctypes
import sys
from collections.abc import Callable, Iterable

from PySide6 import QtGui
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

from app.feedback.utterance import Priority, Utterance
from app.session import MakesSpeech
from app.speech.protocols import (
    Adjustable,
    AnswersVoices,
    SoundChoice,
    Speech,
    SpokenRecord,
    VoiceInfo,
)

CAN_ANNOUNCE = hasattr(QtGui, "QAccessibleAnnouncementEvent")


def reader_speaks(setting: str, *, can_announce: bool, has_focus: bool, reader_is_known: bool) -> bool:
    """Whether the screen reader is given the words; False: the app speaks itself.

    Args:
        setting: "app", "screen_reader" or "automatic".
        can_announce: Qt is new enough.
        has_focus: the window has the keys' attention.
        reader_is_known: the system itself says that a screen reader runs.
    """
    if setting == "app" or not (can_announce and has_focus):
        return False
    return setting == "screen_reader" or reader_is_known


def reader_is_known(platform: str = sys.platform) -> bool:
    """Whether the system itself says that a screen reader runs; False where it cannot be asked for sure.

    Only Windows can: its readers set a flag there (SPI_GETSCREENREADER), which has not been tried on a Windows machine.
    """
    if platform != "win32":
        return False
    runs = ctypes.c_int(0)
    windll = getattr(ctypes, "windll", None)
    asked = windll is not None and windll.user32.SystemParametersInfoW(0x0046, 0, ctypes.byref(runs), 0)
    return bool(asked) and bool(runs.value) and QAccessible.isActive()


class ScreenReader(QObject):
    """The way to the screen reader. Made in Qt's thread; `speaks` and `announce` may be used from any.

    Signals:
        posted: words that went to the screen reader, and whether they were pressing.
    """

    posted = Signal(str, bool)
    _asked = Signal(str, bool, object)

    def __init__(self, setting: str = "automatic", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._setting = setting
        self._window: QWidget | None = None
        self.speaks = False
        self._asked.connect(self._post, Qt.ConnectionType.QueuedConnection)

    def attach(self, window: QWidget) -> None:
        """Announce from this window, while it has the focus."""
        self._window = window
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusWindowChanged.connect(self._look_again)
        self._look_again()

    def choose(self, setting: str) -> None:
        """Who is to speak: "app", "screen_reader" or "automatic"."""
        self._setting = setting
        self._look_again()

    def announce(self, text: str, *, pressing: bool, otherwise: Callable[[], None]) -> None:
        """Hand the words over; `otherwise` is called, in Qt's thread, when the focus was lost meanwhile."""
        self._asked.emit(text, pressing, otherwise)

    def _look_again(self) -> None:
        self.speaks = reader_speaks(
            self._setting,
            can_announce=CAN_ANNOUNCE,
            has_focus=self._window is not None and QApplication.focusWindow() is not None,
            reader_is_known=reader_is_known(),
        )

    def _post(self, text: str, pressing: bool, otherwise: Callable[[], None]) -> None:
        self._look_again()
        if not self.speaks or self._window is None:
            otherwise()
            return
        event = QtGui.QAccessibleAnnouncementEvent(QApplication.focusWidget() or self._window, text)
        politeness = QAccessible.AnnouncementPoliteness
        event.setPoliteness(politeness.Assertive if pressing else politeness.Polite)
        QAccessible.updateAccessibility(event)
        self.posted.emit(text, pressing)


class ReaderSpeech:
    """Speech that gives its words to the screen reader while that speaks, and to the app's own voice otherwise."""

    def __init__(self, own: Speech, reader: ScreenReader, on_spoken: Callable[[SpokenRecord], None]) -> None:
        self.own = own
        self._reader = reader
        self._on_spoken = on_spoken
        self._last_value: Utterance | None = None

    @property
    def muted(self) -> bool:
        """While True the app's own voice says nothing; the screen reader has its own switch."""
        return self.own.muted

    @muted.setter
    def muted(self, muted: bool) -> None:
        self.own.muted = muted

    def say(self, utterance: Utterance, at_s: float | None = None) -> None:
        """Have the words said by whoever speaks now."""
        if utterance.priority is Priority.VALUE:
            self._last_value = utterance
        # Tones are no words: only this app can play them.
        if not self._reader.speaks or utterance.tones:
            self.own.say(utterance, at_s)
        elif utterance.still_valid():
            self._reader.announce(
                utterance.text,
                pressing=utterance.priority is Priority.VALUE,
                otherwise=lambda: self.own.say(utterance, at_s),
            )
            now_s = at_s or 0.0
            self._on_spoken(SpokenRecord(utterance.text, utterance.priority, now_s, None, None, "spoken"))

    def advance(self, at_s: float) -> None:
        """Tell the source time."""
        self.own.advance(at_s)

    def cut(self) -> None:
        """Stop what the app's own voice says."""
        self.own.cut()

    def hush(self) -> None:
        """Stop the app's own voice; a screen reader is hushed with its own key."""
        self.own.hush()

    def repeat(self) -> bool:
        """Have the last value said again; False when there was none."""
        if self._last_value is None:
            return False
        self.say(Utterance(self._last_value.text, Priority.VALUE, tones=self._last_value.tones))
        return True

    def prewarm(self, texts: Iterable[str]) -> None:
        """Let the app's own voice render words ahead of time."""
        self.own.prewarm(texts)

    def adjust(self, choice: SoundChoice) -> None:
        """How the app's own voice sounds."""
        if isinstance(self.own, Adjustable):
            self.own.adjust(choice)

    def ask_voices(self, answer: Callable[[tuple[VoiceInfo, ...]], None]) -> None:
        """Which voices the app itself has."""
        if isinstance(self.own, AnswersVoices):
            self.own.ask_voices(answer)

    def close(self) -> bool:
        """End the app's own voice."""
        return self.own.close()


def speech_through(reader: ScreenReader) -> Callable[[MakesSpeech], MakesSpeech]:
    """What puts the screen reader between a session and its voice."""

    def through(make: MakesSpeech) -> MakesSpeech:
        def make_speech(
            *, on_spoken: Callable[[SpokenRecord], None], on_problem: Callable[[str], None]
        ) -> ReaderSpeech:
            return ReaderSpeech(make(on_spoken=on_spoken, on_problem=on_problem), reader, on_spoken)

        return make_speech

    return through
