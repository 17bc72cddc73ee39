"""The threads that read pictures, and how much work may wait for them. No HTTP here, and no decoding of pictures.

Each thread has a reader and a process that takes strangers' bytes apart. The thread waits for its process, so that a
picture that is slow to take apart holds one worker, and no longer than its process lives.
"""

import asyncio
import math
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from app.service.errors import Refused
from app.service.reading import Reader
from app.service.unpacker import Unpacking

T = TypeVar("T")

# A worker that has been at one job for so long is not free; an ordinary picture takes a tenth of it.
STUCK_S = 0.5
_WATCH_S = 0.25
_LAST_S = 1.0
_SMOOTHING = 0.1


@dataclass(frozen=True, slots=True)
class Worker:
    """What one thread works with."""

    reader: Reader
    unpacking: Unpacking


@dataclass(frozen=True, slots=True)
class _Task:
    """A job and the future of the event loop that waits for its result."""

    job: Callable[[Worker], Any]
    future: "asyncio.Future[Any]"
    loop: asyncio.AbstractEventLoop


class ReaderPool:
    """A few threads, each the owner of one worker, and a short queue before them.

    What finds the queue full is refused at once: a queue that grows only makes everybody wait for answers that come
    too late. Between event loop and thread there is one queue there and one call back, no more: on a core that both
    share, every hop more is taken from the network's time.

    Args:
        workers: one for each thread, at least one; the pool's from now on.
        most_waiting: jobs that may wait for a thread, at least 0.
        clock: seconds of a clock that only goes forward.
    """

    def __init__(self, workers: list[Worker], most_waiting: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.workers = len(workers)
        self.most_waiting = most_waiting
        self._all = workers
        self._clock = clock
        # When each thread began what it is at; None while it is at nothing. Each written by its thread alone.
        self._since_s: list[float | None] = [None] * len(workers)
        self._given_up = False
        self._awaited: set[asyncio.Future[Any]] = set()  # of the event loop's thread, too
        self._ended = threading.Event()
        self._tasks: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._pending = 0  # of the event loop's thread, as is the mean
        self._mean_s = 0.02
        self._threads = [
            threading.Thread(target=self._work, args=(index,), name=f"reader-{index}", daemon=True)
            for index in range(len(workers))
        ]
        self._watchman = threading.Thread(target=self._watch, name="watch", daemon=True)
        for thread in (*self._threads, self._watchman):
            thread.start()

    @property
    def pending(self) -> int:
        """Jobs that wait or run."""
        return self._pending

    @property
    def capacity(self) -> int:
        """How many jobs may wait or run."""
        return self.workers + self.most_waiting

    @property
    def has_free(self) -> bool:
        """Whether one more picture would be read soon: there is room, and not every worker is long at one job."""
        now_s = self._clock()
        stuck = sum(since_s is not None and now_s - since_s > STUCK_S for since_s in self._since_s)
        return stuck < self.workers and self._pending < self.capacity

    def overloaded(self) -> Refused:
        """The refusal of a job that finds the queue full, with the time in which half of it will be done."""
        half_s = self._pending * self._mean_s / self.workers / 2
        return Refused(503, "Too many pictures at once: try again soon.", max(1, math.ceil(half_s)))

    def run(self, job: Callable[[Worker], T]) -> "asyncio.Future[T]":
        """Run a job in one of the threads, with its worker. Called from the event loop, which awaits what it gives.

        Raises:
            Refused: 503, the queue is full. Whatever the job raises comes when it is awaited.
        """
        if self._given_up:
            raise _given_up()
        if self._pending >= self.capacity:
            raise self.overloaded()
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._pending += 1
        self._awaited.add(future)
        self._tasks.put(_Task(job, future, loop))
        return future

    def _work(self, index: int) -> None:
        while self._do_next(index):
            pass

    def _do_next(self, index: int) -> bool:
        """Do one job; False at the end. Of its own, so that nothing holds a picture while the next is awaited."""
        task = self._tasks.get()
        if task is None:
            return False
        result: Any = None
        error: Exception | None = None
        start = self._since_s[index] = self._clock()
        if self._given_up:
            error = _given_up()
        elif not task.future.cancelled():
            try:
                result = task.job(self._all[index])
            except Exception as raised:
                error = raised
        took_s = self._clock() - start
        self._since_s[index] = None
        try:
            task.loop.call_soon_threadsafe(self._finished, task.future, result, error, took_s)
        except RuntimeError:  # the loop has closed: nobody waits any more
            pass
        finally:
            # The error knows this call, which would know the error: a ring that holds what was sent until it is found.
            del error, result, task
        return True

    def _finished(self, future: "asyncio.Future[Any]", result: Any, error: Exception | None, took_s: float) -> None:
        # Counted here, not where the waiter goes away: a client that hangs up frees no thread.
        self._pending -= 1
        self._awaited.discard(future)
        if future.done():
            return
        if error is not None:
            future.set_exception(error)
            return
        self._mean_s += _SMOOTHING * (took_s - self._mean_s)
        future.set_result(result)

    def _watch(self) -> None:
        while not self._ended.wait(_WATCH_S):
            self.watch()

    def watch(self) -> None:
        """End what has taken too long to take apart, where the system itself does not."""
        now_s = self._clock()
        for worker in self._all:
            worker.unpacking.watch(now_s)

    def give_up(self) -> None:
        """Refuse all that waits and end what is being taken apart: there is no time left for it. From any thread."""
        self._given_up = True
        for worker in self._all:
            worker.unpacking.close()

    def leave(self) -> None:
        """Refuse what is being read, too: a table may take long; its thread is left to it. From the event loop."""
        for future in self._awaited:
            if not future.done():
                future.set_exception(_given_up())

    def close(self) -> None:
        """Finish what was begun and end the threads and their processes. May be called again."""
        self._ended.set()
        for _ in self._threads:
            self._tasks.put(None)
        for thread in (*self._threads, self._watchman):
            # Once given up, whoever still hangs (on a disk, say) is not waited for.
            thread.join(_LAST_S if self._given_up else None)
        for worker in self._all:
            worker.unpacking.close()


def _given_up() -> Refused:
    return Refused(503, "The service is stopping.", 5)
