"""The two generations of MobileNet: a file that is none is refused."""

from __future__ import annotations

import pytest

from convert.data.dataset import DataError
from tests.app.recognition.shipped import shipped_model
from tests.convert.keras_weights import torch_and_keras


def test_file_that_is_no_mobilenet_v1_is_refused() -> None:
    torch_and_keras()
    from convert.evaluation import generations

    with pytest.raises(DataError, match="not a MobileNetV1"):
        generations.first_generation(shipped_model())
