"""Many keypoints of each side of a taught note, weak ones too: its dense print, as the model's own notes have.

A template holds 160 keypoints of those that most pictures show, and without what other values share: of a covered or
small note a handful is left. So a side is kept with several times as many as well, spread over all of it: those that
return in its pictures or, of a picture alone, that last in views of it. What they are asked is in `taught_dense`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from app.recognition.keypoints import Keypoints, detect_keypoints
from app.recognition.taught_file import TaughtNote
from app.recognition.teaching import FACES, Shot, shown_by_others
from app.recognition.teaching_joined import each_once, piles_of, returning
from app.recognition.teaching_views import lasting
from app.recognition.templates import TaughtPrint, TemplateBank

KEPT = 560
"""A dense print has so many keypoints at most."""
# Where other values are known they are chosen from so many: so many by how well they last alone, the others are those
# that no other value shows.
_CANDIDATES, _LASTING = 1100, 280
# A side has so many dense prints at most, of so many keypoints each at least.
_OF_SIDE, _FEWEST = 3, 100
# So many keypoints that stand out so much are detected in so many pictures.
_DETECTED, _CONTRAST, _DETECTED_IN = 700, 0.02, 4
# No more than this times their even part of the keypoints are kept of each of so many cells; of keypoints in one square
# of so many pixels one is kept.
_CELLS, _CROWDED, _APART_PX = (6, 3), 1.6, 2.0


def with_dense(
    note: TaughtNote, shots: Mapping[str, Sequence[Shot]], others: Sequence[Shot], bank: TemplateBank
) -> TaughtNote:
    """A taught note with the dense prints of its sides.

    Args:
        note: of which the shots are; a side may have no template where all of its print is shared.
        shots: by "front" or "back".
        others: of other values; none where nobody knows them.
        bank: of the model.
    """
    dense = []
    for face in FACES:
        prints = dense_prints_of(shots.get(face, ()), _CANDIDATES if others else KEPT)
        shared = shown_by_others(prints, others) if others else [None] * len(prints)
        for each, of_others in zip(prints, shared, strict=True):
            kept = _telling(of_others, len(each))
            short = replace(each, descriptors=bank.shortened(each.descriptors)).of(kept)
            dense.append(TaughtPrint(face, bank.stored(short), None if of_others is None else of_others[kept]))
    return replace(note, dense=tuple(dense))


def _telling(shared: NDArray[np.bool_] | None, many: int) -> NDArray[np.intp]:
    """Which of so many keypoints, the most lasting first, are kept: the first ones, then those that no other shows."""
    order = np.arange(many)
    if shared is not None:
        order = np.concatenate([order[:_LASTING], order[_LASTING:][np.argsort(shared[_LASTING:], kind="stable")]])
    return np.sort(order[:KEPT])


def dense_prints_of(shots: Sequence[Shot], most: int = KEPT) -> list[Keypoints]:
    """The dense prints of one side, that of the print which most shots show first; whole descriptors.

    Args:
        shots: of the side.
        most: keypoints of each at most.
    """
    found, alone = [], list(shots)
    for pile, rest in piles_of(shots):
        alone = rest
        places = each_once([detect_keypoints(each, _DETECTED, _CONTRAST) for each in pile.pictures[:_DETECTED_IN]])
        found.append(_spread(returning(pile, places, len(places)), most))
    for shot in alone[:_OF_SIDE]:
        places = detect_keypoints(shot.grey, _DETECTED, _CONTRAST)
        order = np.argsort(-lasting(shot.grey, places), kind="stable")
        found.append(_spread(places.of(order), most))
    return [each for each in found if len(each) >= _FEWEST][:_OF_SIDE]


def _spread(places: Keypoints, most: int) -> Keypoints:
    """The first of some places, so many at most, so that they are spread, and no two are one."""
    if not len(places):
        return places
    across = places.points - places.points.min(0)
    cells = np.minimum(across / np.maximum(np.ptp(across, axis=0), 1) * _CELLS, np.array(_CELLS) - 1).astype(int)
    return places.of(_first_of(cells, (places.points / _APART_PX).astype(int), most))


def _first_of(cells: NDArray[np.intp], squares: NDArray[np.intp], most: int) -> NDArray[np.intp]:
    """Which are kept of places in these cells and squares, (n, 2) each."""
    of_each = _CROWDED * most / (_CELLS[0] * _CELLS[1])
    of_cell: dict[tuple[int, ...], int] = {}
    taken: set[tuple[int, ...]] = set()
    kept: list[int] = []
    for one, (cell, square) in enumerate(zip(map(tuple, cells.tolist()), map(tuple, squares.tolist()), strict=True)):
        if len(kept) == most:
            break
        if of_cell.get(cell, 0) < of_each and square not in taken:
            of_cell[cell] = of_cell.get(cell, 0) + 1
            taken.add(square)
            kept.append(one)
    return np.array(kept, np.intp)
