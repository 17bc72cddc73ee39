"""What has the focus, in words, for those who use no screen reader. When it is said, the window decides."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

translate = QCoreApplication.translate


def described_item(item: QListWidgetItem) -> str:
    """A row of a list, and whether it is on, if it can be."""
    if not item.flags() & Qt.ItemFlag.ItemIsUserCheckable:
        return item.text()
    is_on = item.checkState() == Qt.CheckState.Checked
    return f"{item.text()}, {translate('Voice', 'on') if is_on else translate('Voice', 'off')}"


def described(widget: QWidget) -> str:
    """Name, state and value of a part of the window, as Qt's accessibility tells them; "" when it has no name."""
    interface = QAccessible.queryAccessibleInterface(widget)
    # Of a combo box Qt tells its value for its name on Linux, where screen readers follow the label.
    name = widget.accessibleName().strip() or interface.text(QAccessible.Text.Name).strip()
    if not name:
        return ""
    words = [name]
    if isinstance(widget, QListWidget):
        item = widget.currentItem()
        if item is not None:
            words.append(described_item(item))
    else:
        value = interface.text(QAccessible.Text.Value).strip()
        if value and value not in name and interface.role() != QAccessible.Role.Slider:
            words.append(value)
    state = interface.state()
    if state.checkable:
        on, off = translate("Voice", "on"), translate("Voice", "off")
        words.append(on if state.checked else off)
    return ", ".join(words)
