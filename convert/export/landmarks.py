"""Which templates of notes travel in the model file: keypoints that are found again in photos of the same note, and
hardly in photos of other ones. How they are looked for is in `app.recognition.print_check`.

Templates are flat scans and photos (the part where the note lies) of each value. Those are kept that find the most
photos of their value again which the ones kept before do not find, and one scan of each face and design besides. Of a
template's keypoints those come first that most photos show, and of a scan's also that views of it, smaller, turned,
tilted and blurred, show; keypoints that photos of the currency's other values show as well, a portrait or the table of
a burst, are left out.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from app.recognition.box import part_around
from app.recognition.keypoints import Keypoints, TemplateTable, detect_keypoints, scaled_grey
from app.recognition.model import DEFAULT_MODEL, Model
from app.recognition.observation import Box
from app.recognition.templates import Template, TemplateBank
from convert.data.catalogue import catalogue
from convert.data.dataset import LabelledPicture
from convert.data.images import PictureError, load
from convert.inference import place_of
from convert.run_folder import DEFAULT, RunFolder, add_run
from convert.step import SPECIMENS, Step, add_data, add_seed, at_least

# Pictures of each value: scans of each face, photos as templates, photos to find again; of other values, photos each.
_SCANS, _PHOTO_TEMPLATES, _PHOTOS, _OTHERS = 5, 32, 64, 24
# Templates are chosen by so many of each picture's keypoints, the strongest: it saves two thirds of the time.
_STRONGEST = np.arange(400)
# Templates of each value, keypoints of each, numbers of each keypoint's descriptor.
_TEMPLATES, _KEYPOINTS, _LENGTH = 6, 160, 32
# A photo counts as found from so many keypoints, and fully by so many; a template must find this much that others do
# not.
_FOUND, _FULLY, _GAIN = 8, 40, 25
# Nothing but the note is on a scan: it is kept unless a photo finds this many times as much.
_SCAN_WORTH = 1.5
_FEWEST = 12
_MARGIN = 0.1
# Views of a scan, and the side of their square, pixels.
_VIEWS, _VIEW_SIDE = 12, 480


@dataclass(frozen=True, slots=True, eq=False)
class _Picture:
    label: LabelledPicture
    is_scan: bool
    keypoints: Keypoints


def _value(label: LabelledPicture) -> str:
    return f"{label.currency}/{label.value}"


def _look(label: LabelledPicture, box: Box | None, is_scan: bool) -> _Picture | None:
    try:
        picture = load(label.path, 1280)
    except PictureError:
        return None
    keypoints = _keypoints_of(picture if box is None else part_around(picture, box, _MARGIN))
    return _Picture(label, is_scan, keypoints) if len(keypoints) >= _FEWEST else None


def _keypoints_of(picture: NDArray[np.uint8]) -> Keypoints:
    return detect_keypoints(scaled_grey(picture))


def _drawn(
    scans: Sequence[LabelledPicture], photos: Sequence[LabelledPicture], rng: np.random.Generator
) -> tuple[list[LabelledPicture], list[LabelledPicture]]:
    """Some scans of each face and design, and some photos, of one value."""
    of_face: dict[tuple[str | None, str | None], list[LabelledPicture]] = defaultdict(list)
    for scan in scans:
        of_face[scan.series, scan.face].append(scan)
    some = [group[i] for group in of_face.values() for i in rng.permutation(len(group))[:_SCANS]]
    return some, [photos[i] for i in rng.permutation(len(photos))[:_PHOTOS]]


def _chosen(pictures: Sequence[_Picture], found: NDArray[np.int64]) -> list[int]:
    """Which of the first pictures to keep as templates.

    Args:
        pictures: of one value, scans first.
        found: (templates, pictures) how many keypoints of a template each picture shows; templates come first.
    """
    worth = np.minimum(found, _FULLY).astype(np.float64)
    is_photo = np.array([not p.is_scan for p in pictures])
    best = np.zeros(len(pictures))
    chosen: list[int] = []
    for _ in range(_TEMPLATES):
        gains = [
            -1.0
            if i in chosen
            else float((np.maximum(best, row) - best)[is_photo].sum()) * (_SCAN_WORTH if scan else 1.0)
            for i, (row, scan) in enumerate(zip(worth, (p.is_scan for p in pictures), strict=False))
        ]
        most = int(np.argmax(gains)) if gains else 0
        if not gains or gains[most] < _GAIN:
            break
        chosen.append(most)
        best = np.maximum(best, worth[most])
    sides = {(pictures[i].label.series, pictures[i].label.face) for i in chosen if pictures[i].is_scan}
    for i in np.argsort(-worth.sum(1), kind="stable").tolist():
        side = (pictures[i].label.series, pictures[i].label.face)
        if pictures[i].is_scan and side not in sides:
            sides.add(side)
            chosen.append(i)
    return chosen


def _hits(template: Keypoints, pictures: Sequence[_Picture]) -> NDArray[np.int64]:
    """For each keypoint of a template, in how many pictures it is found."""
    hits = np.zeros(len(template), np.int64)
    table = TemplateTable([template])
    for picture in pictures:
        for match in table.match(picture.keypoints):
            if len(match.inliers) >= _FOUND:
                hits[match.inliers[:, 1]] += 1
    return hits


def _view(scan: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """A scan as a camera may see it before plain grey: on a fifth of the frame or more, turned, tilted, blurred."""
    height, width = scan.shape[:2]
    half = np.array([1.0, height / width]) * rng.uniform(0.25, 0.48) * _VIEW_SIDE
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * half * rng.uniform(0.8, 1, (4, 1))
    angle = rng.uniform(0, 2 * np.pi)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    source = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(source, (corners @ turn.T + _VIEW_SIDE / 2).astype(np.float32))
    # Shrunk first, or thin lines would break into dots that no camera shows.
    out = cv2.warpPerspective(
        cv2.GaussianBlur(scan, (0, 0), max(0.3, 0.4 * width / (2 * half[0]))),
        matrix,
        (_VIEW_SIDE, _VIEW_SIDE),
        borderValue=(114, 114, 114),
    )
    return np.asarray(cv2.GaussianBlur(out, (0, 0), float(rng.uniform(0.3, 1.2))), np.uint8)


def _views(picture: _Picture, rng: np.random.Generator) -> list[_Picture]:
    scan = load(picture.label.path, 1280)
    shown = (_keypoints_of(_view(scan, rng)) for _ in range(_VIEWS))
    return [_Picture(picture.label, False, keypoints) for keypoints in shown]


def _best_keypoints(
    picture: _Picture, alike: Sequence[_Picture], others: Sequence[_Picture], rng: np.random.Generator
) -> Keypoints:
    if picture.is_scan:
        alike = [*alike, *_views(picture, rng)]
    hits, wrong = _hits(picture.keypoints, alike), _hits(picture.keypoints, others)
    # What other values' pictures show as well, portraits or the cloth that several notes lay on, does not tell this
    # value from them. A scan shows no cloth: of it, what one of them shows may be chance.
    telling = wrong < np.maximum(2, hits / 3) if picture.is_scan else wrong <= hits / 4
    # A photo's keypoints may lie beside the note: two others must show them (or all, of very few).
    enough = 0 if picture.is_scan else min(2, max(1, len(alike) // 3))
    usable = np.flatnonzero(telling & (hits >= enough))
    # Those that are equally often found are ordered by strength already.
    return picture.keypoints.of(usable[np.argsort(-hits[usable], kind="stable")][:_KEYPOINTS])


def templates_of(
    scans: Sequence[LabelledPicture],
    photos: Sequence[LabelledPicture],
    boxes: dict[Path, Box],
    seed: int = 1,
) -> list[Template]:
    """The templates of all values of one currency.

    Args:
        scans: flat notes.
        photos: to learn from; their notes lie where `boxes` says, or anywhere.
        boxes: by the photo's path.
        seed: of the draws among many pictures.
    """
    cv2.setNumThreads(1)
    seen: dict[str, list[_Picture]] = {}
    for value in sorted({_value(p) for p in (*scans, *photos)}):
        drawn = _drawn(
            [p for p in scans if _value(p) == value],
            [p for p in photos if _value(p) == value],
            np.random.default_rng([seed, *value.encode()]),
        )
        looked = [
            _look(p, boxes.get(p.path), is_scan)
            for is_scan, group in zip((True, False), drawn, strict=True)
            for p in group
        ]
        seen[value] = [picture for picture in looked if picture is not None]
    kept = []
    for value, pictures in seen.items():
        others = [p for v, group in seen.items() if v != value for p in group]
        rng = np.random.default_rng([seed, 1, *value.encode()])
        others = [others[i] for i in rng.permutation(len(others))[: _OTHERS * len(seen)]]
        candidates = pictures[: sum(p.is_scan for p in pictures) + _PHOTO_TEMPLATES]
        found = np.zeros((len(candidates), len(pictures)), np.int64)
        strongest = [p.keypoints.of(_STRONGEST[: len(p.keypoints)]) for p in pictures]
        table = TemplateTable(strongest[: len(candidates)])
        for k, keypoints in enumerate(strongest):
            for match in table.match(keypoints):
                if match.template != k:
                    found[match.template, k] = len(match.inliers)
        for i in _chosen(pictures, found):
            most = [k for k in np.argsort(-found[i], kind="stable").tolist() if found[i, k] >= _FOUND]
            keypoints = _best_keypoints(pictures[i], [pictures[k] for k in most], others, rng)
            if len(keypoints) >= _FEWEST:
                kept.append(Template(value, keypoints))
    return kept


def _job(
    currency: str,
    scans: Sequence[LabelledPicture],
    photos: Sequence[LabelledPicture],
    boxes: dict[Path, Box],
    seed: int,
) -> list[Template]:
    def mine(pictures: Sequence[LabelledPicture]) -> list[LabelledPicture]:
        return [p for p in pictures if p.currency == currency]

    return templates_of(mine(scans), mine(photos), boxes, seed)


@dataclass(frozen=True, slots=True)
class Options:
    """What to choose from.

    Attributes:
        data: data folder.
        specimens: folder with XTS notes.
        run_dir: the training run's folder.
        model: says where photos' notes lie.
        jobs: processes, at least 1.
        seed: of the draws among many pictures.
    """

    data: Path
    specimens: Path = SPECIMENS
    run_dir: Path = DEFAULT
    model: Path = DEFAULT_MODEL
    jobs: int = 2
    seed: int = 1

    def __post_init__(self) -> None:
        at_least("--jobs", self.jobs, 1)


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """What was chosen.

    Attributes:
        out: the file; not there where `bank` is None.
        bank: the templates; None where no note shows enough keypoints.
        without: values that have none.
    """

    out: Path
    bank: TemplateBank | None
    without: list[str]


def _boxes(model: Path, photos: Sequence[LabelledPicture]) -> dict[Path, Box]:
    opened = Model(model, threads=1)
    boxes: dict[Path, Box] = {}
    for photo in tqdm(photos, desc="where notes lie", leave=False):
        try:
            box = place_of(opened, load(photo.path, 1280))
        except PictureError:
            continue
        if box is not None:
            boxes[photo.path] = box
    return boxes


def run(options: Options) -> Result:
    """Write the landmarks into the run's folder.

    Raises:
        DataError: there is no such run, or the data folder cannot be used.
        ModelError: the model cannot be read.
    """
    folder = RunFolder(options.run_dir)
    labels = folder.read_labels()
    currencies = sorted({x.currency for x in labels if not x.is_unknown})
    known = {f"{x.currency}/{x.value}" for x in labels}
    cat = catalogue(options.data, options.specimens, currencies)
    scans, photos = ([p for p in part if _value(p) in known] for part in (cat.references, cat.photos))
    boxes = _boxes(options.model, photos)
    counts = {currency: sum(p.currency == currency for p in photos) for currency in currencies}
    job = partial(_job, scans=scans, photos=photos, boxes=boxes, seed=options.seed)
    templates: dict[str, list[Template]] = {}
    with ProcessPoolExecutor(options.jobs, mp_context=get_context("spawn")) as pool:
        # The longest first, so that no process is left with it at the end.
        order = sorted(currencies, key=lambda currency: -counts[currency])
        for currency, found in zip(order, tqdm(pool.map(job, order), total=len(order), desc="landmarks"), strict=True):
            templates[currency] = found
    out = folder.landmarks
    kept = [t for currency in currencies for t in templates[currency]]
    if not kept:
        out.unlink(missing_ok=True)
        return Result(out, None, [])
    bank = TemplateBank(kept, _LENGTH)
    out.write_bytes(bank.to_bytes())
    return Result(out, bank, sorted(known - set(bank.values) - {"/"}))


def _report(result: Result) -> str:
    bank = result.bank
    if bank is None:
        return "no note of the data folder shows enough keypoints: the model goes without templates"
    megabytes = result.out.stat().st_size / 1e6
    text = (
        f"{result.out}: {bank.keypoints} keypoints in {len(bank)} templates of {len(bank.values)} values, "
        f"{megabytes:.2f} MB"
    )
    return f"{text}\nno landmarks: {', '.join(result.without)}" if result.without else text


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this step."""
    add_data(parser)
    add_run(parser)
    parser.add_argument("--model", type=Path, default=DEFAULT_MODEL, help="says where photos' notes lie")
    parser.add_argument("--jobs", type=int, default=2, help="processes (default: %(default)s)")
    add_seed(parser)


def _options(args: argparse.Namespace) -> Options:
    return Options(args.data, args.specimens, args.run_dir, args.model, args.jobs, args.seed)


STEP = Step("templates", "choose the templates of notes", __doc__, add_arguments, _options, run, _report)
