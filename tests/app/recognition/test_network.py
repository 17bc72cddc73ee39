"""One face for every format: outputs found by their shapes, and ONNX behind it where its runtime is installed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition.errors import ModelError
from app.recognition.interpreter import LiteRTInterpreter
from app.recognition.labels import write_metadata
from app.recognition.model import Model
from app.recognition.network import Network, open_interpreter
from tests.app.recognition.tiny_model import COLOUR, SIZE, build, metadata

Shapes = tuple[tuple[int, ...], ...]


class Fake:
    """An interpreter of any shape; its outputs are numbered."""

    def __init__(self, inputs: Shapes, outputs: Shapes, dtype: type[np.generic] = np.uint8) -> None:
        self.input_shapes, self.output_shapes, self.input_dtype = inputs, outputs, np.dtype(dtype)
        self.given: list[NDArray[Any]] = []

    def run(self, batch: NDArray[Any]) -> list[NDArray[Any]]:
        self.given.append(batch)
        return [np.full(shape, number, np.float64) for number, shape in enumerate(self.output_shapes)]


PICTURES = ((1, SIZE, SIZE, 3),)


def _network(interpreter: Fake, classes: int = 3) -> Network:
    return Network(interpreter, classes, SIZE, (0.5, -1.0))


def test_outputs_are_found_by_their_shapes() -> None:
    output = _network(Fake(PICTURES, ((1, 1280), (1, 3), (1, 5)))).infer(np.zeros((SIZE, SIZE, 3), np.uint8))
    assert output.embedding is not None
    assert output.box is not None
    assert (output.embedding[0], output.logits[0], output.box[0]) == (0, 1, 2)
    assert {x.dtype for x in (output.embedding, output.logits, output.box)} == {np.dtype(np.float32)}


@pytest.mark.parametrize("classes", [5, 1280])
def test_logits_as_long_as_another_output_are_the_logits(classes: int) -> None:
    output = _network(Fake(PICTURES, ((1, classes),)), classes).infer(np.zeros((SIZE, SIZE, 3), np.uint8))
    assert output.logits.shape == (classes,)
    assert output.box is None
    assert output.embedding is None


def test_bytes_are_given_as_they_are_and_floats_normalised() -> None:
    square = np.full((SIZE, SIZE, 3), 4, np.uint8)
    bytes_, floats = Fake(PICTURES, ((1, 3),)), Fake(PICTURES, ((1, 3),), np.float32)
    for fake in (bytes_, floats):
        _network(fake).infer(square)
    (as_bytes,), (as_floats,) = bytes_.given, floats.given
    assert (as_bytes.dtype, as_floats.dtype) == (np.dtype(np.uint8), np.dtype(np.float32))
    assert as_bytes.shape == as_floats.shape == PICTURES[0]
    assert (as_bytes.max(), as_floats.max()) == (4, 1)


@pytest.mark.parametrize(
    "wrong",
    [
        Fake(PICTURES, ((1, 4),)),
        Fake(PICTURES, ((1, 3), (1, 3))),
        Fake(PICTURES, ()),
        Fake((), ((1, 3),)),
        Fake((*PICTURES, *PICTURES), ((1, 3),)),
        Fake(((1, 3, SIZE, SIZE),), ((1, 3),)),
        Fake(PICTURES, ((1, 3),), np.int8),
    ],
    ids=["classes", "two alike", "no output", "no input", "two inputs", "another order", "another kind"],
)
def test_another_network_is_refused(wrong: Fake) -> None:
    with pytest.raises(ValueError, match="put"):
        _network(wrong)


def test_a_flatbuffer_is_run_by_litert() -> None:
    assert isinstance(open_interpreter(build([COLOUR]), 1), LiteRTInterpreter)


def _onnx_file(path: Path, dtype: type[np.generic]) -> Path:
    """COLOUR as an ONNX file: the mean colour times its weights."""
    onnx = pytest.importorskip("onnx", reason="a test of an optional format: pip install -r requirements-export.txt")
    pytest.importorskip("onnxruntime", reason="a test of an optional format: pip install -r requirements-export.txt")
    helper, kinds = onnx.helper, onnx.TensorProto
    kind = kinds.UINT8 if dtype is np.uint8 else kinds.FLOAT
    scale, offset = (1 / 127.5, -1.0) if dtype is np.uint8 else (1.0, 0.0)
    constants = {
        "scale": np.float32(scale),
        "offset": np.float32(offset),
        "weights": np.ascontiguousarray(COLOUR.weights.T),
    }
    graph = helper.make_graph(
        [
            helper.make_node("Cast", ["image"], ["numbers"], to=kinds.FLOAT),
            helper.make_node("Mul", ["numbers", "scale"], ["scaled"]),
            helper.make_node("Add", ["scaled", "offset"], ["picture"]),
            helper.make_node("ReduceMean", ["picture"], ["mean"], axes=[1, 2], keepdims=0),
            helper.make_node("MatMul", ["mean", "weights"], ["logits"]),
        ],
        "tiny",
        [helper.make_tensor_value_info("image", kind, ["pictures", SIZE, SIZE, 3])],
        [helper.make_tensor_value_info("logits", kinds.FLOAT, ["pictures", 3])],
        [onnx.numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    path.write_bytes(write_metadata(model.SerializeToString(), metadata()))
    return path


@pytest.mark.parametrize("dtype", [np.uint8, np.float32])
def test_an_onnx_file_is_a_model_like_any_other(tmp_path: Path, dtype: type[np.generic]) -> None:
    model = Model(_onnx_file(tmp_path / "model.onnx", dtype), threads=1)
    path = tmp_path / "model.tflite"
    path.write_bytes(write_metadata(build([COLOUR], dtype), metadata()))
    other = Model(path, threads=1)
    picture = np.random.default_rng(4).integers(0, 256, (SIZE, SIZE, 3), dtype=np.uint8)
    assert model.metadata == other.metadata
    assert model.run(picture).logits == pytest.approx(other.run(picture).logits, abs=0.02)
    assert Model(model.path).threads in (1, 2)


def test_a_format_whose_library_is_not_installed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    path = tmp_path / "model.onnx"
    path.write_bytes(write_metadata(b"\x08\x08and so on", metadata()))
    with pytest.raises(ModelError, match="model_runtime") as error:
        Model(path, threads=1)
    assert error.value.parameters == {"path": str(path), "package": "onnxruntime"}


def test_what_is_no_network_of_any_format_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.onnx"
    path.write_bytes(write_metadata(b"no network", metadata()))
    with pytest.raises(ModelError, match="model_damaged"):
        Model(path, threads=1)
