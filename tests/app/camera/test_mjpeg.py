"""Pictures cut out of a stream of bytes, whatever stands between them."""

import struct

import cv2
import pytest

from app.camera.mjpeg import CutPicture, PictureSplitter
from app.camera.pictures import decode
from tests.app.camera.fakes import picture
from tests.app.camera.pictures_made import encoded

LEVELS = [20, 60, 100, 140, 180]
JPEGS = [encoded(".jpg", picture(level)) for level in LEVELS]
HEAD = b"Content-Type: image/jpeg\r\n"


def split(stream: bytes, size: int = 1 << 20, **limits: int) -> list[CutPicture]:
    splitter = PictureSplitter(**limits)
    found = []
    for at in range(0, len(stream), size):
        found += splitter.feed(stream[at : at + size])
    return found + splitter.finish()


def part(jpeg: bytes, *, boundary: bytes = b"--frame\r\n", head: bytes = HEAD, length: int | None = None) -> bytes:
    claimed = b"" if length is None else b"Content-Length: %d\r\n" % length
    return boundary + head + claimed + b"\r\n" + jpeg + b"\r\n"


def with_thumbnail(jpeg: bytes) -> bytes:
    small = encoded(".jpg", picture(250, width=16, height=16))
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", 8 + len(small)) + b"Exif\0\0" + small + jpeg[2:]


STREAMS = {
    "plain": b"".join(part(jpeg, length=len(jpeg)) for jpeg in JPEGS),
    "no first boundary": b"".join(part(jpeg, boundary=b"--frame\r\n" if n else b"") for n, jpeg in enumerate(JPEGS)),
    "boundary after the picture": b"".join(part(jpeg, boundary=b"") + b"--frame\r\n" for jpeg in JPEGS),
    "boundary twice": b"".join(part(jpeg, boundary=b"--frame\r\n--frame\r\n") for jpeg in JPEGS),
    "length too small": b"".join(part(jpeg, length=10) for jpeg in JPEGS),
    "length too large": b"".join(part(jpeg, length=10**9) for jpeg in JPEGS),
    "length negative": b"".join(part(jpeg, length=-1) for jpeg in JPEGS),
    "no types": b"".join(part(jpeg, head=b"") for jpeg in JPEGS),
    "no line between head and picture": b"".join(b"--frame\r\n" + HEAD + jpeg for jpeg in JPEGS),
    "line feeds only": b"".join(part(jpeg).replace(b"\r\n", b"\n") for jpeg in JPEGS[:0]) + b"\n".join(JPEGS),
    "nothing between": b"".join(JPEGS),
    "other boundary": b"".join(part(jpeg, boundary=b'----"--frame--"\n') for jpeg in JPEGS),
    "garbage between": b"".join(b"\xff\xd8\x00\xff\xd9" + b"\xff" * 9 + b"\x00\xff\xc0" + jpeg for jpeg in JPEGS),
    "starts twice": b"".join(b"\xff\xd8" + jpeg for jpeg in JPEGS),
    "fill bytes": b"".join(jpeg[:2] + b"\xff\xff\xff" + jpeg[2:] for jpeg in JPEGS),
    "thumbnails": b"".join(part(with_thumbnail(jpeg)) for jpeg in JPEGS),
    "progressive": b"".join(encoded(".jpg", picture(level), cv2.IMWRITE_JPEG_PROGRESSIVE, 1) for level in LEVELS),
    "restarts": b"".join(encoded(".jpg", picture(level), cv2.IMWRITE_JPEG_RST_INTERVAL, 1) for level in LEVELS),
}


@pytest.mark.parametrize("size", [1, 7, 1000, 1 << 20])
@pytest.mark.parametrize("kind", STREAMS)
def test_every_picture_is_found_once_and_whole(kind: str, size: int) -> None:
    found = split(STREAMS[kind], size)
    assert all(cut.is_whole for cut in found)
    assert [decode(cut.data).mean() for cut in found] == pytest.approx(LEVELS, abs=3)
    assert {decode(cut.data).shape for cut in found} == {(48, 64, 3)}


@pytest.mark.parametrize("size", [1, 1 << 20])
def test_a_picture_without_its_end_ends_where_the_next_begins(size: int) -> None:
    found = split(b"".join(part(jpeg[:-2]) for jpeg in JPEGS), size)
    assert [cut.is_whole for cut in found] == [False] * len(LEVELS)
    assert [decode(cut.data).mean() for cut in found] == pytest.approx(LEVELS, abs=3)


@pytest.mark.parametrize("kept", [3, 100, 300, -20])
def test_a_picture_that_breaks_off_costs_no_other_picture(kept: int) -> None:
    found = split(part(JPEGS[0][:kept]) + b"".join(part(jpeg) for jpeg in JPEGS[1:]))
    whole = [decode(cut.data).mean() for cut in found if cut.is_whole]
    assert whole == pytest.approx(LEVELS[1:], abs=3)


def test_the_length_of_a_segment_is_not_believed_beyond_the_next_picture() -> None:
    liar = JPEGS[0][:2] + b"\xff\xe2\xff\xff" + b"short"
    found = split(part(liar) + b"".join(part(jpeg) for jpeg in JPEGS[1:]) + bytes(70000))
    assert [decode(cut.data).mean() for cut in found if cut.is_whole] == pytest.approx(LEVELS[1:], abs=3)


def test_a_picture_that_never_ends_is_passed_over_and_takes_no_more_memory_than_allowed() -> None:
    splitter = PictureSplitter(most_bytes=10_000)
    endless = JPEGS[0][:-2]
    assert splitter.feed(endless) == []
    for _ in range(100):
        assert splitter.feed(b"\x55" * 1000) == []
        assert len(splitter._buffer) <= 12_000
    assert [decode(cut.data).mean() for cut in splitter.feed(JPEGS[1])] == pytest.approx([LEVELS[1]], abs=3)


def test_a_stream_without_pictures_takes_no_memory() -> None:
    splitter = PictureSplitter()
    for _ in range(100):
        assert splitter.feed(b"--frame\r\n\xff\xff\xd8" * 100) == []
        assert len(splitter._buffer) < 10
    assert splitter.finish() == []


def test_very_many_beginnings_are_passed_over_in_one_go() -> None:
    # Each beginning sends a reader that starts over at the next one through the whole of it again.
    assert not [cut for cut in split(b"\xff\xd8\xff\xe0\xff\xff" * 100_000) if cut.is_whole]
    assert not [cut for cut in split(b"\xff\xd8\xff\xda\x00\x02" * 20_000) if cut.is_whole]
