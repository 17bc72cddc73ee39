"""Signals of the system (Ctrl+C, a polite kill, the end of the terminal) that close the window as a click would."""

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QSocketNotifier

from app.signals import POLITE, first_of


@contextmanager
def signals_close(close: Callable[[], object]) -> Iterator[None]:
    """While this lasts, the first such signal calls `close` from Qt's loop; a second one ends the process at once.

    To be used in the main thread. A byte through a socket wakes Qt's loop, so that nothing has to be polled.
    """
    waking, woken = socket.socketpair()
    waking.setblocking(False)
    woken.setblocking(False)

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
    try:
        with first_of(POLITE, has_received.append):
            yield
    finally:
        signal.set_wakeup_fd(fd_before)
        notifier.setEnabled(False)
        waking.close()
        woken.close()
