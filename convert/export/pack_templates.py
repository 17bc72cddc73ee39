"""Which pictures of a currency become templates of its pack, and with which keypoints. No file is written here."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from app.recognition.box import part_around
from app.recognition.keypoints import Keypoints, TemplateTable, detect_keypoints, scaled_grey
from app.recognition.observation import Box
from app.recognition.print_check import PrintReader
from app.recognition.templates import KnownPrint, TemplateBank
from convert.data.images import PictureError, load
from convert.data.pack_pictures import PackPicture

# A template has so many keypoints at most.
KEYPOINTS = 160
_FEWEST = 25
# Scans of a value, design and face that are kept; scans, and photos of a value and face, that are looked at.
_DESIGNS, SCANS, PHOTOS = 3, 6, 30
# Photos of a value that become templates, and how many further photos each must find; one that shows surely the same
# print, by so many inliers, is enough.
_PHOTO_TEMPLATES, _FINDS, _SURELY = 6, 2, 14
# So many keypoints has a photo's template of which other photos show too few.
_OF_PHOTO = 80
# So many inliers say that two pictures show the same print: surely enough to stand for it, or at all.
_SAME, _FOUND = 25, 8
# A template stands for another scan of its side that agrees with it so far.
_STANDS_FOR = 0.88
# For these the strongest keypoints are enough.
_STRONGEST = 400
_VIEWS, _VIEW_SIDE = 8, 480
LONGEST = 1280
"""Pictures are loaded no larger, pixels."""


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A picture with its keypoints, strongest first, whole descriptors."""

    picture: PackPicture
    keypoints: Keypoints

    @property
    def side(self) -> tuple[str, str, str]:
        """Value, series and face."""
        return self.picture.value, self.picture.series, self.picture.face


FindsBox = Callable[[NDArray[np.uint8]], Box | None]
"""Where a note lies in a picture, uint8 (height, width, 3), BGR; None where none is seen."""


def looked_at(pictures: Iterable[PackPicture], most: int, find_box: FindsBox | None = None) -> Iterable[Seen | None]:
    """Keypoints of the first few pictures of each side; of the note alone where `find_box` tells where it lies."""
    looked: Counter[tuple[str, str, str]] = Counter()
    for picture in pictures:
        side = picture.value, picture.series, picture.face
        looked[side] += 1
        if looked[side] <= most:
            yield _seen(picture, find_box)


def note_in(path: Path, find_box: FindsBox | None) -> NDArray[np.uint8]:
    """The part of a picture that shows the note, or all of it. Raises PictureError."""
    picture = load(path, LONGEST)
    box = None if find_box is None else find_box(picture)
    return picture if box is None else part_around(picture, box, 0.0)


def _seen(picture: PackPicture, find_box: FindsBox | None) -> Seen | None:
    try:
        keypoints = detect_keypoints(scaled_grey(note_in(picture.path, find_box)))
    except PictureError:
        return None
    return Seen(picture, keypoints) if len(keypoints) >= _FEWEST else None


def _strongest(keypoints: Keypoints) -> Keypoints:
    return keypoints.of(np.arange(min(_STRONGEST, len(keypoints))))


def scan_templates(scans: Sequence[Seen], reader: PrintReader, bank: TemplateBank) -> list[Seen]:
    """Scans that are kept, with the keypoints that tell them, most telling first; the reader is used for comparing."""
    if not scans:
        return []
    inliers: dict[tuple[int, int], NDArray[np.intp]] = {}
    table = TemplateTable([scan.keypoints for scan in scans])
    for seen_in, scan in enumerate(scans):
        for match in table.match(_strongest(scan.keypoints)):
            if match.template != seen_in:
                inliers[match.template, seen_in] = match.inliers[:, 1]
    kept: list[Seen] = []
    for side in dict.fromkeys(scan.side for scan in scans):
        own = [i for i, scan in enumerate(scans) if scan.side == side]
        own.sort(key=lambda i: -sum(min(len(inliers.get((i, k), ())), 40) for k in own))
        designs: list[Seen] = []
        for i in own:
            reader.use([_compared(design, bank) for design in designs])
            picture = load(scans[i].picture.path, LONGEST)
            compared = reader.compare_in_use(scaled_grey(picture), _DESIGNS, thorough=True)
            if max((each.agreement for each in compared), default=0.0) >= _STANDS_FOR:
                continue
            template = _telling(i, scans, inliers)
            if template is not None and len(designs) < _DESIGNS:
                designs.append(template)
        kept += designs
    return kept


