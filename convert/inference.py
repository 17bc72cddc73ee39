"""What a model makes of a picture file: the app's own preprocessing and interpreter, for all steps that ask a model."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from app.feedback.print_evidence import PrintRules
from app.recognition.box import note_box
from app.recognition.model import Model
from app.recognition.observation import Box, PrintMatch, ValueScore
from app.recognition.preprocess import letterbox
from convert.data.images import PictureError, load


def key(score: ValueScore) -> str:
    """ "CUR/value" of a score."""
    return f"{score.currency}/{score.value}"


def read(model: Model, picture: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Logits (classes,) of a picture, uint8 (height, width, 3), BGR, as the app has them."""
    return model.run(letterbox(picture, model.metadata.input_size, model.metadata.pad_value), picture).logits


def look(model: Model, picture: NDArray[np.uint8]) -> tuple[NDArray[np.float32], Box | None]:
    """Logits (classes,) of a picture, uint8 (height, width, 3), BGR, and where the model sees a note; None for none."""
    size = model.metadata.input_size
    height, width = picture.shape[:2]
    output = model.run(letterbox(picture, size, model.metadata.pad_value), picture)
    return output.logits, None if output.box is None else note_box(output.box, height, width, size)


def place_of(model: Model, picture: NDArray[np.uint8]) -> Box | None:
    """Where the model sees a note in a picture, uint8 (height, width, 3), BGR; None when it sees none."""
    return look(model, picture)[1]


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
    """The value that the network alone names for a single picture, or None."""
    return key(best) if best.score >= best.threshold else None


def said_by_both(
    scores: Sequence[ValueScore], match: PrintMatch | None, with_print: Collection[str], alone: Collection[str] = ()
) -> str | None:
    """The value named for a single picture that stays before the camera, or None: as the announcer decides.

    Args:
        scores: of the network, best first.
        match: whose print is seen, or None.
        with_print: the "CUR/value" that are named only when their print was seen.
        alone: those of them that the network does not know: clear print names them.
    """
    best = scores[0]
    seen = None if match is None else f"{match.currency}/{match.value}"
    if said(best) is not None and (key(best) not in with_print or key(best) == seen):
        return key(best)
    if match is None or not match.is_clear:
        return None
    if seen in alone:
        return seen
    own = next((score for score in scores if key(score) == seen), None)
    return seen if own is not None and (own is best or own.score >= PrintRules().least_score) else None
