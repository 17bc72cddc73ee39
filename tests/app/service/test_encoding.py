"""Compressed bodies: which codings are taken, and that no more comes out of one than is allowed."""

import gzip
import zlib

import pytest

from app.service.encoding import coding_of, decoded
from app.service.errors import Refused

CONTENT = b"a note of twenty" * 50


def _raw(content: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(content) + stream.flush()


@pytest.mark.parametrize(
    ("values", "coding"),
    [
        ([], None),
        (["identity"], None),
        (["", " , identity"], None),
        (["gzip"], "gzip"),
        (["GZIP "], "gzip"),
        (["x-gzip"], "gzip"),
        (["identity, deflate"], "deflate"),
        (["identity", "deflate"], "deflate"),
    ],
)
def test_a_coding_is_found_by_its_name(values: list[str], coding: str | None) -> None:
    headers = [(b"content-encoding", value.encode()) for value in values]
    assert coding_of([(b"accept-encoding", b"br"), *headers]) == coding


@pytest.mark.parametrize(
    ("value", "told"), [("br", "br"), ("gzip, gzip", "gzip, gzip"), ("\x01\x7f", "??"), ("x" * 60, "x" * 40 + " ")]
)
def test_another_coding_or_several_are_refused_by_name(value: str, told: str) -> None:
    with pytest.raises(Refused) as caught:
        coding_of([(b"content-encoding", value.encode())])
    assert caught.value.status == 415
    assert caught.value.headers == {"Accept-Encoding": "gzip, deflate"}
    assert f"The content coding {told}" in caught.value.message


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        (gzip.compress(CONTENT, mtime=0), "gzip"),
        (gzip.compress(CONTENT[:100], mtime=0) + gzip.compress(CONTENT[100:], mtime=0), "gzip"),
        (zlib.compress(CONTENT), "deflate"),
        (_raw(CONTENT), "deflate"),
    ],
)
def test_what_comes_out_is_what_went_in(body: bytes, coding: str) -> None:
    assert decoded(body, coding, len(CONTENT)) == CONTENT
    with pytest.raises(Refused) as caught:
        decoded(body, coding, len(CONTENT) - 1)
    assert caught.value.status == 413


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        (b"no gzip at all", "gzip"),
        (b"no deflate", "deflate"),
        (gzip.compress(CONTENT, mtime=0)[:-1], "gzip"),
        (gzip.compress(CONTENT, mtime=0) + b"more", "gzip"),
        (zlib.compress(CONTENT)[:-1], "deflate"),
        (zlib.compress(CONTENT) + b"more", "deflate"),
        (_raw(CONTENT) + b"more", "deflate"),
        (gzip.compress(CONTENT, mtime=0), "deflate"),
        (zlib.compress(CONTENT), "gzip"),
    ],
)
def test_what_is_not_so_coded_or_damaged_is_refused(body: bytes, coding: str) -> None:
    with pytest.raises(Refused) as caught:
        decoded(body, coding, 10_000)
    assert caught.value.status == 400
    assert coding in caught.value.message


def test_a_file_of_many_pieces_is_read_and_one_of_too_many_refused() -> None:
    piece = gzip.compress(b"ab")
    assert decoded(piece * 64, "gzip", 1000) == b"ab" * 64
    with pytest.raises(Refused) as caught:
        decoded(piece * 65, "gzip", 1000)
    assert caught.value.status == 400


def test_all_pieces_together_are_bounded() -> None:
    piece = gzip.compress(b"abcd")
    assert decoded(piece * 3, "gzip", 12) == b"abcd" * 3
    with pytest.raises(Refused) as caught:
        decoded(piece * 3, "gzip", 11)
    assert caught.value.status == 413
