"""A linear layer on the pooled features of frozen networks: what they are worth without being trained further."""

from __future__ import annotations

import functools
import pickle
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from app.recognition.preprocess import letterbox
from convert.training.loss import answer_loss
from convert.training.stream import BatchStream

BATCH = 64
# Batches of features in one file: a run that was cut goes on from the last full one.
SHARD = 16
# Side of the pictures that are drawn; each network gets them scaled to its own.
DRAWN = 256
CALIBRATION_BATCHES = 4
STEPS = 40
# Half of it times the sum of squared weights is added to the loss. Of 0.003 to 0.1, 0.01 to 0.03 did best on synthetic
# pictures kept aside (MobileNetV2 at 160, 5,000 pictures); no photo was asked.
PENALTY = 0.01


class Embeddings:
    """Pooled features of several frozen networks side by side. The networks stay in a file that each process opens
    once, so that little is sent to the workers.

    Args:
        path: pickled list of (size, FrozenBackbone), from this run.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self, pictures: NDArray[np.uint8]) -> Any:
        """A torch tensor, float16 (n, sum of widths), of square pictures, uint8 (n, side, side, 3) RGB."""
        import torch

        pooled = []
        for size, backbone in _backbones(self._path):
            sized = np.stack([letterbox(np.ascontiguousarray(p[..., ::-1]), size) for p in pictures])
            pooled.append(backbone(sized).float().mean((1, 2)))
        return torch.cat(pooled, 1).half()


@functools.lru_cache(maxsize=1)
def _backbones(path: Path) -> list[tuple[int, Any]]:
    with path.open("rb") as file:
        return list(pickle.load(file))


def collect(stream: BatchStream, embeddings: Embeddings, batches: int, out: Path) -> None:
    """Draw pictures and keep their features in `out`, a file for every `SHARD` batches; files that are there stay."""
    first = 0
    while first < batches and shard(out, first).exists():
        first += SHARD
    pending = []
    drawn = stream.batches(0, first, batches, BATCH, DRAWN, embeddings)
    for index, batch in enumerate(tqdm(drawn, desc="features", initial=first, total=batches), start=first):
        pending.append(batch)
        if len(pending) == SHARD or index + 1 == batches:
            path = shard(out, index + 1 - len(pending))
            temporary = path.with_suffix(".new")
            with temporary.open("wb") as file:
                np.savez(
                    file,
                    features=np.concatenate([b.images for b in pending]),
                    targets=np.concatenate([b.targets for b in pending]),
                )
            temporary.replace(path)
            pending = []


def shard(out: Path, first: int) -> Path:
    """Where the features from a batch on are kept."""
    return out / f"features_{first:05d}.npz"


def gather(out: Path, batches: int) -> tuple[NDArray[np.float16], NDArray[np.bool_]]:
    """(features, targets) that `collect` kept, in the order in which they were drawn."""
    shards = [np.load(shard(out, first)) for first in range(0, batches, SHARD)]
    return np.concatenate([s["features"] for s in shards]), np.concatenate([s["targets"] for s in shards])


def train_head(
    features: NDArray[np.floating[Any]], targets: NDArray[np.bool_], steps: int = STEPS
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """A linear softmax layer: kernel (width, classes) and bias (classes,), float32, for features as they come.

    All pictures at once, by L-BFGS: the problem is convex, so that neither rates nor chance favour a network.

    Args:
        features: (n, width).
        targets: (n, classes): all classes a picture may be.
        steps: of L-BFGS.
    """
    import torch

    x, wanted = torch.from_numpy(np.asarray(features, np.float32)), torch.from_numpy(targets)
    mean, spread = x.mean(0), x.std(0) + 1e-3
    x = (x - mean) / spread
    kernel = torch.zeros(x.shape[1], targets.shape[1], requires_grad=True)
    bias = torch.zeros(targets.shape[1], requires_grad=True)
    optimizer = torch.optim.LBFGS([kernel, bias], max_iter=steps, history_size=10, line_search_fn="strong_wolfe")

    def closure() -> Any:
        optimizer.zero_grad()
        loss = answer_loss(x @ kernel + bias, wanted) + PENALTY / 2 * (kernel**2).sum()
        loss.backward()
        return loss

    optimizer.step(closure)
    with torch.no_grad():
        # The features' mean and spread go into the layer, so that it stands directly on the network.
        folded = kernel / spread[:, None]
        return folded.numpy(), (bias - mean @ folded).numpy()
