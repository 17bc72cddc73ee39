"""The last layer fitted to the int8 network: pictures keep their answers, and it learns from what the file gives."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from app.recognition.labels import NoteLabel, write_metadata
from app.recognition.model import Model
from app.recognition.network import NetworkOutput
from convert.data.dataset import DataError
from convert.training import refit_head
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


LABELS = (
    NoteLabel.unknown(),
    NoteLabel("USD", "5", "current", "front"),
    NoteLabel("USD", "10", "current", "front"),
    NoteLabel("EUR", "5", "current", "front"),
)


class _Step:
    """The step's neighbours: what they were given, and what was written."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, labels: tuple[NoteLabel, ...] = LABELS) -> None:
        self.saved: list[Any] = []
        self.recipes: list[Any] = []
        run_folder = SimpleNamespace(
            path=folder,
            final_weights=folder / "final.h5",
            refitted_weights=folder / "refitted.h5",
            read_labels=lambda weights: LABELS,
            read_left_out=tuple,
            read_synthesis=lambda: "synthesis",
        )
        dense = SimpleNamespace(kind="dense", bias=np.zeros(7), kernel=None)
        head = SimpleNamespace(kind="dense", bias=np.zeros(4), kernel=np.ones((4, 8)))
        conv = SimpleNamespace(kind="conv", bias=np.zeros(4), kernel=None)
        for name, stands_in in (
            ("keep_freed_memory", lambda: None),
            ("RunFolder", lambda path: run_folder),
            ("Model", lambda path, threads: SimpleNamespace(metadata=SimpleNamespace(labels=labels))),
            ("catalogue", lambda data, specimens, currencies, left_out: tuple(currencies)),
            ("codes", lambda table: ["EUR", "INR", "USD"]),
            ("BatchStream", self._stream),
            ("features", lambda model, stream, pictures, classes: (np.zeros((pictures + 28, 8)), "targets")),
            ("layers_of", lambda model: [conv, dense, head]),
            ("fit", lambda kernel, bias, *more: (kernel + 1, bias + 2)),
            ("_save", lambda *given: self.saved.append(given)),
        ):
            monkeypatch.setattr(refit_head, name, stands_in)

    def _stream(self, recipe: Any, seed: int, workers: int) -> Any:
        self.recipes.append(recipe)
        return nullcontext()


@pytest.mark.parametrize("weights", [None, Path("mine.h5")])
def test_the_last_layer_goes_a_part_of_the_way_that_it_was_fitted(
    weights: Path | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KERAS_BACKEND", "as it was")
    monkeypatch.setattr(refit_head, "_FRACTION", 0.25)
    step = _Step(tmp_path, monkeypatch)
    result = refit_head.run(refit_head.Options(tmp_path, Path("m.tflite"), weights=weights, pictures=100))
    ((source, target, classes, kernel, bias),) = step.saved
    assert (source, target, classes) == (weights or tmp_path / "final.h5", tmp_path / "refitted.h5", 4)
    assert (kernel == 1.25).all()
    assert kernel.shape == (8, 4)
    assert bias.tolist() == [0.5] * 4
    assert (result.pictures, result.weights) == (128, tmp_path / "refitted.h5")
    (recipe,) = step.recipes
    assert recipe.args[0] == ("EUR", "USD")
    assert set(recipe.keywords["currency_weights"]) == {"EUR", "USD"}
    assert recipe.keywords["currency_weights"]["EUR"] == 1.0 < recipe.keywords["currency_weights"]["USD"]


def test_a_model_of_other_classes_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KERAS_BACKEND", "as it was")
    step = _Step(tmp_path, monkeypatch, LABELS[:3])
    with pytest.raises(DataError, match="other classes"):
        refit_head.run(refit_head.Options(tmp_path, Path("m.tflite")))
    assert step.saved == []


@pytest.mark.parametrize(("cores", "workers"), [(None, 1), (1, 1), (6, 6)])
def test_each_core_has_a_worker(cores: int | None, workers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refit_head.os, "cpu_count", lambda: cores)
    assert refit_head.default_workers() == workers
