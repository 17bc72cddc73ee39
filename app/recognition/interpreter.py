"""LiteRT around one model file: a picture in, the network's outputs out. Nothing else knows the format."""

from __future__ import annotations

from typing import Any

import numpy as np
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray

from app.recognition.quiet import without_greeting


class LiteRTInterpreter:
    """A .tflite network, see `network.Interpreter`.

    Args:
        content: the file; what is appended to the network is passed over.
        threads: of the interpreter, at least 1.

    Raises:
        Exception: the bytes are no such network. LiteRT does not say which it raises.
    """

    def __init__(self, content: bytes, threads: int) -> None:
        with without_greeting():
            interpreter: Any = Interpreter(model_content=content, num_threads=threads)
            interpreter.allocate_tensors()
        inputs, outputs = interpreter.get_input_details(), interpreter.get_output_details()
        self.input_shapes: tuple[tuple[int, ...], ...] = tuple(tuple(each["shape"].tolist()) for each in inputs)
        self.output_shapes: tuple[tuple[int, ...], ...] = tuple(tuple(each["shape"].tolist()) for each in outputs)
        self.input_dtype: np.dtype[Any] = np.dtype(inputs[0]["dtype"])
        self._interpreter = interpreter
        self._input = inputs[0]["index"]
        self._outputs = [each["index"] for each in outputs]

    def run(self, batch: NDArray[Any]) -> list[NDArray[Any]]:
        """The outputs for a picture, copies of the interpreter's own."""
        self._interpreter.set_tensor(self._input, batch)
        self._interpreter.invoke()
        return [self._interpreter.get_tensor(index) for index in self._outputs]
