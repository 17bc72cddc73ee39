"""Which places of dense prints further scans of other values show, for tables.

When dense prints are made, the first two scans of each side are laid over the sides of other values. A value has more
designs than that: the front of one year shows what that of another does not. So every scan is laid over them, as a
table is read, and what comes near a place is shared. Each scan is a row of its own: a note is like one of them, and
near a place something of any eight lies by chance. This is kept beside what was known, as the limits by which one note
is read were set without it.
"""

from __future__ import annotations

import argparse
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from app.recognition.dense import laid_there
from app.recognition.keypoints import TemplateTable, detect_keypoints, scaled_grey
from app.recognition.labels import read_model, write_metadata
from app.recognition.model import DEFAULT_MODEL, Model
from app.recognition.npz_parts import FURTHER, stored_shared
from app.recognition.poses import matches_of, refined
from app.recognition.stored_bank import StoredBank
from app.recognition.templates import KnownPrint, TemplateBank
from convert.data.dataset import DataError, LabelledPicture, scans_of
from convert.data.images import PictureError, load
from convert.export.landmarks import today
from convert.export.template_choice import value_of
from convert.step import SPECIMENS, Step, add_data

# Scans are looked at as those were that the sides are of, with so many keypoints.
_SCAN_PX, _AREA_PX, _KEYPOINTS, _AT_ONCE = 1280, 120_000, 700, 500
# Of one side of a design so many scans are looked at.
_OF_SIDE = 8
# A scan is laid over a side where so many keypoints are alike, and so many once it is fitted; so often at most.
_FIRST, _FITTED, _OFTEN = 8, 12, 2
# It shows a place where it comes as near as this, squared; one that shows fewer shows none.
_NEAR, _FEWEST = 0.3, 5
# A file counts so many rows of a side.
_MOST = 255


Rows = NDArray[np.bool_]


class FurtherScans:
    """What further scans show of the sides of one currency.

    Args:
        bank: whose way of shortening descriptors they have.
        sides: of one currency.
    """

    def __init__(self, bank: TemplateBank, sides: Sequence[KnownPrint]) -> None:
        self._bank, self._sides = bank, sides
        self._table = TemplateTable([side.keypoints for side in sides])
        self._rows: list[list[Rows]] = [[] for _ in sides]

    def see(self, picture: NDArray[np.uint8], value: str) -> None:
        """Lay a flat note over the sides of other values.

        Args:
            picture: uint8 (height, width, 3), BGR.
            value: "CUR/value" of it.
        """
        grey = scaled_grey(picture, _AREA_PX)
        found = detect_keypoints(grey, _KEYPOINTS)
        seen = replace(found, descriptors=self._bank.shortened(found.descriptors))
        laid: Counter[int] = Counter()
        nearest: dict[int, NDArray[np.float32]] = {}
        pairs = self._table.pairs_in_parts(seen, _AT_ONCE)
        for match in matches_of(seen, [side.keypoints for side in self._sides], pairs):
            if len(match.inliers) < _FIRST:
                break
            side = self._sides[match.template]
            if side.value == value or laid[match.template] == _OFTEN:
                continue
            laid[match.template] += 1
            fitted = refined(seen, side.keypoints, match)
            if len(fitted.inliers) >= _FITTED:
                place = laid_there(grey, seen, self._bank, side, match, fitted)
                distances = np.where(place.shown, place.distances, np.float32(np.inf))
                nearest[match.template] = np.fmin(nearest.get(match.template, np.float32(np.inf)), distances)
        for number, distances in nearest.items():
            self._add(number, distances)

    def _add(self, number: int, distances: NDArray[np.float32]) -> None:
        """One scan, by how near it comes to each place of a side."""
        row = distances < _NEAR
        if row.sum() >= _FEWEST:
            self._rows[number].append(row)

    def rows(self, number: int) -> Rows:
        """Which places of a side each of some scans of other values shows, bool (m, n); of too many the fullest."""
        kept = sorted(self._rows[number], key=lambda row: -int(row.sum()))[:_MOST]
        return np.array(kept, np.bool_).reshape(len(kept), len(self._sides[number].keypoints))


