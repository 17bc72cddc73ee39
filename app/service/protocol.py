"""A connection that is given only so long, and so much, for the header of a request. The rest is uvicorn's.

Bodies have bounds of their own, in guard.py. When there are too many connections, those that have been silent longest
make room: who watches over the service can always ask whether it lives. What may be understood in two ways, by a proxy
and here, is refused; a wish for another protocol is passed over.
"""

import asyncio
import json
import math
from collections.abc import Sequence
from typing import Any, ClassVar

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from app.service.guard import NOSNIFF

HEADER_S = 10.0
DRAIN_S = 1.0
# A request that was on its way when the service began to stop is still answered, where its connection was open.
LINGER_S = 0.5
MOST_HEADER_BYTES = 64 * 1024
# What content in chunks takes for its own lengths, extensions and trailers: so much, and as much again as the content.
MOST_FRAMING_BYTES = 64 * 1024
MOST_CONNECTIONS = 2000
# So many connections may each hold so much that nobody counts yet: 8 MB in all.
FEW_CONNECTIONS = 32
GATHERED_BYTES = 256 * 1024
# Of a longer body, or among more connections, no more than what came with so much is read before it is asked for.
UNASKED_BYTES = 32 * 1024
_TOO_SLOW = "The request's header came too slowly."
_TOO_LONG = f"The request's header is longer than {MOST_HEADER_BYTES // 1024} KB."
_NO_HTTP = "This is no HTTP request that can be understood."
_FULL = "Too many connections at once: try again soon."
_CONNECTION = (b"close", b"keep-alive")
_PER_HEADER_BYTES = 4  # ": " and the end of the line


