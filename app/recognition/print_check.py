"""The print reader: is this print really there? Which note, where, and how surely.

The network proposes, the print disposes: the network cannot know a note that it was never shown, while every note of a
design is printed alike. A picture's keypoints are matched with the templates of the values that are on; then the
picture is laid flat by the homography found and described again at every place where the template has a keypoint,
whether or not one was detected there. Notes of a family share frame, lettering and seal: enough for a homography, but
where their print differs, so do the descriptions. How far they agree over the whole template decides.

Templates are chosen in `convert.export.landmarks`; they travel in the model file, descriptors shortened by a principal
component analysis. No picture can be had back from them in any usable form.
"""

from __future__ import annotations

import copy
import hashlib
import io
import math
import re
import zipfile
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from app.recognition.agreement import AgreementWeights, probability
from app.recognition.agreement import features as agreement_features
from app.recognition.box import part_around, rectangle_around
from app.recognition.errors import ModelError
from app.recognition.keypoints import (
    DESCRIPTOR_LENGTH,
    Keypoints,
    Match,
    Pairs,
    TemplateTable,
    describe,
    detect_keypoints,
    rectified,
    scaled_grey,
)
from app.recognition.observation import Box, PrintMatch

_SIZE_STEPS = 16  # An octave's, as sizes are stored.
# What is larger was never written by Noteworthy, and would only cost memory.
_MOST_BYTES = 128 * 1024 * 1024


@dataclass(frozen=True, slots=True, eq=False)
class Template:
    """The keypoints of one note: one face of one design.

    Attributes:
        value: "CUR/value".
        keypoints: of it, with whole or shortened descriptors.
    """

    value: str
    keypoints: Keypoints


@dataclass(frozen=True, slots=True, eq=False)
class StoredKeypoints:
    """Keypoints as they are stored: points (n, 2), descriptors (n, d), angles (n,) and octaves (n,)."""

    points: NDArray[np.uint16]
    descriptors: NDArray[np.int8]
    angles: NDArray[np.uint8]
    octaves: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class PrintLimits:
    """From when on the print of one template counts as seen, by its agreement alone.

    Attributes:
        weak: agreement, 0 to 1, from which two looks are enough.
        clear: agreement, 0 to 1, from which one look is.
        margin: by how much the agreement must exceed that of the next likely value, 0 to 1.
        shown: how much of the template the picture must show, as a fraction of its keypoints.
    """

    weak: float
    clear: float
    margin: float
    shown: float


@dataclass(frozen=True, slots=True, eq=False)
class KnownPrint:
    """One template as the reader compares it.

    Attributes:
        value: "CUR/value".
        keypoints: with shortened descriptors.
        limits: its own; None where the model's weights decide.
        face, series: None where it is not known.
    """

    value: str
    keypoints: Keypoints
    limits: PrintLimits | None = None
    face: str | None = None
    series: str | None = None


class KnowsPrint(Protocol):
    """Gives the print of currencies that the model's own templates do not hold."""

    @property
    def values(self) -> tuple[str, ...]:
        """The "CUR/value" that it can give."""

    def known(self, currencies: Collection[str], bank: TemplateBank) -> list[KnownPrint]:
        """What it knows of these currencies, with descriptors shortened as this bank's are. Raises ModelError."""


def _floats(numbers: NDArray[Any]) -> NDArray[np.float32]:
    return np.asarray(numbers, np.float32)


