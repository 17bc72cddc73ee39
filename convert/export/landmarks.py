"""Which templates of notes travel in the model file: keypoints that are found again in photos of the same note, and
hardly in photos of other ones. How they are chosen is in `template_choice`; how they are looked for is in
`app.recognition.print_check`.

They are written into a run's folder, from where `quantize` takes them, or with `--out` into a model file, whose network
stays as it is; which of its currencies are experimental is read from models/currencies.csv anew. Where the model that
says where notes lie has templates, theirs is the way in which descriptors are shortened, so that packs go on to fit.
Values of the table that the network does not know get templates, too: their print alone names them.
"""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import cv2
from tqdm import tqdm

from app.recognition.labels import NoteLabel, read_metadata, write_metadata
from app.recognition.model import DEFAULT_MODEL, Model
from app.recognition.observation import Box
from app.recognition.print_check import PrintReader
from app.recognition.templates import Template, TemplateBank
from convert.data.catalogue import catalogue
from convert.data.currencies import codes, read_table
from convert.data.dataset import Catalogue, DataError, LabelledPicture
from convert.data.images import PictureError, load
from convert.export.template_choice import Album, value_of
from convert.inference import note_box_in
from convert.run_folder import DEFAULT, RunFolder, add_run
from convert.step import SPECIMENS, Step, add_data, add_seed, at_least

# Numbers of each keypoint's descriptor.
_LENGTH = 32


def today() -> str:
    """A model's version by the date."""
    return datetime.date.today().strftime("%Y.%m.%d")


@dataclass(frozen=True, slots=True)
class NotePictures:
    """The pictures of the notes that templates are made of.

    Attributes:
        known: the "CUR/value" of which there shall be templates.
        scans: flat notes.
        photos: to learn from.
    """

    known: frozenset[str]
    scans: tuple[LabelledPicture, ...]
    photos: tuple[LabelledPicture, ...]

    @property
    def currencies(self) -> list[str]:
        """ISO codes, those with most photos first."""
        counts = {value[:3]: 0 for value in self.known}
        for photo in self.photos:
            counts[photo.currency] += 1
        return sorted(counts, key=lambda currency: (-counts[currency], currency))

    def of(self, currency: str) -> NotePictures:
        """Those of one currency."""
        return NotePictures(
            frozenset(value for value in self.known if value.startswith(currency + "/")),
            tuple(p for p in self.scans if p.currency == currency),
            tuple(p for p in self.photos if p.currency == currency),
        )


def note_pictures(data: Path, specimens: Path, labels: Sequence[NoteLabel]) -> NotePictures:
    """The pictures of a data folder's notes, of these classes and of the values that the table has besides.

    Raises:
        DataError: the data folder cannot be used.
    """
    currencies = sorted({x.currency for x in labels if not x.is_unknown})
    of_table = {f"{line.code}/{value}" for line in read_table() for value in line.values if line.code in currencies}
    known = frozenset({f"{x.currency}/{x.value}" for x in labels if not x.is_unknown} | of_table)
    cat: Catalogue = catalogue(data, specimens, currencies)
    scans, photos = (tuple(p for p in part if value_of(p) in known) for part in (cat.references, cat.photos))
    return NotePictures(known, scans, photos)


def training_pictures(data: Path, specimens: Path, labels: Sequence[NoteLabel]) -> NotePictures:
    """As `note_pictures`, for what is fitted on photos/train.

    Raises:
        DataError: there are no photos of these notes.
    """
    train = data / "photos" / "train"
    pictures = note_pictures(data, specimens, labels) if train.is_dir() else None
    if pictures is None or not pictures.photos:
        raise DataError(f"No photos of its notes under {train}.")
    return pictures


def boxes_of(model: Model, photos: Sequence[LabelledPicture]) -> dict[Path, Box]:
    """Where the model sees notes in photos, by their paths."""
    boxes: dict[Path, Box] = {}
    for photo in photos:
        try:
            box = note_box_in(model, load(photo.path, 1280))
        except PictureError:
            continue
        if box is not None:
            boxes[photo.path] = box
    return boxes


