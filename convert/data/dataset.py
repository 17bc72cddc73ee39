"""The data folder and the list of classes: which pictures there are and what they show. No picture is opened here.

Layout of a data folder (`--data DIR`)::

    reference/<CUR>/<value>[_old]_<front|back>/*     flat, cropped notes for the synthesiser
    photos/train/<CUR>/<value>[_old][_front|_back]/* real photos to train on
    photos/val/...                                   real photos to choose by, the same naming
    backgrounds/<set>/*  hard_negatives/<set>/*  other_notes/<CUR>/...  hands/<set>/NAME.jpg + NAME.mask.png
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.feedback.words import SPECIMEN_CURRENCY
from app.recognition.labels import NoteLabel
from app.resources import MODELS
from convert.data.tables import read_rows

PICTURE_SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".bmp"}
CORRECTIONS = MODELS / "corrections.csv"
_FOLDER = re.compile(r"(?P<value>[0-9]+(?:\.[0-9]+)?)(?P<old>_old)?(?:_(?P<face>front|back))?")


class DataError(Exception):
    """The data folder cannot be used; the message says what is missing and what to do."""


@dataclass(frozen=True, slots=True)
class LabelledPicture:
    """One picture of a known note.

    Attributes:
        path: the picture.
        currency, value: what it shows.
        series: "current" or "old"; None when the folder does not say (photos of unsorted face).
        face: "front", "back" or None when unsorted.
    """

    path: Path
    currency: str
    value: str
    series: str | None
    face: str | None

    @property
    def key(self) -> str:
        """ "CUR/value"."""
        return f"{self.currency}/{self.value}"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All pictures of a data folder that training may use, by role, each tuple sorted by path."""

    references: tuple[LabelledPicture, ...]
    photos: tuple[LabelledPicture, ...]
    backgrounds: tuple[Path, ...]
    hard_negatives: tuple[Path, ...]
    other_notes: tuple[Path, ...]
    hands: tuple[tuple[Path, Path], ...]


def pictures_under(folder: Path) -> list[Path]:
    """All pictures below a folder, sorted; masks of hands left out. An absent folder has none."""
    if not folder.is_dir():
        return []
    return sorted(
        p for p in folder.rglob("*") if p.suffix.lower() in PICTURE_SUFFIXES and not p.name.endswith(".mask.png")
    )


def parse_folder(name: str) -> tuple[str, str, str | None]:
    """("20", "old", "front") from "20_old_front"; face is None when the name does not give one.

    Raises:
        DataError: the name is not of the form <value>[_old][_front|_back].
    """
    match = _FOLDER.fullmatch(name)
    if not match:
        raise DataError(f'Folder "{name}": expected <value>[_old][_front|_back], for example 20 or 20_old_back.')
    return match["value"], "old" if match["old"] else "current", match["face"]


@functools.cache
def read_corrections(path: Path = CORRECTIONS) -> Mapping[str, str]:
    """What wrongly filed photos show, by "<currency>/<folder>/<file name>": a folder's name such as "200", or "" for a
    photo that is to be left out. Whoever made a correction looked at the photo.

    Raises:
        DataError: the file is missing, or a line of it cannot be used.
    """
    try:
        rows = read_rows(path, ("photo", "shows"))
    except (OSError, ValueError) as error:
        raise DataError(f"{path}, the list of wrongly filed photos, cannot be read ({error}).") from error
    found: dict[str, str] = {}
    for number, row in enumerate(rows, start=2):
        if row["shows"] is None or not row["photo"]:
            raise DataError(f"{path}, line {number}: expected a photo and what it shows.")
        found[row["photo"]] = row["shows"]
    for photo, shows in found.items():
        if shows:
            parse_folder(shows)
        if photo.count("/") != 2:
            raise DataError(f'{path}: expected <currency>/<folder>/<file name>, not "{photo}".')
    return found


def _corrected(picture: LabelledPicture, corrections: Mapping[str, str]) -> LabelledPicture | None:
    """The picture as what it shows; None when it is to be left out."""
    shows = corrections.get("/".join(picture.path.parts[-3:]))
    if shows is None:
        return picture
    if not shows:
        return None
    value, series, face = parse_folder(shows)
    return replace(picture, value=value, series=series if face or series == "old" else None, face=face)


def labelled_pictures(
    folder: Path, currencies: Iterable[str] | None = None, *, lenient: bool = False
) -> list[LabelledPicture]:
    """Pictures under <folder>/<CUR>/<value>…/, for all currency folders or only those named.

    A folder that gives no face gives no reliable series either (sources mix designs), so both are None then, unless it
    is an "_old" folder. Photos that `read_corrections` knows to be filed wrongly are given as what they show.

    Raises:
        DataError: a folder's name cannot be parsed, unless `lenient`, when it is passed over.
    """
    corrections = read_corrections()
    wanted = set(currencies) if currencies is not None else None
    found: list[LabelledPicture] = []
    if not folder.is_dir():
        return found
    for currency_dir in sorted(p for p in folder.iterdir() if p.is_dir() and re.fullmatch(r"[A-Z]{3}", p.name)):
        if wanted is not None and currency_dir.name not in wanted:
            continue
        for value_dir in sorted(p for p in currency_dir.iterdir() if p.is_dir()):
            if lenient and not _FOLDER.fullmatch(value_dir.name):
                continue
            value, series, face = parse_folder(value_dir.name)
            known_series = series if face or series == "old" else None
            filed = (
                LabelledPicture(p, currency_dir.name, value, known_series, face) for p in pictures_under(value_dir)
            )
            found += [right for picture in filed if (right := _corrected(picture, corrections)) is not None]
    return found


def specimen_references(folder: Path) -> list[LabelledPicture]:
    """The project's own notes: XTS_<value>_<face>.png in a folder."""
    found = []
    for path in sorted(folder.glob("XTS_*_*.png")):
        _, value, face = path.stem.split("_")
        found.append(LabelledPicture(path, SPECIMEN_CURRENCY, value, "current", face))
    return found


def scans_of(data: Path, currencies: Sequence[str], specimens: Path) -> list[LabelledPicture]:
    """The scans of some currencies, and the project's own notes where these are among them.

    Args:
        data: data folder.
        currencies: ISO codes.
        specimens: folder with XTS notes.

    Raises:
        DataError: there are no scans.
    """
    scans = labelled_pictures(data / "reference", currencies)
    if not scans:
        raise DataError(f"No scans of its notes under {data}.")
    return [*scans, *(specimen_references(specimens) if SPECIMEN_CURRENCY in currencies else ())]


def class_list(cat: Catalogue) -> tuple[NoteLabel, ...]:
    """The classes of a model for this catalogue: "not a note I know" first, then every (currency, value, series, face).

    A value that has photos of unsorted face gets both faces of its series, so that the sum over them can be its target.
    """
    keys: set[tuple[str, str, str, str]] = set()
    for p in (*cat.references, *cat.photos):
        faces = (p.face,) if p.face else ("front", "back")
        keys |= {(p.currency, p.value, p.series or "current", face) for face in faces}
    ordered = sorted(keys, key=lambda k: (k[0], float(k[1]), k[2], k[3] == "back"))
    return (NoteLabel.unknown(), *(NoteLabel(*k) for k in ordered))


def target_classes(picture: LabelledPicture, labels: Sequence[NoteLabel]) -> tuple[int, ...]:
    """Indexes of all classes a picture may be: one when face and series are known, more when they are not."""
    return tuple(
        i
        for i, label in enumerate(labels)
        if label.currency == picture.currency
        and label.value == picture.value
        and picture.series in (None, label.series)
        and picture.face in (None, label.face)
    )
