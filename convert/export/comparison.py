"""What compares photos with sides of notes, written into a model: two small networks, and the sides as numbers.

Of each design one scan becomes a side. Where photos to train on are not found by any scan of their value (its design
may have none), one of these photos becomes a side itself: that which finds most of the others, and none of other
values.
"""

from __future__ import annotations

import argparse
import io
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from app.feedback.words import SPECIMEN_CURRENCY
from app.recognition.comparison import PHOTO_PX, square_about
from app.recognition.interpreter import LiteRTInterpreter
from app.recognition.labels import write_metadata
from app.recognition.model import DEFAULT_MODEL, Model
from app.recognition.stored_bank import FACES, SERIES
from convert.data.dataset import DataError, LabelledPicture, labelled_pictures, specimen_references
from convert.data.images import Image, PictureError, load
from convert.export.landmarks import today
from convert.export.template_choice import value_of
from convert.inference import note_box_in
from convert.step import SPECIMENS, Step, add_data
from convert.training.comparison_data import designs

# From this logit on a side is likely there, by so much likelier than any of another value; chosen on photos/val, see
# docs/dev/print.md.
_LEAST, _LEAD = 2.0, 3.0
# A photo is found from this logit on. So many photos of a currency are looked at, of a value so many may become sides
# and are tried; each must find so much more, by logits between these, and so few of other values' photos.
_FOUND, _PHOTOS, _SIDES, _TRIED = 2.0, 300, 4, 14
_GAIN, _BETWEEN, _WRONG = 6.0, (-2.0, 3.0), 0.02
_OTHERS = 60
_MARGIN = 0.1
_LONGEST_PX = 1280
# A note that is so much higher than wide stands.
_STANDS = 1.15


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    label: LabelledPicture
    tokens: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class _Photo:
    """A photo, its tokens, and the note alone as a side's picture."""

    label: LabelledPicture
    tokens: NDArray[np.float32]
    note: Image


