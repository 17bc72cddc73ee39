"""Where the teaching of a note stands, as others may read it at any time."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class TeachStep(Enum):
    """What is being done."""

    FRONT = "front"
    BACK = "back"
    CHECKING = "checking"


@dataclass(frozen=True, slots=True)
class TeachingState:
    """A snapshot.

    Attributes:
        step: what is being done.
        text: what the person is to do, in words; without the amount in private mode.
        kept: how many frames of this side are kept.
        wanted: how many make a side.
        can_save: whether a side is there already, so that it can be saved without the other.
    """

    step: TeachStep
    text: str
    kept: int
    wanted: int
    can_save: bool


@dataclass(frozen=True, slots=True)
class ListedNote:
    """One taught note, as it is listed.

    Attributes:
        key: "CUR/value".
        text: "20 Swedish kronor, both sides".
        currency: ISO 4217 code; empty for a name of the person's own.
        name: that name; else empty.
        value: face value.
        faces: "front", "back" or both.
    """

    key: str
    text: str
    currency: str
    name: str
    value: str
    faces: tuple[str, ...]
