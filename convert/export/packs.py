"""Makes a currency's pack out of scans of its notes, and photos where there are any, in a minute and without training.

Of each value, design and face those scans are kept that others of it do not stand for. Of a scan's keypoints those come
first that views of it, smaller, turned, tilted and blurred, and its other scans show; what other values' scans show as
well, a portrait or a frame, is left out. Photos become templates where no scan finds them.

Then the pack is tried on all of its own pictures: each template learns which of its keypoints notes of other values
show as well, how far they agree with the rest, and counts as seen only above that. A value of which no template can be
told from another value so is not promised.
"""

from __future__ import annotations

import argparse
import time
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

import cv2
import numpy as np
from tqdm import tqdm

from app.recognition.compared import Compared
from app.recognition.keypoints import scaled_grey
from app.recognition.labels import read_model
from app.recognition.model import DEFAULT_MODEL, Model
from app.recognition.pack_contents import Tier
from app.recognition.pack_shelf import prints_of
from app.recognition.packs import (
    MOST_BYTES,
    PACKS,
    SUFFIX,
    Pack,
    PackSource,
    PackTemplate,
    PackThresholds,
    read_pack,
    write_pack,
)
from app.recognition.print_check import PrintReader
from app.recognition.templates import TemplateBank
from convert.data.dataset import DataError
from convert.data.images import PictureError
from convert.data.pack_pictures import ALL_PHOTOS, PackPicture, for_templates, gaps_of, pictures_of
from convert.data.world import TABLE, WorldCurrency, read_world
from convert.export.pack_limits import with_limits
from convert.export.pack_templates import (
    KEYPOINTS,
    PHOTOS,
    SCANS,
    FindsBox,
    Seen,
    looked_at,
    note_in,
    photo_templates,
    scan_templates,
    view_of,
)
from convert.inference import note_box_in
from convert.step import Step

# No pack has more keypoints than fit its size beside its document.
_ROOM = MOST_BYTES - 30_000
TIERS = {Tier.COMPLETE: "complete", Tier.PARTIAL: "partial", Tier.FEW: "few values"}
# By how much it must exceed its least agreement to be clear, and by how much it must lead.
_ABOVE, _MARGIN = 0.04, 0.03
# So much of a note must be seen: a numeral alone is printed in the same letters in other countries.
_SHOWN = 0.4
# With so many templates, those with most inliers, each of its own pictures is compared.
_TRIED = 8


@dataclass(frozen=True, slots=True)
class Options:
    """What packs are made of.

    Attributes:
        data: folder of scans and photos, see `convert.data.pack_pictures`.
        currencies: ISO 4217 codes; none for all that the folder has scans of.
        out: folder that the packs are written into.
        model: whose projection shortens descriptors.
        world: the table that says which values there are.
        version: of the packs; empty for today's date.
        limits_only: set limits anew of the packs that are in `out`, keeping their templates and version.
        all_photos: make templates of all photos, not of half of them: none is left to judge the pack by, and its
            version says so.
    """

    data: Path
    currencies: tuple[str, ...] = ()
    out: Path = PACKS
    model: Path = DEFAULT_MODEL
    world: Path = TABLE
    version: str = ""
    limits_only: bool = False
    all_photos: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class MadePack:
    """A pack that was made.

    Attributes:
        pack: as written.
        path: where.
        size: bytes.
        alike: values of which a face cannot be told from another value's; that face, or all of the value, is left out.
        seconds: that it took.
    """

    pack: Pack
    path: Path
    size: int
    alike: tuple[str, ...]
    seconds: float


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """What became of it.

    Attributes:
        made: by currency.
        failures: why the others of all could not be made, a line each.
    """

    made: tuple[MadePack, ...]
    failures: tuple[str, ...]