def further_rows(bank: TemplateBank, stored: StoredBank, scans: Sequence[LabelledPicture]) -> list[Rows]:
    """Of each stored side which places each of some scans of other values shows, in order."""
    cv2.setNumThreads(1)
    rows = [np.zeros((0, end - start), np.bool_) for start, end in zip(stored.starts, stored.starts[1:], strict=False)]
    currencies = sorted({value.partition("/")[0] for value in stored.values})
    for currency in tqdm(currencies, desc="further print"):
        own = [
            row for row, value in enumerate(stored.values) if value.startswith(f"{currency}/") and rows[row].shape[1]
        ]
        further = FurtherScans(bank, [KnownPrint(stored.values[row], stored.keypoints(row)) for row in own])
        for scan in _some([scan for scan in scans if scan.currency == currency]):
            try:
                further.see(load(scan.path, _SCAN_PX), value_of(scan))
            except PictureError:
                continue
        for number, row in enumerate(own):
            rows[row] = further.rows(number)
    return rows


def _some(scans: Sequence[LabelledPicture]) -> Iterator[LabelledPicture]:
    """The first of each side of each series, whether its value is known or not."""
    seen: Counter[tuple[str, str | None, str]] = Counter()
    for scan in sorted(scans, key=lambda each: each.path.as_posix()):
        if scan.face:
            side = value_of(scan), scan.series, scan.face
            seen[side] += 1
            if seen[side] <= _OF_SIDE:
                yield scan


def with_further(content: bytes, rows: Sequence[Rows]) -> bytes:
    """Stored dense prints with these rows; everything else as it was."""
    with np.load(io.BytesIO(content), allow_pickle=False) as stored:
        arrays: Mapping[str, NDArray[np.generic]] = {name: stored[name] for name in stored.files}
    out = io.BytesIO()
    np.savez_compressed(out, **{**arrays, **stored_shared(rows, FURTHER)})
    return out.getvalue()


# --------------------------------------------------------------------------------------------------------------- step


@dataclass(frozen=True, slots=True)
class Options:
    """What to look at.

    Attributes:
        data: data folder; its scans are used.
        out: where the model is written with what they show.
        specimens: folder with XTS notes.
        model: whose dense prints are looked at.
        version: of the model that is written; None keeps it.
    """

    data: Path
    out: Path
    specimens: Path = SPECIMENS
    model: Path = DEFAULT_MODEL
    version: str | None = field(default_factory=today)


@dataclass(frozen=True, slots=True)
class Result:
    """What was found.

    Attributes:
        shown, all: how many places another value's scan shows, of how many.
        length: of the dense prints now, bytes.
        out: what was written.
    """

    shown: int
    all: int
    length: int
    out: Path


def run(options: Options) -> Result:
    """Lay every scan over the dense prints of other values, and write the model with what they show.

    Raises:
        DataError: there are no scans of the model's notes, or it has no dense prints.
        ModelError: the model cannot be read.
    """
    model, file = Model(options.model, threads=1), read_model(options.model)
    if model.templates is None or file.dense is None:
        raise DataError(f"{options.model} has no dense prints: run `python -m convert dense-prints`.")
    stored = StoredBank.from_bytes(file.dense)
    currencies = sorted({value.partition("/")[0] for value in stored.values})
    scans = scans_of(options.data, currencies, options.specimens)
    rows = further_rows(model.templates, stored, scans)
    content = with_further(file.dense, rows)
    metadata = replace(model.metadata, version=options.version or model.metadata.version)
    options.out.write_bytes(write_metadata(options.model.read_bytes(), metadata, dense=content))
    shown = sum(int(of_side.any(0).sum()) for of_side in rows)
    return Result(shown, stored.starts[-1], len(content), options.out)


def _report(result: Result) -> str:
    told = f"{result.shown} of {result.all} places are shown by another value's scan"
    return f"{told}, {result.length / 1e6:.2f} MB\n{result.out}: written"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this step."""
    add_data(parser)
    parser.add_argument("--model", type=Path, default=DEFAULT_MODEL, help="whose dense prints are looked at")
    parser.add_argument("--out", type=Path, required=True, help="write the model with what was found there")
    parser.add_argument("--version", default=today(), help="of the model that --out writes (default: today)")


def _options(args: argparse.Namespace) -> Options:
    return Options(args.data, args.out, args.specimens, args.model, args.version)


STEP = Step("further-print", "what further scans show of dense prints", __doc__, add_arguments, _options, run, _report)
