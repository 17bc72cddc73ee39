"""Bodies that were sent compressed: which codings are taken, and how much may come out of one."""

import mmap
import zlib
from collections.abc import Iterable
from typing import TypeAlias

from app.service.errors import Refused

# A body as it came.
Body: TypeAlias = "bytes | bytearray | mmap.mmap"
TAKEN = ("gzip", "deflate")
_SAME = {"x-gzip": "gzip"}
_GZIP, _ZLIB, _RAW = 31, 15, -15
# A file may be several in a row; so many are no file.
_MOST_MEMBERS = 64


def coding_of(headers: Iterable[tuple[bytes, bytes]]) -> str | None:
    """How a body was coded, gzip or deflate; None for not at all.

    Raises:
        Refused: 415 for another coding, or for several.
    """
    named = [
        part.strip().lower()
        for name, value in headers
        if name == b"content-encoding"
        for part in value.decode("latin-1").split(",")
    ]
    codings = [_SAME.get(coding, coding) for coding in named if coding not in ("", "identity")]
    if not codings:
        return None
    if len(codings) > 1 or codings[0] not in TAKEN:
        told = "".join(c if c.isprintable() else "?" for c in ", ".join(codings)[:40])
        raise Refused(
            415,
            f"The content coding {told} is not taken: send {' or '.join(TAKEN)}, or the content as it is.",
            headers={"Accept-Encoding": ", ".join(TAKEN)},
        )
    return codings[0]


def decoded(body: Body, coding: str, most_bytes: int) -> bytes:
    """What a coded body holds. Takes the memory of `most_bytes`, whatever the body claims.

    Raises:
        Refused: 400 for what is not so coded, or cut short; 413 for more than `most_bytes`.
    """
    try:
        if coding == "gzip":
            return _members(body, most_bytes)
        try:
            return _inflated(body, _ZLIB, most_bytes)[0]
        except zlib.error:  # many leave out the two bytes that the standard asks for
            return _inflated(body, _RAW, most_bytes)[0]
    except zlib.error as error:
        raise Refused(400, f"The content is not {coding}, or is damaged.") from error


def _members(body: Body, most_bytes: int) -> bytes:
    pieces: list[bytes] = []
    left = most_bytes
    for _ in range(_MOST_MEMBERS):
        piece, body = _inflated(body, _GZIP, left)
        pieces.append(piece)
        left -= len(piece)
        if not body:
            return b"".join(pieces)
    raise zlib.error("too many members")


def _inflated(body: Body, window: int, most_bytes: int) -> tuple[bytes, bytes]:
    """What one stream holds, and what follows it."""
    stream = zlib.decompressobj(window)
    content = stream.decompress(body, most_bytes + 1)
    if len(content) > most_bytes:
        raise Refused(413, "That is too large when unpacked: send a smaller picture.")
    if not stream.eof:
        raise zlib.error("cut short")
    if window != _GZIP and stream.unused_data:
        raise zlib.error("something follows")
    return content, stream.unused_data
