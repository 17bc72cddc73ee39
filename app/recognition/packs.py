"""A currency's pack: the notes of one currency, made from scans, in one file. They are made in `convert.export.packs`.

A pack holds which values there are, which of them are known and by which faces, and their templates: keypoints with
descriptors shortened by the projection of the model's own templates, so that all templates that are on are compared by
one product. No picture can be had back from it in any usable form.

The file, `<CUR>.notes`: a first line, the length of a JSON document (4 bytes, little-endian), the document, the arrays
one after the other, and BLAKE2b's 128 bits of all before. Nothing in it is compressed, so that its length says what it
will cost, and nothing of it is believed before it was checked. A pack whose templates were compared with other values'
notes is of the second kind, which says besides which keypoints these do not show.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from enum import Enum
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.recognition.errors import ModelError
from app.recognition.labels import NoteLabel
from app.resources import MODELS

PACKS = MODELS / "packs"
SUFFIX = ".notes"
MOST_BYTES = 250_000
"""No pack is larger."""
SERIES = ("current", "old", "withdrawn")
"""Designs in use, earlier ones that are still money, and those that are not."""

_FIRST_LINE, _FIRST_LINE_WITH_OWN = b"noteworthy notes 1\n", b"noteworthy notes 2\n"
_ANY_FIRST_LINE = re.compile(rb"noteworthy notes [0-9]{1,6}\n")
_LENGTH_BYTES, _CHECKSUM_BYTES = 4, 16
_MOST_VALUES, _MOST_TEMPLATES, _MOST_KEYPOINTS, _MOST_SOURCES, _MOST_LENGTH = 100, 200, 2000, 100, 128
_VALUE = re.compile(r"[0-9]{1,12}(\.[0-9]{1,6})?")
_FACES = ("front", "back", "")


class Tier(Enum):
    """How much of a currency a pack knows."""

    COMPLETE = "complete"
    """Both faces of the current designs of all values in everyday use."""
    PARTIAL = "partial"
    """At least half of the values in everyday use; of some only one face."""
    FEW = "few"
    """Fewer."""


@dataclass(frozen=True, slots=True, eq=False)
class PackTemplate:
    """The keypoints of one note, as they are stored.

    Attributes:
        value: face value, for example "20".
        series: "current", "old" (an earlier design that is still money) or "withdrawn" (no longer money).
        face: "front" or "back"; empty where it is not known which.
        least: agreement, 0 to 1, from which its print counts as seen at all: above what notes of other values of the
            family reach.
        points: uint16 (n, 2), pixels of the scaled scan, x and y.
        descriptors: int8 (n, d), in steps of the projection.
        angles: uint8 (n,), 256 to a full turn.
        octaves: uint8 (n,), sixteenths of the logarithm to base 2 of the size in pixels.
        own: uint8 (n,), 1 for each keypoint that notes of no other value show, else 0; at least one is 1. None where
            the template was compared with none.
    """

    value: str
    series: str
    face: str
    least: float
    points: NDArray[np.uint16]
    descriptors: NDArray[np.int8]
    angles: NDArray[np.uint8]
    octaves: NDArray[np.uint8]
    own: NDArray[np.uint8] | None = None

    def __len__(self) -> int:
        return len(self.points)


@dataclass(frozen=True, slots=True)
class PackThresholds:
    """From when on this pack's print counts as seen; each template says besides from when on its own does.

    Attributes:
        above: by how much the agreement must exceed a template's least for one look to be enough, 0 to 1.
        margin: by how much it must exceed that of the next likely value, 0 to 1.
        shown: how much of a template the picture must show, as a fraction of its keypoints.
    """

    above: float
    margin: float
    shown: float


@dataclass(frozen=True, slots=True)
class PackSource:
    """Where pictures came from of which templates were made.

    Attributes:
        repository: its name, or who scanned the notes.
        licence: as stated there.
        templates: how many came from there.
    """

    repository: str
    licence: str
    templates: int


@dataclass(frozen=True, slots=True, eq=False)
class Pack:
    """What is known of one currency's notes.

    Attributes:
        currency: ISO 4217.
        version: for example "2026.11.26".
        year: for which the values hold.
        everyday: values in everyday use, known or not, ascending.
        rare: further values that are money.
        withdrawn: values of which a design is no longer money.
        gaps: values of which one design in everyday use is known and another is not.
        projection: which projection the descriptors are shortened by (`TemplateBank.projection`).
        thresholds: calibrated with the templates.
        sources: of the templates.
        templates: at least one.
    """

    currency: str
    version: str
    year: int
    everyday: tuple[str, ...]
    rare: tuple[str, ...]
    withdrawn: tuple[str, ...]
    gaps: tuple[str, ...]
    projection: str
    thresholds: PackThresholds
    sources: tuple[PackSource, ...]
    templates: tuple[PackTemplate, ...]

    @property
    def labels(self) -> tuple[NoteLabel, ...]:
        """What it can name, by value; the face is "front" where it is not known which."""
        known = {NoteLabel(self.currency, t.value, t.series, t.face or "front") for t in self.templates}
        return tuple(sorted(known, key=lambda each: (float(each.value), each.series, each.face != "front")))

    @property
    def values(self) -> tuple[str, ...]:
        """The values that it knows by any face, ascending."""
        return tuple(sorted({t.value for t in self.templates}, key=float))

    @property
    def missing(self) -> tuple[str, ...]:
        """The values in everyday use that it does not know."""
        known = self._faces()
        return tuple(value for value in self.everyday if not known.get(value))

    @property
    def one_face_only(self) -> tuple[str, ...]:
        """The values in everyday use of whose current design it does not know both faces."""
        known, current = self._faces(), self._faces("current")
        return tuple(
            value for value in self.everyday if value in known and not {"front", "back"} <= current.get(value, set())
        )

    @property
    def tier(self) -> Tier:
        """How much of the currency it knows. Money that is withdrawn altogether is never complete."""
        if self.everyday and not self.missing and not self.one_face_only and not self.gaps:
            return Tier.COMPLETE
        return Tier.PARTIAL if 2 * len(self.missing) < len(self.everyday) else Tier.FEW

    def _faces(self, *series: str) -> dict[str, set[str]]:
        """The faces that are known of each value's designs of these series, or of all that are money."""
        found: dict[str, set[str]] = {}
        for template in self.templates:
            if template.series in (series or ("current", "old")):
                found.setdefault(template.value, set()).add(template.face)
        return found

    def to_bytes(self) -> bytes:
        """The file's content; the same pack gives the same bytes."""
        document = {
            **{name: getattr(self, name) for name in _PLAIN},
            "thresholds": asdict(self.thresholds),
            "sources": [asdict(source) for source in self.sources],
            "length": self.templates[0].descriptors.shape[1],
            "templates": [
                {"value": t.value, "series": t.series, "face": t.face, "least": t.least, "keypoints": len(t)}
                for t in self.templates
            ],
        }
        head = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
        has_own = any(t.own is not None for t in self.templates)
        first_line = _FIRST_LINE_WITH_OWN if has_own else _FIRST_LINE
        parts = [first_line, len(head).to_bytes(_LENGTH_BYTES, "little"), head]
        for name, kind in _ARRAYS.items():
            parts += [np.ascontiguousarray(getattr(t, name), kind).tobytes() for t in self.templates]
        if has_own:
            parts += [(np.ones(len(t), np.uint8) if t.own is None else t.own).tobytes() for t in self.templates]
        content = b"".join(parts)
        return content + _checksum(content)

    @classmethod
    def from_bytes(cls, content: bytes, path: str = "") -> Pack:
        """Read such a content, of a file at `path`.

        Raises:
            ModelError: it is damaged, made by hand, or of a later version.
        """
        begins = _ANY_FIRST_LINE.match(content)
        if begins and begins.group() not in (_FIRST_LINE, _FIRST_LINE_WITH_OWN):
            raise ModelError("pack_newer", path=path)
        try:
            return cls._parsed(content)
        except (ValueError, RecursionError) as error:
            raise ModelError("pack_damaged", path=path) from error

    @classmethod
    def _parsed(cls, content: bytes) -> Pack:
        body, checksum = content[:-_CHECKSUM_BYTES], content[-_CHECKSUM_BYTES:]
        has_own = body.startswith(_FIRST_LINE_WITH_OWN)
        is_pack = has_own or body.startswith(_FIRST_LINE)
        if len(content) > MOST_BYTES or not is_pack or checksum != _checksum(body):
            raise ValueError("it is no pack, or not as it was written")
        start = len(_FIRST_LINE) + _LENGTH_BYTES
        end = start + int.from_bytes(body[len(_FIRST_LINE) : start], "little")
        document = json.loads(body[start:end].decode())
        if not isinstance(document, dict) or document.keys() != _FITS.keys():
            raise ValueError("its document has other fields")
        for name, fits in _FITS.items():
            if not fits(document[name]):
                raise ValueError(f"its field {name} is wrong")
        kinds = {**_ARRAYS, "own": "u1"} if has_own else _ARRAYS
        arrays = _arrays(body[end:], kinds, [each["keypoints"] for each in document["templates"]], document["length"])
        templates = tuple(
            PackTemplate(each["value"], each["series"], each["face"], each["least"], *parts)
            for each, parts in zip(document["templates"], arrays, strict=True)
        )
        return cls(
            currency=document["currency"],
            version=document["version"],
            year=document["year"],
            everyday=tuple(document["everyday"]),
            rare=tuple(document["rare"]),
            withdrawn=tuple(document["withdrawn"]),
            gaps=tuple(document["gaps"]),
            projection=document["projection"],
            thresholds=PackThresholds(**document["thresholds"]),
            sources=tuple(PackSource(**each) for each in document["sources"]),
            templates=templates,
        )


