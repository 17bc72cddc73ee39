"""The session's thread without a session around it: what it does between frames, when it fails, and when it ends."""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from app.camera.errors import SourceLost
from app.camera.frame import Frame
from app.feedback.phrases import Phrase
from app.session.looking import SessionFailed
from app.session.loop import CommandQueue, Loop
from app.session.messages import Status
from app.session.watchdog import FAILURES_ALLOWED, STUCK_AFTER_S, Watchdog
from tests.app.fakes import PICTURE, WAIT_S

TROUBLE = SourceLost("events_stopped", path="film", errno=5)


class Film:
    """A feed that gives what it was given: frames, pauses, and errors."""

    def __init__(self, *items: int | Exception | None) -> None:
        self._items = list(items)
        self.asked: list[float] = []
        self.ended = False

    def next(self, timeout_s: float) -> Frame | None:
        self.asked.append(timeout_s)
        self.ended = not self._items
        item = None if self.ended else self._items.pop(0)
        if isinstance(item, Exception):
            raise item
        return None if item is None else Frame(PICTURE, item, item / 15, None, 0.0)


class Desk:
    """A loop whose neighbours are written by hand."""

    def __init__(self, film: Film | None = None) -> None:
        self.now_s = 0.0
        self.commands = CommandQueue()
        self.looked: list[int] = []
        self.failures: list[Exception] = []
        self.troubles: list[Exception] = []
        self.let_go = 0
        self.told: list[Any] = []
        self.warmed_up = 0
        self.is_told = threading.Event()
        self.looking: Any = SimpleNamespace(
            is_paused=False, seen="something", look_at=self._look_at, warm_up=self._warm_up
        )
        control = SimpleNamespace(feed=film, let_go=self._let_go)
        self.sources: Any = SimpleNamespace(control=control, to_the_end=True, failed=self._failed)
        presenter: Any = SimpleNamespace(trouble=lambda status, trouble, topic: (status, trouble, topic))
        teller: Any = SimpleNamespace(
            tell=self._tell,
            status=lambda status, text, **how: self._tell((status, text, how)),
            wording=SimpleNamespace(phrase=lambda phrase: phrase.name),
        )
        self.watchdog = Watchdog()
        looking: Any = self.looking
        sources: Any = self.sources
        self.loop = Loop(
            looking,
            sources,
            commands=self.commands,
            presenter=presenter,
            teller=teller,
            watchdog=self.watchdog,
            clock=lambda: self.now_s,
        )

    def _look_at(self, frame: Frame) -> None:
        if self.failures:
            raise self.failures.pop(0)
        self.looked.append(frame.index)

    def _warm_up(self) -> None:
        self.warmed_up += 1

    def _let_go(self) -> None:
        self.let_go += 1
        self.sources.control.feed = None

    def _failed(self, error: Exception) -> None:
        self.troubles.append(error)
        self.sources.control.feed = None

    def _tell(self, told: Any) -> None:
        self.told.append(told)
        self.is_told.set()

    def run(self) -> None:
        """In a thread of its own, until somebody stops it."""
        self.loop.begin()
        self.loop.start()

    def end(self) -> None:
        self.loop.stop()
        assert self.loop.join()
        assert not self.loop.has_thread


def _broken() -> None:
    raise ZeroDivisionError


def _happens(commands: CommandQueue) -> None:
    """Wait until the loop has come to what is asked for now."""
    reached = threading.Event()
    commands.put(reached.set)
    assert reached.wait(WAIT_S)


# ------------------------------------------------------------------------------------------------ what is asked for


def test_what_is_asked_for_is_done_in_order_and_none_is_waited_for() -> None:
    commands, done = CommandQueue(), list[int]()
    for number in range(3):
        commands.put(lambda number=number: done.append(number))  # type: ignore[misc]
    commands.obey(threading.Event())
    assert done == [0, 1, 2]
    commands.obey(threading.Event())
    assert done == [0, 1, 2], "each once"


def test_after_the_end_nothing_more_is_done() -> None:
    commands, stopping, done = CommandQueue(), threading.Event(), list[str]()
    commands.put(stopping.set)
    commands.put(lambda: done.append("late"))
    commands.obey(stopping)
    commands.obey(stopping)
    assert done == []


