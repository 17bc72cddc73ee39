"""What has the focus is said, once, in the words of the moment; what nobody's key moved is not."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.ui.focus_voice import FocusVoice


class PageOfParts(QWidget):
    """A page with one part of each kind."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self.button = QPushButton("Hush")
        self.rows = QListWidget()
        self.rows.setAccessibleName("Currencies")
        for name in ("Euro", "US dollars"):
            item = QListWidgetItem(name, self.rows)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
        self.rows.setCurrentRow(0)
        self.box = QComboBox()
        self.box.setAccessibleName("Language")
        self.box.addItems(["English", "Deutsch"])
        self.box.view().setAccessibleName("Languages")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName("Volume")
        self.switch = QCheckBox("Sound on")
        self.field = QLineEdit()
        self.field.setAccessibleName("Search")
        self.text = QPlainTextEdit("one\ntwo")
        self.text.setAccessibleName("Help")
        self.text.setReadOnly(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        parts = (self.button, self.rows, self.box, self.slider, self.switch, self.field, self.text)
        column = QVBoxLayout(self)
        for part in parts:
            column.addWidget(part)


class Desk:
    """A window of two pages, and what was said of it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.said: list[str] = []
        self.wanted: bool | None = True
        self.is_reading = False
        self.window = QWidget()
        self.first, self.second = PageOfParts("First page"), PageOfParts("Second page")
        column = QVBoxLayout(self.window)
        column.addWidget(self.first)
        column.addWidget(self.second)
        self.voice = FocusVoice(
            self.said.append,
            wanted=lambda: self.wanted,
            is_read=lambda page: self.is_reading and page is self.first,
            language=lambda: "en",
        )

    def focus(self, part: QWidget) -> str:
        """What is said when this part gets the focus: one line or none."""
        return self.after(part.setFocus)

    def press(self, key: Qt.Key) -> str:
        """What is said when this key is pressed: one line or none."""
        return self.after(lambda: self.qtbot.keyClick(QApplication.focusWidget(), key))

    def after(self, happens: object) -> str:
        self.said.clear()
        happens()  # type: ignore[operator]
        QCoreApplication.processEvents()
        assert len(self.said) <= 1, self.said
        return "".join(self.said)


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication) -> Iterator[Desk]:
    made = Desk(qtbot)
    qtbot.addWidget(made.window)
    made.window.show()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow, timeout=10_000)
    made.first.button.setFocus()
    made.voice.follow(qapp)
    QCoreApplication.processEvents()
    yield made
    made.voice.leave(qapp)


def test_every_kind_is_said_with_its_page_first_and_then_without(desk: Desk) -> None:
    assert desk.said == ["First page. Hush, button"]
    assert desk.focus(desk.first.rows) == "Currencies, Euro, on, list"
    assert desk.focus(desk.first.box) == "Language, English, combo box"
    assert desk.focus(desk.first.slider) == "Volume, 0, slider"
    assert desk.focus(desk.first.switch) == "Sound on, off, check box"
    assert desk.focus(desk.first.field) == "Search, empty, text field"
    assert desk.focus(desk.second.button) == "Second page. Hush, button"
    assert desk.focus(desk.first.button) == "First page. Hush, button"


def test_a_page_that_begins_with_the_part_it_is_named_after_is_named_once(desk: Desk) -> None:
    desk.second.text.setAccessibleName("Second page, in full")
    assert desk.focus(desk.second.text) == "Second page, in full, one, text"
    assert desk.focus(desk.second.button) == "Hush, button"


def test_a_part_that_the_page_is_named_after_is_named_with_it(desk: Desk) -> None:
    desk.second.rows.setAccessibleName("Page")
    assert desk.focus(desk.second.rows) == "Second page. Euro, on, list"


def test_a_greeting_takes_the_place_of_what_has_the_focus_first(desk: Desk, qapp: QApplication) -> None:
    desk.voice.leave(qapp)
    desk.focus(desk.first.button)
    assert desk.after(lambda: desk.voice.follow(qapp, greeting="Noteworthy")) == "Noteworthy"
    assert desk.focus(desk.first.box) == "Language, English, combo box"


def test_a_greeting_that_was_not_wanted_is_not_said_later(desk: Desk, qapp: QApplication) -> None:
    desk.voice.leave(qapp)
    desk.focus(desk.first.button)
    desk.is_reading = True
    assert desk.after(lambda: desk.voice.follow(qapp, greeting="Noteworthy")) == ""
    desk.is_reading = False
    assert desk.focus(desk.first.slider) == "Volume, 0, slider"


def test_what_enter_does_with_a_row_is_told_by_whoever_did_it(desk: Desk) -> None:
    rows = desk.first.rows
    rows.itemActivated.connect(lambda item: item.setCheckState(Qt.CheckState.Unchecked))
    desk.focus(rows)
    assert desk.press(Qt.Key.Key_Return) == ""
    assert desk.press(Qt.Key.Key_Space) == "Euro, on"


def test_arrows_and_space_say_what_they_changed_and_no_more(desk: Desk) -> None:
    desk.focus(desk.first.rows)
    assert desk.press(Qt.Key.Key_Down) == "US dollars, on"
    assert desk.press(Qt.Key.Key_Space) == "US dollars, off"
    assert desk.press(Qt.Key.Key_Down) == "US dollars, off, end of list"
    desk.focus(desk.first.box)
    assert desk.press(Qt.Key.Key_Down) == "Deutsch"
    desk.focus(desk.first.slider)
    assert desk.press(Qt.Key.Key_Right) == "1"
    desk.focus(desk.first.switch)
    assert desk.press(Qt.Key.Key_Space) == "on"
    desk.focus(desk.first.field)
    assert desk.press(Qt.Key.Key_D) == "d"
    assert desk.press(Qt.Key.Key_Backspace) == "empty"
    desk.focus(desk.first.text)
    assert desk.press(Qt.Key.Key_Down) == "two"
    assert desk.press(Qt.Key.Key_Right) == "w"


def test_a_key_that_moves_nothing_says_where_one_is(desk: Desk) -> None:
    desk.focus(desk.first.rows)
    assert desk.press(Qt.Key.Key_Up) == "Euro, on, beginning of list"
    assert desk.press(Qt.Key.Key_Home) == "Euro, on, beginning of list"
    assert desk.press(Qt.Key.Key_End) == "US dollars, on"
    assert desk.press(Qt.Key.Key_PageDown) == "US dollars, on, end of list"
    assert desk.press(Qt.Key.Key_Shift) == "", "it moves nothing in any list"
    desk.focus(desk.first.box)
    assert desk.press(Qt.Key.Key_Up) == "English, beginning of list"
    assert desk.press(Qt.Key.Key_Return) == "English"
    desk.focus(desk.first.slider)
    assert desk.press(Qt.Key.Key_Left) == "0"
    desk.focus(desk.first.field)
    assert desk.press(Qt.Key.Key_Left) == "empty"
    desk.focus(desk.first.text)
    assert desk.press(Qt.Key.Key_Up) == "one"


def test_where_one_is_is_said_when_the_key_goes_down_and_not_again_when_it_comes_up(desk: Desk) -> None:
    desk.focus(desk.first.rows)
    rows = desk.first.rows
    assert desk.after(lambda: desk.qtbot.keyPress(rows, Qt.Key.Key_Up)) == "Euro, on, beginning of list"
    assert desk.after(lambda: desk.qtbot.keyRelease(rows, Qt.Key.Key_Up)) == ""


def test_a_list_that_folds_out_belongs_to_its_page(desk: Desk) -> None:
    desk.focus(desk.first.box)
    assert desk.after(desk.first.box.showPopup) == "Languages, English, list"
    assert desk.press(Qt.Key.Key_Down) == "Deutsch"
    assert desk.after(desk.first.box.hidePopup) == "Language, English, combo box"


def test_a_dialog_says_its_title_and_the_page_is_named_again_after_it(desk: Desk) -> None:
    dialog = QDialog(desk.window)
    dialog.setWindowTitle("Another key")
    leave = QPushButton("Leave it", dialog)
    leave.setFocus()

    def opened() -> None:
        dialog.open()
        dialog.activateWindow()
        desk.qtbot.waitUntil(dialog.isActiveWindow, timeout=10_000)

    assert desk.after(opened) == "Another key. Leave it, button"
    said = desk.after(dialog.reject)
    assert said in ("", "First page. Hush, button")
    if not said:
        desk.window.activateWindow()
        desk.qtbot.waitUntil(lambda: desk.said == ["First page. Hush, button"], timeout=10_000)


def test_focus_that_passes_through_is_not_said(desk: Desk) -> None:
    def through() -> None:
        desk.first.slider.setFocus()
        desk.first.rows.setFocus()
        desk.first.rows.setCurrentRow(1)

    assert desk.after(through) == "Currencies, US dollars, on, list"


def test_what_the_app_changes_itself_is_not_said(desk: Desk) -> None:
    desk.focus(desk.first.rows)
    desk.press(Qt.Key.Key_Shift)
    assert desk.after(lambda: desk.first.rows.setCurrentRow(1)) == ""
    assert desk.after(lambda: desk.first.rows.item(0).setText("Euros")) == ""
    desk.focus(desk.first.slider)
    assert desk.after(lambda: desk.first.slider.setValue(9)) == ""


def test_a_row_that_is_drawn_anew_while_its_key_comes_up_is_not_said_again(desk: Desk) -> None:
    desk.focus(desk.first.rows)
    assert desk.after(lambda: desk.qtbot.keyPress(desk.first.rows, Qt.Key.Key_Space)) == "Euro, off"

    def released() -> None:
        desk.qtbot.keyRelease(desk.first.rows, Qt.Key.Key_Space)
        desk.first.rows.item(0).setToolTip("anew")

    assert desk.after(released) == ""


def test_of_a_page_that_is_read_aloud_neither_name_nor_text_is_told_and_all_else_is(desk: Desk) -> None:
    desk.focus(desk.second.box)
    desk.is_reading = True
    assert desk.focus(desk.first.rows) == ""
    assert desk.press(Qt.Key.Key_Down) == "US dollars, on"
    assert desk.focus(desk.first.text) == ""
    assert desk.press(Qt.Key.Key_Down) == ""
    assert desk.focus(desk.first.box) == "Language, English, combo box"
    # Another page is none of what is read, and back on it there is nothing to be named.
    assert desk.focus(desk.second.box) == "Second page. Language, English, combo box"
    assert desk.focus(desk.first.box) == ""
    desk.is_reading = False
    assert desk.focus(desk.first.slider) == "Volume, 0, slider"


def test_silence_while_it_is_not_wanted(desk: Desk) -> None:
    desk.wanted = False
    assert desk.focus(desk.first.box) == ""
    assert desk.press(Qt.Key.Key_Down) == ""


def test_until_it_is_known_whether_a_reader_runs_the_newest_focus_waits(desk: Desk) -> None:
    desk.wanted = None
    assert desk.focus(desk.first.box) == ""
    assert desk.focus(desk.first.slider) == ""
    desk.wanted = True
    assert desk.after(desk.voice.look_again) == "Volume, 0, slider"
    assert desk.after(desk.voice.look_again) == ""


def test_a_part_that_is_deleted_with_the_focus_harms_nobody(desk: Desk) -> None:
    desk.focus(desk.first.rows)
    desk.first.deleteLater()
    desk.focus(desk.second.slider)
    assert desk.press(Qt.Key.Key_Right) == "1"
