"""Pictures that people send: looked at before they are decoded, refused with a reason, decoded as the app does it.

Only the header is read here, by Pillow; the pixels come from the same call that reads the app's own pictures, so that
both see the same. What a picture shows is not decided here.
"""

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from app.camera.pictures import decode_picture
from app.service.errors import Refused

# Pillow warns of large pictures by itself; the limit here is stricter and an error.
Image.MAX_IMAGE_PIXELS = None

MOST_PIXELS = 50_000_000
LEAST_SIDE_PX = 16
_FORMATS = ("JPEG", "PNG", "WEBP")
_ACCEPTED = "send a JPEG, PNG or WebP picture"
_OTHERS = (
    (0, b"GIF8", "a GIF"),
    (0, b"II*\x00", "a TIFF"),
    (0, b"MM\x00*", "a TIFF"),
    (0, b"BM", "a BMP"),
    (0, b"%PDF", "a PDF"),
    (4, b"ftyphei", "a HEIC"),
    (4, b"ftyphev", "a HEIC"),
    (4, b"ftypmif", "a HEIC"),
    (4, b"ftypavi", "an AVIF"),
)


def read_picture(data: bytes) -> NDArray[np.uint8]:
    """The pixels of a picture file.

    Takes the memory of at most MOST_PIXELS, whatever the file claims: the size is read before anything is decoded.

    Returns:
        uint8 (height, width, 3), BGR, upright by its EXIF orientation, its longer side at most the app's 1280 pixels.

    Raises:
        Refused: 400 nothing was sent, 413 too many pixels, 415 not one of the three formats, 422 too small, animated,
            damaged or cut short.
    """
    if not data:
        raise Refused(400, f"There is no picture in the request: {_ACCEPTED}.")
    width, height, animated = _header(data)
    if width * height > MOST_PIXELS:
        raise Refused(
            413,
            f"The picture has {width} x {height} pixels; at most {MOST_PIXELS // 1_000_000} million are read: "
            "make it smaller.",
        )
    if min(width, height) < LEAST_SIDE_PX:
        raise Refused(
            422, f"The picture has {width} x {height} pixels; it takes {LEAST_SIDE_PX} a side to show anything."
        )
    if animated:
        raise Refused(422, "The picture is animated: send a single still one.")
    picture = None if _is_cut_short(data) else decode_picture(np.frombuffer(data, np.uint8))
    if picture is None:
        raise Refused(422, "The picture is damaged or cut short: send it again.")
    return picture


def _header(data: bytes) -> tuple[int, int, bool]:
    """Width and height in pixels and whether it is animated."""
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            animated = image.format in ("PNG", "WEBP") and bool(getattr(image, "is_animated", False))
            return image.width, image.height, animated
    except Exception as error:  # Pillow's readers raise what they happen to stumble over
        if data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or data[:4] + data[8:12] == b"RIFFWEBP":
            raise Refused(422, "The picture is damaged or cut short: send it again.") from error
        name = next((name for at, magic, name in _OTHERS if data[at : at + len(magic)] == magic), "something else")
        raise Refused(415, f"This is {name}: {_ACCEPTED}.") from error


def _is_cut_short(data: bytes) -> bool:
    """Whether a JPEG ends before its end mark: its decoder would fill the rest with grey and say nothing."""
    if not data.startswith(b"\xff\xd8"):
        return False
    position = 2
    while position + 4 <= len(data) and data[position] == 0xFF:
        marker = data[position + 1]
        if marker == 0xDA:
            # Thumbnails with end marks of their own lie before the scan.
            return data.rfind(b"\xff\xd9") < position
        length = 0 if marker == 0xFF else int.from_bytes(data[position + 2 : position + 4], "big")
        position += 1 if marker == 0xFF else 2 + length
    return True