class _Networks:
    """The networks as they ship, and that which makes tokens of sides."""

    def __init__(self, weights: Path) -> None:
        os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
        from convert.export.comparison_networks import comparing_network, tokens_network

        try:
            with np.load(weights) as file:
                arrays = {name: file[name] for name in file.files}
            self.files = tokens_network(arrays, PHOTO_PX, PHOTO_PX), comparing_network(arrays)
            of_sides = tokens_network(arrays, PHOTO_PX // 2, PHOTO_PX, is_small=False)
        except (OSError, EOFError, KeyError, ValueError) as error:
            raise DataError(f"{weights} holds no weights of `train-comparison` ({error}): make them anew.") from error
        self._photo, self._comparing, self._side = (LiteRTInterpreter(each, 1) for each in (*self.files, of_sides))

    def side(self, picture: Image) -> NDArray[np.float32]:
        """Tokens of a side, of its picture, uint8 (height, width, 3), BGR."""
        small = cv2.resize(picture, (PHOTO_PX, PHOTO_PX // 2), interpolation=cv2.INTER_AREA)
        return np.asarray(self._side.run(small[None, ..., ::-1])[0], np.float32)

    def photo(self, square: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Tokens of a photo's square, RGB."""
        return np.asarray(self._photo.run(square[None])[0], np.float32)

    def logits(self, photos: Sequence[_Photo], sides: Sequence[NDArray[np.float32]]) -> NDArray[np.float64]:
        """How likely each side is in each photo, (photos, sides)."""
        answers = [[self._comparing.run_all(photo.tokens, side) for side in sides] for photo in photos]
        found = [[float(min(one, key=lambda each: each.size)[0, 0]) for one in row] for row in answers]
        return np.array(found, np.float64).reshape(len(photos), len(sides))


def _scans(networks: _Networks, scans: Sequence[LabelledPicture]) -> Iterator[_Side]:
    """One side of each design: its largest scan."""

    def side(scan: LabelledPicture) -> tuple[str, ...]:
        return value_of(scan), scan.series or "", scan.face or ""

    for _, group in groupby(sorted(scans, key=lambda scan: (*side(scan), scan.path.as_posix())), side):
        opened = []
        for label in group:
            try:
                picture = load(label.path, _LONGEST_PX)
            except PictureError:
                continue
            if picture.shape[0] <= picture.shape[1]:
                opened.append((label, picture))
        found = designs([picture for _, picture in opened])
        for design in sorted(set(found)):
            of_design = [each for each, number in zip(opened, found, strict=True) if number == design]
            label, picture = max(of_design, key=lambda each: each[1].size)
            yield _Side(label, networks.side(picture))


def _photos(model: Model, networks: _Networks, labels: Sequence[LabelledPicture]) -> Iterator[_Photo]:
    chosen = np.sort(np.random.default_rng(0).permutation(len(labels))[:_PHOTOS]).tolist()
    for label in tqdm([labels[number] for number in chosen], desc="photos", leave=False):
        try:
            picture = load(label.path, _LONGEST_PX)
        except PictureError:
            continue
        box = note_box_in(model, picture)
        height, width = picture.shape[:2]
        edges = (0.0, 0.0, 1.0, 1.0) if box is None else (box.left, box.top, box.right, box.bottom)
        left, right = (max(0, min(width - 1, round(each * width))) for each in edges[::2])
        top, bottom = (max(0, min(height - 1, round(each * height))) for each in edges[1::2])
        note = picture[top : bottom + 1, left : right + 1]
        if note.shape[0] > _STANDS * note.shape[1]:
            note = np.asarray(cv2.rotate(note, cv2.ROTATE_90_CLOCKWISE), np.uint8)
        yield _Photo(label, networks.photo(square_about(picture, box, _MARGIN)[0]), note)


def _of_photos(networks: _Networks, photos: Sequence[_Photo], known: Sequence[_Side]) -> Iterator[_Side]:
    """Photos that become sides, since no side of their value is found in them and in others like them."""
    logits = networks.logits(photos, [side.tokens for side in known])
    for value in sorted({value_of(photo.label) for photo in photos}):
        own = [number for number, side in enumerate(known) if value_of(side.label) == value]
        best = logits[:, own].max(1) if own else np.full(len(photos), -np.inf)
        lost = [n for n, photo in enumerate(photos) if value_of(photo.label) == value and best[n] < _FOUND]
        rng = np.random.default_rng(1)
        tried = [lost[number] for number in rng.permutation(len(lost))[:_TRIED]]
        others = [n for n, photo in enumerate(photos) if value_of(photo.label) != value]
        others = [others[number] for number in rng.permutation(len(others))[:_OTHERS]]
        sides = [networks.side(photos[n].note) for n in tried]
        found = networks.logits([photos[n] for n in lost], sides).clip(*_BETWEEN)
        for column, number in enumerate(tried):
            found[lost.index(number), column] = _BETWEEN[0]
        wrong = (networks.logits([photos[n] for n in others], sides) > 0).mean(0) if others else np.zeros(len(sides))
        reached = best[lost].clip(*_BETWEEN)
        for _ in range(_SIDES if tried else 0):
            gain = np.where(wrong <= _WRONG, (np.maximum(found, reached[:, None]) - reached[:, None]).sum(0), -1.0)
            most = int(gain.argmax())
            if gain[most] < _GAIN:
                break
            reached = np.maximum(reached, found[:, most])
            yield _Side(photos[tried[most]].label, sides[most])


def content_of(networks: _Networks, sides: Sequence[_Side]) -> bytes:
    """What `app.recognition.comparison` reads."""
    values = [value_of(side.label) for side in sides]
    names = sorted(set(values))
    tokens = np.stack([side.tokens[0] for side in sides])
    steps = (np.abs(tokens).max((1, 2)) / 127).astype(np.float32)
    file = io.BytesIO()
    np.savez(
        file,
        values=np.array(names),
        value_of=np.array([names.index(value) for value in values], np.uint16),
        faces=np.array([FACES.index(side.label.face) for side in sides], np.uint8),
        series=np.array([SERIES.index(side.label.series) for side in sides], np.uint8),
        tokens=np.round(tokens / steps[:, None, None]).astype(np.int8),
        steps=steps,
        tokens_network=np.frombuffer(networks.files[0], np.uint8),
        comparing_network=np.frombuffer(networks.files[1], np.uint8),
        least=np.float32(_LEAST),
        lead=np.float32(_LEAD),
    )
    return file.getvalue()


# --------------------------------------------------------------------------------------------------------------- step


@dataclass(frozen=True, slots=True)
class Options:
    """What to look at.

    Attributes:
        data: data folder; its scans and its photos to train on are used.
        specimens: folder with XTS notes.
        weights: what `train-comparison` wrote.
        out: where the model is written with them.
        model: whose values are compared.
        version: of the model that is written.
    """

    data: Path
    weights: Path
    out: Path
    specimens: Path = SPECIMENS
    model: Path = DEFAULT_MODEL
    version: str = field(default_factory=today)


@dataclass(frozen=True, slots=True)
class Result:
    """What was made.

    Attributes:
        scans, photos: how many sides, of which.
        length: of what was added to the file, bytes.
        out: what was written.
    """

    scans: int
    photos: int
    length: int
    out: Path


def run(options: Options) -> Result:
    """Make the sides of the model's currencies that have photos, and write the model with what compares them.

    Raises:
        DataError: there are no photos to train on, no scans of their currencies, or no weights.
        ModelError: the model cannot be read.
    """
    cv2.setNumThreads(1)
    model = Model(options.model, threads=1)
    bank = model.templates
    if bank is None:
        raise DataError(f"{options.model} has no templates: run `python -m convert templates`.")
    networks = _Networks(options.weights)
    taken: list[_Side] = []
    scanned = 0
    for currency in tqdm(sorted(bank.currencies), desc="currencies"):
        labels = labelled_pictures(options.data / "photos" / "train", [currency])
        is_specimen = currency == SPECIMEN_CURRENCY
        if not labels and not is_specimen:
            continue
        scans = labelled_pictures(options.data / "reference", [currency])
        scans = specimen_references(options.specimens) if is_specimen else [scan for scan in scans if scan.face]
        sides = list(_scans(networks, scans))
        scanned += len(sides)
        taken += [*sides, *_of_photos(networks, list(_photos(model, networks, labels)), sides)]
    if not taken:
        raise DataError(f"No photos to train on under {options.data}, or no scans of their currencies.")
    content = content_of(networks, taken)
    metadata = replace(model.metadata, version=options.version)
    options.out.write_bytes(write_metadata(options.model.read_bytes(), metadata, comparison=content))
    return Result(scanned, len(taken) - scanned, len(content), options.out)


def _report(result: Result) -> str:
    sides = f"{result.scans} sides of scans, {result.photos} of photos, {result.length / 1e6:.2f} MB"
    return f"{sides}\n{result.out}: written"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this step."""
    add_data(parser)
    parser.add_argument("--weights", type=Path, required=True, help="what `train-comparison` wrote")
    parser.add_argument("--model", type=Path, default=DEFAULT_MODEL, help="whose values are compared")
    parser.add_argument("--out", type=Path, required=True, help="write the model with them there")
    parser.add_argument("--version", default=today(), help="of the model that --out writes (default: today)")


def _options(args: argparse.Namespace) -> Options:
    return Options(args.data, args.weights, args.out, args.specimens, args.model, args.version)


STEP = Step("comparison", "compare photos with sides of notes", __doc__, add_arguments, _options, run, _report)
