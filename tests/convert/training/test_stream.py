"""Batches from worker processes: the same for the same seed, in order, resumable, and a broken worker is told."""

from __future__ import annotations

import functools
import math
import os
import subprocess
import sys
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from convert.data.catalogue import catalogue
from convert.data.dataset import DataError, class_list
from convert.synthesis.synthesizer import Sample, Synthesizer
from convert.training import stream
from convert.training.stream import Batch, BatchStream, collate
from tests.convert.pictures import data_folder

NAN = math.nan


def _same(a: Batch, b: Batch) -> bool:
    return all(
        np.array_equal(x, y, equal_nan=x.dtype.kind == "f")
        for x, y in (
            (a.images, b.images),
            (a.targets, b.targets),
            (a.boxes, b.boxes),
            (a.has_note, b.has_note),
        )
    )


def cannot_be_made() -> Synthesizer:
    raise DataError("this recipe is meant to fail")


class Plain:
    """Stands where a worker's synthesiser would, quickly made: black pictures of the first class."""

    labels = ("unknown",)
    size = 0

    def sample(self, rng: np.random.Generator) -> Sample:
        return Sample(np.zeros((self.size, self.size, 3), np.uint8), (0,), (NAN,) * 4, 0.0)


# A trainer that ends without closing anything, as a killed one does, while its worker waits for the next task.
ENDS_AT_ONCE = """
import os
from convert.training.stream import BatchStream
from tests.convert.training.test_stream import Plain
if __name__ == "__main__":
    stream = BatchStream(Plain, 1, 1)
    batches = list(stream.batches(0, 0, 1, 2, 32))
    print(len(batches), flush=True)
    os._exit(9)
"""


def test_samples_become_arrays_with_all_their_classes() -> None:
    image = np.arange(12, dtype=np.uint8).reshape(2, 2, 3)
    batch = collate([Sample(image, (0,), (NAN,) * 4, 0.0), Sample(image, (2, 3), (0.1, 0.2, 0.3, 0.4), 1.0)], 5)
    assert batch.images.shape == (2, 2, 2, 3)
    assert batch.images.dtype == np.uint8
    assert batch.targets.tolist() == [[True, False, False, False, False], [False, False, True, True, False]]
    assert np.isnan(batch.boxes[0]).all()
    assert batch.boxes[1] == pytest.approx([0.1, 0.2, 0.3, 0.4])
    assert batch.has_note.tolist() == [0, 1]
    assert batch.boxes.dtype == batch.has_note.dtype == np.float32


def test_batches_come_in_order_and_are_the_seed_s_own_whoever_makes_them(tmp_path: Path) -> None:
    cat = catalogue(data_folder(tmp_path), None, ["ABC"])
    labels = class_list(cat)
    with BatchStream(functools.partial(Synthesizer, cat, labels), seed=9, workers=2) as stream:
        whole = list(stream.batches(stage=1, first=0, last=6, count=3, size=48))
        resumed = list(stream.batches(stage=1, first=4, last=6, count=3, size=48))
        none = list(stream.batches(stage=1, first=6, last=6, count=3, size=48))
    assert len(whole) == 6
    assert none == []
    assert all(_same(a, b) for a, b in zip(whole[4:], resumed, strict=True))
    maker = Synthesizer(cat, labels, size=48)
    for number, batch in enumerate(whole):
        rng = np.random.default_rng([9, 1, number])
        assert _same(batch, collate([maker.sample(rng) for _ in range(3)], len(labels)))


def test_worker_that_cannot_start_ends_the_stream_instead_of_hanging_it() -> None:
    with BatchStream(cannot_be_made, seed=1, workers=1) as stream, pytest.raises(BrokenProcessPool):
        next(stream.batches(stage=0, first=0, last=1, count=1, size=32))


def test_workers_end_with_a_trainer_that_was_killed(tmp_path: Path) -> None:
    script = tmp_path / "killed.py"
    script.write_text(ENDS_AT_ONCE)
    root = Path(__file__).parents[3]
    # The worker shares the trainer's output, so it has no end before the worker has ended too.
    done = subprocess.run(
        [sys.executable, script],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        stdout=subprocess.PIPE,
        timeout=120,
    )
    assert done.stdout == b"1\n"
    assert done.returncode == 9


class HandPool:
    """A pool of processes in which nothing is done before it is asked for; what was given to it is counted."""

    def __init__(self, workers: int, *more: object) -> None:
        self.given: list[Any] = []

    def submit(self, make: object, task: Any) -> Any:
        self.given.append(task)
        return SimpleNamespace(result=lambda: task)

    def shutdown(self, *, cancel_futures: bool) -> None:
        self.is_shut = cancel_futures


@pytest.mark.parametrize(("workers", "ahead"), [(1, 2), (3, 6)])
def test_each_worker_has_a_batch_at_work_and_one_that_waits(
    workers: int, ahead: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "ProcessPoolExecutor", HandPool)
    made: Any = BatchStream(lambda: pytest.fail("no worker is started"), 5, workers)
    taken = []
    for batch in made.batches(2, 10, 20, 4, 96):
        taken.append(batch)
        assert len(made._pool.given) == min(10, ahead + len(taken) - 1)
    assert taken == made._pool.given == [((5, 2, number), 4, 96, None) for number in range(10, 20)]
