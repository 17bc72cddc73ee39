"""What has the focus is on the screen, however small the window is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.in_view import keep_in_view, keep_row_in_view


class Tall(QWidget):
    """A small window that scrolls a tall column with a scrolling one in it."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = QListWidget()
        self.rows.setFixedHeight(2000)
        for number in range(100):
            self.rows.addItem(f"row {number}")
        self.last = QLabel("last")
        self.area = QScrollArea()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.addWidget(self.rows)
        column.addWidget(self.last)
        self.area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.addWidget(self.area)
        self.resize(300, 200)


@pytest.fixture
def tall(qtbot: QtBot) -> Tall:
    made = Tall()
    qtbot.addWidget(made)
    made.show()
    QApplication.processEvents()
    return made


def _is_seen(tall: Tall, part: QWidget, at: QPoint) -> bool:
    return tall.area.viewport().rect().contains(part.mapTo(tall.area.viewport(), at))


def test_a_part_far_below_is_scrolled_to(tall: Tall) -> None:
    assert not _is_seen(tall, tall.last, tall.last.rect().center())
    keep_in_view(tall, tall.last)
    assert _is_seen(tall, tall.last, tall.last.rect().center())


def test_a_part_of_another_window_and_none_at_all_move_nothing(tall: Tall, qtbot: QtBot) -> None:
    other = Tall()
    qtbot.addWidget(other)
    other.show()
    before = tall.area.verticalScrollBar().value()
    keep_in_view(tall, None)
    keep_in_view(tall, tall)
    keep_in_view(tall, other.last)
    assert tall.area.verticalScrollBar().value() == before
    assert other.area.verticalScrollBar().value() == 0


@pytest.mark.parametrize("row", [70, 3, 99])
def test_the_chosen_row_of_a_long_list_is_scrolled_to(tall: Tall, row: int) -> None:
    tall.rows.setCurrentRow(row)
    keep_row_in_view(tall.area, tall.rows)
    chosen = tall.rows.visualItemRect(tall.rows.currentItem())
    assert _is_seen(tall, tall.rows.viewport(), chosen.center())


def test_a_list_elsewhere_and_a_page_that_does_not_scroll_are_left_alone(tall: Tall, qtbot: QtBot) -> None:
    other = Tall()
    qtbot.addWidget(other)
    other.show()
    other.rows.setCurrentRow(70)
    keep_row_in_view(tall.area, other.rows)
    keep_row_in_view(QWidget(tall), tall.rows)
    assert tall.area.verticalScrollBar().value() == 0


def test_of_a_row_all_of_its_width_and_height_is_to_be_seen(qtbot: QtBot) -> None:
    seen: list[tuple[int, ...]] = []

    class Area(QScrollArea):
        def ensureVisible(self, *given: int) -> None:
            seen.append(given)

    area, rows = Area(), QListWidget()
    qtbot.addWidget(area)
    rows.addItem("a row")
    rows.setCurrentRow(0)
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.addWidget(rows)
    area.setWidget(inside)
    keep_row_in_view(area, rows)
    row = rows.visualItemRect(rows.item(0))
    assert [(width, height) for _, _, width, height in seen] == [(row.width() // 2, row.height())]
