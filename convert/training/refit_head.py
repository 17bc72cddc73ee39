"""The last layer fitted to the int8 network: its weights learn from features as the quantized file computes them.

Quantizing moves the pooled features a little, differently for each picture; a classifier that has seen them so makes up
for most of it, at a few minutes' cost where training all of the network with simulated int8 would take hours. The rest
of the network stays as it was. `quantize` is run before (for the features) and after (for the file that ships).
"""

from __future__ import annotations

import argparse
import functools
import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from app.recognition.model import Model
from convert.data.catalogue import catalogue
from convert.data.currencies import codes, read_table
from convert.data.dataset import DataError
from convert.run_folder import DEFAULT, RunFolder, add_run, add_weights
from convert.step import SPECIMENS, Step, add_data, add_seed, at_least
from convert.synthesis.synthesizer import Synthesizer
from convert.training.loss import answer_loss
from convert.training.memory import keep_freed_memory
from convert.training.recover import layers_of
from convert.training.stream import BatchStream

_BATCH = 64
_STEP = 256
_RATE = 3e-4
# How strongly the weights are held where they were: the pictures are far fewer than training had.
_HOLD = 0.01
# How far to go from the layer as it was to the fitted one: the last quarter costs dollars what others gain.
_FRACTION = 0.75
_STAGE = 1000  # of the stream: other pictures than any stage of training had
# A currency with more to tell apart is seen more often, as in training.
_BY_CLASSES = 0.7


def features(
    model: Model, stream: BatchStream, pictures: int, classes: int
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """(embeddings (n, 1280), targets (n, classes)) of fresh training pictures, one look at each.

    Raises:
        DataError: the model has no embedding.
    """
    embeddings: list[NDArray[np.float32]] = []
    targets: list[NDArray[np.bool_]] = []
    batches = -(-pictures // _BATCH)
    for batch in tqdm(
        stream.batches(_STAGE, 0, batches, _BATCH, model.metadata.input_size), total=batches, leave=False
    ):
        for image in batch.images:
            embedding = model.infer(image).embedding
            if embedding is None:
                raise DataError(f"{model.path} gives no embedding: convert it again with `python -m convert quantize`.")
            embeddings.append(embedding)
        targets.append(batch.targets)
    return np.stack(embeddings), np.concatenate(targets)[:, :classes]


def fit(
    kernel: NDArray[np.float32],
    bias: NDArray[np.float32],
    embeddings: NDArray[np.float32],
    targets: NDArray[np.bool_],
    epochs: int,
    seed: int,
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """A linear layer, (features, classes) and (classes,), trained further by training's loss and held to its start."""
    import torch

    torch.manual_seed(seed)
    x, y = torch.from_numpy(embeddings), torch.from_numpy(targets)
    start = torch.from_numpy(kernel.copy())
    w, b = start.clone().requires_grad_(), torch.from_numpy(bias.copy()).requires_grad_()
    optimizer = torch.optim.Adam([w, b], lr=_RATE)
    for _ in range(epochs):
        order = torch.randperm(len(x))
        for chosen in order.split(_STEP):
            loss = answer_loss(x[chosen] @ w + b, y[chosen]) + _HOLD * ((w - start) ** 2).sum()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return w.detach().numpy(), b.detach().numpy()


@dataclass(frozen=True, slots=True)
class Options:
    """Which weights, to which file, by how many pictures.

    Attributes:
        data: data folder.
        model: what `quantize` made of these weights.
        specimens: folder with XTS notes.
        run_dir: the run's folder.
        weights: in it; None takes its final ones.
        pictures, epochs: at least 1.
        workers: synthesiser processes, at least 1.
        seed: of everything that is drawn.
    """

    data: Path
    model: Path
    specimens: Path = SPECIMENS
    run_dir: Path = DEFAULT
    weights: Path | None = None
    pictures: int = 14_000
    epochs: int = 8
    workers: int = 1
    seed: int = 1

    def __post_init__(self) -> None:
        at_least("--pictures", self.pictures, 1)
        at_least("--epochs", self.epochs, 1)
        at_least("--workers", self.workers, 1)


@dataclass(frozen=True, slots=True)
class Result:
    """How many pictures the layer was fitted to, and the weights."""

    pictures: int
    weights: Path


def run(options: Options) -> Result:
    """Write the weights with the fitted layer into the run's folder.

    Raises:
        DataError: there is no such run, or the model is of other classes.
        ModelError: the model cannot be read.
    """
    os.environ["KERAS_BACKEND"] = "torch"
    keep_freed_memory()
    folder = RunFolder(options.run_dir)
    weights = options.weights or folder.final_weights
    labels = folder.read_labels(weights)
    model = Model(options.model, threads=1)
    if model.metadata.labels != labels:
        raise DataError(f"{options.model} has other classes than the run in {folder.path}.")
    currencies = [c for c in codes(read_table()) if c in {x.currency for x in labels}]
    cat = catalogue(options.data, options.specimens, currencies, folder.read_left_out())
    counts = Counter(label.currency for label in labels if not label.is_unknown)
    recipe = functools.partial(
        Synthesizer,
        cat,
        labels,
        config=folder.read_synthesis(),
        currency_weights={currency: count**_BY_CLASSES for currency, count in counts.items()},
    )
    with BatchStream(recipe, options.seed, options.workers) as stream:
        embeddings, targets = features(model, stream, options.pictures, len(labels))
    head = next(x for x in layers_of(options.model) if x.kind == "dense" and len(x.bias) == len(labels))
    start = head.kernel.T, head.bias
    fitted = fit(*start, embeddings, targets, options.epochs, options.seed)
    kernel, bias = (was + _FRACTION * (now - was) for was, now in zip(start, fitted, strict=True))
    _save(weights, folder.refitted_weights, len(labels), kernel, bias)
    return Result(len(embeddings), folder.refitted_weights)


def _save(source: Path, target: Path, classes: int, kernel: Any, bias: Any) -> None:
    from convert.training import network

    network_model = network.build(classes, 224)
    network_model.load_weights(source)
    network_model.get_layer("logits").set_weights([kernel, bias])
    network_model.save_weights(target)


def default_workers() -> int:
    """Synthesiser processes: one a core."""
    return max(1, os.cpu_count() or 1)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this step."""
    add_data(parser)
    add_run(parser)
    add_weights(parser)
    parser.add_argument("--model", type=Path, required=True, help="what `quantize` made of these weights")
    parser.add_argument("--pictures", type=int, default=14_000, help="default: %(default)s")
    parser.add_argument("--epochs", type=int, default=8, help="default: %(default)s")
    parser.add_argument("--workers", type=int, default=default_workers(), help="synthesiser processes")
    add_seed(parser)


def _options(args: argparse.Namespace) -> Options:
    names = ("data", "model", "specimens", "run_dir", "weights", "pictures", "epochs", "workers", "seed")
    return Options(**{name: getattr(args, name) for name in names})


STEP = Step(
    "refit_head",
    "fit the last layer to the int8 network",
    __doc__,
    add_arguments,
    _options,
    run,
    lambda result: f"{result.pictures} pictures; weights: {result.weights}",
)
