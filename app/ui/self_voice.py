"""A part of the window in words: name, state or value, kind. When they are said, `focus_voice` decides."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QAccessible, QTextCursor
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QTextEdit,
    QWidget,
)

from app.ui.voice_words import Words, words

translate = QCoreApplication.translate

SPOKEN_VALUE: Final = "spoken_value"
"""Name of the property of a slider that has the words for where it stands ("80 percent"); without it, the number."""

_BACK: Final = (Qt.Key.Key_Up, Qt.Key.Key_PageUp, Qt.Key.Key_Home)
_ON: Final = (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_End)
_SIDEWAYS: Final = (Qt.Key.Key_Left, Qt.Key.Key_Right)

# The first that fits; a label needs no kind, as it does nothing.
_KINDS: Final[tuple[tuple[type[QWidget], Words | None], ...]] = (
    (QLabel, None),
    (QCheckBox, Words.CHECK_BOX),
    (QRadioButton, Words.CHECK_BOX),
    (QAbstractButton, Words.BUTTON),
    (QComboBox, Words.CHOICE),
    (QAbstractItemView, Words.LIST),
    (QAbstractSlider, Words.SLIDER),
    (QAbstractSpinBox, Words.TEXT_FIELD),
    (QLineEdit, Words.TEXT_FIELD),
)


def described(widget: QWidget, language: str = "en") -> str:
    """All there is to say of a part when it gets the focus; "" when it has no name."""
    interface = QAccessible.queryAccessibleInterface(widget)
    # Of a combo box Qt tells its value for its name on Linux, where screen readers follow the label.
    name = widget.accessibleName().strip() or (interface.text(QAccessible.Text.Name).strip() if interface else "")
    if not name and isinstance(widget, QLineEdit):
        name = widget.placeholderText().strip()
    if not name:
        return ""
    value = described_value(widget, language)
    if value in name and isinstance(widget, QComboBox | QAbstractSlider):
        value = ""
    kind = _kind(widget)
    return ", ".join(part for part in (name, value, words(language, kind) if kind else "") if part)


def described_value(widget: QWidget, language: str = "en") -> str:
    """What of a part changes under the person's hands: its row, entry, number, line or state; "" for nothing."""
    if isinstance(widget, QAbstractButton):
        return _on_or_off(widget.isChecked()) if widget.isCheckable() else ""
    if isinstance(widget, QComboBox):
        spoken = widget.currentData(Qt.ItemDataRole.AccessibleTextRole)
        return str(spoken or widget.currentText()).strip()
    if isinstance(widget, QAbstractItemView):
        return _row(widget.currentIndex())
    if isinstance(widget, QAbstractSlider):
        return str(widget.property(SPOKEN_VALUE) or widget.value())
    if isinstance(widget, QAbstractSpinBox):
        return widget.text().strip()
    if isinstance(widget, QLineEdit):
        hidden = widget.echoMode() is not QLineEdit.EchoMode.Normal
        return "" if hidden else widget.text().strip() or words(language, Words.EMPTY)
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        return widget.textCursor().block().text().strip() or words(language, Words.EMPTY)
    return ""


def letter_at_cursor(widget: QWidget, language: str = "en") -> str:
    """The letter after the cursor of a text or text field; at its end the line or the whole field."""
    if isinstance(widget, QLineEdit):
        letter = widget.text()[widget.cursorPosition() :][:1]
    elif isinstance(widget, QPlainTextEdit | QTextEdit):
        cursor = QTextCursor(widget.textCursor())
        cursor.clearSelection()
        moved = cursor.movePosition(QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor)
        letter = cursor.selectedText() if moved else ""
    else:
        return ""
    if not letter:
        return described_value(widget, language)
    return words(language, Words.SPACE) if letter.isspace() else letter


def unmoved(widget: QWidget, key: int, language: str = "en") -> str:
    """What is said when a key that moves about in a part moved nothing: where it stands, and that it ends there."""
    if isinstance(widget, QAbstractItemView | QComboBox):
        if key not in (*_BACK, *_ON):
            return ""
        end = words(language, Words.LIST_BEGINS if key in _BACK else Words.LIST_ENDS)
        return ", ".join(part for part in (described_value(widget, language), end) if part)
    if isinstance(widget, QAbstractSlider | QAbstractSpinBox | QPlainTextEdit | QTextEdit):
        return described_value(widget, language) if key in (*_BACK, *_ON, *_SIDEWAYS) else ""
    if isinstance(widget, QLineEdit):
        return described_value(widget, language) if key in (*_SIDEWAYS, Qt.Key.Key_Home, Qt.Key.Key_End) else ""
    return ""


def _row(index: QModelIndex | QPersistentModelIndex) -> str:
    if not index.isValid():
        return ""
    text = str(index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data(Qt.ItemDataRole.DisplayRole) or "").strip()
    mark = index.data(Qt.ItemDataRole.CheckStateRole)
    # Every row of a list widget may be marked; only one that has a mark shows it.
    if mark is None or not index.flags() & Qt.ItemFlag.ItemIsUserCheckable:
        return text
    # As an int or an enum, by the version of Qt.
    state = Qt.CheckState(mark)
    return f"{text}, {_on_or_off(state == Qt.CheckState.Checked)}"


def _on_or_off(is_on: bool) -> str:
    return translate("Voice", "on") if is_on else translate("Voice", "off")


def _kind(widget: QWidget) -> Words | None:
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        return Words.TEXT if widget.isReadOnly() else Words.TEXT_FIELD
    return next((kind for of_type, kind in _KINDS if isinstance(widget, of_type)), None)
