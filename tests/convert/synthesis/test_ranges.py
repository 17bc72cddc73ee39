"""What chance is drawn from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from convert.synthesis.ranges import Checked, Count, Range, chance


def _rng() -> np.random.Generator:
    return np.random.default_rng(5)


def test_a_chance_is_taken_as_often_as_it_says() -> None:
    rng = _rng()
    assert not any(chance(rng, 0.0) for _ in range(100))
    assert all(chance(rng, 1.0) for _ in range(100))
    assert sum(chance(rng, 0.3) for _ in range(4000)) == pytest.approx(1200, abs=120)


def test_numbers_lie_between_the_ends_evenly() -> None:
    rng, of = _rng(), Range(2.0, 6.0)
    drawn = [of.draw(rng) for _ in range(2000)]
    assert min(drawn) >= 2
    assert max(drawn) <= 6
    assert np.mean(drawn) == pytest.approx(4, abs=0.1)
    many = of.draws(rng, (40, 50))
    assert many.shape == (40, 50)
    assert many.mean() == pytest.approx(4, abs=0.1)
    assert Range(3.0, 3.0).draw(rng) == 3


def test_by_the_logarithm_small_ones_are_as_likely_as_large_ones() -> None:
    rng = _rng()
    drawn = [Range(1.0, 100.0).draw_log(rng) for _ in range(2000)]
    assert min(drawn) >= 1
    assert max(drawn) <= 100
    assert sum(x < 10 for x in drawn) == pytest.approx(1000, abs=100)


def test_a_range_can_be_made_wider() -> None:
    assert Range(-1.0, 2.0).times(3) == Range(-3.0, 6.0)


def test_counts_have_both_ends_among_them() -> None:
    rng = _rng()
    assert {Count(2, 4).draw(rng) for _ in range(200)} == {2, 3, 4}


@pytest.mark.parametrize("make", [lambda: Range(2.0, 1.0), lambda: Count(2, 1), lambda: Range(float("nan"), 1.0)])
def test_ends_that_are_not_in_order_are_refused(make: type) -> None:
    with pytest.raises(ValueError, match="runs from"):
        make()


@dataclass(frozen=True, slots=True)
class Group(Checked):
    covered_chance: float = 0.5
    hidden_fraction: float = 0.5
    kind_chances: tuple[float, ...] = (0.25, 0.75)
    size_px: float = 300.0


def test_probabilities_are_checked_and_other_numbers_are_not() -> None:
    Group()
    Group(0.0, 1.0, (1.0,), -5.0)
    for wrong in (
        {"covered_chance": 1.01},
        {"covered_chance": -0.01},
        {"hidden_fraction": 2},
        {"kind_chances": (0.5, 0.4)},
        {"kind_chances": (-0.5, 1.5)},
    ):
        with pytest.raises(ValueError, match=next(iter(wrong))):
            Group(**wrong)
