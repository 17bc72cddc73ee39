"""LiteRT around one model file: a picture in, the network's outputs out. Nothing else knows the format."""

from __future__ import annotations

from collections.abc import Mapping
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
        self._inputs = [each["index"] for each in inputs]
        self._outputs = [each["index"] for each in outputs]

    def run(self, batch: NDArray[Any]) -> list[NDArray[Any]]:
        """The outputs for a picture, copies of the interpreter's own."""
        return self._run({self._inputs[0]: batch})

    def run_all(self, *batches: NDArray[Any]) -> list[NDArray[Any]]:
        """As `run`, of a network that takes several things, told apart by their shapes."""
        shapes = dict(zip(self.input_shapes, self._inputs, strict=True))
        return self._run({shapes[batch.shape]: batch for batch in batches})

    def _run(self, batches: Mapping[int, NDArray[Any]]) -> list[NDArray[Any]]:
        for index, batch in batches.items():
            self._interpreter.set_tensor(index, batch)
        self._interpreter.invoke()
        return [self._interpreter.get_tensor(index) for index in self._outputs]
