"""The pool of features: they keep their answers, and the oldest are forgotten."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from convert.training.feature_pool import FeaturePool
from convert.training.stream import Batch
from tests.convert.keras_weights import torch_and_keras


@pytest.fixture
def torch() -> Any:
    return torch_and_keras()[0]


def _batch(numbers: list[int]) -> Batch:
    """Features that are their numbers, and answers that tell them."""
    n = len(numbers)
    targets = np.zeros((n, 100), bool)
    targets[range(n), numbers] = True
    boxes = np.repeat(np.array(numbers, np.float32)[:, None], 4, axis=1)
    return Batch(np.array(numbers, np.float16).reshape(n, 1, 1, 1), targets, boxes, np.array(numbers, np.float32))


def _drawn(pool: FeaturePool, torch: Any, count: int = 400) -> set[int]:
    drawn = pool.draw(np.random.default_rng(1), count, torch, "cpu")
    numbers = drawn.features.flatten().long()
    assert drawn.features.dtype == torch.float32
    assert torch.equal(drawn.targets.long().argmax(1), numbers)
    assert torch.equal(drawn.boxes[:, 2].long(), numbers)
    assert torch.equal(drawn.has_note.long(), numbers)
    return set(numbers.tolist())


def test_pool_draws_features_with_their_own_answers_and_forgets_the_oldest(torch: Any) -> None:
    pool = FeaturePool(6)
    for start in (0, 4, 8):
        batch = _batch(list(range(start, start + 4)))
        pool.add(torch.from_numpy(batch.images), batch)
        newest = set(range(max(0, start - 2), start + 4))
        assert _drawn(pool, torch) == newest