def run(options: Options) -> Result:
    """Make and write packs.

    Raises:
        DataError: of a currency that was named there is no line in the table or no usable scan, or its print tells none
            of its values apart; of all there are no scans.
        ModelError: the model cannot be read.
    """
    cv2.setNumThreads(1)
    world = read_world(options.world)
    bank, reader = reader_of(options.model)
    find_box = partial(note_box_in, Model(options.model, threads=1))
    scans = options.data / "reference"
    codes = options.currencies or tuple(sorted(folder.name for folder in scans.glob("[A-Z]*")))
    if not codes:
        raise DataError(f"No scans under {scans}.")
    made, failures = [], []
    for code in tqdm(codes, desc="packs", leave=False, disable=len(codes) == 1):
        try:
            made.append(_made(code, options, world, bank, reader, find_box))
        except DataError as error:
            if options.currencies:
                raise
            failures.append(f"{code}: {error}")
    return Result(tuple(made), tuple(failures))


def _made(
    code: str,
    options: Options,
    world: Mapping[str, WorldCurrency],
    bank: TemplateBank,
    reader: PrintReader,
    find_box: FindsBox,
) -> MadePack:
    start = time.perf_counter()
    currency = world.get(code)
    if currency is None:
        raise DataError(f"{options.world} has no line for {code}: add one, with its values in use.")
    path = options.out / f"{code}{SUFFIX}"
    before = read_pack(path) if options.limits_only else None
    of_all = before.version.endswith(ALL_PHOTOS) if before is not None else options.all_photos
    pictures = [p for p in pictures_of(options.data, currency) if of_all or for_templates(p)]
    if before is not None:
        pack, alike = _calibrated(before, pictures, bank, reader, find_box)
    else:
        version = options.version or date.today().strftime("%Y.%m.%d")
        if of_all and not all(p.is_scan for p in pictures):
            version += ALL_PHOTOS
        pack, alike = make(pictures, currency, bank, reader, version, find_box)
    write_pack(pack, path)
    return MadePack(pack, path, path.stat().st_size, alike, time.perf_counter() - start)


def reader_of(model: Path) -> tuple[TemplateBank, PrintReader]:
    """The model's own templates, whose projection packs share, and a reader that compares pictures with others.

    Raises:
        DataError: it has none.
        ModelError: it cannot be read.
    """
    file = read_model(model)
    if file.landmarks is None or file.metadata.print_check is None:
        raise DataError(
            f"{model} has no calibrated templates, so packs cannot be made for it: run `python -m convert landmarks` "
            "and `calibrate-print` first."
        )
    bank = TemplateBank.from_bytes(file.landmarks)
    return bank, PrintReader(bank, file.metadata.print_check)


