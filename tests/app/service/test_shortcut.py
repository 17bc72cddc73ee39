"""The short way: a POST to its paths, and nothing else."""

import asyncio
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from app.service.errors import Refused
from app.service.guard import Scope, Send
from app.service.intake import Receive
from app.service.shortcut import Shortcut


async def _long_way(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("the long way")(scope, receive, send)


async def _answer(request: Request) -> Response:
    if request.query_params:
        raise Refused(503, "Too much.", 7)
    return PlainTextResponse("the short way")


def _asked(method: str, path: str, query: bytes = b"") -> tuple[int, dict[bytes, bytes], bytes, Scope]:
    sent: list[Any] = []
    scope: Scope = {"type": "http", "method": method, "path": path, "query_string": query, "headers": []}

    async def receive() -> Any:
        raise AssertionError("nobody asks for more")

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(Shortcut(_long_way, {"/read": _answer})(scope, receive, send))
    return sent[0]["status"], dict(sent[0]["headers"]), sent[1]["body"], scope


def test_a_post_is_answered_and_counted_under_its_path() -> None:
    status, _, body, scope = _asked("POST", "/read")
    assert (status, body) == (200, b"the short way")
    assert scope["route"].path == "/read"


@pytest.mark.parametrize(("method", "path"), [("GET", "/read"), ("POST", "/read/"), ("POST", "/other")])
def test_all_else_goes_the_long_way(method: str, path: str) -> None:
    assert _asked(method, path)[2] == b"the long way"


def test_a_refusal_has_its_one_form() -> None:
    status, headers, body, _ = _asked("POST", "/read", b"x=1")
    assert status == 503
    assert headers[b"retry-after"] == b"7"
    assert body == b'{"error":"Too much."}'
