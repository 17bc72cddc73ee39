"""How the bodies of requests are taken in: within bounds, in time, and in turn when many come at once. No HTTP statuses
but for refusals, and nothing of what a body means.
"""

import asyncio
import mmap
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

from app import memory
from app.service import encoding
from app.service.encoding import Body
from app.service.errors import Refused
from app.service.metrics import Metrics

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]

# A body of less never waits for others.
LARGE_BYTES = 256 * 1024
# What one read may bring: the server reads so much at once, and stops when so much more lies there.
_READ_BYTES = LARGE_BYTES + 64 * 1024
# So much of what was sent has been let go when free memory is given back to the system.
_GIVE_BACK_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is taken in.

    Attributes:
        body_bytes: of one request, as it was sent and as it is when unpacked.
        held_bytes: of all requests together; it takes what one compressed body and its content may be.
        crowded_bytes: of all requests together, from which on large bodies are read one after the other, the one that
            came first before the others. They lie with their senders meanwhile.
        send_s: seconds in which a body must have come, but for the time in which it was not read.
        wait_s: seconds for which a body may wait until it is read.
        drain_s: seconds for which the rest of a refused body is thrown away, so that the sender reads the refusal.
    """

    body_bytes: int = 20 * 1024 * 1024
    held_bytes: int = 42 * 1024 * 1024
    crowded_bytes: int = 8 * 1024 * 1024
    send_s: float = 15.0
    wait_s: float = 40.0
    drain_s: float = 5.0


class Gone(Exception):
    """The sender hung up."""


class Intake:
    """Takes bodies in, one object for all requests of an event loop.

    Args:
        limits: how much, and for how long.
        metrics: where it is told how much is held.
    """

    def __init__(self, limits: Limits, metrics: Metrics) -> None:
        self._limits = limits
        self._metrics = metrics
        self._held = 0
        self._let_go = 0
        # Of what is held: bodies that have not come to their end. What has is on its way to be let go.
        self._partial = 0
        self._reading = 0  # large bodies of which the next piece is awaited
        # The large bodies that are being taken in, the first to come first; what one waits for, None while it is read.
        self._coming: dict[object, asyncio.Future[None] | None] = {}

    def hold(self, count: int) -> None:
        """So many bytes more are held, or less."""
        self._held += count
        self._let_go -= min(0, count)
        if self._let_go >= _GIVE_BACK_BYTES:
            self._let_go = 0
            memory.trim()
        self._metrics.body_bytes.set(self._held)
        if count < 0:
            self._call_up()

    async def take(self, receive: Receive, length: int | None) -> Body:
        """A whole body, no longer held when it is returned.

        Args:
            receive: gives ASGI's messages.
            length: the bytes that were declared; None where it was not said.

        Raises:
            Refused: 413, it is too long; 503, too much comes at once; 408, it does not come.
            Gone: the sender hung up.
        """
        limits = self._limits
        if length is not None and length > limits.body_bytes:
            raise self._too_much()
        is_large = length is None or length >= LARGE_BYTES
        if (length or 0) + (0 if is_large else self._held) > limits.held_bytes:
            raise _crowded()
        turn = object()
        if is_large:
            self._coming[turn] = None
        patience = _Patience(limits.send_s)
        try:
            return await self._collect(receive, length, turn, patience)
        except asyncio.CancelledError:
            if not patience.ran_out:
                raise
            patience.forget()
            raise Refused(408, f"The content did not come within {limits.send_s:g} seconds: send it again.") from None
        finally:
            patience.stop()
            if is_large:
                del self._coming[turn]
                self._call_up()

    async def unpack(self, body: Body, coding: str) -> Body:
        """What a compressed body holds. Until that is known, it counts as the most that it may be.

        Raises:
            Refused: 503, too much comes at once; 4xx, see `encoding.decoded`.
        """
        most = self._limits.body_bytes
        if self._held + len(body) + most > self._limits.held_bytes:
            raise _crowded()
        self.hold(len(body) + most)
        try:
            # In a thread: inflating lets others run meanwhile.
            return await asyncio.get_running_loop().run_in_executor(None, encoding.decoded, body, coding, most)
        finally:
            self.hold(-len(body) - most)

    async def _collect(self, receive: Receive, length: int | None, turn: object, patience: "_Patience") -> Body:
        # Put in place as it comes: pieces put together at the end would be held twice for a moment.
        body: Body = b""
        size = 0
        try:
            while True:
                message = await self._next(receive, turn, patience)
                if message["type"] != "http.request":
                    raise Gone
                chunk = message.get("body", b"")
                body = put(body, size, chunk, length)
                size += len(chunk)
                self._partial += len(chunk)
                self.hold(len(chunk))
                if size > self._limits.body_bytes:
                    raise self._too_much()
                if self._held > self._limits.held_bytes:
                    raise _crowded()
                if not message.get("more_body", False):
                    return body
        except BaseException:
            # The refusal knows this call, and lives until the rest of the body has been thrown away.
            body = chunk = b""
            raise
        finally:
            self._partial -= size
            self.hold(-size)

    async def _next(self, receive: Receive, turn: object, patience: "_Patience") -> Message:
        if turn not in self._coming:
            return await receive()
        if not self._may_read(turn):
            patience.pause()
            await self._wait(turn)
            patience.go_on()
        self._reading += 1
        try:
            return await receive()
        finally:
            self._reading -= 1

    def _may_read(self, turn: object) -> bool:
        if self._held + (self._reading + 1) * _READ_BYTES <= self._limits.crowded_bytes:
            return True
        # The first goes on whatever the others hold, or nothing would; but for what is let go by itself it waits, too.
        return self._held == self._partial and next(iter(self._coming)) is turn

    async def _wait(self, turn: object) -> None:
        """Until this body may be read on. Not reading is what tells its sender to wait."""
        loop = asyncio.get_running_loop()
        until_s = loop.time() + self._limits.wait_s
        while not self._may_read(turn):
            called: asyncio.Future[None] = loop.create_future()
            self._coming[turn] = called
            done, _ = await asyncio.wait({called}, timeout=max(0.0, until_s - loop.time()))
            self._coming[turn] = None
            if not done:
                raise _crowded()

    def _call_up(self) -> None:
        """Let those read on whose turn it is."""
        for turn, called in self._coming.items():
            if called is not None and not called.done() and self._may_read(turn):
                called.set_result(None)

    def _too_much(self) -> Refused:
        return Refused(413, f"That is more than {self._limits.body_bytes // 1_048_576} MB: send a smaller picture.")


class _Patience:
    """Cancels the task that made it when it has waited too long, pauses left out.

    Not asyncio.wait_for: its task and its turns of the loop would be a tenth of what a request costs here.
    """

    def __init__(self, seconds: float) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._task = task
        self._loop = asyncio.get_running_loop()
        self._left_s = seconds
        self.ran_out = False
        self.go_on()

    def go_on(self) -> None:
        """Time passes."""
        self._since_s = self._loop.time()
        self._timer = self._loop.call_later(self._left_s, self._expire)

    def pause(self) -> None:
        """Time passes no more."""
        self._timer.cancel()
        self._left_s = max(0.0, self._left_s - (self._loop.time() - self._since_s))

    def stop(self) -> None:
        """It is not needed any more."""
        self._timer.cancel()

    def forget(self) -> None:
        """The task goes on although it was cancelled."""
        if hasattr(self._task, "uncancel"):  # Python 3.11 on
            self._task.uncancel()

    def _expire(self) -> None:
        self.ran_out = True
        self._task.cancel()


def put(body: Body, size: int, chunk: bytes, length: int | None) -> Body:
    """A body of which `size` bytes have come, with what comes next; `length` is what was claimed of the whole.

    Memory of the system's own, which is used only where something is, and given back at once.
    """
    if not size:
        return chunk
    if isinstance(body, bytes):
        if length is None or length < LARGE_BYTES:
            body = bytearray(body)
        else:
            first, body = body, mmap.mmap(-1, length)
            body[:size] = first
    if isinstance(body, mmap.mmap):
        body[size : size + len(chunk)] = chunk
    else:
        body += chunk
    return body


def _crowded() -> Refused:
    return Refused(503, "Too much is being sent at once: try again soon.", 1)
