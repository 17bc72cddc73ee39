"""Taught notes as a file: one, as it lies in the person's folder, or several, as they are given to friends.

A first line, the length of a JSON document (4 bytes, little-endian), the document, which names each note and says what
its print must reach, the packs one after the other as `app.recognition.packs` writes them, and BLAKE2b's 128 bits of
all before. No picture is in it. A file of the second kind has after each pack the numbers of the note's sides, which
photos are compared with; it is written where any note has such. One of the third kind has after these the many
keypoints of the sides, see `teaching_dense`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

import numpy as np

from app.recognition.comparison import COLUMNS, NUMBERS, ROWS
from app.recognition.errors import ModelError
from app.recognition.labels import NoteLabel
from app.recognition.packs import MOST_BYTES, Pack
from app.recognition.side_tokens import SideTokens
from app.recognition.taught_dense_file import dense_bytes, dense_document, dense_from
from app.recognition.taught_names import TaughtError, clean_name, clean_value, is_own
from app.recognition.templates import TaughtPrint, TemplateBank
from app.wholefile import write_whole

SUFFIX = ".taught"
MOST_NOTES = 500
"""No file holds more."""

_FIRST_LINE, _FIRST_LINE_WITH_SIDES, _FIRST_LINE_WITH_DENSE = (b"noteworthy taught %d\n" % kind for kind in (1, 2, 3))
_FIRST_LINES = (_FIRST_LINE, _FIRST_LINE_WITH_SIDES, _FIRST_LINE_WITH_DENSE)
_ANY_FIRST_LINE = re.compile(rb"noteworthy taught [0-9]{1,6}\n")
_LENGTH_BYTES, _CHECKSUM_BYTES = 4, 16
# Each note's print is compared with every picture, in a table as wide as the longest template: what has more was not
# taught, and would cost all others time and memory.
_MOST_TEMPLATES, _MOST_KEYPOINTS = 32, 400
# A note that asks for less was made by hand: it would be named wherever there is any print. Probability of a template,
# agreement and probability of all of them.
_LEAST_ASKED = (0.6, 0.5, 0.9)
_MOST_HEAD_BYTES = 512 * 1024
# A note has no more sides than this; each is so many bytes, in steps no larger, made by a network of such a name.
_MOST_SIDES, _SIDE_BYTES, _MOST_STEP = 32, ROWS * COLUMNS * NUMBERS, 100.0
_NETWORK = re.compile("[0-9a-f]{16}")
_MOST_FILE_BYTES = _MOST_HEAD_BYTES + 128 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class TaughtThresholds:
    """What the print of all templates of a note must reach, beside each one's least: see `templates.TaughtLimits`."""

    agrees: float
    sure: float


@dataclass(frozen=True, slots=True, eq=False)
class TaughtSide:
    """A picture of a side, as photos are compared with it.

    Attributes:
        face: "front" or "back".
        tokens: its numbers.
    """

    face: str
    tokens: SideTokens


@dataclass(frozen=True, slots=True, eq=False)
class TaughtNote:
    """One note that a person taught.

    Attributes:
        name: of its currency, as the person called it; empty for a currency of ISO 4217.
        pack: of this one value. Its currency is ISO's code, or the one that stands for the name on this computer.
        thresholds: that it was taught with.
        sides: pictures of it; none where it was taught without a comparison.
        dense: many keypoints of its sides; none where it was taught before there were such.
    """

    name: str
    pack: Pack
    thresholds: TaughtThresholds
    sides: tuple[TaughtSide, ...] = ()
    dense: tuple[TaughtPrint, ...] = ()

    @property
    def currency(self) -> str:
        """ISO 4217 code, or the code that stands for the name."""
        return self.pack.currency

    @property
    def value(self) -> str:
        """Face value."""
        return self.pack.everyday[0]

    @property
    def key(self) -> str:
        """ "CUR/value"."""
        return f"{self.currency}/{self.value}"

    @property
    def identity(self) -> str:
        """The same for two files' notes of one currency, or one name, and value, whatever code the name has there."""
        return f"{self.name.casefold() or self.currency}/{self.value}"

    def fits(self, bank: TemplateBank) -> bool:
        """Whether it was made beside these templates; others' print cannot be compared with them."""
        lengths = {template.descriptors.shape[1] for template in self.pack.templates}
        lengths |= {each.keypoints.descriptors.shape[1] for each in self.dense}
        return self.pack.projection == bank.projection and lengths == {bank.length}

    @property
    def faces(self) -> tuple[str, ...]:
        """The sides that it knows, "front" first."""
        known = {template.face for template in self.pack.templates} | {each.face for each in self.dense}
        return tuple(face for face in ("front", "back") if face in known)

    @property
    def labels(self) -> tuple[NoteLabel, ...]:
        """What it can name."""
        return self.pack.labels

    def called(self, name: str, code: str) -> TaughtNote:
        """The same note in a currency of this name and code."""
        return replace(self, name=name, pack=replace(self.pack, currency=code))

    def valued(self, value: str) -> TaughtNote:
        """The same note with another value."""
        templates = tuple(replace(template, value=value) for template in self.pack.templates)
        return replace(self, pack=replace(self.pack, everyday=(value,), templates=templates))

    def joined(self, other: TaughtNote) -> TaughtNote:
        """With the sides of another one in place of its own, or beside them."""
        faces = set(other.faces)
        kept = tuple(template for template in self.pack.templates if template.face not in faces)
        return replace(
            self,
            pack=replace(other.pack, templates=(*kept, *other.pack.templates)),
            thresholds=other.thresholds,
            sides=(*(side for side in self.sides if side.face not in faces), *other.sides),
            dense=(*(each for each in self.dense if each.face not in faces), *other.dense),
        )


