"""What the bytes of a picture file claim, walked through before any decoder sees them. Nothing is decoded here.

No length is believed before the data is there, and no size before it is plausible for that many bytes: a decoder that
takes a claim for the truth takes gigabytes of memory for a file of forty bytes. Used by the app for its own pictures
and by the service for those that people send; what is still acceptable to whom is decided there.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from app.camera.errors import PictureError

MOST_SEGMENTS = 20_000  # of a JPEG, marks for restarting left out; a camera writes some dozen
MOST_CHUNKS = 100_000  # of a PNG or WebP; a PNG of 100 MB in small parts has 25,000
MOST_FILL_BYTES = 1_000_000  # 0xFF before a JPEG's marks
MOST_TAGS = 2_000  # of a TIFF's directory

_PNG = b"\x89PNG\r\n\x1a\n"
_COUNTS_AS = {b"zTXt": 200, b"iTXt": 200, b"iCCP": 200}  # chunks: each may be packed, and hold 8 MB
_LARGEST_DEFLATE_RATIO = 1_040  # deflate makes at most 1,032 bytes of one, and some for its own header
_LARGEST_GIF_RATIO = 11_000  # a code stands for 4,096 pixels at most, and takes three bits at least
_STARTS_OF_FRAME = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
_WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD9)})
# Within a scan 0xFF 0x00 is a byte of data and 0xFF 0xD0 to 0xD7 a place to restart; anything else is a mark.
_MARK_IN_SCAN = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")


class PictureKind(Enum):
    """The kinds that are read; the value is what a person calls it."""

    JPEG = "JPEG"
    PNG = "PNG"
    WEBP = "WebP"
    GIF = "GIF"
    BMP = "BMP"
    TIFF = "TIFF"
    PNM = "PNM"


@dataclass(frozen=True, slots=True)
class PictureHeader:
    """What a picture file says of itself, as far as it is plausible.

    Attributes:
        kind: what it is.
        width, height: pixels, 1 or more, as stored; a JPEG's EXIF orientation is not looked at.
        depth: bits of one channel, 1 to 64.
        channels: channels of a pixel as stored, 1 or more; a palette counts as 3.
        samples: values kept for a pixel, on the average: fewer than channels where a JPEG keeps colours more coarsely.
        scans: how often the decoder goes over the picture: a progressive JPEG's scans, else 1.
        markers: segments of a JPEG, marks for restarting left out; 0 for other kinds.
        chunks: chunks of a PNG or WebP, blocks of a GIF, tags of a TIFF; 0 for other kinds.
        is_progressive: a JPEG that is kept in memory as a whole, twice over, while it is decoded; an interlaced PNG.
        is_animated: more than one picture in it.
        is_whole: its end mark is there; always True for kinds that have none.
    """

    kind: PictureKind
    width: int
    height: int
    depth: int = 8
    channels: int = 3
    scans: int = 1
    markers: int = 0
    chunks: int = 0
    samples: float = 3.0
    is_progressive: bool = False
    is_animated: bool = False
    is_whole: bool = True

    @property
    def pixels(self) -> int:
        """Width by height."""
        return self.width * self.height

    @property
    def decoding_bytes(self) -> int:
        """About how much memory decoding it into 8 bits BGR takes at its highest."""
        as_stored = self.pixels * self.channels * max(1, self.depth // 8)
        return 3 * self.pixels + (2 * as_stored if self.is_progressive else as_stored if self.depth > 8 else 0)


def inspect(data: bytes) -> PictureHeader:
    """Read what a picture file claims, in time that grows with its size and without memory of its own.

    Raises:
        PictureError: `picture_kind` it is of no known kind; `picture_cut_short` it ends before the picture could begin;
            `picture_broken` what it claims cannot be; `picture_overloaded` it is made of more parts than any honest
            picture.
    """
    for matches, read in _READERS:
        if matches(data):
            try:
                header = read(data)
            except (struct.error, IndexError):
                raise PictureError("picture_cut_short") from None
            if not (header.width > 0 and header.height > 0 and 0 < header.depth <= 64 and 0 < header.channels <= 64):
                raise PictureError("picture_broken")
            return header
    raise PictureError("picture_kind", kinds=", ".join(kind.value for kind in PictureKind))


def _jpeg(data: bytes) -> PictureHeader:
    frame: tuple[int, int, int, int, int] | None = None
    at, markers, scans, fill, is_whole, samples = 2, 0, 0, 0, False, 3.0
    while at + 1 < len(data):
        if data[at] != 0xFF:
            # Decoders pass over what lies between two segments; so does this, for a little of it.
            at = data.find(b"\xff", at, at + 4096)
            if at < 0:
                break
            continue
        mark = data[at + 1]
        if mark == 0xFF:
            fill += 1
            if fill > MOST_FILL_BYTES:
                raise PictureError("picture_overloaded")
            at += 1
            continue
        if mark == 0x00 or mark in _WITHOUT_LENGTH:
            at += 2
            continue
        if mark == 0xD9:
            is_whole = True
            break
        markers += 1
        if markers > MOST_SEGMENTS:
            raise PictureError("picture_overloaded")
        if at + 4 > len(data):
            break
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if length < 2:
            raise PictureError("picture_broken")
        if mark in _STARTS_OF_FRAME and frame is None:
            depth, height, width, channels = struct.unpack_from(">BHHB", data, at + 4)
            frame = (width, height, depth, channels, mark)
            samples = _samples(data[at + 10 : at + 2 + length], channels)
        at += 2 + length
        if mark == 0xDA:
            scans += 1
            following = _MARK_IN_SCAN.search(data, at)
            if following is None:
                break
            at = following.start()
    if frame is None or not scans:
        raise PictureError("picture_cut_short")
    width, height, depth, channels, mark = frame
    # Each block of 8 x 8 takes a bit at least; a picture of which most is missing shows nothing.
    if mark in (0xC0, 0xC1, 0xC2) and (width // 16) * (height // 16) > 64 * len(data):
        raise PictureError("picture_cut_short")
    return PictureHeader(
        PictureKind.JPEG,
        width,
        height,
        depth,
        channels,
        scans=scans,
        markers=markers,
        samples=samples,
        is_progressive=scans > 1 or mark in (0xC2, 0xC6, 0xCA, 0xCE),
        is_whole=is_whole,
    )


def _samples(components: bytes, channels: int) -> float:
    """How many values a JPEG keeps for a pixel, by the factors of its components, three bytes each; else `channels`."""
    factors = [(each >> 4, each & 15) for each in components[1 : 3 * channels : 3]]
    if not 0 < channels <= len(factors) or not all(1 <= across <= 4 and 1 <= down <= 4 for across, down in factors):
        return float(channels)
    most = max(across for across, _ in factors) * max(down for _, down in factors)
    return sum(across * down for across, down in factors) / most


def _png(data: bytes) -> PictureHeader:
    size: tuple[int, int, int, int, int] | None = None
    chunks = packed = 0
    is_animated = is_whole = False
    at = len(_PNG)
    while at < len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        chunks += _COUNTS_AS.get(name, 1)
        if chunks > MOST_CHUNKS:
            raise PictureError("picture_overloaded")
        if at + 12 + length > len(data):
            raise PictureError("picture_cut_short")
        if name == b"IHDR":
            if length != 13 or size is not None:
                raise PictureError("picture_broken")
            width, height, depth, colour, _, _, interlaced = struct.unpack_from(">IIBBBBB", data, at + 8)
            size = (width, height, depth, colour, interlaced)
        elif size is None:
            raise PictureError("picture_broken")
        elif name == b"IDAT":
            packed += length
        elif name == b"acTL":
            is_animated = True
        elif name == b"IEND":
            is_whole = True
            break
        at += 12 + length
    channels_of = {0: 1, 2: 3, 3: 3, 4: 2, 6: 4}
    if size is None or not packed:
        raise PictureError("picture_cut_short")
    width, height, depth, colour, interlaced = size
    if colour not in channels_of or depth not in (1, 2, 4, 8, 16):
        raise PictureError("picture_broken")
    stored = 1 if colour == 3 else channels_of[colour]
    if (width * depth * stored + 7) // 8 * height > packed * _LARGEST_DEFLATE_RATIO:
        raise PictureError("picture_cut_short")
    return PictureHeader(
        PictureKind.PNG,
        width,
        height,
        depth,
        channels_of[colour],
        chunks=chunks,
        is_progressive=bool(interlaced),
        is_animated=is_animated,
        is_whole=is_whole,
    )


def _webp(data: bytes) -> PictureHeader:
    claimed = struct.unpack_from("<I", data, 4)[0] + 8
    if claimed > len(data):
        raise PictureError("picture_cut_short")
    canvas: tuple[int, int] | None = None
    picture: tuple[int, int] | None = None
    chunks, channels, is_animated = 0, 3, False
    at = 12
    while at + 8 <= claimed:
        name, length = struct.unpack_from("<4sI", data, at)
        chunks += 1
        if chunks > MOST_CHUNKS:
            raise PictureError("picture_overloaded")
        if at + 8 + length > claimed:
            raise PictureError("picture_cut_short")
        body = at + 8
        if name == b"VP8X":
            canvas = (1 + _little24(data, body + 4), 1 + _little24(data, body + 7))
            is_animated = bool(data[body] & 0x02)
            channels = 4 if data[body] & 0x10 else channels
        elif name == b"VP8 " and picture is None:
            if data[body + 3 : body + 6] != b"\x9d\x01\x2a":
                raise PictureError("picture_broken")
            width, height = struct.unpack_from("<HH", data, body + 6)
            picture = (width & 0x3FFF, height & 0x3FFF)
        elif name == b"VP8L" and picture is None:
            if data[body] != 0x2F:
                raise PictureError("picture_broken")
            bits = struct.unpack_from("<I", data, body + 1)[0]
            picture = (1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF))
            channels = 4 if bits >> 28 & 1 else channels
        elif name == b"ANMF":
            is_animated = True
            picture = picture or (1 + _little24(data, body + 6), 1 + _little24(data, body + 9))
        at = body + length + (length & 1)
    if picture is None:
        raise PictureError("picture_cut_short")
    width, height = canvas or picture
    if canvas is not None and (picture[0] > width or picture[1] > height):
        raise PictureError("picture_broken")
    return PictureHeader(PictureKind.WEBP, width, height, channels=channels, chunks=chunks, is_animated=is_animated)


def _gif(data: bytes) -> PictureHeader:
    width, height, flags = struct.unpack_from("<HHB", data, 6)
    at = 13 + (3 << ((flags & 7) + 1) if flags & 0x80 else 0)
    pictures = chunks = 0
    is_whole = False
    while at < len(data):
        chunks += 1
        if chunks > MOST_CHUNKS:
            raise PictureError("picture_overloaded")
        mark = data[at]
        if mark == 0x3B:
            is_whole = True
            break
        if mark == 0x21:
            at += 2
        elif mark == 0x2C:
            left, top, wide, high, own = struct.unpack_from("<HHHHB", data, at + 1)
            if left + wide > width or top + high > height:
                raise PictureError("picture_broken")
            pictures += 1
            at += 11 + (3 << ((own & 7) + 1) if own & 0x80 else 0)
        else:
            raise PictureError("picture_broken")
        while at < len(data) and data[at]:
            chunks += 1
            at += 1 + data[at]
        at += 1
    if not pictures or width * height > len(data) * _LARGEST_GIF_RATIO:
        raise PictureError("picture_cut_short")
    return PictureHeader(PictureKind.GIF, width, height, chunks=chunks, is_animated=pictures > 1, is_whole=is_whole)


def _bmp(data: bytes) -> PictureHeader:
    starts_at, header_size = struct.unpack_from("<II", data, 10)
    if header_size == 12:
        width, height, _, bits = struct.unpack_from("<HHHH", data, 18)
        packing = 0
    elif 40 <= header_size <= 1024:
        width, height, _, bits, packing = struct.unpack_from("<iiHHI", data, 18)
        height = abs(height)
    else:
        raise PictureError("picture_broken")
    if bits not in (1, 4, 8, 16, 24, 32) or packing not in (0, 1, 2, 3, 6):
        raise PictureError("picture_broken")
    if width > 0 and packing not in (1, 2) and starts_at + (width * bits + 31) // 32 * 4 * height > len(data) + 4:
        raise PictureError("picture_cut_short")
    return PictureHeader(PictureKind.BMP, width, height, channels=4 if bits == 32 else 3)


def _tiff(data: bytes) -> PictureHeader:
    order = "<" if data[:2] == b"II" else ">"
    (directory,) = struct.unpack_from(order + "I", data, 4)
    (count,) = struct.unpack_from(order + "H", data, directory)
    if count > MOST_TAGS:
        raise PictureError("picture_overloaded")
    values: dict[int, int] = {}
    for number in range(count):
        tag, kind, length = struct.unpack_from(order + "HHI", data, directory + 2 + 12 * number)
        place = directory + 10 + 12 * number
        size = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}.get(kind, 1)
        if size * length > 4:
            (place,) = struct.unpack_from(order + "I", data, place)
            if place + size * length > len(data):
                raise PictureError("picture_cut_short")
        if length and kind in (3, 4):
            values.setdefault(tag, struct.unpack_from(order + ("H" if kind == 3 else "I"), data, place)[0])
    (more,) = struct.unpack_from(order + "I", data, directory + 2 + 12 * count)
    width, height = values.get(256, 0), values.get(257, 0)
    tile = values.get(322, 0), values.get(323, 0)
    if min(width, height) < 1 or tile[0] > 2 * width + 1024 or tile[1] > 2 * height + 1024:
        raise PictureError("picture_broken")
    depth, channels = values.get(258, 1), values.get(277, 1)
    if values.get(259, 1) == 1 and width * height * depth * channels // 8 > len(data):
        raise PictureError("picture_cut_short")
    return PictureHeader(
        PictureKind.TIFF,
        width,
        height,
        depth,
        3 if values.get(262) == 3 else channels,
        chunks=count,
        is_animated=more != 0,
    )


def _pnm(data: bytes) -> PictureHeader:
    words = _pnm_words(data[:4096])
    magic, width, height = next(words)[1:2], int(next(words)), int(next(words))
    most = 1 if magic in b"14" else int(next(words))
    channels = 3 if magic in b"36" else 1
    depth = 1 if magic in b"14" else 8 if most < 256 else 16
    if not 0 < most < 65536:
        raise PictureError("picture_broken")
    binary = -(-width // 8) * height if magic == b"4" else width * height * channels * (depth // 8 or 1)
    # As text every sample takes a digit, and a space but for a bitmap's.
    needed = binary if magic in b"456" else width * height if magic == b"1" else 2 * binary // (depth // 8) - 1
    if needed > len(data):
        raise PictureError("picture_cut_short")
    return PictureHeader(PictureKind.PNM, width, height, depth, channels)


def _pnm_words(head: bytes) -> Iterator[bytes]:
    found = re.sub(rb"#[^\n\r]*", b" ", head).split()
    for word in found[:1]:
        yield word[:2]
        if len(word) > 2:
            yield word[2:]
    for word in found[1:]:
        if not word.isdigit() or len(word) > 9:
            raise PictureError("picture_broken")
        yield word
    raise PictureError("picture_cut_short")


def _little24(data: bytes, at: int) -> int:
    if at + 3 > len(data):
        raise PictureError("picture_cut_short")
    return int.from_bytes(data[at : at + 3], "little")


_READERS: tuple[tuple[Callable[[bytes], bool], Callable[[bytes], PictureHeader]], ...] = (
    (lambda data: data[:2] == b"\xff\xd8", _jpeg),
    (lambda data: data[:8] == _PNG, _png),
    (lambda data: data[:4] == b"RIFF" and data[8:12] == b"WEBP", _webp),
    (lambda data: data[:6] in (b"GIF87a", b"GIF89a"), _gif),
    (lambda data: data[:2] == b"BM", _bmp),
    (lambda data: data[:4] in (b"II*\x00", b"MM\x00*"), _tiff),
    (lambda data: re.match(rb"P[1-6][\s#]", data) is not None, _pnm),
)
