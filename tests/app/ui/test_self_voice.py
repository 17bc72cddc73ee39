"""Parts of the window, in words."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QSlider,
    QSpinBox,
)
from pytestqt.qtbot import QtBot

from app.ui.self_voice import SPOKEN_VALUE, described, described_value, letter_at_cursor, unmoved
from tests.app.ui.makers import CHOICES, WindowUnderTest


def test_parts_are_named_with_their_state_and_kind(qtbot: QtBot) -> None:
    made = WindowUnderTest()
    qtbot.addWidget(made.window)
    window = made.window
    assert described(window.reader.repeat_button) == "Repeat, button"
    assert described(window.reader.count_button) == "Count, off, button"
    assert described(window.sources) == "Camera, Desk camera, combo box"
    assert described(window.settings_page.sound) == "Sound on, on, check box"
    assert described(window.reader.repeat_button, "de") == "Repeat, Schalter", "the names are Qt's to translate"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("http://me:secret@10.0.0.7:8080/video", "Camera, Network camera, combo box"),
        ("/home/me/pictures/notes.mp4", "Camera, notes.mp4, combo box"),
        ("C:\\pictures\\", "Camera, pictures, combo box"),
        ("7", "Camera, 7, combo box"),
    ],
)
def test_an_address_or_a_path_is_not_read_out_in_full(qtbot: QtBot, source: str, said: str) -> None:
    made = WindowUnderTest(replace(CHOICES, source=source))
    qtbot.addWidget(made.window)
    assert described(made.window.sources) == said


def test_sliders_say_their_number_once_and_never_on_or_off(qtbot: QtBot) -> None:
    slider = QSlider(Qt.Orientation.Horizontal)
    qtbot.addWidget(slider)
    slider.setAccessibleName("Volume")
    slider.setValue(80)
    assert described(slider) == "Volume, 80, slider"
    slider.setProperty(SPOKEN_VALUE, "80 percent")
    assert described(slider) == "Volume, 80 percent, slider"
    assert described_value(slider) == "80 percent"
    slider.setAccessibleName("Volume: 80 percent")
    assert described(slider) == "Volume: 80 percent, slider"


def test_lists_say_their_row_and_on_or_off_only_where_it_can_be(qtbot: QtBot) -> None:
    rows = QListWidget()
    qtbot.addWidget(rows)
    rows.setAccessibleName("Currencies")
    assert described(rows) == "Currencies, list"
    rows.addItem("Euro")
    dollars = QListWidgetItem("US dollars", rows)
    assert rows.item(0).flags() & Qt.ItemFlag.ItemIsUserCheckable, "so are all, with or without a mark"
    dollars.setCheckState(Qt.CheckState.Checked)
    rows.setCurrentRow(0)
    assert described(rows) == "Currencies, Euro, list"
    rows.setCurrentRow(1)
    assert described(rows) == "Currencies, US dollars, on, list"
    dollars.setCheckState(Qt.CheckState.Unchecked)
    assert described_value(rows) == "US dollars, off"


def test_texts_say_the_line_and_fields_what_is_in_them(qtbot: QtBot) -> None:
    text, search = QPlainTextEdit("first line\nsecond"), QLineEdit()
    for part in (text, search):
        qtbot.addWidget(part)
    text.setReadOnly(True)
    text.setAccessibleName("Help")
    search.setPlaceholderText("Search")
    assert described(text) == "Help, first line, text"
    assert letter_at_cursor(text) == "f"
    text.moveCursor(text.textCursor().MoveOperation.Down)
    assert described_value(text) == "second"
    assert described(search) == "Search, empty, text field"
    search.setText("a b")
    search.setCursorPosition(1)
    assert (described_value(search), letter_at_cursor(search)) == ("a b", "space")
    search.setEchoMode(QLineEdit.EchoMode.Password)
    assert described(search) == "Search, text field"


def test_labels_have_no_kind_and_what_has_no_name_is_not_said(qtbot: QtBot) -> None:
    label = QLabel("Total: 20 dollars")
    qtbot.addWidget(label)
    assert described(label) == "Total: 20 dollars"
    label.setText("")
    assert described(label) == ""


_UP, _DOWN, _LEFT, _END, _LETTER = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Left,
    Qt.Key.Key_End,
    Qt.Key.Key_A,
)


def test_at_the_end_of_a_list_a_key_says_where_it_stands(qtbot: QtBot) -> None:
    rows, choice = QListWidget(), QComboBox()
    for part in (rows, choice):
        qtbot.addWidget(part)
    assert unmoved(rows, _UP) == "beginning of list"
    rows.addItem("Euro")
    rows.setCurrentRow(0)
    choice.addItem("Dark")
    for part, value in ((rows, "Euro"), (choice, "Dark")):
        assert unmoved(part, _UP) == f"{value}, beginning of list"
        assert unmoved(part, Qt.Key.Key_Home) == f"{value}, beginning of list"
        assert unmoved(part, _DOWN) == f"{value}, end of list"
        assert unmoved(part, _END) == f"{value}, end of list"
        assert unmoved(part, _LEFT) == unmoved(part, _LETTER) == ""


def test_at_its_end_a_slider_a_number_or_a_text_says_itself_again(qtbot: QtBot) -> None:
    slider, number, text, field, label = QSlider(), QSpinBox(), QPlainTextEdit("a line"), QLineEdit("abc"), QLabel("x")
    for part in (slider, number, text, field, label):
        qtbot.addWidget(part)
    number.setValue(3)
    for part, said in ((slider, "0"), (number, "3"), (text, "a line")):
        for key in (_UP, _DOWN, _LEFT, _END):
            assert unmoved(part, key) == said
        assert unmoved(part, _LETTER) == ""
    for key in (_LEFT, Qt.Key.Key_Right, Qt.Key.Key_Home, _END):
        assert unmoved(field, key) == "abc"
    assert unmoved(field, _UP) == unmoved(field, _LETTER) == ""
    assert unmoved(label, _UP) == ""
    field.setCursorPosition(3)
    assert letter_at_cursor(field) == "abc", "at its end the whole field"
    assert letter_at_cursor(label) == ""


def test_a_row_that_nobody_can_turn_is_neither_on_nor_off(qtbot: QtBot) -> None:
    rows = QListWidget()
    qtbot.addWidget(rows)
    item = QListWidgetItem("Euro", rows)
    item.setCheckState(Qt.CheckState.Checked)
    rows.setCurrentRow(0)
    assert described_value(rows) == "Euro, on"
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    assert described_value(rows) == "Euro"
