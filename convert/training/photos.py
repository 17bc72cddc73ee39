"""Real photos in training: how well the network does on them meanwhile, and where their notes lie."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from app.recognition.labels import NoteLabel
from app.recognition.model import Model
from app.recognition.observation import Box
from app.recognition.preprocess import letterbox
from convert.data.boxes import BOXES, read_boxes
from convert.data.dataset import LabelledPicture
from convert.data.images import PictureError, load
from convert.inference import note_box_in


class OwnCurrencyCheck:
    """Top-1 on real photos with only the photo's currency on: a guide during training (what counts is `evaluate`)."""

    def __init__(self, photos: Sequence[LabelledPicture], labels: Sequence[NoteLabel], limit: int = 400) -> None:
        step = max(1, -(-len(photos) // limit))
        self._photos = list(photos)[::step]
        self._labels = tuple(labels)
        self._frames = [load(p.path, 400) for p in self._photos]

    def __call__(self, model: Any, size: int) -> dict[str, float]:
        """Fractions, 0 to 1, by name: one for each currency and one for all photos."""
        if not self._photos:
            return {}
        right: dict[str, list[float]] = {}
        pictures = np.stack([letterbox(f, size) for f in self._frames])
        for start in range(0, len(pictures), 32):
            logits = np.asarray(
                model.predict_on_batch(pictures[start : start + 32].astype(np.float32) / 127.5 - 1)["logits"]
            )
            for row, photo in zip(logits, self._photos[start : start + 32], strict=True):
                scores: dict[str, float] = {}
                for label, score in zip(self._labels, np.exp(row - row.max()), strict=True):
                    if label.currency == photo.currency:
                        scores[label.value] = scores.get(label.value, 0.0) + float(score)
                best = max(scores, key=lambda value: scores[value])
                right.setdefault(photo.currency, []).append(float(best == photo.value))
        figures = {f"top1/{c}": float(np.mean(r)) for c, r in sorted(right.items())}
        figures["top1/all"] = float(np.mean([x for r in right.values() for x in r]))
        return figures


def note_boxes(data: Path, photos: Sequence[LabelledPicture], model_path: Path | None) -> dict[Path, Box]:
    """Where notes lie in photos, by path: as the data folder's boxes.tsv says, else as a model sees it. Lines of that
    table that cannot be used are told.

    Raises:
        ModelError: the model cannot be used.
    """
    boxes, unusable = read_boxes(data / BOXES)
    for finding in unusable:
        print(f"not used: {finding.path}: {finding.text}")
    found = {data / name: box for name, box in boxes.items()}
    if model_path is None:
        return found
    model = Model(model_path, threads=1)
    for photo in photos:
        if photo.path in found:
            continue
        try:
            box = note_box_in(model, load(photo.path, 400))
        except PictureError:
            continue
        if box is not None:
            found[photo.path] = box
    return found
