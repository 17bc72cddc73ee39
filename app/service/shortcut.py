"""The short way to what is asked for most. What is answered there is decided elsewhere.

Between the guard and a path FastAPI has layers that match, check and gather arguments. The paths that read pictures
take the request as it is and need none of them; on a core that reading shares they cost two pictures of a hundred.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from app.service.errors import Refused
from app.service.guard import App, Scope, Send
from app.service.intake import Receive
from app.service.refusals import refusal

Handler = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class _Route:
    """What the counters ask of a route."""

    path: str


class Shortcut:
    """ASGI middleware.

    Args:
        app: answers what is not answered here.
        handlers: what answers a POST, by its path.
    """

    def __init__(self, app: App, handlers: Mapping[str, Handler]) -> None:
        self._app = app
        self._handlers = handlers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        handler = self._handlers.get(scope["path"]) if scope.get("method") == "POST" else None
        if handler is None:
            await self._app(scope, receive, send)
            return
        scope["route"] = _Route(scope["path"])
        try:
            response = await handler(Request(scope, receive))
        except Refused as refused:
            response = refusal(refused)
        await response(scope, receive, send)
