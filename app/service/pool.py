"""The threads that read pictures, and how much work may wait for them. No HTTP here, and no decoding of pictures."""

import asyncio
import contextlib
import math
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from app.service.errors import Refused
from app.service.reading import Reader

T = TypeVar("T")

_SMOOTHING = 0.1


@dataclass(frozen=True, slots=True)
class _Task:
    """A job and the future of the event loop that waits for its result."""

    job: Callable[[Reader], Any]
    future: "asyncio.Future[Any]"
    loop: asyncio.AbstractEventLoop


class ReaderPool:
    """A few threads, each the owner of one reader, and a short queue before them.

    What finds the queue full is refused at once: a queue that grows only makes everybody wait for answers that come
    too late. Between event loop and thread there is one queue there and one call back, no more: on a core that both
    share, every hop more is taken from the network's time.

    Args:
        readers: one for each thread, at least one; the pool's from now on.
        most_waiting: jobs that may wait for a thread, at least 0.
    """

    def __init__(self, readers: list[Reader], most_waiting: int) -> None:
        self.workers = len(readers)
        self.most_waiting = most_waiting
        self._tasks: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._pending = 0  # of the event loop's thread, as is the mean
        self._mean_s = 0.02
        self._threads = [
            threading.Thread(target=self._work, args=(reader,), name=f"reader-{index}", daemon=True)
            for index, reader in enumerate(readers)
        ]
        for thread in self._threads:
            thread.start()

    @property
    def pending(self) -> int:
        """Jobs that wait or run."""
        return self._pending

    @property
    def capacity(self) -> int:
        """How many jobs may wait or run."""
        return self.workers + self.most_waiting

    def overloaded(self) -> Refused:
        """The refusal of a job that finds the queue full, with the time in which half of it will be done."""
        half_s = self._pending * self._mean_s / self.workers / 2
        return Refused(503, "Too many pictures at once: try again soon.", max(1, math.ceil(half_s)))

    def run(self, job: Callable[[Reader], T]) -> "asyncio.Future[T]":
        """Run a job in one of the threads, with its reader. Called from the event loop, which awaits what it gives.

        Raises:
            Refused: 503, the queue is full. Whatever the job raises comes when it is awaited.
        """
        if self._pending >= self.capacity:
            raise self.overloaded()
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._pending += 1
        self._tasks.put(_Task(job, future, loop))
        return future

    def _work(self, reader: Reader) -> None:
        while self._do_next(reader):
            pass

    def _do_next(self, reader: Reader) -> bool:
        """Do one job; False at the end. Of its own, so that nothing holds a picture while the next is awaited."""
        task = self._tasks.get()
        if task is None:
            return False
        result: Any = None
        error: Exception | None = None
        start = time.perf_counter()
        if not task.future.cancelled():
            try:
                result = task.job(reader)
            except Exception as raised:
                error = raised
        took_s = time.perf_counter() - start
        with contextlib.suppress(RuntimeError):  # the loop has closed: nobody waits any more
            task.loop.call_soon_threadsafe(self._finished, task.future, result, error, took_s)
        return True

    def _finished(self, future: "asyncio.Future[Any]", result: Any, error: Exception | None, took_s: float) -> None:
        # Counted here, not where the waiter goes away: a client that hangs up frees no thread.
        self._pending -= 1
        if future.cancelled():
            return
        if error is not None:
            future.set_exception(error)
            return
        self._mean_s += _SMOOTHING * (took_s - self._mean_s)
        future.set_result(result)

    def close(self) -> None:
        """Finish what was begun and end the threads. May be called again."""
        for _ in self._threads:
            self._tasks.put(None)
        for thread in self._threads:
            thread.join()
