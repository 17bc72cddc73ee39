"""Parts of the window in words, each kind; and where the window opens, to the pixel."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSlider,
    QSpinBox,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.ui.big_text import number_and_unit
from app.ui.self_voice import described, described_value, letter_at_cursor, unmoved
from app.ui.window_place import fitted

K = Qt.Key
Makes = Callable[[], QWidget]


def _named(widget: QWidget, name: str = "Name") -> QWidget:
    widget.setAccessibleName(name)
    return widget


def _combo() -> QComboBox:
    made = QComboBox()
    made.addItems(["one", "two"])
    return made


def _rows() -> QListWidget:
    made = QListWidget()
    made.addItems(["first", "last"])
    made.setCurrentRow(0)
    return made


def _spin() -> QSpinBox:
    made = QSpinBox()
    made.setValue(7)
    return made


def _slider() -> QSlider:
    made = QSlider()
    made.setValue(30)
    return made


def _secret() -> QLineEdit:
    made = QLineEdit("abc")
    made.setEchoMode(QLineEdit.EchoMode.Password)
    return made


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: QLabel("words"), "Name"),
        (lambda: QCheckBox("box"), "Name, off, check box"),
        (lambda: QRadioButton("box"), "Name, off, check box"),
        (lambda: QPushButton("press"), "Name, button"),
        (_combo, "Name, one, combo box"),
        (_rows, "Name, first, list"),
        (_slider, "Name, 30, slider"),
        (_spin, "Name, 7, text field"),
        (lambda: QLineEdit(" typed "), "Name, typed, text field"),
        (lambda: QLineEdit(""), "Name, empty, text field"),
        (_secret, "Name, text field"),
        (lambda: QPlainTextEdit("line"), "Name, line, text field"),
        (lambda: QTextEdit(""), "Name, empty, text field"),
        (QWidget, "Name"),
    ],
)
def test_each_kind_of_part_says_its_name_value_and_kind(qtbot: QtBot, make: Makes, said: str) -> None:
    widget = make()
    qtbot.addWidget(widget)
    assert described(_named(widget)) == said


def test_a_part_without_a_name_says_nothing_and_a_field_its_placeholder(qtbot: QtBot) -> None:
    bare, field = QWidget(), QLineEdit()
    for each in (bare, field):
        qtbot.addWidget(each)
    assert described(bare) == ""
    assert described(field) == ""
    field.setPlaceholderText("Search ")
    assert described(field) == "Search, empty, text field"


def test_a_name_that_has_the_value_says_it_once_but_a_field_repeats_it(qtbot: QtBot) -> None:
    combo, field = _combo(), QLineEdit("one")
    for each in (combo, field):
        qtbot.addWidget(each)
    assert described(_named(combo, "Choice: one")) == "Choice: one, combo box"
    assert described(_named(field, "Field one")) == "Field one, one, text field"


@pytest.mark.parametrize(
    ("make", "keys"),
    [
        (_rows, {K.Key_Up: "first, beginning of list", K.Key_PageUp: "first, beginning of list",
                 K.Key_Home: "first, beginning of list", K.Key_Down: "first, end of list",
                 K.Key_PageDown: "first, end of list", K.Key_End: "first, end of list", K.Key_Left: ""}),
        (_combo, {K.Key_Up: "one, beginning of list", K.Key_End: "one, end of list", K.Key_Right: "", K.Key_A: ""}),
        (_slider, {K.Key_Up: "30", K.Key_Down: "30", K.Key_Left: "30", K.Key_Right: "30", K.Key_A: ""}),
        (_spin, {K.Key_PageUp: "7", K.Key_End: "7", K.Key_Left: "7", K.Key_Space: ""}),
        (lambda: QPlainTextEdit("line"), {K.Key_Up: "line", K.Key_Right: "line", K.Key_A: ""}),
        (lambda: QLineEdit("typed"), {K.Key_Left: "typed", K.Key_Home: "typed", K.Key_End: "typed", K.Key_Up: ""}),
        (lambda: QPushButton("press"), {K.Key_Up: "", K.Key_Left: ""}),
    ],
)  # fmt: skip
def test_a_key_that_moved_nothing_says_where_it_ends(qtbot: QtBot, make: Makes, keys: dict[Qt.Key, str]) -> None:
    widget = make()
    qtbot.addWidget(widget)
    assert {key: unmoved(widget, key) for key in keys} == keys


@pytest.mark.parametrize("make", [QLineEdit, QPlainTextEdit])
def test_the_letter_after_the_cursor_is_said_and_at_the_end_the_whole(
    qtbot: QtBot, make: Callable[[str], QLineEdit | QPlainTextEdit]
) -> None:
    widget = make("a b")
    qtbot.addWidget(widget)
    said = []
    for place in range(4):
        if isinstance(widget, QLineEdit):
            widget.setCursorPosition(place)
        else:
            cursor = widget.textCursor()
            cursor.setPosition(place)
            widget.setTextCursor(cursor)
        said.append(letter_at_cursor(widget))
    assert said == ["a", "space", "b", "a b"]


def test_only_texts_have_letters(qtbot: QtBot) -> None:
    slider = _slider()
    qtbot.addWidget(slider)
    assert letter_at_cursor(slider) == ""
    assert described_value(QLabel("words")) == ""


SCREEN = QRect(0, 0, 2000, 1200)
SMALL = QRect(0, 0, 800, 600)
RIGHT = QRect(2000, 0, 1000, 800)


@pytest.mark.parametrize(
    ("wanted", "screens", "place"),
    [
        (None, [SCREEN], (250, 150, 1500, 900)),
        (None, [QRect(0, 0, 1200, 900)], (120, 90, 960, 720)),
        (None, [SMALL], (8, 36, 784, 556)),
        (QRect(100, 100, 500, 400), [SCREEN], (100, 100, 500, 400)),
        (QRect(-50, -50, 500, 400), [SCREEN], (0, 36, 500, 400)),
        (QRect(1900, 1100, 500, 400), [SCREEN], (1500, 800, 500, 400)),
        (QRect(100, 100, 5000, 4000), [SCREEN], (16, 44, 1984, 1156)),
        (QRect(1900, 100, 500, 400), [SCREEN, RIGHT], (2000, 100, 500, 400)),
        (QRect(1600, 100, 500, 400), [SCREEN, RIGHT], (1500, 100, 500, 400)),
        (QRect(5000, 5000, 500, 400), [SCREEN, RIGHT], (750, 400, 500, 400)),
        (QRect(2000, 1200, 500, 400), [SCREEN], (750, 400, 500, 400)),
    ],
)
def test_the_window_opens_where_it_was_and_wholly_on_a_screen(
    wanted: QRect | None, screens: list[QRect], place: tuple[int, int, int, int]
) -> None:
    assert fitted(wanted, screens).getRect() == place


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("20 dollars", ("20", "dollars")),
        ("1,000.50 euros", ("1,000.50", "euros")),
        ("euros 1.000", ("1.000", "euros")),
        ("dollars", ("", "dollars")),
        ("20", ("", "20")),
        (" 5 pounds ", ("5", "pounds")),
        ("5, pounds", ("5", ", pounds")),
    ],
)
def test_an_amount_is_a_number_and_a_unit(words: str, parts: tuple[str, str]) -> None:
    assert number_and_unit(words) == parts
