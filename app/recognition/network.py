"""The face that a network has, whatever format its file is of, and which interpreter runs which format.

A new format is a file of its own, like `interpreter`, and a line in `open_network`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

EMBEDDING_LENGTH = 1280
BOX_LENGTH = 5
# A flatbuffer of LiteRT has this mark after four bytes; the message that ONNX is begins with the version of its format.
_LITERT_MARK = b"TFL3"
_ONNX_BEGINS = b"\x08"


@dataclass(frozen=True, slots=True, eq=False)
class NetworkOutput:
    """What the network gives for one picture.

    Attributes:
        logits: float32 (classes,), any range: of one view, or their mean over all.
        box: float32 (5,): presence, above 0 where a note is seen, then left, top, right, bottom in fractions of the
            letterboxed square; None when the model has no such output.
        embedding: float32 (1280,), pooled features, at least 0; None when the model has no such output.
    """

    logits: NDArray[np.float32]
    box: NDArray[np.float32] | None
    embedding: NDArray[np.float32] | None


class Interpreter(Protocol):
    """Runs one network, whatever its file looks like. One thread uses it at a time.

    Attributes:
        input_shapes: of what it takes: one picture, (1, size, size, 3).
        input_dtype: of its numbers: uint8 for bytes as they are, float32 for normalised ones.
        output_shapes: of what it gives, in its order, each (1, n).
    """

    input_shapes: tuple[tuple[int, ...], ...]
    input_dtype: np.dtype[Any]
    output_shapes: tuple[tuple[int, ...], ...]

    def run(self, batch: NDArray[Any]) -> Sequence[NDArray[Any]]:
        """Its outputs for a picture; they stay as they are when the next one is run."""


def open_interpreter(content: bytes, threads: int) -> Interpreter:
    """What runs a model file's network.

    Args:
        content: the whole file; see `labels` for what it holds besides.
        threads: at most so many are used, at least 1.

    Raises:
        ImportError: the format's library is not installed.
        Exception: whatever the format's library raises at what it cannot read.
    """
    # A format's library is loaded only for a file of it: nobody needs two.
    if content[:1] == _ONNX_BEGINS and content[4:8] != _LITERT_MARK:
        from app.recognition.interpreter_onnx import OnnxInterpreter

        return OnnxInterpreter(content, threads)
    from app.recognition.interpreter import LiteRTInterpreter

    return LiteRTInterpreter(content, threads)


class Network:
    """A network whose outputs have names.

    Args:
        interpreter: runs it.
        classes: how many logits it gives, at least 2.
        size: side of the square that it takes, pixels.
        normalisation: how a float network sees a byte: x * scale + offset.

    Raises:
        ValueError: it takes or gives something else.
    """

    def __init__(self, interpreter: Interpreter, classes: int, size: int, normalisation: tuple[float, float]) -> None:
        outputs = {shape: number for number, shape in enumerate(interpreter.output_shapes)}
        # Outputs are told apart by their shapes; two of one shape would be a guess.
        if len(outputs) != len(interpreter.output_shapes) or (1, classes) not in outputs:
            raise ValueError(f"outputs {interpreter.output_shapes} for {classes} classes")
        takes_pictures = interpreter.input_shapes == ((1, size, size, 3),)
        if not takes_pictures or interpreter.input_dtype not in (np.uint8, np.float32):
            raise ValueError(f"input {interpreter.input_shapes} of {interpreter.input_dtype} for pictures of {size}")
        self._interpreter = interpreter
        self._normalisation = normalisation
        self._logits = outputs[1, classes]
        self._box = outputs.get((1, BOX_LENGTH)) if classes != BOX_LENGTH else None
        self._embedding = outputs.get((1, EMBEDDING_LENGTH)) if classes != EMBEDDING_LENGTH else None

    def infer(self, square: NDArray[np.uint8]) -> NetworkOutput:
        """Run the network on a letterboxed picture, uint8 (size, size, 3), RGB, as it is."""
        batch: NDArray[Any] = square[None]
        if self._interpreter.input_dtype == np.float32:
            scale, offset = self._normalisation
            batch = batch.astype(np.float32) * np.float32(scale) + np.float32(offset)
        outputs = self._interpreter.run(batch)

        def output(number: int) -> NDArray[np.float32]:
            return np.asarray(outputs[number][0], np.float32)

        return NetworkOutput(
            output(self._logits),
            None if self._box is None else output(self._box),
            None if self._embedding is None else output(self._embedding),
        )
