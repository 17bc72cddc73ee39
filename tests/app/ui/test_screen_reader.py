"""Who speaks: when unsure, this app. What goes to the screen reader is what would have been said."""

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.feedback.utterance import Priority, Utterance
from app.speech.protocols import SpokenRecord
from app.ui.screen_reader import ReaderSpeech, ScreenReader, reader_is_known, reader_speaks
from tests.app.fakes import FakeSpeech


@pytest.mark.parametrize(
    ("setting", "can_announce", "has_focus", "known", "speaks"),
    [
        ("app", True, True, True, False),
        ("screen_reader", True, True, False, True),
        ("screen_reader", True, False, True, False),
        ("screen_reader", False, True, True, False),
        ("automatic", True, True, True, True),
        ("automatic", True, True, False, False),
        ("automatic", True, False, True, False),
    ],
)
def test_screen_reader_speaks_only_when_it_is_sure_to_be_heard(
    setting: str, can_announce: bool, has_focus: bool, known: bool, speaks: bool
) -> None:
    assert reader_speaks(setting, can_announce=can_announce, has_focus=has_focus, reader_is_known=known) is speaks


@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_qt_s_own_word_is_not_taken_for_a_screen_reader(
    platform: str, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    assert not reader_is_known(platform)


class Room:
    """A window, the way to a screen reader, and a voice of our own."""

    def __init__(self, setting: str) -> None:
        self.records: list[SpokenRecord] = []
        self.posted: list[tuple[str, bool]] = []
        self.own = FakeSpeech(on_spoken=self.records.append, on_problem=lambda text: None)
        self.reader = ScreenReader(setting)
        self.reader.posted.connect(lambda text, pressing: self.posted.append((text, pressing)))
        self.speech = ReaderSpeech(self.own, self.reader, self.records.append)
        self.window = QWidget()

    def own_texts(self) -> list[str]:
        return [utterance.text for utterance in self.own.said]


@pytest.fixture
def room(qtbot: QtBot) -> Room:
    made = Room("screen_reader")
    qtbot.addWidget(made.window)
    made.window.show()
    made.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWindow() is not None, timeout=10_000)
    made.reader.attach(made.window)
    return made


def test_words_go_to_the_screen_reader_the_value_first(room: Room) -> None:
    room.speech.say(Utterance("Closer.", Priority.HINT), 1.0)
    room.speech.say(Utterance("20 dollars", Priority.VALUE), 2.0)
    QCoreApplication.processEvents()
    assert room.posted == [("Closer.", False), ("20 dollars", True)]
    assert room.own_texts() == []
    assert [(record.text, record.outcome, record.started_at_s) for record in room.records] == [
        ("Closer.", "spoken", None),
        ("20 dollars", "spoken", None),
    ]
    assert room.speech.repeat()
    QCoreApplication.processEvents()
    assert room.posted[-1] == ("20 dollars", True)


def test_what_no_longer_holds_is_not_said(room: Room) -> None:
    room.speech.say(Utterance("20 dollars", Priority.VALUE, lambda: False))
    QCoreApplication.processEvents()
    assert room.posted == []


def test_without_the_focus_the_app_speaks(room: Room, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QApplication, "focusWindow", lambda: None)
    qapp.focusWindowChanged.emit(None)
    room.speech.say(Utterance("20 dollars", Priority.VALUE))
    QCoreApplication.processEvents()
    assert room.own_texts() == ["20 dollars"]
    assert room.posted == []


def test_words_on_their_way_when_the_focus_is_lost_are_said_by_the_app(room: Room, qtbot: QtBot) -> None:
    room.speech.say(Utterance("20 dollars", Priority.VALUE))
    room.reader.choose("app")
    QCoreApplication.processEvents()
    assert room.own_texts() == ["20 dollars"]
    assert room.posted == []


def test_automatic_speaks_itself_where_no_reader_is_known(room: Room) -> None:
    room.reader.choose("automatic")
    room.speech.say(Utterance("20 dollars", Priority.VALUE))
    assert room.own_texts() == ["20 dollars"]
    assert room.speech.repeat()
