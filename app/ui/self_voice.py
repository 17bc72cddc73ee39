"""What has the focus, in words, for those who use no screen reader. When it is said, the window decides."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QListWidget, QWidget

translate = QCoreApplication.translate


def described(widget: QWidget) -> str:
    """Name, state and value of a part of the window, as Qt's accessibility tells them; "" when it has no name."""
    interface = QAccessible.queryAccessibleInterface(widget)
    name = interface.text(QAccessible.Text.Name).strip()
    if not name:
        return ""
    words = [name]
    if isinstance(widget, QListWidget):
        item = widget.currentItem()
        if item is not None:
            words.append(item.text())
    else:
        value = interface.text(QAccessible.Text.Value).strip()
        if value and value not in name and interface.role() != QAccessible.Role.Slider:
            words.append(value)
    state = interface.state()
    if state.checkable:
        on, off = translate("Voice", "on"), translate("Voice", "off")
        words.append(on if state.checked else off)
    return ", ".join(words)
