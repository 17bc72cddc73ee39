"""PNG pictures cut out of a stream of bytes, by their chunks."""

import struct

import pytest

from app.camera.pictures import decode
from app.camera.png_stream import PngSplitter
from tests.app.camera.fakes import picture
from tests.app.camera.pictures_made import encoded

LEVELS = [20, 60, 100]
PNGS = [encoded(".png", picture(level)) for level in LEVELS]
HEAD = b"--frame\r\nContent-Type: image/png\r\nContent-Length: 9\r\n\r\n"
PARTS = b"".join(HEAD + png + b"\r\n" for png in PNGS)
SIGNATURE = PNGS[0][:8]


def split(stream: bytes, size: int = 1 << 20, **limits: int) -> list[bytes]:
    splitter = PngSplitter(**limits)
    found = []
    for at in range(0, len(stream), size):
        found += splitter.feed(stream[at : at + size])
    assert all(cut.is_whole for cut in found)
    assert splitter.finish() == []
    return [cut.data for cut in found]


@pytest.mark.parametrize("size", [1, 7, 1000, 1 << 20])
@pytest.mark.parametrize("stream", [PARTS, b"".join(PNGS), b"\x89PNG\r\n\x1a" + PARTS, SIGNATURE + PARTS])
def test_every_picture_is_found_once_and_whole(stream: bytes, size: int) -> None:
    assert split(stream, size) == PNGS
    assert [decode(data).mean() for data in split(stream, size)] == LEVELS


@pytest.mark.parametrize("kept", [8, 12, 16, 40, -1, -8])
def test_a_picture_that_breaks_off_costs_at_most_the_next(kept: int) -> None:
    assert split(PNGS[0][:kept] + PARTS)[-2:] == PNGS[1:]


def test_a_picture_may_be_as_long_as_allowed_and_no_byte_longer() -> None:
    assert split(PNGS[0], most_bytes=len(PNGS[0])) == PNGS[:1]
    assert split(PNGS[0], most_bytes=len(PNGS[0]) - 1) == []


@pytest.mark.parametrize("name", [b"IDAT", b"ID\0T", b"1234"])
def test_no_length_and_no_name_of_a_chunk_is_believed_blindly(name: bytes) -> None:
    # What may be true of its length is waited for; the next picture is found all the same.
    claims = SIGNATURE + struct.pack(">I", 5000) + name + b"abc"
    assert split(claims + PARTS, most_bytes=5000) == PNGS


def test_a_picture_that_never_ends_takes_no_more_memory_than_allowed() -> None:
    splitter = PngSplitter(most_bytes=5000)
    endless = struct.pack(">I", 100) + b"IDAT" + bytes(104)
    assert splitter.feed(SIGNATURE) == []
    for _ in range(300):
        assert splitter.feed(endless) == []
        assert len(splitter._buffer) <= 5000 + len(endless)
    assert [cut.data for cut in splitter.feed(PNGS[1])] == PNGS[1:2]


def test_a_stream_without_pictures_takes_no_memory() -> None:
    splitter = PngSplitter()
    for _ in range(100):
        assert splitter.feed(b"--frame\r\n\x89PNG\r\n\x1a" * 100) == []
        assert len(splitter._buffer) == len(SIGNATURE) - 1


def test_at_its_end_nothing_of_half_a_picture_is_left() -> None:
    splitter = PngSplitter()
    splitter.feed(PNGS[0][:50])
    assert splitter.finish() == []
    assert [cut.data for cut in splitter.feed(PNGS[1])] == PNGS[1:2]
