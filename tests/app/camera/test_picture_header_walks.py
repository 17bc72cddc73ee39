"""JPEG, PNG, WebP and GIF part by part, each made by hand: which part says what, and what is too much."""

from __future__ import annotations

import struct
import zlib

import pytest

from app.camera import picture_header
from app.camera.errors import PictureError
from app.camera.picture_header import PictureHeader, PictureKind, inspect


def _code(data: bytes) -> str:
    with pytest.raises(PictureError) as caught:
        inspect(data)
    return caught.value.code


@pytest.mark.parametrize(
    ("depth", "channels", "is_progressive", "a_pixel"),
    [
        (8, 3, False, 3),
        (1, 1, False, 3),
        (16, 1, False, 5),
        (16, 4, False, 11),
        (8, 3, True, 9),
        (16, 3, True, 15),
        (1, 1, True, 5),
    ],
)
def test_decoding_takes_what_is_stored_besides_where_it_is_deep_and_twice_where_it_is_progressive(
    depth: int, channels: int, is_progressive: bool, a_pixel: int
) -> None:
    header = PictureHeader(PictureKind.PNG, 20, 10, depth, channels, is_progressive=is_progressive)
    assert (header.pixels, header.decoding_bytes) == (200, 200 * a_pixel)


# JPEG


def _segment(mark: int, body: bytes = b"") -> bytes:
    return b"\xff" + bytes([mark]) + struct.pack(">H", 2 + len(body)) + body


def _frame(mark: int = 0xC0, width: int = 64, height: int = 48, depth: int = 8, factors: bytes = b"\x11") -> bytes:
    parts = b"".join(bytes([number, factor, 0]) for number, factor in enumerate(factors, 1))
    return _segment(mark, struct.pack(">BHHB", depth, height, width, len(factors)) + parts)


SCAN = _segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x12\xff\x00\x34\xff\xd3\x56"
START, END = b"\xff\xd8", b"\xff\xd9"


def test_a_jpeg_is_a_frame_and_a_scan() -> None:
    header = inspect(START + _frame(factors=b"\x22\x11\x11") + SCAN + END)
    assert header == PictureHeader(PictureKind.JPEG, 64, 48, scans=1, markers=2, samples=1.5)
    assert inspect(START + _frame(depth=12) + SCAN + END).depth == 12
    for lacking in (START + SCAN + END, START + _frame() + END, START + END, START):
        assert _code(lacking) == "picture_cut_short"


def test_what_comes_after_the_end_or_a_second_frame_says_nothing() -> None:
    twice = START + _frame() + _frame(0xC2, 999, 888) + SCAN + END + _segment(0xE1, b"more") + SCAN
    header = inspect(twice)
    assert (header.width, header.height, header.scans, header.markers, header.is_progressive) == (64, 48, 1, 3, False)


@pytest.mark.parametrize("mark", sorted(picture_header._STARTS_OF_FRAME))
def test_each_start_of_a_frame_is_one_and_half_of_them_are_progressive(mark: int) -> None:
    header = inspect(START + _frame(mark) + SCAN + END)
    assert header.width == 64
    assert header.is_progressive is (mark in (0xC2, 0xC6, 0xCA, 0xCE))
    assert inspect(START + _frame(mark) + SCAN + SCAN + END).is_progressive


@pytest.mark.parametrize("mark", [0xC4, 0xC8, 0xCC, 0xD9 + 3, 0xE0, 0xFE])
def test_other_segments_start_none(mark: int) -> None:
    assert _code(START + _frame(mark) + SCAN + END) == "picture_cut_short"


def test_scans_are_counted_to_the_end_of_the_data() -> None:
    for scans in (1, 2, 5):
        assert inspect(START + _frame() + scans * SCAN + END).scans == scans
    # Within the last one it is cut off: what is there is a picture, and not whole.
    cut = inspect(START + _frame() + 3 * SCAN)
    assert (cut.scans, cut.is_whole) == (3, False)


@pytest.mark.parametrize("end", [b"\xff", b"\xff\xe5", b"\xff\xe5\x00", b"\xff\xe5\x00\x09", b"\xff\xe5\x00\x09more"])
def test_a_segment_that_is_cut_off_ends_it(end: bytes) -> None:
    header = inspect(START + _frame() + SCAN + end)
    assert (header.width, header.scans, header.is_whole) == (64, 1, False)
    assert header.markers == 2 + (len(end) > 1)