def read_pack(path: Path) -> Pack:
    """The pack in a file, whose name must begin with its currency.

    Raises:
        ModelError: it is missing, cannot be read, or holds no pack of that currency.
    """
    try:
        if not path.is_file():
            raise ModelError("pack_missing", path=str(path))
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise ModelError("pack_unreadable", path=str(path), errno=error.errno or 0) from error
    except ValueError as error:  # No system takes such a name.
        raise ModelError("pack_missing", path=str(path)) from error
    pack = Pack.from_bytes(content, str(path))
    if pack.currency != path.name.partition(".")[0]:
        raise ModelError("pack_damaged", path=str(path))
    return pack


def write_pack(pack: Pack, path: Path) -> None:
    """Write a pack whole, or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.new")
    unfinished.write_bytes(pack.to_bytes())
    unfinished.replace(path)


def packs_in(folder: Path = PACKS) -> dict[str, Path]:
    """The files of packs in a folder by their currency, sorted; none where there is no such folder. None is opened."""
    found = {path.name.partition(".")[0]: path for path in sorted(folder.glob(f"*{SUFFIX}"))}
    return {code: path for code, path in found.items() if re.fullmatch("[A-Z]{3}", code)}


def _checksum(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_CHECKSUM_BYTES).digest()


def _arrays(content: bytes, kinds: Mapping[str, str], lengths: Sequence[int], width: int) -> list[list[NDArray[Any]]]:
    """Each template's arrays, in the order of `PackTemplate`, out of all that lie one after the other."""
    columns = {"points": (2,), "descriptors": (width,)}
    shapes = [(name, (length, *columns.get(name, ()))) for name in kinds for length in lengths]
    if len(content) != sum(math.prod(shape) * np.dtype(kinds[name]).itemsize for name, shape in shapes):
        raise ValueError("its arrays have another length")
    found: list[list[NDArray[Any]]] = [[] for _ in lengths]
    start = 0
    for number, (name, shape) in enumerate(shapes):
        array = np.frombuffer(content, kinds[name], math.prod(shape), start).reshape(shape)
        start += array.nbytes
        if name == "own" and (array.max() != 1):
            raise ValueError("it does not say which keypoints are a template's own")
        found[number % len(lengths)].append(array)
    return found