class BoundedProtocol(HttpToolsProtocol):
    """Closes a connection that opens a request and does not finish its header, or none at all.

    A server makes its own kind of it by `bounded`.

    Attributes:
        header_s: seconds for a header.
        most: connections; a further one takes the place of the one whose sender has been waited for longest.
        waiting: connections whose sender is waited for, the longest first.
    """

    header_s = HEADER_S
    most = MOST_CONNECTIONS
    waiting: "ClassVar[dict[BoundedProtocol, None]]"

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._in_header = False
        self._counted_bytes = 0
        self._unread_bytes = 0
        self._content_bytes = 0
        self._framing_bytes = 0
        self._begins = False
        self._is_mixed = False
        self._is_long = False
        self._is_stopping = False
        self._refused = False
        self._due: tuple[int, str] | None = None
        self._header_timer: Any = None
        if len(self.connections) > self.most and self.waiting:
            next(iter(self.waiting))._make_room()
        self.waiting[self] = None
        self._time_header()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self.waiting.pop(self, None)
        self._stop_timing()
        super().connection_lost(exc)

    def eof_received(self) -> bool:  # type: ignore[override]
        """The sender sends no more: whether the connection stays open, until what it asked for whole is answered."""
        if not self._is_at_work or (self.cycle.more_body and not self.pipeline):
            return False
        self.cycle.keep_alive = False  # the last that was asked for
        return True

    def data_received(self, data: bytes) -> None:
        """Take in a piece; see whether a header is still incomplete after it."""
        if self._refused:
            return
        self._begins = False
        self._is_mixed = self._is_at_work
        is_content = self._is_mixed and not self._in_header and self.cycle.more_body
        had_bytes = self._content_bytes
        self._parse(data)
        if self._refused or self.transport.is_closing():
            return
        if is_content and not self._begins:
            self._framing_bytes += len(data) - (self._content_bytes - had_bytes)
            if self._framing_bytes > MOST_FRAMING_BYTES + self._content_bytes:
                self._end(400, _NO_HTTP)
                return
        if self._in_header:
            # What stands before it in the same piece is not its own, however much of that there is.
            own = 0 if self._begins and self._is_mixed else len(data)
            self._unread_bytes = own + (0 if self._begins else self._unread_bytes)
            if self._unread_bytes > MOST_HEADER_BYTES:
                self._end(431, _TOO_LONG)
            elif self._is_at_work:
                # The next request waits, and its sender with it, until this one is answered.
                self._stop_timing()
                self.flow.pause_reading()
            elif self._header_timer is None:
                self._time_header()
        elif self._is_at_work:
            self._stop_timing()
        elif self._header_timer is None:
            self._time_header()

    def on_message_begin(self) -> None:
        """A request begins."""
        self._in_header = self._begins = True
        self._counted_bytes = self._content_bytes = self._framing_bytes = 0
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        """A piece of the request's target. Raises ValueError, which ends in a refusal, where it is too long."""
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """A line of the header. Raises ValueError, which ends in a refusal, where all are too long."""
        self._count(len(name) + len(value) + _PER_HEADER_BYTES)
        if self._in_header:  # else it comes after the content, when all that it could say has been looked at
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """The header is there. Raises ValueError, which ends in a refusal, where others could read it otherwise."""
        self._in_header = False
        self._unread_bytes = 0
        if not self.url.startswith(b"/"):
            # A proxy's form of it names a host of its own, beside the one that is checked.
            raise ValueError("The target of a request must be a path.")
        self._is_long = _announced_bytes(self.headers, self.parser.get_http_version()) > GATHERED_BYTES
        if self.parser.should_upgrade():
            if self.parser.get_method() == b"CONNECT":
                raise ValueError("This is no proxy.")
            return  # it is read once more, without that wish
        super().on_headers_complete()
        if self._is_stopping:
            self.cycle.keep_alive = False

    def shutdown(self) -> None:
        """The service stops: what was asked is answered, and a request that is on its way too."""
        self._is_stopping = True
        if self._is_at_work:
            self.cycle.keep_alive = False
        else:
            self.loop.call_later(LINGER_S, self._close_idle)

    def on_body(self, body: bytes) -> None:
        """A piece of the content. While there are few connections it is handed on whole, or in large parts.

        Of a long one the beginning is handed on by itself: the rest stays with its sender until it is asked for.
        """
        self._content_bytes += len(body)
        is_beginning = self._is_long and self._content_bytes - len(body) <= UNASKED_BYTES
        is_crowded = len(self.connections) > FEW_CONNECTIONS
        if is_crowded or is_beginning or len(self.cycle.body) + len(body) > GATHERED_BYTES:
            super().on_body(body)
            if len(self.cycle.body) > UNASKED_BYTES:
                self.flow.pause_reading()
        elif not self.cycle.response_complete:
            self.cycle.body += body

    def on_message_complete(self) -> None:
        """The request is there: it is for the service to act."""
        if self.parser.should_upgrade():
            return
        self._is_mixed = True
        self.waiting.pop(self, None)
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """It is for the sender to act again."""
        super().on_response_complete()
        if self.transport.is_closing() or self._is_at_work:  # on the next request, which waited for this one
            return
        if self._due is not None:
            self._end(*self._due)
            return
        self.waiting[self] = None
        if self._in_header:
            self._time_header()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP, or has too much of it, in the form of all refusals."""
        if self._counted_bytes > MOST_HEADER_BYTES:
            self._end(431, _TOO_LONG)
        else:
            self._end(400, _NO_HTTP)

    def _parse(self, data: bytes) -> None:
        """Hand a piece to the parser. It stops behind a wish for another protocol, and goes on without it."""
        self._unset_keepalive_if_required()
        rest = memoryview(data)
        while True:
            try:
                self.parser.feed_data(rest)
                return
            except httptools.HttpParserUpgrade as wish:
                rest = rest[wish.args[0] :]
                head = self._head_without_upgrade()
                self.parser = httptools.HttpRequestParser(self)
                self.parser.set_dangerous_leniencies(lenient_data_after_close=True)
                self.parser.feed_data(head)
            except httptools.HttpParserError:
                self.send_400_response("")
                return

    def _head_without_upgrade(self) -> bytes:
        lines = [b"%b %b HTTP/%b" % (self.parser.get_method(), self.url, self.parser.get_http_version().encode())]
        for name, value in self.headers:
            if name == b"connection":
                value = b",".join(part for part in value.split(b",") if part.strip().lower() in _CONNECTION)
            if name != b"upgrade":
                lines.append(name + b": " + value)
        return b"\r\n".join([*lines, b"", b""])

    @property
    def _is_at_work(self) -> bool:
        """Whether a request is there, or on its way behind another, that is not answered yet."""
        return self.cycle is not None and not self.cycle.response_complete

    def _close_idle(self) -> None:
        if not self._is_at_work:
            self.transport.close()

    def _count(self, size: int) -> None:
        self._counted_bytes += size
        if self._counted_bytes > MOST_HEADER_BYTES:
            raise ValueError(_TOO_LONG)

    def _time_header(self) -> None:
        self._stop_timing()
        self._header_timer = self.loop.call_later(self.header_s, self._end, 408, _TOO_SLOW)

    def _stop_timing(self) -> None:
        if self._header_timer is not None:
            self._header_timer.cancel()
            self._header_timer = None

    def _breaks_off(self) -> bool:
        """Whether the content of the request at work will never be whole; then nobody waits for it any more."""
        if not self.cycle.more_body or self.cycle.response_started or self.pipeline:
            return False
        self.cycle.disconnected = True
        self.cycle.message_event.set()
        return True

    def _make_room(self) -> None:
        """Go, for somebody else: without a word where nothing was asked yet."""
        self.waiting.pop(self, None)
        if self._in_header:
            self._end(503, _FULL)
        self._stop_timing()
        self.transport.close()

    def _end(self, status: int, message: str) -> None:
        """Refuse and close, after the answer that is under way."""
        self._stop_timing()
        self._refused = True
        if self.transport.is_closing():
            return
        if self._is_at_work and not self._breaks_off():
            self._due = (status, message)
            return
        self.transport.write(_refusal(status, message))
        if status in (400, 431) and self.transport.can_write_eof():
            # Closing while the other side still writes would throw the refusal away unread.
            self.transport.write_eof()
            self.flow.resume_reading()
            self.loop.call_later(DRAIN_S, self.transport.close)
        else:
            self.transport.close()


def bounded(most: int) -> type[BoundedProtocol]:
    """The protocol of one server that takes so many connections."""
    return type("Bounded", (BoundedProtocol,), {"most": most, "waiting": {}})


def _announced_bytes(headers: Sequence[tuple[bytes, bytes]], version: str) -> float:
    """How long the content says it is; without end where it comes in chunks. Raises ValueError for other codings."""
    codings = [value.strip().lower() for name, value in headers if name == b"transfer-encoding"]
    if codings and (codings != [b"chunked"] or version != "1.1"):
        raise ValueError("Content comes whole or in chunks, and in no other coding.")
    lengths = [int(value) for name, value in headers if name == b"content-length"]
    return math.inf if codings else max(lengths, default=0)


def _refusal(status: int, message: str) -> bytes:
    """A whole answer that says why there is no other."""
    body = json.dumps({"error": message}).encode()
    lines = [_STATUS_LINES[status], *_HEADERS, b"content-length: " + str(len(body)).encode()]
    if status == 503:
        lines.append(b"retry-after: 1")
    return b"\r\n".join([*lines, b"", b""]) + body


_STATUS_LINES = {
    400: b"HTTP/1.1 400 Bad Request",
    408: b"HTTP/1.1 408 Request Timeout",
    431: b"HTTP/1.1 431 Request Header Fields Too Large",
    503: b"HTTP/1.1 503 Service Unavailable",
}
_HEADERS = (b"content-type: application/json", b"connection: close", b": ".join(NOSNIFF))
