"""The beginning of a pack's file: its first line, and the document that says what follows. It is believed when checked.

What is in the rest is read by `packs`.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

SERIES = ("current", "old", "withdrawn")
"""Designs in use, earlier ones that are still money, and those that are not."""
FIRST_LINE, FIRST_LINE_WITH_OWN = b"noteworthy notes 1\n", b"noteworthy notes 2\n"
ANY_FIRST_LINE = re.compile(rb"noteworthy notes [0-9]{1,6}\n")
LENGTH_BYTES = 4
"""The document's length follows the first line, little-endian."""
ARRAYS: Mapping[str, str] = {"points": "<u2", "descriptors": "i1", "angles": "u1", "octaves": "u1"}
"""How each part of a template is stored."""

# The table that pictures are compared with is as wide as the template with most keypoints.
_MOST_VALUES, _MOST_TEMPLATES, _MOST_KEYPOINTS, _MOST_SOURCES, _MOST_LENGTH = 100, 200, 400, 100, 128
# As it is spoken and compared with others: no "0", no "020", no "20.0".
_VALUE = re.compile(r"(?:[1-9][0-9]{0,11}|0(?=\.))(?:\.[0-9]{0,5}[1-9])?")
_FACES = ("front", "back", "")
_THRESHOLDS = ("above", "margin", "shown")


def document_of(content: bytes) -> tuple[dict[str, Any], int]:
    """The document at the beginning of a pack, checked, and where it ends.

    Raises:
        ValueError, RecursionError: it is no pack, or not as a pack is written.
    """
    if not content.startswith((FIRST_LINE, FIRST_LINE_WITH_OWN)):
        raise ValueError("it is no pack")
    start = len(FIRST_LINE) + LENGTH_BYTES
    end = start + int.from_bytes(content[len(FIRST_LINE) : start], "little")
    document = json.loads(content[start:end].decode())
    if not isinstance(document, dict) or document.keys() != _FITS.keys():
        raise ValueError("its document has other fields")
    for name, fits in _FITS.items():
        if not fits(document[name]):
            raise ValueError(f"its field {name} is wrong")
    return document, end


@dataclass(frozen=True, slots=True)
class Shape:
    """An array of a pack: which part of a template, how its numbers are stored, and its sides."""

    name: str
    kind: str
    sides: tuple[int, ...]

    @property
    def size(self) -> int:
        """In bytes."""
        return math.prod(self.sides) * np.dtype(self.kind).itemsize


def shapes_of(content: bytes, document: Mapping[str, Any]) -> list[Shape]:
    """The arrays of a pack with this document, as they follow it."""
    kinds = {**ARRAYS, "own": "u1"} if content.startswith(FIRST_LINE_WITH_OWN) else ARRAYS
    columns = {"points": (2,), "descriptors": (document["length"],)}
    return [
        Shape(name, kind, (each["keypoints"], *columns.get(name, ())))
        for name, kind in kinds.items()
        for each in document["templates"]
    ]


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
    "thresholds": lambda value: _has(value, {name: _fraction for name in _THRESHOLDS}),
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
