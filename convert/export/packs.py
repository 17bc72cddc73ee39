"""Makes a currency's pack out of scans of its notes, and photos where there are any, in a minute and without training.

Of each value, design and face those scans are kept that others of it do not stand for. Of a scan's keypoints those come
first that views of it, smaller, turned, tilted and blurred, and its other scans show; what other values' scans show as
well, a portrait or a frame, is left out. Photos become templates where no scan finds them.

Then the pack is tried on all of its own pictures: each template learns how far notes of other values agree with it, and
counts as seen only above that. A value of which no template can be told from another value so is not promised.
"""

from __future__ import annotations

import argparse
import time
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from app.recognition.keypoints import Keypoints, TemplateTable, detect_keypoints, scaled_grey
from app.recognition.labels import read_model
from app.recognition.model import DEFAULT_MODEL
from app.recognition.pack_shelf import prints_of
from app.recognition.packs import (
    MOST_BYTES,
    PACKS,
    SUFFIX,
    Pack,
    PackSource,
    PackTemplate,
    PackThresholds,
    Tier,
    write_pack,
)
from app.recognition.print_check import PrintReader
from app.recognition.templates import KnownPrint, TemplateBank
from convert.data.dataset import DataError
from convert.data.images import PictureError, load
from convert.data.pack_pictures import PackPicture, for_templates, gaps_of, pictures_of
from convert.data.world import TABLE, WorldCurrency, read_world
from convert.step import Step

# A template has so many keypoints at most, and no pack more than fit its size beside its document.
_KEYPOINTS, _ROOM = 160, MOST_BYTES - 30_000
_FEWEST = 25
# Scans of a value, design and face that are kept; scans, and photos of a value and face, that are looked at.
_DESIGNS, _SCANS, _PHOTOS = 3, 6, 30
# Photos of a value that become templates, and how many further photos each must find.
_PHOTO_TEMPLATES, _FINDS = 4, 2
# So many inliers say that two pictures show the same print: surely enough to stand for it, or at all.
_SAME, _FOUND = 25, 8
# A template stands for another scan of its side that agrees with it so far.
_STANDS_FOR = 0.88
# For these the strongest keypoints are enough.
_STRONGEST = 400
_VIEWS, _VIEW_SIDE = 8, 480
_LONGEST = 1280
"""Pictures are loaded no larger, pixels."""

