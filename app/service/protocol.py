"""A connection that is given only so long, and so much, for the header of a request. The rest is uvicorn's.

Bodies have bounds of their own, in guard.py.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEADER_S = 10.0
MOST_HEADER_BYTES = 64 * 1024
_TOO_SLOW = b"The request's header came too slowly."
_TOO_LONG = b"The request's header is too long."


class BoundedProtocol(HttpToolsProtocol):
    """Closes a connection that opens a request and does not finish its header, or none at all."""

    header_s = HEADER_S

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._header_bytes = 0
        self._header_timer: Any = None
        self._wait_for_header()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take in a piece; see whether a header is still incomplete after it."""
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._stop_waiting()
            self._header_bytes = 0
            return
        self._header_bytes += len(data)
        if self._header_bytes > MOST_HEADER_BYTES:
            self._end(b"431 Request Header Fields Too Large", _TOO_LONG)
        elif self._header_timer is None and not self.transport.is_closing():
            self._wait_for_header()

    def _wait_for_header(self) -> None:
        self._header_timer = self.loop.call_later(self.header_s, self._end, b"408 Request Timeout", _TOO_SLOW)

    def _stop_waiting(self) -> None:
        if self._header_timer is not None:
            self._header_timer.cancel()
            self._header_timer = None

    def _end(self, status: bytes, message: bytes) -> None:
        self._stop_waiting()
        if self.transport.is_closing():
            return
        length = str(len(message)).encode()
        self.transport.write(
            b"HTTP/1.1 "
            + status
            + b"\r\ncontent-type: text/plain\r\ncontent-length: "
            + length
            + b"\r\nconnection: close\r\n\r\n"
            + message
        )
        self.transport.close()
