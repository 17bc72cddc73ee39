"""The pool: what a job that fails leaves behind."""

import asyncio
import gc
import threading
import weakref
from pathlib import Path

import pytest

from app.service.errors import Refused
from app.service.pool import Worker
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