def test_waiting_ends_with_the_first_that_is_asked_for() -> None:
    commands, done = CommandQueue(), list[str]()
    thread = threading.Thread(target=commands.obey, args=(threading.Event(), WAIT_S))
    thread.start()
    commands.put(lambda: done.append("this"))
    thread.join(WAIT_S / 2)
    assert not thread.is_alive()
    assert done == ["this"]


# ---------------------------------------------------------------------------------------------------------- frames


def test_every_frame_is_looked_at_until_the_source_ends() -> None:
    desk = Desk(Film(0, 1, None, 2))
    desk.loop.run_to_end()
    assert desk.looked == [0, 1, 2]
    assert desk.let_go == 1, "a pause is no end"


def test_what_is_asked_for_is_done_between_two_frames_and_when_the_source_has_ended() -> None:
    film = Film(0, 1)
    desk = Desk(film)
    seen: list[object] = []
    desk.commands.put(lambda: seen.append(len(film.asked)))

    def let_go() -> None:
        desk.sources.control.feed = None
        desk.commands.put(lambda: seen.append("at the end"))

    desk.sources.control.let_go = let_go
    desk.loop.run_to_end()
    assert seen == [1, "at the end"]
    assert desk.looked == [0, 1]
    assert len(set(film.asked)) == 1, "each is waited for as long"


def test_a_frame_of_a_source_that_was_left_meanwhile_is_passed_over() -> None:
    desk = Desk(Film(0, 1))
    other = Film(5)
    desk.commands.put(lambda: setattr(desk.sources.control, "feed", other))
    desk.loop.run_to_end()
    assert desk.looked == [5]


def test_trouble_of_a_source_is_the_sources_and_of_one_that_was_left_nobodys() -> None:
    desk = Desk(Film(TROUBLE))
    desk.loop.run_to_end()
    assert desk.troubles == [TROUBLE]
    desk = Desk(Film(TROUBLE))
    desk.commands.put(lambda: setattr(desk.sources.control, "feed", None))
    desk.loop.run_to_end()
    assert desk.troubles == []


def test_while_paused_nothing_is_asked_of_the_source_and_a_frame_that_came_is_not_looked_at() -> None:
    film = Film(0)
    desk = Desk(film)
    desk.commands.put(lambda: setattr(desk.looking, "is_paused", True))
    desk.run()
    _happens(desk.commands)
    _happens(desk.commands)
    assert desk.looked == []
    assert len(film.asked) == 1
    desk.end()


def test_without_a_source_it_waits_for_what_is_asked_unless_it_was_to_run_to_the_end() -> None:
    desk = Desk()
    desk.loop.run_to_end()
    desk.sources.to_the_end = False
    desk.run()
    _happens(desk.commands)
    desk.sources.control.feed = Film(3)
    _happens(desk.commands)
    _happens(desk.commands)
    assert desk.looked == [3]
    desk.end()


# ------------------------------------------------------------------------------------------------ beginning and end


def test_it_runs_once() -> None:
    desk = Desk()
    assert not desk.loop.is_stopping
    desk.loop.begin()
    with pytest.raises(RuntimeError, match="once"):
        desk.loop.begin()
    stopped = Desk()
    stopped.loop.stop()
    assert stopped.loop.is_stopping
    with pytest.raises(RuntimeError, match="once"):
        stopped.loop.begin()


def test_a_thread_of_its_own_is_warmed_up_once_and_lets_go_of_the_source_at_the_end() -> None:
    desk = Desk()
    desk.sources.to_the_end = False
    assert not desk.loop.has_thread
    desk.run()
    assert desk.loop.has_thread
    _happens(desk.commands)
    desk.end()
    assert (desk.warmed_up, desk.let_go) == (1, 1)


