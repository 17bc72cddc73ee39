"""What the service takes in and when it refuses, at the very number."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from app.service import protocol, server
from app.service.intake import Limits
from app.service.pool import STUCK_S, ReaderPool, Worker
from app.service.server import Server
from tests.app.service.fakes import make_service

MIB = 1024 * 1024


class Idle:
    """Unpacks nothing."""

    def __init__(self) -> None:
        self.watched: list[float] = []
        self.closed = 0

    def watch(self, now_s: float) -> None:
        """Keep when it was asked."""
        self.watched.append(now_s)

    def close(self) -> None:
        """Count it."""
        self.closed += 1


class Clock:
    """Time that stands until it is told to go on."""

    now_s = 100.0

    def __call__(self) -> float:
        """What time it is."""
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pool(clock: Clock) -> Iterator[ReaderPool]:
    workers = [Worker(cast(Any, None), cast(Any, Idle())) for _ in range(2)]
    made = ReaderPool(workers, 3, clock)
    yield made
    made.close()


def test_the_limits_of_what_is_taken_in() -> None:
    limits = Limits()
    assert (limits.body_bytes, limits.held_bytes, limits.crowded_bytes) == (20 * MIB, 42 * MIB, 8 * MIB)


@pytest.mark.parametrize(
    ("pending", "mean_s", "after_s"), [(0, 1.0, 1), (4, 1.0, 1), (5, 1.0, 2), (8, 1.5, 3), (8, 1.51, 4), (5, 0.02, 1)]
)
def test_who_is_refused_hears_when_half_of_the_queue_is_done(
    pool: ReaderPool, pending: int, mean_s: float, after_s: int
) -> None:
    pool._pending, pool._mean_s = pending, mean_s
    refused = pool.overloaded()
    assert (refused.status, refused.retry_after_s) == (503, after_s)


@pytest.mark.parametrize(
    ("since_s", "pending", "is_free"),
    [
        ([None, None], 0, True),
        ([None, None], 4, True),
        ([None, None], 5, False),
        ([STUCK_S, STUCK_S], 2, True),
        ([STUCK_S + 0.125, STUCK_S], 2, True),
        ([STUCK_S + 0.125, STUCK_S + 0.125], 2, False),
    ],
)
def test_one_more_is_read_soon_while_there_is_room_and_not_all_are_stuck(
    pool: ReaderPool, clock: Clock, since_s: list[float | None], pending: int, is_free: bool
) -> None:
    pool._pending = pending
    pool._since_s = [None if each is None else clock.now_s - each for each in since_s]
    assert pool.has_free is is_free
    assert (pool.capacity, pool.pending, pool.workers) == (5, pending, 2)


@pytest.mark.parametrize(("took_s", "mean_s"), [(0.02, 0.02), (1.02, 0.12)])
def test_the_mean_follows_what_was_done_and_not_what_failed(
    pool: ReaderPool, clock: Clock, took_s: float, mean_s: float
) -> None:
    async def ask() -> tuple[int, str]:
        def job(_: Worker) -> int:
            clock.now_s += took_s
            return 7

        def fails(_: Worker) -> int:
            clock.now_s += 50.0
            raise ValueError("no")

        found = await pool.run(job)
        assert pool._mean_s == pytest.approx(mean_s)
        with pytest.raises(ValueError, match="no"):
            await pool.run(fails)
        return found, str(pool.pending)

    assert asyncio.run(ask()) == (7, "0")
    assert pool._mean_s == pytest.approx(mean_s)
    assert pool._since_s == [None, None]


def test_all_that_take_apart_are_watched_and_closed(pool: ReaderPool, clock: Clock) -> None:
    idle = [cast(Idle, worker.unpacking) for worker in pool._all]
    clock.now_s = 123.0
    pool.watch()
    assert all(123.0 in each.watched for each in idle)
    pool.give_up()
    assert [each.closed for each in idle] == [1, 1]


@pytest.mark.parametrize(
    ("files", "most"), [(protocol.MOST_CONNECTIONS + 256, protocol.MOST_CONNECTIONS), (1256, 1000), (300, 44)]
)
def test_as_many_connections_are_taken_as_there_are_files_for(
    files: int, most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "_most_files", lambda: files)
    service = make_service(tmp_path)
    try:
        made = cast(Any, Server(service, lambda: None).config.http)
        assert made.most == min(most, protocol.MOST_CONNECTIONS)
    finally:
        service.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
@pytest.mark.parametrize(
    ("soft", "hard", "asked", "given"),
    [
        (100, 200, 200, 272),
        (100, 10**6, protocol.MOST_CONNECTIONS + 256, protocol.MOST_CONNECTIONS + 256),
        (100, -1, protocol.MOST_CONNECTIONS + 256, protocol.MOST_CONNECTIONS + 256),
        (10**6, 10**6, None, 10**6),
        (protocol.MOST_CONNECTIONS + 256, 10**6, None, protocol.MOST_CONNECTIONS + 256),
        (-1, -1, None, protocol.MOST_CONNECTIONS + 256),
    ],
)
def test_as_many_files_are_asked_for_as_are_wanted_and_allowed(
    soft: int, hard: int, asked: int | None, given: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    import resource

    now = [soft, hard]
    wanted: list[int] = []

    def setrlimit(_: int, limits: tuple[int, int]) -> None:
        wanted.append(limits[0])
        now[:] = limits

    monkeypatch.setattr(resource, "RLIM_INFINITY", -1)
    monkeypatch.setattr(resource, "getrlimit", lambda _: tuple(now))
    monkeypatch.setattr(resource, "setrlimit", setrlimit)
    assert server._most_files() == given
    assert wanted == ([] if asked is None else [asked])
