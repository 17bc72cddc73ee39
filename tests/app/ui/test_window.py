"""The window: what it shows, what its keys do, and whether it can be used without seeing it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.feedback.guidance import Hint, HintKind
from app.feedback.modes import SpeakMode
from app.recognition.observation import Box
from app.ui import style, texts
from app.ui.controls import Choice
from app.ui.keys import ACTIONS, KeyMap
from tests.app.ui.makers import (
    BLUE,
    CHOICES,
    GREEN,
    RED,
    WindowUnderTest,
    announcement,
    frame,
    observation,
    plain_picture,
)


@pytest.fixture
def shown(qtbot: QtBot, qapp: QApplication) -> Iterator[WindowUnderTest]:
    """A window on the screen, with the keys' attention."""
    made = WindowUnderTest()
    qtbot.addWidget(made.window)
    made.window.show()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow, timeout=10_000)
    yield made
    made.window.close()


def _name_of(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


# What is seen


def test_announced_value_is_shown_large_and_named(shown: WindowUnderTest) -> None:
    shown.bridge.on_announcement(announcement(), "20 dollars")
    assert shown.window.value.text() == "20 dollars"
    assert _name_of(shown.window.value) == "Value: 20 dollars"
    assert shown.window.value.type_px >= 80
    assert "20 dollars" in shown.window.said.text()


def test_value_stays_while_its_note_is_in_view(shown: WindowUnderTest) -> None:
    twenty = announcement()
    shown.session.value_in_view = twenty
    shown.bridge.on_observation(frame(plain_picture(BLUE), 0), observation(0))
    shown.bridge.on_announcement(twenty, "20 dollars")
    shown.bridge.on_guidance(Hint(HintKind.HOLD_STILL, 1, 0.1, 0.1, None), "Hold still.")
    shown.bridge.on_observation(frame(plain_picture(BLUE), 2), observation(2))
    assert shown.window.value.text() == "20 dollars"
    assert shown.window.said.text() == "Said: Hold still."


def test_value_of_a_note_that_has_gone_is_not_taken_for_the_next(shown: WindowUnderTest) -> None:
    shown.session.value_in_view = announcement()
    shown.bridge.on_announcement(announcement(), "20 dollars")
    shown.session.value_in_view = None
    shown.bridge.on_observation(frame(plain_picture(BLUE), 9), observation(9))
    assert shown.window.value.text() == "Last: 20 dollars"
    assert _name_of(shown.window.value) == "Last: 20 dollars"
    shown.session.value_in_view = announcement("5", "EUR")
    shown.bridge.on_announcement(announcement("5", "EUR"), "5 euros")
    assert shown.window.value.text() == "5 euros"


@pytest.mark.usefixtures("dressed")
def test_value_and_what_was_last_look_different(shown: WindowUnderTest) -> None:
    def colours() -> set[str]:
        image = shown.window.value.grab().toImage()
        return {image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}

    shown.session.value_in_view = announcement()
    shown.bridge.on_announcement(announcement(), "20 dollars")
    assert style.DARK.value_text in colours()
    shown.session.value_in_view = None
    shown.bridge.on_observation(frame(plain_picture(BLUE), 9), observation(9))
    assert style.DARK.value_text not in colours()
    assert style.DARK.text in colours()


def test_lost_camera_is_said_on_the_screen_until_it_is_back(shown: WindowUnderTest) -> None:
    shown.session.value_in_view = announcement()
    shown.bridge.on_announcement(announcement(), "20 dollars")
    shown.session.value_in_view = None
    shown.bridge.on_status("lost", "The camera is lost; plug it in again.", "Desk camera")
    assert shown.window.value.text() == "Last: 20 dollars"
    assert shown.window.problems.isVisible()
    assert _name_of(shown.window.problems) == "The camera is lost; plug it in again."
    assert _name_of(shown.window.said) == "The camera is lost; plug it in again."
    shown.bridge.on_status("back", "The camera is back.", "Desk camera")
    assert not shown.window.problems.isVisible()
    assert shown.window.said.text() == "The camera is back."


def test_missing_voice_stays_on_the_screen(shown: WindowUnderTest) -> None:
    shown.bridge.on_status("problem", "No voice was found. Install espeak-ng.", None)
    shown.bridge.on_status("problem", "No voice was found. Install espeak-ng.", None)
    shown.bridge.on_status("opened", "Camera on: Desk camera.", "Desk camera")
    assert shown.window.problems.isVisible()
    assert shown.window.problems.text() == "No voice was found. Install espeak-ng."


def test_currencies_are_not_said_twice(shown: WindowUnderTest) -> None:
    shown.bridge.on_status("ready", "Ready.", None)
    shown.bridge.on_status("currencies", "euros, US dollars", None)
    assert shown.window.said.text() == "Ready."


def test_newest_picture_is_shown_in_its_colours(shown: WindowUnderTest) -> None:
    shown.bridge.on_observation(frame(plain_picture(BLUE), 0), observation(0))
    image = shown.window.picture.image
    assert image is not None
    assert image.pixelColor(3, 3).name() == "#0000ff"
    shown.bridge.on_observation(frame(plain_picture(RED), 1), observation(1, Box(0.2, 0.2, 0.8, 0.8)))
    image = shown.window.picture.image
    assert image is not None
    assert image.pixelColor(3, 3).name() == "#ff0000"


def test_what_is_missing_is_said_on_the_screen_until_it_is_well(shown: WindowUnderTest) -> None:
    assert not shown.window.problems.isVisible()
    shown.bridge.on_announcement(announcement(), "20 dollars")
    shown.window.show_problem("sound", "No sound card was found. Connect headphones.")
    shown.window.show_problem("voice", "No voice was found. Install espeak-ng.")
    assert shown.window.problems.isVisible()
    assert "Connect headphones" in _name_of(shown.window.problems)
    assert "Install espeak-ng" in _name_of(shown.window.problems)
    assert shown.window.value.type_px >= 60
    shown.window.clear_problem("sound")
    assert "headphones" not in shown.window.problems.text()
    shown.window.clear_problem("voice")
    assert not shown.window.problems.isVisible()


def test_limits_are_on_the_screen(shown: WindowUnderTest) -> None:
    visible = [label.text() for label in shown.window.findChildren(QLabel) if label.isVisible()]
    assert texts.not_genuine() in visible


@pytest.mark.usefixtures("dressed")
def test_everything_fits_800_by_600(shown: WindowUnderTest) -> None:
    shown.window.show_problem("sound", "No sound card was found. " * 4)
    shown.window.resize(800, 600)
    QApplication.processEvents()
    assert (shown.window.width(), shown.window.height()) == (800, 600)
    for part in (*shown.window.reading_order(), shown.window.picture, shown.window.genuine):
        place = part.rect().translated(part.mapTo(shown.window, part.rect().topLeft()))
        assert shown.window.rect().contains(place), part.objectName() or _name_of(part)
        assert part.height() >= part.minimumSizeHint().height(), part.objectName() or _name_of(part)
    shown.bridge.on_announcement(announcement(), "20 dollars")
    assert shown.window.value.type_px >= 80


# What is pressed


@pytest.mark.parametrize(
    ("keys", "calls"),
    [
        ([Qt.Key.Key_F5], [("pause",)]),
        ([Qt.Key.Key_F5, Qt.Key.Key_F5], [("pause",), ("resume",)]),
        ([Qt.Key.Key_F6], [("repeat",)]),
        ([Qt.Key.Key_F7], [("hush",)]),
        ([Qt.Key.Key_F4], [("what_do_you_see",)]),
        ([Qt.Key.Key_F2], [("set_mode", SpeakMode.PRIVATE)]),
        ([Qt.Key.Key_F2, Qt.Key.Key_F2], [("set_mode", SpeakMode.PRIVATE), ("set_mode", SpeakMode.NORMAL)]),
        ([Qt.Key.Key_F2, Qt.Key.Key_F3], [("set_mode", SpeakMode.PRIVATE), ("set_mode", SpeakMode.PRIVATE_COUNT)]),
        ([Qt.Key.Key_F3, Qt.Key.Key_F2], [("set_mode", SpeakMode.COUNT), ("set_mode", SpeakMode.PRIVATE_COUNT)]),
    ],
)
def test_keys_reach_the_session(
    shown: WindowUnderTest, qtbot: QtBot, keys: list[Qt.Key], calls: list[tuple[str]]
) -> None:
    for key in keys:
        qtbot.keyClick(shown.window, key)
    assert shown.session.calls == calls


@pytest.mark.parametrize("place", ["value", "sources", "currencies", "hush_button"])
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


def test_pause_is_seen_and_named(shown: WindowUnderTest, qtbot: QtBot) -> None:
    shown.bridge.on_observation(frame(plain_picture(GREEN), 0), observation(0))
    qtbot.keyClick(shown.window, Qt.Key.Key_F5)
    assert _name_of(shown.window.pause_button) == "Start"
    assert shown.window.picture.image is None
    shown.bridge.on_observation(frame(plain_picture(GREEN), 1), observation(1))
    assert shown.window.picture.image is None
    qtbot.keyClick(shown.window, Qt.Key.Key_F5)
    assert _name_of(shown.window.pause_button) == "Pause"
    shown.bridge.on_observation(frame(plain_picture(GREEN), 2), observation(2))
    assert shown.window.picture.image is not None


def test_choice_of_currencies_is_passed_on_and_remembered(shown: WindowUnderTest, qtbot: QtBot) -> None:
    qtbot.keyClick(shown.window, Qt.Key.Key_F9)
    assert shown.window.currencies.hasFocus()
    qtbot.keyClick(shown.window.currencies, Qt.Key.Key_Down)
    qtbot.keyClick(shown.window.currencies, Qt.Key.Key_Space)
    qtbot.keyClick(shown.window.currencies, Qt.Key.Key_Up)
    qtbot.keyClick(shown.window.currencies, Qt.Key.Key_Space)
    assert shown.session.calls == [
        ("choose_currencies", ("EUR", "INR", "USD")),
        ("choose_currencies", ("INR", "USD")),
    ]
    assert shown.remembered == [("currencies", ("EUR", "INR", "USD")), ("currencies", ("INR", "USD"))]


def test_choice_that_cannot_be_stored_still_holds(shown: WindowUnderTest, qtbot: QtBot) -> None:
    shown.remember_error = OSError(28, "No space left on device")
    shown.window.currencies.setFocus()
    qtbot.keyClick(shown.window.currencies, Qt.Key.Key_Down)
    qtbot.keyClick(shown.window.currencies, Qt.Key.Key_Space)
    assert shown.session.calls == [("choose_currencies", ("EUR", "INR", "USD"))]
    assert "No space left" in shown.window.problems.text()
    shown.remember_error = None
    qtbot.keyClick(shown.window.currencies, Qt.Key.Key_Space)
    assert not shown.window.problems.isVisible()


def test_last_currency_stays_on(qtbot: QtBot) -> None:
    made = WindowUnderTest(replace(CHOICES, currencies_on=("EUR",)))
    qtbot.addWidget(made.window)
    made.window.currencies.setCurrentRow(0)
    qtbot.keyClick(made.window.currencies, Qt.Key.Key_Space)
    assert made.window.currencies.item(0).checkState() == Qt.CheckState.Checked
    assert texts.last_currency() in made.window.said.text()
    assert made.session.calls == []
    assert made.remembered == []


def test_choice_of_camera_is_passed_on_and_remembered(shown: WindowUnderTest, qtbot: QtBot) -> None:
    shown.window.sources.setFocus()
    qtbot.keyClick(shown.window.sources, Qt.Key.Key_Down)
    assert shown.session.calls == [("choose_source", "2")]
    assert shown.remembered == [("camera", "2")]


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


def test_f1_opens_help_reads_it_aloud_and_escape_goes_back(shown: WindowUnderTest, qtbot: QtBot) -> None:
    qtbot.keyClick(shown.window, Qt.Key.Key_F1)
    help_page = shown.window.help_page
    assert shown.window.page is help_page
    assert help_page.text.hasFocus()
    lines = texts.help_lines(KeyMap())
    assert help_page.text.toPlainText().splitlines() == lines
    assert all(any(line.startswith(f"{action.default}:") for line in lines) for action in ACTIONS)
    for line in lines:
        qtbot.waitUntil(lambda line=line: shown.session.said[-1] == line, timeout=10_000)  # type: ignore[misc]
        shown.session.speak_on()
    qtbot.waitUntil(lambda: not shown.window.read_aloud.is_reading, timeout=10_000)
    qtbot.keyClick(help_page.text, Qt.Key.Key_Escape)
    assert shown.window.pages.currentWidget() is shown.window.reader


def test_hush_stops_the_reading_of_the_help(shown: WindowUnderTest, qtbot: QtBot) -> None:
    qtbot.keyClick(shown.window, Qt.Key.Key_F1)
    assert len(shown.session.said) == 1
    qtbot.keyClick(shown.window, Qt.Key.Key_F7)
    shown.session.speak_on("cut")
    QApplication.processEvents()
    assert shown.session.calls == [("hush",)]
    assert len(shown.session.said) == 1


# Without seeing it


def test_every_part_that_can_be_reached_has_a_name(shown: WindowUnderTest) -> None:
    shown.window.show_problem("sound", "No sound card was found.")
    reachable = [
        widget for widget in shown.window.findChildren(QWidget) if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
    assert len(reachable) >= len(shown.window.reading_order())
    assert [widget for widget in reachable if not _name_of(widget).strip()] == []
    for part in shown.window.reading_order():
        assert part.accessibleDescription().strip(), _name_of(part)


def test_tab_walks_in_reading_order_and_comes_round(shown: WindowUnderTest, qtbot: QtBot) -> None:
    shown.window.show_problem("sound", "No sound card was found.")
    order = shown.window.reading_order()
    order[0].setFocus()
    walked = []
    for _ in order:
        focused = QApplication.focusWidget()
        walked.append(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert walked == list(order)
    assert QApplication.focusWidget() is order[0]


def test_reading_order_is_that_of_the_screen(shown: WindowUnderTest) -> None:
    shown.window.show_problem("sound", "No sound card was found.")
    QApplication.processEvents()
    places = [part.mapTo(shown.window, part.rect().topLeft()) for part in shown.window.reading_order()]
    assert places == sorted(places, key=lambda place: (place.y(), place.x()))


# The end


def test_closing_ends_the_session_once(shown: WindowUnderTest, qtbot: QtBot) -> None:
    qtbot.keyClick(shown.window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert not shown.window.isVisible()
    shown.window.close()
    assert shown.session.calls == [("close",)]


THIRTEEN = ("AUD", "BRL", "CAD", "CHF", "CNY", "EUR", "GBP", "IDR", "INR", "JPY", "MXN", "TRY", "USD")


@pytest.mark.usefixtures("dressed")
@pytest.mark.parametrize("width", [800, 480])
def test_thirteen_currencies_can_all_be_reached(qtbot: QtBot, width: int) -> None:
    """At 800 x 600, and in the smallest window, such as a small screen with everything twice as large leaves."""
    made = WindowUnderTest(replace(CHOICES, currencies=tuple(Choice(code, code) for code in THIRTEEN)))
    qtbot.addWidget(made.window)
    made.window.resize(width, width * 3 // 4)
    made.window.show()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow, timeout=10_000)
    qtbot.keyClick(made.window, Qt.Key.Key_F9)
    rows = made.window.currencies
    assert rows.hasFocus()
    page = made.window.reader.viewport()
    for place in range(rows.count()):
        row = rows.visualItemRect(rows.item(place))
        assert rows.viewport().rect().contains(row), f"the row of {THIRTEEN[place]} is seen when it is chosen"
        middle = rows.viewport().mapTo(page, row.center())
        assert page.rect().contains(middle), f"and the page shows that part of the list for {THIRTEEN[place]}"
        qtbot.keyClick(rows, Qt.Key.Key_Down)
    rows.setCurrentRow(rows.count() - 1)
    before = rows.item(12).checkState()
    qtbot.keyClick(rows, Qt.Key.Key_Space)
    assert rows.item(12).checkState() != before
