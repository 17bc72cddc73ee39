"""Templates: the keypoints of notes as the print reader compares them, and the bank of a model's own.

They travel in the model file, descriptors shortened by a principal component analysis. No picture can be had back from
them in any usable form. How a picture is compared with them is in print_check.py, packs are in packs.py.
"""

from __future__ import annotations

import copy
import io
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from app.recognition.keypoints import Keypoints
from app.recognition.npz_parts import stored_shared
from app.recognition.side_tokens import SideTokens
from app.recognition.stored_bank import FACES, SERIES, SIZE_STEPS, StoredBank, projection_of, restored


@dataclass(frozen=True, slots=True, eq=False)
class Template:
    """The keypoints of one note: one face of one design.

    Attributes:
        value: "CUR/value".
        keypoints: of it, with whole or shortened descriptors.
        face: "front" or "back"; None where it is not known.
        series: "current" or "old"; None where it is not known.
        offset: what is taken off its logits, since notes of other values reach them as well; at least 0.
        shared: for each other value of its currency that was seen to show some of its keypoints which these are, bool
            (m, n); None where that was never looked for.
    """

    value: str
    keypoints: Keypoints
    face: str | None = None
    series: str | None = None
    offset: float = 0.0
    shared: NDArray[np.bool_] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class StoredKeypoints:
    """Keypoints as they are stored: points (n, 2), descriptors (n, d), angles (n,) and octaves (n,)."""

    points: NDArray[np.uint16]
    descriptors: NDArray[np.int8]
    angles: NDArray[np.uint8]
    octaves: NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class TaughtPrint:
    """Many keypoints of a side that a person taught, as they are stored: what is asked where its template is silent.

    Attributes:
        face: "front" or "back".
        keypoints: stored as the model's bank stores them.
        shared: which of them photos of other values show as well, bool (n,); None where there were no such photos.
    """

    face: str
    keypoints: StoredKeypoints
    shared: NDArray[np.bool_] | None = None

    def __len__(self) -> int:
        return len(self.keypoints.points)


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


@dataclass(frozen=True, slots=True)
class TaughtLimits:
    """From when on the print of a template that a person taught counts as seen: nobody knows the rest of its family.

    Attributes:
        least: probability by the model's weights, 0 to 1, below which it never does.
        agrees: agreement, 0 to 1, from which that is enough.
        sure: probability, 0 to 1, that is enough whatever the agreement.
    """

    least: float
    agrees: float
    sure: float

    def are_met(self, probability: float, agreement: float) -> bool:
        """Whether they are, by a probability and an agreement of 0 to 1."""
        return probability >= (self.least if agreement >= self.agrees else max(self.least, self.sure))


@dataclass(frozen=True, slots=True, eq=False)
class KnownPrint:
    """One template as the reader compares it.

    Attributes:
        value: "CUR/value".
        keypoints: with shortened descriptors.
        limits: its own; None where the model's weights decide.
        face, series: None where it is not known.
        offset: what is taken off its logits; without meaning where it has limits.
        taught: of a note that a person taught, from when on its print counts as seen; None for all others. The network
            does not know it, and print alone names it.
        own: which of its keypoints tell it from other values, bool (n,), see `own_print`; None for all.
        shared: which of them each other value shows as well, bool (m, n), see `Template`; None where nobody looked.
        sides: of a taught note, what photos are compared with; the same for all of its templates.
        dense: of a taught note, its sides' many keypoints; the same for all of its templates.
    """

    value: str
    keypoints: Keypoints
    limits: PrintLimits | None = None
    face: str | None = None
    series: str | None = None
    offset: float = 0.0
    taught: TaughtLimits | None = None
    own: NDArray[np.bool_] | None = None
    shared: NDArray[np.bool_] | None = None
    sides: tuple[SideTokens, ...] = ()
    dense: tuple[TaughtPrint, ...] = ()

    def is_sure_enough(self, probability: float, agreement: float) -> bool:
        """Whether a taught note's print may be taken for seen; of all others True.

        probability, agreement: by the model's weights and by itself, in 0 to 1.
        """
        return self.taught is None or self.taught.are_met(probability, agreement)


class KnowsPrint(Protocol):
    """Gives the print of currencies that the model's own templates do not hold."""

    @property
    def values(self) -> tuple[str, ...]:
        """The "CUR/value" that it can give."""

    @property
    def edition(self) -> int:
        """Another number when what it knows has changed."""

    def known(self, currencies: Collection[str], bank: TemplateBank) -> list[KnownPrint]:
        """What it knows of these currencies, with descriptors shortened as this bank's are. Raises ModelError."""