@pytest.mark.parametrize("mark", [0xC0, 0xC1, 0xC2])
def test_each_block_takes_a_bit_at_least(mark: int) -> None:
    length = len(START + _frame(mark) + SCAN + END)
    # Sixteen by sixteen pixels are a block and its colours; 64 of these go into a byte.
    most = 64 * length
    assert inspect(START + _frame(mark, 16 * most, 31) + SCAN + END).scans == 1
    assert _code(START + _frame(mark, 16 * (most + 1), 16) + SCAN + END) == "picture_cut_short"
    assert _code(START + _frame(mark, 16 * (most // 2 + 1), 32) + SCAN + END) == "picture_cut_short"


def test_pictures_packed_otherwise_may_be_smaller_than_their_blocks() -> None:
    for mark in (0xC3, 0xC9):
        assert inspect(START + _frame(mark, 65_000, 65_000) + SCAN + END).width == 65_000


@pytest.mark.parametrize(
    ("factors", "samples"),
    [
        (b"\x11", 1.0),
        (b"\x41\x11\x11", 1.5),
        (b"\x44\x11", 17 / 16),
        (b"\x14\x41", 0.5),
        (b"\x51\x11", 2.0),
        (b"\x10\x11", 2.0),
        (b"\x01\x11", 2.0),
        (b"\x15\x11", 2.0),
    ],
)
def test_values_kept_for_a_pixel_follow_from_the_factors_unless_they_are_none(factors: bytes, samples: float) -> None:
    assert inspect(START + _frame(factors=factors) + SCAN + END).samples == pytest.approx(samples)


# PNG


def _chunk(name: bytes, body: bytes = b"") -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _head(width: int = 20, height: int = 10, depth: int = 8, colour: int = 2, interlaced: int = 0) -> bytes:
    return _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced))


SIGN, DATA, DONE = b"\x89PNG\r\n\x1a\n", _chunk(b"IDAT", bytes(10)), _chunk(b"IEND")


def test_a_png_is_a_head_and_data() -> None:
    assert inspect(SIGN + _head() + DATA + DONE) == PictureHeader(PictureKind.PNG, 20, 10, chunks=3)
    assert inspect(SIGN + _head() + DATA) == PictureHeader(PictureKind.PNG, 20, 10, chunks=2, is_whole=False)
    assert inspect(SIGN + _head() + DATA + DONE + b"what comes after") == inspect(SIGN + _head() + DATA + DONE)
    for lacking in (SIGN, SIGN + _head(), SIGN + _head() + DONE, SIGN + _head() + _chunk(b"IDAT")):
        assert _code(lacking) == "picture_cut_short"
    for wrong in (
        DATA + _head(),
        _head() + _head() + DATA,
        _chunk(b"IHDR", bytes(12)) + DATA,
        _chunk(b"IHDR", bytes(14)) + DATA,
    ):
        assert _code(SIGN + wrong) == "picture_broken"


def test_a_chunk_has_its_checksum_too() -> None:
    whole = SIGN + _head() + DATA
    assert inspect(whole).chunks == 2
    assert _code(whole[:-1]) == "picture_cut_short"


@pytest.mark.parametrize(("colour", "channels", "stored"), [(0, 1, 1), (2, 3, 3), (3, 3, 1), (4, 2, 2), (6, 4, 4)])
@pytest.mark.parametrize("depth", [1, 2, 4, 8, 16])
def test_so_many_bytes_hold_so_many_pixels_and_no_more(colour: int, channels: int, stored: int, depth: int) -> None:
    data = [_chunk(b"IDAT", bytes(3)), _chunk(b"tEXt", bytes(99)), _chunk(b"IDAT", bytes(2))]
    width = 13
    row = -(-width * depth * stored // 8)
    most = 5 * 1_040 // row
    header = inspect(SIGN + _head(width, most, depth, colour) + b"".join(data) + DONE)
    assert (header.depth, header.channels, header.chunks) == (depth, channels, 5)
    assert _code(SIGN + _head(width, most + 1, depth, colour) + b"".join(data) + DONE) == "picture_cut_short"


@pytest.mark.parametrize(("depth", "colour"), [(3, 2), (0, 2), (32, 2), (8, 1), (8, 5), (8, 7)])
def test_depths_and_colours_that_there_are_not_are_damage(depth: int, colour: int) -> None:
    assert _code(SIGN + _head(20, 10, depth, colour) + DATA + DONE) == "picture_broken"


def test_an_interlaced_png_is_kept_as_a_whole_and_a_moving_one_moves() -> None:
    assert inspect(SIGN + _head(interlaced=1) + DATA + DONE).is_progressive
    assert not inspect(SIGN + _head() + DATA + DONE).is_progressive
    assert inspect(SIGN + _head() + _chunk(b"acTL", bytes(8)) + DATA + DONE).is_animated


# WebP


def _webp(*parts: tuple[bytes, bytes], more: int = 0) -> bytes:
    body = b"".join(name + struct.pack("<I", len(text)) + text + b"\0" * (len(text) % 2) for name, text in parts)
    return b"RIFF" + struct.pack("<I", 4 + len(body) + more) + b"WEBP" + body


def _lossy(width: int = 20, height: int = 10) -> tuple[bytes, bytes]:
    return b"VP8 ", b"\x30\x01\x00\x9d\x01\x2a" + struct.pack("<HH", width, height) + bytes(4)


def _lossless(width: int = 20, height: int = 10, *, has_alpha: bool = False) -> tuple[bytes, bytes]:
    return b"VP8L", b"\x2f" + struct.pack("<I", (width - 1) | (height - 1) << 14 | has_alpha << 28) + bytes(3)


def _canvas(width: int = 20, height: int = 10, flags: int = 0) -> tuple[bytes, bytes]:
    return b"VP8X", bytes([flags, 0, 0, 0]) + struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3]


def test_a_webp_tells_its_size_by_each_of_its_kinds() -> None:
    for parts in ((_lossy(),), (_lossless(),), (_canvas(), _lossy())):
        assert inspect(_webp(*parts)) == PictureHeader(PictureKind.WEBP, 20, 10, chunks=len(parts))
    # The upper two bits of a lossy one's sides are a scale.
    assert inspect(_webp(_lossy(0x4000 | 20, 0xC000 | 10))).width == 20
    assert inspect(_webp(_lossless(16_384, 16_384))).height == 16_384
    # An odd part is filled up; of several pictures the first counts.
    header = inspect(_webp((b"EXIF", b"odd"), _lossless(30, 40), _lossy(5, 6)))
    assert (header.width, header.height, header.chunks) == (30, 40, 3)
    assert inspect(_webp(_lossy(30, 40), _lossless(5, 6))).width == 30


def test_a_webp_says_whether_it_has_transparency_and_moves() -> None:
    assert inspect(_webp(_lossless(has_alpha=True))).channels == 4
    assert inspect(_webp(_lossless())).channels == 3
    for flags, channels, moves in ((0x10, 4, False), (0x02, 3, True), (0x12, 4, True), (0xED, 3, False)):
        header = inspect(_webp(_canvas(flags=flags), _lossy()))
        assert (header.channels, header.is_animated) == (channels, moves)


def test_a_canvas_holds_its_picture() -> None:
    header = inspect(_webp(_canvas(30, 10), _lossy(20, 10)))
    assert (header.width, header.height) == (30, 10)
    for canvas in ((19, 10), (20, 9)):
        assert _code(_webp(_canvas(*canvas), _lossy())) == "picture_broken"


def test_a_moving_webp_s_frames_are_pictures() -> None:
    frame = b"ANMF", bytes(6) + struct.pack("<I", 19)[:3] + struct.pack("<I", 9)[:3] + bytes(4)
    header = inspect(_webp(_canvas(40, 30), frame, frame))
    assert (header.width, header.height, header.is_animated, header.chunks) == (40, 30, True, 3)
    assert inspect(_webp(_lossy(7, 8), frame)).width == 7
    assert inspect(_webp(frame, _lossy(7, 8))).width == 20


def test_a_webp_is_as_long_as_it_says() -> None:
    assert inspect(_webp(_lossy()) + b"what comes after").width == 20
    assert _code(_webp(_lossy(), more=1)) == "picture_cut_short"
    assert inspect(_webp(_lossy(), (b"EXIF", b""))).chunks == 2
    # Seven bytes are no part; eight are one, of what may follow.
    assert inspect(_webp(_lossy(), more=7) + bytes(7)).chunks == 1
    assert inspect(_webp(_lossy(), more=8) + b"EXIF" + bytes(4)).chunks == 2
    assert _code(_webp(_lossy(), more=8) + b"EXIF\1\0\0\0") == "picture_cut_short"
    for lacking in ((), (_canvas(),), ((b"EXIF", b"even"),)):
        assert _code(_webp(*lacking)) == "picture_cut_short"
    for damaged in ((b"VP8 ", bytes(14)), (b"VP8L", bytes(8))):
        assert _code(_webp(damaged)) == "picture_broken"


@pytest.mark.parametrize("most", [2, 3])
def test_so_many_chunks_are_walked_through(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture_header, "MOST_CHUNKS", most)
    three = (_webp(_lossy(), (b"EXIF", b""), (b"XMP ", b"")), SIGN + _head() + DATA + DONE, _gif(_picture()))
    for data in three:
        if most == 3:
            assert inspect(data).chunks == 3
        else:
            assert _code(data) == "picture_overloaded"


# GIF


def _gif(*parts: bytes, width: int = 20, height: int = 10, flags: int = 0, end: bytes = b"\x3b") -> bytes:
    colours = bytes(3 << (flags & 7) + 1) if flags & 0x80 else b""
    return b"GIF89a" + struct.pack("<HHBBB", width, height, flags, 0, 0) + colours + b"".join(parts) + end


def _picture(
    left: int = 0, top: int = 0, width: int = 20, height: int = 10, flags: int = 0, data: bytes = b"\2ab"
) -> bytes:
    colours = bytes(3 << (flags & 7) + 1) if flags & 0x80 else b""
    return b"\x2c" + struct.pack("<HHHHB", left, top, width, height, flags) + colours + b"\x02" + data + b"\0"


EXTENSION = b"\x21\xf9\x04abcd\0"


def test_a_gif_is_a_screen_and_pictures_in_it() -> None:
    # A picture, its block, and the end.
    assert inspect(_gif(_picture())) == PictureHeader(PictureKind.GIF, 20, 10, chunks=3)
    header = inspect(_gif(EXTENSION, _picture(), EXTENSION, _picture(3, 4, 5, 6, data=b"\1a\1b\1c")))
    assert (header.chunks, header.is_animated, header.is_whole) == (11, True, True)
    for lacking in (_gif(), _gif(EXTENSION), _gif(end=b"")):
        assert _code(lacking) == "picture_cut_short"
    assert _code(_gif(b"\x01")) == "picture_broken"
    assert not inspect(_gif(_picture(), end=b"")).is_whole


@pytest.mark.parametrize("flags", [0x00, 0x07, 0x80, 0x81, 0x87, 0xF2])
def test_colours_are_passed_over_where_there_are_any(flags: int) -> None:
    """The colours are zeros, which are no part of a GIF."""
    for data in (_gif(_picture(), flags=flags), _gif(_picture(flags=flags), _picture())):
        header = inspect(data)
        assert header.is_whole
        assert header.width == 20


@pytest.mark.parametrize(
    ("place", "fits"),
    [
        ((0, 0, 20, 10), True),
        ((15, 0, 5, 10), True),
        ((16, 0, 5, 10), False),
        ((0, 7, 20, 3), True),
        ((0, 8, 20, 3), False),
    ],
)
def test_a_picture_lies_in_the_screen(place: tuple[int, int, int, int], fits: bool) -> None:
    data = _gif(_picture(*place))
    assert (not fits) or inspect(data).width == 20
    assert fits or _code(data) == "picture_broken"


def test_so_many_bytes_hold_so_many_pixels_of_a_gif() -> None:
    length = len(_gif(_picture()))
    assert inspect(_gif(_picture(), width=11_000, height=length)).height == length
    assert _code(_gif(_picture(), width=11_000, height=length + 1)) == "picture_cut_short"


# What is no number of a picture


@pytest.mark.parametrize(
    ("depth", "channels", "fits"),
    [(64, 1, True), (65, 1, False), (0, 1, False), (1, 64, True), (1, 65, False), (1, 0, False)],
)
def test_a_picture_has_a_depth_and_channels(depth: int, channels: int, fits: bool) -> None:
    tags = {256: 2, 257: 2, 258: depth, 259: 5, 277: channels}
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags.items())
    data = b"II*\0" + struct.pack("<IH", 8, len(tags)) + entries + bytes(400)
    if fits:
        assert (inspect(data).depth, inspect(data).channels) == (depth, channels)
    else:
        assert _code(data) == "picture_broken"
