"""A key that holds in every program of an X server, through libxcb, which Qt itself draws through there.

The connection is our own: who else has the key is told as an error of the request, and neither Qt nor another program
is disturbed. Whichever of the lock keys are on, the key is the key.
"""

import ctypes
import functools
from collections.abc import Callable, Iterable
from typing import Any, Final

from PySide6.QtCore import QObject, QSocketNotifier

from app.ui.global_key import KeyState

# X11's numbers: keysym of the letter; Control and Alt (Mod1); Caps Lock and Num Lock (Mod2), alone and together.
_KEYSYM_R: Final = 0x72
_CTRL_ALT: Final = 0x4 | 0x8
_LOCKS: Final = (0x0, 0x2, 0x10, 0x2 | 0x10)
_ASYNC: Final = 1
_KEY_PRESS, _KEY_RELEASE = 2, 3
# Where in X11's structures these stand.
_SETUP_KEYCODES: Final = slice(34, 36)
_KEYSYMS_AT: Final = 32
_EVENT_TIME: Final = slice(4, 8)


class _Cookie(ctypes.Structure):
    _fields_ = (("sequence", ctypes.c_uint),)


class _Screens(ctypes.Structure):
    _fields_ = (("root", ctypes.POINTER(ctypes.c_uint32)), ("left", ctypes.c_int), ("index", ctypes.c_int))


class Server:
    """A connection of our own to an X server, as far as keys need one.

    Raises:
        OSError: there is no libxcb, or no server.
    """

    def __init__(self, display: str) -> None:
        """Connect to the display of this name."""
        self._xcb = _libxcb()
        self._free = ctypes.CDLL(None).free
        self._free.argtypes = [ctypes.c_void_p]
        self._connection = self._xcb.xcb_connect(display.encode() or None, None)
        if self.is_broken:
            self.close()
            raise OSError(f"no X server at {display!r}")
        setup = self._xcb.xcb_get_setup(self._connection)
        self._first, self._last = ctypes.string_at(setup, 36)[_SETUP_KEYCODES]
        self._root = int(self._xcb.xcb_setup_roots_iterator(setup).root[0])

    @property
    def is_broken(self) -> bool:
        """Whether the server can no longer be asked."""
        return self._xcb.xcb_connection_has_error(self._connection) != 0

    @property
    def descriptor(self) -> int:
        """What can be read when there are events."""
        return int(self._xcb.xcb_get_file_descriptor(self._connection))

    def keycodes(self, keysym: int) -> list[int]:
        """The keys that have this letter, without Shift or with."""
        count = self._last - self._first + 1
        cookie = self._xcb.xcb_get_keyboard_mapping(self._connection, self._first, count)
        reply = self._xcb.xcb_get_keyboard_mapping_reply(self._connection, cookie, None)
        if not reply:
            return []
        of_each = ctypes.string_at(reply, 2)[1]
        words = (ctypes.c_uint32 * (count * of_each)).from_address(reply + _KEYSYMS_AT)
        symbols = list(words)
        self._free(reply)
        return [self._first + at for at in range(count) if keysym in symbols[at * of_each : (at + 1) * of_each]]

    def grab(self, keycode: int, modifiers: int) -> bool:
        """Have this key; False when another program has it."""
        cookie = self._xcb.xcb_grab_key_checked(self._connection, 0, self._root, modifiers, keycode, _ASYNC, _ASYNC)
        error = self._xcb.xcb_request_check(self._connection, cookie)
        if error:
            self._free(error)
        return not error

    def events(self) -> Iterable[tuple[int, bytes]]:
        """Kind and time of each event that has come."""
        while event := self._xcb.xcb_poll_for_event(self._connection):
            raw = ctypes.string_at(event, 8)
            self._free(event)
            yield raw[0] & 0x7F, raw[_EVENT_TIME]

    def close(self) -> None:
        """Leave the server, which lets go of every key."""
        self._xcb.xcb_disconnect(self._connection)


class X11Grabs(QObject):
    """Has the key on one display."""

    def __init__(self, display: str, connect: Callable[[str], Server] = Server) -> None:
        """Take the name of the display, and what connects to it."""
        super().__init__()
        self._display = display
        self._connect = connect
        self._server: Server | None = None
        self._notifier: QSocketNotifier | None = None
        self._pressed: Callable[[], None] = lambda: None
        self._lost: Callable[[], None] = lambda: None
        self._released_at = b""

    def grab(self, pressed: Callable[[], None], lost: Callable[[], None]) -> KeyState:
        """Have the key with and without the lock keys, or leave it alone."""
        try:
            server = self._connect(self._display)
        except OSError:
            return KeyState.MISSING
        keycodes = server.keycodes(_KEYSYM_R)
        if not keycodes or not all(server.grab(code, _CTRL_ALT | lock) for code in keycodes for lock in _LOCKS):
            server.close()
            return KeyState.TAKEN if keycodes else KeyState.MISSING
        self._server, self._pressed, self._lost = server, pressed, lost
        self._notifier = QSocketNotifier(server.descriptor, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self.read)
        return KeyState.HELD

    def let_go(self) -> None:
        """Leave the server."""
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        if self._server is not None:
            self._server.close()
            self._server = None

    def read(self) -> None:
        """Take what has come. A key that is held down is pressed once: X11 lets go and presses it in one moment."""
        if self._server is None:
            return
        for kind, time in self._server.events():
            if kind == _KEY_RELEASE:
                self._released_at = time
            elif kind == _KEY_PRESS and time != self._released_at:
                self._pressed()
        if self._server.is_broken:
            self.let_go()
            self._lost()


@functools.cache
def _libxcb() -> Any:
    xcb = ctypes.CDLL("libxcb.so.1")
    pointer, byte, short, word = ctypes.c_void_p, ctypes.c_uint8, ctypes.c_uint16, ctypes.c_uint32
    for name, result, arguments in (
        ("xcb_connect", pointer, [ctypes.c_char_p, pointer]),
        ("xcb_disconnect", None, [pointer]),
        ("xcb_connection_has_error", ctypes.c_int, [pointer]),
        ("xcb_get_setup", pointer, [pointer]),
        ("xcb_setup_roots_iterator", _Screens, [pointer]),
        ("xcb_get_file_descriptor", ctypes.c_int, [pointer]),
        ("xcb_get_keyboard_mapping", _Cookie, [pointer, byte, byte]),
        ("xcb_get_keyboard_mapping_reply", pointer, [pointer, _Cookie, pointer]),
        ("xcb_grab_key_checked", _Cookie, [pointer, byte, word, short, byte, byte, byte]),
        ("xcb_request_check", pointer, [pointer, _Cookie]),
        ("xcb_poll_for_event", pointer, [pointer]),
    ):
        function = getattr(xcb, name)
        function.restype, function.argtypes = result, arguments
    return xcb
