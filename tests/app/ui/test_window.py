"""The window: what it shows, what its keys do, and whether it can be used without seeing it."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.feedback.utterance import Priority
from app.session.teaching_state import TeachingState, TeachStep
from app.settings import Settings
from app.ui import texts
from app.ui.application import Look
from app.ui.keys import ACTIONS, KeyMap
from app.ui.window import MainWindow
from tests.app.ui.makers import (
    CHOICES,
    SEASONED,
    WindowUnderTest,
)

PAGES_WITH_TITLE = ("currency_page", "help_page", "history_page", "count_page", "tones_page", "settings_page")


def _name_of(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


@pytest.mark.usefixtures("dressed")
def test_all_text_follows_the_size(qtbot: QtBot, qapp: QApplication) -> None:
    made = WindowUnderTest()
    qtbot.addWidget(made.window)
    look = Look(qapp, made.preferences)
    made.window.show()
    QApplication.processEvents()
    parts = (made.window.said, made.window.reader.pause_button, made.window.genuine, made.window.currencies)
    before = [part.fontMetrics().height() for part in parts]
    made.preferences.change(text_size=200)
    after = [part.fontMetrics().height() for part in parts]
    assert [now / then for now, then in zip(after, before, strict=True)] == pytest.approx([2.0] * 4, abs=0.1)
    look.deleteLater()


def test_size_and_place_are_remembered_and_come_back(qtbot: QtBot) -> None:
    made = WindowUnderTest()
    made.window.setGeometry(40, 60, 500, 400)
    made.window.show()
    made.window.close()
    assert ("window", (40, 60, 500, 400)) in made.remembered
    again = WindowUnderTest(settings=made.preferences.settings)
    qtbot.addWidget(again.window)
    assert again.window.geometry().getRect() == (40, 60, 500, 400)
    again.window.show()
    again.window.close()
    assert again.remembered == [], "nothing has changed"


def test_first_window_fits_its_screen(shown: WindowUnderTest, qapp: QApplication) -> None:
    assert qapp.primaryScreen().availableGeometry().contains(shown.window.geometry())


@pytest.mark.parametrize("page", PAGES_WITH_TITLE)
def test_hints_are_for_the_page_of_the_camera(shown: WindowUnderTest, page: str) -> None:
    shown.window.open_page(getattr(shown.window, page))
    assert shown.session.hints[-1] is False
    shown.window.open_page(shown.window.reader)
    assert shown.session.hints[-1] is True


def test_the_title_names_the_page_in_the_persons_language(shown: WindowUnderTest, qapp: QApplication) -> None:
    window = shown.window
    assert window.windowTitle() == "Noteworthy"
    titles = {page: getattr(window, page).title for page in PAGES_WITH_TITLE}
    assert all(titles.values())
    for page, title in titles.items():
        window.open_page(getattr(window, page))
        assert window.windowTitle() == f"{title} – Noteworthy"
    look = Look(qapp, shown.preferences)
    look.language_changed.connect(window.rebuild)
    window.open_page(window.settings_page)
    shown.preferences.change(language="de")
    assert window.windowTitle() == "Optionen – Noteworthy"
    window.open_page(window.reader)
    assert window.windowTitle() == "Noteworthy"
    shown.preferences.change(language="en")
    look.deleteLater()


def test_a_screen_reader_that_does_not_tell_titles_is_told_the_page(
    shown: WindowUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr("app.ui.window_frame.announce", lambda part, text: told.append(text))
    shown.window.open_page(shown.window.settings_page)
    shown.window.open_page(shown.window.settings_page)
    shown.window.open_page(shown.window.reader)
    assert told == ["Settings – Noteworthy", "Noteworthy"]


# What is pressed


@pytest.mark.parametrize("place", ["value", "sources", "mine", "hush_button"])
def test_keys_work_wherever_the_focus_is(shown: WindowUnderTest, qtbot: QtBot, place: str) -> None:
    getattr(shown.window.reader, place).setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
    assert shown.session.calls == [("repeat",)]


def test_letters_do_nothing(shown: WindowUnderTest, qtbot: QtBot) -> None:
    qtbot.keyClicks(shown.window, "abcdefghijklmnopqrstuvwxyz0123456789")
    assert shown.session.calls == []


@pytest.mark.parametrize(
    ("button", "call"), [("pause_button", "pause"), ("repeat_button", "repeat"), ("hush_button", "hush")]
)
def test_buttons_work_with_space(shown: WindowUnderTest, qtbot: QtBot, button: str, call: str) -> None:
    widget: QPushButton = getattr(shown.window.reader, button)
    widget.setFocus()
    qtbot.keyClick(widget, Qt.Key.Key_Space)
    assert shown.session.calls == [(call,)]


def test_choice_that_cannot_be_stored_still_holds(shown: WindowUnderTest, qtbot: QtBot) -> None:
    shown.remember_error = OSError(28, "No space left on device")
    qtbot.keyClick(shown.window, Qt.Key.Key_F9)
    qtbot.keyClick(shown.window.currencies, Qt.Key.Key_Down)
    qtbot.keyClick(shown.window.currencies, Qt.Key.Key_Space)
    assert shown.session.calls == [("choose_currencies", ("EUR", "INR", "USD"))]
    assert "the disk is full" in shown.window.problems.text()
    told = shown.window.problems.text()
    assert shown.session.said.count(told) == 1, "who does not see the line must hear it"
    priority, is_kept, still_valid = shown.session.how_said[shown.session.said.index(told)]
    assert (priority, is_kept) == (Priority.STATUS, True), "also after it was hushed"
    assert still_valid is not None
    assert still_valid()
    qtbot.keyClick(shown.window.currencies, Qt.Key.Key_Space)
    qtbot.keyClick(shown.window.currencies, Qt.Key.Key_Space)
    assert shown.session.said.count(told) == 1, "and not again with each further choice"
    shown.remember_error = None
    qtbot.keyClick(shown.window.currencies, Qt.Key.Key_Space)
    assert not shown.window.problems.isVisible()
    assert not still_valid()


def test_last_currency_stays_on(qtbot: QtBot) -> None:
    made = WindowUnderTest(replace(CHOICES, currencies_on=("EUR",)))
    qtbot.addWidget(made.window)
    made.window.currencies.setCurrentRow(0)
    qtbot.keyClick(made.window.currencies, Qt.Key.Key_Space)
    assert made.window.currencies.item(0).checkState() == Qt.CheckState.Checked
    assert texts.last_currency() in made.window.said.text()
    assert made.session.said == [texts.last_currency()]
    assert made.session.calls == []
    assert made.remembered == []


def test_f8_opens_the_list_of_cameras(shown: WindowUnderTest, qtbot: QtBot) -> None:
    qtbot.keyClick(shown.window, Qt.Key.Key_F8)
    assert shown.window.sources.view().isVisible()
    shown.window.sources.hidePopup()
    assert shown.window.sources.hasFocus()


def test_source_that_is_no_camera_is_in_the_list_too(qtbot: QtBot) -> None:
    made = WindowUnderTest(replace(CHOICES, source="notes.mp4"))
    qtbot.addWidget(made.window)
    assert made.window.sources.currentText() == "notes.mp4"
    assert made.window.sources.currentData() == "notes.mp4"


@pytest.mark.parametrize("password", ["secret", "p[ss", "p/ss"])
def test_password_of_a_camera_is_not_shown_in_the_list(qtbot: QtBot, password: str) -> None:
    spec = f"http://me:{password}@10.0.0.7/video?token=abc"
    made = WindowUnderTest(replace(CHOICES, source=spec))
    qtbot.addWidget(made.window)
    assert made.window.sources.currentText() == "http://10.0.0.7/video"
    assert made.window.sources.currentData() == spec


def test_f1_opens_help_reads_it_aloud_and_escape_goes_back(shown: WindowUnderTest, qtbot: QtBot) -> None:
    qtbot.keyClick(shown.window, Qt.Key.Key_F1)
    help_page = shown.window.help_page
    assert shown.window.page is help_page
    assert help_page.text.hasFocus()
    lines = texts.help_lines(KeyMap())
    assert help_page.text.toPlainText().splitlines() == lines
    assert all(any(line.startswith(f"{KeyMap().shown_all(action.name)}:") for line in lines) for action in ACTIONS)
    for line in lines:
        qtbot.waitUntil(lambda line=line: shown.session.said[-1] == line, timeout=10_000)  # type: ignore[misc]
        shown.session.speak_on()
    qtbot.waitUntil(lambda: not shown.window.read_aloud.is_reading, timeout=10_000)
    qtbot.keyClick(help_page.text, Qt.Key.Key_Escape)
    assert shown.window.pages.currentWidget() is shown.window.reader


def test_who_leaves_the_page_of_taught_notes_teaches_nothing_more(shown: WindowUnderTest, qtbot: QtBot) -> None:
    qtbot.keyClick(shown.window, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert shown.window.pages.currentWidget() is shown.window.teach_page
    teaching = TeachingState(TeachStep.FRONT, "Show the front, and move it slowly.", 2, 6, can_save=False)
    shown.session.state = replace(shown.session.state, teaching=teaching)
    qtbot.keyClick(shown.window, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert shown.session.teaching.calls == [], "it is still there"

    qtbot.keyClick(shown.window, Qt.Key.Key_Escape)

    assert shown.window.pages.currentWidget() is shown.window.reader
    assert shown.session.teaching.calls == [("stop",)]


@pytest.mark.parametrize("key", [Qt.Key.Key_F8, Qt.Key.Key_O])
def test_the_key_of_the_phone_asks_for_it_and_shows_how_at_every_press(
    shown: WindowUnderTest, qtbot: QtBot, key: Qt.Key
) -> None:
    shift, control = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
    modifiers = shift if key is Qt.Key.Key_F8 else shift | control
    for presses in (1, 2):
        qtbot.keyClick(shown.window, key, modifiers)
        assert shown.window.pages.currentWidget() is shown.window.contents.phone_page
        assert shown.session.phone.calls == ["ask"] * presses
    assert shown.window.contents.phone_page.state.hasFocus()
    assert shown.preferences.settings.camera != "phone", "it is not what the next start looks at"


def test_a_screen_reader_reads_the_help_and_asking_again_has_it_read_aloud(
    shown: WindowUnderTest, qtbot: QtBot
) -> None:
    shown.window.reader_runs = lambda: True
    qtbot.keyClick(shown.window, Qt.Key.Key_F1)
    assert shown.window.help_page.text.hasFocus()
    assert shown.session.said == []
    qtbot.keyClick(shown.window, Qt.Key.Key_F1)
    assert shown.session.said == texts.help_lines(KeyMap())[:1]


def test_what_a_screen_reader_says_of_a_row_the_app_only_shows(shown: WindowUnderTest, qtbot: QtBot) -> None:
    shown.window.says_controls = lambda: False
    qtbot.keyClick(shown.window, Qt.Key.Key_F9)
    qtbot.keyClick(shown.window.currencies, Qt.Key.Key_Down)
    qtbot.keyClick(shown.window.currencies, Qt.Key.Key_Space)
    assert shown.session.said == []
    assert shown.window.said.text() == "Indian Rupee, on"
    qtbot.keyClick(shown.window.currencies, Qt.Key.Key_Return)
    assert shown.session.said == ["Only Indian Rupee."], "of that no reader learns"


def test_escape_amid_the_tour_leaves_another_page_first_and_then_the_tour(shown: WindowUnderTest, qtbot: QtBot) -> None:
    window = shown.window
    left: list[bool] = []
    window.tour.over.connect(left.append)
    window.start_tour(show_demo=lambda: None, after=lambda: None)
    assert window.reads(window.reader)
    window.open_page(window.currency_page)
    assert not window.reads(window.currency_page)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.page is window.reader
    assert window.tour.is_on
    assert left == []
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert left == [True]
    assert not window.reads(window.reader)


def test_hush_stops_the_reading_of_the_help(shown: WindowUnderTest, qtbot: QtBot) -> None:
    qtbot.keyClick(shown.window, Qt.Key.Key_F1)
    assert len(shown.session.said) == 1
    qtbot.keyClick(shown.window, Qt.Key.Key_F7)
    shown.session.speak_on("hushed")
    QApplication.processEvents()
    assert shown.session.calls == [("hush",)]
    assert len(shown.session.said) == 1


def test_leaving_the_help_ends_its_reading_and_nothing_else_that_is_to_be_heard(
    shown: WindowUnderTest, qtbot: QtBot
) -> None:
    qtbot.keyClick(shown.window, Qt.Key.Key_F1)
    line = shown.session.still_valid
    assert line is not None
    assert line()
    qtbot.keyClick(shown.window, Qt.Key.Key_Escape)
    assert shown.window.page is shown.window.reader
    assert not line()
    assert shown.session.calls == [], "a camera that is lost is heard of all the same"


# The end


def test_closing_ends_the_session_once(shown: WindowUnderTest, qtbot: QtBot) -> None:
    qtbot.keyClick(shown.window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert not shown.window.isVisible()
    shown.window.close()
    assert shown.session.calls == [("close", "Goodbye.")]


def test_the_last_word_is_in_the_persons_language(qtbot: QtBot) -> None:
    made = WindowUnderTest(settings=replace(SEASONED, language="fr"))
    made.window.close()
    assert made.session.calls == [("close", "Au revoir.")]


def test_the_words_of_a_page_are_read_where_its_help_or_its_tour_is() -> None:
    for is_touring, is_reading, of_main, of_help, of_count in (
        (False, False, False, False, False),
        (True, True, True, True, False),
        (True, False, True, False, False),
        (False, True, False, True, False),
    ):
        window: Any = SimpleNamespace(
            reader="main page",
            help_page="help",
            tour=SimpleNamespace(is_on=is_touring),
            read_aloud=SimpleNamespace(is_reading=is_reading),
        )
        read = [MainWindow.reads(window, page) for page in ("main page", "help", "count")]
        assert read == [of_main, of_help, of_count]


class Changing(QObject):
    """What a window does with settings that change, written down."""

    def __init__(self, before: Settings) -> None:
        super().__init__()
        self._before = before
        self.preferences = SimpleNamespace(settings=before)
        self.controls = None
        self.calls: list[object] = []
        self._board = SimpleNamespace(forget_words=lambda: self.calls.append("forget words"))
        self.value = SimpleNamespace(set_size=self.calls.append)

    def _show_state(self) -> None:
        self.calls.append("show state")

    def rebuild(self) -> None:
        self.calls.append("rebuild")


@pytest.mark.parametrize(
    ("changes", "calls"),
    [
        ({"volume": 40}, []),
        ({"language": "de"}, ["forget words", "show state"]),
        ({"result_size": 50}, [50]),
        ({"keys": (("pause", "F4"),)}, ["rebuild"]),
    ],
)
def test_each_setting_changes_what_it_is_for(
    qtbot: QtBot, changes: dict[str, Any], calls: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    passed: list[tuple[Settings, Settings]] = []
    monkeypatch.setattr("app.ui.window.pass_on", lambda before, now, controls: passed.append((before, now)))
    window: Any = Changing(SEASONED)
    window.preferences.settings = replace(SEASONED, **changes)
    MainWindow._preferences_changed(window)
    assert window.calls == calls
    assert passed == [(SEASONED, window.preferences.settings)]


def test_made_anew_the_window_keeps_page_and_focus_and_begins_a_tour_anew_only_under_other_names(
    shown: WindowUnderTest, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, reworded = shown.window, list[int]()
    monkeypatch.setattr(window._guided_tour, "reword", lambda keys: reworded.append(1))
    qtbot.keyClick(window, Qt.Key.Key_F10)
    window.settings_page.volume.setFocus()
    name = window.settings_page.volume.objectName()
    assert name
    for choices, times in ((None, 0), (window._choices, 1)):
        window.rebuild(choices)
        assert window.page is window.settings_page
        focused = QApplication.focusWidget()
        assert focused is window.settings_page.volume
        assert len(reworded) == times
