"""A check box whose words wrap: all of them are seen, and it is no wider than its longest word."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionButton
from pytestqt.qtbot import QtBot

from app.ui.application import dress
from app.ui.wrapped import WrappedCheckBox

WORDS = "Say buttons and lists aloud, for those who use no screen reader"


@pytest.mark.parametrize("percent", [100, 300])
def test_less_width_more_lines(qtbot: QtBot, qapp: QApplication, percent: int) -> None:
    dress(qapp, text_size=percent)
    box = WrappedCheckBox(WORDS)
    qtbot.addWidget(box)
    wide = box.heightForWidth(10_000)
    narrow = box.heightForWidth(box.minimumSizeHint().width())
    assert narrow > 3 * wide
    assert box.minimumSizeHint().width() < box.sizeHint().width() / 3


def test_it_is_turned_on_by_a_key_and_by_a_click(qtbot: QtBot) -> None:
    box = WrappedCheckBox(WORDS)
    qtbot.addWidget(box)
    box.resize(200, box.heightForWidth(200))
    box.show()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert box.isChecked()
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center() - box.rect().topLeft())
    assert not box.isChecked()


@pytest.mark.parametrize("percent", [100, 200])
def test_the_longest_word_fits_beside_its_box_and_no_line_of_it_is_cut(
    qtbot: QtBot, qapp: QApplication, percent: int
) -> None:
    dress(qapp, text_size=percent)
    box = WrappedCheckBox(WORDS)
    qtbot.addWidget(box)
    least = box.minimumSizeHint()
    box.resize(least.width(), box.heightForWidth(least.width()))
    option = QStyleOptionButton()
    box.initStyleOption(option)
    contents = box.style().subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, box)
    longest = max(box.fontMetrics().horizontalAdvance(word) for word in WORDS.split())
    assert longest <= contents.width() <= longest + 12
    assert box.height() >= least.height()
    assert box.heightForWidth(0) >= box.heightForWidth(least.width())
    assert WrappedCheckBox("").minimumSizeHint().width() > 0
