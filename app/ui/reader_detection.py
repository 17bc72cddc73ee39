"""Is a screen reader running? The system is asked again and again, in a thread. What follows, others decide.

Linux: the session's accessibility status says so, or somebody on the accessibility bus listens for what only a reader
needs. Windows: the flag that readers set, or the window or the program of NVDA or JAWS, or the mark of Narrator (the
COM object of JAWS is there whether it runs or not, and NVDA's controller is a library that NVDA does not install).
macOS: VoiceOver's own switch. What has been tried on real machines is Linux with Orca; the others follow their
documentation.
"""

import ctypes
import ctypes.util
import os
import sys
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final, Protocol

from PySide6.QtCore import QObject, Signal

from app.ui.dbus import Bus, BusError
from app.ui.windows_programs import running_programs

_EVERY_S: Final = 2.0
_JOIN_S: Final = 2.0

# What a reader listens for on the accessibility bus: whatever it is called, it follows focus, windows and the cursor in
# texts. Test tools and loggers leave the cursor alone; on-screen magnifiers and keyboards the windows.
_READER_EVENTS: Final = (
    ("object:statechanged:focused", "focus:"),
    ("window:activate",),
    ("object:textcaretmoved",),
)
_SCREEN_READER_FLAG: Final = 0x0046  # SPI_GETSCREENREADER
_SYNCHRONIZE: Final = 0x00100000
# Classes and titles of windows that stay open as long as these readers run.
_READER_WINDOWS: Final = (("wxWindowClassNR", "NVDA"), ("JFWUI2", None))
_READER_PROGRAMS: Final = frozenset({"nvda.exe", "jfw.exe"})
_NARRATOR_MUTEX: Final = "NarratorRunning"


class Readers(Protocol):
    """Knows the screen readers of one system. Used by one thread."""

    def is_running(self) -> bool:
        """Whether one runs; False where it cannot be told. Never raises, and answers within about a second."""

    def close(self) -> None:
        """Let go of what was opened."""


