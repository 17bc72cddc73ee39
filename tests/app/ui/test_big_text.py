"""Are the words as large as their area allows, and never cut."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.big_text import BigText


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
    label = _shown(qtbot, 500, 160, "100000 Hungarian forints")
    metrics = QFontMetrics(label.font())
    area = label.contentsRect()
    flags = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextWordWrap.value
    assert max(metrics.horizontalAdvance(word) for word in label.text().split()) <= area.width()
    assert area.contains(metrics.boundingRect(area, flags, label.text()))


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
