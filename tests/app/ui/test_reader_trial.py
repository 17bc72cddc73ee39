"""The screen reader speaks only once it was heard: a sample, a key within ten seconds, else our own voice again."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.settings import Settings
from app.ui.preferences import Preferences
from app.ui.reader_trial import TRIAL_MS, ReaderTrial
from app.ui.screen_reader import ScreenReader
from app.ui.voice_words import Words, words


class Room:
    """A window, settings, the way to a reader, and what was said through whom."""

    def __init__(self, settings: Settings) -> None:
        self.stored = settings
        self.preferences = Preferences(settings, self._store)
        self.own: list[str] = []
        self.given: list[str] = []
        self.over: list[bool] = []
        self.window = QLineEdit()
        self.reader = ScreenReader()
        self.reader.posted.connect(lambda text, pressing: self.given.append(text))
        self.reader.set_running(True)
        self.trial = ReaderTrial(self.preferences, self.reader, self.own.append)
        self.trial.over.connect(self.over.append)

    def _store(self, settings: Settings) -> None:
        self.stored = settings

    @property
    def choice(self) -> tuple[str, bool]:
        return self.stored.who_speaks, self.stored.reader_heard


@pytest.fixture
def room(qtbot: QtBot) -> Iterator[Room]:
    made = Room(Settings(who_speaks="app", language="de"))
    qtbot.addWidget(made.window)
    made.window.show()
    made.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWindow() is not None, timeout=10_000)
    made.reader.attach(made.window)
    yield made
    if made.trial.is_on:
        made.trial.run_out()


def test_the_key_makes_the_choice_hold(room: Room, qtbot: QtBot) -> None:
    room.preferences.change(who_speaks="screen_reader")
    assert room.trial.is_on
    assert TRIAL_MS == 10_000
    assert room.given == [words("de", Words.TRIAL)]
    assert room.own == [], "who hears the question by our own voice would answer it without the reader"
    assert not room.stored.reader_heard
    qtbot.keyClick(room.window, Qt.Key.Key_X)
    assert room.trial.is_on
    qtbot.keyClick(room.window, Qt.Key.Key_Return)
    assert room.choice == ("screen_reader", True)
    assert room.own == [words("de", Words.TRIAL_PASSED)]
    assert room.over == [True]
    assert not room.trial.is_on


def test_without_the_key_our_own_voice_stays_and_says_so(room: Room, qtbot: QtBot) -> None:
    room.preferences.change(who_speaks="screen_reader")
    room.trial.run_out()
    assert room.choice == ("app", False)
    assert room.own == [words("de", Words.TRIAL_FAILED)]
    assert room.over == [False]
    entered: list[None] = []
    room.window.returnPressed.connect(lambda: entered.append(None))
    qtbot.keyClick(room.window, Qt.Key.Key_Return)
    assert entered, "Enter is the window's own again"


def test_without_a_reader_the_choice_is_taken_back_at_once(room: Room) -> None:
    room.reader.set_running(False)
    room.preferences.change(who_speaks="screen_reader")
    assert room.choice == ("app", False)
    assert (room.given, room.own) == ([], [words("de", Words.NO_READER)])


def test_another_choice_meanwhile_ends_the_trial_without_a_word(room: Room) -> None:
    room.preferences.change(who_speaks="screen_reader")
    room.preferences.change(who_speaks="automatic")
    assert not room.trial.is_on
    assert (room.choice, room.own) == (("automatic", False), [])


def test_chosen_again_it_is_asked_again(room: Room, qtbot: QtBot) -> None:
    room.preferences.change(who_speaks="screen_reader")
    qtbot.keyClick(room.window, Qt.Key.Key_Return)
    room.preferences.change(who_speaks="app")
    room.preferences.change(who_speaks="screen_reader")
    assert room.trial.is_on
    assert room.choice == ("screen_reader", False)


def test_other_settings_begin_nothing(room: Room) -> None:
    room.preferences.change(volume=50)
    assert not room.trial.is_on


def test_while_it_is_waited_for_only_enter_is_taken_from_others(room: Room) -> None:
    room.preferences.change(who_speaks="screen_reader")
    for kind, key, is_repeat, is_taken in (
        (QEvent.Type.KeyPress, Qt.Key.Key_X, False, False),
        (QEvent.Type.KeyRelease, Qt.Key.Key_Return, False, False),
        (QEvent.Type.KeyPress, Qt.Key.Key_Return, True, True),
    ):
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, "", is_repeat)
        assert room.trial.eventFilter(room.window, event) is is_taken
        assert room.trial.is_on
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    assert room.trial.eventFilter(room.window, event)
    assert not room.trial.is_on
