"""Words for the screen reader, where the person has chosen that it speaks. What is said is not decided here.

The app's own voice speaks unless the person has chosen the reader and has proved, by a key, to hear it. Of what a
reader is given nobody learns whether it is said: Orca 43 knows no announcements at all, and Orca 48 queues them behind
whatever it is saying. So words are handed over only while a reader runs and the window has the focus (those of other
windows are ignored), and count as handed over, never as spoken.
"""

from collections.abc import Callable, Iterable
from typing import Final

from PySide6 import QtGui
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

from app.feedback.utterance import Priority, Utterance
from app.session.protocols import MakesSpeech
from app.speech.protocols import (
    Adjustable,
    AnswersVoices,
    Outcome,
    SoundChoice,
    Speech,
    SpokenRecord,
    VoiceInfo,
)
from app.trouble import Trouble

_LAST_WORDS: Final = "goodbye"
CAN_ANNOUNCE = hasattr(QtGui, "QAccessibleAnnouncementEvent")
"""Whether this Qt can give words to a screen reader, which it does since 6.8."""


def reader_speaks(setting: str, *, is_heard: bool, can_announce: bool, has_focus: bool, is_running: bool) -> bool:
    """Whether the screen reader is given the words; False: the app speaks itself.

    Args:
        setting: "app", "screen_reader" or "automatic", which is the app as well.
        is_heard: the person has proved to hear the reader's words.
        can_announce: Qt is new enough.
        has_focus: the window has the keys' attention.
        is_running: a screen reader runs now.
    """
    return setting == "screen_reader" and is_heard and can_announce and has_focus and is_running


def announce(part: QWidget, text: str, *, pressing: bool = False) -> bool:
    """Have a screen reader told these words, from this part; whether Qt can."""
    if not CAN_ANNOUNCE:
        return False
    event = QtGui.QAccessibleAnnouncementEvent(part, text)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if pressing else politeness.Polite)
    QAccessible.updateAccessibility(event)
    return True


class ScreenReader(QObject):
    """The way to the screen reader. Made in Qt's thread; `speaks` and `announce` may be used from any.

    Signals:
        posted: words that went to the screen reader, and whether they were pressing.
    """

    posted = Signal(str, bool)
    _asked = Signal(str, bool, object, object)

    def __init__(self, setting: str = "automatic", *, is_heard: bool = False, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._setting = setting
        self._is_heard = is_heard
        self._is_running = False
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

    def choose(self, setting: str, *, is_heard: bool) -> None:
        """Who is to speak: "app", "screen_reader" or "automatic", and whether the reader has proved to be heard."""
        self._setting, self._is_heard = setting, is_heard
        self._look_again()

    def set_running(self, is_running: bool) -> None:
        """A screen reader runs from now on, or none does."""
        self._is_running = is_running
        self._look_again()

    @property
    def can_try(self) -> bool:
        """Whether there is a reader to which words could be given now."""
        return CAN_ANNOUNCE and self._is_running and self._has_focus

    def try_out(self, text: str) -> None:
        """Give these words to the reader, whoever speaks otherwise."""
        self._hand_over(text, pressing=True)

    def announce(
        self, text: str, *, pressing: bool, handed_over: Callable[[], None], otherwise: Callable[[], None]
    ) -> None:
        """Hand the words over; one of the two is called, in Qt's thread: `otherwise` when the focus was lost."""
        self._asked.emit(text, pressing, handed_over, otherwise)

    @property
    def _has_focus(self) -> bool:
        return self._window is not None and QApplication.focusWindow() is not None

    def _look_again(self) -> None:
        self.speaks = reader_speaks(
            self._setting,
            is_heard=self._is_heard,
            can_announce=CAN_ANNOUNCE,
            has_focus=self._has_focus,
            is_running=self._is_running,
        )

    def _post(self, text: str, pressing: bool, handed_over: Callable[[], None], otherwise: Callable[[], None]) -> None:
        self._look_again()
        if self.speaks:
            self._hand_over(text, pressing=pressing)
            handed_over()
        else:
            otherwise()

    def _hand_over(self, text: str, *, pressing: bool) -> None:
        part = QApplication.focusWidget() or self._window
        if part is None:
            return
        announce(part, text, pressing=pressing)
        self.posted.emit(text, pressing)


class ReaderSpeech:
    """Speech that gives its words to the screen reader while that speaks, and to the app's own voice otherwise."""

    def __init__(self, own: Speech, reader: ScreenReader, on_spoken: Callable[[SpokenRecord], None]) -> None:
        self.own = own
        self._reader = reader
        self._on_spoken = on_spoken

    @property
    def muted(self) -> bool:
        """While True the app's own voice says nothing; the screen reader has its own switch."""
        return self.own.muted

    @muted.setter
    def muted(self, muted: bool) -> None:
        self.own.muted = muted

    def say(self, utterance: Utterance, at_s: float | None = None) -> None:
        """Have the words said by whoever speaks now."""
        # Tones are no words: only this app can play them. Last words would go to a reader when the window has gone.
        if not self._reader.speaks or utterance.tones or utterance.topic == _LAST_WORDS:
            self.own.say(utterance, at_s)
        elif utterance.still_valid():
            self._reader.announce(
                utterance.text,
                pressing=utterance.priority in (Priority.VALUE, Priority.ANSWER),
                handed_over=lambda: self._tell(utterance, at_s, "handed_over"),
                otherwise=lambda: self.own.say(utterance, at_s),
            )
        else:
            self._tell(utterance, at_s, "stale")

    def advance(self, at_s: float) -> None:
        """Tell the source time."""
        self.own.advance(at_s)

    def hush(self) -> None:
        """Stop the app's own voice; a screen reader is hushed with its own key."""
        self.own.hush()

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

    def finish(self, within_s: float) -> bool:
        """Wait for the app's own voice; of a screen reader nobody learns when it has finished."""
        return self.own.finish(within_s)

    def close(self) -> bool:
        """End the app's own voice."""
        return self.own.close()

    def _tell(self, utterance: Utterance, at_s: float | None, outcome: Outcome) -> None:
        self._on_spoken(
            SpokenRecord(
                text=utterance.text,
                priority=utterance.priority,
                requested_at_s=at_s or 0.0,
                started_at_s=None,
                latency_ms=None,
                outcome=outcome,
                topic=utterance.topic,
                id=utterance.id,
            )
        )


def speech_through(reader: ScreenReader) -> Callable[[MakesSpeech], MakesSpeech]:
    """What puts the screen reader between a session and its voice."""

    def through(make: MakesSpeech) -> MakesSpeech:
        def make_speech(
            *,
            on_spoken: Callable[[SpokenRecord], None],
            on_problem: Callable[[Trouble], None],
            on_notice: Callable[[str], None],
        ) -> ReaderSpeech:
            made = make(on_spoken=on_spoken, on_problem=on_problem, on_notice=on_notice)
            return ReaderSpeech(made, reader, on_spoken)

        return make_speech

    return through
