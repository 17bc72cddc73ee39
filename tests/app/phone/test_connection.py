"""One connection: how it is ended from outside. What it answers is tried in test_server.py."""

import asyncio
import ssl

import pytest

from app.phone.connection import Connections, Patience
from app.phone.desk import Desk


def connections() -> Connections:
    desk = Desk({}, lambda: "en", lambda event: None, lambda: 0.0)
    return Connections(desk, ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), 8443, Patience())


def test_one_that_is_dismissed_ends_though_what_it_waited_for_came_in_the_same_moment() -> None:
    made = connections()
    came: list[str] = []

    async def answer() -> str:
        return "came"

    async def forgetful() -> None:
        # As `wait_for` does up to Python 3.11: the cancelling is forgotten.
        made._dismissed.add(asyncio.current_task())  # type: ignore[arg-type]
        came.append(await made._within(answer(), 1.0))

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(forgetful())
    assert came == []


def test_one_that_waits_is_ended() -> None:
    made = connections()

    async def ended() -> bool:
        async def wait() -> None:
            await made._within(asyncio.Event().wait(), 60.0)

        task = asyncio.ensure_future(wait())
        await asyncio.sleep(0)
        made.dismiss(task)
        await asyncio.gather(task, return_exceptions=True)
        return task.cancelled()

    assert asyncio.run(ended())
