"""The network on Keras and its quick ways on PyTorch: they compute the same. Runs where both are installed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.convert.keras_weights import folded_weights, torch_and_keras

torch, keras = torch_and_keras()

from convert.training import network  # noqa: E402 - after the skip: it imports Keras

SIZE, CLASSES = 64, 7


@pytest.fixture
def model(tmp_path: Path) -> Any:
    """A network with random weights in which every normalisation does something."""
    keras.utils.set_random_seed(1)
    built = network.build(CLASSES, SIZE)
    network.load_folded(built, np.load(folded_weights(tmp_path / "folded.npz", built)), _pictures(8))
    return built


def _pictures(count: int, seed: int = 2) -> Any:
    return np.random.default_rng(seed).integers(0, 256, (count, SIZE, SIZE, 3), dtype=np.uint8)


def _inputs(pictures: Any) -> Any:
    return pictures.astype(np.float32) / 127.5 - 1


def _close(a: Any, b: Any, share: float = 1e-3) -> bool:
    """Whether two arrays differ by less than a share of their mean size."""
    a, b = np.asarray(a, np.float64), np.asarray(b, np.float64)
    return bool(np.abs(a - b).max() < share * np.abs(a).mean() + 1e-6)


def test_three_outputs_have_their_shapes(model: Any) -> None:
    outputs = model.predict_on_batch(_inputs(_pictures(2)))
    assert {name: value.shape for name, value in outputs.items()} == {
        "logits": (2, CLASSES),
        "where": (2, 5),
        "embedding": (2, network.EMBEDDING),
    }
    assert np.asarray(outputs["embedding"]).min() >= 0


def test_every_convolution_of_the_mobilenet_has_its_normalisation(model: Any) -> None:
    pairs = list(network.convolutions(model))
    assert len(pairs) == 52
    assert all(isinstance(norm, keras.layers.BatchNormalization) for _, norm in pairs)


def test_unfolded_weights_keep_inference_and_start_with_sane_statistics(tmp_path: Path) -> None:
    keras.utils.set_random_seed(1)
    plain, unfolded = network.build(CLASSES, SIZE), network.build(CLASSES, SIZE)
    path = folded_weights(tmp_path / "folded.npz", plain)
    arrays = np.load(path)
    for k, (conv, norm) in enumerate(network.convolutions(plain)):
        bias = arrays[f"L{k:02d}_b"]
        conv.set_weights([arrays[f"L{k:02d}_w"].transpose(1, 2, 3, 0)])
        ones = np.ones(len(bias))
        norm.set_weights([ones, bias, ones * 0, ones - norm.epsilon])
    seen = _pictures(24)
    network.load_folded(unfolded, np.load(path), seen)
    fresh = _inputs(_pictures(3, seed=9))
    assert _close(plain.predict_on_batch(fresh)["embedding"], unfolded.predict_on_batch(fresh)["embedding"], 0.01)
    # The statistics are those of the pictures given: the first convolution's output, normalised, has mean 0, spread 1.
    conv, norm = next(network.convolutions(unfolded))
    out = np.asarray(keras.Model(unfolded.input, conv.output).predict_on_batch(_inputs(seen)), np.float64)
    _, _, mean, variance = norm.get_weights()
    assert _close(out.mean((0, 1, 2)), mean, 0.01)
    assert _close(out.var((0, 1, 2)), variance, 0.01)


def test_weights_of_another_network_are_refused(tmp_path: Path) -> None:
    built = network.build(CLASSES, SIZE)
    path = folded_weights(tmp_path / "folded.npz", built)
    arrays = dict(np.load(path))
    arrays["L01_w"] = np.repeat(arrays["L01_w"], 2, axis=0)
    np.savez(path, **arrays)
    with pytest.raises(ValueError, match=r"L01|shape"):
        network.load_folded(built, np.load(path), _pictures(2))


def test_backbone_and_top_together_are_the_whole(model: Any) -> None:
    backbone, top = network.split(model, network.CUT_DEFAULT)
    x = _inputs(_pictures(2))
    parts = top.predict_on_batch(np.asarray(backbone.predict_on_batch(x)))
    whole = model.predict_on_batch(x)
    assert all(_close(whole[name], parts[name]) for name in whole)


@pytest.mark.parametrize("cut", ["block_2_add", "block_5_add"])
def test_graph_gives_the_keras_model_s_own_outputs(model: Any, cut: str) -> None:
    backbone, top = network.split(model, cut)
    features = np.asarray(backbone.predict_on_batch(_inputs(_pictures(3))))
    expected = top.predict_on_batch(features)
    with torch.no_grad():
        outputs = network.TorchGraph(top, half=False)(torch.from_numpy(features), training=False)
    assert set(outputs) == set(expected)
    for name, value in outputs.items():
        assert _close(expected[name], value.cpu().numpy(), 5e-3), name


def test_graph_runs_the_whole_network_too(model: Any) -> None:
    x = _inputs(_pictures(2))
    with torch.no_grad():
        outputs = network.TorchGraph(model, half=False)(torch.from_numpy(x), training=False)
    assert _close(model.predict_on_batch(x)["embedding"], outputs["embedding"].cpu().numpy(), 5e-3)


def test_training_through_the_graph_trains_the_keras_model(model: Any) -> None:
    backbone, top = network.split(model, network.CUT_DEFAULT)
    x = _inputs(_pictures(4))
    features = torch.from_numpy(np.asarray(backbone.predict_on_batch(x)))
    backbone_before = [np.array(w) for w in backbone.get_weights()]
    before = np.array(model.predict_on_batch(x)["logits"])
    params = [v.value for v in top.trainable_variables]
    optimizer = torch.optim.SGD(params, lr=0.002)
    graph = network.TorchGraph(top, half=False)
    losses = []
    for _ in range(4):
        loss = torch.nn.functional.cross_entropy(graph(features, training=True)["logits"], torch.tensor([1, 2, 3, 4]))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(float(loss.detach()))
    assert losses[-1] < losses[0]
    assert not np.allclose(before, np.asarray(model.predict_on_batch(x)["logits"]))
    assert all(np.array_equal(a, b) for a, b in zip(backbone_before, backbone.get_weights(), strict=True))


def test_layer_that_no_mobilenet_has_is_refused() -> None:
    image = keras.Input((8, 8, 3))
    odd = keras.Model(image, keras.layers.UpSampling2D(name="logits")(image))
    with pytest.raises(ValueError, match="UpSampling2D"):
        network.freeze(odd)
    with pytest.raises(ValueError, match="UpSampling2D"):
        network.TorchGraph(odd, half=False)(torch.zeros(1, 8, 8, 3), training=False)
