"""Headers of pictures at the very numbers: what is just believed and what is not."""

from __future__ import annotations

import struct

import pytest

from app.camera.errors import PictureError
from app.camera.picture_header import MOST_TAGS, PictureKind, inspect

Tags = dict[int, int]


def _tiff(
    tags: Tags, *, order: str = "<", kind: int = 4, more: int = 0, length: int = 4000, count: int | None = None
) -> bytes:
    entries = b""
    for tag, value in sorted(tags.items()):
        held = struct.pack(order + "HH", value, 0) if kind == 3 else struct.pack(order + "I", value)
        entries += struct.pack(order + "HHI", tag, kind, 1) + held
    mark = b"II*\0" if order == "<" else b"MM\0*"
    head = mark + struct.pack(order + "IH", 8, len(tags) if count is None else count)
    head += entries + struct.pack(order + "I", more)
    return head + bytes(length - len(head))


def _code(data: bytes) -> str:
    with pytest.raises(PictureError) as caught:
        inspect(data)
    return caught.value.code


SIZED: Tags = {256: 20, 257: 10}


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("kind", [3, 4])
def test_a_tiff_tells_its_size_in_either_order_of_bytes(order: str, kind: int) -> None:
    header = inspect(_tiff({**SIZED, 258: 8, 277: 3}, order=order, kind=kind))
    assert (header.kind, header.width, header.height) == (PictureKind.TIFF, 20, 10)
    assert (header.depth, header.channels, header.chunks, header.is_animated) == (8, 3, 4, False)


@pytest.mark.parametrize(
    ("tile", "fits"),
    [({322: 1064}, True), ({322: 1065}, False), ({323: 1044}, True), ({323: 1045}, False)],
)
def test_a_tile_is_not_much_larger_than_its_picture(tile: Tags, fits: bool) -> None:
    if fits:
        assert inspect(_tiff({**SIZED, **tile})).width == 20
    else:
        assert _code(_tiff({**SIZED, **tile})) == "picture_broken"


@pytest.mark.parametrize("tags", [{256: 0, 257: 10}, {256: 20, 257: 0}, {256: 20}, {257: 10}])
def test_a_tiff_without_a_side_is_damaged(tags: Tags) -> None:
    assert _code(_tiff(tags)) == "picture_broken"


def test_of_palettes_three_colours_come() -> None:
    assert inspect(_tiff({**SIZED, 262: 3, 258: 8})).channels == 3
    assert inspect(_tiff({**SIZED, 262: 2, 258: 8, 277: 4})).channels == 4
    assert inspect(_tiff(SIZED)).channels == 1


def test_a_tiff_with_more_pictures_moves() -> None:
    assert inspect(_tiff(SIZED, more=200)).is_animated


@pytest.mark.parametrize(("packed", "length", "fits"), [(1, 200, True), (1, 199, False), (5, 100, True)])
def test_a_tiff_that_is_not_packed_holds_all_its_bits(packed: int, length: int, fits: bool) -> None:
    data = _tiff({**SIZED, 258: 8, 259: packed}, length=length)
    if fits:
        assert inspect(data).height == 10
    else:
        assert _code(data) == "picture_cut_short"


def test_a_tiff_with_too_many_tags_is_refused_at_once() -> None:
    assert _code(_tiff(SIZED, count=MOST_TAGS + 1)) == "picture_overloaded"
    many = b"II*\0" + struct.pack("<IH", 8, MOST_TAGS)
    many += b"".join(struct.pack("<HHII", 256 + n, 4, 1, 5) for n in range(MOST_TAGS)) + bytes(4)
    assert inspect(many).chunks == MOST_TAGS


@pytest.mark.parametrize(("place", "fits"), [(96, True), (97, False)])
def test_values_that_lie_elsewhere_lie_in_the_file(place: int, fits: bool) -> None:
    entries = struct.pack("<HHII", 256, 4, 1, 4) + struct.pack("<HHII", 257, 4, 1, 2)
    # Two whole numbers of four bytes do not fit into the tag.
    entries += struct.pack("<HHII", 258, 4, 2, place)
    head = b"II*\0" + struct.pack("<IH", 8, 3) + entries + bytes(4)
    data = bytearray(head + bytes(104 - len(head)))
    struct.pack_into("<I", data, 96, 6)
    if fits:
        assert inspect(bytes(data)).depth == 6
    else:
        assert _code(bytes(data)) == "picture_cut_short"


