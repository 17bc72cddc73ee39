"""The pictures that synthetic ones are made of, read once and kept in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from app.recognition.labels import NoteLabel
from app.recognition.observation import Box
from convert.data.dataset import Catalogue, LabelledPicture, target_classes
from convert.data.images import Image, PictureError, load
from convert.synthesis.geometry import Mips
from convert.synthesis.occlusion import Hand

Classes = tuple[int, ...]
"""Indexes of all classes that a picture may be."""

# Longest sides, pixels: scans are drawn large and sampled, photos are seen about as they are.
_SCAN_PX, _PHOTO_PX, _SCENE_PX, _HAND_PX = 700, 360, 400, 256
# A hand of fewer pixels hides nothing.
_LEAST_HAND_PX = 100


@dataclass(frozen=True, slots=True, eq=False)
class Photo:
    """A real photo, BGR uint8, and where its note lies; None when not known."""

    image: Image
    note: Box | None = None


class Sources:
    """All pictures of a catalogue, read when it is made (about 1 GB for 10,000 pictures).

    Args:
        cat: the pictures.
        labels: the classes, as `class_list` gives them.
        boxes: where the notes of real photos lie, by path, as far as that is known.

    Attributes:
        skipped: what could not be read, a line each.
    """

    def __init__(self, cat: Catalogue, labels: Sequence[NoteLabel], boxes: Mapping[Path, Box]) -> None:
        self._labels = tuple(labels)
        self.skipped: list[str] = []
        references = self._notes(cat.references, _SCAN_PX, {})
        self.photos: dict[Classes, list[Photo]] = self._notes(cat.photos, _PHOTO_PX, boxes)
        self.backgrounds = self._pictures(cat.backgrounds, _SCENE_PX)
        self.hard_negatives = self._pictures(cat.hard_negatives, _SCENE_PX)
        self.other_notes = self._pictures(cat.other_notes, _PHOTO_PX)
        self.other_mips = [Mips(picture) for picture in self.other_notes]
        self.hands = self._hands(cat.hands)
        self.references = {key: [Mips(photo.image) for photo in photos] for key, photos in references.items()}

    def of_value(self, pool: Mapping[Classes, object], currency: str, value: str) -> list[Classes]:
        """Those keys of a pool that show a value."""
        return [
            k for k in pool if (self._labels[k[0]].currency, self._labels[k[0]].value) == (currency, value) and pool[k]
        ]

    def siblings(self, key: Classes) -> list[Classes]:
        """The flat notes' keys of the same value, its own among them."""
        label = self._labels[key[0]]
        return self.of_value(self.references, label.currency, label.value)

    def other_face(self, key: Classes) -> Classes | None:
        """The flat notes' key of the same note's other face."""
        label = self._labels[key[0]]
        face = "back" if label.face == "front" else "front"
        other = NoteLabel(label.currency, label.value, label.series, face)
        return next((k for k in self.references if len(k) == 1 and self._labels[k[0]] == other), None)

    def _pictures(self, paths: Sequence[Path], longest: int) -> list[Image]:
        pictures = []
        for path in paths:
            try:
                pictures.append(load(path, longest))
            except PictureError as error:
                self.skipped.append(str(error))
        return pictures

    def _notes(
        self, items: Sequence[LabelledPicture], longest: int, boxes: Mapping[Path, Box]
    ) -> dict[Classes, list[Photo]]:
        notes: dict[Classes, list[Photo]] = {}
        for item in items:
            classes = target_classes(item, self._labels)
            if classes and (pictures := self._pictures([item.path], longest)):
                notes.setdefault(classes, []).extend(Photo(picture, boxes.get(item.path)) for picture in pictures)
        return notes

    def _hands(self, pairs: Sequence[tuple[Path, Path]]) -> list[Hand]:
        hands = []
        for path, mask_path in pairs:
            try:
                picture = load(path, _HAND_PX)
            except PictureError as error:
                self.skipped.append(str(error))
                continue
            mask: NDArray[np.uint8] | None = cv2.imdecode(np.fromfile(mask_path, np.uint8), cv2.IMREAD_GRAYSCALE)
            if mask is None or not mask.any():
                self.skipped.append(f"{mask_path} is not a mask.")
                continue
            size = (picture.shape[1], picture.shape[0])
            shape = np.asarray(cv2.resize((mask > 0).astype(np.float32), size, interpolation=cv2.INTER_AREA))
            ys, xs = np.nonzero(shape > 0.5)
            if len(ys) < _LEAST_HAND_PX:
                continue
            cut = np.s_[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1]
            hands.append((np.ascontiguousarray(picture[cut]), np.ascontiguousarray(shape[cut])))
        return hands
