"""Buttons side by side: as many as fit, of one width, never wider than the window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.ui.even_grid import EvenGrid


class Holder(QWidget):
    """Ten buttons of 100 pixels at least."""

    def __init__(self, width: int, direction: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight) -> None:
        super().__init__()
        self.setLayoutDirection(direction)
        self.buttons = [QPushButton(str(number)) for number in range(10)]
        for button in self.buttons:
            button.setMinimumWidth(100)
        self.grid = EvenGrid(*self.buttons)
        self.setLayout(self.grid)
        self.resize(width, self.grid.heightForWidth(width))


def shown(qtbot: QtBot, holder: Holder) -> Holder:
    qtbot.addWidget(holder)
    holder.show()
    holder.grid.activate()
    return holder


@pytest.mark.parametrize(("width", "columns"), [(2000, 5), (600, 5), (520, 4), (320, 3), (210, 2), (120, 1)])
def test_as_many_columns_as_fit(qtbot: QtBot, width: int, columns: int) -> None:
    holder = shown(qtbot, Holder(width))
    assert holder.grid.columns(width) == columns
    places = [button.geometry() for button in holder.buttons]
    assert len({place.left() for place in places}) == columns
    assert all(place.left() >= 0 and place.right() < width for place in places)
    assert max(place.width() for place in places) - min(place.width() for place in places) <= 1
    assert max(place.bottom() for place in places) < holder.grid.heightForWidth(width)


def test_reading_begins_on_the_right_in_arabic(qtbot: QtBot) -> None:
    holder = shown(qtbot, Holder(600, Qt.LayoutDirection.RightToLeft))
    assert holder.buttons[0].x() > holder.buttons[1].x()


def test_hidden_parts_leave_no_hole(qtbot: QtBot) -> None:
    holder = shown(qtbot, Holder(120))
    before = holder.grid.heightForWidth(120)
    holder.buttons[3].hide()
    assert holder.grid.heightForWidth(120) < before
