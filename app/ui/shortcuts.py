"""The keys of the window as Qt knows them. Which key does what is in keys.py, what is done in window.py."""

from collections.abc import Callable, Iterable

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


class Shortcuts:
    """The keys of one window, wherever in it the focus is."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._actions: list[QAction] = []

    def use(self, pressed_by: Iterable[tuple[str, Callable[[], object]]]) -> None:
        """Let these keys do this, in place of those before."""
        for action in self._actions:
            self._window.removeAction(action)
            action.deleteLater()
        self._actions = [self._action(key, pressed) for key, pressed in pressed_by]

    def _action(self, key: str, pressed: Callable[[], object]) -> QAction:
        action = QAction(self._window)
        action.setShortcut(QKeySequence(key))
        # Holding a key down must not pause and start in turns.
        action.setAutoRepeat(False)
        action.triggered.connect(pressed)
        self._window.addAction(action)
        return action
