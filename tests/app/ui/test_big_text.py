"""Are the words as large as their area allows, and never cut."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui import big_text, style
from app.ui.big_text import BigText, number_and_unit


def _shown(qtbot: QtBot, width: int, height: int, text: str) -> BigText:
    label = BigText()
    qtbot.addWidget(label)
    label.resize(width, height)
    label.show()
    label.setText(text)
    return label


def test_type_grows_with_the_area(qtbot: QtBot) -> None:
    label = _shown(qtbot, 400, 150, "20 dollars")
    small = label.type_px
    label.resize(1200, 450)
    assert label.type_px > 2.5 * small


def test_short_words_are_larger_than_long_ones(qtbot: QtBot) -> None:
    label = _shown(qtbot, 800, 200, "20 dollars")
    short = label.type_px
    label.setText("A sentence that is a good deal longer than any value")
    assert label.type_px < short


def test_no_word_is_cut(qtbot: QtBot) -> None:
    label = _shown(qtbot, 500, 160, "No camera found. Connect one.")
    metrics = QFontMetrics(label.font())
    area = label.contentsRect()
    flags = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextWordWrap.value
    assert max(metrics.horizontalAdvance(word) for word in label.text().split()) <= area.width()
    assert area.contains(metrics.boundingRect(area, flags, label.text()))


AMOUNTS = (
    "20 dollars",
    "0,5 Euro",
    "100000 Indonesische Rupiah",
    "20 यूएस डॉलर",
    "20 دولار أمريكي",
    "20 dollars, total 45 dollars",
    "USD 20",
)


@pytest.mark.parametrize("amount", AMOUNTS)
@pytest.mark.parametrize("size", [(772, 300), (612, 200), (292, 120), (2800, 810)])
def test_number_stands_alone_and_large_and_nothing_is_cut(qtbot: QtBot, size: tuple[int, int], amount: str) -> None:
    label = BigText()
    qtbot.addWidget(label)
    label.resize(*size)
    label.show()
    label.show_words(amount, is_amount=True)
    number, unit = label.blocks
    assert not any(letter.isdigit() for letter in unit.text.split(",")[0])
    assert number.size_px > unit.size_px
    area = label.contentsRect()
    metrics = QFontMetrics(label.font())
    assert metrics.horizontalAdvance(number.text) <= area.width()
    base_line = number.place.top() + metrics.ascent()
    assert base_line - metrics.capHeight() >= area.top()
    assert base_line <= unit.place.top()
    assert area.contains(unit.place)
    font = QFont(label.font())
    font.setPixelSize(unit.size_px)
    flags = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextWordWrap.value
    assert unit.place.contains(QFontMetrics(font).boundingRect(unit.place, flags, unit.text))


@pytest.mark.parametrize("size", [(2800, 810), (2800, 200), (612, 200)])
@pytest.mark.parametrize("amount", ["20 m", "5 dollars", "1234 m"])
def test_a_unit_is_no_larger_than_its_part_of_the_number(qtbot: QtBot, size: tuple[int, int], amount: str) -> None:
    label = BigText()
    qtbot.addWidget(label)
    label.resize(*size)
    label.show_words(amount, is_amount=True)
    number, unit = label.blocks
    assert round(number.size_px * big_text._UNIT_LEAST) <= unit.size_px <= round(number.size_px * big_text._UNIT_MOST)


def test_digits_of_a_value_take_half_of_its_area(qtbot: QtBot) -> None:
    label = BigText()
    qtbot.addWidget(label)
    label.resize(612, 200)
    label.show_words("20 dollars", is_amount=True)
    assert QFontMetrics(label.font()).capHeight() >= 90


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("20 dollars", ("20", "dollars")),
        ("0,5 Euro", ("0,5", "Euro")),
        ("20 dollars, total 45 dollars", ("20", "dollars, total 45 dollars")),
        ("USD 20", ("20", "USD")),
        ("٢٠ دولار", ("٢٠", "دولار")),
        ("Told by tones.", ("", "Told by tones.")),
        ("", ("", "")),
    ],
)
def test_number_is_told_from_unit(words: str, parts: tuple[str, str]) -> None:
    assert number_and_unit(words) == parts


@pytest.mark.usefixtures("dressed")
def test_ground_and_words_are_drawn_in_the_colours_of_the_style(qtbot: QtBot) -> None:
    label = BigText()
    label.setObjectName("value")
    label.setProperty("shows_value", True)
    qtbot.addWidget(label)
    label.resize(400, 200)
    label.show_words("20 dollars", is_amount=True)
    label.show()
    image = label.grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(0, 400, 2) for y in range(0, 200, 2)}
    assert {style.DARK.value_text, style.DARK.panel} <= colours


def test_text_is_never_taken_for_markup(qtbot: QtBot) -> None:
    assert _shown(qtbot, 400, 150, "<b>20</b>").textFormat() == Qt.TextFormat.PlainText


def test_no_room_at_all_is_no_error(qtbot: QtBot) -> None:
    assert _shown(qtbot, 1, 1, "20 dollars").type_px > 0


def test_another_style_sheet_leaves_the_type_large(qtbot: QtBot, qapp: QApplication) -> None:
    label = BigText()
    qtbot.addWidget(label)
    label.resize(400, 200)
    label.setText("20")
    label.show()
    before_px = label.type_px
    qapp.setStyleSheet("QLabel { color: #ff0000; }")
    qapp.setStyleSheet("QLabel { color: #00ff00; font-weight: 600; }")
    assert label.type_px == before_px
    assert label.font().pixelSize() == before_px
