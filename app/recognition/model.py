"""The LiteRT interpreter around one model file: bytes of a picture in, logits out. What they mean is in `scoring`."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray

from app.recognition.box import note_box, part_around
from app.recognition.errors import ModelError
from app.recognition.labels import ModelMetadata, read_model
from app.recognition.preprocess import letterbox, lightened
from app.recognition.quiet import without_greeting
from app.recognition.templates import TemplateBank
from app.resources import MODELS

DEFAULT_MODEL = MODELS / "noteworthy.tflite"
# A picture of which the first look says, at least so surely, that there is no known note, is not looked at again.
_NOTHING = 0.97
# By quarter turns to the left, as NumPy's rot90 counts them, of which it is a much slower way here.
_TURNED = {1: cv2.ROTATE_90_COUNTERCLOCKWISE, 2: cv2.ROTATE_180, 3: cv2.ROTATE_90_CLOCKWISE}


@dataclass(frozen=True, slots=True, eq=False)
class ModelOutput:
    """What the network gives for one picture.

    Attributes:
        logits: float32 (classes,), any range: of one look, or their mean over all.
        where: float32 (5,): presence logit, then left, top, right, bottom in fractions of the letterboxed square; None
            when the model has no such output.
        embedding: float32 (1280,), pooled features, at least 0; None when the model has no such output.
    """

    logits: NDArray[np.float32]
    where: NDArray[np.float32] | None
    embedding: NDArray[np.float32] | None


class Model:
    """A loaded model. One thread uses it at a time.

    Attributes:
        metadata: what the file says of itself.
        templates: of the notes' print, for a `PrintReader`; None when the file has none.

    Args:
        path: a .tflite with our metadata and its checksum, uint8 or float32 input of shape (1, size, size, 3).
        threads: of the interpreter, at least 1; None measures one and two and keeps what is quicker on this machine
            now.

    Raises:
        ModelError: the file is missing, damaged in any byte, or not one of ours.
    """

    def __init__(self, path: Path | None = None, threads: int | None = None) -> None:
        self.path = path if path is not None else DEFAULT_MODEL
        file = read_model(self.path)
        self.metadata: ModelMetadata = file.metadata
        self._unknown = next(i for i, label in enumerate(self.metadata.labels) if label.is_unknown)
        self.templates = None if file.landmarks is None else TemplateBank.from_bytes(file.landmarks)
        self._content = file.content
        self.threads = threads if threads is not None else 1
        self._open(self.threads)
        self._try_out()
        if threads is None:
            self._choose_threads()

    def _open(self, threads: int) -> None:
        try:
            with without_greeting():
                interpreter: Any = Interpreter(model_content=self._content, num_threads=threads)
                interpreter.allocate_tensors()
        except Exception as error:
            raise ModelError("model_damaged", path=str(self.path)) from error
        size = self.metadata.input_size
        inputs = interpreter.get_input_details()
        outputs = {tuple(d["shape"]): d["index"] for d in interpreter.get_output_details()}
        classes = (1, len(self.metadata.labels))
        fits = len(inputs) == 1 and tuple(inputs[0]["shape"]) == (1, size, size, 3) and classes in outputs
        # Outputs are told apart by their shapes; two of one shape would be a guess.
        fits = fits and len(outputs) == len(interpreter.get_output_details())
        if not fits or inputs[0]["dtype"] not in (np.uint8, np.float32):
            raise ModelError("model_misfit", path=str(self.path))
        self._interpreter = interpreter
        self._input = inputs[0]["index"]
        self._float_input = inputs[0]["dtype"] == np.float32
        self._logits = outputs[classes]
        self._where = outputs.get((1, 5)) if classes != (1, 5) else None
        self._embedding = outputs.get((1, 1280)) if classes != (1, 1280) else None
        self.threads = threads

    def _try_out(self) -> None:
        """Look at an empty picture once: what cannot run, or gives no numbers, is better known now than in a frame."""
        size = self.metadata.input_size
        try:
            output = self._outputs(np.full((size, size, 3), self.metadata.pad_value, np.uint8))
        except Exception as error:
            raise ModelError("model_damaged", path=str(self.path)) from error
        given = [each for each in (output.logits, output.where, output.embedding) if each is not None]
        if not all(np.isfinite(each).all() for each in given):
            raise ModelError("model_damaged", path=str(self.path))

    def _choose_threads(self, runs: int = 9) -> None:
        """Keep two threads only when they are clearly quicker: on a busy machine a second one gains nothing."""
        one = self._median_ms(runs)
        self._open(2)
        if self._median_ms(runs) > 0.85 * one:
            self._open(1)

    def _median_ms(self, runs: int) -> float:
        blank = np.zeros((self.metadata.input_size, self.metadata.input_size, 3), np.uint8)
        self.look(blank)
        times = []
        for _ in range(runs):
            start = time.perf_counter()
            self.look(blank)
            times.append((time.perf_counter() - start) * 1000)
        return sorted(times)[runs // 2]

    def run(self, square: NDArray[np.uint8], picture: NDArray[np.uint8] | None = None) -> ModelOutput:
        """What the network makes of a picture over all its looks.

        A dark picture is lightened first. The first look sees all of it. Further ones, as the metadata lists them, see
        the part where the note lies, larger, and turned: a note in the hand may lie at any angle, and the mean over
        looks is surer of the right value, and of there being none, than any one of them. Where the note lies and the
        embedding are the first's.

        Args:
            square: the letterboxed picture, uint8 (size, size, 3), RGB.
            picture: what it was made of, uint8 (height, width, 3), BGR; without it further looks see parts of `square`.
        """
        if picture is None:
            picture = square[..., ::-1]
        height, width = picture.shape[:2]
        square = lightened(square, height, width)
        first = self.look(square)
        if self._shows_nothing(first.logits):
            return first
        turns = self.metadata.turns[1:]
        size, pad = self.metadata.input_size, self.metadata.pad_value
        box = None if first.where is None else note_box(first.where, height, width, size)
        nearer = square
        if turns and box is not None:
            part = part_around(picture, box)
            nearer = lightened(letterbox(part, size, pad), part.shape[0], part.shape[1])
        looks = [first.logits, *(self.look(_turned(nearer, turn)).logits for turn in turns)]
        logits: NDArray[np.float32] = np.mean(np.stack(looks), axis=0, dtype=np.float32)
        return ModelOutput(logits, first.where, first.embedding)

    def _shows_nothing(self, logits: NDArray[np.float32]) -> bool:
        p = np.exp((logits - logits.max()).astype(np.float64) / self.metadata.temperature)
        return bool(p[self._unknown] >= _NOTHING * p.sum())

    def look(self, square: NDArray[np.uint8]) -> ModelOutput:
        """Run the network once on one letterboxed picture, uint8 (size, size, 3), RGB, as it is."""
        return self._outputs(square)

    def _outputs(self, square: NDArray[np.uint8]) -> ModelOutput:
        batch: NDArray[Any] = square[None]
        if self._float_input:
            scale, offset = self.metadata.normalisation
            batch = batch.astype(np.float32) * np.float32(scale) + np.float32(offset)
        self._interpreter.set_tensor(self._input, batch)
        self._interpreter.invoke()

        def output(index: int | None) -> NDArray[np.float32] | None:
            return None if index is None else np.asarray(self._interpreter.get_tensor(index)[0], np.float32)

        logits = output(self._logits)
        assert logits is not None
        return ModelOutput(logits, output(self._where), output(self._embedding))


def _turned(square: NDArray[np.uint8], turns: int) -> NDArray[np.uint8]:
    """A picture turned to the left by that many quarter turns."""
    return square if turns % 4 == 0 else np.asarray(cv2.rotate(square, _TURNED[turns % 4]), np.uint8)
