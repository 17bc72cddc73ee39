"""The first start: a tour, once, that one key ends."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.settings import Settings
from app.ui import texts
from app.ui.application import run_window
from app.ui.keys import KeyMap
from app.ui.preferences import Preferences
from app.ui.read_aloud import TOPIC, ReadAloud
from app.ui.tour import DEMO_NOTES, Tour
from app.ui.window import MainWindow
from tests.app.ui.makers import CHOICES, RecordedSession, WindowUnderTest, announcement, value_told

LINES = texts.tour_lines(KeyMap())


class Visitor(RecordedSession):
    """A session whose voice says each line at once; runs `then` when all lines of the tour were said."""

    def __init__(self, then: Callable[["Visitor"], None], lines: int = len(LINES)) -> None:
        super().__init__()
        self.then = then
        self.lines = lines

    def start(self, spec: str) -> None:
        self.calls.append(("start", spec))
        if spec == "demo" and self.lines == len(LINES):
            self.then(self)

    def say(self, text: str, **how: Any) -> None:
        super().say(text, **how)
        if how["topic"] != TOPIC:
            return
        if len(self.said) < self.lines or self.lines == len(LINES):
            self.speak_on()
        else:
            self.then(self)

    @property
    def window(self) -> MainWindow:
        return next(
            shown for shown in QApplication.topLevelWidgets() if isinstance(shown, MainWindow) and shown.isVisible()
        )

    def announce(self, times: int) -> None:
        for _ in range(times):
            self.tell(value_told("5 specimen units", announcement("5", "XTS")))
        QApplication.sendPostedEvents()


def run(session: Visitor) -> Settings:
    stored: list[Settings] = []
    preferences = Preferences(Settings(), stored.append)
    assert run_window(session, spec="0", choices=CHOICES, preferences=preferences) == 0
    return stored[-1]


def test_first_start_reads_the_tour_shows_the_demo_and_goes_on_with_the_camera(qtbot: QtBot) -> None:
    def go_on(session: Visitor) -> None:
        session.announce(DEMO_NOTES)
        session.window.close()

    session = Visitor(go_on)
    assert run(session).tour_done
    end = "That was the tour. Press F9 or Ctrl+M to choose your currencies."
    offer = "Noteworthy can start whenever you sign in: that is in the settings, F10 or Ctrl+S."
    assert session.said == [*LINES, f"{end} {offer}"]
    assert session.calls == [("start", "demo"), ("choose_source", "0"), ("close", "Goodbye.")]


def test_a_start_that_asks_for_a_source_begins_with_it_and_keeps_the_tour_for_later(qtbot: QtBot) -> None:
    session = Visitor(lambda _: None)
    stored: list[Settings] = []
    preferences = Preferences(Settings(read_controls="off"), stored.append)
    QTimer.singleShot(0, lambda: session.window.close())
    assert run_window(session, spec="0", choices=CHOICES, preferences=preferences, tour=False) == 0
    assert session.said == []
    assert session.calls == [("start", "0"), ("close", "Goodbye.")]
    assert not preferences.settings.tour_done


def test_one_key_skips_the_tour(qtbot: QtBot) -> None:
    def skip(session: Visitor) -> None:
        session.window.activateWindow()
        qtbot.waitUntil(session.window.isActiveWindow, timeout=10_000)
        qtbot.keyClick(session.window, Qt.Key.Key_F7)
        session.window.close()

    session = Visitor(skip, lines=2)
    assert run(session).tour_done
    assert session.said == [*LINES[:2], "The tour was skipped. Press F9 or Ctrl+M to choose your currencies."]
    assert session.calls == [("hush",), ("start", "0"), ("close", "Goodbye.")]


@pytest.mark.parametrize("key", ["hush", "repeat", "what", "count", "private", "help"])
def test_tour_names_the_keys_as_they_are(key: str) -> None:
    keys = KeyMap(((key, "Ctrl+Alt+K"),))
    assert any(keys.shown(key) in line for line in texts.tour_lines(keys))


@pytest.mark.parametrize("key", ["hush", "repeat", "what", "count", "private", "help", "currencies"])
def test_tour_names_the_letters_for_those_whose_function_keys_need_another(key: str) -> None:
    said = " ".join([*LINES, texts.tour_end(KeyMap(), was_left=False)])
    first, second = KeyMap().shown_all(key).split(", ")
    assert f"{first} or {second}" in said
    alone = KeyMap(((f"{key}/2", ""),))
    said = " ".join([*texts.tour_lines(alone), texts.tour_end(alone, was_left=True)])
    assert f"{first} " in said
    assert f"{first} or" not in said


def test_tour_takes_about_a_minute() -> None:
    """At 150 words a minute, with 3.5 s for each note of the demo."""
    words = sum(len(line.split()) for line in LINES)
    assert 40 <= words / 150 * 60 + DEMO_NOTES * 3.5 <= 75


def test_tour_can_be_heard_again_while_the_camera_waits(qtbot: QtBot) -> None:
    made = WindowUnderTest()
    qtbot.addWidget(made.window)
    made.window.show()
    made.window.help_page.tour_button.click()
    for line in LINES:
        qtbot.waitUntil(lambda line=line: made.session.said[-1] == line, timeout=10_000)  # type: ignore[misc]
        made.session.speak_on()
    qtbot.waitUntil(lambda: ("choose_source", "demo") in made.session.calls, timeout=10_000)
    for _ in range(DEMO_NOTES):
        made.tell(value_told("5 specimen units", announcement("5", "XTS")))
    assert made.session.calls == [("pause",), ("choose_source", "demo"), ("resume",), ("choose_source", "0")]


def test_in_another_language_the_tour_begins_anew_but_not_in_its_demo(qtbot: QtBot) -> None:
    session = RecordedSession()
    shown: list[str] = []
    tour = Tour(ReadAloud(session.say), shown.append)
    tour.reword(["Erstens."])
    assert session.said == [], "it is not on"
    tour.start(["First.", "Second."])
    tour.reword(["Erstens.", "Zweitens."])
    assert session.said == ["First.", "Erstens."]
    for _ in range(2):
        session.speak_on()
        QApplication.sendPostedEvents()
    assert session.said == ["First.", "Erstens.", "Zweitens."]
    tour.reword(["First."])
    assert session.said == ["First.", "Erstens.", "Zweitens."], "the demo is shown"
    tour.skip()


def test_what_else_is_read_aloud_is_nothing_of_the_tour(qtbot: QtBot) -> None:
    shown, demos = list[str](), list[int]()
    reading = ReadAloud(RecordedSession().say)
    tour = Tour(reading, shown.append)
    tour.demo_wanted.connect(lambda: demos.append(1))
    tour._lines = ["One.", "Two."]
    reading.line_begun.emit(0)
    reading.finished.emit()
    assert (shown, demos) == ([], [])
    tour.start(["One.", "Two."])
    assert shown == ["One."]
    reading.finished.emit()
    assert demos == [1]
    # Its demo has begun: what is read now is help that was asked for.
    reading.line_begun.emit(1)
    reading.finished.emit()
    assert (shown, demos) == (["One."], [1])
    tour.skip()
