"""The one key that holds in every program: it has the last value said again.

How a system gives one is in `global_key_*.py`. It is never taken from another program. Where a system leaves keys to
its own settings (Wayland, macOS), the command `noteworthy --repeat` can be given one there.
"""

import os
import sys
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Final, Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence

from app.feedback.desktop_phrases import DesktopPhrase, desktop_phrase
from app.feedback.phrases import FULL_STOPS

KEY: Final = "Ctrl+Alt+R"
COMMAND: Final = "noteworthy --repeat"
_KEEP_KEYS: Final = ("wayland", "cocoa")
_TRIES: Final = 3  # to have it again: a server that ends every connection must not be asked for ever


class KeyState(Enum):
    """How the key stands."""

    OFF = "off"  # the person wants none
    HELD = "held"
    TAKEN = "taken"  # by another program
    OF_SYSTEM = "of_system"  # only the system's own settings give keys
    MISSING = "missing"  # nothing here gives any


class Grabs(Protocol):
    """What can have the key on one system. Used in Qt's thread; what it is given to call may be called from any."""

    def grab(self, pressed: Callable[[], None], lost: Callable[[], None]) -> KeyState:
        """Have `pressed` called at each press from now on; HELD, or why it cannot be. Never raises.

        lost: called once, should the system take the key away from who was told HELD; it is let go of already.
        """

    def let_go(self) -> None:
        """Leave the key to others; calling it again does nothing."""


class GlobalKey(QObject):
    """Has the key while the person wants it.

    Signals:
        pressed: it was pressed, in whichever program.
        lost: the system took it away, and it could not be had again.
    """

    pressed = Signal()
    lost = Signal()
    _taken_away = Signal()

    def __init__(self, grabs: Grabs, parent: QObject | None = None) -> None:
        """Take what can have the key on this system."""
        super().__init__(parent)
        self._grabs = grabs
        self._state = KeyState.OFF
        self._tries_left = 0
        # Out of the call that tells it, which may be in a thread of the system's.
        self._taken_away.connect(self._have_again, Qt.ConnectionType.QueuedConnection)

    @property
    def state(self) -> KeyState:
        """How it stands now."""
        return self._state

    def use(self, wanted: bool) -> None:
        """Have the key from now on, or no more; what is so already stays so."""
        if wanted and self._state is not KeyState.HELD:
            self._tries_left = _TRIES
            self._state = self._grabs.grab(self.pressed.emit, self._taken_away.emit)
        elif not wanted and self._state is not KeyState.OFF:
            self._grabs.let_go()
            self._state = KeyState.OFF

    def _have_again(self) -> None:
        if self._state is not KeyState.HELD:
            return
        self._state = KeyState.MISSING
        if self._tries_left > 0:
            self._tries_left -= 1
            self._state = self._grabs.grab(self.pressed.emit, self._taken_away.emit)
        if self._state is not KeyState.HELD:
            self.lost.emit()


class NoGrabs:
    """A system where no program can have such a key."""

    def __init__(self, why: KeyState) -> None:
        """Take the reason."""
        self._why = why

    def grab(self, pressed: Callable[[], None], lost: Callable[[], None]) -> KeyState:
        """The reason."""
        return self._why

    def let_go(self) -> None:
        """There is nothing to leave."""


def system_grabs(platform: str | None = None, environment: Mapping[str, str] | None = None) -> Grabs:
    """What can have the key on this system.

    Args:
        platform: where Qt draws, by its own name; None asks it.
        environment: variables of the process; None takes its own.
    """
    platform = (platform or QGuiApplication.platformName()).partition("-")[0]
    variables = os.environ if environment is None else environment
    if platform in _KEEP_KEYS or (platform == "xcb" and variables.get("XDG_SESSION_TYPE") == "wayland"):
        return NoGrabs(KeyState.OF_SYSTEM)
    if platform == "xcb":
        from app.ui.global_key_x11 import X11Grabs

        return X11Grabs(variables.get("DISPLAY", ""))
    if platform == "windows":
        from app.ui.global_key_windows import WindowsGrabs

        return WindowsGrabs()
    return NoGrabs(KeyState.MISSING)


def shown_key() -> str:
    """The key, as people of this system write it."""
    return QKeySequence(KEY).toString(QKeySequence.SequenceFormat.NativeText)


def described_key(state: KeyState, language: str, system: str = sys.platform) -> str:
    """What the key does, and why it does not where it does not: the name of its switch, so without a full stop."""
    does = desktop_phrase(DesktopPhrase.KEY, language, key=shown_key())
    if state in (KeyState.HELD, KeyState.OFF):
        return does
    which = {KeyState.TAKEN: DesktopPhrase.KEY_TAKEN, KeyState.MISSING: DesktopPhrase.KEY_MISSING}
    whose = "macOS" if system == "darwin" else "Wayland"
    why = desktop_phrase(which.get(state, DesktopPhrase.KEY_OF_SYSTEM), language, system=whose, command=COMMAND)
    return f"{does}. {why.rstrip(FULL_STOPS)}"