TIERS = {Tier.COMPLETE: "complete", Tier.PARTIAL: "partial", Tier.FEW: "few values"}
# Agreement from which print counts at all; where a value in everyday use is not known by both faces, and may be met;
# where one has no picture at all; and where nothing is known of what the values of such a currency share on this face.
_LEAST, _LEAST_WITH_GAPS, _LEAST_WITHOUT_VALUE, _LEAST_ALONE = 0.80, 0.85, 0.90, 0.93
# By how much it must exceed what other values reach, by how much more it is clear, and by how much it must lead.
_OVER_OTHERS, _ABOVE, _MARGIN = 0.02, 0.04, 0.03
# So much of a note must be seen: a numeral alone is printed in the same letters in other countries.
_SHOWN = 0.4
# With so many templates, those with most inliers, each of its own pictures is compared.
_TRIED = 8
# A template that must agree further than this is of no use: a photo of its own note reaches no more.
_USELESS = 0.95


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
    """

    data: Path
    currencies: tuple[str, ...] = ()
    out: Path = PACKS
    model: Path = DEFAULT_MODEL
    world: Path = TABLE
    version: str = ""


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


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """A picture with its keypoints, strongest first, whole descriptors."""

    picture: PackPicture
    keypoints: Keypoints

    @property
    def side(self) -> tuple[str, str, str]:
        return self.picture.value, self.picture.series, self.picture.face


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
    scans = options.data / "reference"
    codes = options.currencies or tuple(sorted(folder.name for folder in scans.glob("[A-Z]*")))
    if not codes:
        raise DataError(f"No scans under {scans}.")
    made, failures = [], []
    for code in tqdm(codes, desc="packs", leave=False, disable=len(codes) == 1):
        try:
            made.append(_made(code, options, world, bank, reader))
        except DataError as error:
            if options.currencies:
                raise
            failures.append(f"{code}: {error}")
    return Result(tuple(made), tuple(failures))


def _made(
    code: str, options: Options, world: Mapping[str, WorldCurrency], bank: TemplateBank, reader: PrintReader
) -> MadePack:
    start = time.perf_counter()
    currency = world.get(code)
    if currency is None:
        raise DataError(f"{options.world} has no line for {code}: add one, with its values in use.")
    pictures = [p for p in pictures_of(options.data, currency) if for_templates(p)]
    version = options.version or date.today().strftime("%Y.%m.%d")
    pack, alike = make(pictures, currency, bank, reader, version)
    path = options.out / f"{code}{SUFFIX}"
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
) -> tuple[Pack, tuple[str, ...]]:
    """A pack and the values that cannot be told apart in it.

    Raises:
        DataError: no picture can be used, or no two values can be told apart.
    """
    scans = [seen for seen in _looked_at((p for p in pictures if p.is_scan), _SCANS) if seen is not None]
    photos = [seen for seen in _looked_at((p for p in pictures if not p.is_scan), _PHOTOS) if seen is not None]
    if not scans and not photos:
        raise DataError(
            f"No usable picture of {currency.code}: scans belong into reference/{currency.code}/<value>_front/."
        )
    chosen = _scan_templates(scans, reader, bank)
    chosen += _photo_templates(photos, chosen)
    if not chosen:
        raise DataError(f"No picture of {currency.code} shows enough print.")
    most = min(_KEYPOINTS, _ROOM // (len(chosen) * (6 + bank.length)))
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
    return _calibrated(pack, [seen.picture for seen in scans], bank, reader)


def _looked_at(pictures: Iterable[PackPicture], most: int) -> Iterable[_Seen | None]:
    """Keypoints of the first few pictures of each side."""
    looked: Counter[tuple[str, str, str]] = Counter()
    for picture in pictures:
        side = picture.value, picture.series, picture.face
        looked[side] += 1
        if looked[side] <= most:
            yield _seen(picture)


def _seen(picture: PackPicture) -> _Seen | None:
    try:
        keypoints = detect_keypoints(scaled_grey(load(picture.path, _LONGEST)))
    except PictureError:
        return None
    return _Seen(picture, keypoints) if len(keypoints) >= _FEWEST else None


def _strongest(keypoints: Keypoints) -> Keypoints:
    return keypoints.of(np.arange(min(_STRONGEST, len(keypoints))))


def _scan_templates(scans: Sequence[_Seen], reader: PrintReader, bank: TemplateBank) -> list[_Seen]:
    """Scans that are kept, with the keypoints that tell them, most telling first; the reader is used for comparing."""
    if not scans:
        return []
    inliers: dict[tuple[int, int], NDArray[np.intp]] = {}
    table = TemplateTable([scan.keypoints for scan in scans])
    for seen_in, scan in enumerate(scans):
        for match in table.match(_strongest(scan.keypoints)):
            if match.template != seen_in:
                inliers[match.template, seen_in] = match.inliers[:, 1]
    kept: list[_Seen] = []
    for side in dict.fromkeys(scan.side for scan in scans):
        own = [i for i, scan in enumerate(scans) if scan.side == side]
        own.sort(key=lambda i: -sum(min(len(inliers.get((i, k), ())), 40) for k in own))
        designs: list[_Seen] = []
        for i in own:
            reader.use([_compared(design, bank) for design in designs])
            picture = load(scans[i].picture.path, _LONGEST)
            compared = reader.compare_in_use(scaled_grey(picture), _DESIGNS, thorough=True)
            if max((each.agreement for each in compared), default=0.0) >= _STANDS_FOR:
                continue
            template = _telling(i, scans, inliers)
            if template is not None and len(designs) < _DESIGNS:
                designs.append(template)
        kept += designs
    return kept


def _compared(seen: _Seen, bank: TemplateBank) -> KnownPrint:
    keypoints = seen.keypoints.of(np.arange(min(_KEYPOINTS, len(seen.keypoints))))
    shortened = replace(keypoints, descriptors=bank.shortened(keypoints.descriptors))
    return KnownPrint(f"{seen.picture.currency}/{seen.picture.value}", shortened)


def _telling(scan: int, scans: Sequence[_Seen], inliers: dict[tuple[int, int], NDArray[np.intp]]) -> _Seen | None:
    """A scan with those keypoints that are found again, and not in other values; None when they are too few."""
    seen = scans[scan]
    hits, wrong = np.zeros(len(seen.keypoints), np.int64), np.zeros(len(seen.keypoints), np.int64)
    for i, other in enumerate(scans):
        found = inliers.get((scan, i), ())
        if len(found) >= _FOUND:
            (hits if other.picture.value == seen.picture.value else wrong)[found] += 1
    picture = load(seen.picture.path, _LONGEST)
    rng = np.random.default_rng([1, zlib.crc32(seen.picture.path.name.encode())])
    table = TemplateTable([seen.keypoints])
    for _ in range(_VIEWS):
        for match in table.match(detect_keypoints(scaled_grey(view_of(picture, rng)))):
            if len(match.inliers) >= _FOUND:
                hits[match.inliers[:, 1]] += 1
    telling = np.flatnonzero(wrong < np.maximum(2, hits / 3))
    if len(telling) < _FEWEST:
        return None
    return replace(seen, keypoints=seen.keypoints.of(telling[np.argsort(-hits[telling], kind="stable")]))


def view_of(scan: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """A scan, uint8 (height, width, 3), as a camera may see it before plain grey: smaller, turned, tilted, blurred."""
    height, width = scan.shape[:2]
    half = np.array([1.0, height / width]) * rng.uniform(0.25, 0.48) * _VIEW_SIDE
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * half * rng.uniform(0.8, 1, (4, 1))
    angle = rng.uniform(0, 2 * np.pi)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    matrix = cv2.getPerspectiveTransform(
        np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32),
        (corners @ turn.T + _VIEW_SIDE / 2).astype(np.float32),
    )
    # Shrunk first, or thin lines would break into dots that no camera shows.
    smooth = cv2.GaussianBlur(scan, (0, 0), max(0.3, 0.4 * width / (2 * half[0])))
    out = cv2.warpPerspective(smooth, matrix, (_VIEW_SIDE, _VIEW_SIDE), borderValue=(114, 114, 114))
    return np.asarray(cv2.GaussianBlur(out, (0, 0), float(rng.uniform(0.3, 1.2))), np.uint8)


def _photo_templates(photos: Sequence[_Seen], scans: Sequence[_Seen]) -> list[_Seen]:
    """Photos, of values whose photos the scans do not find, with the keypoints that other photos show as well."""
    kept: list[_Seen] = []
    for value in dict.fromkeys(photo.picture.value for photo in photos):
        own = [photo for photo in photos if photo.picture.value == value]
        of_scans = [scan.keypoints for scan in scans if scan.picture.value == value]
        if of_scans:
            table = TemplateTable(of_scans)
            own = [p for p in own if not any(len(m.inliers) >= _SAME for m in table.match(_strongest(p.keypoints)))]
        others = [photo for photo in photos if photo.picture.value != value]
        kept += [template for each in _of_one_value(own) if (template := _of_the_note(each, others)) is not None]
    return kept


def _of_the_note(template: _Seen, others: Sequence[_Seen]) -> _Seen | None:
    """A photo's template without what photos of other values show as well: the table that all of them lay on."""
    table = TemplateTable([template.keypoints])
    wrong = np.zeros(len(template.keypoints), np.bool_)
    for other in others:
        for match in table.match(_strongest(other.keypoints)):
            wrong[match.inliers[:, 1]] = True
    kept = np.flatnonzero(~wrong)
    return replace(template, keypoints=template.keypoints.of(kept)) if len(kept) >= _FEWEST else None


