"""Standard output and standard error, which others may close, fill up or stop reading. No words are made here.

What a run tells goes to standard output, a line at a time; when nobody reads that any more, the run is to end. What
goes to standard error may be lost. Neither ever raises, nor at the interpreter's end.
"""

import contextlib
import errno
import os
import select
import sys
import threading
from collections.abc import Callable
from typing import TextIO

# Windows says EINVAL of a pipe whose reader has gone; EIO is a terminal that was hung up.
_LEFT = frozenset({errno.EPIPE, errno.EBADF, errno.EIO, *([errno.EINVAL] if sys.platform == "win32" else [])})


class Console:
    """Where a run on the command line tells things. May be used from several threads.

    Attributes:
        on_lost: called once, from the thread that noticed, when standard output can no longer be written: ask the run
            to end here. It is not called for a standard output that was closed from the start.
        failure: what the system said when standard output could not be written though somebody may still want it, as
            on a full disk; None when all went well, or the reader has just gone.
    """

    def __init__(self) -> None:
        occupy_descriptors()
        self.on_lost: Callable[[], None] | None = None
        self.failure: OSError | None = None
        self._lost = False
        self._lock = threading.RLock()
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(AttributeError, OSError, ValueError):
                # A console that lacks a letter must not end the run.
                stream.reconfigure(errors="replace")  # type: ignore[union-attr]

    @property
    def lost(self) -> bool:
        """Whether standard output was there and can no longer be written."""
        return self._lost

    def out(self, line: str) -> None:
        """Write one line to standard output, at once."""
        with self._lock:
            if self._lost:
                return
            error = _write(sys.stdout, " ".join(line.splitlines()))
        if error is not None:
            self._lose(error)

    def err(self, text: str) -> None:
        """Write a line, or several, to standard error, at once, if it can be written."""
        with self._lock:
            _write(sys.stderr, text)

    def check(self) -> None:
        """Ask the system whether anybody still reads standard output; costs microseconds, so ask every frame.

        Where the system does not tell, it is noticed with the next line.
        """
        if self._lost or not hasattr(select, "poll") or sys.stdout is None:
            return
        try:
            poll = select.poll()
            poll.register(sys.stdout.fileno(), 0)
            gone = any(event & (select.POLLERR | select.POLLNVAL) for _, event in poll.poll(0))
        except (AttributeError, OSError, ValueError):
            return
        if gone:
            self._lose(OSError(errno.EPIPE, os.strerror(errno.EPIPE)))

    def finish(self) -> None:
        """Write what is left, such as the text of --help; call it last."""
        with self._lock:
            error = None if self._lost else _flush(sys.stdout)
            _flush(sys.stderr)
        if error is not None:
            self._lose(error)

    def _lose(self, error: OSError) -> None:
        with self._lock:
            if self._lost:
                return
            self._lost = True
            if error.errno not in _LEFT:
                self.failure = error
            _divert(sys.stdout)
        if self.on_lost is not None:
            self.on_lost()


def occupy_descriptors() -> None:
    """Put the null device where standard input, output or error are closed.

    The next file opened would take that place, and what a library prints would be written into it.
    """
    while True:
        try:
            descriptor = os.open(os.devnull, os.O_RDWR)
        except OSError:
            return
        if descriptor > 2:
            os.close(descriptor)
            return
        os.set_inheritable(descriptor, True)


def _write(stream: TextIO | None, text: str) -> OSError | None:
    if stream is None:
        return None
    try:
        stream.write(text + "\n")
    except BlockingIOError:
        return None
    except OSError as error:
        _divert(stream)
        return error
    except ValueError:  # It was closed by this process.
        return OSError(errno.EBADF, os.strerror(errno.EBADF))
    return _flush(stream)


def _flush(stream: TextIO | None) -> OSError | None:
    if stream is None:
        return None
    try:
        stream.flush()
    except BlockingIOError:
        return None  # The reader is slow: it is written with the next line.
    except OSError as error:
        _divert(stream)
        return error
    except ValueError:
        return OSError(errno.EBADF, os.strerror(errno.EBADF))
    return None


def _divert(stream: TextIO | None) -> None:
    """Send what is still to be written to the null device, or the interpreter would complain of it when it ends."""
    if stream is None:
        return
    with contextlib.suppress(OSError, ValueError):
        descriptor = stream.fileno()
        null = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(null, descriptor)
        finally:
            os.close(null)
    with contextlib.suppress(OSError, ValueError):
        stream.flush()
