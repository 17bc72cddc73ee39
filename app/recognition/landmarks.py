"""Landmarks: spots of a note's print that are found again in a picture, in the arrangement in which they are printed.

The network is asked first, and says what a picture may show. Where it is unsure, this room looks whether the print of
the likely values is really there: every note of a design is printed alike, so its spots lie at the same places of any
other note, whatever hand, light or table it is in. Pictures without such a note do not hold them.

Method: SIFT (Lowe, "Distinctive Image Features from Scale-Invariant Keypoints", 2004) with square-rooted descriptors
(Arandjelovic and Zisserman, "Three things everyone should know to improve object retrieval", 2012), shortened by a
principal component analysis; matches must agree in turn and size, then in one homography. Which spots are kept is
chosen in `convert.landmarks`; they travel in the model file. No picture can be had back from them in any usable form.
"""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from app.recognition.errors import ModelError

# A part of a picture is scaled to so many pixels, and no more than so many times; so many spots of it are looked at.
_AREA, _MOST_SCALE, _MOST_SPOTS = 80_000, 2.0, 700
# Weaker spots than this are noise.
_CONTRAST = 0.03
# A match counts when its spot is nearer than the next likely one of the same template by this factor.
_RATIO = 0.85
# Matches agree when they differ by no more than this in turn (radians) and in size (octaves).
_TURN, _OCTAVES = 0.45, 0.7
_LEAST = 5
_PIXELS_OFF = 4.0
# What a count says (`evidence`), in logits.
_PER_SPOT, _BY_CHANCE, _AT_LEAST, _AT_MOST = 0.5, 7, -1.5, 8.0
_SIZE_STEPS = 16  # An octave's, as sizes are stored.
_SIFT = 128
# What is larger was never written by Noteworthy, and would only cost memory.
_MOST_BYTES = 128 * 1024 * 1024


@dataclass(frozen=True, slots=True, eq=False)
class Spots:
    """Distinctive spots of one picture.

    Attributes:
        places: float32 (n, 2), pixels of the scaled picture, x and y.
        descriptors: float32 (n, d), of which only differences matter.
        angles: float32 (n,), radians.
        octaves: float32 (n,), logarithm to base 2 of the size in pixels.
    """

    places: NDArray[np.float32]
    descriptors: NDArray[np.float32]
    angles: NDArray[np.float32]
    octaves: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.places)

    def of(self, indexes: NDArray[np.intp]) -> Spots:
        """Some of them, in that order."""
        return Spots(self.places[indexes], self.descriptors[indexes], self.angles[indexes], self.octaves[indexes])


def find_spots(picture: NDArray[np.uint8]) -> Spots:
    """The distinctive spots of a picture or of the part of it where a note lies, strongest first.

    Args:
        picture: uint8 (height, width, 3), BGR, both sides at least 1.

    Returns:
        At most 700 spots with whole descriptors (n, 128), in a picture scaled to some 80,000 pixels.
    """
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    height, width = grey.shape
    scale = min(_MOST_SCALE, float(np.sqrt(_AREA / (height * width))))
    size = (max(8, round(width * scale)), max(8, round(height * scale)))
    grey = np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC), np.uint8)
    # A dark or pale picture has as many spots as another once its greys are stretched.
    low, high = np.percentile(grey, (1, 99))
    gain = 255 / max(high - low, 32.0)
    grey = np.clip((grey.astype(np.float32) - np.float32(low)) * np.float32(gain), 0, 255).astype(np.uint8)
    detector = cv2.SIFT.create(nfeatures=_MOST_SPOTS, contrastThreshold=_CONTRAST)
    points, descriptors = detector.detectAndCompute(grey, None)
    if descriptors is None or not points:
        return Spots(
            np.zeros((0, 2), np.float32), np.zeros((0, _SIFT), np.float32), *(np.zeros(0, np.float32) for _ in "ab")
        )
    order = np.argsort([-point.response for point in points], kind="stable")[:_MOST_SPOTS]
    rooted = np.sqrt(descriptors / np.maximum(descriptors.sum(1, keepdims=True), 1e-6))
    return Spots(
        np.array([point.pt for point in points], np.float32)[order],
        rooted.astype(np.float32)[order],
        np.radians(np.array([point.angle for point in points], np.float32))[order],
        np.log2(np.maximum(np.array([point.size for point in points], np.float32), 0.5))[order],
    )


