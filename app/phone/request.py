"""The head of a request, taken apart. Pure; nothing is received here, and what a request means is decided elsewhere.

Only what browsers send is understood: HTTP/1.1, a length for every body, each header once where it decides something.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

MOST_HEAD_BYTES = 8 * 1024
MOST_HEADERS = 64
END_OF_HEAD = b"\r\n\r\n"

_LINE = re.compile(rb"(GET|POST|HEAD|[A-Z]{1,12}) (/[!-~]*) HTTP/1\.1")
# Spaces around the value are taken off afterwards: as part of the pattern they could be shared out in n * n * n ways.
_HEADER = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):([ \t!-~\x80-\xff]*)")
_LONGEST_NUMBER = 9  # digits
# Two of them could be understood in two ways.
_ONCE = frozenset({"authorization", "content-length", "content-type", "host", "origin", "sec-fetch-site"})


class BadRequest(Exception):
    """It cannot be understood, or is not wanted.

    Attributes:
        status: of HTTP, 400 and above.
    """

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for.

    Attributes:
        method: "GET", "POST" or another word of capital letters.
        path: begins with a slash, ASCII; with its query, if it has one.
        headers: by name in small letters.
        length: bytes of the body.
    """

    method: str
    path: str
    headers: Mapping[str, str]
    length: int

    @property
    def token(self) -> str:
        """The key of a session that came with it; "" for none."""
        scheme, _, token = self.headers.get("authorization", "").partition(" ")
        return token.strip() if scheme.lower() == "bearer" else ""

    @property
    def keeps_open(self) -> bool:
        """Whether the connection is to serve further requests."""
        return self.headers.get("connection", "").strip().lower() != "close"


def parse_head(data: bytes) -> Request:
    """Take a head apart, given without the empty line that ends it.

    Raises:
        BadRequest: 400, 431 too long, 501 a body in pieces.
    """
    if len(data) > MOST_HEAD_BYTES:
        raise BadRequest(431)
    first, *lines = data.split(b"\r\n")
    if len(lines) > MOST_HEADERS:
        raise BadRequest(431)
    asked = _LINE.fullmatch(first)
    if asked is None:
        raise BadRequest(400)
    headers: dict[str, str] = {}
    for line in lines:
        found = _HEADER.fullmatch(line)
        if found is None:
            raise BadRequest(400)
        name = found[1].decode("ascii").lower()
        if name in headers and name in _ONCE:
            raise BadRequest(400)
        headers[name] = found[2].strip(b" \t").decode("latin-1")
    if "transfer-encoding" in headers or "content-encoding" in headers:
        raise BadRequest(501)
    return Request(asked[1].decode("ascii"), asked[2].decode("ascii"), headers, _length(headers))


def _length(headers: Mapping[str, str]) -> int:
    text = headers.get("content-length", "0")
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER):
        raise BadRequest(400)
    return int(text)
