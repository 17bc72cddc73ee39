"""Streams of JPEG or of PNG: the first picture says which."""

import pytest

from app.camera.picture_stream import StreamSplitter, has_picture
from tests.app.camera.fakes import picture
from tests.app.camera.pictures_made import encoded

HEAD = b"--frame\r\nContent-Type: image/jpeg\r\n\r\n"
JPEGS, PNGS = ([encoded(suffix, picture(level)) for level in (20, 60, 100)] for suffix in (".jpg", ".png"))


def split(stream: bytes, size: int = 1 << 20) -> list[bytes]:
    splitter = StreamSplitter()
    found = []
    for at in range(0, len(stream), size):
        found += splitter.feed(stream[at : at + size])
    return [cut.data for cut in found + splitter.finish()]


@pytest.mark.parametrize("size", [1, 2, 1000, 1 << 20])
@pytest.mark.parametrize("pictures", [JPEGS, PNGS])
def test_pictures_of_either_kind_are_found_whatever_is_said_of_them(pictures: list[bytes], size: int) -> None:
    assert split(b"".join(HEAD + each for each in pictures), size) == pictures


def test_the_first_picture_says_of_which_kind_all_are() -> None:
    assert split(JPEGS[0] + PNGS[0] + JPEGS[1]) == JPEGS[:2]
    assert split(PNGS[0] + JPEGS[0] + PNGS[1]) == PNGS[:2]


def test_half_a_jpeg_is_given_at_the_end() -> None:
    assert split(JPEGS[0][:-2]) == [JPEGS[0][:-2]]
    assert split(b"") == []


@pytest.mark.parametrize("size", [1, 1 << 20])
@pytest.mark.parametrize("start", [JPEGS[0], PNGS[0], JPEGS[0][:3], PNGS[0][:8]])
def test_what_stands_before_the_first_picture_is_counted(start: bytes, size: int) -> None:
    splitter = StreamSplitter()
    stream = HEAD * 100 + start
    for at in range(0, len(stream), size):
        splitter.feed(stream[at : at + size])
    assert splitter.strange_bytes == len(HEAD) * 100
    assert len(splitter._unknown) == 0


def test_a_stream_without_pictures_takes_no_memory() -> None:
    splitter = StreamSplitter()
    for _ in range(100):
        assert splitter.feed(HEAD * 100) == []
        assert len(splitter._unknown) == 7
    assert splitter.strange_bytes == len(HEAD) * 10_000


@pytest.mark.parametrize(
    ("beginning", "has"),
    [(JPEGS[0], True), (HEAD + PNGS[0], True), (JPEGS[0][:3], True), (PNGS[0][:7], False), (HEAD, False), (b"", False)],
)
def test_a_beginning_of_a_picture_is_known(beginning: bytes, has: bool) -> None:
    assert has_picture(beginning) is has
