"""Reads whole tables beside the frames: a thread of its own, begun when the first table is asked for."""

import logging
from collections.abc import Callable, Collection
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from app.camera.frame import Frame
from app.recognition.instances import TableReading
from app.session.mailbox import MailboxThread

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


class ThreadedTableWatch(MailboxThread[tuple[Frame, frozenset[str]], "TableReading | None"]):
    """In a thread of its own, begun with the first frame.

    Args:
        reader: used by that thread alone from now on.
        on_read: called from that thread after each frame.
    """

    def __init__(self, reader: ReadsTable, on_read: Callable[[], None]) -> None:
        super().__init__("table")
        self._reader = reader
        self._on_read = on_read

    def offer(self, frame: Frame, currencies: frozenset[str]) -> None:
        """Look at this frame next, in place of one that waits."""
        self._post((frame, currencies))

    def take(self) -> list[TableReading | None]:
        """What was read since the last time."""
        return self._taken()

    def reset(self) -> None:
        """Forget what waits and what was read, and what is being looked at."""
        self._forget()

    def _work_on(self, item: tuple[Frame, frozenset[str]]) -> list[TableReading | None]:
        frame, currencies = item
        try:
            return [self._reader.read(frame.image, currencies, frame.captured_at_s)]
        except Exception:
            # Who asked must hear that there is no answer.
            _log.exception("the table in frame %d could not be read", frame.index)
            return [None]

    def _work_answered(self) -> None:
        self._on_read()
