"""Trained weights read back out of a quantized .tflite file: a start for further training when its run is long gone.

Per-channel int8 loses so little that training goes on from there as from the float weights (docs/model-log.md). No
network is built here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray

from convert.data.dataset import DataError


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """One layer with weights.

    Attributes:
        kind: "conv", "depthwise" or "dense".
        kernel: float32, as the file orders it: (out, h, w, in), (1, h, w, out) or (out, in).
        bias: float32 (out,).
        step: float32, of shape (out,) or (1,): how far apart two neighbouring values of the kernel are.
    """

    kind: str
    kernel: NDArray[np.float32]
    bias: NDArray[np.float32]
    step: NDArray[np.float32]


_KINDS = {"CONV_2D": "conv", "DEPTHWISE_CONV_2D": "depthwise", "FULLY_CONNECTED": "dense"}


def layers_of(model: Path) -> list[Layer]:
    """Every layer with weights of a quantized .tflite file, in the order in which they run.

    Raises:
        DataError: the file is not a model, or its weights are not quantized with biases.
    """
    try:
        interpreter = Interpreter(model_path=str(model))
        interpreter.allocate_tensors()
    except (ValueError, RuntimeError, OSError) as error:
        raise DataError(f"{model} is not a LiteRT model whose weights can be read ({error}).") from error
    details = {t["index"]: t for t in interpreter.get_tensor_details()}

    def real(index: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        parameters = details[index]["quantization_parameters"]
        scales, zeros = np.asarray(parameters["scales"], np.float64), np.asarray(parameters["zero_points"], np.float64)
        if not scales.size:
            raise DataError(f"{model}: {details[index]['name']} is not quantized, so this is not the way to read it.")
        values = np.asarray(interpreter.get_tensor(index), np.float64)
        shape = [1] * values.ndim
        if scales.size > 1:
            shape[parameters["quantized_dimension"]] = scales.size
        else:
            scales, zeros = scales[:1], zeros[:1]
        out = (values - zeros.reshape(shape)) * scales.reshape(shape)
        return out.astype(np.float32), scales.astype(np.float32)

    found = []
    for operation in interpreter._get_ops_details():
        kind = _KINDS.get(operation["op_name"])
        if kind is None:
            continue
        _, kernel_index, bias_index = (int(i) for i in operation["inputs"][:3])
        kernel, step = real(kernel_index)
        found.append(Layer(kind, kernel, real(bias_index)[0], step))
    if not found:
        raise DataError(f"{model} has no layer whose weights can be read.")
    return found


def folded(layers: list[Layer], exact: Mapping[str, Any] | None = None) -> dict[str, NDArray[np.float32]]:
    """The convolutions as `network.load_folded` takes them: L00_w, L00_b …

    Args:
        layers: from `layers_of`.
        exact: unquantized weights of the same form. Where they round to what the file holds (layers that were never
            trained further) they are taken in its place.
    """
    arrays: dict[str, NDArray[np.float32]] = {}
    for k, layer in enumerate(x for x in layers if x.kind != "dense"):
        kernel, bias = layer.kernel, layer.bias
        if exact is not None and f"L{k:02d}_w" in exact:
            known = np.asarray(exact[f"L{k:02d}_w"], np.float32)
            if known.shape == kernel.shape:
                axis = 3 if layer.kind == "depthwise" else 0
                shape = [1] * 4
                shape[axis] = layer.step.size
                if np.all(np.abs(known - kernel) <= 0.51 * layer.step.reshape(shape)):
                    kernel, bias = known, np.asarray(exact[f"L{k:02d}_b"], np.float32)
        arrays[f"L{k:02d}_w"], arrays[f"L{k:02d}_b"] = kernel, bias
    return arrays
