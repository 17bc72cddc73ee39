"""ONNX behind the face of all formats, with a runtime written by hand: shapes, numbers, threads."""

from __future__ import annotations

import sys
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest

from app.recognition.interpreter_onnx import OnnxInterpreter
from app.recognition.labels import write_metadata
from tests.app.recognition.tiny_model import metadata


class Session:
    """A network of one input; its output is what it was given, doubled."""

    shape: tuple[Any, ...] = ("batch", 8, 8, 3)
    kind = "tensor(uint8)"

    def __init__(self, content: bytes, options: Any, providers: list[str]) -> None:
        self.content, self.options, self.providers = content, options, providers
        made.append(self)

    def get_inputs(self) -> list[Any]:
        return [SimpleNamespace(name="pixels", shape=list(self.shape), type=self.kind)]

    def get_outputs(self) -> list[Any]:
        return [SimpleNamespace(shape=[1, "classes"]), SimpleNamespace(shape=[None, 5])]

    def run(self, names: None, given: dict[str, Any]) -> list[Any]:
        return [2 * given["pixels"]]


made: list[Session] = []


@pytest.fixture(autouse=True)
def runtime(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("onnxruntime")
    vars(module).update(SessionOptions=SimpleNamespace, InferenceSession=Session)
    monkeypatch.setitem(sys.modules, "onnxruntime", module)
    made.clear()


def test_it_is_given_the_network_alone_and_its_threads() -> None:
    OnnxInterpreter(write_metadata(b"a network", metadata()), 3)
    (session,) = made
    assert session.content == b"a network"
    assert (session.options.intra_op_num_threads, session.options.inter_op_num_threads) == (3, 1)
    assert session.providers == ["CPUExecutionProvider"]


def test_shapes_are_those_of_one_picture() -> None:
    interpreter = OnnxInterpreter(b"a network", 1)
    assert interpreter.input_shapes == ((1, 8, 8, 3),)
    assert interpreter.output_shapes == ((1, -1), (1, 5))


@pytest.mark.parametrize(
    ("kind", "dtype"), [("tensor(uint8)", np.uint8), ("tensor(float)", np.float32), ("tensor(int64)", np.void)]
)
def test_the_kind_of_numbers_is_told(monkeypatch: pytest.MonkeyPatch, kind: str, dtype: type[np.generic]) -> None:
    monkeypatch.setattr(Session, "kind", kind)
    assert OnnxInterpreter(b"a network", 1).input_dtype == np.dtype(dtype)


def test_a_fixed_number_of_pictures_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Session, "shape", (4, 8, 8, 3))
    assert OnnxInterpreter(b"a network", 1).input_shapes == ((4, 8, 8, 3),)


def test_a_picture_goes_in_by_the_inputs_name() -> None:
    (found,) = OnnxInterpreter(b"a network", 1).run(np.full((1, 2), 3))
    assert found.tolist() == [[6, 6]]
