"""JPEG pictures out of a stream of bytes, as browsers take them: from FF D8 to FF D9. Nothing is received here.

What a server says of its stream (boundaries, lengths, types of parts) is wrong so often that none of it is read; what
stands between two pictures is passed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_BYTES = 16 * 1024 * 1024  # of one picture

_START = b"\xff\xd8\xff"
# Within a scan 0xFF 0x00 is data, 0xFF 0xFF is filling and 0xFF 0xD0 to 0xD7 a place to restart.
_MARK_IN_SCAN = re.compile(rb"\xff[\xc0-\xcf\xd8-\xfe]")


@dataclass(frozen=True, slots=True)
class CutPicture:
    """A picture as it was sent.

    Attributes:
        data: from FF D8 to FF D9, or to the next FF D8.
        is_whole: False when its end mark never came, and the next picture or the end of the stream did: it lacks the
            mark, or its lower part, too.
    """

    data: bytes
    is_whole: bool


class PictureSplitter:
    """Takes bytes as they come and gives back pictures as they are complete. Needs memory for one picture at most."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        """Begin a stream; a picture of more than `most_bytes` is passed over."""
        self._most_bytes = most_bytes
        self._buffer = bytearray()
        self._starts_at: int | None = None  # where the picture begins whose end is looked for
        self._at = 0  # everything before was looked at
        self._last_segment_at = 0
        self._in_scan = False

    def feed(self, data: bytes) -> list[CutPicture]:
        """Take the next bytes, and give the pictures that end in them, in order."""
        self._buffer += data
        found: list[CutPicture] = []
        while self._step(found):
            pass
        self._forget()
        return found

    def finish(self) -> list[CutPicture]:
        """The stream is over: give the picture that has begun, if any of it can be seen."""
        starts_at, self._starts_at = self._starts_at, None
        found = []
        if starts_at is not None and self._in_scan:
            found.append(CutPicture(bytes(self._buffer[starts_at:]), is_whole=False))
        self._buffer.clear()
        self._at = 0
        return found

    def _step(self, found: list[CutPicture]) -> bool:
        """Go as far as one mark; False when more bytes are needed for that."""
        if self._starts_at is None:
            at = self._buffer.find(_START, self._at)
            if at < 0:
                self._at = max(self._at, len(self._buffer) - len(_START) + 1)
                return False
            self._begin(at)
            return True
        if self._at - self._starts_at > self._most_bytes:
            self._give_up(self._at if self._in_scan else self._last_segment_at + 2)
            return True
        return self._step_in_scan(found) if self._in_scan else self._step_in_header()

    def _step_in_scan(self, found: list[CutPicture]) -> bool:
        assert self._starts_at is not None
        matched = _MARK_IN_SCAN.search(self._buffer, self._at)
        if matched is None:
            self._at = max(self._at, len(self._buffer) - 1)  # its last byte may be the first half of a mark
            return self._at - self._starts_at > self._most_bytes
        at, mark = matched.start(), self._buffer[matched.start() + 1]
        if mark == 0xD9:
            found.append(CutPicture(bytes(self._buffer[self._starts_at : at + 2]), is_whole=True))
            self._give_up(at + 2)
        elif mark == 0xD8:
            if at + 2 == len(self._buffer):
                self._at = at
                return False
            if self._buffer[at + 2] != 0xFF:
                self._at = at + 2  # two odd bytes of damaged data
                return True
            found.append(CutPicture(bytes(self._buffer[self._starts_at : at]), is_whole=False))
            self._begin(at)
        else:
            self._in_scan = False
            self._at = at
        return True

    def _step_in_header(self) -> bool:
        buffer, at = self._buffer, self._at
        if at + 2 > len(buffer):
            return False
        if buffer[at] != 0xFF:
            # The length of the segment before was wrong, or the picture broke off within it.
            self._give_up(self._last_segment_at + 2)
            return True
        mark = buffer[at + 1]
        if mark == 0xFF:
            self._at = at + 1
        elif mark == 0xD8:
            self._give_up(at)
        elif mark == 0xD9:
            self._give_up(at + 2)
        elif mark in (0x00, 0x01) or 0xD0 <= mark <= 0xD7:
            self._at = at + 2
        elif mark < 0xC0:
            self._give_up(at + 2)
        else:
            if at + 4 > len(buffer):
                return False
            length = int.from_bytes(buffer[at + 2 : at + 4], "big")
            if length < 2:
                self._give_up(at + 2)
                return True
            self._last_segment_at = at
            self._at = at + 2 + length
            self._in_scan = mark == 0xDA
        return True

    def _begin(self, at: int) -> None:
        self._starts_at = at
        self._last_segment_at = at
        self._at = at + 2
        self._in_scan = False

    def _give_up(self, at: int) -> None:
        """Look for the next picture from there on."""
        self._starts_at = None
        self._in_scan = False
        self._at = at

    def _forget(self) -> None:
        """Drop what is no part of a picture any more."""
        done = self._at if self._starts_at is None else self._starts_at
        done = min(done, len(self._buffer))
        if done:
            del self._buffer[:done]
            self._at -= done
            self._last_segment_at -= done
            if self._starts_at is not None:
                self._starts_at -= done
