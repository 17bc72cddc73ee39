"""Answers, and what stands in the head of each. What is answered is decided in `desk.py`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from app.page_policy import page_policy

_REASONS: Mapping[int, str] = {
    200: "OK",
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    408: "Request Timeout",
    409: "Conflict",
    413: "Content Too Large",
    415: "Unsupported Media Type",
    421: "Misdirected Request",
    429: "Too Many Requests",
    431: "Request Header Fields Too Large",
    500: "Internal Server Error",
    501: "Not Implemented",
}
# The camera is for this page alone.
_HEADERS = (
    f"Content-Security-Policy: {page_policy()}\r\n"
    "Permissions-Policy: camera=(self), microphone=(), geolocation=(), display-capture=()\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Cache-Control: no-store\r\n"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back.

    Attributes:
        status: of HTTP.
        body: the content.
        kind: its media type.
        delay_s: seconds until it is sent.
    """

    status: int
    body: bytes = b""
    kind: str = "application/json"
    delay_s: float = 0.0

    def written(self, *, keeps_open: bool, has_body: bool = True) -> bytes:
        """The whole answer as bytes."""
        head = (
            f"HTTP/1.1 {self.status} {_REASONS.get(self.status, 'Error')}\r\n"
            f"Content-Type: {self.kind}\r\nContent-Length: {len(self.body)}\r\n{_HEADERS}"
            f"Connection: {'keep-alive' if keeps_open else 'close'}\r\n\r\n"
        )
        return head.encode("ascii") + (self.body if has_body else b"")


def told(status: int, *, delay_s: float = 0.0, **fields: object) -> Answer:
    """An answer to the page's script."""
    return Answer(status, json.dumps(fields, ensure_ascii=True).encode("ascii"), delay_s=delay_s)


def refused(status: int, reason: str = "") -> Answer:
    """A refusal: a word for the page's script, no prose."""
    return told(status, error=reason or _REASONS.get(status, "error").lower().replace(" ", "_"))


def redirect(local: str, port: int) -> bytes:
    """The answer to who came without TLS, as people do who type an address: the way to the same place with it."""
    return (
        f"HTTP/1.1 308 Permanent Redirect\r\nLocation: https://{local}:{port}/\r\nContent-Length: 0\r\n"
        "Cache-Control: no-store\r\nConnection: close\r\n\r\n"
    ).encode("ascii")
