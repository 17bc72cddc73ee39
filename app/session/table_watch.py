"""Reads whole tables beside the frames: a thread of its own, begun when the first table is asked for."""

import logging
import threading
from collections.abc import Callable, Collection
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from app.camera.frame import Frame
from app.recognition.instances import TableReading
from app.session.priority import lower_priority

_JOIN_S = 1.0

_log = logging.getLogger(__name__)


class ReadsTable(Protocol):
    """The part of the reader of tables that is used here, in one thread."""

    def read(self, picture: NDArray[np.uint8], currencies: Collection[str], captured_at_s: float = 0.0) -> TableReading:
        """Every note of a picture."""


class TableWatch(Protocol):
    """Takes a frame when it is free, and gives what was read. Used by the session's thread, but for `close`."""

    @property
    def is_free(self) -> bool:
        """Whether a frame that is offered is looked at at once."""

    def offer(self, frame: Frame, currencies: frozenset[str]) -> None:
        """Look at this frame."""

    def take(self) -> list[TableReading | None]:
        """What was read since the last time; None for a frame that could not be looked at."""

    def reset(self) -> None:
        """Forget what was read, and what is being looked at."""

    def close(self) -> bool:
        """Stop; False when the thread does not end in time."""


class NoTable:
    """For a model without templates: no note is ever read."""

    is_free = True

    def __init__(self) -> None:
        self._readings: list[TableReading | None] = []

    def offer(self, frame: Frame, currencies: frozenset[str]) -> None:
        """Nothing is read."""
        self._readings = [TableReading((), (), frame.captured_at_s)]

    def take(self) -> list[TableReading | None]:
        """That nothing was read."""
        readings, self._readings = self._readings, []
        return readings

    def reset(self) -> None:
        """Forget it."""
        self._readings = []

    def close(self) -> bool:
        """There is nothing to stop."""
        return True


class ThreadedTableWatch:
    """In a thread of its own.

    Args:
        reader: used by that thread alone from now on.
        on_read: called from that thread after each frame.
    """

    def __init__(self, reader: ReadsTable, on_read: Callable[[], None]) -> None:
        self._reader = reader
        self._on_read = on_read
        self._changed = threading.Condition()
        self._waiting: tuple[Frame, frozenset[str]] | None = None
        self._is_busy = False
        self._readings: list[TableReading | None] = []
        self._run = 0
        self._stopped = False
        self._thread: threading.Thread | None = None

    @property
    def is_free(self) -> bool:
        """Whether a frame that is offered is looked at at once."""
        with self._changed:
            return self._waiting is None and not self._is_busy

    def offer(self, frame: Frame, currencies: frozenset[str]) -> None:
        """Look at this frame next, in place of one that waits."""
        with self._changed:
            if self._stopped:
                return
            self._waiting = (frame, currencies)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="table", daemon=True)
                self._thread.start()
            self._changed.notify()

    def take(self) -> list[TableReading | None]:
        """What was read since the last time."""
        with self._changed:
            readings, self._readings = self._readings, []
        return readings

    def reset(self) -> None:
        """Forget what waits and what was read, and what is being looked at."""
        with self._changed:
            self._waiting = None
            self._readings = []
            self._run += 1

    def close(self) -> bool:
        """Stop the thread and wait for it."""
        with self._changed:
            self._stopped = True
            self._changed.notify()
            thread = self._thread
        if thread is None:
            return True
        thread.join(_JOIN_S)
        return not thread.is_alive()

    def _work(self) -> None:
        lower_priority()
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._stopped or self._waiting is not None)
                if self._stopped or self._waiting is None:
                    return
                (frame, currencies), self._waiting, run = self._waiting, None, self._run
                self._is_busy = True
            reading: TableReading | None = None
            try:
                reading = self._reader.read(frame.image, currencies, frame.captured_at_s)
            except Exception:
                # Who asked must hear that there is no answer.
                _log.exception("the table in frame %d could not be read", frame.index)
            with self._changed:
                self._is_busy = False
                is_wanted = run == self._run
                if is_wanted:
                    self._readings.append(reading)
            if is_wanted:
                self._on_read()