class ReaderWatch(QObject):
    """Whether a screen reader runs, kept up to date.

    Signals:
        changed: it is known for the first time, or it is otherwise than it was.
    """

    changed = Signal(bool)

    def __init__(self, readers: Readers, every_s: float = _EVERY_S, parent: QObject | None = None) -> None:
        """Take what knows the readers of this system, and how often to ask it, in seconds."""
        super().__init__(parent)
        self._readers = readers
        self._every_s = every_s
        self._is_running: bool | None = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._ask, name="reader-watch", daemon=True)

    @property
    def is_running(self) -> bool | None:
        """Whether one runs; None until the first answer. From any thread."""
        return self._is_running

    def start(self) -> None:
        """Ask from now on."""
        self._thread.start()

    def stop(self) -> None:
        """Ask no more, and wait until the last answer has come."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(_JOIN_S)

    def _ask(self) -> None:
        try:
            while not self._stopping.is_set():
                is_running = self._readers.is_running()
                if is_running != self._is_running and not self._stopping.is_set():
                    self._is_running = is_running
                    self.changed.emit(is_running)
                self._stopping.wait(self._every_s)
        finally:
            self._readers.close()


def system_readers(platform: str = sys.platform) -> Readers:
    """What knows the readers of this system."""
    if platform.startswith("linux"):
        return LinuxReaders()
    if platform == "win32":
        return WindowsReaders(getattr(ctypes, "windll", None))
    if platform == "darwin":
        return MacReaders()
    return NoReaders()


class Asked(Protocol):
    """A bus, as it is asked here."""

    def call(self, service: str, path: str, interface: str, method: str, *arguments: str) -> list[Any]:
        """What this method answers. Raises BusError."""

    def close(self) -> None:
        """Leave the bus."""


class NoReaders:
    """A system of which nothing is known."""

    def is_running(self) -> bool:
        """No."""
        return False

    def close(self) -> None:
        """Nothing was opened."""


class LinuxReaders:
    """Readers that use AT-SPI, such as Orca."""

    def __init__(self, environment: Mapping[str, str] | None = None, connect: Callable[[str], "Asked"] = Bus) -> None:
        """Look for the buses in this environment (None: the process's own); `connect` opens one by its address."""
        self._environment = os.environ if environment is None else environment
        self._connect = connect
        self._session: Asked | None = None
        self._accessibility: Asked | None = None

    def is_running(self) -> bool:
        """Whether the session says so, or somebody listens as a reader does."""
        try:
            return self._says_so() or listens_like_a_reader(self._listeners())
        except BusError:
            # A bus that has gone may come back at another address.
            self.close()
            return False

    def close(self) -> None:
        """Leave both buses."""
        for bus in (self._session, self._accessibility):
            if bus is not None:
                bus.close()
        self._session = self._accessibility = None

    def _says_so(self) -> bool:
        if self._session is None:
            address = session_address(self._environment)
            if address is None:
                raise BusError("there is no session bus")
            self._session = self._connect(address)
        answer = self._session.call(
            "org.a11y.Bus",
            "/org/a11y/bus",
            "org.freedesktop.DBus.Properties",
            "Get",
            "org.a11y.Status",
            "ScreenReaderEnabled",
        )
        return answer == [True]

    def _listeners(self) -> list[tuple[str, str]]:
        if self._accessibility is None:
            assert self._session is not None
            (address,) = self._session.call("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress")
            self._accessibility = self._connect(str(address))
        registry = "/org/a11y/atspi/registry"
        answer = self._accessibility.call(
            "org.a11y.atspi.Registry", registry, "org.a11y.atspi.Registry", "GetRegisteredEvents"
        )
        return [(str(who), str(event)) for who, event in answer[0]] if answer else []


def listens_like_a_reader(listeners: Iterable[tuple[str, str]]) -> bool:
    """Whether one of these (name on the bus, event) hears all that a screen reader must hear."""
    heard: dict[str, list[str]] = defaultdict(list)
    for who, event in listeners:
        heard[who].append(event.lower().replace("-", "").rstrip(":"))

    def hears(events: list[str], wanted: str) -> bool:
        # Who listens for "object" or "object:statechanged" hears all that begin with it.
        return any(event and f"{wanted.rstrip(':')}:".startswith(f"{event}:") for event in events)

    return any(
        all(any(hears(events, one) for one in alternatives) for alternatives in _READER_EVENTS)
        for events in heard.values()
    )


def session_address(environment: Mapping[str, str]) -> str | None:
    """Address of the person's session bus; None when there is none. It is never started for this question."""
    address = environment.get("DBUS_SESSION_BUS_ADDRESS", "")
    if address and not address.startswith("autolaunch:"):
        return address
    runtime = environment.get("XDG_RUNTIME_DIR")
    socket = Path(runtime) / "bus" if runtime else None
    return f"unix:path={socket}" if socket is not None and socket.exists() else None


class WindowsReaders:
    """NVDA, JAWS, Narrator, and any reader that sets the system's flag."""

    def __init__(self, windll: Any) -> None:
        """Take `ctypes.windll`; None where there is none."""
        self._windll = windll

    def is_running(self) -> bool:
        """Whether the flag is set, or a reader's window, mark or program is there."""
        if self._windll is None:
            return False
        try:
            return self._flag() or self._window() or self._narrator() or self._program()
        except (OSError, AttributeError):
            return False

    def close(self) -> None:
        """Nothing stays open."""

    def _flag(self) -> bool:
        runs = ctypes.c_int(0)
        asked = self._windll.user32.SystemParametersInfoW(_SCREEN_READER_FLAG, 0, ctypes.byref(runs), 0)
        return bool(asked) and bool(runs.value)

    def _window(self) -> bool:
        return any(self._windll.user32.FindWindowW(kind, title) for kind, title in _READER_WINDOWS)

    def _program(self) -> bool:
        # NVDA's window has no such title while it starts, or in a copy that others made of it.
        return not _READER_PROGRAMS.isdisjoint(running_programs(self._windll.kernel32))

    def _narrator(self) -> bool:
        mutex = self._windll.kernel32.OpenMutexW(_SYNCHRONIZE, False, _NARRATOR_MUTEX)
        if mutex:
            self._windll.kernel32.CloseHandle(mutex)
        return bool(mutex)


class MacReaders:
    """VoiceOver."""

    def __init__(self, objc: Any = None) -> None:
        """Take the library of Objective-C; None loads the system's."""
        self._objc = objc

    def is_running(self) -> bool:
        """What NSWorkspace says of it."""
        try:
            objc = self._objc or self._load()
            workspace = self._send(objc, ctypes.c_void_p)(
                objc.objc_getClass(b"NSWorkspace"), objc.sel_registerName(b"sharedWorkspace")
            )
            if not workspace:
                return False
            return bool(self._send(objc, ctypes.c_bool)(workspace, objc.sel_registerName(b"isVoiceOverEnabled")))
        except (OSError, AttributeError):
            return False

    def close(self) -> None:
        """Nothing stays open."""

    def _load(self) -> Any:
        ctypes.CDLL(ctypes.util.find_library("AppKit") or "")
        objc = ctypes.CDLL(ctypes.util.find_library("objc") or "")
        for find in (objc.objc_getClass, objc.sel_registerName):
            find.restype, find.argtypes = ctypes.c_void_p, [ctypes.c_char_p]
        self._objc = objc
        return objc

    @staticmethod
    def _send(objc: Any, result: Any) -> Any:
        # One function of the library that must be called as if it had the type of the method.
        made = ctypes.CFUNCTYPE(result, ctypes.c_void_p, ctypes.c_void_p)
        return made(ctypes.cast(objc.objc_msgSend, ctypes.c_void_p).value or 0)
