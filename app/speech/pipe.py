"""The end of a pipe on which a process is asked: at once in the thread that asks, and never waiting for who reads.

A packet that a thread of its own had to write first would wait for that thread's turn, on a busy computer as long as
some of the words last. So it is written right away, as much as the pipe takes; only what does not fit is left to such a
thread. Windows has no pipes that can be written without waiting: there all of it is.
"""

import contextlib
import os
import queue
import select
import sys
import threading
from typing import IO

from app.speech.wire import Packet, packed

# So that some seconds of sound fit; as much as Linux grants to anybody. Other systems keep their own size.
_PIPE_BYTES = 1 << 20


class Outgoing:
    """Packets to one process, in their order. For any threads."""

    def __init__(self, stream: IO[bytes], *, name: str) -> None:
        """Take the pipe, which belongs to this from now on, and a name for the thread."""
        self._stream = stream
        self._number = stream.fileno()
        self._lock = threading.Lock()  # only ever held for a moment
        self._is_behind = sys.platform == "win32"
        self._is_over = False
        self._left: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        if sys.platform != "win32":
            os.set_blocking(self._number, False)
        _enlarge(self._number)
        self.thread = threading.Thread(target=self._write_rest, name=name, daemon=True)
        self.thread.start()

    def put(self, packet: Packet) -> None:
        """Send it. One for a process that is no longer there is lost."""
        data = packed(packet)
        with self._lock:
            if self._is_over:
                return
            if not self._is_behind:
                data = data[self._written(data) :]
                if not data:
                    return
                self._is_behind = True
            self._left.put(data)

    def end(self) -> None:
        """Nothing more will be sent; closes the pipe as soon as all was written."""
        self._left.put(None)

    def _written(self, data: bytes) -> int:
        """How many bytes the pipe took now, without waiting; all of them where nobody reads any more."""
        try:
            return os.write(self._number, data)
        except BlockingIOError:
            return 0
        except OSError:
            return len(data)

    def _write_rest(self) -> None:
        while (data := self._left.get()) is not None:
            try:
                self._write_all(data)
            except OSError:
                break
            with self._lock:
                self._is_behind = sys.platform == "win32" or not self._left.empty()
        with self._lock:
            self._is_over = True
            with contextlib.suppress(OSError):
                self._stream.close()

    def _write_all(self, data: bytes) -> None:
        while data:
            if sys.platform != "win32":
                select.select((), (self._number,), ())
            with contextlib.suppress(BlockingIOError):
                data = data[os.write(self._number, data) :]


def _enlarge(number: int) -> None:
    if sys.platform.startswith("linux"):
        import fcntl

        with contextlib.suppress(OSError):
            fcntl.fcntl(number, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
