"""A list that folds out, where the way to an entry does nothing: it is taken on Enter or by a click."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QKeySequence, QPaintEvent, QPalette, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QSlider,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

# Between the words and the edges of their field.
_PADDING_PX: Final = 4


class ChoiceBox(QComboBox):
    """A combo box whose arrow keys only move; leaving it without Enter goes back to what was taken last.

    The window's own keys hold while it is folded out: Qt gives them to the list alone, and F4 was answered by silence.
    Another language, camera or sound device at each arrow would take away what the person was listening to.

    Signals:
        taken: place of the entry that was chosen.
    """

    taken = Signal(int)

    def __init__(self, parent: QWidget | None = None, *, takes_at_once: bool = False) -> None:
        """takes_at_once: each arrow takes what it comes to, for choices that are to be seen or heard on the way."""
        super().__init__(parent)
        self._takes_at_once = takes_at_once
        self._taken = -1
        self._is_moving = False
        # Long names must not make the page wider than the screen, nor the wheel change what it only scrolls over.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Only entries drawn by such a delegate take their colours from the style sheet.
        self.setItemDelegate(QStyledItemDelegate(self))
        self.activated.connect(self._activated)

    def settle(self, place: int) -> None:
        """Show this entry as the one that holds."""
        self._taken = place
        self.setCurrentIndex(place)

    def show_value(self, value: object) -> None:
        """Show the entry with this value as the one that holds, if there is one and another one held."""
        # findData cannot find None.
        place = next((place for place in range(self.count()) if self.itemData(place) == value), self._taken)
        if place != self._taken:
            self.settle(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrows and letters, take on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.currentIndex())
            return
        self._is_moving = True
        super().keyPressEvent(event)
        self._is_moving = False

    def showPopup(self) -> None:
        """Fold out; what is chosen in there is taken."""
        self._is_moving = False
        super().showPopup()
        for part in (self.view(), self.view().window()):
            # Again each time, so that it comes before Qt's own.
            part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fold up at a key of the window's, and do what that does."""
        action = self._action_of(event) if isinstance(event, QKeyEvent) else None
        if action is None:
            return super().eventFilter(watched, event)
        if event.type() is QEvent.Type.KeyPress:
            self.hidePopup()
            # Out of the event of a list that goes.
            QTimer.singleShot(0, action.trigger)
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Go back to what holds, unless it was folded out."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.setCurrentIndex(self._taken)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def shown_text(self) -> str:
        """The words of the entry that is shown, with an ellipsis where they do not fit."""
        option = self._option()
        field = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        return self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, field.width() - _PADDING_PX
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it as the style does, which would cut words in the middle of a letter."""
        painter, option = QStylePainter(self), self._option()
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        option.currentText = self.shown_text()
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def _action_of(self, event: QKeyEvent) -> QAction | None:
        """What the window does at this key, but for those that the list needs."""
        if event.key() == Qt.Key.Key_Escape or event.isAutoRepeat():
            return None
        pressed = QKeySequence(event.keyCombination())
        return next((action for action in self.window().actions() if action.shortcut() == pressed), None)

    def _option(self) -> QStyleOptionComboBox:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        return option

    def _activated(self, place: int) -> None:
        if not self._is_moving or self._takes_at_once:
            self._take(place)

    def _take(self, place: int) -> None:
        if place != self._taken:
            self._taken = place
            self.taken.emit(place)


class PageSlider(QSlider):
    """A slider that leaves the wheel to the page it stands on."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()
