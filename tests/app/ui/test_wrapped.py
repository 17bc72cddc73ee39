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


@pytest.mark.usefixtures("dressed")
def test_all_lines_of_its_words_are_drawn(qtbot: QtBot) -> None:
    box = WrappedCheckBox("Many words " * 6)
    qtbot.addWidget(box)
    box.resize(180, box.heightForWidth(180))
    image = box.grab().toImage()
    ground = image.pixelColor(image.width() - 1, 0)
    line_px = box.fontMetrics().height()
    assert image.height() > 3 * line_px
    for top in range(0, image.height() - line_px, line_px):
        spots = [(x, y) for x in range(60, image.width() - 2) for y in range(top, top + line_px)]
        assert any(image.pixelColor(x, y) != ground for x, y in spots), f"nothing stands at {top}"
