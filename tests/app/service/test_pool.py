"""The pool: what a job that fails leaves behind."""

import asyncio
import gc
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
