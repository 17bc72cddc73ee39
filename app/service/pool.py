"""The threads that read pictures, and how much work may wait for them. No HTTP here, and no decoding of pictures."""

import asyncio
import math
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from app.service.errors import Refused
from app.service.reading import Reader

T = TypeVar("T")

_SMOOTHING = 0.1


class ReaderPool:
    """A few threads, each the owner of one reader, and a short queue before them.

    What finds the queue full is refused at once: a queue that grows only makes everybody wait for answers that come
    too late.

    Args:
        readers: one for each thread, at least one; the pool's from now on.
        most_waiting: jobs that may wait for a thread, at least 0.
    """

    def __init__(self, readers: list[Reader], most_waiting: int) -> None:
        self.workers = len(readers)
        self.most_waiting = most_waiting
        self._spare: queue.SimpleQueue[Reader] = queue.SimpleQueue()
        for reader in readers:
            self._spare.put(reader)
        self._own = threading.local()
        self._threads = ThreadPoolExecutor(self.workers, "reader", initializer=self._take_reader)
        self._pending = 0  # of the event loop's thread, as is the mean
        self._mean_s = 0.02

    def _take_reader(self) -> None:
        self._own.reader = self._spare.get_nowait()

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

    async def run(self, job: Callable[[Reader], T]) -> T:
        """Run a job in one of the threads, with its reader. Called from the event loop.

        Raises:
            Refused: 503, the queue is full; and whatever the job raises.
        """
        if self._pending >= self.capacity:
            raise self.overloaded()

        def work() -> tuple[T, float]:
            start = time.perf_counter()
            return job(self._own.reader), time.perf_counter() - start

        self._pending += 1
        future = self._threads.submit(work)
        # Not when the waiter goes away, but when the thread is free again: a client that hangs up frees nothing.
        loop = asyncio.get_running_loop()
        future.add_done_callback(lambda _: self._finished(loop))
        result, took_s = await asyncio.wrap_future(future)
        self._mean_s += _SMOOTHING * (took_s - self._mean_s)
        return result

    def _finished(self, loop: asyncio.AbstractEventLoop) -> None:
        def count() -> None:
            self._pending -= 1

        try:
            loop.call_soon_threadsafe(count)
        except RuntimeError:  # the loop has closed: nobody counts any more
            return

    def close(self) -> None:
        """Finish what was begun and end the threads."""
        self._threads.shutdown(wait=True)
