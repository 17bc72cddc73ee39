"""A stream of training batches from worker processes: bounded, in order, the same for the same seed."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from convert.synthesis.synthesizer import Sample, Synthesizer
from convert.training.memory import keep_freed_memory

Backbone = Callable[[NDArray[np.uint8]], Any]
"""From uint8 pictures (n, size, size, 3) RGB to a torch tensor (n, ...) of features; picklable."""


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Training pictures and their answers.

    Attributes:
        images: uint8 (n, size, size, 3) RGB; or, when the workers ran the backbone, its features, float16 (n, ...).
        targets: bool (n, classes): all classes a picture may be.
        boxes: float32 (n, 4): left, top, right, bottom in fractions; NaN where not known.
        has_note: float32 (n,): 1, 0, or NaN where not known.
    """

    images: NDArray[Any]
    targets: NDArray[np.bool_]
    boxes: NDArray[np.float32]
    has_note: NDArray[np.float32]


def collate(samples: Sequence[Sample], classes: int) -> Batch:
    """Samples as arrays."""
    targets = np.zeros((len(samples), classes), bool)
    for row, sample in enumerate(samples):
        targets[row, list(sample.classes)] = True
    return Batch(
        np.stack([s.image for s in samples]),
        targets,
        np.array([s.box for s in samples], np.float32),
        np.array([s.has_note for s in samples], np.float32),
    )


_worker_synthesizer: Synthesizer | None = None


def _end_with_parent() -> None:
    """A trainer that is killed cannot close its workers, and they would wait for their next task for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _start_worker(recipe: Callable[[], Synthesizer]) -> None:
    global _worker_synthesizer
    threading.Thread(target=_end_with_parent, daemon=True).start()
    cv2.setNumThreads(1)
    keep_freed_memory()
    _worker_synthesizer = recipe()


def _make(task: tuple[Sequence[int], int, int, Backbone | None]) -> Batch:
    seed, count, size, backbone = task
    assert _worker_synthesizer is not None
    _worker_synthesizer.size = size
    rng = np.random.default_rng(list(seed))
    batch = collate([_worker_synthesizer.sample(rng) for _ in range(count)], len(_worker_synthesizer.labels))
    if backbone is None:
        return batch
    import torch

    torch.set_num_threads(1)
    return replace(batch, images=backbone(batch.images).numpy())


class BatchStream:
    """Batches made ahead by `workers` processes; closes them when left.

    Args:
        recipe: makes the synthesiser, once in each worker; must be picklable. (Workers are spawned, not forked:
            OpenCV's and PyTorch's threads do not survive a fork, and the child hangs.)
        seed: of the whole stream.
        workers: processes, at least 1.
    """

    def __init__(self, recipe: Callable[[], Synthesizer], seed: int, workers: int) -> None:
        self._pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _start_worker, (recipe,))
        self._seed = seed
        self._ahead = 2 * workers

    def __enter__(self) -> BatchStream:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def batches(
        self, stage: int, first: int, last: int, count: int, size: int, backbone: Backbone | None = None
    ) -> Iterator[Batch]:
        """Batches number `first` to `last - 1` of a stage, each of `count` pictures of side `size`; with a backbone its
        features stand in the pictures' place.

        Raises:
            BrokenProcessPool: a worker could not make its synthesiser, or died (out of memory).
        """
        waiting: deque[Future[Batch]] = deque()
        number = first
        while number < last or waiting:
            while number < last and len(waiting) < self._ahead:
                task = ((self._seed, stage, number), count, size, backbone)
                waiting.append(self._pool.submit(_make, task))
                number += 1
            yield waiting.popleft().result()
