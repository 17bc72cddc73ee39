"""The look for a currency beside the frames: the newest frame, every answer, and nothing that outlives the question."""

from __future__ import annotations

import threading

import numpy as np
from numpy.typing import NDArray

from app.camera.frame import Frame
from app.recognition.currency_finder import FoundCurrency
from app.recognition.observation import Box
from app.session.currency_watch import SteppedCurrencyWatch, ThreadedCurrencyWatch

WAIT_S = 20.0
BOX = Box(0.1, 0.2, 0.8, 0.9)
KENYA = FoundCurrency("KES", 0.9, is_clear=True)


class FakeFinder:
    """Finds shillings in a picture whose first pixel is not black; fails at a white one; waits where it is told to."""

    def __init__(self) -> None:
        self.found: list[int] = []
        self.released = threading.Semaphore(0)
        self.entered = threading.Semaphore(0)
        self.go_on = threading.Semaphore(0)
        self.threads: set[int] = set()
        self.waits = False

    def find(self, picture: NDArray[np.uint8], box: Box | None) -> FoundCurrency | None:
        self.threads.add(threading.get_ident())
        self.found.append(int(picture[0, 0, 0]))
        if self.waits:
            self.entered.release()
            assert self.go_on.acquire(timeout=WAIT_S)
        if self.found[-1] == 255:
            raise RuntimeError("a damaged frame")
        return KENYA if self.found[-1] else None

    def release(self) -> None:
        self.released.release()


def frame(grey: int, at_s: float = 0.0) -> Frame:
    return Frame(np.full((4, 6, 3), grey, np.uint8), 0, at_s, None, at_s)


def answered(watch: ThreadedCurrencyWatch, number: int) -> list[FoundCurrency | None]:
    """Wait for so many answers."""
    taken: list[FoundCurrency | None] = []
    with watch._changed:
        assert watch._changed.wait_for(lambda: len(watch._answers) >= number, WAIT_S)
    taken += watch.take()
    return taken


def test_over_a_file_frames_that_come_meanwhile_are_passed_over() -> None:
    finder = FakeFinder()
    watch = SteppedCurrencyWatch(finder, cost_s=0.25)
    for number in range(7):
        watch.offer(frame(number, number / 10), BOX)
    assert finder.found == [0, 3, 6]
    assert watch.take() == [None, KENYA, KENYA]
    assert watch.take() == []
    watch.offer(frame(7, 0.9), BOX)
    watch.end()
    assert watch.take() == []
    watch.offer(frame(8, 0.0), BOX)
    assert watch.take() == [KENYA], "a file that begins anew waits for nothing"
    assert watch.close()


def test_beside_the_frames_it_has_a_thread_of_its_own_and_answers_also_without_a_find() -> None:
    finder = FakeFinder()
    watch = ThreadedCurrencyWatch(finder)
    for grey, answer in ((1, KENYA), (0, None), (255, None), (2, KENYA)):
        watch.offer(frame(grey), BOX)
        assert answered(watch, 1) == [answer]
    assert threading.get_ident() not in finder.threads
    assert watch.close()


def test_what_is_newest_is_looked_at_next() -> None:
    finder = FakeFinder()
    finder.waits = True
    watch = ThreadedCurrencyWatch(finder)
    watch.offer(frame(1), BOX)
    assert finder.entered.acquire(timeout=WAIT_S)
    watch.offer(frame(2), BOX)
    watch.offer(frame(3), BOX)
    finder.go_on.release(2)
    assert answered(watch, 2) == [KENYA, KENYA]
    assert finder.found == [1, 3]
    assert watch.close()


def test_the_end_returns_at_once_drops_the_answer_and_gives_memory_back() -> None:
    finder = FakeFinder()
    finder.waits = True
    watch = ThreadedCurrencyWatch(finder)
    watch.offer(frame(1), BOX)
    assert finder.entered.acquire(timeout=WAIT_S)
    watch.end()
    finder.go_on.release()
    assert finder.released.acquire(timeout=WAIT_S)
    assert watch.take() == []
    finder.waits = False
    watch.offer(frame(2), BOX)
    assert answered(watch, 1) == [KENYA]
    assert watch.close()


def test_the_next_frame_is_looked_at_once_the_last_look_is_over() -> None:
    finder = FakeFinder()
    watch = SteppedCurrencyWatch(finder, cost_s=0.25)
    for number, at_s in enumerate((1.0, 1.125, 1.25)):
        watch.offer(frame(number, at_s), BOX)
    assert finder.found == [0, 2]
