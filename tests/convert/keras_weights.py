r"""What tests of the training code need: the packages of requirements-convert.txt, or a reason to be skipped.

The environment of the app has none of them. To run these tests, put pytest beside them and leave the app's settings
(Qt, every warning an error) aside::

    make convert-env
    .venv-convert/bin/python -m pip install pytest pytest-timeout hypothesis
    .venv-convert/bin/python -m pytest -c /dev/null --rootdir=. \
        tests/convert/training tests/convert/export/test_quantize.py

Those of test_conversion.py and test_formats.py in tests/convert/export need another backend of Keras, and so a run of
their own.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

WHY = "needs the training packages: tests/convert/keras_weights.py says how to run it"


def torch_and_keras() -> tuple[Any, Any]:
    """(torch, keras on its PyTorch backend); skips the calling test or module where they are not installed."""
    os.environ["KERAS_BACKEND"] = "torch"
    torch = pytest.importorskip("torch", reason=WHY)
    keras = pytest.importorskip("keras", reason=WHY)
    return torch, keras


def folded_weights(path: Path, model: Any) -> Path:
    """Random weights for each convolution of the model, as if its normalisation had been folded in (.npz, OHWI)."""
    from convert.training import network

    rng = np.random.default_rng(1)
    arrays = {}
    for k, (conv, _) in enumerate(network.convolutions(model)):
        height, width, a, b = conv.kernel.shape
        depthwise = b == 1 and type(conv).__name__ == "DepthwiseConv2D"
        shape = (1, height, width, a) if depthwise else (b, height, width, a)
        fan_in = height * width * (1 if depthwise else a)
        arrays[f"L{k:02d}_w"] = (rng.standard_normal(shape) * np.sqrt(2 / fan_in)).astype(np.float32)
        arrays[f"L{k:02d}_b"] = (rng.standard_normal(a if depthwise else b) * 0.3).astype(np.float32)
    np.savez(path, **arrays)
    return path
