"""One window for each person and each folder of settings: a second start calls the first to the front, and ends.
Or it asks the first to say the last value again, which gives a key of the desktop's own settings something to do.

Two at once would both talk, and take the camera from each other. A lock that the system itself lets go when a process
ends says who is first, so that nothing is left behind by a crash; a socket beside it carries the call. Both lie in a
folder that is the person's own: nobody else can take the place, or call. Runs without a window are not limited.
What the second start was asked for (its source, its currencies) is not passed on: the window keeps what it shows.
"""

import contextlib
import ctypes
import hashlib
import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_ANSWER_MS: Final = 3000
_SHOW: Final = b"show"
_REPEAT: Final = b"repeat"
_DONE: Final = b"done"
_LONGEST_CALL: Final = 1024
# Of a socket's path, on the system that allows least.
_LONGEST_PATH: Final = 100
_TOKEN: Final = "XDG_ACTIVATION_TOKEN"
_ANY_PROCESS: Final = 0xFFFFFFFF


class SingleInstance(QObject):
    """The place of the one window.

    Signals:
        called: another start wants this window to be seen.
        repeat_wanted: another start wants the last value to be said again.
    """

    called = Signal()
    repeat_wanted = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        """Take the folder of the settings that the place belongs to."""
        super().__init__(parent)
        key = hashlib.sha256(os.fsencode(str(folder.absolute()))).hexdigest()[:16]
        place = _own_folder(key)
        self._lock_path = place / f"noteworthy-{key}.lock"
        # On Windows it is a pipe, whose name is one for the whole machine.
        self._name = f"noteworthy-{key}" if sys.platform == "win32" else str(place / f"noteworthy-{key}.socket")
        self._lock: IO[bytes] | None = None
        self._server: QLocalServer | None = None

    def claim(self) -> bool:
        """Take the place; False when another has it. Where nothing can be locked, everybody is the first."""
        try:
            self._lock_path.parent.mkdir(parents=True, exist_ok=True)
            lock = self._lock_path.open("ab")
        except OSError:
            return True
        if not _has_locked(lock):
            lock.close()
            return False
        self._lock = lock
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        # A crash leaves the socket; who has the lock knows that nobody listens there.
        QLocalServer.removeServer(self._name)
        if server.listen(self._name):
            server.newConnection.connect(self._hear)
            self._server = server
        return True

    def call(self, environment: Mapping[str, str] | None = None) -> bool:
        """Ask the one that has the place to come to the front; False when it does not answer within a few seconds.

        environment: of this process (None), whose desktop may have given it the right to a window in front.
        """
        variables = os.environ if environment is None else environment
        _let_others_to_the_front()
        return self._ask(b" ".join((_SHOW, os.fsencode(variables.get(_TOKEN, "")))))

    def ask_to_repeat(self) -> bool:
        """Ask the one that has the place to say the last value again; False when none has it, or it does not answer."""
        return self._ask(_REPEAT)

    def _ask(self, what: bytes) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_ANSWER_MS):
            return False
        socket.write(what + b"\n")
        socket.waitForBytesWritten(_ANSWER_MS)
        answered = socket.waitForReadyRead(_ANSWER_MS) and bytes(socket.readAll().data()).startswith(_DONE)
        socket.disconnectFromServer()
        return answered

    def release(self) -> None:
        """Give the place up; the end of the process does that as well."""
        if self._server is not None:
            self._server.close()
            self._server = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _hear(self) -> None:
        while self._server is not None and (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(self._answer)
            if socket.bytesAvailable():
                self._answer(socket)

    def _answer(self, socket: QLocalSocket | None = None) -> None:
        caller = socket or self.sender()
        if not isinstance(caller, QLocalSocket) or not caller.canReadLine():
            return
        word, _, token = bytes(caller.readLine(_LONGEST_CALL).data()).strip().partition(b" ")
        if word == _REPEAT:
            self.repeat_wanted.emit()
        elif word == _SHOW:
            if token:
                # Qt takes it from there when the window asks to be in front.
                os.environ[_TOKEN] = os.fsdecode(token)
            self.called.emit()
        else:
            return
        caller.write(_DONE + b"\n")
        caller.flush()


def _own_folder(key: str) -> Path:
    """A folder that only this person can write into, and whose paths are short enough for a socket."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    if runtime and _is_own(Path(runtime)):
        return Path(runtime)
    own = Path(tempfile.gettempdir()) / f"noteworthy-{os.getuid() if hasattr(os, 'getuid') else key}"
    with contextlib.suppress(OSError):
        own.mkdir(mode=0o700, exist_ok=True)
    return own if _is_own(own) else Path(tempfile.mkdtemp(prefix="noteworthy-"))


def _is_own(folder: Path) -> bool:
    if len(str(folder)) + len("/noteworthy-0123456789abcdef.socket") > _LONGEST_PATH:
        return False
    try:
        found = folder.lstat()
    except OSError:
        return False
    if sys.platform == "win32":
        return folder.is_dir()
    return folder.is_dir() and not folder.is_symlink() and found.st_uid == os.getuid() and not found.st_mode & 0o022


def _has_locked(lock: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _let_others_to_the_front() -> None:
    """On Windows only the process that the person has just started may give away the foreground."""
    windll = getattr(ctypes, "windll", None)
    if windll is not None:
        windll.user32.AllowSetForegroundWindow(_ANY_PROCESS)
