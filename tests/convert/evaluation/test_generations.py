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