def make(
    pictures: Sequence[PackPicture],
    currency: WorldCurrency,
    bank: TemplateBank,
    reader: PrintReader,
    version: str,
    find_box: FindsBox | None = None,
) -> tuple[Pack, tuple[str, ...]]:
    """A pack and the values that cannot be told apart in it.

    find_box: where the note lies in a photo; None looks at all of it.

    Raises:
        DataError: no picture can be used, or no two values can be told apart.
    """
    scans = [seen for seen in looked_at((p for p in pictures if p.is_scan), SCANS) if seen is not None]
    photos = [seen for seen in looked_at((p for p in pictures if not p.is_scan), PHOTOS, find_box) if seen is not None]
    if not scans and not photos:
        raise DataError(
            f"No usable picture of {currency.code}: scans belong into reference/{currency.code}/<value>_front/."
        )
    chosen = scan_templates(scans, reader, bank)
    chosen += photo_templates(photos, chosen)
    if not chosen:
        raise DataError(f"No picture of {currency.code} shows enough print.")
    most = min(KEYPOINTS, _ROOM // (len(chosen) * (6 + bank.length)))
    templates = [_stored(seen, bank, most) for seen in chosen]
    sources = Counter((seen.picture.repository, seen.picture.licence) for seen in chosen)
    pack = Pack(
        currency=currency.code,
        version=version,
        year=currency.year,
        everyday=currency.everyday,
        rare=currency.rare,
        withdrawn=tuple(currency.withdrawn),
        gaps=gaps_of(currency.code),
        projection=bank.projection,
        thresholds=PackThresholds(_ABOVE, _MARGIN, _SHOWN),
        sources=tuple(PackSource(name, licence, count) for (name, licence), count in sorted(sources.items())),
        templates=tuple(templates),
    )
    return _calibrated(pack, [seen.picture for seen in scans + photos], bank, reader, find_box)


def _stored(seen: Seen, bank: TemplateBank, most: int) -> PackTemplate:
    keypoints = seen.keypoints.of(np.arange(min(most, len(seen.keypoints))))
    stored = bank.stored(replace(keypoints, descriptors=bank.shortened(keypoints.descriptors)))
    return PackTemplate(*seen.side, 1.0, stored.points, stored.descriptors, stored.angles, stored.octaves)


def _tried(
    pictures: Sequence[PackPicture], reader: PrintReader, find_box: FindsBox | None
) -> Iterator[tuple[PackPicture, list[Compared]]]:
    """Each picture that can be read, and of each scan a view as well, compared with the templates that are in use."""
    for one in pictures:
        try:
            picture = note_in(one.path, None if one.is_scan else find_box)
        except PictureError:
            continue
        rng = np.random.default_rng([2, zlib.crc32(one.path.name.encode())])
        for shown in (picture, view_of(picture, rng)) if one.is_scan else (picture,):
            yield one, reader.compare_in_use(scaled_grey(shown), _TRIED, thorough=True)


def _calibrated(
    pack: Pack, pictures: Sequence[PackPicture], bank: TemplateBank, reader: PrintReader, find_box: FindsBox | None
) -> tuple[Pack, tuple[str, ...]]:
    """The pack with each template's least agreement, without those that cannot be told from other values.

    Raises:
        DataError: none is left.
    """
    reader.use(prints_of(replace(pack, templates=tuple(replace(t, own=None) for t in pack.templates)), bank))
    found = with_limits(pack, pictures, list(_tried(pictures, reader, find_box)))
    kept = tuple(template for template in found if template is not None)
    alike = {template.value for template, left in zip(pack.templates, found, strict=True) if left is None}
    if not kept:
        raise DataError(f"The print of {pack.currency} tells none of its values apart: {', '.join(sorted(alike))}.")
    return replace(pack, templates=kept), tuple(sorted(alike, key=float))


def told(result: Result) -> str:
    """What a person is to know of packs that were made, in lines."""
    return "\n".join([*(_told(made) for made in result.made), *result.failures])


def _told(made: MadePack) -> str:
    pack = made.pack
    lines = [
        f"{made.path}: {TIERS[pack.tier]}, {len(pack.values)} values, {len(pack.templates)} templates, "
        f"{made.size / 1000:.0f} kB, {made.seconds:.0f} s"
    ]
    for what, values in (
        ("no picture of", pack.missing),
        ("not both faces of the current design of", pack.one_face_only),
        ("no picture of a further design of", pack.gaps),
        ("not told from another value by every face:", made.alike),
    ):
        if values:
            lines.append(f"  {what} {', '.join(values)}")
    return "\n".join(lines)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this step."""
    parser.add_argument("--data", type=Path, required=True, help="folder with reference/<CUR>/<value>_<front|back>/")
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--currency", help="ISO 4217 codes, with commas between")
    which.add_argument("--all", action="store_true", help="all currencies that the folder has scans of")
    parser.add_argument("--out", type=Path, default=PACKS, help="folder for packs (default: %(default)s)")
    parser.add_argument("--model", type=Path, default=DEFAULT_MODEL, help="whose packs they are (default: %(default)s)")
    parser.add_argument("--world", type=Path, default=TABLE, help="table of values in use (default: %(default)s)")
    parser.add_argument("--version", default="", help="of the packs (default: today)")
    parser.add_argument(
        "--limits-only",
        action="store_true",
        help="only set anew from when on the templates of the packs in --out count",
    )
    parser.add_argument("--all-photos", action="store_true", help="make templates of all photos: none judges the pack")


def _options(args: argparse.Namespace) -> Options:
    codes = tuple(args.currency.split(",")) if args.currency else ()
    return Options(args.data, codes, args.out, args.model, args.world, args.version, args.limits_only, args.all_photos)


def _code(result: Result) -> int:
    return 1 if result.failures else 0


STEP = Step("pack", "make currencies' packs from scans", __doc__, add_arguments, _options, run, told, _code)
