"""What there is of the app outside its window: the icon in the tray, a key for every program, start at sign-in.

Without a tray, or such a key, all else is as it is: the settings say what this system lacks.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from app.autostart import Autostart, start_at_login, system_autostart
from app.feedback.desktop_phrases import DesktopPhrase, desktop_phrase
from app.trouble import Trouble
from app.ui.bridge import Bridge
from app.ui.controls import Controls
from app.ui.global_key import GlobalKey, Grabs, KeyState, shown_key, system_grabs
from app.ui.preferences import Preferences
from app.ui.tray import Tray, tray_is_there

if TYPE_CHECKING:
    from app.ui.window import MainWindow


class Outside:
    """What this system has of it.

    Attributes:
        key: the one for every program; nobody has it yet.
        has_tray: whether there is a tray now.
        icon: the kind of icon that is put into it.
        forget: takes a trouble that is over, by its code, from what the window shows.
    """

    def __init__(
        self,
        autostart: Autostart | None = None,
        grabs: Grabs | None = None,
        has_tray: Callable[[], bool] = tray_is_there,
        icon: type[QSystemTrayIcon] = QSystemTrayIcon,
    ) -> None:
        """Take what knows of sign-in, of the key (None: this system's), of the tray, and what is put into it."""
        self._autostart = autostart or system_autostart()
        self.key = GlobalKey(grabs or system_grabs())
        self.has_tray = has_tray
        self.icon = icon
        self.forget: Callable[[str], None] = lambda code: None

    def starts_at_login(self) -> bool:
        """Whether the app starts when the person signs in; False where it cannot be told."""
        try:
            return self._autostart.is_on()
        except OSError:
            return False

    def start_at_login(self, on: bool) -> None:
        """Have it so, or no more. Raises OSError."""
        start_at_login(on, self._autostart)
        self.forget("login_not_changed")


class Joined(QObject):
    """Tray and key, joined to the window and the session from `begin` to `end`."""

    def __init__(
        self,
        outside: Outside,
        window: QWidget,
        session: Controls,
        bridge: Bridge,
        preferences: Preferences,
        ended: Callable[[], None],
    ) -> None:
        """Take what is joined; `ended` ends the app."""
        super().__init__()
        self._outside = outside
        self._window = window
        self._session = session
        self._preferences = preferences
        self.tray = Tray(window.windowIcon(), self, outside.icon)
        self.tray.window_wanted.connect(self.turn_window)
        self.tray.repeat_wanted.connect(self._repeat)
        self.tray.pause_wanted.connect(self._turn_pause)
        self.tray.quit_wanted.connect(ended)
        # It may be pressed in a thread of its own.
        outside.key.pressed.connect(self._repeat, Qt.ConnectionType.QueuedConnection)
        outside.key.lost.connect(self._key_lost)
        bridge.state_changed.connect(self._show_state, Qt.ConnectionType.QueuedConnection)

    def begin(self) -> None:
        """Show the icon and take the key. To be called when the window is shown."""
        self._preferences.changed.connect(self._preferences_changed)
        self._show_state()
        self._use_key()

    def end(self) -> None:
        """Take the icon away and leave the key to others."""
        self._outside.key.use(False)
        self.tray.hide()

    def hides_instead(self) -> bool:
        """Hide the window that the person closes; False where it is to end."""
        if not self._preferences.settings.closes_to_tray or not self._outside.has_tray():
            return False
        self.turn_window(False)
        return True

    def turn_window(self, is_shown: bool) -> None:
        """Show the window, or hide it and say that the app goes on."""
        if is_shown:
            show_in_front(self._window)
        else:
            self._window.hide()
            which = DesktopPhrase.HIDDEN_KEY if self._outside.key.state is KeyState.HELD else DesktopPhrase.HIDDEN
            language = self._preferences.settings.language
            self._session.say(desktop_phrase(which, language, key=shown_key()), topic="tray")
        self._show_state()

    def _turn_pause(self, is_paused: bool) -> None:
        if is_paused:
            self._session.pause()
        else:
            self._session.resume()
        self._show_state()

    def _repeat(self) -> None:
        self._session.repeat()

    def _show_state(self) -> None:
        # At sign-in a tray may come later than programs do.
        if self._outside.has_tray():
            self.tray.show()
        self.tray.show_state(
            self._session.state,
            is_window_shown=self._window.isVisible(),
            language=self._preferences.settings.language,
        )

    def _preferences_changed(self) -> None:
        self._show_state()
        if self._preferences.settings.global_key != (self._outside.key.state is not KeyState.OFF):
            self._use_key()

    def _use_key(self) -> None:
        settings = self._preferences.settings
        self._outside.key.use(settings.global_key)
        is_taken = self._outside.key.state is KeyState.TAKEN
        if not is_taken:
            self._outside.forget("global_key_taken")
        if self._outside.key.state in (KeyState.HELD, KeyState.OFF):
            self._outside.forget("global_key_lost")
        # Not into the midst of the tour: at the next start it is told, if it is still so.
        if is_taken and settings.tour_done and not settings.global_key_told:
            self._session.report_trouble(Trouble("global_key_taken", key=shown_key()))
            self._preferences.change(global_key_told=True)
        elif settings.global_key_told and not is_taken:
            self._preferences.change(global_key_told=False)

    def _key_lost(self) -> None:
        self._session.report_trouble(Trouble("global_key_lost", key=shown_key()))


def show_in_front(window: QWidget) -> None:
    """Show a window that is hidden, put away or behind others."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized | Qt.WindowState.WindowActive)
    window.show()
    window.raise_()
    window.activateWindow()


def end_application(application: QApplication, window: "MainWindow") -> None:
    """End the app, whatever closing its window does otherwise."""
    window.will_leave()
    # All of them: a dialog that is open would outlive the window.
    application.closeAllWindows()
    # Qt does not count a window that is hidden, and would wait for ever.
    window.close()
    application.quit()
