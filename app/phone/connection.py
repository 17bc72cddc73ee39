"""One connection, from its first byte to its last answer, in bounded time and size. What is answered: `desk.py`."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import ssl
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Final, TypeVar

from app.phone.answers import Answer, redirect, refused
from app.phone.desk import Desk
from app.phone.request import END_OF_HEAD, MOST_HEAD_BYTES, BadRequest, Request, parse_head

_T = TypeVar("_T")

_TLS: Final = 0x16  # the first byte of what a client says that wants TLS
_LARGE_BYTES: Final = 64 * 1024
MOST_LARGE: Final = 3  # bodies of that size, at one moment
_BROKEN: Final = (OSError, asyncio.IncompleteReadError, asyncio.TimeoutError, asyncio.LimitOverrunError, ssl.SSLError)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long is waited, in seconds.

    Attributes:
        hello_s: for the first byte, and as long again for the agreement on keys.
        idle_s: for a further request.
        head_s: for the rest of a head once it began.
        body_s: for a body.
        write_s: for an answer to be taken.
    """

    hello_s: float = 5.0
    idle_s: float = 30.0
    head_s: float = 5.0
    body_s: float = 10.0
    write_s: float = 10.0


class Connections:
    """What all connections of a server share, used in its event loop alone."""

    def __init__(self, desk: Desk, context: ssl.SSLContext, port: int, patience: Patience) -> None:
        """Take what answers, and the server's side of TLS."""
        self._desk = desk
        self._context = context
        self._port = port
        self._patience = patience
        self._large = 0
        self.of_guests: set[asyncio.Task[None]] = set()
        """Those that have sent a request of a phone that was let in."""
        self._dismissed: set[asyncio.Task[None]] = set()

    def dismiss(self, task: asyncio.Task[None]) -> None:
        """End a connection, by the task that serves it."""
        self._dismissed.add(task)
        task.cancel()

    async def serve(self, accepted: socket.socket, local: str) -> None:
        """See a connection through; never raises but for being cancelled."""
        writer: asyncio.StreamWriter | None = None
        is_ours = True
        try:
            if await self._first_byte(accepted) != _TLS:
                await self._send_away(accepted, local)
                return
            loop = asyncio.get_running_loop()
            reader = asyncio.StreamReader(limit=_LARGE_BYTES, loop=loop)
            protocol = asyncio.StreamReaderProtocol(reader, loop=loop)
            is_ours = False
            transport, _ = await loop.connect_accepted_socket(
                lambda: protocol, accepted, ssl=self._context, ssl_handshake_timeout=self._patience.hello_s
            )
            writer = asyncio.StreamWriter(transport, protocol, reader, loop)
            await self._converse(reader, writer, local)
        except _BROKEN:
            pass  # gone, too slow, or no TLS that we know: nothing that a person must hear of
        except Exception:
            _log.exception("a connection of the phone's page failed")
        finally:
            self.of_guests.discard(_this_task())
            self._dismissed.discard(_this_task())
            if writer is not None:
                writer.transport.abort()
            if is_ours:
                accepted.close()

    async def _within(self, awaited: Awaitable[_T], limit_s: float) -> _T:
        """What is awaited, unless it takes longer."""
        result = await asyncio.wait_for(awaited, limit_s)
        if _this_task() in self._dismissed:
            # Up to Python 3.11 that call forgets to be cancelled when what it waits for ends in the same moment.
            raise asyncio.CancelledError
        return result

    async def _first_byte(self, accepted: socket.socket) -> int | None:
        """What the other side begins with, left where it is."""
        loop = asyncio.get_running_loop()
        came: asyncio.Future[None] = loop.create_future()

        def has_come() -> None:
            if not came.done():
                came.set_result(None)

        loop.add_reader(accepted, has_come)
        try:
            await self._within(came, self._patience.hello_s)
            return next(iter(accepted.recv(1, socket.MSG_PEEK)), None)
        finally:
            loop.remove_reader(accepted)

    async def _send_away(self, accepted: socket.socket, local: str) -> None:
        loop = asyncio.get_running_loop()
        with contextlib.suppress(OSError):
            await self._within(loop.sock_sendall(accepted, redirect(local, self._port)), self._patience.write_s)
            # Closed while something lies unread, it would be thrown away with what we said.
            await self._within(loop.sock_recv(accepted, MOST_HEAD_BYTES), self._patience.write_s)
            accepted.shutdown(socket.SHUT_WR)

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, local: str) -> None:
        while True:
            head = await self._head(reader)
            if head is None:
                return
            try:
                request = parse_head(head)
            except BadRequest as bad:
                await self._write(writer, refused(bad.status).written(keeps_open=False))
                return
            answer, is_read = await self._answer(reader, request, local)
            if answer.delay_s > 0:
                await asyncio.sleep(answer.delay_s)
            keeps_open = request.keeps_open and is_read
            await self._write(writer, answer.written(keeps_open=keeps_open, has_body=request.method != "HEAD"))
            if not keeps_open:
                return

    async def _head(self, reader: asyncio.StreamReader) -> bytes | None:
        """The next head without the line that ends it; None when no further one comes."""
        first = await self._within(reader.read(1), self._patience.idle_s)
        if not first:
            return None
        rest = await self._within(reader.readuntil(END_OF_HEAD), self._patience.head_s)
        return first + rest[: -len(END_OF_HEAD)]

    async def _answer(self, reader: asyncio.StreamReader, request: Request, local: str) -> tuple[Answer, bool]:
        """The answer, and whether the body was read."""
        refusal = self._desk.before_body(request, local, self._port)
        is_large = request.length > _LARGE_BYTES
        if refusal is None and is_large and self._large >= MOST_LARGE:
            refusal = refused(429)
        if refusal is not None:
            return refusal, request.length == 0
        if self._desk.is_of_guest(request):
            self.of_guests.add(_this_task())
        self._large += is_large
        try:
            body = await self._within(reader.readexactly(request.length), self._patience.body_s)
        finally:
            self._large -= is_large
        try:
            return self._desk.answer(request, body), True
        except Exception:
            _log.exception("a request of the phone's page failed")
            return refused(500), True

    async def _write(self, writer: asyncio.StreamWriter, data: bytes) -> None:
        writer.write(data)
        await self._within(writer.drain(), self._patience.write_s)


def _this_task() -> asyncio.Task[None]:
    task = asyncio.current_task()
    assert task is not None
    return task
