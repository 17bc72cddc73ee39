"""How a body is put together as it comes."""

import mmap

import pytest

from app.service.encoding import Body
from app.service.guard import _LARGE_BYTES, _put


@pytest.mark.parametrize(
    ("pieces", "is_told", "kind"),
    [
        ([b"abc"], True, bytes),
        ([b"abc", b"de"], True, bytearray),
        ([b"a" * _LARGE_BYTES, b"b"], False, bytearray),
        ([b"a" * _LARGE_BYTES, b"b", b"c" * 7], True, mmap.mmap),
    ],
)
def test_pieces_become_one_body(pieces: list[bytes], is_told: bool, kind: type) -> None:
    whole = b"".join(pieces)
    body: Body = b""
    size = 0
    for piece in pieces:
        body = _put(body, size, piece, len(whole) if is_told else None)
        size += len(piece)
    assert isinstance(body, kind)
    assert bytes(body) == whole
