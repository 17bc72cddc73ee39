"""Walking through the bytes of picture files: what they claim, and what is not believed."""

import struct

import cv2
import numpy as np
import pytest

from app.camera.errors import PictureError
from app.camera.picture_header import MOST_CHUNKS, MOST_FILL_BYTES, MOST_SEGMENTS, PictureKind, inspect
from tests.app.camera.fakes import picture
from tests.app.camera.pictures_made import KINDS, encoded, jpeg_of_size, png, png_chunk, png_that_claims_4_gb

_KIND_OF = {".jpg": "JPEG", ".png": "PNG", ".webp": "WebP", ".gif": "GIF", ".bmp": "BMP", ".tif": "TIFF"}


def _code(data: bytes) -> str:
    with pytest.raises(PictureError) as caught:
        inspect(data)
    return caught.value.code


@pytest.mark.parametrize("suffix", KINDS)
def test_each_kind_tells_its_size(suffix: str) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (48, 70, 3), np.uint8)
    header = inspect(encoded(suffix, noise))
    assert (header.width, header.height) == (70, 48)
    assert header.kind.value == _KIND_OF.get(suffix, "PNM")
    assert header.depth == 8
    assert header.is_whole
    assert not header.is_animated
    assert header.scans == 1


@pytest.mark.parametrize("suffix", KINDS)
@pytest.mark.parametrize(("width", "height"), [(1, 1), (1, 9), (9, 1)])
def test_a_picture_of_one_pixel_across_is_a_picture(suffix: str, width: int, height: int) -> None:
    header = inspect(encoded(suffix, np.full((height, width, 3), 90, np.uint8)))
    assert (header.width, header.height) == (width, height)


def test_rows_of_less_than_a_byte_take_a_whole_one() -> None:
    def black_and_white(height: int) -> bytes:
        return png(1, height, png_chunk(b"IDAT", bytes(10)), png_chunk(b"IEND"), depth=1, colour=0)

    assert inspect(black_and_white(10_000)).height == 10_000
    assert _code(black_and_white(20_000)) == "picture_cut_short"


def test_a_tiff_that_is_not_packed_has_as_many_bytes_as_pixels_and_a_packed_one_need_not() -> None:
    white = np.full((48, 64, 3), 255, np.uint8)
    packed = encoded(".tif", white)
    assert len(packed) < white.size
    assert (inspect(packed).width, inspect(packed).height) == (64, 48)
    plain = encoded(".tif", white, cv2.IMWRITE_TIFF_COMPRESSION, 1)
    assert inspect(plain).height == 48
    height = struct.pack("<HHI", 257, 3, 1)
    at = plain.index(height)
    claimed = plain[: at + 8] + struct.pack("<H", 480) + plain[at + 10 :]
    assert _code(claimed) == "picture_cut_short"


def test_a_progressive_jpeg_tells_how_many_scans_it_has_and_that_it_takes_more_memory() -> None:
    plain = inspect(encoded(".jpg"))
    progressive = inspect(encoded(".jpg", None, cv2.IMWRITE_JPEG_PROGRESSIVE, 1))
    assert plain.scans == 1
    assert not plain.is_progressive
    assert progressive.scans > 3
    assert progressive.is_progressive
    assert progressive.markers > plain.markers > 3
    assert progressive.decoding_bytes > 2 * plain.decoding_bytes


def test_sixteen_bits_and_alpha_count_as_memory() -> None:
    deep = cv2.imencode(".png", np.zeros((48, 64, 4), np.uint16))[1].tobytes()
    header = inspect(deep)
    assert (header.depth, header.channels) == (16, 4)
    assert header.decoding_bytes == 64 * 48 * (3 + 8)


def test_a_png_whose_chunk_claims_more_than_there_is_is_cut_short() -> None:
    assert _code(png_that_claims_4_gb()) == "picture_cut_short"
    assert _code(png(64, 48, png_chunk(b"tEXt", b"", length=0xFFFFFFFF))) == "picture_cut_short"


def test_a_size_that_so_few_bytes_cannot_fill_is_not_believed() -> None:
    assert _code(png(30_000, 30_000, png_chunk(b"IDAT", b"x" * 50), png_chunk(b"IEND"))) == "picture_cut_short"
    assert _code(jpeg_of_size(65_000, 65_000)) == "picture_cut_short"
    assert _code(b"P5 20000 20000 255\n") == "picture_cut_short"
    assert _code(b"P2 20000 20000 255\n1 2 3") == "picture_cut_short"
    bmp = bytearray(encoded(".bmp"))
    bmp[18:26] = struct.pack("<ii", 30_000, -30_000)
    assert _code(bytes(bmp)) == "picture_cut_short"


