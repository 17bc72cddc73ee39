"""What a model makes of a picture file: the app's own preprocessing and interpreter, for all steps that ask a model."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from app.recognition.box import note_box
from app.recognition.model import Model
from app.recognition.observation import Box, ValueScore
from app.recognition.preprocess import letterbox
from convert.data.images import PictureError, load


def key(score: ValueScore) -> str:
    """ "CUR/value" of a score."""
    return f"{score.currency}/{score.value}"


def read(model: Model, picture: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Logits (classes,) of a picture, uint8 (height, width, 3), BGR, as the app has them."""
    return model.run(letterbox(picture, model.metadata.input_size, model.metadata.pad_value), picture).logits


def place_of(model: Model, picture: NDArray[np.uint8]) -> Box | None:
    """Where the model sees a note in a picture, uint8 (height, width, 3), BGR; None when it sees none."""
    size = model.metadata.input_size
    height, width = picture.shape[:2]
    where = model.run(letterbox(picture, size, model.metadata.pad_value), picture).where
    return None if where is None else note_box(where, height, width, size)


def logits_of(
    model: Model, paths: Iterable[Path], unreadable: list[str] | None = None
) -> dict[Path, NDArray[np.float32]]:
    """Logits of pictures by path; pictures that cannot be read are listed, not raised."""
    found = {}
    for path in tqdm(list(paths), desc="reading", unit="photo", leave=False):
        try:
            picture = load(path, 1280)
        except PictureError as error:
            if unreadable is not None:
                unreadable.append(str(error))
            continue
        found[path] = read(model, picture)
    return found


def said(best: ValueScore) -> str | None:
    """The value named for a single picture, or None."""
    return key(best) if best.score >= best.threshold else None
