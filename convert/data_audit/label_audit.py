"""What a finished model makes of the photos it might be trained on: likely wrong labels, and where the note lies.

A model that learned from a wrong label may agree with it: what it finds is worth a look, what it passes over is not
proven right.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from app.recognition.box import note_box
from app.recognition.model import Model
from app.recognition.preprocess import letterbox
from app.recognition.scoring import Scorer
from convert.data.dataset import LabelledPicture
from convert.data.images import PictureError, load
from convert.data_audit.rules import box_fraction

VERY_SURE = 0.9


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the model says of one photo, with only the photo's currency on.

    Attributes:
        path: of the photo.
        label, best: the folder's value and the model's, as "CUR/value".
        score: of the model's value, 0 to 1.
        fraction: of the picture that the model's box covers, 0 to 1; None when it sees no note, or tells no place.
    """

    path: Path
    label: str
    best: str
    score: float
    fraction: float | None

    @property
    def suspect(self) -> bool:
        """Whether the model is very sure of another value than the folder's."""
        return self.best != self.label and self.score >= VERY_SURE


def opinions(model: Model, photos: Iterable[LabelledPicture]) -> list[Opinion]:
    """The model's opinion of each photo that can be read, of the currencies it knows."""
    scorer = Scorer(model.metadata)
    size = model.metadata.input_size
    found = []
    for photo in tqdm([p for p in photos if p.currency in scorer.currencies], desc="asking the model", leave=False):
        try:
            picture = load(photo.path, 1280)
        except PictureError:
            continue
        output = model.run(letterbox(picture, size, model.metadata.pad_value), picture)
        height, width = picture.shape[:2]
        box = None if output.box is None else note_box(output.box, height, width, size)
        best = scorer.score(output.logits, [photo.currency]).values[0]
        label = photo.key
        found.append(Opinion(photo.path, label, best.key, best.score, None if box is None else box_fraction(box)))
    return found


def write_suspects(path: Path, found: Sequence[Opinion], data: Path) -> int:
    """A tab-separated table of the suspects, surest first: path in the data folder, label, said, score. How many."""
    suspects = sorted((o for o in found if o.suspect), key=lambda o: (-o.score, o.path))
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerow(["path", "label", "said", "score"])
        for o in suspects:
            writer.writerow([o.path.relative_to(data).as_posix(), o.label, o.best, f"{o.score:.3f}"])
    return len(suspects)