def to_bytes(notes: Sequence[TaughtNote]) -> bytes:
    """The content of a file with these notes, at least one."""
    packs = [note.pack.to_bytes() for note in notes]
    document = {
        "notes": [
            {"name": note.name, "bytes": len(p), "thresholds": asdict(note.thresholds)} | _more_document(note)
            for note, p in zip(notes, packs, strict=True)
        ]
    }
    parts = [
        part
        for note, pack in zip(notes, packs, strict=True)
        for part in (pack, *map(_stored, note.sides), *map(dense_bytes, note.dense))
    ]
    head = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    kind = 2 if any(note.dense for note in notes) else 1 if any(note.sides for note in notes) else 0
    content = b"".join([_FIRST_LINES[kind], len(head).to_bytes(_LENGTH_BYTES, "little"), head, *parts])
    return content + _checksum(content)


def from_bytes(content: bytes, path: str = "") -> list[TaughtNote]:
    """The notes in such a content, of a file at `path`.

    Raises:
        TaughtError: it is damaged, foreign, made by hand, or of a later version.
    """
    begins = _ANY_FIRST_LINE.match(content)
    if begins and begins.group() not in _FIRST_LINES:
        raise TaughtError("taught_newer", path=path)
    try:
        return _parsed(content)
    except ModelError as error:
        code = "taught_newer" if error.code == "pack_newer" else "taught_damaged"
        raise TaughtError(code, path=path) from error
    except (ValueError, RecursionError, TaughtError) as error:
        raise TaughtError("taught_damaged", path=path) from error


def _parsed(content: bytes) -> list[TaughtNote]:
    body, checksum = content[:-_CHECKSUM_BYTES], content[-_CHECKSUM_BYTES:]
    is_ours = body.startswith(_FIRST_LINES)
    if len(content) > _MOST_FILE_BYTES or not is_ours or checksum != _checksum(body):
        raise ValueError("it holds no taught notes, or not as they were written")
    start = len(_FIRST_LINE) + _LENGTH_BYTES
    end = start + int.from_bytes(body[len(_FIRST_LINE) : start], "little")
    if end - start > _MOST_HEAD_BYTES:
        raise ValueError("its document is too long")
    document = json.loads(body[start:end].decode())
    if not isinstance(document, dict) or document.keys() != {"notes"} or not isinstance(document["notes"], list):
        raise ValueError("its document has other fields")
    if not 1 <= len(document["notes"]) <= MOST_NOTES:
        raise ValueError("it holds no note, or too many")
    notes = []
    for each in document["notes"]:
        if (
            not isinstance(each, dict)
            or each.keys() - {"sides", "dense"} != {"name", "bytes", "thresholds"}
            or not _is_length(each["bytes"])
        ):
            raise ValueError("a note has other fields")
        pack = Pack.from_bytes(body[end : end + each["bytes"]])
        end += each["bytes"]
        sides = _sides(each["sides"], memoryview(body)[end:]) if "sides" in each else ()
        end += _SIDE_BYTES * len(sides)
        dense, length = dense_from(each["dense"], memoryview(body)[end:]) if "dense" in each else ((), 0)
        end += length
        note = _note(each["name"], pack, _thresholds(each["thresholds"]))
        notes.append(replace(note, sides=sides, dense=dense))
    if end != len(body):
        raise ValueError("there is more in it than it says")
    return notes


