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


def test_rows_are_as_even_as_can_be_and_six_pixels_apart(qtbot: QtBot) -> None:
    holder = shown(qtbot, Holder(600))
    height = holder.grid._cell().height()
    wide = holder.grid._cell().width()
    assert holder.grid.spacing() == 6
    assert holder.grid.heightForWidth(5 * wide + 4 * 6) == 2 * height + 6
    assert holder.grid.heightForWidth(5 * wide + 4 * 6 - 1) == 3 * height + 2 * 6, "four, three and three"
    assert holder.grid.columns(wide + 6 + wide) == 2
    assert holder.grid.columns(wide + 6 + wide - 1) == 1
    assert holder.grid.columns(0) == 1
    hint = holder.grid.sizeHint()
    assert (hint.width(), hint.height()) == (5 * wide + 4 * 6, 2 * height + 6)
    assert holder.grid.minimumSize().height() == height
    first, second, below = (holder.buttons[n].geometry() for n in (0, 1, 5))
    assert second.left() - (first.left() + first.width()) == 6
    assert below.top() - (first.top() + first.height()) == 6


def test_a_grid_of_few_is_as_wide_as_they_are_and_of_none_has_no_height(qtbot: QtBot) -> None:
    holder = shown(qtbot, Holder(600))
    for button in holder.buttons[2:]:
        button.hide()
    wide = holder.grid._cell().width()
    assert holder.grid.sizeHint().width() == 2 * wide + 6
    assert holder.grid.columns(2000) == 2
    for button in holder.buttons:
        button.hide()
    assert (holder.grid.heightForWidth(600), holder.grid.columns(600)) == (0, 1)


def test_parts_are_found_and_taken_by_their_place(qtbot: QtBot) -> None:
    holder = shown(qtbot, Holder(600))
    assert holder.grid.count() == 10
    assert holder.grid.itemAt(-1) is None
    assert holder.grid.itemAt(10) is None
    assert holder.grid.takeAt(10) is None
    assert holder.grid.takeAt(-1) is None
    last = holder.grid.itemAt(9)
    assert last is not None
    assert last.widget() is holder.buttons[9]
    taken = holder.grid.takeAt(0)
    assert taken is not None
    assert taken.widget() is holder.buttons[0]
    assert holder.grid.count() == 9
    assert holder.grid.hasHeightForWidth()
    assert holder.grid.expandingDirections() == Qt.Orientation.Horizontal
