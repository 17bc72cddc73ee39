"""Controls whose words wrap: large type must not make a page wider than the screen."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QStyle, QStyleOptionButton

from app.ui.buttons import pressed_by_enter

_FLAGS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap


class WrappedCheckBox(QCheckBox):
    """A check box with as many lines of words as it takes."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter as well as Space."""
        if not pressed_by_enter(self, event):
            super().keyPressEvent(event)

    def hasHeightForWidth(self) -> bool:
        """Yes: less width, more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height that the words take in this width."""
        room = max(1, width - self._beside_words())
        words = self.fontMetrics().boundingRect(QRect(0, 0, room, 0), int(_FLAGS), self.text())
        return max(
            super().sizeHint().height(), words.height() + super().sizeHint().height() - self.fontMetrics().height()
        )

    def minimumSizeHint(self) -> QSize:
        """Room for the longest word."""
        longest = max((self.fontMetrics().horizontalAdvance(word) for word in self.text().split()), default=0)
        return QSize(longest + self._beside_words(), super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Let the style draw the box, and the words beside it."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        contents = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, self)
        option.text = ""
        painter = QPainter(self)
        self.style().drawControl(QStyle.ControlElement.CE_CheckBox, option, painter, self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        area = QRect(contents.left(), 0, contents.width(), self.height())
        painter.drawText(area, int(_FLAGS) | int(Qt.TextFlag.TextIncludeTrailingSpaces), self.text())

    def _beside_words(self) -> int:
        return super().sizeHint().width() - self.fontMetrics().horizontalAdvance(self.text()) + 4
