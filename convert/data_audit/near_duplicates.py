"""Which pictures are nearly the same: a perceptual hash, and a second look at what it finds. No files are read here.

The hash is the signs of 8 x 8 low frequencies of a discrete cosine transform of a 32 x 32 grey picture, without those
that are constant along a side, as in pHash (Zauner, "Implementation and Benchmarking of Perceptual Image Hash
Functions", 2010; there they are compared with their median). By signs, a picture turned by 180 degrees has the same
hash with the odd frequencies flipped, so the turn costs nothing to look for.

Why these limits: 600 scans, photos of notes and backgrounds were halved, squeezed to a square, made brighter, turned,
or compressed to quality 30. Half of the copies had the very hash, 99 in 100 were within 4 bits with a correlation of at
least 0.985, and 997 in 1000 were `same`. Of copies cropped by 2 % on each side 30 % were `same` and 93 % alike. Of 12
million pairs of a photo of a note and a picture without one, 2 came within 10 bits and none nearer. The thumbnail is
needed as notes of one size or one bank lie within 6 bits of one another: of 988 such pairs among 8,406 pictures 98 had
different labels. With the thumbnail 292 were left, 3 of them with different labels, and those labels were wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

SIDE = 32
# Up to so many of 64 bits apart, and at least so strongly correlated: the same picture, or the next of a burst.
SAME_BITS, SAME_CORRELATION = 6, 0.95
# The same for pictures of one scene, or scans of one design: to be looked at by a person.
ALIKE_BITS, ALIKE_CORRELATION = 10, 0.7
_LOW = slice(1, 9)
_ODD = np.packbits(np.add.outer(np.arange(1, 9), np.arange(1, 9)).ravel() % 2).view(np.uint64)[0]
_BLOCK = 512


@dataclass(frozen=True, slots=True, eq=False)
class Print:
    """What is kept of a picture to compare it by.

    Attributes:
        bits: the hash, 64 bits.
        thumb: float32 (SIDE, SIDE), mean 0 and length 1; all 0 for a picture of one grey.
    """

    bits: int
    thumb: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two pictures that look alike.

    Attributes:
        first, second: their places in the list that was compared, first < second.
        distance: bits in which the hashes differ, 0 to ALIKE_BITS.
        correlation: of the grey thumbnails, ALIKE_CORRELATION to 1.
        turned: whether one is the other turned by 180 degrees.
    """

    first: int
    second: int
    distance: int
    correlation: float
    turned: bool

    @property
    def same(self) -> bool:
        """Whether the two are one picture (another size, another compression), or neighbours in a burst."""
        return self.distance <= SAME_BITS and self.correlation >= SAME_CORRELATION


def fingerprint(grey: NDArray[np.uint8]) -> Print:
    """The print of a grey picture, uint8 (height, width), both sides at least 1."""
    small = cv2.resize(grey, (SIDE, SIDE), interpolation=cv2.INTER_AREA).astype(np.float32)
    thumb = small - small.mean()
    length = float(np.linalg.norm(thumb))
    bits = np.packbits((cv2.dct(thumb)[_LOW, _LOW] > 0).ravel()).view(np.uint64)[0]
    return Print(int(bits), np.asarray(thumb / length if length > 0 else thumb, np.float32))


def pairs(prints: Sequence[Print]) -> list[Pair]:
    """All pairs that are alike, as they are or turned by 180 degrees, the most alike first."""
    bits = np.array([p.bits for p in prints], np.uint64)
    found = []
    for start in range(0, len(bits), _BLOCK):
        rows = bits[start : start + _BLOCK, None]
        upright = np.bitwise_count(rows ^ bits)
        turned = np.bitwise_count(rows ^ _ODD ^ bits)
        for row, second in np.argwhere(np.minimum(upright, turned) <= ALIKE_BITS).tolist():
            first, over = start + row, bool(turned[row, second] < upright[row, second])
            if first >= second:
                continue
            thumb = prints[second].thumb[::-1, ::-1] if over else prints[second].thumb
            correlation = float((prints[first].thumb * thumb).sum())
            if correlation >= ALIKE_CORRELATION:
                distance = int(min(upright[row, second], turned[row, second]))
                found.append(Pair(first, second, distance, correlation, over))
    # Rounded: the last digits of a sum of floats differ between processors, and with them the order would.
    return sorted(found, key=lambda p: (not p.same, p.distance, -round(p.correlation, 5), p.first, p.second))
