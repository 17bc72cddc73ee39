"""What people send: every kind of picture that is read, and every kind that is refused, with its status."""

import struct
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from app.camera.picture_header import inspect
from app.camera.pictures import load_picture
from app.service.errors import Refused
from app.service.picture import (
    LEAST_SIDE_PX,
    MOST_CHUNKS,
    MOST_MARKERS,
    MOST_PIXELS,
    MOST_SCANS,
    _check_parts,
    _check_size,
    _scales,
    read_picture,
)
from tests.app.service.fakes import GREEN, encoded, jpeg, rgb


def _noise(width: int = 200, height: int = 150) -> Image.Image:
    return Image.fromarray(np.random.default_rng(7).integers(0, 256, (height, width, 3), np.uint8))


def _png(width: int, height: int, *, depth: int = 8, pixels: bytes = zlib.compress(b"\0" * 100_000)) -> bytes:
    """A PNG whose header claims a size, with the content of very few bytes that a bomb has."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, depth, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def _refusal(data: bytes) -> Refused:
    with pytest.raises(Refused) as caught:
        read_picture(data)
    assert "\n" not in caught.value.message
    return caught.value


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_pixels_are_those_that_the_app_sees(kind: str, tmp_path: Path) -> None:
    data = encoded(_noise(1700, 900), kind)
    path = tmp_path / "picture"
    path.write_bytes(data)
    expected = load_picture(path)
    assert expected is not None
    assert np.array_equal(read_picture(data), expected)
    assert expected.shape == (678, 1280, 3)


def test_a_picture_is_turned_upright_by_its_exif_orientation() -> None:
    image = rgb(width=80, height=40)
    image.paste((200, 30, 30), (0, 0, 40, 40))
    exif = Image.Exif()
    exif[0x0112] = 6
    upright = read_picture(encoded(image, "JPEG", exif=exif, quality=95))
    assert upright.shape == (80, 40, 3)
    assert upright[10, 20, 2] > 150 > upright[70, 20, 2], "its left side has become its top"


def test_cmyk_sixteen_bits_grey_and_transparency_are_read() -> None:
    wanted = np.array(GREEN[::-1])
    cmyk = read_picture(encoded(rgb().convert("CMYK"), "JPEG", quality=95))
    deep = cv2.imencode(".png", np.full((40, 40, 3), wanted * 257, np.uint16))[1].tobytes()
    for picture in (cmyk, read_picture(deep), read_picture(encoded(rgb().convert("RGBA"), "PNG"))):
        assert np.abs(picture[5, 5].astype(int) - wanted).max() < 8
    assert read_picture(encoded(rgb().convert("L"), "PNG")).shape == (48, 64, 3)


def test_a_jpeg_with_bytes_after_its_end_is_read() -> None:
    assert read_picture(jpeg() + b"a phone's film" * 50).shape == (48, 64, 3)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("share", [0.3, 0.7, 0.98])
def test_a_picture_that_is_cut_short_is_refused(kind: str, share: float) -> None:
    data = encoded(_noise(), kind)
    assert _refusal(data[: int(len(data) * share)]).status == 422


def test_a_cut_jpeg_is_noticed_though_its_thumbnail_ends() -> None:
    thumbnail = jpeg(width=16, height=16)
    exif = b"Exif\0\0" + thumbnail
    data = encoded(_noise(), "JPEG")
    with_thumbnail = data[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + data[2:]
    assert read_picture(with_thumbnail).shape == (150, 200, 3)
    assert _refusal(with_thumbnail[:-500]).status == 422


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_an_animated_picture_is_refused(kind: str) -> None:
    data = encoded(rgb(), kind, save_all=True, append_images=[rgb((200, 0, 0))])
    refused = _refusal(data)
    assert refused.status == 422
    assert "animated" in refused.message


def test_a_bomb_is_refused_by_its_header() -> None:
    refused = _refusal(_png(30_000, 30_000))
    assert refused.status == 413
    assert "30000 x 30000" in refused.message
    assert _refusal(_png(MOST_PIXELS // 1000 + 1, 1000, depth=16)).status == 413


@pytest.mark.parametrize("size", [(1, 1), (15, 400), (400, 15)])
def test_a_picture_that_can_show_nothing_is_refused(size: tuple[int, int]) -> None:
    assert _refusal(encoded(rgb(width=size[0], height=size[1]), "PNG")).status == 422


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (encoded(rgb(), "GIF"), "a GIF"),
        (encoded(rgb(), "TIFF"), "a TIFF"),
        (encoded(rgb(), "BMP"), "a BMP"),
        (b"%PDF-1.7 and so on", "a PDF"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "a HEIC"),
        (b"<!doctype html>", "something else"),
        (b"\0", "something else"),
    ],
)
def test_what_is_no_jpeg_png_or_webp_is_named_and_refused(data: bytes, named: str) -> None:
    refused = _refusal(data)
    assert refused.status == 415
    assert refused.message.startswith(f"This is {named}:")


def test_nothing_is_refused_as_nothing() -> None:
    assert _refusal(b"").status == 400


def _segments(count: int) -> bytes:
    data = jpeg()
    return data[:2] + b"\xff\xfe\x00\x02" * count + data[2:]


def _scans(count: int) -> bytes:
    data = encoded(_noise(), "JPEG", progressive=True)
    last = data[data.rfind(b"\xff\xda") : -2]
    return data[:-2] + last * count + data[-2:]


def _chunks(count: int) -> bytes:
    data = encoded(rgb(), "PNG")
    return data[:33] + (b"\0\0\0\1tEXta" + struct.pack(">I", zlib.crc32(b"tEXta"))) * count + data[33:]


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (_scans(3000), "100 scans"),
        (_segments(5000), "2000 markers"),
        (_chunks(15_000), "10000 chunks"),
        (_segments(50_000), "of its parts than any picture has"),
        (jpeg()[:2] + b"\xff" * 2_000_000 + jpeg()[2:], "of its parts than any picture has"),
    ],
)
def test_a_picture_of_more_parts_than_any_has_is_refused_before_it_is_decoded(
    data: bytes, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.service.picture.decode_picture", None)
    refused = _refusal(data)
    assert refused.status == 422
    assert named in refused.message


def test_as_many_parts_as_real_pictures_have_are_read() -> None:
    for data in (_scans(20), _segments(500), _chunks(2000), jpeg()[:2] + b"\xff" * 60 + jpeg()[2:]):
        assert read_picture(data).ndim == 3


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_would_take_too_much_memory_is_refused_by_its_header(kind: str) -> None:
    data = _png(7000, 7000, depth=16, pixels=bytes(300_000)) if kind == "PNG" else encoded(rgb(), kind, lossless=True)
    if kind == "WEBP":
        data = data[:21] + struct.pack("<I", 5999 | 4999 << 14) + data[25:]
    refused = _refusal(data)
    assert refused.status == 413
    assert "memory" in refused.message


@pytest.mark.parametrize(
    ("kind", "longest", "scales"),
    [
        ("JPEG", 2559, [1, 2, 4]),
        ("JPEG", 2560, [2, 4]),
        ("JPEG", 5119, [2, 4]),
        ("JPEG", 5120, [4]),
        ("PNG", 5120, [1, 2, 4]),
    ],
)
def test_a_jpeg_of_many_more_pixels_than_are_looked_at_is_not_held_as_a_whole(
    kind: str, longest: int, scales: list[int]
) -> None:
    for size in ((longest, 40), (40, longest)):
        assert _scales(inspect(encoded(rgb(width=size[0], height=size[1]), kind))) == scales


def test_what_was_made_smaller_while_it_was_decoded_shows_the_same(tmp_path: Path) -> None:
    small = cv2.GaussianBlur(np.asarray(_noise(650, 400)), (0, 0), 2)
    data = encoded(Image.fromarray(cv2.resize(small, (2600, 1600), interpolation=cv2.INTER_CUBIC)), "JPEG", quality=92)
    path = tmp_path / "picture"
    path.write_bytes(data)
    expected = load_picture(path)
    assert expected is not None
    found = read_picture(data)
    assert found.shape == expected.shape == (788, 1280, 3)
    apart = np.abs(found.astype(int) - expected)
    assert apart.mean() < 1
    assert apart.max() < 16


def test_a_large_jpeg_is_made_smaller_while_it_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    image = Image.new("RGB", (1600, 1200), GREEN)
    image.paste((200, 30, 30), (0, 0, 800, 600))
    whole = {kind: encoded(image, "JPEG", quality=95, progressive=kind) for kind in (False, True)}
    expected = read_picture(whole[False])
    monkeypatch.setattr("app.service.picture.decode_picture", None)
    for progressive, most_bytes in ((False, 9_000_000), (True, 13_000_000)):
        monkeypatch.setattr("app.service.picture.MOST_BYTES", most_bytes)
        found = read_picture(whole[progressive])
        assert found.shape == expected.shape
        assert np.abs(found.astype(int) - expected).mean() < 1
    monkeypatch.setattr("app.service.picture.MOST_BYTES", 100_000)
    assert _refusal(whole[False]).status == 413


@given(st.sampled_from(["JPEG", "PNG", "WEBP"]), st.data())
def test_damaged_bytes_are_read_or_refused_but_never_worse(kind: str, data: st.DataObject) -> None:
    content = bytearray(encoded(rgb(), kind))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        outcome = read_picture(bytes(content)).ndim
    except Refused as refused:
        outcome = refused.status
    assert outcome in (3, 413, 415, 422)


@pytest.mark.parametrize(("part", "most"), [("scans", MOST_SCANS), ("markers", MOST_MARKERS), ("chunks", MOST_CHUNKS)])
def test_as_many_parts_as_any_picture_has_are_read_and_one_more_is_refused(part: str, most: int) -> None:
    change: Any = {part: most}
    _check_parts(replace(inspect(_png(64, 48)), **change))
    change = {part: most + 1}
    with pytest.raises(Refused, match=str(most)):
        _check_parts(replace(inspect(_png(64, 48)), **change))


def test_a_strip_of_which_nothing_is_left_is_refused_as_one() -> None:
    refused = _refusal(encoded(Image.new("RGB", (16, 5000), GREEN), "PNG"))
    assert (refused.status, "narrow a strip" in refused.message) == (422, True)
    assert read_picture(encoded(Image.new("RGB", (16, 1280), GREEN), "PNG")).shape == (1280, 16, 3)
    assert read_picture(encoded(Image.new("RGB", (2560, 32), GREEN), "PNG")).shape == (16, 1280, 3)


@pytest.mark.parametrize(
    ("width", "height", "status"),
    [
        (MOST_PIXELS // 5000, 5000, None),
        (MOST_PIXELS // 5000 + 1, 5000, 413),
        (LEAST_SIDE_PX, LEAST_SIDE_PX, None),
        (LEAST_SIDE_PX, LEAST_SIDE_PX - 1, 422),
    ],
)
def test_a_size_that_just_suffices_and_one_that_does_not(width: int, height: int, status: int | None) -> None:
    header = replace(inspect(_png(64, 48)), width=width, height=height)
    if status is None:
        _check_size(header)
    else:
        with pytest.raises(Refused) as caught:
            _check_size(header)
        assert caught.value.status == status