def _more_document(note: TaughtNote) -> dict[str, object]:
    """What a document says of a note's sides and dense prints, where it has any."""
    more: dict[str, object] = {}
    if note.sides:
        more["sides"] = [{"face": s.face, "network": s.tokens.network, "step": s.tokens.step} for s in note.sides]
    if note.dense:
        more["dense"] = dense_document(note.dense)
    return more


def _stored(side: TaughtSide) -> bytes:
    return side.tokens.tokens.astype(np.int8).tobytes()


def _sides(found: object, content: memoryview) -> tuple[TaughtSide, ...]:
    """The sides that a document tells of, whose numbers a content begins with."""
    if not isinstance(found, list) or not 1 <= len(found) <= _MOST_SIDES or len(content) < _SIDE_BYTES * len(found):
        raise ValueError("its sides are none, too many, or not there")
    sides = []
    for number, each in enumerate(found):
        if not isinstance(each, dict) or each.keys() != {"face", "network", "step"}:
            raise ValueError("a side has other fields")
        face, network, step = each["face"], each["network"], each["step"]
        is_known = face in ("front", "back") and isinstance(network, str) and _NETWORK.fullmatch(network)
        if not is_known or not isinstance(step, float) or not 0 < step < _MOST_STEP:
            raise ValueError("a side is not as sides are kept")
        numbers = np.frombuffer(content, np.int8, _SIDE_BYTES, _SIDE_BYTES * number)
        # Its own: a part of the file would keep all of it.
        tokens = numbers.reshape(ROWS * COLUMNS, NUMBERS).copy()
        sides.append(TaughtSide(face, SideTokens(network, tokens, step)))
    return tuple(sides)


def _thresholds(found: object) -> TaughtThresholds:
    names = {each.name for each in fields(TaughtThresholds)}
    if not isinstance(found, dict) or found.keys() != names or not all(map(_is_fraction, found.values())):
        raise ValueError("its thresholds are no fractions")
    return TaughtThresholds(**found)


def _note(name: object, pack: Pack, thresholds: TaughtThresholds) -> TaughtNote:
    if not isinstance(name, str) or (name != "" and clean_name(name) != name):
        raise ValueError("a name is not as names are kept")
    if bool(name) != is_own(pack.currency):
        raise ValueError("a name has no code, or a code no name")
    values = {template.value for template in pack.templates}
    if len(pack.everyday) != 1 or values != set(pack.everyday) or clean_value(pack.everyday[0]) != pack.everyday[0]:
        raise ValueError("it is not of one value")
    if any(template.face not in ("front", "back") for template in pack.templates):
        raise ValueError("a side is neither front nor back")
    asked_least = (min(template.least for template in pack.templates), thresholds.agrees, thresholds.sure)
    if any(asked < least for asked, least in zip(asked_least, _LEAST_ASKED, strict=True)):
        raise ValueError("it would be seen in print that is not its own")
    if len(pack.templates) > _MOST_TEMPLATES or any(len(template) > _MOST_KEYPOINTS for template in pack.templates):
        raise ValueError("it has more print than a note that was taught")
    return TaughtNote(name, pack, thresholds)


def read_notes(path: Path) -> list[TaughtNote]:
    """The notes in a file.

    Raises:
        TaughtError: it cannot be read, or holds none.
    """
    try:
        if path.exists() and not path.is_file():
            raise TaughtError("taught_damaged", path=str(path))
        with path.open("rb") as file:
            content = file.read(_MOST_FILE_BYTES + 1)
    except OSError as error:
        raise TaughtError("taught_unreadable", path=str(path), errno=error.errno or 0) from error
    except ValueError as error:  # No system takes such a name.
        raise TaughtError("taught_damaged", path=str(path)) from error
    return from_bytes(content, str(path))


def write_notes(notes: Sequence[TaughtNote], path: Path) -> None:
    """Write a file whole, or not at all; nobody but the person may read it.

    Raises:
        TaughtError: it cannot be written.
    """
    try:
        write_whole(path, to_bytes(notes))
    except OSError as error:
        raise TaughtError("taught_not_written", path=str(path), errno=error.errno or 0) from error
    except ValueError as error:
        raise TaughtError("taught_not_written", path=str(path), errno=22) from error


def _is_length(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= MOST_BYTES


def _is_fraction(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 1


def _checksum(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_CHECKSUM_BYTES).digest()