def _of_one_value(photos: Sequence[_Seen]) -> list[_Seen]:
    if len(photos) <= _FINDS:
        return []
    table = TemplateTable([_strongest(photo.keypoints) for photo in photos])
    hits = [np.zeros(len(template), np.int64) for template in table.templates]
    found: dict[int, set[int]] = {i: set() for i in range(len(photos))}
    for seen_in, keypoints in enumerate(table.templates):
        for match in table.match(keypoints):
            if match.template != seen_in and len(match.inliers) >= _FOUND:
                hits[match.template][match.inliers[:, 1]] += 1
                found[match.template].add(seen_in)
    kept: list[_Seen] = []
    covered: set[int] = set()
    while len(kept) < _PHOTO_TEMPLATES:
        best = max(found, key=lambda i: len(found[i] - covered))
        if len(found[best] - covered) < _FINDS:
            break
        covered |= found[best] | {best}
        # What one other photo shows as well may be the table that both notes lay on.
        telling = np.flatnonzero(hits[best] >= _FINDS)
        if len(telling) >= _FEWEST:
            order = telling[np.argsort(-hits[best][telling], kind="stable")]
            kept.append(replace(photos[best], keypoints=table.templates[best].of(order)))
    return kept


def _stored(seen: _Seen, bank: TemplateBank, most: int) -> PackTemplate:
    keypoints = seen.keypoints.of(np.arange(min(most, len(seen.keypoints))))
    stored = bank.stored(replace(keypoints, descriptors=bank.shortened(keypoints.descriptors)))
    return PackTemplate(*seen.side, _LEAST, stored.points, stored.descriptors, stored.angles, stored.octaves)


