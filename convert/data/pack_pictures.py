"""Which pictures of a data folder a pack is made from, and what they show. No picture is opened here.

Layout: `reference/<CUR>/<value>[_old]_<front|back>/*` are flat scans, `photos/[train/]<CUR>/<value>[_old][_<face>]/*`
are photos. Beside them may lie `index.tsv`, which names each picture's source and licence, and tells the designs that
are withdrawn from those that are still money; `models/world_corrections.csv` says where it is mistaken.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.resources import MODELS
from convert.data.dataset import DataError, LabelledPicture, labelled_pictures, parse_folder
from convert.data.split import in_first_half
from convert.data.tables import read_rows
from convert.data.world import WorldCurrency

CORRECTIONS = MODELS / "world_corrections.csv"
INDEX = "index.tsv"
_OWN = "own pictures"
_SERIES = ("current", "old", "withdrawn")
_ONE_OF_TWO = "one of two"


@dataclass(frozen=True, slots=True)
class PackPicture:
    """One picture of a note.

    Attributes:
        path: the picture.
        currency, value: what it shows.
        series: "current", "old" (an earlier design that is still money) or "withdrawn".
        face: "front", "back", or empty where it is not known which.
        is_scan: flat, with nothing but the note.
        repository: where it comes from.
        licence: as stated there.
    """

    path: Path
    currency: str
    value: str
    series: str
    face: str
    is_scan: bool
    repository: str
    licence: str


def pictures_of(
    data: Path, currency: WorldCurrency, corrections: Mapping[tuple[str, str], str] | None = None
) -> list[PackPicture]:
    """All pictures of a currency, scans first, sorted by path.

    Args:
        data: the data folder.
        currency: which, and which of its designs are withdrawn.
        corrections: as `read_corrections` gives them; None reads the shipped ones.

    Raises:
        DataError: a folder's name cannot be parsed, or a table cannot be used.
    """
    if corrections is None:
        corrections = read_corrections()
    index = _index(data)
    photos = data / "photos" / "train"
    found = []
    for folder, is_scan in ((data / "reference", True), (photos if photos.is_dir() else data / "photos", False)):
        for picture in labelled_pictures(folder, [currency.code], lenient=True):
            source = index.get(picture.path.relative_to(data).as_posix(), {})
            found.append(
                PackPicture(
                    picture.path,
                    currency.code,
                    picture.value,
                    _series(picture, currency, source, corrections),
                    picture.face or "",
                    is_scan,
                    source.get("source_repo") or _OWN,
                    source.get("licence") or "none stated",
                )
            )
    return found


def gaps_of(currency: str, corrections: Mapping[tuple[str, str], str] | None = None) -> tuple[str, ...]:
    """The values of which a design in everyday use has no picture, ascending.

    Raises:
        DataError: as `read_corrections`.
    """
    found = read_corrections() if corrections is None else corrections
    gaps = {value for (code, value), shows in found.items() if code == currency and shows == _ONE_OF_TWO}
    return tuple(sorted(gaps, key=float))


ALL_PHOTOS = "+all-photos"
"""How the version of a pack ends that was made of all photos, so that none of them can judge it."""


def for_templates(picture: PackPicture) -> bool:
    """Whether templates may be made from it: all scans, and half of the photos; the rest judge the pack."""
    return picture.is_scan or in_first_half(picture.path)


def judging(pictures: Iterable[PackPicture], version: str) -> list[PackPicture]:
    """The photos that no template of a pack of this version was made from."""
    return [] if version.endswith(ALL_PHOTOS) else [picture for picture in pictures if not for_templates(picture)]


def read_corrections(path: Path = CORRECTIONS) -> dict[tuple[str, str], str]:
    """What the scans of (currency, value) show that are listed as current: another series, or "one of two" designs.

    Raises:
        DataError: the file is missing, or a line of it cannot be used.
    """
    try:
        rows = read_rows(path, ("currency", "value", "shows", "why"))
    except (OSError, ValueError) as error:
        raise DataError(f"{path}, the list of designs that are older than listed, cannot be read ({error}).") from error
    found = {}
    for number, row in enumerate(rows, start=2):
        if not row["currency"] or not row["value"] or row["shows"] not in (*_SERIES, _ONE_OF_TWO):
            expected = ", ".join((*_SERIES, _ONE_OF_TWO))
            raise DataError(f"{path}, line {number}: expected a currency, a value and one of {expected}.")
        found[row["currency"], row["value"]] = str(row["shows"])
    return found


def _index(data: Path) -> dict[str, dict[str, str]]:
    path = data / INDEX
    if not path.exists():
        return {}
    try:
        rows = read_rows(path, ("path", "series", "source_repo", "licence"), "\t")
    except (OSError, ValueError) as error:
        raise DataError(f"{path} cannot be read ({error}).") from error
    return {row["path"]: row for row in rows}


def _series(
    picture: LabelledPicture,
    currency: WorldCurrency,
    source: Mapping[str, str],
    corrections: Mapping[tuple[str, str], str],
) -> str:
    if currency.is_withdrawn(picture.value):
        return "withdrawn"
    is_as_filed = parse_folder(picture.path.parent.name)[0] == picture.value
    # The index tells of what a picture was filed as.
    listed = (source.get("series") if is_as_filed else None) or picture.series or "current"
    if listed not in _SERIES:
        raise DataError(f'{picture.path}: series "{listed}" in {INDEX}: expected one of {", ".join(_SERIES)}.')
    shows = corrections.get((currency.code, picture.value), listed)
    # What is older than a withdrawn design is withdrawn as well.
    return shows if shows == "withdrawn" or (listed == "current" and shows in _SERIES) else listed
