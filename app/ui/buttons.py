"""Buttons that Enter presses as Space does, and their words. What they do is connected elsewhere."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

translate = QCoreApplication.translate

ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


_SMALLEST: Final = 0.6  # of the size that the person chose


class Button(QPushButton):
    """A button that does the same on Enter as on Space; Qt leaves Enter to the default button of a dialog.

    Where the largest type leaves no room for its words, they get smaller: cut off, nobody could read their end.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Room for its words at their smallest."""
        hint = self.sizeHint()
        return QSize(round(_SMALLEST * hint.width()), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words as large as there is room for."""
        scale = self.width() / self.sizeHint().width()
        if scale >= 1:
            super().paintEvent(event)
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        painter.scale(scale, scale)
        option.rect = QRect(0, 0, round(self.width() / scale), round(self.height() / scale))
        painter.drawControl(QStyle.ControlElement.CE_PushButtonLabel, option)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter as well."""
        if not pressed_by_enter(self, event):
            super().keyPressEvent(event)


def pressed_by_enter(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Press a button if this is Enter; returns whether it was. Holding the key down presses once."""
    if event.key() not in ENTERS:
        return False
    if not event.isAutoRepeat():
        button.click()
    return True


def set_button(button: QPushButton, name: str, key: str, description: str) -> None:
    """Give a button its words: what is seen, and what a screen reader says."""
    button.setText(f"{name}  {key}" if key else name)
    button.setAccessibleName(name)
    spoken = translate("Page", "{what} Key {key}.").format(what=description, key=key) if key else description
    button.setAccessibleDescription(spoken)
    button.setAutoDefault(False)