def _calibrated(
    pack: Pack, scans: Sequence[PackPicture], bank: TemplateBank, reader: PrintReader
) -> tuple[Pack, tuple[str, ...]]:
    """The pack with each template's least agreement, without those that cannot be told from other values.

    Raises:
        DataError: none is left.
    """
    known = prints_of(pack, bank)
    reader.use(known)
    others = [0.0] * len(known)
    for scan in scans:
        picture = load(scan.path, _LONGEST)
        rng = np.random.default_rng([2, zlib.crc32(scan.path.name.encode())])
        for shown in (picture, view_of(picture, rng)):
            for each in reader.compare_in_use(scaled_grey(shown), _TRIED, thorough=True):
                if each.value != f"{scan.currency}/{scan.value}":
                    others[each.match.template] = max(others[each.match.template], each.agreement)
    least = [
        round(max(least_of(pack, template), other + _OVER_OTHERS), 3)
        for template, other in zip(pack.templates, others, strict=True)
    ]
    raised = [replace(template, least=each) for template, each in zip(pack.templates, least, strict=True)]
    kept = tuple(template for template in raised if template.least <= _USELESS)
    alike = {template.value for template in raised if template.least > _USELESS}
    if not kept:
        raise DataError(f"The print of {pack.currency} tells none of its values apart: {', '.join(sorted(alike))}.")
    return replace(pack, templates=kept), tuple(sorted(alike, key=float))


def least_of(pack: Pack, template: PackTemplate) -> float:
    """From which agreement a template counts, before it was tried on other values' notes."""
    if pack.tier is Tier.COMPLETE:
        return _LEAST
    is_alone = all(t.value == template.value for t in pack.templates if t.face == template.face)
    if is_alone:
        return _LEAST_ALONE
    return _LEAST_WITHOUT_VALUE if pack.missing else _LEAST_WITH_GAPS


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


def _options(args: argparse.Namespace) -> Options:
    codes = tuple(args.currency.split(",")) if args.currency else ()
    return Options(args.data, codes, args.out, args.model, args.world, args.version)


def _code(result: Result) -> int:
    return 1 if result.failures else 0


STEP = Step("pack", "make currencies' packs from scans", __doc__, add_arguments, _options, run, told, _code)
