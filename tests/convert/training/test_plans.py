"""The plans of training."""

from __future__ import annotations

from convert.training.plans import PLANS


def test_every_plan_ends_at_the_size_that_ships_and_fills_its_batches() -> None:
    for plan in PLANS.values():
        assert plan[-1].size == 224
        assert all(stage.size % 32 == 0 and stage.pictures >= stage.batch > 0 for stage in plan)
