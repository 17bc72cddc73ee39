"""Temperature and thresholds: the limits hold on the pictures they were chosen by, whatever those are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from app.recognition.labels import ModelMetadata, NoteLabel
from app.recognition.scoring import Scorer
from convert.export.calibrate import Known, Limits, choose_thresholds, fit_temperature
from tests.app.recognition.tiny_model import VIEWS

LABELS = (
    NoteLabel.unknown(),
    *(NoteLabel("ABC", value, "current", face) for value in ("1", "5", "100") for face in ("front", "back")),
    *(NoteLabel("DEF", value, "current", "front") for value in ("2", "20")),
)
METADATA = ModelMetadata(
    version="test",
    input_size=224,
    pad_value=114,
    temperature=1.0,
    disabled_weight=0.5,
    labels=LABELS,
    views=VIEWS,
    evidence={},
    thresholds={f"{x.currency}/{x.value}": 0.8 for x in LABELS if not x.is_unknown},
)
SCORER = Scorer(METADATA)
LOWEST, HIGHEST = Limits().floor, 0.985

Logits = NDArray[np.float32]


def _noise(rng: np.random.Generator, spread: float = 2.0) -> Logits:
    return (rng.standard_normal(len(LABELS)) * spread).astype(np.float32)


def _towards(rng: np.random.Generator, index: int, strength: float, spread: float = 1.0) -> Logits:
    logits = _noise(rng, spread)
    logits[index] += np.float32(strength)
    return logits


def _photos(rng: np.random.Generator, count: int, mistaken: float, strength: float) -> list[Known]:
    """Photos of both currencies, a share of which looks like another class of any currency."""
    photos = []
    for _ in range(count):
        index = int(rng.integers(1, len(LABELS)))
        seen = int(rng.integers(1, len(LABELS))) if rng.random() < mistaken else index
        label = LABELS[index]
        photos.append(Known(_towards(rng, seen, strength), label.currency, label.value))
    return photos


def _sharpened(photos: list[Known], factor: float) -> list[Known]:
    return [replace(p, logits=(p.logits * np.float32(factor)).astype(np.float32)) for p in photos]


@given(
    st.integers(0, 10_000),
    st.floats(0, 0.5),
    st.floats(0, 8),
    st.sampled_from([0.0, 0.015, 0.05]),
)
@settings(max_examples=25)
def test_thresholds_hold_to_the_limits_on_their_own_pictures(
    seed: int, mistaken: float, strength: float, wrong: float
) -> None:
    rng = np.random.default_rng(seed)
    photos = _photos(rng, 60, mistaken, strength)
    negatives = [_towards(rng, 0, 3, 1.5) for _ in range(40)]
    others = [_noise(rng) for _ in range(40)]
    limits = Limits(wrong=wrong, negative=0.05, other=0.1)
    thresholds = choose_thresholds(photos, negatives, others, METADATA, limits)
    scorer = Scorer(replace(METADATA, thresholds=thresholds))

    def named(logits: Logits, on: tuple[str, ...]) -> str | None:
        best = scorer.score(logits, on).values[0]
        return f"{best.currency}/{best.value}" if best.score >= best.threshold else None

    # Mistakes above the highest bar there is put the limit out of reach.
    everything = scorer.currencies
    surest = [scorer.score(row, everything).values[0].score for row in (*negatives, *others)]
    for p in photos:
        for best in (scorer.score(p.logits, on).values[0] for on in ((p.currency,), everything)):
            surest.append(best.score if (best.currency, best.value) != (p.currency, p.value) else 0.0)
    out_of_reach = max(surest) >= HIGHEST
    for currency in scorer.currencies:
        mine = [p for p in photos if p.currency == currency]
        mistakes = sum(
            named(p.logits, on) not in (None, f"{p.currency}/{p.value}")
            for p in mine
            for on in ((currency,), scorer.currencies)
        )
        assert mistakes <= wrong * 2 * len(mine) or out_of_reach
    for pictures, share in ((negatives, limits.negative), (others, limits.other)):
        rows = [named(row, scorer.currencies) for row in pictures]
        assert sum(row is not None for row in rows) <= share * len(rows) or out_of_reach


@given(st.integers(0, 10_000), st.floats(0, 0.5), st.floats(0, 8))
@settings(max_examples=25)
def test_thresholds_are_in_range_and_rise_with_the_value(seed: int, mistaken: float, strength: float) -> None:
    rng = np.random.default_rng(seed)
    photos = _photos(rng, 40, mistaken, strength)
    negatives = [_noise(rng) for _ in range(40)]
    thresholds = choose_thresholds(photos, negatives, [], METADATA, Limits(negative=0.05))
    assert set(thresholds) == set(METADATA.thresholds)
    assert all(LOWEST <= t <= HIGHEST for t in thresholds.values())
    for values in (("ABC/1", "ABC/5", "ABC/100"), ("DEF/2", "DEF/20")):
        bars = [thresholds[name] for name in values]
        assert bars == sorted(bars)


def test_unknown_things_raise_the_bar_of_the_currency_that_they_are_named_in() -> None:
    rng = np.random.default_rng(1)
    right = _photos(rng, 60, 0.0, 9)
    like_abc = [_towards(rng, 3, 4.0) for _ in range(10)]
    for negatives, others in ((like_abc, []), ([], like_abc)):
        raised = choose_thresholds(right, negatives, others, METADATA, Limits())
        assert raised["ABC/1"] > 0.7
        assert raised["DEF/2"] == LOWEST


def test_a_mistake_is_silenced_where_the_smallest_step_does_it() -> None:
    rng = np.random.default_rng(1)
    right = _photos(rng, 60, 0.0, 9)
    # Of two mistakes one may stay: that of DEF needs a higher bar than that of ABC.
    negatives = [_towards(rng, 3, 3.0, 0.1), _towards(rng, 8, 6.0, 0.1)]
    thresholds = choose_thresholds(right, negatives, [], METADATA, Limits(negative=0.5))
    assert thresholds["ABC/1"] > LOWEST
    assert thresholds["DEF/2"] == LOWEST


def test_a_bar_is_raised_further_where_that_costs_no_more_than_it_silences() -> None:
    rng = np.random.default_rng(1)
    sure = [Known(_towards(rng, 1, 9, 0.1), "ABC", "1") for _ in range(20)]
    mistaken = [Known(_towards(rng, 3, 3.0, 0.1), "ABC", "1")]
    raised = choose_thresholds(sure + mistaken, [], [], METADATA, Limits(wrong=0.5))
    assert raised["ABC/1"] > LOWEST
    doubtful = [Known(_towards(rng, 1, 3.0, 0.1), "ABC", "1") for _ in range(8)]
    assert choose_thresholds(sure + mistaken + doubtful, [], [], METADATA, Limits(wrong=0.5))["ABC/1"] == LOWEST


def test_photos_without_mistakes_leave_the_lowest_bar_and_mistakes_raise_it() -> None:
    rng = np.random.default_rng(1)
    right = _photos(rng, 60, 0.0, 9)
    clean = choose_thresholds(right, [], [], METADATA, Limits())
    assert clean["ABC/1"] == clean["DEF/2"] == LOWEST
    confused = [Known(_towards(rng, 3, 4.0), "ABC", "1") for _ in range(10)]  # looks like ABC 5
    raised = choose_thresholds(right + confused, [], [], METADATA, Limits())
    assert raised["ABC/1"] > 0.7
    assert raised["DEF/2"] == LOWEST


def test_mistakes_under_hard_conditions_raise_a_bar_by_their_own_limit() -> None:
    rng = np.random.default_rng(1)
    right = _photos(rng, 60, 0.0, 9)
    shown = sum(photo.currency == "ABC" for photo in right)
    confused = [Known(_towards(rng, 3, 4.0), "ABC", "1") for _ in range(10)]  # looks like ABC 5
    hard = right + confused
    share = len(confused) / (shown + len(confused))
    raised = choose_thresholds(right, [], [], METADATA, Limits(hard_wrong=share / 2), hard)
    assert raised["ABC/1"] > 0.7
    assert raised["DEF/2"] == LOWEST
    allowed = choose_thresholds(right, [], [], METADATA, Limits(hard_wrong=share), hard)
    assert allowed["ABC/1"] == LOWEST


@given(st.integers(0, 10_000))
@settings(max_examples=8)
def test_stricter_limit_never_makes_more_mistakes(seed: int) -> None:
    photos = _photos(np.random.default_rng(seed), 120, 0.3, 4)
    mistakes = []
    for wrong in (0.2, 0.05, 0.0):
        thresholds = choose_thresholds(photos, [], [], METADATA, Limits(wrong=wrong))
        scorer = Scorer(replace(METADATA, thresholds=thresholds))
        best = [(p, scorer.score(p.logits, on).values[0]) for p in photos for on in ([p.currency], scorer.currencies)]
        mistakes.append(sum(b.score >= b.threshold and (b.currency, b.value) != (p.currency, p.value) for p, b in best))
    assert mistakes == sorted(mistakes, reverse=True)


def test_a_mistake_that_no_bar_can_silence_raises_none() -> None:
    rng = np.random.default_rng(1)
    right = _photos(rng, 60, 0.0, 9)
    hopeless = [Known(_towards(rng, 3, 40.0), "ABC", "1") for _ in range(10)]
    assert choose_thresholds(right + hopeless, [], [], METADATA, Limits())["ABC/1"] == LOWEST


def test_currency_without_photos_gets_a_careful_bar() -> None:
    rng = np.random.default_rng(3)
    photos = [p for p in _photos(rng, 60, 0.0, 9) if p.currency == "ABC"]
    thresholds = choose_thresholds(photos, [], [], METADATA, Limits())
    assert thresholds["DEF/2"] >= 0.8
    assert thresholds["ABC/1"] == LOWEST


@pytest.mark.parametrize("factor", [0.5, 2.0])
def test_temperature_undoes_logits_that_are_too_sure_or_too_shy(factor: float) -> None:
    rng = np.random.default_rng(4)
    # Logits drawn so that the softmax is right as often as it says: the truth is drawn from the softmax itself.
    photos = []
    for _ in range(300):
        logits = _noise(rng)
        p = np.exp(logits.astype(np.float64))
        label = LABELS[int(rng.choice(len(LABELS), p=p / p.sum()))]
        if not label.is_unknown:
            photos.append(Known(logits, label.currency, label.value))
    plain = fit_temperature(photos, METADATA)
    assert plain == pytest.approx(1.0, rel=0.25)
    assert fit_temperature(_sharpened(photos, factor), METADATA) == pytest.approx(plain * factor, rel=0.15)


def test_temperature_without_photos_is_usable() -> None:
    assert fit_temperature([], METADATA) == 0.4, "of temperatures that do as well, the lowest"