def _unread(pictures: NotePictures, model: Model) -> set[Path]:
    """The scans whose print the model does not see clearly, or takes for another value's."""
    if model.templates is None or model.metadata.print_check is None:
        raise DataError(f"{model.path} has no calibrated templates that could be added to.")
    reader = PrintReader(model.templates, model.metadata.print_check)
    unread = set()
    for scan in pictures.scans:
        try:
            match = reader.read(load(scan.path, 1280), None, [scan.currency])
        except PictureError:
            continue
        if match is None or match.value != scan.value or not match.is_clear:
            unread.add(scan.path)
    return unread


def _job(pictures: NotePictures, model: Path, seed: int, add: bool) -> list[Template]:
    cv2.setNumThreads(1)
    opened = Model(model, threads=1)
    only = _unread(pictures, opened) if add else None
    if only is not None and not only:
        return []
    boxes = boxes_of(opened, pictures.photos)
    return Album(pictures.scans, pictures.photos, boxes, opened.templates, seed).templates(only=only)


@dataclass(frozen=True, slots=True)
class Options:
    """What to choose from.

    Attributes:
        data: data folder.
        specimens: folder with XTS notes.
        run_dir: the training run's folder; not used where `out` is given.
        model: says where photos' notes lie.
        out: where `model` is written with the new templates, or None.
        jobs: processes, at least 1.
        seed: of the draws among many pictures.
        version: of the model that is written.
        add: keep the templates of `model`, and add those of scans that it does not read; needs `out`.
    """

    data: Path
    specimens: Path = SPECIMENS
    run_dir: Path = DEFAULT
    model: Path = DEFAULT_MODEL
    out: Path | None = None
    jobs: int = 2
    seed: int = 1
    version: str = field(default_factory=today)
    add: bool = False

    def __post_init__(self) -> None:
        at_least("--jobs", self.jobs, 1)
        if self.add and self.out is None:
            raise DataError("--add needs --out: it is a model's templates that are added to.")


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


def run(options: Options) -> Result:
    """Write the landmarks into the run's folder, or a model with them.

    Raises:
        DataError: there is no such run, or the data folder cannot be used.
        ModelError: the model cannot be read.
    """
    folder = RunFolder(options.run_dir)
    metadata = read_metadata(options.model)
    pictures = note_pictures(
        options.data, options.specimens, folder.read_labels() if options.out is None else metadata.labels
    )
    order = pictures.currencies
    job = partial(_job, model=options.model, seed=options.seed, add=options.add)
    templates: dict[str, list[Template]] = {}
    with ProcessPoolExecutor(options.jobs, mp_context=get_context("spawn")) as pool:
        # The longest first, so that no process is left with it at the end.
        found = pool.map(job, [pictures.of(currency) for currency in order])
        for currency, of_currency in zip(order, tqdm(found, total=len(order), desc="landmarks"), strict=True):
            templates[currency] = of_currency
    out = folder.landmarks if options.out is None else options.out
    kept = [t for currency in sorted(templates) for t in templates[currency]]
    if not kept and not options.add:
        out.unlink(missing_ok=True)
        return Result(out, None, [])
    own = Model(options.model, threads=1).templates
    bank = own.with_more(kept) if options.add and own is not None else TemplateBank(kept, _LENGTH, own)
    if options.out is None:
        out.write_bytes(bank.to_bytes())
    else:
        experimental = tuple(code for code in codes(read_table(), "experimental") if code in templates)
        # What was fitted to other templates does not hold for these.
        print_check = metadata.print_check if options.add else None
        changed = replace(metadata, version=options.version, experimental=experimental, print_check=print_check)
        out.write_bytes(write_metadata(options.model.read_bytes(), changed, bank.to_bytes()))
    return Result(out, bank, sorted(pictures.known - set(bank.values)))


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
    parser.add_argument("--out", type=Path, help="write --model with the new templates there, not a run's file")
    parser.add_argument("--jobs", type=int, default=2, help="processes (default: %(default)s)")
    parser.add_argument("--version", default=today(), help="of the model that --out writes (default: today)")
    parser.add_argument(
        "--add", action="store_true", help="keep the model's templates, and add those of scans that it does not read"
    )
    add_seed(parser)


def _options(args: argparse.Namespace) -> Options:
    names = ("data", "specimens", "run_dir", "model", "out", "jobs", "seed", "version", "add")
    return Options(**{name: getattr(args, name) for name in names})


STEP = Step("templates", "choose the templates of notes", __doc__, add_arguments, _options, run, _report)
