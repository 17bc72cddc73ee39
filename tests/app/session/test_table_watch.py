"""The reader of tables beside the frames: a thread that begins with the first table and ends with the session."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from app.camera.frame import Frame
from app.recognition.instances import TableReading
from app.session.table_watch import NoTable, ThreadedTableWatch
from tests.app.tables import match, reading

WAIT_S = 20.0
USD = frozenset({"USD"})


class SlowReader:
    """Reads a 20 when the test lets it; fails at the frames it is told to."""

    def __init__(self) -> None:
        self.entered = threading.Semaphore(0)
        self.go_on = threading.Semaphore(0)
        self.fails_at_s: set[float] = set()
        self.threads: set[int] = set()

    def read(self, picture: NDArray[np.uint8], currencies: Collection[str], captured_at_s: float = 0.0) -> TableReading:
        self.threads.add(threading.get_ident())
        self.entered.release()
        assert self.go_on.acquire(timeout=WAIT_S)
        if captured_at_s in self.fails_at_s:
            raise RuntimeError("a damaged frame")
        return reading(match("20", 0.5), at_s=captured_at_s)


def frame(at_s: float) -> Frame:
    return Frame(np.zeros((4, 6, 3), np.uint8), round(at_s * 10), at_s, None, at_s)


class Running:
    def __init__(self) -> None:
        self.reader = SlowReader()
        self.read = threading.Semaphore(0)
        self.watch = ThreadedTableWatch(self.reader, self.read.release)

    def offer(self, at_s: float) -> None:
        self.watch.offer(frame(at_s), USD)
        assert self.reader.entered.acquire(timeout=WAIT_S)

    def finish(self) -> None:
        self.reader.go_on.release()
        assert self.read.acquire(timeout=WAIT_S)


@pytest.fixture
def running() -> Iterator[Running]:
    made = Running()
    yield made
    made.reader.go_on.release()
    assert made.watch.close()


def test_there_is_no_thread_before_a_table_is_asked_for() -> None:
    before = threading.active_count()
    watch = ThreadedTableWatch(SlowReader(), lambda: None)
    assert threading.active_count() == before
    assert watch.close()


def test_a_frame_is_read_in_a_thread_of_its_own(running: Running) -> None:
    assert running.watch.is_free
    running.offer(1.0)
    assert not running.watch.is_free
    running.finish()
    assert running.watch.is_free
    assert [each.captured_at_s for each in running.watch.take() if each] == [1.0]
    assert running.watch.take() == []
    assert threading.get_ident() not in running.reader.threads


def test_a_frame_that_fails_is_told_and_the_next_is_read(running: Running) -> None:
    running.reader.fails_at_s = {1.0}
    running.offer(1.0)
    running.finish()
    assert running.watch.take() == [None]
    running.offer(2.0)
    running.finish()
    assert [each.captured_at_s for each in running.watch.take() if each] == [2.0]


def test_what_is_read_for_a_question_that_was_cancelled_is_dropped(running: Running) -> None:
    running.offer(1.0)
    running.watch.reset()
    running.reader.go_on.release()
    running.offer(2.0)
    running.finish()
    assert [each.captured_at_s for each in running.watch.take() if each] == [2.0]


def test_after_the_end_nothing_is_read() -> None:
    reader = SlowReader()
    watch = ThreadedTableWatch(reader, lambda: None)
    assert watch.close()
    watch.offer(frame(1.0), USD)
    assert reader.threads == set()


def test_a_model_without_templates_reads_no_note() -> None:
    watch = NoTable()
    watch.offer(frame(1.0), USD)
    assert [each.notes for each in watch.take() if each] == [()]
    assert watch.take() == []
    assert watch.close()
