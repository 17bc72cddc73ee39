"""The sides of a taught note as numbers that photos are compared with: of some pictures of each side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.recognition.comparison import Comparison
from app.recognition.taught_file import TaughtNote, TaughtSide
from app.recognition.teaching import Shot

MOST_SIDES = 5
"""Of one side so many pictures are kept as numbers."""


def with_sides(note: TaughtNote, shots: Mapping[str, Sequence[Shot]], comparison: Comparison | None) -> TaughtNote:
    """A taught note with pictures of its sides as numbers; as it is where nothing compares them.

    Args:
        note: of which the shots are.
        shots: by "front" or "back".
        comparison: of the model.
    """
    if comparison is None:
        return note
    sides = [
        TaughtSide(face, comparison.side_of(shot.side))
        for face in note.faces
        for shot in _some([each for each in shots.get(face, ()) if each.side is not None])
        if shot.side is not None
    ]
    return replace(note, sides=tuple(sides))


def _some(shots: Sequence[Shot]) -> Sequence[Shot]:
    """So many of them at most, evenly taken."""
    return shots[:: -(-len(shots) // MOST_SIDES) or 1]