class TemplateBank:
    """The templates of all values of a model. May be used by several threads.

    Args:
        templates: with whole descriptors (n, 128).
        length: numbers that are kept of each descriptor, 1 to 128.
    """

    def __init__(self, templates: Sequence[Template], length: int) -> None:
        everything = np.concatenate([t.keypoints.descriptors for t in templates])
        mean = everything.mean(0)
        _, axes = np.linalg.eigh(np.cov((everything - mean).T.astype(np.float64)))
        # Stored short, so that what is compared is the same before and after.
        self._mean = mean.astype(np.float16)
        self._axes = np.ascontiguousarray(axes[:, ::-1][:, :length]).astype(np.float16)
        self._step = float(np.float32(np.quantile(np.abs(self.shortened(everything)), 0.9999) / 127))
        self._templates: dict[str, list[Keypoints]] = {}
        for template in templates:
            keypoints = template.keypoints
            numbers = np.clip(np.round(self.shortened(keypoints.descriptors) / self._step), -127, 127)
            self._templates.setdefault(template.value, []).append(
                Keypoints(
                    keypoints.points.round(),
                    _floats(numbers * self._step),
                    _floats(np.round(keypoints.angles * (128 / np.pi)) % 256 * np.float32(np.pi / 128)),
                    _floats(np.clip(np.round(keypoints.octaves * _SIZE_STEPS), 0, 255) / _SIZE_STEPS),
                )
            )

    def shortened(self, descriptors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Whole descriptors (n, 128) as the templates have them."""
        return np.asarray((descriptors - self._mean.astype(np.float32)) @ self._axes.astype(np.float32), np.float32)

    @property
    def length(self) -> int:
        """How many numbers a shortened descriptor has."""
        return int(self._axes.shape[1])

    @property
    def projection(self) -> str:
        """What tells this way of shortening descriptors from others: 16 hexadecimal digits."""
        parts = (self._mean.tobytes(), self._axes.tobytes(), np.float32(self._step).tobytes())
        return hashlib.blake2b(b"".join(parts), digest_size=8).hexdigest()

    def stored(self, keypoints: Keypoints) -> StoredKeypoints:
        """Keypoints with shortened descriptors in as many bytes as they are stored in."""
        return StoredKeypoints(
            keypoints.points.round().astype(np.uint16),
            np.clip(np.round(keypoints.descriptors / self._step), -127, 127).astype(np.int8),
            (np.round(keypoints.angles * (128 / np.pi)).astype(np.int64) % 256).astype(np.uint8),
            np.clip(np.round(keypoints.octaves * _SIZE_STEPS), 0, 255).astype(np.uint8),
        )

    def restored(self, stored: StoredKeypoints) -> Keypoints:
        """Keypoints that were stored in this way."""
        return Keypoints(
            stored.points.astype(np.float32),
            stored.descriptors.astype(np.float32) * np.float32(self._step),
            stored.angles.astype(np.float32) * np.float32(np.pi / 128),
            stored.octaves.astype(np.float32) / np.float32(_SIZE_STEPS),
        )

    @property
    def values(self) -> tuple[str, ...]:
        """The "CUR/value" of which there are templates, sorted."""
        return tuple(sorted(self._templates))

    def __len__(self) -> int:
        """How many templates there are."""
        return sum(len(templates) for templates in self._templates.values())

    @property
    def keypoints(self) -> int:
        """How many keypoints there are in all."""
        return sum(len(keypoints) for templates in self._templates.values() for keypoints in templates)

    def without(self, value: str) -> TemplateBank:
        """The same bank without a "CUR/value", as if its notes had never been seen."""
        rest = copy.copy(self)
        rest._templates = {known: templates for known, templates in self._templates.items() if known != value}
        return rest

    def templates_of(self, value: str) -> tuple[Keypoints, ...]:
        """The templates of a "CUR/value"; none where none is known."""
        return tuple(self._templates.get(value, ()))

    def to_bytes(self) -> bytes:
        """As NumPy's .npz; the same templates give the same bytes."""
        values = self.values
        templates = [(values.index(value), keypoints) for value in values for keypoints in self._templates[value]]

        def joined(name: str) -> NDArray[np.float32]:
            return np.concatenate([getattr(keypoints, name) for _, keypoints in templates])

        out = io.BytesIO()
        np.savez_compressed(
            out,
            values=np.array(values),
            value_of=np.array([value for value, _ in templates], np.uint16),
            lengths=np.array([len(keypoints) for _, keypoints in templates], np.uint16),
            mean=self._mean,
            axes=self._axes,
            step=np.float32(self._step),
            places=joined("points").astype(np.uint16),
            descriptors=np.round(joined("descriptors") / self._step).astype(np.int8),
            angles=np.round(joined("angles") * (128 / np.pi)).astype(np.uint8),
            octaves=np.round(joined("octaves") * _SIZE_STEPS).astype(np.uint8),
        )
        return out.getvalue()

    @classmethod
    def from_bytes(cls, content: bytes) -> TemplateBank:
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
    def _from_parts(cls, parts: _Parts) -> TemplateBank:
        values = [str(value) for value in parts.array("values", "U", None)]
        value_of = parts.array("value_of", "u2", None)
        lengths = parts.array("lengths", "u2", len(value_of))
        places = parts.array("places", "u2", None, 2)
        count = len(places)
        descriptors = parts.array("descriptors", "i1", count, None)
        bank = cls.__new__(cls)
        bank._mean = parts.array("mean", "f2", DESCRIPTOR_LENGTH)
        bank._axes = parts.array("axes", "f2", DESCRIPTOR_LENGTH, descriptors.shape[1])
        bank._step = float(parts.array("step", "f4"))
        keypoints = Keypoints(
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
            bank._templates.setdefault(values[value], []).append(keypoints.of(np.arange(start, end)))
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


# Around the note's box, as a fraction of its sides.
BOX_MARGIN = 0.1
# So many of a picture's keypoints are matched first.
_STRONGEST = 350
# So many templates are fitted, so many of these compared place by place, and of one value at most so many.
_FITTED, _COMPARED, _OF_ONE_VALUE = 24, 6, 2
# Once one is clear, none that has less than this fraction of its inliers is compared.
_WORTH_COMPARING = 0.4


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """A template that may be what a picture shows.

    Attributes:
        known: the template.
        match: where it was found, and by how many keypoints.
        features: what the comparison is decided by, see `agreement.features`.
        logit: how much they speak for it.
        agreement: how near the picture's descriptors are at half of the template's places, 0 (not at all) to 1.
        shown: how much of the template the picture shows, as a fraction of its keypoints.
    """

    known: KnownPrint
    match: Match
    features: NDArray[np.float64]
    logit: float
    agreement: float
    shown: float

    @property
    def value(self) -> str:
        """ "CUR/value" of the template."""
        return self.known.value

    def is_clear(self, weights: AgreementWeights) -> bool:
        """Whether this look alone is enough, by the template's own limits or these weights."""
        limits = self.known.limits
        return probability(self.logit) >= weights.clear if limits is None else self.agreement >= limits.clear


def best_by_limits(compared: Sequence[Compared]) -> Compared | None:
    """The print that is seen, of some templates that have limits of their own; None when none is, or two are alike."""
    if not compared:
        return None
    best = max(compared, key=lambda each: each.agreement)
    other = max((each.agreement for each in compared if each.value != best.value), default=0.0)
    limits = best.known.limits
    is_seen = (
        limits is not None
        and best.agreement >= limits.weak
        and best.agreement - other >= limits.margin
        and best.shown >= limits.shown
    )
    return best if is_seen else None


class PrintReader:
    """Looks for the print of notes in single pictures; remembers nothing of them. One thread uses it at a time.

    Args:
        bank: of the notes.
        weights: of the comparison, fitted for this bank.
        more: knows further currencies; its templates have limits of their own.
    """

    def __init__(self, bank: TemplateBank, weights: AgreementWeights, more: KnowsPrint | None = None) -> None:
        self._bank = bank
        self.weights = weights
        self._more = more
        self._wanted: frozenset[str] | None = None
        self._known: list[KnownPrint] = []
        self._table: TemplateTable | None = None

    @property
    def values(self) -> tuple[str, ...]:
        """The "CUR/value" that can be read, sorted."""
        return tuple(sorted({*self._bank.values, *self.alone}))

    @property
    def alone(self) -> tuple[str, ...]:
        """Those of them that the network does not know: print alone names them."""
        return () if self._more is None else self._more.values

    def read(
        self, picture: NDArray[np.uint8], box: Box | None, currencies: Collection[str], captured_at_s: float = 0.0
    ) -> PrintMatch | None:
        """The note whose print is seen in a picture; None when none is, or more than one is equally likely.

        Args:
            picture: uint8 (height, width, 3), BGR, the whole frame.
            box: where a note lies; None to look everywhere.
            currencies: ISO codes of those to look for.
            captured_at_s: source time of the frame.
        """
        self._choose(currencies)
        return self.look(picture, box, captured_at_s)

    def look(self, picture: NDArray[np.uint8], box: Box | None, captured_at_s: float = 0.0) -> PrintMatch | None:
        """As `read`, with the templates that are in use."""
        grey = scaled_grey(picture if box is None else part_around(picture, box, BOX_MARGIN))
        best = self._best(self.compare_in_use(grey))
        return None if best is None else self._told(best, _to_frame(grey, picture, box), captured_at_s)

    def compare(self, grey: NDArray[np.uint8], currencies: Collection[str]) -> list[Compared]:
        """The likeliest templates, and how the picture agrees with each; most inliers first.

        The strongest keypoints are enough for most pictures, and cost half; the others follow where no print is clear.

        Args:
            grey: as `scaled_grey` gives it.
            currencies: ISO codes of those to look for.
        """
        self._choose(currencies)
        return self.compare_in_use(grey)

    def compare_in_use(
        self, grey: NDArray[np.uint8], most: int = _COMPARED, *, thorough: bool = False
    ) -> list[Compared]:
        """As `compare`, with the templates that are in use, so many at most; thorough: also beside a clear one."""
        if self._table is None:
            return []
        found = detect_keypoints(grey)
        seen = Keypoints(found.points, self._bank.shortened(found.descriptors), found.angles, found.octaves)
        pairs = self._table.pairs(seen, 0, _STRONGEST)
        compared = self._compared(grey, seen, pairs, most, thorough=thorough)
        best = self._best(compared)
        is_clear = best is not None and best.is_clear(self.weights)
        if len(seen) <= _STRONGEST or (is_clear and not thorough):
            return compared
        return self._compared(grey, seen, pairs + self._table.pairs(seen, _STRONGEST), most, thorough=thorough)

    def _compared(
        self, grey: NDArray[np.uint8], seen: Keypoints, pairs: Pairs, most: int, *, thorough: bool
    ) -> list[Compared]:
        assert self._table is not None
        compared: list[Compared] = []
        of_value: dict[str, int] = {}
        enough = 0.0
        for match in self._table.arranged(seen, pairs, max(_FITTED, most)):
            value = self._known[match.template].value
            if of_value.get(value, 0) == _OF_ONE_VALUE or len(match.inliers) < enough:
                continue
            of_value[value] = of_value.get(value, 0) + 1
            one = self._one_compared(grey, match, len(seen))
            if one is not None:
                compared.append(one)
                if one.is_clear(self.weights) and not thorough:
                    enough = max(enough, _WORTH_COMPARING * len(match.inliers))
            if len(compared) == most:
                break
        return compared

    def _best(self, compared: Sequence[Compared]) -> Compared | None:
        """What the picture agrees with most; None where that is too little, or as much with another value."""
        seen = (
            self._best_by_weights([each for each in compared if each.known.limits is None]),
            best_by_limits([each for each in compared if each.known.limits is not None]),
        )
        found = [each for each in seen if each is not None]
        # Two notes of two currencies at one place: one of them is wrong, and nobody can tell which.
        return found[0] if len(found) == 1 else None

    def _best_by_weights(self, compared: Sequence[Compared]) -> Compared | None:
        ranked = sorted(compared, key=lambda each: -each.logit)
        if not ranked or probability(ranked[0].logit) < self.weights.weak:
            return None
        other = next((each.logit for each in ranked if each.value != ranked[0].value), -math.inf)
        return ranked[0] if ranked[0].logit - other >= math.log(self.weights.lead) else None

    def use(self, known: Sequence[KnownPrint]) -> None:
        """Compare with just these from now on, until `read` is asked for currencies."""
        self._wanted, self._known = None, list(known)
        self._table = TemplateTable([each.keypoints for each in known]) if known else None

    def _choose(self, currencies: Collection[str]) -> None:
        wanted = frozenset(currencies)
        if wanted == self._wanted:
            return
        values = [value for value in self._bank.values if value.partition("/")[0] in wanted]
        known = [KnownPrint(value, t) for value in values for t in self._bank.templates_of(value) if len(t)]
        self.use(known + ([] if self._more is None else self._more.known(wanted, self._bank)))
        self._wanted = wanted

    def _one_compared(self, grey: NDArray[np.uint8], match: Match, detected: int) -> Compared | None:
        """How far the picture agrees with a template; None where it shows too little of it."""
        assert self._table is not None
        template = self._table.templates[match.template]
        flat, points, shown = rectified(grey, template, match.homography)
        kept = np.flatnonzero(shown)
        if len(kept) < self.weights.least_keypoints:
            return None
        there = describe(flat, Keypoints(points, template.descriptors, template.angles, template.octaves).of(kept))
        distances = ((self._bank.shortened(there) - template.descriptors[kept]) ** 2).sum(1)
        found = agreement_features(
            distances, points[kept], template.octaves[kept], inliers=len(match.inliers), detected=detected
        )
        agreement = max(0.0, 1.0 - float(np.median(distances)))
        shown_of_all = len(kept) / len(template)
        return Compared(self._known[match.template], match, found, self.weights.logit(found), agreement, shown_of_all)

    def _told(self, best: Compared, to_frame: NDArray[np.float64], captured_at_s: float) -> PrintMatch:
        known = best.known
        points = known.keypoints.points
        homography = to_frame @ best.match.homography
        (left, top), (right, bottom) = points.min(0).tolist(), points.max(0).tolist()
        corners = np.array([[[left, top], [right, top], [right, bottom], [left, bottom]]], np.float64)
        outline = cv2.perspectiveTransform(corners, homography)[0]
        currency, _, value = best.value.partition("/")
        return PrintMatch(
            currency=currency,
            value=value,
            face=known.face,
            series=known.series,
            inliers=len(best.match.inliers),
            agreement=probability(best.logit) if known.limits is None else best.agreement,
            is_clear=best.is_clear(self.weights),
            homography=tuple(tuple(float(x) for x in row) for row in homography),
            outline=tuple((float(x), float(y)) for x, y in outline),
            captured_at_s=captured_at_s,
        )


def _to_frame(grey: NDArray[np.uint8], picture: NDArray[np.uint8], box: Box | None) -> NDArray[np.float64]:
    """From pixels of the scaled part to fractions of the frame."""
    height, width = picture.shape[:2]
    left, top, right, bottom = (
        (0, 0, width, height) if box is None else rectangle_around(height, width, box, BOX_MARGIN)
    )
    across, along = (right - left) / width / grey.shape[1], (bottom - top) / height / grey.shape[0]
    return np.array([[across, 0, left / width], [0, along, top / height], [0, 0, 1]], np.float64)
