"""The linear layer: features are kept and go on, and it learns from them as they come."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from convert.evaluation import compare
from convert.evaluation.compare_report import Network
from convert.evaluation.linear_probe import Embeddings, collect, gather
from convert.training.stream import Batch
from tests.convert.keras_weights import torch_and_keras

NAN4 = np.full(4, np.nan, np.float32)


class _Stream:
    """Batches that tell which they are; notes which were asked for."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def batches(self, stage: int, first: int, last: int, count: int, size: int, backbone: Any) -> Iterator[Batch]:
        for number in range(first, last):
            self.asked.append(number)
            targets = np.zeros((2, 3), bool)
            targets[:, number % 3] = True
            yield Batch(np.full((2, 4), number, np.float16), targets, np.stack([NAN4] * 2), np.zeros(2, np.float32))


def test_features_are_kept_and_a_cut_run_goes_on(tmp_path: Path) -> None:
    batches = 2 * compare.SHARD + 3
    stream: Any = _Stream()
    unused = Embeddings(tmp_path / "none")
    collect(stream, unused, batches, tmp_path)
    features, targets = gather(tmp_path, batches)
    assert features[:, 0].tolist() == [number for number in range(batches) for _ in range(2)]
    assert targets.argmax(1).tolist() == [number % 3 for number in range(batches) for _ in range(2)]
    (tmp_path / f"features_{2 * compare.SHARD:05d}.npz").unlink()
    stream.asked.clear()
    collect(stream, unused, batches, tmp_path)
    assert stream.asked == list(range(2 * compare.SHARD, batches))
    assert np.array_equal(gather(tmp_path, batches)[0], features)


def test_head_learns_and_stands_on_features_as_they_come() -> None:
    pytest.importorskip("torch", reason="needs PyTorch")
    rng = np.random.default_rng(3)
    kinds = rng.integers(0, 3, 300)
    centres = np.array([[5, 0, 1], [5, 8, 1], [9, 0, 1]], np.float32)
    features = (centres[kinds] + rng.normal(0, 0.3, (300, 3))).astype(np.float16)
    targets = np.zeros((300, 4), bool)
    targets[np.arange(300), kinds] = True
    # Some pictures may be either of two classes.
    targets[(kinds == 2) & (rng.random(300) < 0.5), 3] = True
    kernel, bias = compare.train_head(features, targets)
    assert (kernel.shape, bias.shape) == ((3, 4), (4,))
    best = (centres @ kernel + bias).argmax(1)
    assert best.tolist() == [0, 1, 2]
    again = compare.train_head(features, targets)
    assert np.array_equal(kernel, again[0])


@pytest.mark.parametrize("network", [Network(1, 64), Network(2, 64)])
def test_embeddings_of_the_workers_are_those_of_the_network(network: Network, tmp_path: Path) -> None:
    _, keras = torch_and_keras()
    from convert.evaluation import generations
    from convert.training.network import convolutions, freeze, load_folded
    from tests.convert.keras_weights import folded_weights

    keras.utils.set_random_seed(1)
    model = generations.build(network.generation, 5, network.size)
    assert len(list(convolutions(model))) == (27 if network.generation == 1 else 52)
    pictures = np.random.default_rng(2).integers(0, 256, (4, 64, 64, 3), dtype=np.uint8)
    load_folded(model, np.load(folded_weights(tmp_path / "folded.npz", model)), pictures)
    path = tmp_path / "backbones.pickle"
    path.write_bytes(pickle.dumps([(network.size, freeze(generations.backbone_of(model)))]))
    embeddings = Embeddings(path)(pictures).float().numpy()
    expected = model.predict_on_batch(pictures.astype(np.float32) / 127.5 - 1)
    assert expected["logits"].shape == (4, 5)
    assert embeddings.shape == expected["embedding"].shape == (4, 768 if network.generation == 1 else 1280)
    assert np.abs(embeddings - expected["embedding"]).max() < 0.01 * np.abs(embeddings).max()
