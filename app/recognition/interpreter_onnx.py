"""ONNX Runtime around one model file. Optional: it runs where `onnxruntime` is installed (requirements-export.txt)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.recognition.labels import strip_metadata

# How the runtime calls the kinds of numbers that the app feeds.
_TYPES: dict[str, type[np.generic]] = {"tensor(uint8)": np.uint8, "tensor(float)": np.float32}


class OnnxInterpreter:
    """An ONNX network, see `network.Interpreter`.

    Args:
        content: the file: the network, and our metadata appended as to any other.
        threads: of the runtime, at least 1.

    Raises:
        ImportError: there is no ONNX Runtime here.
        Exception: the bytes are no such network. The runtime does not say which it raises.
    """

    def __init__(self, content: bytes, threads: int) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 4
        session = onnxruntime.InferenceSession(strip_metadata(content), options, providers=["CPUExecutionProvider"])
        inputs = session.get_inputs()
        self.input_shapes = tuple(_of_one_picture(each.shape) for each in inputs)
        self.output_shapes = tuple(_of_one_picture(each.shape) for each in session.get_outputs())
        self.input_dtype: np.dtype[Any] = np.dtype(_TYPES.get(inputs[0].type, np.void))
        self._session = session
        self._input = inputs[0].name

    def run(self, batch: NDArray[Any]) -> list[NDArray[Any]]:
        """The outputs for a picture."""
        found: list[NDArray[Any]] = self._session.run(None, {self._input: batch})
        return found


def _of_one_picture(shape: list[int | str | None]) -> tuple[int, ...]:
    """A shape whose first length, of any number of pictures, has a name; -1 for what has no fixed length otherwise."""
    first, *rest = shape
    return (1 if not isinstance(first, int) else first, *(each if isinstance(each, int) else -1 for each in rest))