def _bmp(width: int, height: int, bits: int, packing: int = 0, *, size: int = 40, length: int | None = None) -> bytes:
    start = 14 + size
    head = b"BM" + bytes(8) + struct.pack("<II", start, size)
    head += (
        struct.pack("<HHHH", width, height, 1, bits)
        if size == 12
        else struct.pack("<iiHHI", width, height, 1, bits, packing)
    )
    rows = (width * bits + 31) // 32 * 4 * abs(height)
    return (head + bytes(start + rows + 40))[: start + rows if length is None else length]


@pytest.mark.parametrize(("bits", "channels"), [(1, 3), (4, 3), (8, 3), (16, 3), (24, 3), (32, 4)])
def test_a_bmp_of_so_many_bits(bits: int, channels: int) -> None:
    header = inspect(_bmp(9, 5, bits))
    assert (header.kind, header.width, header.height, header.channels) == (PictureKind.BMP, 9, 5, channels)
    # Some programs leave out the last row's filling, four bytes at most.
    whole = len(_bmp(9, 5, bits))
    assert inspect(_bmp(9, 5, bits, length=whole - 4)).width == 9
    assert _code(_bmp(9, 5, bits, length=whole - 5)) == "picture_cut_short"


def test_a_bmp_may_stand_on_its_head_and_be_packed_and_of_an_old_kind() -> None:
    assert inspect(_bmp(9, -5, 24)).height == 5
    assert inspect(_bmp(9, 5, 8, 1, length=60)).width == 9
    assert inspect(_bmp(9, 5, 4, 2, length=60)).width == 9
    assert _code(_bmp(9, 5, 16, 3, length=60)) == "picture_cut_short"
    assert inspect(_bmp(9, 5, 24, size=12)).width == 9


@pytest.mark.parametrize(
    ("bits", "packing", "size"),
    [(2, 0, 40), (64, 0, 40), (24, 4, 40), (24, 5, 40), (24, 7, 40), (24, 0, 39), (24, 0, 1025)],
)
def test_a_bmp_that_there_is_not_is_damaged(bits: int, packing: int, size: int) -> None:
    assert _code(_bmp(9, 5, bits, packing, size=size) + bytes(2000)) == "picture_broken"


@pytest.mark.parametrize(
    ("head", "needed", "depth", "channels"),
    [
        (b"P4 10 3 ", 6, 1, 1),
        (b"P5 10 3 255 ", 30, 8, 1),
        (b"P5 000000010 3 255 ", 30, 8, 1),
        (b"P5 10 3 256 ", 60, 16, 1),
        (b"P6 10 3 255 ", 90, 8, 3),
        (b"P6 10 3 65535 ", 180, 16, 3),
        (b"P1 40 3 ", 120, 1, 1),
        (b"P2 40 3 255 ", 239, 8, 1),
        (b"P3 40 3 255 ", 719, 8, 3),
        (b"P2 40 3 300 ", 239, 16, 1),
    ],
)
def test_a_pnm_holds_its_samples(head: bytes, needed: int, depth: int, channels: int) -> None:
    data = head + bytes(max(0, needed - len(head)))
    header = inspect(data)
    assert (header.kind, header.depth, header.channels, header.height) == (PictureKind.PNM, depth, channels, 3)
    if needed > len(head):
        assert _code(data[:-1]) == "picture_cut_short"


@pytest.mark.parametrize("head", [b"P5 10 3 0 ", b"P5 10 3 65536 ", b"P5 10 x 255 ", b"P5 1000000000 3 255 "])
def test_a_pnm_whose_numbers_are_none_is_damaged(head: bytes) -> None:
    assert _code(head + bytes(5000)) == "picture_broken"
