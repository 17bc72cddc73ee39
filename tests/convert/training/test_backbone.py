"""The frozen backbone: the features of the Keras layers it was made of. Runs where PyTorch and Keras are installed."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.convert.keras_weights import folded_weights, torch_and_keras

torch, keras = torch_and_keras()

from convert.training import network  # noqa: E402 - after the skip: it imports Keras


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Any:
    keras.utils.set_random_seed(3)
    built = network.build(5, 96)
    pictures = np.random.default_rng(4).integers(0, 256, (8, 96, 96, 3), dtype=np.uint8)
    folder: Path = tmp_path_factory.mktemp("weights")
    network.load_folded(built, np.load(folded_weights(folder / "folded.npz", built)), pictures)
    return built


@pytest.mark.parametrize("cut", ["block_2_add", "block_5_add", "block_12_add"])
def test_features_are_those_of_the_keras_layers(model: Any, cut: str) -> None:
    backbone, _ = network.split(model, cut)
    pictures = np.random.default_rng(5).integers(0, 256, (3, 96, 96, 3), dtype=np.uint8)
    expected = np.asarray(backbone.predict_on_batch(pictures.astype(np.float32) / 127.5 - 1), np.float32)
    features = network.freeze(backbone)(pictures)
    assert features.dtype == torch.float16
    assert tuple(features.shape) == expected.shape
    assert (
        np.abs(features.float().numpy() - expected).max()
        < 0.01 * np.abs(expected).mean() + 0.002 * np.abs(expected).max()
    )


def test_backbone_survives_the_way_to_another_process(model: Any) -> None:
    frozen = network.freeze(network.split(model, "block_5_add")[0])
    pictures = np.random.default_rng(6).integers(0, 256, (2, 96, 96, 3), dtype=np.uint8)
    there = pickle.loads(pickle.dumps(frozen))
    assert torch.equal(there(pictures), frozen(pictures))


def test_pictures_are_not_changed_and_each_is_computed_by_itself(model: Any) -> None:
    frozen = network.freeze(network.split(model, "block_5_add")[0])
    pictures = np.random.default_rng(7).integers(0, 256, (3, 96, 96, 3), dtype=np.uint8)
    before = pictures.copy()
    together = frozen(pictures).float()
    assert (pictures == before).all()
    alone = torch.cat([frozen(pictures[k : k + 1]).float() for k in range(3)])
    assert float((together - alone).abs().max()) < 0.01 * float(together.abs().max())
