"""The dialog that asks for another key. Which keys may be had is decided in keys.py."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from app.ui.buttons import Button, set_button
from app.ui.controls import Controls
from app.ui.even_grid import EvenGrid
from app.ui.keys import KeyMap, KeyRefused, meaning

translate = QCoreApplication.translate


class KeyDialog(QDialog):
    """Takes the next key for one action, or says why it cannot be had. Escape leaves it as it is."""

    def __init__(self, parent: QWidget, keys: KeyMap, action: str, controls: Controls) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._keys = keys
        self._action = action
        self._controls = controls
        self.setWindowTitle(translate("Settings", "Another key"))
        self.message = QLabel()
        self.message.setWordWrap(True)
        self.message.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.none_button = Button()
        set_button(self.none_button, translate("Settings", "No key"), "", translate("Settings", "Takes the key away."))
        self.none_button.clicked.connect(lambda: self._take(""))
        self.leave_button = Button()
        set_button(
            self.leave_button,
            translate("Settings", "Leave it"),
            translate("Page", "Esc"),
            translate("Settings", "Nothing is changed."),
        )
        self.leave_button.clicked.connect(self.reject)
        page = QVBoxLayout(self)
        page.addWidget(self.message)
        page.addLayout(EvenGrid(self.none_button, self.leave_button))
        self.resize(460, 200)
        self._tell(translate("Settings", "Press the new key for: {action}.").format(action=meaning(action)))
        self.message.setFocus()
        for part in (self.message, self.none_button, self.leave_button):
            part.installEventFilter(self)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Take keys before the parts of the dialog do, but for those that move about in it."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._pressed(event)
        return False

    def _pressed(self, event: QKeyEvent) -> bool:
        moves = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape)
        lone = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr)
        presses = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        key = event.key()
        if key in moves or (key in presses and not event.modifiers() and not self.message.hasFocus()):
            return False
        if key not in lone:
            self._take(QKeySequence(event.keyCombination()).toString())
        return True

    def _take(self, key: str) -> None:
        try:
            self._keys.assign(self._action, key)
        except KeyRefused as refusal:
            self._tell(str(refusal))
        else:
            self.accept()

    def _tell(self, text: str) -> None:
        self.message.setText(text)
        self.message.setAccessibleName(text)
        self._controls.say(text)