@pytest.mark.parametrize("suffix", KINDS)
def test_every_beginning_of_a_file_is_a_trouble_or_a_header_never_another_error(suffix: str) -> None:
    data = encoded(suffix)
    for end in range(len(data)):
        try:
            header = inspect(data[:end])
        except PictureError:
            continue
        assert (header.width, header.height) == (64, 48)


def test_a_jpeg_without_its_end_is_not_whole_but_has_a_size() -> None:
    data = encoded(".jpg")
    assert not inspect(data[:-2]).is_whole
    assert inspect(data).is_whole


def test_a_thumbnail_within_a_segment_is_passed_over() -> None:
    data = encoded(".jpg")
    small = encoded(".jpg", picture(width=16, height=16))
    segment = b"\xff\xe1" + struct.pack(">H", 2 + 6 + len(small)) + b"Exif\x00\x00" + small
    header = inspect(data[:2] + segment + data[2:])
    assert (header.width, header.height) == (64, 48)
    assert header.scans == 1


@pytest.mark.parametrize(
    "between",
    [b"\xff\x00", b"\xff\x01", b"\xff\xd0", b"\xff\xd7", b"\xff\xd8", b"\xff\xff\xff", b"a little", b"\x00" * 4095],
    ids=lambda each: each[:4].hex(),
)
def test_what_decoders_pass_over_between_two_segments_is_passed_over(between: bytes) -> None:
    data = encoded(".jpg")
    assert inspect(data[:2] + between + data[2:]) == inspect(data)


def test_what_no_decoder_passes_over_ends_a_jpeg() -> None:
    data = encoded(".jpg")
    assert _code(data[:2] + b"\x00" * 4096 + data[2:]) == "picture_cut_short"
    for length in (0, 1):
        assert _code(data[:2] + b"\xff\xe5" + struct.pack(">H", length) + data[2:]) == "picture_broken"
    whole = inspect(data[:2] + b"\xff\xe5" + struct.pack(">H", 2) + data[2:])
    assert (whole.width, whole.height, whole.scans) == (64, 48, 1)


def test_just_as_many_parts_as_allowed_are_read() -> None:
    jpeg = encoded(".jpg")
    own = len([mark for mark in range(len(jpeg) - 1) if jpeg[mark] == 0xFF and jpeg[mark + 1] not in (0, 0xFF)]) - 2
    assert own < 20
    fits = jpeg[:2] + b"\xff\xfe\x00\x02" * (MOST_SEGMENTS - own) + jpeg[2:]
    assert inspect(fits).height == 48
    assert inspect(jpeg[:2] + b"\xff" * MOST_FILL_BYTES + jpeg[2:]).height == 48


def test_more_parts_than_any_picture_has_are_refused_at_once() -> None:
    jpeg = encoded(".jpg")
    many = jpeg[:2] + b"\xff\xfe\x00\x02" * (MOST_SEGMENTS + 1) + jpeg[2:]
    assert _code(many) == "picture_overloaded"
    assert _code(jpeg[:2] + b"\xff" * (MOST_FILL_BYTES + 2) + jpeg[2:]) == "picture_overloaded"
    assert _code(png(64, 48, png_chunk(b"tEXt") * (MOST_CHUNKS + 1))) == "picture_overloaded"


def test_what_is_no_picture_is_of_no_known_kind() -> None:
    for data in (b"", b"P", b"%PDF-1.7", b"<html>", bytes(100), b"\x00\x00\x00\x1cftypavif"):
        assert _code(data) == "picture_kind"


def test_impossible_headers_are_damage() -> None:
    assert _code(png(0, 48, png_chunk(b"IDAT", b"x" * 50), png_chunk(b"IEND"))) == "picture_broken"
    assert _code(png(64, 48, png_chunk(b"IDAT", bytes(50)), colour=5)) == "picture_broken"
    assert _code(b"P5 64 48 70000\n") == "picture_broken"
    assert _code(b"\xff\xd8\xff\xe0\x00\x01") == "picture_broken"


def test_moving_pictures_are_told() -> None:
    frames = [png_chunk(b"acTL", struct.pack(">II", 2, 0)), png_chunk(b"IDAT", bytes(500)), png_chunk(b"IEND")]
    assert inspect(png(64, 48, *frames)).is_animated
    gif = encoded(".gif")
    from_picture = gif.index(b"\x2c")
    assert inspect(gif[:-1] + gif[from_picture:]).is_animated
    assert inspect(gif).kind is PictureKind.GIF


@pytest.mark.parametrize("more", [2, 10, 16, 2000])
def test_a_webp_whose_last_part_claims_more_than_there_is_is_cut_short(more: int) -> None:
    data = bytearray(encoded(".webp"))
    (length,) = struct.unpack_from("<I", data, 16)
    struct.pack_into("<I", data, 16, length + more)
    with pytest.raises(PictureError) as raised:
        inspect(bytes(data))
    assert raised.value.code == "picture_cut_short"


