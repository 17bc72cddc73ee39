"""The window as the desktop sees it: its size and place, its title, and how it closes. Not what is in it."""

from collections.abc import Callable
from typing import Final

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow

from app.ui import window_place
from app.ui.preferences import Preferences
from app.ui.screen_reader import announce

_NAME: Final = "Noteworthy"
_LEAST_SIZE_PX: Final = (320, 240)


class WindowFrame(QMainWindow):
    """A window that remembers its place, tells which page is open, and is hidden or closed.

    Attributes:
        hides_instead: hides the window that the person closes, if it is to go on in the tray; False where it ends.
    """

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self.preferences = preferences
        self.hides_instead: Callable[[], bool] = lambda: False
        self._is_closed = self._is_leaving = False

    def closing(self) -> None:
        """What is to be done once, before the window goes for good."""

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop everything before the window goes; hide it instead where the person closes it and wants that."""
        if not self._is_leaving and self.hides_instead():
            event.ignore()
            return
        if not self._is_closed:
            self._is_closed = True
            if changed := window_place.changed_place(self, self.preferences.settings):
                self.preferences.change(**changed)
            self.closing()
        event.accept()

    def leave(self) -> None:
        """Close the window for good, and with it the app."""
        self.will_leave()
        self.close()

    def will_leave(self) -> None:
        """Whoever closes the window from now on, it is for good."""
        self._is_leaving = True

    def _take_place(self) -> None:
        self.setMinimumSize(*_LEAST_SIZE_PX)
        window_place.open_in_place(self, self.preferences.settings)

    def _name_after(self, page_title: str) -> None:
        """Taskbars and screen readers tell by the title which page is open."""
        title = f"{page_title} – {_NAME}" if page_title else _NAME
        if title != self.windowTitle():
            self.setWindowTitle(title)
            # Orca 43 tells a title that changes. Orca 48 takes it for known, as the focus moves with it.
            announce(self, title)
