"""The icon in the tray: what it is called, and its menu. What comes of a choice, others do."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from app.feedback.desktop_phrases import DesktopPhrase, desktop_phrase
from app.session.state import SessionState, SourceState

_NO_PICTURE = frozenset({SourceState.NONE, SourceState.LOST, SourceState.UNAVAILABLE, SourceState.ENDED})


def tray_is_there() -> bool:
    """Whether the desktop has a tray now; one may come later."""
    return QSystemTrayIcon.isSystemTrayAvailable()


class Tray(QObject):
    """Says in its tip, which screen readers take for its name, what the app is and how it stands; never a value.

    Signals:
        window_wanted: the window is to be shown (True) or hidden.
        repeat_wanted: the last value is to be said again.
        pause_wanted: looking is to stop (True) or go on.
        quit_wanted: the app is to end.
    """

    window_wanted = Signal(bool)
    repeat_wanted = Signal()
    pause_wanted = Signal(bool)
    quit_wanted = Signal()

    def __init__(
        self, picture: QIcon, parent: QObject | None = None, kind: type[QSystemTrayIcon] = QSystemTrayIcon
    ) -> None:
        """Take the picture, and the kind of icon; none is there before `show`."""
        super().__init__(parent)
        self._picture = picture
        self._kind = kind
        self._is_window_shown = True
        self._is_paused = False
        self.menu = QMenu()
        self.window_action = self._action(lambda: self.window_wanted.emit(not self._is_window_shown))
        self.repeat_action = self._action(self.repeat_wanted.emit)
        self.pause_action = self._action(lambda: self.pause_wanted.emit(not self._is_paused))
        self.quit_action = self._action(self.quit_wanted.emit)
        self.icon: QSystemTrayIcon | None = None

    def show(self) -> None:
        """Be in the tray from now on. To be called when there is one: Qt looks for it but once."""
        if self.icon is None:
            self.icon = self._kind(self._picture, self)
            self.icon.setContextMenu(self.menu)
            self.icon.activated.connect(self._activated)
            self.icon.show()

    def hide(self) -> None:
        """Leave the tray."""
        if self.icon is not None:
            self.icon.hide()

    def show_state(self, state: SessionState, *, is_window_shown: bool, language: str) -> None:
        """Tell how the app stands now, in this language."""
        self._is_window_shown, self._is_paused = is_window_shown, state.is_paused
        for action, which in (
            (self.window_action, DesktopPhrase.HIDE_WINDOW if is_window_shown else DesktopPhrase.SHOW_WINDOW),
            (self.repeat_action, DesktopPhrase.SAY_AGAIN),
            (self.pause_action, DesktopPhrase.GO_ON if state.is_paused else DesktopPhrase.PAUSE),
            (self.quit_action, DesktopPhrase.QUIT),
        ):
            action.setText(desktop_phrase(which, language))
        if self.icon is not None:
            self.icon.setToolTip(desktop_phrase(_tip(state), language))

    def _action(self, chosen: object) -> QAction:
        action = QAction(self.menu)
        action.triggered.connect(chosen)
        self.menu.addAction(action)
        return action

    def _activated(self, how: QSystemTrayIcon.ActivationReason) -> None:
        if how is QSystemTrayIcon.ActivationReason.Trigger:
            self.window_action.trigger()


def _tip(state: SessionState) -> DesktopPhrase:
    if state.is_paused:
        return DesktopPhrase.TIP_PAUSED
    return DesktopPhrase.TIP_NO_PICTURE if state.source in _NO_PICTURE else DesktopPhrase.TIP_LOOKING
