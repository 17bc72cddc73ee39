"""Buttons that Enter presses as Space does, and their words. What they do is connected elsewhere."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton

translate = QCoreApplication.translate

ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Button(QPushButton):
    """A button that does the same on Enter as on Space; Qt leaves Enter to the default button of a dialog."""

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
