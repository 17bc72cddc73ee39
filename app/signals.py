"""Signals of the system that politely ask to end: Ctrl+C, a kill, the end of the terminal. What follows, others do."""

import signal
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import Final

POLITE: Final = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)
)


@contextmanager
def first_of(signals: Collection[int], received: Callable[[int], None]) -> Iterator[None]:
    """While this lasts, the first of these signals calls `received`, in the handler; a second ends the process at once.

    To be used in the main thread.
    """

    def handle(number: int, frame: object) -> None:
        # From now on the system itself ends us, also when no line of Python is reached any more.
        for each in before:
            signal.signal(each, signal.SIG_DFL)
        received(number)

    before = {number: signal.signal(number, handle) for number in signals}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
