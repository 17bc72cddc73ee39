"""A layout for buttons: as many side by side as the width has room for, all of one width. Nothing is decided here."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget

_SPACING_PX = 6


class EvenGrid(QLayout):
    """Columns of one width, as wide as the widest part asks for at least; rows as even as can be.

    A narrow window, or large type, makes more rows of it and never a wider page.
    """

    def __init__(self, *parts: QWidget, most_columns: int = 5) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._most_columns = most_columns
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(_SPACING_PX)
        for part in parts:
            self.addWidget(part)

    def addItem(self, item: QLayoutItem) -> None:
        """Qt hands over a part."""
        self._items.append(item)

    def count(self) -> int:
        """How many parts there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The part at this place, or None."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """The part at this place, which leaves the layout."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It takes the width that there is."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """Yes: less width, more rows."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height that the rows take in this width."""
        shown = len(self._shown())
        if not shown:
            return 0
        rows = -(-shown // self.columns(width))
        return rows * self._cell().height() + (rows - 1) * self.spacing()

    def sizeHint(self) -> QSize:
        """Room for as many columns as are wanted at most."""
        columns = min(self._most_columns, max(1, len(self._shown())))
        width = columns * self._cell().width() + (columns - 1) * self.spacing()
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        """Room for one part, made as small as it can be."""
        size = QSize(0, self._cell().height())
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def columns(self, width: int) -> int:
        """How many stand side by side in this width."""
        shown = max(1, len(self._shown()))
        fit = (width + self.spacing()) // (self._cell().width() + self.spacing())
        most = max(1, min(self._most_columns, shown, fit))
        rows = -(-shown // most)
        return -(-shown // rows)

    def setGeometry(self, area: QRect) -> None:
        """Put the parts into this area, from the side where reading begins."""
        super().setGeometry(area)
        columns = self.columns(area.width())
        height = self._cell().height()
        parent = self.parentWidget()
        direction = parent.layoutDirection() if parent is not None else Qt.LayoutDirection.LeftToRight
        step = (area.width() + self.spacing()) / columns
        for place, item in enumerate(self._shown()):
            row, column = divmod(place, columns)
            left = round(column * step)
            width = round((column + 1) * step) - self.spacing() - left
            cell = QRect(area.x() + left, area.y() + row * (height + self.spacing()), width, height)
            item.setGeometry(QStyle.visualRect(direction, area, cell))

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _cell(self) -> QSize:
        size = QSize(0, 0)
        for item in self._shown():
            size = size.expandedTo(item.sizeHint()).expandedTo(item.minimumSize())
        return size