def _text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= 200 and value.isprintable()


def _whole(least: int, most: int) -> Callable[[object], bool]:
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _fraction(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 1


def _is_value(value: object) -> bool:
    return isinstance(value, str) and _VALUE.fullmatch(value) is not None


def _are_values(value: object) -> bool:
    if not isinstance(value, list) or len(value) > _MOST_VALUES or not all(map(_is_value, value)):
        return False
    numbers = [float(each) for each in value]
    return numbers == sorted(set(numbers))


def _are(fewest: int, most: int, **parts: Callable[[Any], bool]) -> Callable[[object], bool]:
    """Whether a value is a list of documents that have just these parts."""

    def fits(value: object) -> bool:
        return isinstance(value, list) and fewest <= len(value) <= most and all(_has(each, parts) for each in value)

    return fits


def _has(value: object, parts: Mapping[str, Callable[[Any], bool]]) -> bool:
    return isinstance(value, dict) and value.keys() == parts.keys() and all(parts[name](value[name]) for name in parts)


# The document's fields that a pack has as they are.
_PLAIN = ("currency", "version", "year", "everyday", "rare", "withdrawn", "gaps", "projection")
# How each part of a template is stored.
_ARRAYS: Mapping[str, str] = {"points": "<u2", "descriptors": "i1", "angles": "u1", "octaves": "u1"}
# For each field of the document what it must be.
_FITS: Mapping[str, Callable[[Any], bool]] = {
    "currency": lambda value: isinstance(value, str) and re.fullmatch("[A-Z]{3}", value) is not None,
    "version": _text,
    "year": _whole(1800, 3000),
    "everyday": _are_values,
    "rare": _are_values,
    "withdrawn": _are_values,
    "gaps": _are_values,
    "projection": lambda value: isinstance(value, str) and re.fullmatch("[0-9a-f]{16}", value) is not None,
    "thresholds": lambda value: _has(value, {each.name: _fraction for each in fields(PackThresholds)}),
    "sources": _are(0, _MOST_SOURCES, repository=_text, licence=_text, templates=_whole(1, _MOST_TEMPLATES)),
    "length": _whole(1, _MOST_LENGTH),
    "templates": _are(
        1,
        _MOST_TEMPLATES,
        value=_is_value,
        series=lambda value: isinstance(value, str) and value in SERIES,
        face=lambda value: isinstance(value, str) and value in _FACES,
        least=_fraction,
        keypoints=_whole(1, _MOST_KEYPOINTS),
    ),
}
