"""A request handed on whole to another process, and handed on again when that process dies before it has answered.

Which process, and how it is reached, is deployment.py's business; what is answered is application.py's.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from app.service.errors import Refused
from app.service.guard import BODY, App, Scope, Send, refusal_headers
from app.service.intake import Message, Receive

Headers = tuple[tuple[bytes, bytes], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request with its body; `path` is decoded, `query` as it came."""

    method: str
    path: str
    query: bytes
    headers: Headers
    body: bytes


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer with its body."""

    status: int
    headers: Headers
    body: bytes


class Collected:
    """What an ASGI application sends, put together."""

    def __init__(self) -> None:
        self._status = 500
        self._headers: Headers = ()
        self._chunks: list[bytes] = []

    async def send(self, message: Message) -> None:
        """ASGI's send."""
        if message["type"] == "http.response.start":
            self._status = message["status"]
            self._headers = tuple((bytes(name), bytes(value)) for name, value in message["headers"])
        else:
            self._chunks.append(message.get("body", b""))

    def answered(self) -> Answered:
        """All of it, when the application has returned."""
        return Answered(self._status, self._headers, b"".join(self._chunks))


async def answer(app: App, asked: Asked) -> Answered:
    """What an application answers, without a socket between."""
    message = {"type": "http.request", "body": asked.body, "more_body": False}

    async def receive() -> Message:
        nonlocal message
        given, message = message, {"type": "http.disconnect"}
        return given

    scope: Scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": asked.method,
        "scheme": "http",
        "path": asked.path,
        "raw_path": asked.path.encode(),
        "query_string": asked.query,
        "root_path": "",
        "headers": list(asked.headers),
        "client": None,
        "server": None,
    }
    collected = Collected()
    await app(scope, receive, collected.send)
    return collected.answered()


class Forwarder:
    """The ASGI application, behind a Guard, that asks another process and asks again when it is lost.

    A request changes nothing in the service, so that it may be read twice.

    Args:
        ask: hands a request on; a replica that lives is its choice.
        lost: what `ask` raises when the replica died or cannot be reached.
        full: what `ask` raises when too much waits already.
        attempts: how often a request is handed on in all, at least 1.
        pause_s: seconds before it is handed on again.
    """

    def __init__(
        self,
        ask: Callable[[Asked], Awaitable[Answered]],
        *,
        lost: tuple[type[BaseException], ...],
        full: tuple[type[BaseException], ...],
        attempts: int = 4,
        pause_s: float = 0.05,
    ) -> None:
        self._ask = ask
        self._lost = lost
        self._full = full
        self._attempts = attempts
        self._pause_s = pause_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, with 503 when no replica could."""
        asked = Asked(
            scope["method"],
            scope["path"],
            scope["query_string"],
            tuple((bytes(name), bytes(value)) for name, value in scope["headers"]),
            bytes(scope[BODY]),
        )
        try:
            answered = await self._answered(asked)
        except Refused as refused:
            answered = _refusal(refused)
        await send({"type": "http.response.start", "status": answered.status, "headers": list(answered.headers)})
        await send({"type": "http.response.body", "body": answered.body})

    async def _answered(self, asked: Asked) -> Answered:
        for attempt in range(self._attempts):
            if attempt:
                await asyncio.sleep(self._pause_s)
            try:
                return await self._ask(asked)
            except self._lost:
                continue
            except self._full:
                raise Refused(503, "Too many pictures at once: try again soon.", 1) from None
        raise Refused(503, "What reads pictures is being started again: try again soon.", 5)


def _refusal(refused: Refused) -> Answered:
    body = json.dumps({"error": refused.message}).encode()
    headers = {"content-type": "application/json", "content-length": str(len(body)), **refusal_headers(refused)}
    return Answered(refused.status, tuple((k.lower().encode(), v.encode()) for k, v in headers.items()), body)
