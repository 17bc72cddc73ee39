"""What a run starts from. What takes Keras runs where the training packages are installed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition.labels import NoteLabel, read_metadata, write_metadata
from convert.data.dataset import DataError
from convert.training.recover import Layer, layers_of
from convert.training.start import copy_weights, start_weights
from tests.app.recognition import tiny_model
from tests.app.recognition.shipped import shipped_model
from tests.convert.keras_weights import folded_weights, torch_and_keras

LABELS = (NoteLabel.unknown(), NoteLabel("ABC", "5", "current", "front"), NoteLabel("ABC", "5", "current", "back"))
SIZE = 64


class FakeLayer:
    """Holds weights as a layer of Keras does."""

    def __init__(self, name: str, *arrays: NDArray[np.float32]) -> None:
        self.name = name
        self.weights = list(arrays)

    def get_weights(self) -> list[NDArray[np.float32]]:
        return list(self.weights)

    def set_weights(self, arrays: list[NDArray[np.float32]]) -> None:
        self.weights = arrays


def _model(*layers: FakeLayer) -> Any:
    by_name = {layer.name: layer for layer in layers}
    return SimpleNamespace(layers=layers, get_layer=by_name.__getitem__)


def test_weights_are_copied_by_name_but_for_those_of_another_size() -> None:
    ones, zeros = np.ones((2, 3), np.float32), np.zeros((2, 3), np.float32)
    source = _model(FakeLayer("kernel", ones), FakeLayer("place", np.ones((4, 5), np.float32)), FakeLayer("other"))
    target = _model(FakeLayer("place", zeros), FakeLayer("kernel", zeros), FakeLayer("without"))
    copy_weights(source, target)
    assert np.array_equal(target.get_layer("kernel").get_weights()[0], ones)
    assert np.array_equal(target.get_layer("place").get_weights()[0], zeros), "it depends on the picture's size"


def test_a_layer_is_copied_whole_or_not_at_all() -> None:
    kernel, bias = np.ones((2, 3), np.float32), np.ones(3, np.float32)
    target = _model(FakeLayer("head", np.zeros((2, 3), np.float32), np.zeros(4, np.float32)))
    copy_weights(_model(FakeLayer("head", kernel, bias)), target)
    assert all((each == 0).all() for each in target.get_layer("head").get_weights())


# -- with the training packages


@pytest.fixture
def keras() -> Any:
    return torch_and_keras()[1]


@pytest.fixture
def build(keras: Any) -> Any:
    """Makes a network of these classes, with random weights."""
    from convert.training import network

    def make(classes: int = len(LABELS), size: int = SIZE) -> Any:
        keras.utils.set_random_seed(classes)
        return network.build(classes, size)

    return make


def _pictures(size: int = SIZE) -> NDArray[np.uint8]:
    return np.random.default_rng(2).integers(0, 256, (8, size, size, 3), dtype=np.uint8)


def _weights(model: Any, layer: str) -> list[NDArray[np.float32]]:
    return [np.array(each) for each in model.get_layer(layer).get_weights()]


def _same(a: Any, b: Any, layer: str) -> bool:
    return all(np.array_equal(x, y) for x, y in zip(_weights(a, layer), _weights(b, layer), strict=True))


def test_a_start_from_folded_weights_keeps_them(build: Any, tmp_path: Path) -> None:
    model = build()
    path = folded_weights(tmp_path / "folded.npz", model)
    logits = _weights(model, "logits")
    start_weights(model, LABELS, path, _pictures(), None)
    assert np.array_equal(_weights(model, "Conv1")[0], np.load(path)["L00_w"].transpose(1, 2, 3, 0))
    assert all(np.array_equal(a, b) for a, b in zip(logits, _weights(model, "logits"), strict=True))


def test_without_a_file_the_start_is_imagenet_s(build: Any, keras: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, Any]] = []
    own = keras.applications.MobileNetV2

    def mobilenet(**how: Any) -> Any:
        asked.append(how)
        keras.utils.set_random_seed(99)
        return own(**{**how, "weights": None})

    monkeypatch.setattr(keras.applications, "MobileNetV2", mobilenet)
    model = build()
    asked.clear()
    start_weights(model, LABELS, None, _pictures(), None)
    assert asked == [{"input_shape": (224, 224, 3), "include_top": False, "weights": "imagenet"}]
    keras.utils.set_random_seed(99)
    source = own(input_shape=(224, 224, 3), include_top=False, weights=None)
    assert all(_same(source, model, layer.name) for layer in source.layers if layer.weights)


def test_an_earlier_run_s_weights_are_taken_over_and_imagenet_is_not_asked_for(
    build: Any, keras: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier, model = build(7), build()
    earlier.save_weights(tmp_path / "earlier.weights.h5")
    before = _weights(model, "logits")
    assert not _same(earlier, model, "Conv1")

    def no_network(**how: Any) -> Any:
        raise AssertionError("asks for ImageNet's weights")

    monkeypatch.setattr(keras.applications, "MobileNetV2", no_network)
    start_weights(model, LABELS, None, _pictures(), tmp_path / "earlier.weights.h5")
    assert _same(earlier, model, "Conv1")
    assert _same(earlier, model, "where")
    assert all(np.array_equal(a, b) for a, b in zip(before, _weights(model, "logits"), strict=True)), "other classes"


def test_what_a_model_file_knows_is_kept_in_whatever_order(build: Any) -> None:
    known = read_metadata(shipped_model()).labels
    labels = (known[3], NoteLabel("ABC", "5", "current", "front"), known[0])
    model = build(len(labels), 224)
    start_weights(model, labels, None, _pictures(224), shipped_model())
    dense = [layer for layer in layers_of(shipped_model()) if layer.kind == "dense"]
    head, place = sorted(dense, key=lambda layer: len(layer.bias), reverse=True)
    kernel, bias = _weights(model, "logits")
    for row, of_file in ((0, 3), (2, 0)):
        assert kernel[:, row] == pytest.approx(head.kernel[of_file])
        assert bias[row] == pytest.approx(head.bias[of_file])
    assert kernel[:, 1] == pytest.approx(head.kernel.mean(0), abs=1e-6), "as the mean of the known ones"
    assert bias[1] == pytest.approx(head.bias.mean(), abs=1e-5)
    assert np.array_equal(_weights(model, "where")[0], place.kernel.T)
    squeeze = [layer for layer in layers_of(shipped_model()) if layer.kind != "dense"][-1]
    assert np.array_equal(_weights(model, "where_squeeze")[0], squeeze.kernel.transpose(1, 2, 3, 0))
    assert np.array_equal(_weights(model, "where_squeeze")[1], squeeze.bias)


def test_the_place_head_of_another_size_begins_anew(build: Any) -> None:
    model = build(len(LABELS), SIZE)
    before = _weights(model, "where")
    start_weights(model, LABELS, None, _pictures(SIZE), shipped_model())
    assert all(np.array_equal(a, b) for a, b in zip(before, _weights(model, "where"), strict=True))


def test_exact_weights_beside_the_file_are_taken(build: Any, tmp_path: Path) -> None:
    first = layers_of(shipped_model())[0]
    exact = np.asarray(first.kernel + 0.2 * first.step.reshape(-1, 1, 1, 1), np.float32)
    np.savez(tmp_path / "exact.npz", L00_w=exact, L00_b=first.bias)
    folded = folded_weights(tmp_path / "other.npz", build(len(LABELS), SIZE))
    arrays = {**np.load(folded), "L00_w": exact, "L00_b": first.bias}
    np.savez(tmp_path / "exact.npz", **arrays)
    model = build(len(LABELS), SIZE)
    start_weights(model, LABELS, tmp_path / "exact.npz", _pictures(SIZE), shipped_model())
    assert _weights(model, "Conv1")[0] == pytest.approx(exact.transpose(1, 2, 3, 0))


def test_the_file_of_another_network_is_refused(build: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "tiny.tflite"
    path.write_bytes(write_metadata(tiny_model.build([tiny_model.COLOUR]), tiny_model.metadata()))
    layers = layers_of(shipped_model())
    dense = next(layer for layer in layers if layer.kind == "dense")
    model = build()

    def others(found: list[Layer]) -> None:
        monkeypatch.setattr("convert.training.recover.layers_of", lambda _: found)
        with pytest.raises(DataError, match="not a model of this network"):
            start_weights(model, LABELS, None, _pictures(), path)

    others([layer for layer in layers if layer is not dense])
    others([*layers, replace(dense)])
    others(layers[1:])
    others([replace(layers[0]), *layers])
