"""The chunks of HTTP/1.1 taken apart, in which a body of unknown length comes. Pure; nothing is received here."""

from __future__ import annotations

import re

MOST_LINE_BYTES = 4096
_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;.*)?")


class Chunks:
    """Bytes go in as they come, content comes out. What follows the last chunk is not looked at.

    Attributes:
        ended: the last chunk was there.
    """

    def __init__(self) -> None:
        """Begin before the first chunk."""
        self.ended = False
        self._left = 0  # bytes of the chunk that have not come
        self._line = b""

    def feed(self, data: bytes) -> bytes:
        """The content in a piece, which may be none. Raises ValueError where these are no chunks."""
        content = []
        at = 0
        while at < len(data) and not self.ended:
            if self._left:
                piece = data[at : at + self._left]
                content.append(piece)
                at += len(piece)
                self._left -= len(piece)
                continue
            ends_at = data.find(b"\n", at, at + MOST_LINE_BYTES)
            stops_at = len(data) if ends_at < 0 else ends_at + 1
            if len(self._line) + stops_at - at > MOST_LINE_BYTES:
                raise ValueError("the size of a chunk is a line too long")
            self._line += data[at:stops_at]
            at = stops_at
            if ends_at >= 0:
                self._begin(self._line.strip())
                self._line = b""
        return b"".join(content)

    def _begin(self, line: bytes) -> None:
        if not line:  # the end of the chunk before
            return
        size = _SIZE.fullmatch(line)
        if size is None:
            raise ValueError("a chunk without its size")
        self._left = int(size[1], 16)
        self.ended = not self._left
