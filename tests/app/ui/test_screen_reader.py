"""Who speaks: this app, unless the reader was chosen, has proved to be heard, and can be heard now."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import product
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.feedback.utterance import Priority, Utterance
from app.speech.protocols import SoundChoice, SpokenRecord, VoiceInfo
from app.ui import screen_reader
from app.ui.screen_reader import ReaderSpeech, ScreenReader, reader_speaks


@pytest.mark.parametrize("setting", ["app", "automatic", "screen_reader"])
def test_reader_is_given_words_only_when_all_of_it_is_sure(setting: str) -> None:
    for heard, can, focus, running in product((False, True), repeat=4):
        speaks = reader_speaks(setting, is_heard=heard, can_announce=can, has_focus=focus, is_running=running)
        assert speaks is (setting == "screen_reader" and heard and can and focus and running)


@dataclass
class OwnSpeech:
    """Our own voice, written down."""

    said: list[str] = field(default_factory=list)
    hushed: int = 0
    muted: bool = False

    def say(self, utterance: Utterance, at_s: float | None = None) -> None:
        self.said.append(utterance.text)

    def advance(self, at_s: float) -> None:
        raise AssertionError("nobody asked for it")

    def hush(self) -> None:
        self.hushed += 1

    def prewarm(self, texts: Iterable[str]) -> None:
        raise AssertionError("nobody asked for it")

    def finish(self, within_s: float) -> bool:
        return True

    def close(self) -> bool:
        return True


class Room:
    """A window, the way to a screen reader that runs, and a voice of our own."""

    def __init__(self, setting: str) -> None:
        self.records: list[SpokenRecord] = []
        self.posted: list[tuple[str, bool]] = []
        self.own = OwnSpeech()
        self.reader = ScreenReader(setting, is_heard=True)
        self.reader.posted.connect(lambda text, pressing: self.posted.append((text, pressing)))
        self.speech = ReaderSpeech(self.own, self.reader, self.records.append)
        self.window = QWidget()

    def outcomes(self) -> list[tuple[str, str]]:
        return [(record.text, record.outcome) for record in self.records]


@pytest.fixture
def room(qtbot: QtBot) -> Room:
    made = Room("screen_reader")
    qtbot.addWidget(made.window)
    made.window.show()
    made.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWindow() is not None, timeout=10_000)
    made.reader.attach(made.window)
    made.reader.set_running(True)
    return made


def test_words_go_to_the_screen_reader_and_count_as_handed_over(room: Room) -> None:
    room.speech.say(Utterance("Closer.", Priority.HINT), 1.0)
    room.speech.say(Utterance("20 dollars", Priority.VALUE, topic="value", id=7), 2.0)
    QCoreApplication.processEvents()
    assert room.posted == [("Closer.", False), ("20 dollars", True)]
    assert room.own.said == []
    assert room.outcomes() == [("Closer.", "handed_over"), ("20 dollars", "handed_over")]
    assert (room.records[1].topic, room.records[1].id, room.records[1].started_at_s) == ("value", 7, None)


def test_what_no_longer_holds_is_not_said(room: Room) -> None:
    room.speech.say(Utterance("20 dollars", Priority.VALUE, lambda: False))
    QCoreApplication.processEvents()
    assert room.posted == []
    assert room.outcomes() == [("20 dollars", "stale")]


def test_without_the_focus_the_app_speaks(room: Room, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QApplication, "focusWindow", lambda: None)
    qapp.focusWindowChanged.emit(None)
    room.speech.say(Utterance("20 dollars", Priority.VALUE))
    QCoreApplication.processEvents()
    assert room.own.said == ["20 dollars"]
    assert room.posted == []


def test_words_on_their_way_when_the_reader_ends_are_said_by_the_app_and_have_one_record(room: Room) -> None:
    room.speech.say(Utterance("20 dollars", Priority.VALUE))
    room.reader.set_running(False)
    QCoreApplication.processEvents()
    assert room.own.said == ["20 dollars"]
    assert room.posted == []
    assert room.outcomes() == [], "the app's own voice writes it"


@pytest.mark.parametrize("setting", ["automatic", "app"])
def test_unless_it_was_chosen_no_reader_is_given_anything(room: Room, setting: str) -> None:
    room.reader.choose(setting, is_heard=True)
    room.speech.say(Utterance("20 dollars", Priority.VALUE))
    QCoreApplication.processEvents()
    assert (room.own.said, room.posted) == (["20 dollars"], [])


def test_tones_and_last_words_are_the_app_s_own(room: Room) -> None:
    room.speech.say(Utterance("1 tone", Priority.VALUE, tones=((440.0, 0.1),)))  # type: ignore[arg-type]
    room.speech.say(Utterance("Goodbye.", Priority.STATUS, topic="goodbye"))
    QCoreApplication.processEvents()
    assert (room.own.said, room.posted) == (["1 tone", "Goodbye."], [])


def test_when_it_was_asked_for_is_noted_and_without_a_time_it_is_the_beginning(room: Room) -> None:
    room.speech.say(Utterance("One.", Priority.HINT, lambda: False), 2.5)
    room.speech.say(Utterance("Two.", Priority.HINT, lambda: False))
    assert [record.requested_at_s for record in room.records] == [2.5, 0.0]


@pytest.mark.parametrize(("pressing", "politeness"), [(True, "Assertive"), (False, "Polite")])
def test_only_pressing_words_cut_what_the_reader_says(
    qtbot: QtBot, pressing: bool, politeness: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    part, told = QWidget(), list[Any]()
    qtbot.addWidget(part)
    fake = SimpleNamespace(
        AnnouncementPoliteness=QAccessible.AnnouncementPoliteness,
        updateAccessibility=lambda event: told.append((event.message(), event.politeness().name)),
    )
    monkeypatch.setattr(screen_reader, "QAccessible", fake)
    if screen_reader.CAN_ANNOUNCE:
        assert screen_reader.announce(part, "Closer.", pressing=pressing)
        assert told == [("Closer.", politeness)]
    monkeypatch.setattr(screen_reader, "CAN_ANNOUNCE", False)
    told.clear()
    assert not screen_reader.announce(part, "Closer.", pressing=pressing)
    assert told == []


class AnsweringSpeech(OwnSpeech):
    """A voice of our own whose sound can be changed, and that knows its voices."""

    def adjust(self, choice: SoundChoice) -> None:
        self.said.append(choice.language)

    def ask_voices(self, answer: Callable[[tuple[VoiceInfo, ...]], None]) -> None:
        answer(())


def test_the_voice_of_our_own_is_adjusted_and_asked_for_its_voices_where_it_can_be() -> None:
    own, answers = AnsweringSpeech(), list[object]()
    for voice in (own, OwnSpeech()):
        speech = ReaderSpeech(voice, ScreenReader(), print)
        speech.adjust(SoundChoice("de"))
        speech.ask_voices(answers.append)
    assert (own.said, answers) == (["de"], [()])
