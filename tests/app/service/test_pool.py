"""The pool: what a job that fails leaves behind."""

import asyncio
import gc
import threading
import weakref
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.service.errors import Refused
from app.service.pool import STUCK_S, ReaderPool, Worker
from tests.app.service.fakes import make_service


class Content:
    """Stands for what somebody sent."""


def test_what_was_refused_is_let_go_at_once(tmp_path: Path) -> None:
    service = make_service(tmp_path)
    seen: list[weakref.ref[Content]] = []

    async def ask() -> None:
        content = Content()
        seen.append(weakref.ref(content))

        def job(_: Worker, content: Content = content) -> None:
            raise Refused(422, f"no picture in {type(content).__name__}")

        del content
        with pytest.raises(Refused, match="no picture"):
            await service.pool.run(job)

    gc.disable()
    try:
        asyncio.run(ask())
        service.close()
        assert seen[0]() is None
    finally:
        gc.enable()


def test_at_the_end_who_waits_for_a_reading_that_takes_long_is_told_too(tmp_path: Path) -> None:
    service = make_service(tmp_path)
    begun, over = threading.Event(), threading.Event()

    def job(_: Worker) -> str:
        begun.set()
        over.wait(30)
        return "too late"

    async def ask() -> None:
        at_work, waiting = service.pool.run(job), service.pool.run(job)
        await asyncio.to_thread(begun.wait, 30)
        service.pool.give_up()
        assert not at_work.done()
        service.pool.leave()
        for each in (at_work, waiting):
            with pytest.raises(Refused) as raised:
                await asyncio.wait_for(each, 10)
            assert raised.value.status == 503
        with pytest.raises(Refused):
            service.pool.run(job)
        over.set()
        while service.pool.pending:
            await asyncio.sleep(0)

    asyncio.run(ask())
    service.close()


def _pool(since_s: list[float | None], pending: int, now_s: float) -> ReaderPool:
    made: ReaderPool = ReaderPool.__new__(ReaderPool)
    made.workers, made.most_waiting = len(since_s), 3
    made._since_s, made._pending = since_s, pending
    made._clock = lambda: now_s
    return made


@pytest.mark.parametrize(
    ("since_s", "pending", "has_free"),
    [
        ([None, None], 0, True),
        ([None, None], 4, True),
        ([None, None], 5, False),
        ([0.0, None], 1, True),
        ([0.0, 0.0], 2, False),
        # Just so long is not yet too long.
        ([0.0, 0.0625], 2, True),
    ],
)
def test_there_is_room_while_a_worker_is_free_or_not_long_at_work_and_the_queue_is_not_full(
    since_s: list[float | None], pending: int, has_free: bool
) -> None:
    assert _pool(since_s, pending, STUCK_S + 0.0625).has_free is has_free


@pytest.mark.parametrize(("pending", "is_refused"), [(4, False), (5, True)])
def test_what_finds_the_queue_just_full_is_refused(pending: int, is_refused: bool) -> None:
    pool = _pool([None, None], pending, 0.0)
    pool._given_up, pool._mean_s = False, 1.0
    taken: list[object] = []
    pool._awaited = set()
    pool._tasks = SimpleNamespace(put=taken.append)  # type: ignore[assignment]

    async def ask() -> None:
        pool.run(lambda worker: None)

    if is_refused:
        with pytest.raises(Refused, match="Too many"):
            asyncio.run(ask())
    else:
        asyncio.run(ask())
    assert bool(taken) is not is_refused
