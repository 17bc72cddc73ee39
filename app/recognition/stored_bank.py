"""A bank of templates as its file has it: looked through once, and kept as small as it is stored.

Numbers that are compared take four times as much room, so keypoints are made of it for those that are wanted.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.recognition.errors import ModelError
from app.recognition.keypoints import DESCRIPTOR_LENGTH, Keypoints
from app.recognition.npz_parts import FURTHER, Parts, read_shared

SIZE_STEPS = 16  # An octave's, as sizes are stored.
# As they are stored, by number.
FACES: tuple[str | None, ...] = (None, "front", "back")
SERIES: tuple[str | None, ...] = (None, "current", "old")


@dataclass(frozen=True, slots=True, eq=False)
class StoredBank:
    """What a file holds; m templates of n keypoints in all, descriptors of d numbers.

    Attributes:
        values: of each template, "CUR/value".
        starts: of each template, its first keypoint; and n.
        faces, series, offsets: of each template, see `Template`.
        mean, axes, step: how descriptors were shortened and stored, (128,), (128, d).
        places, descriptors, angles, octaves: of the keypoints, (n, 2), (n, d), (n,), (n,).
        shared: of each template, see `Template`; None where the file says nothing of it.
        further: the same of what further scans of other values showed; None where nobody looked.
    """

    values: tuple[str, ...]
    starts: tuple[int, ...]
    faces: tuple[str | None, ...]
    series: tuple[str | None, ...]
    offsets: tuple[float, ...]
    mean: NDArray[np.float16]
    axes: NDArray[np.float16]
    step: float
    places: NDArray[np.uint16]
    descriptors: NDArray[np.int8]
    angles: NDArray[np.uint8]
    octaves: NDArray[np.uint8]
    shared: tuple[NDArray[np.bool_], ...] | None
    further: tuple[NDArray[np.bool_], ...] | None = None

    @property
    def projection(self) -> str:
        """See `TemplateBank.projection`."""
        return projection_of(self.mean, self.axes, self.step)

    def keypoints(self, row: int) -> Keypoints:
        """Those of one template, descriptors shortened."""
        own = slice(self.starts[row], self.starts[row + 1])
        return restored(self.places[own], self.descriptors[own], self.angles[own], self.octaves[own], self.step)

    def with_all_shared(self) -> StoredBank:
        """The same, with what further scans showed among what is shared."""
        if self.shared is None or self.further is None:
            return self
        rows = (np.concatenate(each) for each in zip(self.shared, self.further, strict=True))
        return replace(self, shared=tuple(rows), further=None)

    @classmethod
    def from_bytes(cls, content: bytes) -> StoredBank:
        """Read what `TemplateBank.to_bytes` gave.

        Raises:
            ModelError: it does not hold together.
        """
        try:
            return cls._from_parts(Parts(content))
        except Exception as error:
            # Who makes an archive by hand can have its readers raise almost anything.
            raise ModelError("model_landmarks") from error

    @classmethod
    def _from_parts(cls, parts: Parts) -> StoredBank:
        values = [str(value) for value in parts.array("values", "U", None)]
        value_of = parts.array("value_of", "u2", None).tolist()
        lengths = parts.array("lengths", "u2", len(value_of)).tolist()
        faces, series, offsets = (_said(parts, name, kind, len(value_of)) for name, kind in _SAID)
        places = parts.array("places", "u2", None, 2)
        descriptors = parts.array("descriptors", "i1", len(places), None)
        mean = parts.array("mean", "f2", DESCRIPTOR_LENGTH)
        axes = parts.array("axes", "f2", DESCRIPTOR_LENGTH, descriptors.shape[1])
        step = float(parts.array("step", "f4"))
        fits = (
            sum(lengths) == len(places)
            and len(set(values)) == len(values)
            and are_values(values)
            and all(value < len(values) for value in value_of)
            and all(face < len(FACES) for face in faces)
            and all(one < len(SERIES) for one in series)
            and bool(np.isfinite(mean).all() and np.isfinite(axes).all())
            and bool(np.isfinite(offsets).all() and (offsets >= 0).all())
            and 0 < step < 1
        )
        if not fits:
            raise ValueError("its parts do not fit each other")
        return cls(
            tuple(values[of] for of in value_of),
            tuple(np.cumsum([0, *lengths], dtype=np.int64).tolist()),
            tuple(FACES[face] for face in faces),
            tuple(SERIES[one] for one in series),
            tuple(offsets.tolist()),
            mean,
            axes,
            step,
            places,
            descriptors,
            parts.array("angles", "u1", len(places)),
            parts.array("octaves", "u1", len(places)),
            tuple(read_shared(parts, lengths)) if "shared" in parts else None,
            tuple(read_shared(parts, lengths, FURTHER)) if FURTHER[1] in parts else None,
        )


def are_values(texts: Sequence[str]) -> bool:
    """Whether each is a "CUR/value"."""
    return all(re.fullmatch(r"[A-Z]{3}/[0-9.]{1,20}", text) for text in texts)


def restored(
    points: NDArray[np.uint16],
    descriptors: NDArray[np.int8],
    angles: NDArray[np.uint8],
    octaves: NDArray[np.uint8],
    step: float,
) -> Keypoints:
    """Keypoints, (n, 2), (n, d), (n,) and (n,), as they are compared, of how they are stored."""
    return Keypoints(
        points.astype(np.float32),
        descriptors.astype(np.float32) * np.float32(step),
        angles.astype(np.float32) * np.float32(np.pi / 128),
        octaves.astype(np.float32) / np.float32(SIZE_STEPS),
    )


def projection_of(mean: NDArray[np.float16], axes: NDArray[np.float16], step: float) -> str:
    """What tells one way of shortening descriptors from others: 16 hexadecimal digits."""
    parts = (mean.tobytes(), axes.tobytes(), np.float32(step).tobytes())
    return hashlib.blake2b(b"".join(parts), digest_size=8).hexdigest()


# What files of earlier versions do not say of their templates.
_SAID = (("faces", "u1"), ("series", "u1"), ("offsets", "f2"))


def _said(parts: Parts, name: str, kind: str, count: int) -> NDArray[Any]:
    return parts.array(name, kind, count) if name in parts else np.zeros(count, kind)