def matches(seen: Spots, template: Spots) -> NDArray[np.intp]:
    """Which spots of a template are seen in a picture in one arrangement, as a flat print may look from any side.

    Args:
        seen: of the picture.
        template: of a note, with descriptors of the same kind.

    Returns:
        (m, 2): indexes into `seen` and into `template`, each at most once; empty when nothing agrees.
    """
    nothing = np.zeros((0, 2), np.intp)
    if len(seen) < _LEAST or len(template) < _LEAST:
        return nothing
    distances = -2 * seen.descriptors @ template.descriptors.T
    distances += (seen.descriptors**2).sum(1)[:, None]
    distances += (template.descriptors**2).sum(1)
    rows = np.arange(len(seen))
    nearest = distances.argmin(1)
    least = distances[rows, nearest]
    distances[rows, nearest] = np.inf
    mine = np.flatnonzero(least < _RATIO**2 * distances.min(1))
    # A spot may have been found at several angles: it counts once, or a few would outvote all others.
    mine = mine[np.argsort(least[mine], kind="stable")]
    mine = mine[np.sort(np.unique(nearest[mine], return_index=True)[1])]
    if len(mine) < _LEAST:
        return nothing
    theirs = nearest[mine]
    turn = seen.angles[mine] - template.angles[theirs]
    octaves = seen.octaves[mine] - template.octaves[theirs]
    apart = np.abs((turn[:, None] - turn + np.pi) % (2 * np.pi) - np.pi)
    agree = (apart < _TURN) & (np.abs(octaves[:, None] - octaves) < _OCTAVES)
    support = agree.sum(1)
    best = int(np.argmax(support))
    if support[best] < _LEAST:
        return nothing
    mine, theirs = mine[agree[best]], theirs[agree[best]]
    homography, fits = cv2.findHomography(
        template.places[theirs], seen.places[mine], cv2.USAC_MAGSAC, _PIXELS_OFF, maxIters=300, confidence=0.995
    )
    if homography is None or float(np.linalg.det(homography)) <= 0:
        return nothing
    kept = np.flatnonzero(fits.ravel())
    for places in (template.places[theirs], seen.places[mine]):
        _, first = np.unique(np.round(places[kept]), axis=0, return_index=True)
        kept = kept[np.sort(first)]
    return np.stack([mine[kept], theirs[kept]], 1)


def evidence(count: int) -> float:
    """How much a count of landmarks speaks for a value, in logits, -1.5 to 8.

    Some four to six agree by chance anywhere; in pictures without the note hardly ever ten (docs/model-log.md).
    """
    return min(_AT_MOST, max(_AT_LEAST, _PER_SPOT * (count - _BY_CHANCE)))


@dataclass(frozen=True, slots=True, eq=False)
class Template:
    """The spots of one note: one face of one design.

    Attributes:
        value: "CUR/value".
        spots: of it, with whole or shortened descriptors.
    """

    value: str
    spots: Spots


def _floats(numbers: NDArray[Any]) -> NDArray[np.float32]:
    return np.asarray(numbers, np.float32)


