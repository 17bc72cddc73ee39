"""Signals of the system (Ctrl+C, a polite kill, the end of the terminal) that close the window as a click would."""

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QSocketNotifier

_NAMES: Final = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
_RECEIVED: Final = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]


@contextmanager
def signals_close(close: Callable[[], object]) -> Iterator[None]:
    """While this lasts, the first such signal calls `close` from Qt's loop; a second one ends the process at once.

    To be used in the main thread. A byte through a socket wakes Qt's loop, so that nothing has to be polled.
    """
    waking, woken = socket.socketpair()
    waking.setblocking(False)
    woken.setblocking(False)

    def received(number: int, frame: object) -> None:
        # From now on the system itself ends us, also when no line of Python is reached any more.
        for each in _RECEIVED:
            signal.signal(each, signal.SIG_DFL)
        has_received.append(number)

    def wake() -> None:
        try:
            woken.recv(64)
        except BlockingIOError:
            return
        if has_received:
            has_received.clear()
            close()

    has_received: list[int] = []
    notifier = QSocketNotifier(woken.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(wake)
    fd_before = signal.set_wakeup_fd(waking.fileno(), warn_on_full_buffer=False)
    before = {number: signal.signal(number, received) for number in _RECEIVED}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(fd_before)
        notifier.setEnabled(False)
        waking.close()
        woken.close()
