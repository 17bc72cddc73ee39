"""The comparison: shared print is told from the same print seen badly."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from app.recognition.agreement import FEATURES, AgreementWeights, features, probability
from app.recognition.labels import read_metadata
from tests.app.recognition.shipped import shipped_model

RNG = np.random.default_rng(1)
POINTS = (RNG.random((120, 2)) * (300, 140)).astype(np.float32)
OCTAVES = (RNG.random(120) * 3 + 1).astype(np.float32)


def _features(distances: NDArray[np.float64], inliers: int = 20) -> NDArray[np.float64]:
    return features(distances.astype(np.float32), POINTS, OCTAVES, inliers=inliers, detected=600)


def _weights() -> AgreementWeights:
    found = read_metadata(shipped_model()).print_check
    assert found is not None
    return found


def test_every_feature_has_its_name_and_is_a_number() -> None:
    for distances in (np.zeros(120), np.ones(120), RNG.random(120)):
        found = _features(distances)
        assert found.shape == (len(FEATURES),)
        assert np.isfinite(found).all()


def test_features_say_what_they_are_named_for() -> None:
    distances = np.repeat([0.1, 0.2, 0.3, 0.6], 30)
    named = dict(zip(FEATURES, _features(distances, inliers=24).tolist(), strict=True))
    assert [named[name] for name in ("within_15", "within_25", "within_40", "beyond_55")] == [0.25, 0.5, 0.75, 0.25]
    assert named["inliers"] == pytest.approx(np.log(24))
    assert named["inliers_of_shown"] == pytest.approx(0.2)
    assert named["shown"] == 120 / 160
    assert named["detected"] == 600 / 700
    assert named["median"] == pytest.approx(np.log(0.25 + 0.02), abs=0.1)


def test_parts_that_differ_are_told() -> None:
    left = POINTS[:, 0] < 150
    alike, apart = (_features(np.where(left, 0.1, other))[FEATURES.index("between_parts")] for other in (0.1, 0.6))
    assert alike == pytest.approx(0, abs=1e-6)
    assert apart > 0.5


def test_one_place_alone_is_enough_to_be_described() -> None:
    found = features(np.array([0.3], np.float32), POINTS[:1], OCTAVES[:1], inliers=0, detected=9000)
    assert np.isfinite(found).all()


def test_by_the_shipped_weights_print_that_agrees_everywhere_is_clear_and_shared_print_is_not() -> None:
    weights = _weights()
    same = RNG.uniform(0.02, 0.2, 120)
    shared = np.where(RNG.random(120) < 0.35, RNG.uniform(0.05, 0.25, 120), RNG.uniform(0.4, 0.9, 120))
    other = RNG.uniform(0.4, 0.9, 120)
    assert probability(weights.logit(_features(same))) >= weights.clear
    assert probability(weights.logit(_features(shared))) < weights.clear
    assert probability(weights.logit(_features(other, 6))) < weights.weak


@given(st.floats(-1e6, 1e6))
def test_a_probability_lies_between_nothing_and_one(logit: float) -> None:
    assert 0 < probability(logit) <= 1
    assert probability(logit) + probability(-logit) == pytest.approx(1)


@pytest.mark.parametrize(
    ("limit", "name", "counts"),
    [(0.15, "within_15", 0.0), (0.25, "within_25", 0.0), (0.4, "within_40", 0.0), (0.55, "beyond_55", 0.0)],
)
def test_what_is_just_so_far_off_is_neither_within_nor_beyond(limit: float, name: str, counts: float) -> None:
    # In float64, where the limits are what they are.
    found = features(np.full(120, limit), POINTS, OCTAVES, inliers=20, detected=600)
    assert found[FEATURES.index(name)] == counts


def test_what_is_as_large_as_the_median_is_large() -> None:
    octaves = np.array([1.0, 2.0, 3.0], np.float32)
    found = features(np.array([0.1, 0.2, 0.4], np.float32), POINTS[:3], octaves, inliers=3, detected=10)
    small, large = (found[FEATURES.index(name)] for name in ("median_of_small", "median_of_large"))
    assert small == pytest.approx(np.log(0.12))
    assert large == pytest.approx((np.log(0.22) + np.log(0.42)) / 2)


@pytest.mark.parametrize(("many", "differs"), [(4, True), (3, False)])
def test_a_part_of_four_places_counts(many: int, differs: bool) -> None:
    points = np.array([[0, 0]] * 20 + [[300, 140]] * many, np.float32)
    distances = np.where(np.arange(len(points)) < 20, 0.1, 0.6).astype(np.float32)
    found = features(distances, points, np.ones(len(points), np.float32), inliers=9, detected=10)
    assert bool(found[FEATURES.index("between_parts")] > 0.1) is differs


def test_where_a_template_s_points_begin_changes_nothing() -> None:
    distances = np.random.default_rng(4).random(120).astype(np.float32)
    near, far = (
        features(distances, POINTS + np.float32(off), OCTAVES, inliers=20, detected=600) for off in (0.0, 512.0)
    )
    assert far == pytest.approx(near)
