"""Dense prints: many keypoints of one flat scan of each side of each design, for what shows too little of a template.

The templates that every frame is compared with hold some 160 keypoints of a note, of which thirty lie in a strip of a
fan, and a handful in a small or folded note. Here a side has several times as many, spread over all of it: those of a
scan whose description stays the same when the scan is blurred, smaller, or another scan of that side. Which of them
other values show is found as in `own_print`. They travel beside the templates, their descriptors shortened in the same
way. Tables are read by them (`app.recognition.dense`), and single notes (`app.recognition.dense_check`).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from app.recognition.keypoints import Keypoints, TemplateTable, describe, detect_keypoints, rectified, scaled_grey
from app.recognition.labels import write_metadata
from app.recognition.model import DEFAULT_MODEL, Model
from app.recognition.templates import Template, TemplateBank
from convert.data.dataset import DataError, LabelledPicture, scans_of
from convert.data.images import PictureError, load
from convert.export.landmarks import today
from convert.export.own_print import SharedKeypoints
from convert.export.template_choice import value_of
from convert.step import SPECIMENS, Step, add_data

# A scan is looked at with so many pixels, about what a note of a fan has on a table; a side keeps so many keypoints.
_AREA_PX, _KEPT = 120_000, 560
# These are chosen from so many whose description stays the same; this fraction of them by that alone, the others are
# those that fewest other values show.
_CANDIDATES, _STEADY = 1_200, 0.5
# A scan is given back by a camera in so many ways; in so many of all looks at it a description must be the same.
_LOOKS, _OFTEN = 5, 0.6
_SCAN_PX, _DETECTED, _CONTRAST = 1280, 2_000, 0.02
# A keypoint's description stays the same below this squared distance.
_SAME = 0.25
# No more than this times their even part of the keypoints are kept of each of so many cells.
_CELLS, _CROWDED = (6, 3), 1.6
# Of keypoints in one square of so many pixels one is kept.
_APART_PX = 2.0
# Scans of one side show one design from so many keypoints in one arrangement on.
_ONE_DESIGN = 25
# A side has so many designs at most, and of each so many other scans are looked at.
_DESIGNS, _OTHERS = 2, 4
# So many scans of each side are laid over the other values' sides.
_OF_SIDE = 2


@dataclass(frozen=True, slots=True, eq=False)
class _Scan:
    label: LabelledPicture
    grey: NDArray[np.uint8]
    keypoints: Keypoints
    strongest: Keypoints


def _scan(label: LabelledPicture) -> _Scan | None:
    try:
        grey = scaled_grey(load(label.path, _SCAN_PX), _AREA_PX)
    except PictureError:
        return None
    found = detect_keypoints(grey, _DETECTED, _CONTRAST)
    return _Scan(label, grey, found, found.of(np.arange(min(500, len(found))))) if len(found) else None


def _sides(scans: Sequence[LabelledPicture]) -> Iterator[list[LabelledPicture]]:
    """The scans of each side of each value and series."""
    sides: dict[tuple[str, str | None, str | None], list[LabelledPicture]] = {}
    for scan in sorted(scans, key=lambda each: each.path.as_posix()):
        sides.setdefault((value_of(scan), scan.series, scan.face), []).append(scan)
    yield from sides.values()


def dense_sides(bank: TemplateBank, scans: Sequence[LabelledPicture]) -> list[tuple[Template, Path]]:
    """The sides of some notes, one of each design, with shortened descriptors, and the scan that each is from.

    Args:
        bank: whose way of shortening descriptors they get.
        scans: of one currency.
    """
    return [found for side in _sides(scans) for found in _designs(bank, side)]


def _designs(bank: TemplateBank, side: Sequence[LabelledPicture]) -> Iterator[tuple[Template, Path]]:
    opened = [scan for label in side if (scan := _scan(label)) is not None]
    if not opened:
        return
    table = TemplateTable([scan.strongest for scan in opened])
    found = np.zeros((len(opened), len(opened)), np.intp)
    maps: dict[tuple[int, int], NDArray[np.float64]] = {}
    for seen, scan in enumerate(opened):
        for match in table.match(scan.strongest):
            if match.template != seen:
                found[match.template, seen] = len(match.inliers)
                maps[match.template, seen] = match.homography
    left = list(range(len(opened)))
    for _ in range(_DESIGNS):
        if not left:
            return
        # That which most others are like; among equals the one with most keypoints.
        likest = max(left, key=lambda one: (np.minimum(found[one, left], 100).sum(), len(opened[one].keypoints)))
        others = sorted((one for one in left if found[likest, one] >= _ONE_DESIGN), key=lambda one: -found[likest, one])
        kept = _chosen(bank, opened[likest], [(opened[one].grey, maps[likest, one]) for one in others[:_OTHERS]])
        label = opened[likest].label
        yield Template(value_of(label), kept, label.face, label.series), label.path
        left = [one for one in left if one != likest and one not in others]


def _chosen(
    bank: TemplateBank, scan: _Scan, others: Sequence[tuple[NDArray[np.uint8], NDArray[np.float64]]]
) -> Keypoints:
    """The keypoints of a scan whose description stays the same most often, spread over it, descriptors shortened."""
    own = bank.shortened(scan.keypoints.descriptors)

    def same(grey: NDArray[np.uint8], points: NDArray[np.float32]) -> NDArray[np.bool_]:
        there = bank.shortened(describe(grey, replace(scan.keypoints, points=points)))
        return np.asarray(((there - own) ** 2).sum(1) < _SAME)

    votes = np.zeros(len(own), np.float64)
    for view in _views(scan.grey):
        votes += same(view, scan.keypoints.points)
    for grey, homography in others:
        flat, points, shown = rectified(grey, scan.keypoints, homography)
        votes += same(flat, points) & shown
    places = _Places(scan.keypoints.points, scan.grey.shape)
    order = np.argsort(-votes, kind="stable")
    kept = places.chosen(order[votes[order] >= _OFTEN * (_LOOKS + len(others))], _CANDIDATES)
    return bank.restored(bank.stored(replace(scan.keypoints, descriptors=own).of(kept)))


class _Places:
    """Chooses among points so that they are spread, and no two are one.

    Args:
        points: float32 (n, 2).
        shape: height and width of what they lie on.
    """

    def __init__(self, points: NDArray[np.float32], shape: tuple[int, ...]) -> None:
        self._cells = np.minimum(((points - points.min(0)) / shape[1::-1] * _CELLS).astype(int), np.array(_CELLS) - 1)
        self._squares = (points / _APART_PX).astype(int)
        self._taken: set[tuple[int, ...]] = set()

    def chosen(self, order: NDArray[np.intp], many: int) -> NDArray[np.intp]:
        """So many of them, in this order, that were not chosen before; no cell has much more than its part."""
        most = _CROWDED * many / (_CELLS[0] * _CELLS[1])
        of_cell: dict[tuple[int, ...], int] = {}
        kept: list[int] = []
        for one in order.tolist():
            cell, square = tuple(self._cells[one].tolist()), tuple(self._squares[one].tolist())
            if len(kept) == many:
                break
            if of_cell.get(cell, 0) < most and square not in self._taken:
                of_cell[cell] = of_cell.get(cell, 0) + 1
                self._taken.add(square)
                kept.append(one)
        return np.array(kept, np.intp)


def _telling(template: Template) -> Template:
    """A side with those of its keypoints that are kept: the steadiest, which come first, and its own."""
    shared = np.zeros((0, len(template.keypoints)), np.bool_) if template.shared is None else template.shared
    places = _Places(template.keypoints.points, tuple(np.ptp(template.keypoints.points, axis=0)[::-1] + 1))
    steady = places.chosen(np.arange(len(template.keypoints)), int(_STEADY * _KEPT))
    # What a value shares that shares much tells least.
    told = shared.mean(1) @ shared if len(shared) else np.zeros(len(template.keypoints))
    own = places.chosen(np.argsort(told, kind="stable"), _KEPT - len(steady))
    kept = np.concatenate([steady, own])
    return replace(template, keypoints=template.keypoints.of(kept), shared=shared[:, kept])


def _views(grey: NDArray[np.uint8]) -> Iterator[NDArray[np.uint8]]:
    """A scan as a camera gives it back: blurred, from fewer pixels, darker and grainy."""
    height, width = grey.shape
    yield np.asarray(cv2.GaussianBlur(grey, (0, 0), 0.9), np.uint8)
    yield np.asarray(cv2.GaussianBlur(grey, (0, 0), 1.5), np.uint8)
    for scale in (0.8, 0.6):
        small = cv2.resize(grey, (round(scale * width), round(scale * height)), interpolation=cv2.INTER_AREA)
        yield np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)
    grain = np.random.default_rng(1).normal(0, 8, grey.shape)
    yield np.asarray(np.clip(0.7 * grey + grain + 20, 0, 255), np.uint8)


def dense_bank(bank: TemplateBank, scans: Sequence[LabelledPicture]) -> tuple[list[Template], list[Path]]:
    """The dense sides of all currencies of some scans, with what other values show of them, and their scans."""
    cv2.setNumThreads(1)
    templates: list[Template] = []
    paths: list[Path] = []
    for currency in tqdm(sorted({scan.currency for scan in scans}), desc="dense prints"):
        own = [scan for scan in scans if scan.currency == currency]
        sides = dense_sides(bank, own)
        shared = SharedKeypoints(bank, [side for side, _ in sides], _AREA_PX)
        for scan in (scan for side in _sides(own) for scan in side[:_OF_SIDE]):
            try:
                shared.see(load(scan.path, _SCAN_PX), value_of(scan))
            except PictureError:
                continue
        templates += [_telling(replace(side, shared=shared.shared(number))) for number, (side, _) in enumerate(sides)]
        paths += [path for _, path in sides]
    return templates, paths


# --------------------------------------------------------------------------------------------------------------- step


@dataclass(frozen=True, slots=True)
class Options:
    """What to look at.

    Attributes:
        data: data folder; its scans are used.
        specimens: folder with XTS notes.
        model: whose values get dense prints.
        out: where the model is written with them.
        version: of the model that is written; None keeps it.
        used: where the paths of the scans are written that they are made of, a line each, or None.
    """

    data: Path
    out: Path
    specimens: Path = SPECIMENS
    model: Path = DEFAULT_MODEL
    version: str | None = field(default_factory=today)
    used: Path | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What was made.

    Attributes:
        sides, keypoints: how many.
        length: of what was added to the file, bytes.
        out: what was written.
    """

    sides: int
    keypoints: int
    length: int
    out: Path


