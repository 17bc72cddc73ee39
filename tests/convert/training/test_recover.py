"""Weights read back out of a model file: those of the shipped one fit its network and its own outputs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.recognition.labels import write_metadata
from app.recognition.model import Model
from convert.data.dataset import DataError
from convert.training.recover import Layer, folded, layers_of
from tests.app.recognition import tiny_model
from tests.app.recognition.shipped import shipped_model


@pytest.fixture(scope="module")
def layers() -> list[Layer]:
    return layers_of(shipped_model())


def test_shipped_model_has_the_layers_of_its_network(layers: list[Layer]) -> None:
    kinds = [layer.kind for layer in layers]
    assert (kinds.count("depthwise"), kinds.count("conv"), kinds.count("dense")) == (17, 36, 2)
    assert layers[0].kernel.shape == (32, 3, 3, 3)
    assert all(layer.kernel.dtype == layer.bias.dtype == np.float32 for layer in layers)
    for layer in layers:
        assert len(layer.bias) == (layer.kernel.shape[3] if layer.kind == "depthwise" else layer.kernel.shape[0])
        assert layer.step.shape in {(1,), layer.bias.shape}


def test_head_read_back_gives_the_logits_of_the_file(layers: list[Layer], shipped: Model) -> None:
    picture = np.random.default_rng(5).integers(0, 256, (224, 224, 3), dtype=np.uint8)
    output = shipped.infer(picture)
    assert output.embedding is not None
    head = next(x for x in layers if x.kind == "dense" and len(x.bias) == len(output.logits))
    again = head.kernel @ output.embedding + head.bias
    assert np.abs(again - output.logits).max() < 0.02 * max(1.0, float(np.ptp(output.logits)))


def _layer(kernel: list[float], step: list[float]) -> Layer:
    shaped = np.array(kernel, np.float32).reshape(len(kernel), 1, 1, 1)
    return Layer("conv", shaped, np.zeros(len(kernel), np.float32), np.array(step, np.float32))


def test_exact_weights_are_taken_only_where_the_file_holds_them_rounded() -> None:
    layers = [_layer([1.0, 2.0], [0.1, 0.5]), _layer([1.0, 2.0], [0.1, 0.1])]
    exact = {
        "L00_w": np.array([1.04, 2.2], np.float32).reshape(2, 1, 1, 1),
        "L01_w": np.array([1.04, 2.2], np.float32).reshape(2, 1, 1, 1),
        "L00_b": np.full(2, 7, np.float32),
        "L01_b": np.full(2, 7, np.float32),
    }
    arrays = folded(layers, exact)
    assert arrays["L00_w"].ravel() == pytest.approx([1.04, 2.2])
    assert arrays["L00_b"] == pytest.approx([7, 7])
    assert arrays["L01_w"].ravel() == pytest.approx([1.0, 2.0]), "trained further: what the file holds is newer"
    assert arrays["L01_b"] == pytest.approx([0, 0])
    assert folded(layers)["L00_w"].ravel() == pytest.approx([1.0, 2.0])


def test_dense_layers_are_not_among_the_convolutions() -> None:
    dense = Layer("dense", np.zeros((3, 4), np.float32), np.zeros(3, np.float32), np.ones(1, np.float32))
    assert set(folded([dense, _layer([1.0], [0.1])])) == {"L00_w", "L00_b"}


def test_files_without_such_weights_are_refused(tmp_path: Path) -> None:
    plain = tmp_path / "plain.tflite"
    plain.write_bytes(write_metadata(tiny_model.build([tiny_model.COLOUR]), tiny_model.metadata()))
    with pytest.raises(DataError, match=r"not quantized|no layer"):
        layers_of(plain)
    damaged = tmp_path / "damaged.tflite"
    damaged.write_bytes(b"not a model")
    with pytest.raises(DataError, match="weights can be read"):
        layers_of(damaged)


@pytest.mark.parametrize(("off", "is_taken"), [(51.0, True), (51.25, False), (-51.0, True)])
def test_weights_that_round_to_what_the_file_holds_are_taken_up_to_half_a_step(off: float, is_taken: bool) -> None:
    step = np.array([100.0], np.float32)
    assert float(0.51 * step[0]) == 51.0
    kernel, bias = np.zeros((1, 1, 1, 1), np.float32), np.zeros(1, np.float32)
    exact = {"L00_w": kernel + np.float32(off), "L00_b": bias + np.float32(7)}
    found = folded([Layer("conv", kernel, bias, step)], exact)
    assert found["L00_w"].item() == (off if is_taken else 0.0)
    assert found["L00_b"].item() == (7.0 if is_taken else 0.0)
