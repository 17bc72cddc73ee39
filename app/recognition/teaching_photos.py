"""Notes taught from photos of a folder: which photos show what, and the notes they make.

DIR is laid out in one of two ways:

    DIR/front/*  DIR/back/*          of one value, which is named besides
    DIR/20_front/*  DIR/20_back/*    of several values
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.recognition.agreement import probability
from app.recognition.comparison import Comparison
from app.recognition.keypoints import Keypoints
from app.recognition.observation import Box
from app.recognition.print_check import PrintReader
from app.recognition.taught import prints_of_taught
from app.recognition.taught_file import TaughtNote
from app.recognition.taught_names import TaughtError, clean_value
from app.recognition.teaching import FACES, LEAST, MOST_LEAST, Shot, note_of, shot_of
from app.recognition.teaching_dense import with_dense
from app.recognition.teaching_joined import templates_of_side
from app.recognition.teaching_sides import with_sides
from app.recognition.templates import TemplateBank

MOST_PHOTOS = 40
"""Of one side no more are looked at."""
_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".bmp", ".webp", ".tif", ".tiff"})
_FOLDER = re.compile(r"(?P<value>[0-9]+(?:\.[0-9]+)?)_(?P<face>front|back)")
# By how much a template must be surer than photos of other values make it.
_OVER_OTHERS = 0.05
# So many photos of other values are looked at for what they share.
_OTHERS = 40


@dataclass(frozen=True, slots=True)
class SidePhotos:
    """The photos of one side of one value."""

    value: str
    face: str
    paths: tuple[Path, ...]


def photos_in(folder: Path, value: str | None) -> list[SidePhotos]:
    """What a folder holds.

    Args:
        folder: see above.
        value: of which the photos are; None where the folders' names say it.

    Raises:
        TaughtError: it holds nothing of the kind.
    """
    found = []
    if value is not None:
        for face in FACES:
            found.append(SidePhotos(clean_value(value), face, _pictures(folder / face)))
            found.append(SidePhotos(clean_value(value), face, _pictures(folder / f"{clean_value(value)}_{face}")))
    elif folder.is_dir():
        for each in sorted(folder.iterdir()):
            match = _FOLDER.fullmatch(each.name)
            if match:
                found.append(SidePhotos(clean_value(match["value"]), match["face"], _pictures(each)))
    found = [side for side in found if side.paths]
    if not found:
        raise TaughtError("taught_no_photos", path=str(folder))
    return found


def _pictures(folder: Path) -> tuple[Path, ...]:
    if not folder.is_dir():
        return ()
    return tuple(sorted(path for path in folder.iterdir() if path.suffix.lower() in _SUFFIXES))[:MOST_PHOTOS]


@dataclass(frozen=True, slots=True, eq=False)
class TaughtSide:
    """One side with what its photos show."""

    value: str
    face: str
    shots: tuple[Shot, ...]


def sides_of(
    photos: Iterable[SidePhotos],
    load: Callable[[Path], NDArray[np.uint8]],
    box_of: Callable[[NDArray[np.uint8]], Box | None],
) -> list[TaughtSide]:
    """What the photos show, where that is print enough; box_of says where a note lies in a picture (BGR)."""
    sides = []
    for side in photos:
        pictures = (load(path) for path in side.paths)
        shots = [shot for picture in pictures if (shot := shot_of(picture, box_of(picture))) is not None]
        sides.append(TaughtSide(side.value, side.face, tuple(shots)))
    return sides


def notes_of(
    sides: Sequence[TaughtSide],
    *,
    currency: str,
    name: str,
    bank: TemplateBank,
    reader: PrintReader,
    day: date,
    comparison: Comparison | None = None,
) -> list[TaughtNote]:
    """The notes that these sides make, each tried on the pictures of the others.

    Args:
        sides: of one currency.
        currency, name: see `teaching.note_of`.
        bank: of the model.
        reader: used for comparing.
        day: of today.
        comparison: of the model; None for none.

    Raises:
        TaughtError: none of them shows enough print.
    """
    notes = []
    for value in sorted({side.value for side in sides}, key=float):
        others = [shot for side in sides if side.value != value for shot in side.shots]
        # Some will do to find what they share, and all would take minutes.
        others = others[:: max(1, len(others) // _OTHERS)][:_OTHERS]
        made: dict[str, list[Keypoints]] = {}
        for side in sides:
            if side.value == value:
                made.setdefault(side.face, []).extend(templates_of_side(side.shots, others))
        if any(made.values()):
            note = note_of(made, currency=currency, value=value, name=name, bank=bank, day=day, least=LEAST)
            notes.append(with_dense(note, _shots_of(value, sides), others, bank))
    if not notes:
        raise TaughtError("taught_too_plain")
    tried = _tried(notes, sides, bank, reader) if len(notes) > 1 else notes
    return [with_sides(note, _shots_of(note.value, sides), comparison) for note in tried]


def _shots_of(value: str, sides: Sequence[TaughtSide]) -> dict[str, list[Shot]]:
    """What the photos of a value show, by face."""
    found: dict[str, list[Shot]] = {}
    for side in sides:
        if side.value == value:
            found.setdefault(side.face, []).extend(side.shots)
    return found


def _tried(
    notes: Sequence[TaughtNote], sides: Sequence[TaughtSide], bank: TemplateBank, reader: PrintReader
) -> list[TaughtNote]:
    """Each template counts only above what photos of other values reach; one that they reach altogether is dropped."""
    known = [(note, i, each) for note in notes for i, each in enumerate(prints_of_taught(note, bank))]
    reader.use([each for _, _, each in known])
    reached = [0.0] * len(known)
    for side in sides:
        for shot in side.shots:
            for each in reader.compare_in_use(shot.grey, thorough=True):
                if known[each.match.template][0].value != side.value:
                    place = each.match.template
                    reached[place] = max(reached[place], probability(each.logit))
    raised: dict[str, list[tuple[int, float]]] = {}
    for (note, i, _), most in zip(known, reached, strict=True):
        least = round(max(LEAST, most + _OVER_OTHERS), 3)
        if least <= MOST_LEAST:
            raised.setdefault(note.value, []).append((i, least))
    return [_with_least(note, raised[note.value]) for note in notes if note.value in raised]


def _with_least(note: TaughtNote, kept: Sequence[tuple[int, float]]) -> TaughtNote:
    templates = tuple(replace(note.pack.templates[i], least=least) for i, least in kept)
    return replace(note, pack=replace(note.pack, templates=templates))
