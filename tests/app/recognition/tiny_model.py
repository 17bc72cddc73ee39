"""Real LiteRT models of a few hundred bytes, for what the shipped model cannot show: known answers and wrong shapes.

Each takes the mean colour of its picture and gives weighted sums of it. Nothing here is trained.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as schema
from numpy.typing import NDArray

from app.recognition.labels import ModelMetadata, NoteLabel
from app.recognition.rules import Lightening, ViewRules

SIZE = 8
UNKNOWN = NoteLabel.unknown()
REDS = NoteLabel("RED", "5", "current", "front")
BLUES = NoteLabel("BLU", "10", "current", "back")
LIGHTENING = Lightening(dark_below=0.25, lightened_to=0.35, most_gain=5.0)
VIEWS = ViewRules(nothing=0.97, margin=0.2, light=LIGHTENING)


@dataclass(frozen=True, slots=True, eq=False)
class Output:
    """One output of shape (1, n): weights (n, 3) times the mean red, green and blue in -1..1, plus bias (n,)."""

    weights: NDArray[np.float32]
    bias: NDArray[np.float32]


COLOUR = Output(np.array([[0, 4, 0], [4, 0, 0], [0, 0, 4]], np.float32), np.zeros(3, np.float32))
"""Logits of UNKNOWN for green, of REDS for red and of BLUES for blue."""


def constant(values: Sequence[float]) -> Output:
    """An output that is the same for every picture."""
    return Output(np.zeros((len(values), 3), np.float32), np.array(values, np.float32))


def metadata(**changes: Any) -> ModelMetadata:
    """What fits a model whose first output is COLOUR, with some fields changed."""
    fields: dict[str, Any] = {
        "version": "tiny",
        "input_size": SIZE,
        "pad_value": 114,
        "temperature": 1.0,
        "disabled_weight": 0.5,
        "labels": (UNKNOWN, REDS, BLUES),
        "thresholds": {"RED/5": 0.8, "BLU/10": 0.85},
        "views": VIEWS,
        "evidence": {"min_margin": 0.3},
    }
    return ModelMetadata(**{**fields, **changes})


def build(outputs: Sequence[Output], dtype: type[np.generic] = np.uint8) -> bytes:
    """The flatbuffer, without metadata, for pictures (1, SIZE, SIZE, 3) of uint8, int8 or float32."""
    model = schema.ModelT()
    model.version = 3
    graph = schema.SubGraphT()
    graph.name = "main"
    graph.tensors, graph.operators = [], []
    model.subgraphs, model.buffers, model.operatorCodes = [graph], [schema.BufferT()], []

    def tensor(name: str, shape: tuple[int, ...], kind: int, data: NDArray[Any] | None = None) -> int:
        item = schema.TensorT()
        item.name, item.shape, item.type, item.buffer = name, list(shape), kind, 0
        if data is not None:
            buffer = schema.BufferT()
            buffer.data = np.frombuffer(data.tobytes(), np.uint8)
            model.buffers.append(buffer)
            item.buffer = len(model.buffers) - 1
        graph.tensors.append(item)
        return len(graph.tensors) - 1

    def operator(code: int, inputs: list[int], output: int, kind: int = 0, options: Any = None) -> None:
        entry = schema.OperatorCodeT()
        entry.builtinCode = entry.deprecatedBuiltinCode = code
        model.operatorCodes.append(entry)
        item = schema.OperatorT()
        item.opcodeIndex, item.inputs, item.outputs = len(model.operatorCodes) - 1, inputs, [output]
        item.builtinOptionsType, item.builtinOptions = kind, options
        graph.operators.append(item)

    types, ops = schema.TensorType, schema.BuiltinOperator
    kind = {"uint8": types.UINT8, "int8": types.INT8, "float32": types.FLOAT32}[dtype.__name__]
    picture = image = tensor("image", (1, SIZE, SIZE, 3), kind)
    if dtype is not np.float32:
        quantization = schema.QuantizationParametersT()
        quantization.scale, quantization.zeroPoint = [1 / 127.5], [127 if dtype is np.uint8 else 0]
        graph.tensors[image].quantization = quantization
        picture = tensor("decoded", (1, SIZE, SIZE, 3), types.FLOAT32)
        operator(ops.DEQUANTIZE, [image], picture, schema.BuiltinOptions.DequantizeOptions, schema.DequantizeOptionsT())
    axes = tensor("axes", (2,), types.INT32, np.array([1, 2], np.int32))
    mean = tensor("mean", (1, 3), types.FLOAT32)
    operator(ops.MEAN, [picture, axes], mean, schema.BuiltinOptions.ReducerOptions, schema.ReducerOptionsT())
    graph.inputs, graph.outputs = [image], []
    for number, output in enumerate(outputs):
        count = len(output.bias)
        weights = tensor(f"weights{number}", (count, 3), types.FLOAT32, output.weights)
        bias = tensor(f"bias{number}", (count,), types.FLOAT32, output.bias)
        graph.outputs.append(tensor(f"output{number}", (1, count), types.FLOAT32))
        operator(
            ops.FULLY_CONNECTED,
            [mean, weights, bias],
            graph.outputs[-1],
            schema.BuiltinOptions.FullyConnectedOptions,
            schema.FullyConnectedOptionsT(),
        )
    builder = flatbuffers.Builder(1024)
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())
