"""Long work beside the frames: it stops where it is safe, and what comes of it is told in the session's thread."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Generator, Iterator

import pytest

from app.session.jobs import Job, Jobs

WAIT_S = 20.0


class Work:
    """Three steps, each done when the test lets it."""

    def __init__(self, *, fails: bool = False) -> None:
        self.entered = threading.Semaphore(0)
        self.go_on = threading.Semaphore(0)
        self.threads: set[int] = set()
        self.steps = 0
        self.was_left = threading.Event()
        self._fails = fails

    def run(self) -> Generator[float, None, str]:
        try:
            for step in range(3):
                self.threads.add(threading.get_ident())
                self.entered.release()
                assert self.go_on.acquire(timeout=WAIT_S)
                if self._fails:
                    raise ValueError("damaged")
                self.steps += 1
                yield (step + 1) / 3
            return "all of it"
        finally:
            self.was_left.set()


class Session:
    """The session's thread: what is put there is done when the test asks for it."""

    def __init__(self) -> None:
        self._asked: queue.Queue[Callable[[], None]] = queue.Queue()
        self.jobs = Jobs(self._asked.put)
        self.told: list[object] = []

    def begin(self, work: Work) -> Job:
        return self.jobs.begin(work.run(), done=self.told.append, failed=self.told.append, at=self.told.append)

    def obey(self, times: int) -> None:
        for _ in range(times):
            self._asked.get(timeout=WAIT_S)()

    @property
    def is_idle(self) -> bool:
        return self._asked.empty()


@pytest.fixture
def session() -> Iterator[Session]:
    made = Session()
    made.jobs.has_thread = True
    yield made
    assert made.jobs.close()


def test_who_asks_never_waits_and_hears_how_far_it_is(session: Session) -> None:
    work = Work()

    session.begin(work)

    assert work.entered.acquire(timeout=WAIT_S)
    assert session.told == []
    work.go_on.release(3)
    session.obey(4)
    assert session.told == [1 / 3, 2 / 3, 1.0, "all of it"]
    assert work.threads.isdisjoint({threading.get_ident()})


def test_it_stops_at_the_end_of_a_step_and_nothing_more_is_told(session: Session) -> None:
    work = Work()
    job = session.begin(work)
    assert work.entered.acquire(timeout=WAIT_S)

    job.stop()
    work.go_on.release(3)

    assert work.was_left.wait(WAIT_S)
    assert work.steps == 1
    after = Work()
    session.begin(after)
    after.go_on.release(3)
    session.obey(5)
    assert session.told == [1 / 3, 2 / 3, 1.0, "all of it"], "of the one that followed alone"


def test_what_was_done_before_it_was_stopped_is_not_told_either(session: Session) -> None:
    work = Work()
    job = session.begin(work)
    work.go_on.release(3)
    assert work.was_left.wait(WAIT_S)

    job.stop()
    session.obey(4)

    assert session.told == []


def test_one_is_done_after_the_other_in_one_thread(session: Session) -> None:
    first, second = Work(), Work()
    session.begin(first)
    session.begin(second)
    assert first.entered.acquire(timeout=WAIT_S)
    second.go_on.release(3)
    assert not second.threads

    first.go_on.release(3)
    session.obey(8)

    assert session.told.count("all of it") == 2
    assert first.threads == second.threads


def test_what_it_raises_is_told_and_the_next_is_done(session: Session) -> None:
    work, after = Work(fails=True), Work()
    session.begin(work)
    session.begin(after)
    work.go_on.release()
    after.go_on.release(3)
    session.obey(5)

    assert str(session.told[0]) == "damaged"
    assert session.told[1:] == [1 / 3, 2 / 3, 1.0, "all of it"]


def test_closing_gives_up_what_is_done_and_what_waits(session: Session) -> None:
    work, after = Work(), Work()
    session.begin(work)
    session.begin(after)
    assert work.entered.acquire(timeout=WAIT_S)
    closing = threading.Thread(target=session.jobs.close)
    closing.start()
    assert session.jobs._closed.wait(WAIT_S)

    work.go_on.release(3)
    closing.join(WAIT_S)

    assert work.steps == 1
    assert not after.threads


def test_without_a_thread_it_is_done_in_the_session_s_and_no_progress_told() -> None:
    session, work = Session(), Work()
    work.go_on.release(3)

    session.begin(work)
    assert work.steps == 0
    session.obey(1)

    assert session.told == ["all of it"]
    assert work.threads == {threading.get_ident()}
    assert session.is_idle
    assert session.jobs.close()


def test_without_a_thread_it_can_be_stopped_before_it_begins() -> None:
    session, work = Session(), Work()

    session.begin(work).stop()
    session.obey(1)

    assert (work.steps, session.told) == (0, [])