def run(options: Options) -> Result:
    """Make the dense prints of every scan's side, and write the model with them.

    Raises:
        DataError: there are no scans of the model's notes, or it has no templates.
        ModelError: the model cannot be read.
    """
    model = Model(options.model, threads=1)
    bank = model.templates
    if bank is None:
        raise DataError(f"{options.model} has no templates: run `python -m convert templates`.")
    currencies = sorted(bank.currencies)
    scans = scans_of(options.data, currencies, options.specimens)
    known = set(bank.values)
    sides, paths = dense_bank(bank, [scan for scan in scans if scan.face and value_of(scan) in known])
    content = bank.holding(sides).to_bytes()
    metadata = replace(model.metadata, version=options.version or model.metadata.version)
    options.out.write_bytes(write_metadata(options.model.read_bytes(), metadata, dense=content))
    if options.used is not None:
        options.used.write_text("".join(f"{path}\n" for path in paths), encoding="utf-8")
    return Result(len(sides), sum(len(side.keypoints) for side in sides), len(content), options.out)


def _report(result: Result) -> str:
    return f"{result.sides} sides, {result.keypoints} keypoints, {result.length / 1e6:.2f} MB\n{result.out}: written"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this step."""
    add_data(parser)
    parser.add_argument("--model", type=Path, default=DEFAULT_MODEL, help="whose values get dense prints")
    parser.add_argument("--out", type=Path, required=True, help="write the model with them there")
    parser.add_argument("--version", default=today(), help="of the model that --out writes (default: today)")
    parser.add_argument("--used", type=Path, help="write the scans' paths there, a line each")


def _options(args: argparse.Namespace) -> Options:
    return Options(args.data, args.out, args.specimens, args.model, args.version, args.used)


STEP = Step("dense-prints", "more print of each side than templates", __doc__, add_arguments, _options, run, _report)
