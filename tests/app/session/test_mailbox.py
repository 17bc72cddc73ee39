"""A thread with one slot: what is newest is worked on, and what nobody wants any more leaves no answer."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from app.session import mailbox
from app.session.mailbox import MailboxThread

WAIT_S = 20.0


class Doubling(MailboxThread[int, int]):
    """Doubles numbers, each once it is let; odd ones have no answer."""

    def __init__(self) -> None:
        super().__init__("doubling")
        self.happened: list[Any] = []
        self.may_answer = threading.Semaphore(0)
        self.has_begun = threading.Semaphore(0)
        self.has_answered = threading.Semaphore(0)
        self.has_released = threading.Semaphore(0)
        self.start, self.post, self.taken, self.forget = self._start, self._post, self._taken, self._forget

    def _work_begins(self) -> None:
        self.happened.append("begins")

    def _work_on(self, item: int) -> list[int]:
        self.happened.append(item)
        self.has_begun.release()
        assert self.may_answer.acquire(timeout=WAIT_S)
        return [] if item % 2 else [2 * item]

    def _work_answered(self) -> None:
        self.happened.append("answered")
        self.has_answered.release()

    def _work_released(self) -> None:
        self.happened.append("released")
        self.has_released.release()

    def _work_ends(self) -> None:
        self.happened.append("ends")


@pytest.fixture
def thread() -> Iterator[Doubling]:
    thread = Doubling()
    yield thread
    for _ in range(10):
        thread.may_answer.release()
    assert thread.close()


def _post(thread: Doubling, item: int) -> None:
    thread.post(item)
    assert thread.has_begun.acquire(timeout=WAIT_S)


def _let(thread: Doubling) -> None:
    thread.may_answer.release()
    assert thread.has_answered.acquire(timeout=WAIT_S)


def test_the_newest_takes_the_place_of_what_waits(thread: Doubling) -> None:
    _post(thread, 2)
    for number in (4, 6, 8):
        thread.post(number)
    _let(thread)
    assert thread.taken() == [4]
    _let(thread)
    assert thread.taken() == [16]
    assert thread.taken() == [], "each once"
    assert thread.happened == ["begins", 2, "answered", 8, "answered"]


def test_it_is_free_while_nothing_waits_and_nothing_is_worked_on(thread: Doubling) -> None:
    assert thread.is_free
    _post(thread, 2)
    assert not thread.is_free
    thread.post(4)
    _let(thread)
    assert not thread.is_free
    _let(thread)
    assert thread.is_free
    assert thread.taken() == [4, 8]


def test_what_was_forgotten_has_no_answer_and_nobody_is_told(thread: Doubling) -> None:
    _post(thread, 2)
    _let(thread)
    _post(thread, 4)
    thread.post(6)
    thread.forget()
    assert thread.taken() == []
    thread.may_answer.release()
    _post(thread, 8)
    _let(thread)
    assert thread.taken() == [16]
    assert thread.happened == ["begins", 2, "answered", 4, 8, "answered"]


def test_an_item_without_an_answer_is_told_all_the_same(thread: Doubling) -> None:
    _post(thread, 3)
    _let(thread)
    assert thread.taken() == []


def test_the_rest_is_let_go_of_only_when_nothing_more_is_asked(thread: Doubling) -> None:
    thread.start()
    thread.forget(release=True)
    assert thread.has_released.acquire(timeout=WAIT_S)
    _post(thread, 2)
    thread.forget(release=True)
    thread.post(4)
    thread.may_answer.release()
    assert thread.has_begun.acquire(timeout=WAIT_S)
    _let(thread)
    assert thread.happened == ["begins", "released", 2, 4, "answered"]
    thread.forget()
    _post(thread, 6)
    assert "released" not in thread.happened[3:]


def test_a_thread_that_was_never_asked_is_closed_at_once() -> None:
    thread = Doubling()
    assert thread.close()
    thread.post(2)
    assert thread.happened == []


def test_at_the_end_what_waits_is_left() -> None:
    thread = Doubling()
    _post(thread, 2)
    thread.post(4)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(mailbox, "_JOIN_S", 0.01)
        assert not thread.close(), "it is still at work"
    thread.may_answer.release()
    assert thread.close()
    assert thread.happened == ["begins", 2, "answered", "ends"]


def test_it_steps_back_behind_the_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    lowered = threading.Event()
    monkeypatch.setattr(mailbox, "lower_priority", lowered.set)

    class Plain(MailboxThread[int, int]):
        def _work_on(self, item: int) -> list[int]:
            return [item]

    thread = Plain("plain")
    thread._start()
    assert lowered.wait(WAIT_S)
    assert thread.close()
