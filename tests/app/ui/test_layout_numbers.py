"""Where parts stand, to the pixel: columns, rows and the room that wrapped words take."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui.even_grid import EvenGrid
from app.ui.wrapped import WrappedCheckBox


class Part(QWidget):
    """A part that wants 100 by 40 pixels and takes 60 by 30."""

    def sizeHint(self) -> QSize:
        """What it wants."""
        return QSize(100, 40)

    def minimumSizeHint(self) -> QSize:
        """What it takes."""
        return QSize(60, 30)


def _grid(qtbot: QtBot, parts: int, most: int = 5) -> tuple[QWidget, EvenGrid]:
    holder = QWidget()
    qtbot.addWidget(holder)
    grid = EvenGrid(*(Part() for _ in range(parts)), most_columns=most)
    grid.setSpacing(10)
    holder.setLayout(grid)
    holder.show()
    return holder, grid


@pytest.mark.parametrize(
    ("parts", "width", "columns", "height"),
    [
        (5, 540, 5, 40),
        (5, 539, 3, 90),
        (5, 430, 3, 90),
        (5, 320, 3, 90),
        (5, 319, 2, 140),
        (5, 210, 2, 140),
        (5, 209, 1, 240),
        (5, 1, 1, 240),
        (7, 2000, 4, 90),
        (1, 2000, 1, 40),
        (0, 500, 1, 0),
    ],
)
def test_rows_are_even_and_as_many_as_it_takes(qtbot: QtBot, parts: int, width: int, columns: int, height: int) -> None:
    _, grid = _grid(qtbot, parts)
    assert grid.columns(width) == columns
    assert grid.heightForWidth(width) == height


@pytest.mark.parametrize(
    ("parts", "most", "size"), [(7, 5, (540, 90)), (2, 5, (210, 40)), (4, 3, (320, 90)), (0, 5, (0, 0))]
)
def test_as_many_columns_are_wanted_as_there_are_parts_and_no_more_than_the_most(
    qtbot: QtBot, parts: int, most: int, size: tuple[int, int]
) -> None:
    _, grid = _grid(qtbot, parts, most)
    assert grid.sizeHint().toTuple() == size


def test_one_part_made_small_is_the_least(qtbot: QtBot) -> None:
    _, grid = _grid(qtbot, 3)
    assert grid.minimumSize().toTuple() == (60, 40)
    assert grid.hasHeightForWidth()
    assert grid.expandingDirections() == Qt.Orientation.Horizontal


@pytest.mark.parametrize("is_mirrored", [False, True])
def test_parts_stand_side_by_side_a_gap_apart(qtbot: QtBot, is_mirrored: bool) -> None:
    holder, grid = _grid(qtbot, 5)
    holder.setLayoutDirection(Qt.LayoutDirection.RightToLeft if is_mirrored else Qt.LayoutDirection.LeftToRight)
    grid.setGeometry(QRect(7, 3, 320, 140))
    places = [item.geometry().getRect() for n in range(5) if (item := grid.itemAt(n)) is not None]
    lefts = [7, 117, 227] if not is_mirrored else [227, 117, 7]
    assert places == [
        *((left, 3, 100, 40) for left in lefts),
        *((left, 53, 100, 40) for left in lefts[:2]),
    ]


def test_parts_are_taken_by_their_place(qtbot: QtBot) -> None:
    _, grid = _grid(qtbot, 2)
    assert grid.count() == 2
    assert [grid.itemAt(n) is not None for n in (-1, 0, 1, 2)] == [False, True, True, False]
    assert grid.takeAt(2) is None
    assert grid.takeAt(-1) is None
    first = grid.itemAt(0)
    assert grid.takeAt(0) is first
    assert grid.count() == 1


def test_words_of_a_check_box_take_as_many_lines_as_they_need(qtbot: QtBot) -> None:
    box = WrappedCheckBox("Say more of what is seen, each time, in whole sentences")
    qtbot.addWidget(box)
    line = box.fontMetrics().height()
    beside = box.minimumSizeHint().width() - max(
        box.fontMetrics().horizontalAdvance(word) for word in box.text().split()
    )
    words = box.fontMetrics().horizontalAdvance(box.text())
    # The mark and its gap, and four pixels to spare.
    assert 4 < beside < 60
    wide = box.heightForWidth(words + beside + 8)
    assert wide == pytest.approx(box.minimumSizeHint().height(), abs=1)  # by the frame of the style in use
    assert box.heightForWidth((words + beside) // 2 + beside) >= wide + line // 2
    assert box.heightForWidth(1) > box.heightForWidth(words // 3) > wide
    assert box.hasHeightForWidth()
