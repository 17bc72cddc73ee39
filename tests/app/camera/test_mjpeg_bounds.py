"""Cutting a stream into pictures, byte by byte: each mark, each length, and the largest picture that is taken."""

from __future__ import annotations

import pytest

from app.camera.mjpeg import PictureSplitter

START, SCAN, END = b"\xff\xd8", b"\xff\xda\x00\x02", b"\xff\xd9"
SEGMENT = b"\xff\xe0\x00\x04ab"
PICTURE = START + SEGMENT + SCAN + b"data" + END


def _cut(stream: bytes, *, piece: int = 1 << 20, most: int = 1 << 20) -> list[tuple[bytes, bool]]:
    splitter = PictureSplitter(most)
    found = []
    for at in range(0, len(stream), piece):
        found += splitter.feed(stream[at : at + piece])
    return [(cut.data, cut.is_whole) for cut in (*found, *splitter.finish())]


@pytest.mark.parametrize("piece", [1, 2, 3, 7, 1 << 20])
@pytest.mark.parametrize(
    "between",
    [b"", b"\r\n--frame\r\n", b"\xff", b"\xff\xd8", b"\xff\xff", b"\xd8\xff"],
)
def test_pictures_are_found_whatever_lies_between(piece: int, between: bytes) -> None:
    assert _cut(PICTURE + between + PICTURE, piece=piece) == [(PICTURE, True)] * 2


@pytest.mark.parametrize("piece", [1, 1 << 20])
@pytest.mark.parametrize(
    "within",
    [
        b"\xff\x00",
        b"\xff\xd0",
        b"\xff\xd7",
        b"\xff\xff",
        b"\xff\xd8x",
        b"\xff\xe0\x00\x02" + SCAN,
        b"\xff\xc4\x00\x03a" + SCAN,
        b"\xff\xff\xe0\x00\x02" + SCAN,
    ],
)
def test_what_may_lie_in_a_scan_ends_no_picture(within: bytes, piece: int) -> None:
    picture = START + SCAN + b"da" + within + b"ta" + END
    assert _cut(picture, piece=piece) == [(picture, True)]


@pytest.mark.parametrize("piece", [1, 1 << 20])
@pytest.mark.parametrize("filling", [b"\xff", b"\xff\xff", b"\xff\x01", b"\xff\x00", b"\xff\xd0", b"\xff\xd7"])
def test_what_may_lie_between_segments_is_passed_over(filling: bytes, piece: int) -> None:
    picture = START + SEGMENT + filling + SCAN + b"data" + END
    assert _cut(picture, piece=piece) == [(picture, True)]


@pytest.mark.parametrize("piece", [1, 1 << 20])
@pytest.mark.parametrize(
    "odd",
    [
        START + b"\xff\xbf",
        START + b"\xff\x02",
        START + b"\xff\xe0\x00\x01",
        START + b"\xff\xe0\x00\x00",
        START + SEGMENT + b"x",
        START + b"\xff\xd9",
        START + SEGMENT + END,
    ],
)
def test_what_is_no_picture_costs_not_the_next_one(odd: bytes, piece: int) -> None:
    assert _cut(odd + PICTURE, piece=piece)[-1] == (PICTURE, True)
    assert len(_cut(odd + PICTURE, piece=piece)) == 1


@pytest.mark.parametrize("piece", [1, 1 << 20])
def test_a_picture_without_its_end_goes_to_the_next_or_to_the_end_of_the_stream(piece: int) -> None:
    cut = PICTURE[:-2]
    assert _cut(cut + PICTURE, piece=piece) == [(cut, False), (PICTURE, True)]
    assert _cut(PICTURE + cut, piece=piece) == [(PICTURE, True), (cut, False)]
    assert _cut(START + SEGMENT, piece=piece) == []


@pytest.mark.parametrize(("most", "found"), [(len(PICTURE) - 2, True), (len(PICTURE) - 3, False)])
def test_a_picture_of_more_than_the_most_is_passed_over(most: int, found: bool) -> None:
    assert (_cut(PICTURE, most=most, piece=1) == [(PICTURE, True)]) is found


@pytest.mark.parametrize(("most", "found"), [(12, True), (11, False)])
def test_just_as_many_bytes_are_looked_at_as_are_allowed(most: int, found: bool) -> None:
    # The header is 12 bytes: as far as that is looked before the scan is searched.
    assert len(START + SEGMENT + SCAN) == 12
    splitter = PictureSplitter(most)
    assert splitter.feed(START + SEGMENT + SCAN) == []
    assert (splitter._starts_at is not None) is found
