"""What stands before every request: key or name, how much may be sent and how long that may take, and the count of it.

The body is taken in here, within bounds, before anything looks at it. What it means is decided in application.py.
"""

import asyncio
import contextlib
import hashlib
import json
import mmap
import time
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

from app.service import encoding, memory, names
from app.service.encoding import Body
from app.service.errors import Refused
from app.service.metrics import Metrics

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

# Where the body is found in an ASGI scope, without another copy of it.
BODY = "noteworthy.body"
_LARGE_BYTES = 256 * 1024
# So much of what was sent has been let go when free memory is given back to the system.
_GIVE_BACK_BYTES = 16 * 1024 * 1024
# What tells nothing and reads nothing: health for whoever watches over the service, the page and its description.
OPEN_PATHS = frozenset({"/", "/page.js", "/page.css", "/docs", "/openapi.json", "/v2/health/live", "/v2/health/ready"})
# Said with every answer: that it is what it says it is, whatever a browser may find in it.
NOSNIFF = (b"x-content-type-options", b"nosniff")
_LONGEST_NUMBER = 18  # digits


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is taken in.

    Attributes:
        body_bytes: of one request, as it was sent and as it is when unpacked.
        held_bytes: of all requests together; it takes what one compressed body and its content may be.
        send_s: seconds in which a body must have come.
        drain_s: seconds for which the rest of a refused body is thrown away, so that the sender reads the refusal.
    """

    body_bytes: int = 20 * 1024 * 1024
    held_bytes: int = 48 * 1024 * 1024
    send_s: float = 15.0
    drain_s: float = 5.0


class _Gone(Exception):
    """The sender hung up."""


def digest(token: str | bytes) -> bytes:
    """What is kept and compared of a token."""
    return hashlib.sha256(token.encode() if isinstance(token, str) else token).digest()


class Guard:
    """ASGI middleware.

    Args:
        app: what is guarded.
        limits: how much is taken in.
        metrics: where it is counted.
        keys: digests of the tokens that open the service; None lets everybody in.
        hosts: without keys, the names under which it may be asked (see names.py); None for any.
    """

    def __init__(
        self,
        app: App,
        limits: Limits,
        metrics: Metrics,
        keys: frozenset[bytes] | None = None,
        hosts: frozenset[str] | None = None,
    ) -> None:
        self._app = app
        self._limits = limits
        self._metrics = metrics
        self._keys = keys
        self._hosts = hosts if keys is None else None
        self._held = 0
        self._let_go = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or hand it on with its body."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        start = time.perf_counter()
        status = 500
        method = _method(scope)
        if method == "HEAD":
            # As GET, without the content; the server below looks at its own scope.
            scope = {**scope, "method": "GET"}

        async def answering(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message = {**message, "headers": [*message["headers"], NOSNIFF]}
            elif method == "HEAD":
                message = {**message, "body": b""}
            await send(message)

        try:
            await self._handle(scope, receive, answering)
        except _Gone:
            status = 499
        finally:
            route = getattr(scope.get("route"), "path", "none")
            self._metrics.requests.labels(route, method, status).inc()
            self._metrics.request_seconds.labels(route).observe(time.perf_counter() - start)

    async def _handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope["headers"])
        held = 0
        has_come = False

        async def receiving() -> Message:
            nonlocal has_come
            message = await receive()
            has_come = message["type"] != "http.request" or not message.get("more_body", False)
            return message

        try:
            try:
                if self._hosts is not None:
                    names.check(scope["headers"], self._hosts, may_be_opened=_may_be_opened(scope, headers))
                self._check_key(scope["path"], headers)
                coding = encoding.coding_of(scope["headers"]) if b"content-encoding" in headers else None
                length = _declared_length(headers)
                body: Body = b""
                if length != 0:
                    body = await self._take_in(receiving, length)
                    if coding is not None:
                        body = await self._unpack(body, coding)
                    held = len(body)
                    self._hold(held)
            except Refused as refused:
                await self._refuse(refused, receive, send, has_more=not has_come and refused.status != 408)
                return
            scope[BODY] = body
            await self._app(scope, _replay(body, receive), send)
        finally:
            self._hold(-held)

    def _check_key(self, path: str, headers: dict[bytes, bytes]) -> None:
        if self._keys is None or path in OPEN_PATHS:
            return
        scheme, _, token = headers.get(b"authorization", b"").partition(b" ")
        if scheme.lower() != b"bearer" or digest(token.strip()) not in self._keys:
            raise Refused(401, "This needs a key: send the header Authorization: Bearer, and your key after it.")

    async def _unpack(self, body: Body, coding: str) -> Body:
        """What a compressed body holds. Until that is known, it counts as the most that it may be."""
        most = self._limits.body_bytes
        if self._held + len(body) + most > self._limits.held_bytes:
            raise Refused(503, "Too much is being sent at once: try again soon.", 1)
        self._hold(len(body) + most)
        try:
            # In a thread: inflating lets others run meanwhile.
            return await asyncio.get_running_loop().run_in_executor(None, encoding.decoded, body, coding, most)
        finally:
            self._hold(-len(body) - most)

    def _hold(self, count: int) -> None:
        self._held += count
        self._let_go -= min(0, count)
        if self._let_go >= _GIVE_BACK_BYTES:
            self._let_go = 0
            memory.give_back()
        self._metrics.body_bytes.set(self._held)

    async def _take_in(self, receive: Receive, length: int | None) -> Body:
        limits = self._limits
        if length is not None and length > limits.body_bytes:
            raise self._too_much()
        if self._held + (length or 0) > limits.held_bytes:
            raise Refused(503, "Too much is being sent at once: try again soon.", 1)
        task, late = asyncio.current_task(), False
        assert task is not None

        def expire() -> None:
            nonlocal late
            late = True
            task.cancel()

        # Not asyncio.wait_for: its task and its turns of the loop would be a tenth of what a request costs here.
        timer = asyncio.get_running_loop().call_later(limits.send_s, expire)
        try:
            return await self._collect(receive, length)
        except asyncio.CancelledError:
            if not late:
                raise
            if hasattr(task, "uncancel"):  # Python 3.11 on
                task.uncancel()
            raise Refused(408, f"The content did not come within {limits.send_s:g} seconds: send it again.") from None
        finally:
            timer.cancel()

    async def _collect(self, receive: Receive, length: int | None) -> Body:
        # Put in place as it comes: pieces put together at the end would be held twice for a moment.
        body: Body = b""
        size = 0
        try:
            while True:
                message = await receive()
                if message["type"] != "http.request":
                    raise _Gone
                chunk = message.get("body", b"")
                body = _put(body, size, chunk, length)
                size += len(chunk)
                self._hold(len(chunk))
                if size > self._limits.body_bytes:
                    raise self._too_much()
                if self._held > self._limits.held_bytes:
                    raise Refused(503, "Too much is being sent at once: try again soon.", 1)
                if not message.get("more_body", False):
                    return body
        except BaseException:
            # The refusal knows this call, and lives until the rest of the body has been thrown away.
            body = chunk = b""
            raise
        finally:
            self._hold(-size)

    def _too_much(self) -> Refused:
        return Refused(413, f"That is more than {self._limits.body_bytes // 1_048_576} MB: send a smaller picture.")

    async def _refuse(self, refused: Refused, receive: Receive, send: Send, *, has_more: bool) -> None:
        body = json.dumps({"error": refused.message}).encode()
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(body)).encode()),
            (b"connection", b"close"),
            *((name.lower().encode(), value.encode()) for name, value in refusal_headers(refused).items()),
        ]
        await send({"type": "http.response.start", "status": refused.status, "headers": headers})
        await send({"type": "http.response.body", "body": body, "more_body": True})
        if has_more:
            # Closing while the other side still writes would throw the refusal away unread.
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(_drain(receive), self._limits.drain_s)
        await send({"type": "http.response.body", "body": b""})


def _put(body: Body, size: int, chunk: bytes, length: int | None) -> Body:
    """A body of which `size` bytes have come, with what comes next; `length` is what was claimed of the whole.

    Memory of the system's own, which is used only where something is, and given back at once.
    """
    if not size:
        return chunk
    if isinstance(body, bytes):
        if length is None or length < _LARGE_BYTES:
            body = bytearray(body)
        else:
            first, body = body, mmap.mmap(-1, length)
            body[:size] = first
    if isinstance(body, mmap.mmap):
        body[size : size + len(chunk)] = chunk
    else:
        body += chunk
    return body


def refusal_headers(refused: Refused) -> dict[str, str]:
    """The headers that a refusal takes besides its text."""
    headers = dict(refused.headers)
    if refused.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if refused.retry_after_s is not None:
        headers["Retry-After"] = str(refused.retry_after_s)
    return headers


def _method(scope: Scope) -> str:
    method: str = scope["method"]
    return method if method in ("GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE") else "other"


def _declared_length(headers: dict[bytes, bytes]) -> int | None:
    """Bytes of the body; None when it comes in pieces without saying how many."""
    if b"transfer-encoding" in headers:
        return None
    text = headers.get(b"content-length", b"0")
    if not text.isdigit() or len(text) > _LONGEST_NUMBER:
        raise Refused(400, "The header Content-Length is not a number.")
    return int(text)


def _may_be_opened(scope: Scope, headers: dict[bytes, bytes]) -> bool:
    """Whether another site may lead a person there: to the page, or by a link that they follow."""
    return scope["path"] in OPEN_PATHS or (scope["method"] == "GET" and headers.get(b"sec-fetch-mode") == b"navigate")


async def _drain(receive: Receive) -> None:
    while True:
        message = await receive()
        if message["type"] != "http.request" or not message.get("more_body", False):
            return


def _replay(body: Body, receive: Receive) -> Receive:
    """A `receive` that gives the body in one piece, then whatever comes after it."""
    given = False

    async def replay() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay
