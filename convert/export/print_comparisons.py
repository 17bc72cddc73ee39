"""Photos of known values compared with templates that were made without them, and with those of other values alone.

Nothing is fitted here, see `print_calibration`. Photos of one value, folder and source lie in two halves, by name: a
burst of one note is in one of them. Templates are chosen from one half, photos of the other are compared with them.
"""

from __future__ import annotations

import zlib
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

from app.recognition.agreement import AgreementWeights
from app.recognition.compared import Compared
from app.recognition.model import Model
from app.recognition.observation import Box
from app.recognition.print_check import PrintReader, compare
from app.recognition.templates import Template, TemplateBank
from convert.data.dataset import LabelledPicture
from convert.data.images import PictureError, load
from convert.export.landmarks import NotePictures, boxes_of
from convert.export.template_choice import Album, value_of

FOLDS = 5


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A template compared with a photo.

    Attributes:
        value: of the template; of a rival, of the photo.
        features: what the comparison is decided by.
        rivals: the template compared with photos of other values.
    """

    value: str
    features: NDArray[np.float64]
    rivals: Sequence[Candidate] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Looked:
    """A photo of a known value: what was compared with all templates of its currency, and without its own value's.

    Attributes:
        truth: "CUR/value".
        name: of the file, by which it is put into a fold.
        known, left_out: the candidates.
    """

    truth: str
    name: str
    known: tuple[Candidate, ...]
    left_out: tuple[Candidate, ...]

    @property
    def fold(self) -> int:
        """Which part of the photos it belongs to."""
        return zlib.crc32(self.name.encode()) % FOLDS


def halves(photos: Sequence[LabelledPicture]) -> tuple[list[LabelledPicture], list[LabelledPicture]]:
    """Photos in two halves, so that what was taken in one go is in one of them: names tell the source, and the time."""
    groups: dict[tuple[Path, str], list[LabelledPicture]] = defaultdict(list)
    for photo in photos:
        groups[photo.path.parent, photo.path.name.partition("__")[0]].append(photo)
    found: tuple[list[LabelledPicture], list[LabelledPicture]] = ([], [])
    for group in groups.values():
        group.sort(key=lambda photo: photo.path.name)
        # A single one is drawn by its name, or all of them would be in one half.
        first = (len(group) + 1) // 2 if len(group) > 1 else zlib.crc32(group[0].path.name.encode()) % 2
        found[0].extend(group[:first])
        found[1].extend(group[first:])
    return found


def spread(photos: Sequence[LabelledPicture], each: int) -> list[LabelledPicture]:
    """At most so many photos of each value, evenly."""
    groups: dict[str, list[LabelledPicture]] = defaultdict(list)
    for photo in photos:
        groups[value_of(photo)].append(photo)
    return [
        group[i]
        for group in groups.values()
        for i in np.unique(np.linspace(0, len(group) - 1, min(len(group), each)).astype(int)).tolist()
    ]


class _Desk:
    """Photos of one currency, compared with one bank's templates."""

    def __init__(self, bank: TemplateBank, currency: str, boxes: dict[Path, Box], weights: AgreementWeights) -> None:
        self._bank, self._currency, self._boxes, self._weights = bank, currency, boxes, weights
        self._readers: dict[str | None, PrintReader] = {}
        # By the template's points, which the readers share: descriptors they keep in one table of their own.
        self._rivals: dict[int, list[Candidate]] = {
            id(template.keypoints.points): [] for value in bank.values for template in bank.templates_of(value)
        }

    def _compared(self, photo: LabelledPicture, without: str | None, looks: int = 2) -> list[Compared]:
        if without not in self._readers:
            self._readers[without] = PrintReader(
                self._bank if without is None else self._bank.without(without), self._weights
            )
        try:
            return compare(
                self._readers[without], load(photo.path, 1280), self._boxes.get(photo.path), [self._currency], looks
            )
        except PictureError:
            return []

    def note_rivals(self, photos: Sequence[LabelledPicture]) -> None:
        """Compare photos with the templates of other values, and remember what these reach."""
        for photo in photos:
            truth = value_of(photo)
            for each in self._compared(photo, truth, looks=1):
                self._rivals[id(each.known.keypoints.points)].append(Candidate(truth, each.features))

    def rivals(self) -> dict[str, list[list[Candidate]]]:
        """What was remembered, for each template in the bank's order."""
        return {
            value: [self._rivals[id(template.keypoints.points)] for template in self._bank.templates_of(value)]
            for value in self._bank.values
        }

    def looked(self, photos: Sequence[LabelledPicture]) -> list[Looked]:
        """Compare photos with all templates, and with those of other values."""
        return [
            Looked(
                value_of(photo),
                photo.path.name,
                *(
                    tuple(
                        Candidate(each.value, each.features, self._rivals[id(each.known.keypoints.points)])
                        for each in self._compared(photo, without)
                    )
                    for without in (None, value_of(photo))
                ),
            )
            for photo in photos
        ]


def _job(
    pictures: NotePictures, model: Path, weights: AgreementWeights, each: int, seed: int
) -> tuple[list[Looked], dict[str, list[list[Candidate]]]]:
    cv2.setNumThreads(1)
    opened = Model(model, threads=1)
    final = opened.templates
    assert final is not None
    boxes = boxes_of(opened, pictures.photos)
    currency = next(iter(pictures.known))[:3]
    two = halves(pictures.photos)
    some = [spread(half, each) for half in two]
    looked: list[Looked] = []
    album = Album(pictures.scans, pictures.photos, boxes, final, seed)
    for own, other in ((0, 1), (1, 0)):
        templates: list[Template] = album.templates(without={photo.path for photo in two[other]})
        if templates:
            desk = _Desk(TemplateBank(templates, final.length, final), currency, boxes, weights)
            desk.note_rivals(some[own])
            looked += desk.looked(some[other])
    own_values = final.of(currency)
    desk = _Desk(own_values, currency, boxes, weights)
    desk.note_rivals([*some[0], *some[1]])
    return looked, desk.rivals()


def comparisons(
    pictures: NotePictures, model: Path, weights: AgreementWeights, *, each: int, jobs: int, seed: int
) -> tuple[list[Looked], dict[str, list[list[Candidate]]]]:
    """Compare photos with templates that were chosen without them, and all of the model's with other values' photos.

    Args:
        pictures: of the model's notes.
        model: has the templates, and says where notes lie.
        weights: by which nothing is clear, so that every comparison is made.
        each: photos of each value and half.
        jobs: processes.
        seed: of the templates' choice.

    Returns:
        The photos; and what photos of other values came to, for each value's templates in their order.
    """
    order = pictures.currencies
    job = partial(_job, model=model, weights=weights, each=each, seed=seed)
    looked: list[Looked] = []
    rivals: dict[str, list[list[Candidate]]] = {}
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        found = pool.map(job, [pictures.of(currency) for currency in order])
        for of_photos, of_templates in tqdm(found, total=len(order), desc="comparing"):
            looked += of_photos
            rivals |= of_templates
    return looked, rivals
