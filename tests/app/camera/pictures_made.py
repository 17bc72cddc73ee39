"""Files made for tests: pictures of each kind, and such that claim what they do not have."""

import struct
import zlib

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.app.camera.fakes import picture

KINDS = (".jpg", ".png", ".webp", ".gif", ".bmp", ".tif", ".ppm", ".pgm")


def encoded(suffix: str, image: NDArray[np.uint8] | None = None, *options: int) -> bytes:
    """A picture file of that kind."""
    shown = picture() if image is None else image
    if suffix == ".pgm":
        shown = np.ascontiguousarray(shown[..., 0])
    return cv2.imencode(suffix, shown, list(options))[1].tobytes()


def png_chunk(name: bytes, body: bytes = b"", *, length: int | None = None) -> bytes:
    """A chunk of a PNG; its length may be a lie."""
    claimed = len(body) if length is None else length
    return struct.pack(">I", claimed) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(width: int, height: int, *chunks: bytes, depth: int = 8, colour: int = 2) -> bytes:
    """A PNG of these chunks after the first."""
    head = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks)


def png_that_claims_4_gb() -> bytes:
    """41 bytes whose second chunk claims four gigabytes."""
    made = png(64, 48) + struct.pack(">I", 0xFFFFFFF0) + b"IDAT"
    assert len(made) == 41
    return made


def jpeg_of_size(width: int, height: int, jpeg: bytes | None = None) -> bytes:
    """A JPEG whose frame header claims another size."""
    made = bytearray(jpeg if jpeg is not None else encoded(".jpg"))
    at = made.index(b"\xff\xc0")
    made[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(made)