@pytest.mark.parametrize(("quality", "channels"), [(60, 3), (101, 3), (60, 4), (101, 4)])
def test_a_webp_says_whether_it_has_transparency(quality: int, channels: int) -> None:
    image = np.random.default_rng(1).integers(0, 256, (48, 64, channels), np.uint8)
    assert inspect(encoded(".webp", image, cv2.IMWRITE_WEBP_QUALITY, quality)).channels == channels


def test_a_jpeg_says_how_coarsely_it_keeps_colours() -> None:
    sampling = cv2.IMWRITE_JPEG_SAMPLING_FACTOR
    image = np.zeros((48, 64, 3), np.uint8)
    for factor, samples in (
        (cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444, 3.0),
        (cv2.IMWRITE_JPEG_SAMPLING_FACTOR_422, 2.0),
        (cv2.IMWRITE_JPEG_SAMPLING_FACTOR_420, 1.5),
    ):
        assert inspect(encoded(".jpg", image, sampling, factor)).samples == samples
    grey = cv2.imencode(".jpg", image[..., 0])[1].tobytes()
    assert inspect(grey).samples == 1.0
    broken = bytearray(encoded(".jpg"))
    broken[broken.index(b"\xff\xc0") + 11] = 0x05
    assert inspect(bytes(broken)).samples == 3.0
    broken[broken.index(b"\xff\xc0") + 9] = 0
    with pytest.raises(PictureError):
        inspect(bytes(broken))


def _gif(*, own_colours: bool) -> bytes:
    """Two frames of one pixel; the first with colours of its own, or without."""
    head = b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + bytes(6)
    first = b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0x80 if own_colours else 0) + bytes(6 * own_colours)
    second = b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0)
    pixels = b"\x02\x02\x44\x01\x00"
    return head + first + pixels + second + pixels + b"\x3b"


@pytest.mark.parametrize("own_colours", [True, False])
def test_a_gif_is_read_past_the_colours_of_each_of_its_frames(own_colours: bool) -> None:
    header = inspect(_gif(own_colours=own_colours))
    assert (header.is_whole, header.is_animated) == (True, True)
    assert not inspect(_gif(own_colours=own_colours)[:-1]).is_whole


def _webp(*parts: tuple[bytes, bytes]) -> bytes:
    body = b"".join(name + struct.pack("<I", len(content)) + content for name, content in parts)
    return b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WEBP" + body


def test_a_moving_webp_has_the_size_of_its_first_frame_where_it_has_no_canvas() -> None:
    frames = [(b"ANMF", bytes(6) + struct.pack("<I", size)[:3] + b"\x07\0\0" + bytes(4)) for size in (4, 9)]
    header = inspect(_webp(*frames))
    assert (header.width, header.height, header.is_animated) == (5, 8, True)
    with pytest.raises(PictureError) as caught:
        inspect(_webp(frames[0])[:-6])
    assert caught.value.code == "picture_cut_short"


@pytest.mark.parametrize("channels", [3, 4])
def test_a_bmp_of_32_bits_has_transparency(channels: int) -> None:
    content = cv2.imencode(".bmp", np.zeros((5, 7, channels), np.uint8))[1].tobytes()
    header = inspect(content)
    assert (header.width, header.height, header.channels) == (7, 5, channels)


def _tiff(length: int) -> bytes:
    """Ten by ten pixels of three bytes, not packed, in a file of so many bytes."""
    tags = {256: 10, 257: 10, 258: 8, 259: 1, 277: 3}
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags.items())
    head = b"II*\0" + struct.pack("<IH", 8, len(tags)) + entries + bytes(4)
    return head + bytes(length - len(head))


def test_a_tiff_that_is_not_packed_has_all_its_channels() -> None:
    assert inspect(_tiff(300)).channels == 3
    with pytest.raises(PictureError) as caught:
        inspect(_tiff(299))
    assert caught.value.code == "picture_cut_short"


@pytest.mark.parametrize(("side", "fits"), [(600, True), (8000, False)])
def test_a_gif_of_a_few_bytes_holds_no_millions_of_pixels(side: int, fits: bool) -> None:
    picture = b"\x2c" + struct.pack("<HHHHB", 0, 0, side, side, 0) + b"\x02\x02\x4c\x01\x00;"
    data = b"GIF89a" + struct.pack("<HHBBB", side, side, 0x80, 0, 0) + bytes(6) + picture
    if fits:
        assert inspect(data).pixels == side * side
    else:
        with pytest.raises(PictureError, match="picture_cut_short"):
            inspect(data)
