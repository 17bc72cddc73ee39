"""The dense prints of a taught note as they lie in its file: what the document says of them, and their bytes.

Of each the document names face, number of keypoints, length of a descriptor, and whether photos of other values were
looked at. Its bytes are points (uint16), descriptors (int8), angles and octaves (uint8) and, in the latter case, a bit
for each keypoint that others show.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.recognition.keypoints import DESCRIPTOR_LENGTH
from app.recognition.templates import StoredKeypoints, TaughtPrint

# A note has no more of them, of so many keypoints: what has more was not taught, and would cost memory and time.
_MOST, _MOST_KEYPOINTS = 12, 600
_FIELDS = {"face", "keypoints", "length", "is_family_known"}
_POINT_BYTES = 4


def dense_document(dense: tuple[TaughtPrint, ...]) -> list[dict[str, object]]:
    """What a document says of them."""
    return [
        {
            "face": each.face,
            "keypoints": len(each),
            "length": each.keypoints.descriptors.shape[1],
            "is_family_known": each.shared is not None,
        }
        for each in dense
    ]


def dense_bytes(dense: TaughtPrint) -> bytes:
    """One as it is kept."""
    stored = dense.keypoints
    parts: list[NDArray[np.generic]] = [
        stored.points.astype("<u2"),
        stored.descriptors.astype(np.int8),
        stored.angles.astype(np.uint8),
        stored.octaves.astype(np.uint8),
    ]
    if dense.shared is not None:
        parts.append(np.packbits(dense.shared))
    return b"".join(part.tobytes() for part in parts)


def dense_from(found: object, content: memoryview) -> tuple[tuple[TaughtPrint, ...], int]:
    """Those that a document tells of, whose bytes a content begins with, and how many bytes these are.

    Raises:
        ValueError: they are none, too many, not as they are kept, or not there.
    """
    if not isinstance(found, list) or not 1 <= len(found) <= _MOST:
        raise ValueError("its dense prints are none, or too many")
    dense, at = [], 0
    for each in found:
        if not isinstance(each, dict) or each.keys() != _FIELDS or each["face"] not in ("front", "back"):
            raise ValueError("a dense print has other fields")
        is_known = each["is_family_known"]
        many, length = _number(each["keypoints"], _MOST_KEYPOINTS), _number(each["length"], DESCRIPTOR_LENGTH)
        if not isinstance(is_known, bool):
            raise ValueError("a dense print is not as they are kept")
        sizes = (_POINT_BYTES * many, length * many, many, many, -(-many // 8) if is_known else 0)
        parts = []
        for size in sizes:
            if len(content) < at + size:
                raise ValueError("a dense print is not there")
            # Its own: a part of the file would keep all of it.
            parts.append(bytes(content[at : at + size]))
            at += size
        points = np.frombuffer(parts[0], "<u2").reshape(many, 2).astype(np.uint16)
        descriptors = np.frombuffer(parts[1], np.int8).reshape(many, length)
        angles, octaves = (np.frombuffer(part, np.uint8) for part in parts[2:4])
        shared = np.unpackbits(np.frombuffer(parts[4], np.uint8), count=many).astype(np.bool_) if is_known else None
        dense.append(TaughtPrint(each["face"], StoredKeypoints(points, descriptors, angles, octaves), shared))
    return tuple(dense), at


def _number(found: object, most: int) -> int:
    if not isinstance(found, int) or isinstance(found, bool) or not 1 <= found <= most:
        raise ValueError("a dense print has too many numbers, or none")
    return found