def _compared(seen: Seen, bank: TemplateBank) -> KnownPrint:
    keypoints = seen.keypoints.of(np.arange(min(KEYPOINTS, len(seen.keypoints))))
    shortened = replace(keypoints, descriptors=bank.shortened(keypoints.descriptors))
    return KnownPrint(f"{seen.picture.currency}/{seen.picture.value}", shortened)


def _telling(scan: int, scans: Sequence[Seen], inliers: dict[tuple[int, int], NDArray[np.intp]]) -> Seen | None:
    """A scan with those keypoints that are found again, and not in other values; None when they are too few."""
    seen = scans[scan]
    hits, wrong = np.zeros(len(seen.keypoints), np.int64), np.zeros(len(seen.keypoints), np.int64)
    for i, other in enumerate(scans):
        found = inliers.get((scan, i), ())
        if len(found) >= _FOUND:
            (hits if other.picture.value == seen.picture.value else wrong)[found] += 1
    picture = load(seen.picture.path, LONGEST)
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


def photo_templates(photos: Sequence[Seen], scans: Sequence[Seen]) -> list[Seen]:
    """Photos, of values whose photos the scans do not find, with the keypoints that other photos show as well."""
    kept: list[Seen] = []
    for value in dict.fromkeys(photo.picture.value for photo in photos):
        own = [photo for photo in photos if photo.picture.value == value]
        of_scans = [scan.keypoints for scan in scans if scan.picture.value == value]
        if of_scans:
            table = TemplateTable(of_scans)
            own = [p for p in own if not any(len(m.inliers) >= _SAME for m in table.match(_strongest(p.keypoints)))]
        others = [photo for photo in photos if photo.picture.value != value]
        kept += [template for each in _of_one_value(own) if (template := _of_the_note(each, others)) is not None]
    return kept


def _of_the_note(template: Seen, others: Sequence[Seen]) -> Seen | None:
    """A photo's template without what photos of other values show as well: the table that all of them lay on."""
    table = TemplateTable([template.keypoints])
    wrong = np.zeros(len(template.keypoints), np.bool_)
    for other in others:
        for match in table.match(_strongest(other.keypoints)):
            wrong[match.inliers[:, 1]] = True
    kept = np.flatnonzero(~wrong)
    return replace(template, keypoints=template.keypoints.of(kept)) if len(kept) >= _FEWEST else None


def _of_one_value(photos: Sequence[Seen]) -> list[Seen]:
    if len(photos) < _FINDS:
        return []
    table = TemplateTable([_strongest(photo.keypoints) for photo in photos])
    hits = [np.zeros(len(template), np.int64) for template in table.templates]
    found: dict[int, set[int]] = {i: set() for i in range(len(photos))}
    surely: dict[int, set[int]] = {i: set() for i in range(len(photos))}
    for seen_in, keypoints in enumerate(table.templates):
        for match in table.match(keypoints):
            if match.template != seen_in and len(match.inliers) >= _FOUND:
                hits[match.template][match.inliers[:, 1]] += 1
                found[match.template].add(seen_in)
                if len(match.inliers) >= _SURELY:
                    surely[match.template].add(seen_in)
    kept: list[Seen] = []
    covered: set[int] = set()
    while len(kept) < _PHOTO_TEMPLATES:
        best = max(found, key=lambda i: (len(found[i] - covered), len(surely[i] - covered)))
        if len(found[best] - covered) < _FINDS and not surely[best] - covered:
            break
        covered |= found[best] | {best}
        # What one other photo shows as well may be the table that both notes lay on, and what none shows agrees less.
        order = np.argsort(-hits[best], kind="stable")
        telling = int((hits[best] >= _FINDS).sum())
        order = order[: telling if telling >= _FEWEST else _OF_PHOTO]
        if len(order) >= _FEWEST:
            kept.append(replace(photos[best], keypoints=table.templates[best].of(order)))
    return kept
