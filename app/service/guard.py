"""What stands before every request: key or name, how much may be sent and how long that may take, and the count of it.

The body is taken in (intake.py) before anything looks at it. What it means is decided in application.py.
"""

import asyncio
import contextlib
import hashlib
import json
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from app.service import encoding, names
from app.service.encoding import Body
from app.service.errors import Refused
from app.service.intake import Gone, Intake, Limits, Message, Receive
from app.service.metrics import Metrics

Scope = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

# Where the body is found in an ASGI scope, without another copy of it.
BODY = "noteworthy.body"
# What tells nothing and reads nothing: health for whoever watches over the service, the page and its description.
OPEN_PATHS = frozenset({"/", "/page.js", "/page.css", "/docs", "/openapi.json", "/v2/health/live", "/v2/health/ready"})
# Said with every answer: that it is what it says it is, whatever a browser may find in it.
NOSNIFF = (b"x-content-type-options", b"nosniff")
_LONGEST_NUMBER = 18  # digits


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
        self._intake = Intake(limits, metrics)

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
        except Gone:
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
                    body = await self._intake.take(receiving, length)
                    if coding is not None:
                        body = await self._intake.unpack(body, coding)
                    held = len(body)
                    self._intake.hold(held)
            except Refused as refused:
                await self._refuse(refused, receive, send, has_more=not has_come and refused.status != 408)
                return
            scope[BODY] = body
            await self._app(scope, _replay(body, receive), send)
        finally:
            self._intake.hold(-held)

    def _check_key(self, path: str, headers: dict[bytes, bytes]) -> None:
        if self._keys is None or path in OPEN_PATHS:
            return
        scheme, _, token = headers.get(b"authorization", b"").partition(b" ")
        if scheme.lower() != b"bearer" or digest(token.strip()) not in self._keys:
            raise Refused(401, "This needs a key: send the header Authorization: Bearer, and your key after it.")

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
