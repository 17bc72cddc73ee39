"""The last layer fitted to the int8 network: pictures keep their answers, and it learns from what the file gives."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.recognition.labels import write_metadata
from app.recognition.model import Model
from app.recognition.network import NetworkOutput
from convert.data.dataset import DataError
from convert.training.refit_head import features, fit
from convert.training.stream import Batch
from tests.app.recognition import tiny_model
from tests.convert.keras_weights import torch_and_keras

CLASSES = 3


class Stream:
    """Plain pictures whose red tells their class."""

    def batches(
        self, stage: int, first: int, last: int, count: int, size: int, backbone: Any = None
    ) -> Iterator[Batch]:
        for number in range(first, last):
            classes = (np.arange(count) + number) % CLASSES
            images = np.repeat(classes.astype(np.uint8), size * size * 3).reshape(count, size, size, 3)
            targets = classes[:, None] == np.arange(CLASSES)
            yield Batch(images, targets, np.full((count, 4), np.nan, np.float32), np.full(count, np.nan, np.float32))


class Embedding(Model):
    """Its embedding is the picture's red, all along."""

    def infer(self, square: Any) -> NetworkOutput:
        return NetworkOutput(np.zeros(CLASSES, np.float32), None, np.full(8, square[0, 0, 0], np.float32))


def test_features_keep_their_answers_and_fill_whole_batches(colour_model: Path) -> None:
    embeddings, targets = features(Embedding(colour_model, threads=1), Stream(), 100, CLASSES)  # type: ignore[arg-type]
    assert embeddings.shape == (128, 8)
    assert targets.shape == (128, CLASSES)
    assert np.array_equal(targets.argmax(1), embeddings[:, 0].astype(int))


def test_a_model_without_embedding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plain.tflite"
    path.write_bytes(write_metadata(tiny_model.build([tiny_model.COLOUR]), tiny_model.metadata()))
    with pytest.raises(DataError, match="no embedding"):
        features(Model(path, threads=1), Stream(), 1, CLASSES)  # type: ignore[arg-type]


def test_layer_learns_from_shifted_features_and_stays_near_its_start() -> None:
    torch_and_keras()
    rng = np.random.default_rng(1)
    truth = rng.integers(0, CLASSES, 600)
    targets = truth[:, None] == np.arange(CLASSES)
    kernel = (0.3 * np.eye(8, CLASSES)).astype(np.float32)
    # int8 has added to the first feature what makes the start call everything class 0.
    embeddings = (np.eye(8)[truth] + rng.normal(0, 0.02, (600, 8)) + 1.2 * np.eye(8)[0]).astype(np.float32)
    bias = np.zeros(CLASSES, np.float32)
    before = float(((embeddings @ kernel + bias).argmax(1) == truth).mean())
    fitted, fitted_bias = fit(kernel, bias, embeddings, targets, 200, 1)
    after = float(((embeddings @ fitted + fitted_bias).argmax(1) == truth).mean())
    assert before < 0.5 < 0.95 < after
    assert fitted.shape == kernel.shape
    assert float(np.abs(fitted - kernel).max()) < 0.3
    again, _ = fit(kernel, bias, embeddings, targets, 200, 1)
    assert np.array_equal(fitted, again)
