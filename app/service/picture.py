"""Pictures that people send: looked at before they are decoded, refused with a reason, decoded as the app does it.

How a file is built is read first (`app.camera.picture_header`), and what decoding it would take is reckoned from that;
the pixels come from the same call that reads the app's own pictures, so that both see the same. What a picture shows is
not decided here.
"""

import struct

import cv2
import numpy as np
from numpy.typing import NDArray

from app.camera.errors import PictureError
from app.camera.picture_header import PictureHeader, PictureKind, inspect
from app.camera.pictures import LONGEST_SIDE_PX, decode_picture
from app.service.errors import Refused

MOST_PIXELS = 50_000_000
LEAST_SIDE_PX = 16
# Of the decoder and the file together: with both programs and what else is being sent they stay below 256 MB.
MOST_BYTES = 84 * 1024 * 1024
# A progressive JPEG has some ten scans, the thriftiest some sixty; libpng writes a chunk for each 8 KB.
MOST_SCANS = 100
MOST_MARKERS = 2_000
MOST_CHUNKS = 10_000
_ACCEPTED = "send a JPEG, PNG or WebP picture"
_SIGNATURES = ((0, b"\xff\xd8"), (0, b"\x89PNG\r\n\x1a\n"), (8, b"WEBP"))
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
_DAMAGED = "The picture is damaged or cut short: send it again."
# By how much a JPEG's own decoder can make it smaller while it decodes.
_REDUCED = {1: cv2.IMREAD_COLOR, 2: cv2.IMREAD_REDUCED_COLOR_2, 4: cv2.IMREAD_REDUCED_COLOR_4}
# Measured at the highest: OpenCV holds the pixels twice while it hands them out; WebP's decoder holds them in another
# order besides, and takes more addresses than memory where there is transparency.
_BYTES_PER_PIXEL = {PictureKind.JPEG: 6.0, PictureKind.PNG: 6.0, PictureKind.WEBP: 7.1}
_BYTES_PER_PIXEL_OF_TRANSPARENT_WEBP = 13.1
_BYTES_PER_COEFFICIENT = 2


def read_picture(data: bytes) -> NDArray[np.uint8]:
    """The pixels of a picture file.

    Takes at most MOST_BYTES, whatever the file claims: that is reckoned before anything is decoded.

    Returns:
        uint8 (height, width, 3), BGR, upright by its EXIF orientation, its longer side at most the app's 1280 pixels.

    Raises:
        Refused: 400 nothing was sent, 413 too many pixels or too much memory, 415 not one of the three formats, 422 too
            small, animated, damaged, cut short, or of more parts than a picture has.
    """
    if not data:
        raise Refused(400, f"There is no picture in the request: {_ACCEPTED}.")
    if not any(data.startswith(magic, at) for at, magic in _SIGNATURES):
        name = next((name for at, magic, name in _OTHERS if data.startswith(magic, at)), "something else")
        raise Refused(415, f"This is {name}: {_ACCEPTED}.")
    header = _header(data)
    _check_size(header)
    _check_parts(header)
    scale = next((each for each in _scales(header) if _takes_bytes(header, each) + len(data) <= MOST_BYTES), None)
    if scale is None or (scale > 1 and header.kind is not PictureKind.JPEG):
        raise Refused(
            413, f"The picture of {header.width} x {header.height} pixels takes too much memory: make it smaller."
        )
    picture = None
    if header.is_whole:
        picture = decode_picture(data) if scale == 1 else _decode_smaller(np.frombuffer(data, np.uint8), scale)
    if picture is None:
        raise Refused(422, _DAMAGED)
    return picture


def _header(data: bytes) -> PictureHeader:
    try:
        header = inspect(data)
    except PictureError as error:
        if error.code == "picture_overloaded":
            raise _overloaded("of its parts than any picture has") from error
        if data.startswith(b"\x89PNG") and len(data) >= 24:
            # What claims to be so large is told so, also where the claim cannot be true.
            _check_pixels(*struct.unpack_from(">II", data, 16))
        raise Refused(422, _DAMAGED) from error
    if header.kind not in _BYTES_PER_PIXEL:
        raise Refused(415, f"This is {header.kind.value}: {_ACCEPTED}.")
    return header


def _check_pixels(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise Refused(
            413,
            f"The picture has {width} x {height} pixels; at most {MOST_PIXELS // 1_000_000} million are read: "
            "make it smaller.",
        )


def _overloaded(what: str) -> Refused:
    return Refused(422, f"The picture has more {what}: save it again in another program.")


def _check_size(header: PictureHeader) -> None:
    width, height = header.width, header.height
    _check_pixels(width, height)
    if min(width, height) < LEAST_SIDE_PX:
        raise Refused(
            422, f"The picture has {width} x {height} pixels; it takes {LEAST_SIDE_PX} a side to show anything."
        )
    scale = min(1.0, LONGEST_SIDE_PX / max(width, height))
    if round(min(width, height) * scale) < LEAST_SIDE_PX:
        raise Refused(422, f"The picture has {width} x {height} pixels: it is too narrow a strip to show anything.")
    if header.is_animated:
        raise Refused(422, "The picture is animated: send a single still one.")


def _check_parts(header: PictureHeader) -> None:
    for count, most, name in (
        (header.scans, MOST_SCANS, "scans"),
        (header.markers, MOST_MARKERS, "markers"),
        (header.chunks, MOST_CHUNKS, "chunks"),
    ):
        if count > most:
            raise _overloaded(f"than {most} {name}")


def _takes_bytes(header: PictureHeader, scale: int) -> float:
    """What decoding takes at most, when it is made smaller by `scale` a side meanwhile."""
    pixels = header.width * header.height
    each = _BYTES_PER_PIXEL[header.kind]
    if header.kind is PictureKind.WEBP and header.channels == 4:
        each = _BYTES_PER_PIXEL_OF_TRANSPARENT_WEBP
    takes = pixels / scale**2 * each
    if header.kind is PictureKind.JPEG and header.is_progressive:
        # All coefficients stay until the last pass.
        takes += pixels * header.samples * _BYTES_PER_COEFFICIENT
    return takes


def _scales(header: PictureHeader) -> list[int]:
    """By how much a picture may be made smaller while it is decoded, the least first.

    A JPEG that has many more pixels than are looked at is never held as a whole.
    """
    longest = max(header.width, header.height) if header.kind is PictureKind.JPEG else 0
    least = max((each for each in _REDUCED if longest >= each * LONGEST_SIDE_PX), default=1)
    return [each for each in _REDUCED if each >= least]


def _decode_smaller(content: NDArray[np.uint8], scale: int) -> NDArray[np.uint8] | None:
    """What `decode_picture` gives but for rounding, from a JPEG that is not to be held as a whole."""
    try:
        image = cv2.imdecode(content, _REDUCED[scale])
    except cv2.error:
        return None
    if image is None:
        return None
    height, width = image.shape[:2]
    shrink = LONGEST_SIDE_PX / max(height, width)
    size = (max(1, round(width * shrink)), max(1, round(height * shrink)))
    picture = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
    picture.flags.writeable = False
    return picture
