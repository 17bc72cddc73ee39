"""Long work beside the frames, in steps: the end of each step is a safe stop. What the work is, is not decided here.

Its thread does not step back behind the frames, as others do: a person waits for what comes of it.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Generator
from functools import partial
from typing import Any, Final, TypeVar

Result = TypeVar("Result")
Steps = Generator[float, None, Result]
"""Work that yields how much of it is done, 0 to 1, after each step."""

_JOIN_S: Final = 1.0
_log = logging.getLogger(__name__)


class Job:
    """Work that was begun. Any thread may stop it."""

    def __init__(self) -> None:
        self._stopped = threading.Event()

    @property
    def is_stopped(self) -> bool:
        """Whether nobody waits for it any more."""
        return self._stopped.is_set()

    def stop(self) -> None:
        """Give it up when its step of now ends; nothing more is told of it."""
        self._stopped.set()


class Jobs:
    """Does one job at a time, in the order in which they were begun, so that what they use has one thread.

    Args:
        later: how to get into the session's thread, where all that comes of a job is told.

    Attributes:
        has_thread: whether they are done in a thread of their own, as beside a camera; else in the session's, so that
            the same file says the same every time. To be set before the first job.
    """

    def __init__(self, later: Callable[[Callable[[], None]], None]) -> None:
        self.has_thread = False
        self._later = later
        self._waiting: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._current = Job()
        self._closed = threading.Event()
        self._thread: threading.Thread | None = None

    def begin(
        self,
        steps: Steps[Result],
        *,
        done: Callable[[Result], None],
        failed: Callable[[Exception], None],
        at: Callable[[float], None] | None = None,
    ) -> Job:
        """Do this next; returns at once, but for a job in the session's own thread.

        Args:
            steps: the work.
            done: called with what came of it.
            failed: called with what it raised.
            at: called with how much is done, 0 to 1, where it has a thread of its own.
        """
        job = Job()
        if not self.has_thread:
            self._later(lambda: _worked(steps, job, done, failed, None, _at_once))
            return job
        self._waiting.put(lambda: self._work(steps, job, done, failed, at))
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="jobs", daemon=True)
            self._thread.start()
        return job

    def close(self) -> bool:
        """Give up what is done and what waits; False when the thread does not end in time."""
        self._closed.set()
        self._current.stop()
        if self._thread is None:
            return True
        self._waiting.put(None)
        self._thread.join(_JOIN_S)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (work := self._waiting.get()) is not None:
            work()

    def _work(
        self,
        steps: Steps[Result],
        job: Job,
        done: Callable[[Result], None],
        failed: Callable[[Exception], None],
        at: Callable[[float], None] | None,
    ) -> None:
        self._current = job
        if not self._closed.is_set():
            _worked(steps, job, done, failed, at, self._later)


def _at_once(do: Callable[[], None]) -> None:
    do()


def _worked(
    steps: Steps[Result],
    job: Job,
    done: Callable[[Result], None],
    failed: Callable[[Exception], None],
    at: Callable[[float], None] | None,
    tell: Callable[[Callable[[], None]], None],
) -> None:
    def told(call: Callable[[Any], None], what: object) -> None:
        if not job.is_stopped:
            call(what)

    try:
        while not job.is_stopped:
            fraction = next(steps)
            if at is not None:
                tell(partial(told, at, fraction))
    except StopIteration as end:
        tell(partial(told, done, end.value))
    except Exception as error:
        _log.info("a job failed: %s", error)
        tell(partial(told, failed, error))
    finally:
        steps.close()
