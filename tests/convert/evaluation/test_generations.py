"""The two generations of MobileNet: a file that is none is refused."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from convert.data.dataset import DataError
from tests.app.recognition.shipped import shipped_model
from tests.convert.keras_weights import torch_and_keras


def test_file_that_is_no_mobilenet_v1_is_refused() -> None:
    torch_and_keras()
    from convert.evaluation import generations

    with pytest.raises(DataError, match="not a MobileNetV1"):
        generations.first_generation(shipped_model())


def test_of_a_mobilenet_v1_the_layers_are_taken_and_the_bytes_scale_is_folded_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    torch_and_keras()
    from convert.evaluation import generations

    head: Any = SimpleNamespace(kind="conv", name="head")
    layers = [SimpleNamespace(kind="conv", name=str(n)) for n in range(generations._CONVOLUTIONS_V1)]
    dense = SimpleNamespace(kind="dense", name="dense")
    monkeypatch.setattr(generations, "layers_of", lambda path: [dense, *layers, dense, head])
    kernel = np.arange(4, dtype=np.float32).reshape(2, 1, 1, 2)
    taken: list[Any] = []

    def folded(backbone: list[Any]) -> dict[str, Any]:
        taken.extend(backbone)
        return {"L00_w": kernel, "L00_b": np.zeros(2, np.float32)}

    monkeypatch.setattr(generations, "folded", folded)
    details = [{"quantization": (0.5, 128)}]
    monkeypatch.setattr(
        generations, "Interpreter", lambda model_path: SimpleNamespace(get_input_details=lambda: details)
    )
    arrays, classifier = generations.first_generation(Path("none.tflite"))
    assert taken == layers
    assert classifier is head
    # A byte is seen as (byte - 128) / 2 there, and as byte / 127.5 - 1 here.
    assert (arrays["L00_w"] == kernel * 63.75).all()
    assert arrays["L00_b"].tolist() == [1 * -0.25, 5 * -0.25]


class _Network:
    """In place of the interpreter: what it pools of a picture is the picture, stored as bytes; its best is written."""

    def __init__(self, best: list[int]) -> None:
        self._best = iter(best)
        self._given = np.zeros(0, np.uint8)

    def allocate_tensors(self) -> None:
        pass

    def _get_ops_details(self) -> list[dict[str, Any]]:
        return [{"op_name": "CONV_2D", "inputs": [5]}, {"op_name": "CONV_2D", "inputs": [7]}, {"op_name": "SOFTMAX"}]

    def get_tensor_details(self) -> list[dict[str, Any]]:
        return [{"index": 5, "quantization": (9.0, 9)}, {"index": 7, "quantization": (0.5, 10)}]

    def get_input_details(self) -> list[dict[str, Any]]:
        return [{"index": 1}]

    def get_output_details(self) -> list[dict[str, Any]]:
        return [{"index": 8}]

    def set_tensor(self, index: int, value: Any) -> None:
        assert index == 1
        self._given = value[0]

    def invoke(self) -> None:
        pass

    def get_tensor(self, index: int) -> Any:
        if index == 7:
            return self._given.reshape(1, 1, 1, -1)
        return np.eye(3)[next(self._best)]


def test_what_was_rebuilt_is_compared_with_its_file_by_features_and_best_classes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    torch, _ = torch_and_keras()
    from convert.evaluation import generations

    pictures = np.array([[12, 10], [10, 14], [16, 18]], np.uint8)
    features = (pictures.astype(np.float32) - 10) / 2
    # Of the first two the same; the third is turned by a quarter.
    ours = features.copy()
    ours[2] = (-4.0, 3.0)
    backbone: Any = lambda given: torch.from_numpy(ours)[:, None, None]  # noqa: E731
    head: Any = SimpleNamespace(
        kernel=np.array([[1, 0], [0, 1], [0, 0]], np.float32), bias=np.array([0, 0, 2.5], np.float32)
    )
    monkeypatch.setattr(generations, "Interpreter", lambda **_: _Network([2, 2, 1]))
    found = generations.similarity(Path("none.tflite"), backbone, head, pictures)
    assert found.pictures == 3
    assert found.cosine == pytest.approx(2 / 3)
    assert found.same_best == 1.0
