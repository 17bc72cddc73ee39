"""Which keypoints of the model's templates notes of other values show as well.

A strip of a note in a fan may be all that is to be seen of it. Whether it names a value depends on what is on it: the
portrait that a family shares, or the numeral. So every scan of a currency is laid over the templates of its other
values wherever keypoints agree, and where its description comes near a keypoint's, that keypoint is shared. What is
made of this is in `app.recognition.placed`.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from app.recognition.keypoints import Keypoints, TemplateTable, describe, detect_keypoints, rectified, scaled_grey
from app.recognition.labels import write_metadata
from app.recognition.model import DEFAULT_MODEL, Model
from app.recognition.poses import matches_of, refined
from app.recognition.templates import Template, TemplateBank
from convert.data.dataset import DataError, LabelledPicture, scans_of
from convert.data.images import PictureError, load
from convert.export.landmarks import today
from convert.export.template_choice import value_of
from convert.step import SPECIMENS, Step, add_data

# A note shows a keypoint where its scan comes as near as this, squared.
_NEAR = 0.3
# A value that shows fewer keypoints of a template shows none of its print.
_FEWEST = 5
_SCAN_PX = 1280
# Of one side of a design so many scans are looked at.
_OF_SIDE = 2


class SharedKeypoints:
    """How near notes of other values come to each keypoint of some templates of one currency.

    Attributes:
        nearest: for each template, by the "CUR/value" of what was laid over it, float32 (n,), squared.

    Args:
        bank: whose way of shortening descriptors they have.
        templates: of one currency.
        area_px: notes are looked at as large as this.
    """

    def __init__(self, bank: TemplateBank, templates: Sequence[Template], area_px: int = 80_000) -> None:
        self._bank = bank
        self._templates = templates
        self._area_px = area_px
        self._keypoints = [each.keypoints for each in templates]
        self._table = TemplateTable(self._keypoints) if templates else None
        self.nearest: list[dict[str, NDArray[np.float32]]] = [{} for _ in templates]

    def see(self, picture: NDArray[np.uint8], value: str) -> None:
        """Lay a flat note over all templates of other values.

        Args:
            picture: uint8 (height, width, 3), BGR.
            value: "CUR/value" of it.
        """
        if self._table is None:
            return
        grey = scaled_grey(picture, self._area_px)
        found = detect_keypoints(grey)
        seen = Keypoints(found.points, self._bank.shortened(found.descriptors), found.angles, found.octaves)
        for match in matches_of(seen, self._keypoints, self._table.pairs(seen)):
            if self._templates[match.template].value == value:
                continue
            template = self._keypoints[match.template]
            distances = self._distances(grey, template, refined(seen, template, match).homography)
            of_template = self.nearest[match.template]
            of_template[value] = np.fmin(of_template.get(value, np.float32(np.inf)), distances)

    def shared(self, number: int) -> NDArray[np.bool_]:
        """Which keypoints of a template each of some other values shows, bool (m, n)."""
        rows = [nearest < _NEAR for _, nearest in sorted(self.nearest[number].items())]
        kept = [row for row in rows if row.sum() >= _FEWEST]
        return np.array(kept, np.bool_).reshape(len(kept), len(self._keypoints[number]))

    def _distances(
        self, grey: NDArray[np.uint8], template: Keypoints, homography: NDArray[np.float64]
    ) -> NDArray[np.float32]:
        flat, points, shown = rectified(grey, template, homography)
        there = describe(flat, replace(template, points=points))
        distances = ((self._bank.shortened(there) - template.descriptors) ** 2).sum(1)
        return np.where(shown, distances, np.float32(np.inf))


def shared_keypoints(bank: TemplateBank, scans: Sequence[LabelledPicture]) -> dict[str, list[NDArray[np.bool_]]]:
    """For each value which keypoints of its templates other values show, in order, bool (m, n) each."""
    cv2.setNumThreads(1)
    found: dict[str, list[NDArray[np.bool_]]] = {}
    for currency in tqdm(sorted(bank.currencies), desc="own print"):
        templates = [each for value in bank.of(currency).values for each in bank.templates_of(value)]
        shared = SharedKeypoints(bank, templates)
        for scan in scans:
            if scan.currency == currency:
                try:
                    shared.see(load(scan.path, _SCAN_PX), value_of(scan))
                except PictureError:
                    continue
        for number, template in enumerate(templates):
            found.setdefault(template.value, []).append(shared.shared(number))
    return found


def _some(scans: Sequence[LabelledPicture]) -> list[LabelledPicture]:
    """The first few of each side of each design."""
    sides: dict[tuple[str, str | None, str | None], list[LabelledPicture]] = {}
    for scan in sorted(scans, key=lambda each: each.path.as_posix()):
        sides.setdefault((value_of(scan), scan.series, scan.face), []).append(scan)
    return [scan for of_side in sides.values() for scan in of_side[:_OF_SIDE]]


# --------------------------------------------------------------------------------------------------------------- step


@dataclass(frozen=True, slots=True)
class Options:
    """What to look at.

    Attributes:
        data: data folder; its scans are used.
        specimens: folder with XTS notes.
        model: whose templates are looked at.
        out: where the model is written that says which keypoints are its values' own, or None.
        version: of the model that is written; None keeps it.
    """

    data: Path
    specimens: Path = SPECIMENS
    model: Path = DEFAULT_MODEL
    out: Path | None = None
    version: str | None = field(default_factory=today)


@dataclass(frozen=True, slots=True)
class Result:
    """What was found.

    Attributes:
        own, all: how many keypoints no other value shows, of how many.
        out: what was written, or None.
    """

    own: int
    all: int
    out: Path | None


def run(options: Options) -> Result:
    """Look at every scan, and write what was asked for.

    Raises:
        DataError: there are no scans of the model's notes, or it has no templates.
        ModelError: the model cannot be read.
    """
    model = Model(options.model, threads=1)
    if model.templates is None:
        raise DataError(f"{options.model} has no templates: run `python -m convert templates`.")
    currencies = sorted(model.templates.currencies)
    scans = scans_of(options.data, currencies, options.specimens)
    shared = shared_keypoints(model.templates, _some(scans))
    if options.out is not None:
        metadata = replace(model.metadata, version=options.version or model.metadata.version)
        landmarks = model.templates.with_shared(shared).to_bytes()
        options.out.write_bytes(write_metadata(options.model.read_bytes(), metadata, landmarks))
    own = np.concatenate([~rows.any(0) for of_value in shared.values() for rows in of_value])
    return Result(int(own.sum()), len(own), options.out)


def _report(result: Result) -> str:
    lines = [f"{result.own} of {result.all} keypoints are shown by no note of another value"]
    if result.out is not None:
        lines.append(f"{result.out}: written")
    return "\n".join(lines)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this step."""
    add_data(parser)
    parser.add_argument("--model", type=Path, default=DEFAULT_MODEL, help="whose templates are looked at")
    parser.add_argument("--out", type=Path, help="write the model with what was found there")
    parser.add_argument("--version", default=today(), help="of the model that --out writes (default: today)")


def _options(args: argparse.Namespace) -> Options:
    return Options(args.data, args.specimens, args.model, args.out, args.version)


STEP = Step("own-print", "find which keypoints no other value shows", __doc__, add_arguments, _options, run, _report)