def test_a_thread_that_hangs_is_told_of_when_it_is_to_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.session.loop._JOIN_S", 0.01)
    desk = Desk()
    desk.sources.to_the_end = False
    entered, go_on = threading.Event(), threading.Event()

    def hang() -> None:
        entered.set()
        assert go_on.wait(WAIT_S)

    desk.commands.put(hang)
    desk.run()
    assert entered.wait(WAIT_S)
    desk.loop.stop()
    assert not desk.loop.join()
    go_on.set()
    monkeypatch.setattr("app.session.loop._JOIN_S", WAIT_S)
    assert desk.loop.join()


def test_who_ends_it_from_its_own_thread_does_not_wait_for_itself() -> None:
    desk = Desk()
    desk.sources.to_the_end = False
    joined = []

    def stop_and_join() -> None:
        desk.loop.stop()
        joined.append(desk.loop.join())

    desk.commands.put(stop_and_join)
    desk.run()
    assert desk.loop.join()
    assert joined == [True]


# -------------------------------------------------------------------------------------------------------- failures


def _fail(desk: Desk, times: int, *, apart_s: float = 1.0) -> None:
    """Let what is asked for fail so often, and wait until each was told."""
    for _ in range(times):
        desk.now_s += apart_s
        desk.is_told.clear()
        desk.commands.put(_broken)
        assert desk.is_told.wait(WAIT_S)


@pytest.fixture
def running() -> Any:
    desk = Desk()
    desk.sources.to_the_end = False
    desk.run()
    yield desk
    desk.end()


def test_it_goes_on_after_a_failure_and_says_so(running: Desk) -> None:
    running.watchdog.begin(0.0)
    _fail(running, 1)
    assert running.told == [(Status.RECOVERED, Phrase.RECOVERED, {"topic": "recovered", "still_valid": None})]
    assert not running.watchdog.is_stuck(1000.0), "what failed is not at work any more"
    _happens(running.commands)
    assert running.warmed_up == 1


def test_failures_that_are_far_between_are_each_survived(running: Desk) -> None:
    _fail(running, FAILURES_ALLOWED + 2, apart_s=30.0)
    assert {told[0] for told in running.told} == {Status.RECOVERED}


def test_after_failures_too_often_it_gives_up_and_still_answers(running: Desk) -> None:
    _fail(running, FAILURES_ALLOWED)
    status, failure, topic = running.told[-1]
    assert (status, topic) == (Status.FAILED, "failed")
    assert failure.code == "session_failed"
    assert failure.parameters["times"] == FAILURES_ALLOWED
    assert running.looking.seen is None
    assert running.let_go == 1
    _happens(running.commands)
    running.commands.put(_broken)
    _happens(running.commands)
    assert running.told[-1][0] is Status.FAILED, "it answers until the end, whatever fails then"


def test_a_failure_that_will_not_pass_is_told_at_once(running: Desk) -> None:
    def fail() -> None:
        raise SessionFailed("model_failed", error="x")

    running.is_told.clear()
    running.commands.put(fail)
    assert running.is_told.wait(WAIT_S)
    assert (running.told[0][0], running.told[0][1].code) == (Status.FAILED, "model_failed")


def test_a_frame_that_hangs_is_told_once_and_only_as_long_as_it_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.session.loop._WATCH_EVERY_S", 0.001)
    desk = Desk()
    desk.sources.to_the_end = False
    desk.watchdog.begin(0.0)
    desk.now_s = STUCK_AFTER_S
    desk.run()
    assert desk.is_told.wait(WAIT_S)
    status, text, how = desk.told[0]
    assert (status, text) == (Status.STUCK, Phrase.STUCK)
    still_valid: Callable[[], bool] = how["still_valid"]
    assert still_valid()
    desk.watchdog.end()
    assert not still_valid()
    desk.end()
    assert len(desk.told) == 1


def test_of_the_looks_of_the_watchdog_only_one_that_finds_it_newly_stuck_tells_it() -> None:
    desk = Desk()
    watched = iter([False, False, False, True])
    stopping: Any = SimpleNamespace(wait=lambda seconds: next(watched))
    desk.loop._stopping = stopping
    newly_stuck = iter([False, True, False])
    watchdog: Any = SimpleNamespace(is_newly_stuck=lambda now_s: next(newly_stuck))
    desk.loop._watchdog = watchdog
    desk.loop._watch()
    assert [told[0] for told in desk.told] == [Status.STUCK]