class LandmarkBank:
    """The landmarks of all values of a model. May be used by several threads.

    Args:
        templates: with whole descriptors (n, 128).
        length: numbers that are kept of each descriptor, 1 to 128.
    """

    def __init__(self, templates: Sequence[Template], length: int) -> None:
        everything = np.concatenate([t.spots.descriptors for t in templates])
        mean = everything.mean(0)
        _, axes = np.linalg.eigh(np.cov((everything - mean).T.astype(np.float64)))
        # Stored short, so that what is compared is the same before and after.
        self._mean = mean.astype(np.float16)
        self._axes = np.ascontiguousarray(axes[:, ::-1][:, :length]).astype(np.float16)
        self._step = float(np.float32(np.quantile(np.abs(self._shortened(everything)), 0.9999) / 127))
        self._templates: dict[str, list[Spots]] = {}
        for template in templates:
            spots = template.spots
            self._templates.setdefault(template.value, []).append(
                Spots(
                    spots.places.round(),
                    _floats(np.clip(np.round(self._shortened(spots.descriptors) / self._step), -127, 127) * self._step),
                    _floats(np.round(spots.angles * (128 / np.pi)) % 256 * np.float32(np.pi / 128)),
                    _floats(np.clip(np.round(spots.octaves * _SIZE_STEPS), 0, 255) / _SIZE_STEPS),
                )
            )

    def _shortened(self, descriptors: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.asarray((descriptors - self._mean.astype(np.float32)) @ self._axes.astype(np.float32), np.float32)

    @property
    def values(self) -> tuple[str, ...]:
        """The "CUR/value" of which landmarks are known, sorted."""
        return tuple(sorted(self._templates))

    def __len__(self) -> int:
        """How many templates there are."""
        return sum(len(templates) for templates in self._templates.values())

    @property
    def spots(self) -> int:
        """How many spots there are in all."""
        return sum(len(spots) for templates in self._templates.values() for spots in templates)

    def seen(self, picture: NDArray[np.uint8], values: Sequence[str]) -> tuple[int, ...]:
        """For each value, how many landmarks of one of its faces are seen in a picture in one arrangement.

        Args:
            picture: uint8 (height, width, 3), BGR: the part where the note lies.
            values: as "CUR/value"; those of which no landmarks are known have 0.
        """
        found = find_spots(picture)
        found = Spots(found.places, self._shortened(found.descriptors), found.angles, found.octaves)
        return tuple(
            max((len(matches(found, template)) for template in self._templates.get(value, ())), default=0)
            for value in values
        )

    def to_bytes(self) -> bytes:
        """As NumPy's .npz; the same landmarks give the same bytes."""
        values = self.values
        templates = [(values.index(value), spots) for value in values for spots in self._templates[value]]

        def joined(name: str) -> NDArray[np.float32]:
            return np.concatenate([getattr(spots, name) for _, spots in templates])

        out = io.BytesIO()
        np.savez_compressed(
            out,
            values=np.array(values),
            value_of=np.array([value for value, _ in templates], np.uint16),
            lengths=np.array([len(spots) for _, spots in templates], np.uint16),
            mean=self._mean,
            axes=self._axes,
            step=np.float32(self._step),
            places=joined("places").astype(np.uint16),
            descriptors=np.round(joined("descriptors") / self._step).astype(np.int8),
            angles=np.round(joined("angles") * (128 / np.pi)).astype(np.uint8),
            octaves=np.round(joined("octaves") * _SIZE_STEPS).astype(np.uint8),
        )
        return out.getvalue()

    @classmethod
    def from_bytes(cls, content: bytes) -> LandmarkBank:
        """Read such a file.

        Raises:
            ModelError: it does not hold together.
        """
        try:
            return cls._from_parts(_Parts(content))
        except Exception as error:
            # Who makes an archive by hand can have its readers raise almost anything.
            raise ModelError("model_landmarks") from error

    @classmethod
    def _from_parts(cls, parts: _Parts) -> LandmarkBank:
        values = [str(value) for value in parts.array("values", "U", None)]
        value_of = parts.array("value_of", "u2", None)
        lengths = parts.array("lengths", "u2", len(value_of))
        places = parts.array("places", "u2", None, 2)
        count = len(places)
        descriptors = parts.array("descriptors", "i1", count, None)
        bank = cls.__new__(cls)
        bank._mean = parts.array("mean", "f2", _SIFT)
        bank._axes = parts.array("axes", "f2", _SIFT, descriptors.shape[1])
        bank._step = float(parts.array("step", "f4"))
        spots = Spots(
            places.astype(np.float32),
            descriptors.astype(np.float32) * np.float32(bank._step),
            parts.array("angles", "u1", count).astype(np.float32) * np.float32(np.pi / 128),
            parts.array("octaves", "u1", count).astype(np.float32) / np.float32(_SIZE_STEPS),
        )
        ends = np.cumsum(lengths, dtype=np.int64)
        fits = (
            (int(ends[-1]) if len(ends) else 0) == count
            and len(set(values)) == len(values)
            and all(re.fullmatch(r"[A-Z]{3}/[0-9.]{1,20}", value) for value in values)
            and all(value < len(values) for value in value_of.tolist())
            and bool(np.isfinite(bank._mean).all() and np.isfinite(bank._axes).all())
            and 0 < bank._step < 1
        )
        if not fits:
            raise ValueError("its parts do not fit each other")
        bank._templates = {}
        for value, end, start in zip(value_of.tolist(), ends.tolist(), [0, *ends.tolist()], strict=False):
            bank._templates.setdefault(values[value], []).append(spots.of(np.arange(start, end)))
        return bank


class _Parts:
    """The arrays of an .npz, of which nothing is believed before it is there: no kind, no shape, no length."""

    def __init__(self, content: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(content))

    def array(self, name: str, kind: str, *shape: int | None) -> NDArray[Any]:
        """The array of that name, of this kind ("u2": two bytes a number, "U": text) and shape (None: any length)."""
        info = self._archive.getinfo(f"{name}.npy")
        if info.file_size > _MOST_BYTES:
            raise ValueError(f"{name} is too large")
        file = io.BytesIO(self._archive.read(info))
        if np.lib.format.read_magic(file) != (1, 0):
            raise ValueError(f"{name} has another format")
        found, in_columns, dtype = np.lib.format.read_array_header_1_0(file)
        rest = file.read()
        if not (dtype.str[1:] == kind or (kind == "U" and dtype.kind == "U")) or in_columns:
            raise ValueError(f"{name} is of another kind")
        if len(found) != len(shape) or any(want not in (None, has) for want, has in zip(shape, found, strict=True)):
            raise ValueError(f"{name} has another shape")
        if min(found, default=0) < 0 or math.prod(found) * dtype.itemsize != len(rest):
            raise ValueError(f"{name} has another length")
        return np.frombuffer(rest, dtype).reshape(found)
