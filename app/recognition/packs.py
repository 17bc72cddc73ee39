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

import contextlib
import hashlib
import json
import math
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from app.recognition.errors import ModelError
from app.recognition.labels import NoteLabel
from app.recognition.pack_contents import Design, PackContents, Tier
from app.recognition.pack_document import (
    ANY_FIRST_LINE,
    ARRAYS,
    FIRST_LINE,
    FIRST_LINE_WITH_OWN,
    LENGTH_BYTES,
    Shape,
    document_of,
    shapes_of,
)
from app.resources import MODELS

PACKS = MODELS / "packs"
SUFFIX = ".notes"
MOST_BYTES = 250_000
"""No pack is larger."""

_CHECKSUM_BYTES = 16
# The document's fields that a pack has as they are.
_PLAIN = ("currency", "version", "year", "everyday", "rare", "withdrawn", "gaps", "projection")


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
    def contents(self) -> PackContents:
        """What it knows, without keypoints."""
        designs = tuple(Design(t.value, t.series, t.face) for t in self.templates)
        return PackContents(self.currency, self.everyday, self.gaps, self.projection, designs)

    @property
    def labels(self) -> tuple[NoteLabel, ...]:
        """What it can name, by value; the face is "front" where it is not known which."""
        return self.contents.labels

    @property
    def values(self) -> tuple[str, ...]:
        """The values that it knows by any face, ascending."""
        return self.contents.values

    @property
    def missing(self) -> tuple[str, ...]:
        """The values in everyday use that it does not know."""
        return self.contents.missing

    @property
    def one_face_only(self) -> tuple[str, ...]:
        """The values in everyday use of whose current design it does not know both faces."""
        return self.contents.one_face_only

    @property
    def tier(self) -> Tier:
        """How much of the currency it knows. Money that is withdrawn altogether is never complete."""
        return self.contents.tier

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
        first_line = FIRST_LINE_WITH_OWN if has_own else FIRST_LINE
        parts = [first_line, len(head).to_bytes(LENGTH_BYTES, "little"), head]
        for name, kind in ARRAYS.items():
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
        with _understanding(content, path):
            return cls._parsed(content)

    @classmethod
    def _parsed(cls, content: bytes) -> Pack:
        body, checksum = content[:-_CHECKSUM_BYTES], content[-_CHECKSUM_BYTES:]
        if len(content) > MOST_BYTES or checksum != _checksum(body):
            raise ValueError("it is not as it was written")
        document, end = document_of(body)
        arrays = _arrays(body[end:], shapes_of(body, document), len(document["templates"]))
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
    with _opened(path) as file:
        content = file.read(MOST_BYTES + 1)
    pack = Pack.from_bytes(content, str(path))
    _check_name(pack.currency, path)
    return pack


def read_contents(path: Path) -> PackContents:
    """What the pack in a file says that it knows; its templates are not read, and so not checked.

    Raises:
        ModelError: it is missing, cannot be read, is plainly no pack of that currency, or has not the length it tells.
    """
    with _opened(path) as file:
        begin = file.read(len(FIRST_LINE) + LENGTH_BYTES)
        content = begin + file.read(min(MOST_BYTES, int.from_bytes(begin[len(FIRST_LINE) :], "little")))
        size = os.fstat(file.fileno()).st_size
    with _understanding(content, str(path)):
        document, end = document_of(content)
        if size > MOST_BYTES or size != end + sum(each.size for each in shapes_of(content, document)) + _CHECKSUM_BYTES:
            raise ValueError("it has another length")
    _check_name(document["currency"], path)
    designs = tuple(Design(each["value"], each["series"], each["face"]) for each in document["templates"])
    everyday, gaps = tuple(document["everyday"]), tuple(document["gaps"])
    return PackContents(document["currency"], everyday, gaps, document["projection"], designs)


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        if not path.is_file():
            raise ModelError("pack_missing", path=str(path))
        with path.open("rb") as file:
            yield file
    except OSError as error:
        raise ModelError("pack_unreadable", path=str(path), errno=error.errno or 0) from error
    except ValueError as error:  # No system takes such a name.
        raise ModelError("pack_missing", path=str(path)) from error


@contextlib.contextmanager
def _understanding(content: bytes, path: str) -> Iterator[None]:
    """Say what is wrong with a content that a ValueError or RecursionError tells not to be understood."""
    begins = ANY_FIRST_LINE.match(content)
    if begins and begins.group() not in (FIRST_LINE, FIRST_LINE_WITH_OWN):
        raise ModelError("pack_newer", path=path)
    try:
        yield
    except (ValueError, RecursionError) as error:
        raise ModelError("pack_damaged", path=path) from error


def _check_name(currency: str, path: Path) -> None:
    if currency != path.name.partition(".")[0]:
        raise ModelError("pack_damaged", path=str(path))


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


def _arrays(content: bytes, shapes: Sequence[Shape], templates: int) -> list[list[NDArray[Any]]]:
    """Each template's arrays, in the order of `PackTemplate`, out of all that lie one after the other."""
    if len(content) != sum(shape.size for shape in shapes):
        raise ValueError("its arrays have another length")
    found: list[list[NDArray[Any]]] = [[] for _ in range(templates)]
    start = 0
    for number, shape in enumerate(shapes):
        array = np.frombuffer(content, shape.kind, math.prod(shape.sides), start).reshape(shape.sides)
        start += array.nbytes
        if shape.name == "own" and (array.max() != 1):
            raise ValueError("it does not say which keypoints are a template's own")
        found[number % templates].append(array)
    return found