def _floats(numbers: NDArray[Any]) -> NDArray[np.float32]:
    return np.asarray(numbers, np.float32)


class TemplateBank:
    """The templates of all values of a model. May be used by several threads.

    Args:
        templates: with whole descriptors (n, 128).
        length: numbers that are kept of each descriptor, 1 to 128.
        like: a bank whose way of shortening descriptors is kept, so that packs made for it go on to fit; None for the
            way that suits these templates best.
    """

    def __init__(self, templates: Sequence[Template], length: int, like: TemplateBank | None = None) -> None:
        if like is None:
            everything = np.concatenate([t.keypoints.descriptors for t in templates])
            mean = everything.mean(0)
            _, axes = np.linalg.eigh(np.cov((everything - mean).T.astype(np.float64)))
            # Stored short, so that what is compared is the same before and after.
            self._mean = mean.astype(np.float16)
            self._axes = np.ascontiguousarray(axes[:, ::-1][:, :length]).astype(np.float16)
            self._step = float(np.float32(np.quantile(np.abs(self.shortened(everything)), 0.9999) / 127))
        else:
            self._mean, self._axes, self._step = like._mean, like._axes, like._step
        self._stored: StoredBank | None = None
        self._own: dict[str, list[Template]] = {}
        for template in templates:
            shortened = replace(template, keypoints=self._kept(template.keypoints))
            self._own.setdefault(template.value, []).append(shortened)

    def _kept(self, keypoints: Keypoints) -> Keypoints:
        numbers = np.clip(np.round(self.shortened(keypoints.descriptors) / self._step), -127, 127)
        return Keypoints(
            keypoints.points.round(),
            _floats(numbers * self._step),
            _floats(np.round(keypoints.angles * (128 / np.pi)) % 256 * np.float32(np.pi / 128)),
            _floats(np.clip(np.round(keypoints.octaves * SIZE_STEPS), 0, 255) / SIZE_STEPS),
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
        return projection_of(self._mean, self._axes, self._step)

    def stored(self, keypoints: Keypoints) -> StoredKeypoints:
        """Keypoints with shortened descriptors in as many bytes as they are stored in."""
        return StoredKeypoints(
            keypoints.points.round().astype(np.uint16),
            np.clip(np.round(keypoints.descriptors / self._step), -127, 127).astype(np.int8),
            (np.round(keypoints.angles * (128 / np.pi)).astype(np.int64) % 256).astype(np.uint8),
            np.clip(np.round(keypoints.octaves * SIZE_STEPS), 0, 255).astype(np.uint8),
        )

    def restored(self, stored: StoredKeypoints) -> Keypoints:
        """Keypoints that were stored in this way."""
        return restored(stored.points, stored.descriptors, stored.angles, stored.octaves, self._step)

    @property
    def _templates(self) -> dict[str, list[Template]]:
        """By value. Of a file they are made anew each time: what is compared takes four times as much memory."""
        return self._own if self._stored is None else _made_of(self._stored, set(self._stored.values))

    @_templates.setter
    def _templates(self, templates: dict[str, list[Template]]) -> None:
        self._own, self._stored = templates, None

    @property
    def values(self) -> tuple[str, ...]:
        """The "CUR/value" of which there are templates, sorted."""
        return tuple(sorted(self._own if self._stored is None else set(self._stored.values)))

    def __len__(self) -> int:
        """How many templates there are."""
        return sum(len(templates) for templates in self._templates.values())

    @property
    def keypoints(self) -> int:
        """How many keypoints there are in all."""
        return sum(len(each.keypoints) for templates in self._templates.values() for each in templates)

    def without(self, value: str) -> TemplateBank:
        """The same bank without a "CUR/value", as if its notes had never been seen."""
        rest = copy.copy(self)
        rest._templates = {known: templates for known, templates in self._templates.items() if known != value}
        return rest

    def of(self, currency: str) -> TemplateBank:
        """The same bank with one currency's notes alone."""
        rest = copy.copy(self)
        rest._templates = {known: own for known, own in self._templates.items() if known.startswith(f"{currency}/")}
        return rest

    def holding(self, templates: Sequence[Template] = ()) -> TemplateBank:
        """Its way of shortening descriptors, with just these templates, whose descriptors are shortened like that."""
        rest = copy.copy(self)
        rest._templates = {each.value: [one for one in templates if one.value == each.value] for each in templates}
        return rest

    def with_more(self, templates: Sequence[Template]) -> TemplateBank:
        """The same bank with further templates, whose descriptors are whole."""
        changed = copy.copy(self)
        changed._templates = {value: list(own) for value, own in self._templates.items()}
        for each in templates:
            changed._own.setdefault(each.value, []).append(replace(each, keypoints=self._kept(each.keypoints)))
        return changed

    def with_offsets(self, offsets: Mapping[str, Sequence[float]]) -> TemplateBank:
        """The same bank, with what is taken off the logits of each template, in order; 0 for values not named."""
        changed = copy.copy(self)
        changed._templates = {
            value: [
                replace(each, offset=float(np.float16(offset)))
                for each, offset in zip(own, offsets.get(value, [0.0] * len(own)), strict=True)
            ]
            for value, own in self._templates.items()
        }
        return changed

    def with_shared(self, shared: Mapping[str, Sequence[NDArray[np.bool_]]]) -> TemplateBank:
        """The same bank, with which keypoints of each template other values show, in order; for every value."""
        changed = copy.copy(self)
        changed._templates = {
            value: [replace(each, shared=rows) for each, rows in zip(templates, shared[value], strict=True)]
            for value, templates in self._templates.items()
        }
        return changed

    def templates_of(self, value: str) -> tuple[Template, ...]:
        """The templates of a "CUR/value", descriptors shortened; none where none is known."""
        templates = self._own if self._stored is None else _made_of(self._stored, {value})
        return tuple(templates.get(value, ()))

    @property
    def currencies(self) -> frozenset[str]:
        """Those of which it holds a value."""
        return frozenset(value.partition("/")[0] for value in self.values)

    def known(self, currencies: Collection[str]) -> list[KnownPrint]:
        """The templates of these currencies as the reader compares them, in order of value."""
        wanted = [value for value in self.values if value.partition("/")[0] in currencies]
        templates = self._own if self._stored is None else _made_of(self._stored, set(wanted))
        return [
            KnownPrint(
                value, each.keypoints, face=each.face, series=each.series, offset=each.offset, shared=each.shared
            )
            for value in wanted
            for each in templates[value]
            if len(each.keypoints)
        ]

    def to_bytes(self) -> bytes:
        """As NumPy's .npz; the same templates give the same bytes."""
        values = self.values
        of_value = self._templates
        templates = [each for value in values for each in of_value[value]]

        def joined(name: str) -> NDArray[np.float32]:
            return np.concatenate([getattr(each.keypoints, name) for each in templates])

        shared = [each.shared for each in templates if each.shared is not None]
        out = io.BytesIO()
        np.savez_compressed(
            out,
            **(stored_shared(shared) if len(shared) == len(templates) else {}),
            values=np.array(values),
            value_of=np.array([values.index(each.value) for each in templates], np.uint16),
            lengths=np.array([len(each.keypoints) for each in templates], np.uint16),
            faces=np.array([FACES.index(each.face) for each in templates], np.uint8),
            offsets=np.array([each.offset for each in templates], np.float16),
            series=np.array([SERIES.index(each.series) for each in templates], np.uint8),
            mean=self._mean,
            axes=self._axes,
            step=np.float32(self._step),
            places=joined("points").astype(np.uint16),
            descriptors=np.round(joined("descriptors") / self._step).astype(np.int8),
            angles=np.round(joined("angles") * (128 / np.pi)).astype(np.uint8),
            octaves=np.round(joined("octaves") * SIZE_STEPS).astype(np.uint8),
        )
        return out.getvalue()

    @classmethod
    def from_bytes(cls, content: bytes) -> TemplateBank:
        """Read such a file.

        Raises:
            ModelError: it does not hold together.
        """
        return cls.of_stored(StoredBank.from_bytes(content))

    @classmethod
    def of_stored(cls, stored: StoredBank, currency: str | None = None) -> TemplateBank:
        """What such a file holds, or one currency's notes of it alone."""
        bank = cls.__new__(cls)
        bank._mean, bank._axes, bank._step = stored.mean, stored.axes, stored.step
        bank._own, bank._stored = {}, stored
        if currency is not None:
            bank._templates = _made_of(stored, {value for value in stored.values if value[:4] == f"{currency}/"})
        return bank


def _made_of(stored: StoredBank, values: Collection[str]) -> dict[str, list[Template]]:
    """The templates of these values, as they are compared."""
    made: dict[str, list[Template]] = {}
    for row, value in enumerate(stored.values):
        if value in values:
            template = Template(
                value,
                stored.keypoints(row),
                stored.faces[row],
                stored.series[row],
                stored.offsets[row],
                None if stored.shared is None else stored.shared[row],
            )
            made.setdefault(value, []).append(template)
    return made
