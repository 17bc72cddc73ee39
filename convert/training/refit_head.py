"""The last layer fitted to the int8 network: its weights learn from features as the quantized file computes them.

Quantizing moves the pooled features a little, differently for each picture; a classifier that has seen them so makes up
for most of it, at a few minutes' cost where training all of the network with simulated int8 would take hours. The rest
of the network stays as it was. `quantize` is run before (for the features) and after (for the file that ships).
"""

from __future__ import annotations

import argparse
import functools
import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from app.recognition.labels import NoteLabel
from app.recognition.model import Model
from convert.data.currencies import codes, read_table
from convert.data.dataset import DataError, catalogue, left_out_of
from convert.synthesis.synthesize import Synthesizer
from convert.training.memory import keep_freed_memory
from convert.training.recover import layers_of
from convert.training.stream import BatchStream
from convert.training.train import FINAL, answer_loss

_BATCH = 64
_STEP = 256
_RATE = 3e-4
# How strongly the weights are held where they were: the pictures are far fewer than training had.
_HOLD = 0.01
# How far to go from the layer as it was to the fitted one: the last quarter costs dollars what others gain.
_SHARE = 0.75
_STAGE = 1000  # of the stream: other pictures than any stage of training had
ADAPTED = "adapted.weights.h5"


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
            embedding = model.look(image).embedding
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


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the step to `python -m convert`."""
    parser = subparsers.add_parser("adapt", help="fit the last layer to the int8 network", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="data folder")
    parser.add_argument("--specimens", type=Path, default=Path("assets/specimens"), help="folder with XTS notes")
    parser.add_argument(
        "--run", dest="run_dir", type=Path, default=Path("build/train"), help="the training run's folder"
    )
    parser.add_argument("--weights", type=Path, help="weights in it (default: final.weights.h5 of the run)")
    parser.add_argument("--model", type=Path, required=True, help="what `quantize` made of these weights")
    parser.add_argument("--pictures", type=int, default=14_000, help="default: %(default)s")
    parser.add_argument("--epochs", type=int, default=8, help="default: %(default)s")
    parser.add_argument("--workers", type=int, default=max(1, os.cpu_count() or 1), help="synthesiser processes")
    parser.add_argument("--seed", type=int, default=1, help="default: %(default)s")
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    os.environ["KERAS_BACKEND"] = "torch"
    keep_freed_memory()
    labels_path, weights = args.run_dir / "labels.json", args.weights or args.run_dir / FINAL
    if not labels_path.exists() or not weights.exists():
        raise DataError(f"No finished training run in {args.run_dir}: run `python -m convert train` first.")
    labels = tuple(NoteLabel(**item) for item in json.loads(labels_path.read_text()))
    model = Model(args.model, threads=1)
    if model.metadata.labels != labels:
        raise DataError(f"{args.model} has other classes than the run in {args.run_dir}.")
    currencies = [c for c in codes(read_table()) if c in {x.currency for x in labels}]
    cat = catalogue(args.data, args.specimens, currencies, left_out_of(args.run_dir))
    counts = Counter(label.currency for label in labels if not label.is_unknown)
    recipe = functools.partial(
        Synthesizer, cat, labels, currency_weights={currency: count**0.7 for currency, count in counts.items()}
    )
    with BatchStream(recipe, args.seed, args.workers) as stream:
        embeddings, targets = features(model, stream, args.pictures, len(labels))
    head = next(x for x in layers_of(args.model) if x.kind == "dense" and len(x.bias) == len(labels))
    start = head.kernel.T, head.bias
    fitted = fit(*start, embeddings, targets, args.epochs, args.seed)
    kernel, bias = (was + _SHARE * (now - was) for was, now in zip(start, fitted, strict=True))
    _save(weights, args.run_dir / ADAPTED, len(labels), kernel, bias)
    print(f"{len(embeddings)} pictures; weights: {args.run_dir / ADAPTED}")
    return 0


def _save(source: Path, target: Path, classes: int, kernel: Any, bias: Any) -> None:
    from convert.training import network

    network_model = network.build(classes, 224)
    network_model.load_weights(source)
    network_model.get_layer("logits").set_weights([kernel, bias])
    network_model.save_weights(target)
