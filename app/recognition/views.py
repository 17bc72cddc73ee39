"""Which views of a frame the network sees, and their mean. How a network is run is in `network`; no file is read here.

A note in the hand may lie at any angle: the mean over views is surer of the right value, and of there being none, than
any one of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from app.recognition.box import note_box, part_around
from app.recognition.labels import ModelMetadata
from app.recognition.network import NetworkOutput
from app.recognition.preprocess import letterbox, lightened
from app.recognition.scoring import probabilities

# By quarter turns to the left, as NumPy's rot90 counts them, of which it is a much slower way here.
_TURNED = {1: cv2.ROTATE_90_COUNTERCLOCKWISE, 2: cv2.ROTATE_180, 3: cv2.ROTATE_90_CLOCKWISE}


@dataclass(frozen=True, slots=True)
class Views:
    """The views of a picture, as a model's metadata lists them.

    Attributes:
        metadata: of the model.
        unknown: which of its classes is "not a note I know".
    """

    metadata: ModelMetadata
    unknown: int

    @classmethod
    def of(cls, metadata: ModelMetadata) -> Views:
        """The views that a model asks for."""
        return cls(metadata, next(i for i, label in enumerate(metadata.labels) if label.is_unknown))

    def mean(
        self,
        infer: Callable[[NDArray[np.uint8]], NetworkOutput],
        square: NDArray[np.uint8],
        picture: NDArray[np.uint8] | None = None,
    ) -> NetworkOutput:
        """What a network makes of a picture over all its views.

        A dark picture is lightened first. The first view is all of it; where that alone says surely enough that there
        is no known note, it is the only one. Further ones are the part where the note lies, larger, and turned. The
        box and the embedding are the first's.

        Args:
            infer: runs the network on a square.
            square: the letterboxed picture, uint8 (size, size, 3), RGB.
            picture: what it was made of, uint8 (height, width, 3), BGR; without it further views are parts of `square`.
        """
        if picture is None:
            picture = square[..., ::-1]
        height, width = picture.shape[:2]
        rules = self.metadata.views
        square = lightened(square, height, width, rules.light)
        first = infer(square)
        if probabilities(first.logits, self.metadata.temperature)[self.unknown] >= rules.nothing:
            return first
        turns = self.metadata.turns[1:]
        size, pad = self.metadata.input_size, self.metadata.pad_value
        box = None if first.box is None else note_box(first.box, height, width, size)
        nearer = square
        if turns and box is not None:
            part = part_around(picture, box, rules.margin)
            nearer = lightened(letterbox(part, size, pad), part.shape[0], part.shape[1], rules.light)
        logits = [first.logits, *(infer(_turned(nearer, turn)).logits for turn in turns)]
        mean: NDArray[np.float32] = np.mean(np.stack(logits), axis=0, dtype=np.float32)
        return NetworkOutput(mean, first.box, first.embedding)


def _turned(square: NDArray[np.uint8], turns: int) -> NDArray[np.uint8]:
    """A picture turned to the left by that many quarter turns."""
    return square if turns % 4 == 0 else np.asarray(cv2.rotate(square, _TURNED[turns % 4]), np.uint8)
