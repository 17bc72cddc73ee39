"""Which pictures of a currency's notes become templates, and which keypoints of them. How they get into a model file is
in `landmarks`, how they are looked for in `app.recognition.print_check`.

Templates are flat scans and photos (the part where the note lies) of each value. Those are kept that find the most
photos of their value again which the ones kept before do not find, and one scan of each face and design besides. Of a
template's keypoints those come first that most photos show, and of a scan's also that views of it, smaller, turned,
tilted and blurred, show; keypoints that photos of the currency's other values show as well, a portrait or the table of
a burst, are left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from app.recognition.box import part_around
from app.recognition.keypoints import Keypoints, TemplateTable, detect_keypoints, scaled_grey
from app.recognition.observation import Box
from app.recognition.templates import Template, TemplateBank
from convert.data.dataset import LabelledPicture
from convert.data.images import PictureError, load

# Pictures of each value: scans of each face, photos as templates, photos to find again; of other values, pictures each.
_SCANS, _PHOTO_TEMPLATES, _PHOTOS, _OTHERS = 8, 64, 64, 24
# Templates are chosen by so many of each picture's keypoints, the strongest, and their keypoints by so many; so many
# templates are looked at closely in each picture.
_STRONGEST, _STRONG, _CLOSELY = 350, 500, 16
# Templates of each value, keypoints of each.
_TEMPLATES, _KEYPOINTS = 14, 160
# A photo counts as found from so many keypoints, and fully by so many; a template must find this much that others do
# not.
_FOUND, _FULLY, _GAIN = 8, 40, 25
# Nothing but the note is on a scan: it is kept unless a photo finds this many times as much.
_SCAN_WORTH = 1.5
_FEWEST = 12
# Of one side of a design so many scans are added to what a model has.
_ADDED = 2
_MARGIN = 0.1
# Views of a scan, and the side of their square, pixels.
_VIEWS, _VIEW_SIDE = 12, 480
# Two designs of one value may share a folder; then the files' names, after their source's, begin with the year.
_YEAR = re.compile(r"(?:.*__)?((?:19|20)[0-9]{2})(?![0-9])")


@dataclass(frozen=True, slots=True, eq=False)
class _Picture:
    label: LabelledPicture
    is_scan: bool
    keypoints: Keypoints
    shortened: Keypoints

    @property
    def side(self) -> tuple[str | None, str | None, str]:
        """What one scan at least is kept of."""
        year = _YEAR.match(self.label.path.name)
        return self.label.series, self.label.face, year[1] if year else ""


def value_of(label: LabelledPicture) -> str:
    """ "CUR/value" of a picture."""
    return f"{label.currency}/{label.value}"


def _keypoints_of(picture: NDArray[np.uint8]) -> Keypoints:
    return detect_keypoints(scaled_grey(picture))


def _strongest(keypoints: Keypoints, most: int) -> Keypoints:
    return keypoints.of(np.arange(min(most, len(keypoints))))


def _drawn(
    scans: Sequence[LabelledPicture], photos: Sequence[LabelledPicture], rng: np.random.Generator
) -> tuple[list[LabelledPicture], list[LabelledPicture]]:
    """Some scans of each face and design, and some photos, of one value."""
    of_face: dict[tuple[str | None, str | None], list[LabelledPicture]] = defaultdict(list)
    for scan in scans:
        of_face[scan.series, scan.face].append(scan)
    some = [group[i] for group in of_face.values() for i in rng.permutation(len(group))[:_SCANS]]
    return some, [photos[i] for i in rng.permutation(len(photos))[:_PHOTOS]]


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


class Album:
    """The pictures of one currency, looked at once, from which templates are chosen.

    Args:
        scans: flat notes.
        photos: to learn from; their notes lie where `boxes` says, or anywhere.
        boxes: by the photo's path.
        bank: by whose way of shortening descriptors pictures are compared, which is quicker; None for whole ones.
        seed: of the draws among many pictures.
    """

    def __init__(
        self,
        scans: Sequence[LabelledPicture],
        photos: Sequence[LabelledPicture],
        boxes: Mapping[Path, Box],
        bank: TemplateBank | None = None,
        seed: int = 1,
    ) -> None:
        cv2.setNumThreads(1)
        self._bank = bank
        self._seed = seed
        self._pictures: dict[str, list[_Picture]] = {}
        # By value: how many keypoints of a template each picture shows; and by template and picture which ones.
        self._found: dict[str, NDArray[np.int64]] = {}
        self._shown: dict[tuple[Path, Path], NDArray[np.intp]] = {}
        for value in sorted({value_of(p) for p in (*scans, *photos)}):
            drawn = _drawn(
                [p for p in scans if value_of(p) == value],
                [p for p in photos if value_of(p) == value],
                np.random.default_rng([seed, *value.encode()]),
            )
            looked = [
                self._look(p, boxes.get(p.path), is_scan)
                for is_scan, group in zip((True, False), drawn, strict=True)
                for p in group
            ]
            self._pictures[value] = [picture for picture in looked if picture is not None]
            self._found[value] = self._compared(self._pictures[value])

    def _look(self, label: LabelledPicture, box: Box | None, is_scan: bool) -> _Picture | None:
        try:
            picture = load(label.path, 1280)
        except PictureError:
            return None
        keypoints = _keypoints_of(picture if box is None else part_around(picture, box, _MARGIN))
        return _Picture(label, is_scan, keypoints, self._short(keypoints)) if len(keypoints) >= _FEWEST else None

    def _short(self, keypoints: Keypoints) -> Keypoints:
        if self._bank is None:
            return keypoints
        descriptors = self._bank.shortened(keypoints.descriptors)
        return Keypoints(keypoints.points, descriptors, keypoints.angles, keypoints.octaves)

    def _compared(self, pictures: Sequence[_Picture]) -> NDArray[np.int64]:
        """(templates, pictures): how many keypoints of a template, of the first pictures, each picture shows."""
        candidates = sum(p.is_scan for p in pictures) + _PHOTO_TEMPLATES
        strongest = [_strongest(p.shortened, _STRONGEST) for p in pictures]
        table = TemplateTable(strongest[:candidates])
        found = np.zeros((len(strongest[:candidates]), len(pictures)), np.int64)
        for k, keypoints in enumerate(strongest):
            for match in table.match(keypoints, _CLOSELY):
                if match.template != k:
                    found[match.template, k] = len(match.inliers)
        return found

    def templates(
        self, without: Collection[Path] = frozenset(), only: Collection[Path] | None = None
    ) -> list[Template]:
        """The templates of all values.

        Args:
            without: photos that are as if they were not there.
            only: scans of which there shall be templates, two at most of each side of a design, and of nothing else.
        """
        kept = []
        for value, pictures in self._pictures.items():
            usable = np.array([p.label.path not in without for p in pictures], bool)
            found = self._found[value]
            chosen = _chosen(pictures, found, usable) if only is None else _asked(pictures, only)
            alike = [
                [k for k in np.argsort(-found[i], kind="stable").tolist() if usable[k] and found[i, k] >= _FOUND]
                for i in chosen
            ]
            templates = [pictures[i] for i in chosen]
            own = sorted({k for group in alike for k in group})
            self._show(templates, [pictures[k] for k in own])
            others = self._others(value)
            self._show(templates, others)
            rng = np.random.default_rng([self._seed, 1, *value.encode()])
            for picture, group in zip(templates, alike, strict=True):
                keypoints = self._best_keypoints(picture, [pictures[k] for k in group], others, rng)
                if len(keypoints) >= _FEWEST:
                    label = picture.label
                    kept.append(Template(value, keypoints, label.face, label.series))
        return kept

    def _others(self, value: str) -> list[_Picture]:
        rng = np.random.default_rng([self._seed, 2, *value.encode()])
        groups = [group for other, group in self._pictures.items() if other != value]
        return [group[i] for group in groups for i in rng.permutation(len(group))[:_OTHERS]]

    def _show(self, templates: Sequence[_Picture], pictures: Sequence[_Picture]) -> None:
        """Note which keypoints of these templates these pictures show."""
        if not templates:
            return
        table = TemplateTable([template.shortened for template in templates])
        for picture in pictures:
            pairs = [(template.label.path, picture.label.path) for template in templates]
            if all(pair in self._shown for pair in pairs):
                continue
            matches = table.match(_strongest(picture.shortened, _STRONG), _CLOSELY)
            by_row = {match.template: match.inliers[:, 1] for match in matches if len(match.inliers) >= _FOUND}
            for row, pair in enumerate(pairs):
                self._shown[pair] = by_row.get(row, np.zeros(0, np.intp))

    def _hits(self, template: _Picture, pictures: Sequence[_Picture]) -> NDArray[np.int64]:
        """For each keypoint of a template, in how many pictures it is found."""
        hits = np.zeros(len(template.keypoints), np.int64)
        for picture in pictures:
            if picture is not template:
                hits[self._shown[template.label.path, picture.label.path]] += 1
        return hits

    def _hits_of_views(self, scan: _Picture, rng: np.random.Generator) -> NDArray[np.int64]:
        hits = np.zeros(len(scan.keypoints), np.int64)
        picture, table = load(scan.label.path, 1280), TemplateTable([scan.shortened])
        for _ in range(_VIEWS):
            for match in table.match(self._short(_keypoints_of(_view(picture, rng)))):
                if len(match.inliers) >= _FOUND:
                    hits[match.inliers[:, 1]] += 1
        return hits

    def _best_keypoints(
        self, picture: _Picture, alike: Sequence[_Picture], others: Sequence[_Picture], rng: np.random.Generator
    ) -> Keypoints:
        hits, wrong = self._hits(picture, alike), self._hits(picture, others)
        if picture.is_scan:
            hits += self._hits_of_views(picture, rng)
        # What other values' pictures show as well, portraits or the cloth that several notes lay on, does not tell this
        # value from them. A scan shows no cloth: of it, what one of them shows may be chance.
        telling = wrong < np.maximum(2, hits / 4) if picture.is_scan else wrong <= hits / 4
        # A photo's keypoints may lie beside the note: two others must show them (or all, of very few).
        enough = 0 if picture.is_scan else min(2, max(1, len(alike) // 3))
        usable = np.flatnonzero(telling & (hits >= enough))
        # Those that are equally often found are ordered by strength already.
        return picture.keypoints.of(usable[np.argsort(-hits[usable], kind="stable")][:_KEYPOINTS])


def _asked(pictures: Sequence[_Picture], only: Collection[Path]) -> list[int]:
    """Which pictures are among those asked for, some of each side."""
    of_side: dict[tuple[str | None, str | None, str], list[int]] = defaultdict(list)
    for i, picture in enumerate(pictures):
        if picture.label.path in only:
            of_side[picture.side].append(i)
    return [i for side in of_side.values() for i in side[:_ADDED]]


def _chosen(pictures: Sequence[_Picture], found: NDArray[np.int64], usable: NDArray[np.bool_]) -> list[int]:
    """Which of the first pictures to keep as templates.

    Args:
        pictures: of one value, scans first.
        found: (templates, pictures) how many keypoints of a template each picture shows; templates come first.
        usable: which of the pictures are there.
    """
    worth = np.minimum(found, _FULLY).astype(np.float64)
    is_photo = usable & np.array([not p.is_scan for p in pictures], bool)
    candidates = [i for i in range(len(found)) if usable[i]]
    best = np.zeros(len(pictures))
    chosen: list[int] = []
    while len(chosen) < _TEMPLATES:
        gains = {
            i: float((np.maximum(best, worth[i]) - best)[is_photo].sum()) * (_SCAN_WORTH if pictures[i].is_scan else 1)
            for i in candidates
            if i not in chosen
        }
        most = max(gains, key=lambda i: gains[i], default=-1)
        if most < 0 or gains[most] < _GAIN:
            break
        chosen.append(most)
        best = np.maximum(best, worth[most])
    sides = {pictures[i].side for i in chosen if pictures[i].is_scan}
    for i in np.argsort(-worth.sum(1), kind="stable").tolist():
        if pictures[i].is_scan and pictures[i].side not in sides:
            sides.add(pictures[i].side)
            chosen.append(i)
    return chosen


def templates_of(
    scans: Sequence[LabelledPicture],
    photos: Sequence[LabelledPicture],
    boxes: Mapping[Path, Box],
    seed: int = 1,
) -> list[Template]:
    """The templates of all values of one currency; the arguments are an `Album`'s."""
    return Album(scans, photos, boxes, seed=seed).templates()
