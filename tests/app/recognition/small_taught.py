"""Taught notes of a few made-up keypoints."""

from __future__ import annotations

from collections.abc import Sequence

from app.recognition.packs import Pack, PackThresholds
from app.recognition.taught_file import TaughtNote, TaughtThresholds
from tests.app.recognition.small_pack import template


def note(currency: str, value: str, faces: Sequence[str], *, name: str = "", seed: int = 1) -> TaughtNote:
    """A note with a template for each of these faces."""
    pack = Pack(
        currency=currency,
        version="2026.11.26",
        year=2026,
        everyday=(value,),
        rare=(),
        withdrawn=(),
        gaps=(),
        projection="0123456789abcdef",
        thresholds=PackThresholds(0.0, 0.0, 0.0),
        sources=(),
        templates=tuple(template(value, "current", face, seed=seed) for face in faces),
    )
    return TaughtNote(name, pack, TaughtThresholds(agrees=0.72, sure=0.97))


def kronor(faces: Sequence[str] = ("front", "back"), seed: int = 1) -> TaughtNote:
    """20 Swedish kronor."""
    return note("SEK", "20", faces, seed=seed)


def club(value: str = "5", name: str = "Club chips", code: str = "QMA") -> TaughtNote:
    """A chip of a club, of which one side is known."""
    return note(code, value, ("front",), name=name)
