"""A key that holds in every program of Windows: RegisterHotKey, in a thread that waits for its messages."""

import contextlib
import ctypes
import threading
from collections.abc import Callable
from typing import Any, Final

from app.ui.global_key import KeyState

_IDENTIFIER: Final = 1
_CTRL_ALT: Final = 0x0001 | 0x0002  # MOD_ALT, MOD_CONTROL
_NO_REPEAT: Final = 0x4000  # MOD_NOREPEAT: a key that is held down is pressed once
_R: Final = ord("R")
_HOTKEY: Final = 0x0312  # WM_HOTKEY
_QUIT: Final = 0x0012  # WM_QUIT
_WITHIN_S: Final = 2.0


class _Message(ctypes.Structure):
    """MSG."""

    _fields_ = (
        ("window", ctypes.c_void_p),
        ("kind", ctypes.c_uint),
        ("word", ctypes.c_size_t),
        ("long", ctypes.c_ssize_t),
        ("time", ctypes.c_uint),
        ("x", ctypes.c_long),
        ("y", ctypes.c_long),
        ("private", ctypes.c_uint),
    )


class WindowsGrabs:
    """Has the key. Windows gives it to the thread that asks for it."""

    def __init__(self, windll: Any = None) -> None:
        """Take `ctypes.windll`; None takes the system's, if it has one."""
        self._windll: Any = windll or getattr(ctypes, "windll", None)
        self._thread: threading.Thread | None = None
        self._thread_id = 0
        self._state = KeyState.MISSING
        self._is_known = threading.Event()

    def grab(self, pressed: Callable[[], None], lost: Callable[[], None]) -> KeyState:
        """Ask for the key in a thread of its own."""
        if self._windll is None:
            return KeyState.MISSING
        self._state = KeyState.MISSING
        self._is_known.clear()
        self._thread = threading.Thread(target=self._listen, args=(pressed, lost), name="global-key", daemon=True)
        self._thread.start()
        self._is_known.wait(_WITHIN_S)
        return self._state

    def let_go(self) -> None:
        """End the thread, and the key is free."""
        thread, self._thread = self._thread, None
        if thread is not None and thread.is_alive():
            with contextlib.suppress(OSError, AttributeError):  # a system without it: the thread is about to end
                self._windll.user32.PostThreadMessageW(self._thread_id, _QUIT, 0, 0)
            thread.join(_WITHIN_S)

    def _listen(self, pressed: Callable[[], None], lost: Callable[[], None]) -> None:
        message = _Message()
        try:
            user = self._windll.user32
            self._thread_id = self._windll.kernel32.GetCurrentThreadId()
            # Looking for a message makes the thread's queue: without one `let_go` could not reach it.
            user.PeekMessageW(ctypes.byref(message), None, 0, 0, 0)
            has_it = user.RegisterHotKey(None, _IDENTIFIER, _CTRL_ALT | _NO_REPEAT, _R)
            self._state = KeyState.HELD if has_it else KeyState.TAKEN
        except (OSError, AttributeError):
            has_it = False
        finally:
            self._is_known.set()
        if not has_it:
            return
        while user.GetMessageW(ctypes.byref(message), None, 0, 0) > 0:
            if message.kind == _HOTKEY:
                pressed()
        user.UnregisterHotKey(None, _IDENTIFIER)
        if self._thread is threading.current_thread():
            # Nobody let go of it: messages come no longer.
            lost()
