"""From logits to value scores: what always holds, whatever the logits and whichever currencies are on."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from app.recognition.labels import ModelMetadata, NoteLabel
from app.recognition.scoring import Scorer, Scores
from tests.app.recognition.tiny_model import VIEWS

LABELS = (
    NoteLabel.unknown(),
    NoteLabel("EUR", "5", "current", "front"),
    NoteLabel("EUR", "5", "current", "back"),
    NoteLabel("EUR", "5", "old", "front"),
    NoteLabel("EUR", "10", "current", "front"),
    NoteLabel("EUR", "10", "current", "back"),
    NoteLabel("USD", "1", "current", "front"),
    NoteLabel("USD", "1", "current", "back"),
    NoteLabel("USD", "20", "current", "front"),
    NoteLabel("INR", "100", "current", "back"),
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
    thresholds={"EUR/5": 0.5, "EUR/10": 0.6, "USD/1": 0.7, "USD/20": 0.8, "INR/100": 0.9},
)
CURRENCIES = ("EUR", "INR", "USD")

Logits = NDArray[np.float32]
LOGITS = st.lists(st.floats(-60, 60, width=32), min_size=len(LABELS), max_size=len(LABELS)).map(
    lambda row: np.array(row, np.float32)
)
ON = st.sets(st.sampled_from(CURRENCIES), min_size=1)
METADATAS = st.builds(
    lambda temperature, weight: replace(METADATA, temperature=temperature, disabled_weight=weight),
    st.floats(0.2, 5),
    st.one_of(st.just(0.0), st.just(1.0), st.floats(0, 1)),
)


def _logits(**probabilities: float) -> Logits:
    """Logits of given probabilities by "EUR_5_current_front"; the rest is shared by the others."""
    p = np.full(len(LABELS), 1e-12)
    for name, share in probabilities.items():
        text = name.replace("_", "/")
        p[next(i for i, label in enumerate(LABELS) if label.text == text)] = share
    return np.log(p).astype(np.float32)


def _by_value(scores: Scores) -> dict[str, float]:
    return {f"{v.currency}/{v.value}": v.score for v in scores.values}


@given(METADATAS, LOGITS, ON)
def test_scores_and_unknown_sum_to_one_best_first_within_range(
    metadata: ModelMetadata, logits: Logits, on: set[str]
) -> None:
    scores = Scorer(metadata).score(logits, on)
    assert sum(v.score for v in scores.values) + scores.unknown == pytest.approx(1)
    assert all(0 <= v.score <= 1 for v in scores.values)
    assert 0 <= scores.unknown <= 1
    assert all(a.score >= b.score for a, b in pairwise(scores.values))


@given(METADATAS, LOGITS, ON)
def test_exactly_the_values_of_currencies_that_are_on_are_listed(
    metadata: ModelMetadata, logits: Logits, on: set[str]
) -> None:
    listed = [(v.currency, v.value) for v in Scorer(metadata).score(logits, on).values]
    assert len(listed) == len(set(listed))
    assert set(listed) == {(x.currency, x.value) for x in LABELS if x.currency in on}


@given(LOGITS, ON, st.integers(1, len(LABELS) - 1), st.floats(0.1, 10))
def test_more_evidence_for_a_class_never_lowers_its_value_nor_raises_another(
    logits: Logits, on: set[str], raised: int, amount: float
) -> None:
    label = LABELS[raised]
    more = logits.copy()
    more[raised] += np.float32(amount)
    before, after = (_by_value(Scorer(METADATA).score(row, on)) for row in (logits, more))
    for name, score in after.items():
        if name == f"{label.currency}/{label.value}":
            assert score >= before[name] - 1e-9
        else:
            assert score <= before[name] + 1e-9


@given(LOGITS, ON, st.permutations(range(len(LABELS))))
def test_order_of_the_classes_does_not_matter(logits: Logits, on: set[str], order: list[int]) -> None:
    shuffled = Scorer(replace(METADATA, labels=tuple(LABELS[i] for i in order)))
    expected = _by_value(Scorer(METADATA).score(logits, on))
    assert _by_value(shuffled.score(logits[order], on)) == pytest.approx(expected)


@given(LOGITS, ON, st.floats(-50, 50, width=32))
def test_a_number_added_to_all_logits_changes_nothing(logits: Logits, on: set[str], shift: float) -> None:
    moved = Scorer(METADATA).score(logits + np.float32(shift), on)
    assert _by_value(moved) == pytest.approx(_by_value(Scorer(METADATA).score(logits, on)), abs=1e-4)


@given(LOGITS, st.sampled_from(CURRENCIES))
def test_switching_other_currencies_off_never_lowers_a_score(logits: Logits, currency: str) -> None:
    scorer = Scorer(METADATA)
    everything, alone = (_by_value(scorer.score(logits, on)) for on in (CURRENCIES, [currency]))
    assert all(score >= everything[name] - 1e-9 for name, score in alone.items())


def test_faces_and_series_are_summed_and_the_stronger_face_is_named() -> None:
    logits = _logits(EUR_5_current_front=0.2, EUR_5_old_front=0.2, EUR_5_current_back=0.3, EUR_10_current_front=0.3)
    best = Scorer(METADATA).score(logits, CURRENCIES).values[0]
    assert (best.currency, best.value, best.face, best.threshold) == ("EUR", "5", "front", 0.5)
    assert best.score == pytest.approx(0.7, abs=1e-6)


def test_sure_note_of_a_currency_that_is_off_is_unknown_and_not_squeezed_into_another() -> None:
    scores = Scorer(METADATA).score(_logits(USD_20_current_front=0.97, EUR_5_current_front=0.03), ["EUR"])
    assert scores.values[0].score == pytest.approx(0.03 / (0.03 + 0.97 / 2), abs=1e-6)
    assert scores.unknown > 0.9


def test_doubt_between_two_currencies_is_settled_by_the_choice() -> None:
    logits = _logits(USD_20_current_front=0.5, EUR_5_current_front=0.5)
    assert Scorer(METADATA).score(logits, CURRENCIES).values[0].score == pytest.approx(0.5, abs=1e-6)
    assert Scorer(METADATA).score(logits, ["EUR"]).values[0].score == pytest.approx(0.5 / 0.75, abs=1e-6)


def test_nothing_is_known_when_all_probability_is_off_and_left_out() -> None:
    logits = np.zeros(len(LABELS), np.float32)
    logits[8] = 80  # USD 20
    scores = Scorer(replace(METADATA, disabled_weight=0.0)).score(logits, ["EUR"])
    assert scores.unknown == pytest.approx(1)
    assert scores.values[0].score < 1e-6


@given(LOGITS)
def test_temperature_above_one_makes_the_best_value_less_sure(logits: Logits) -> None:
    # With one class a value, since sums over classes may grow as the distribution gets flatter.
    single = (LABELS[0], LABELS[4], LABELS[8])
    plain = replace(METADATA, labels=single)
    row = logits[:3]
    sharp = Scorer(plain).score(row, CURRENCIES)
    soft = Scorer(replace(plain, temperature=3.0)).score(row, CURRENCIES)
    assert max(soft.values[0].score, soft.unknown) <= max(sharp.values[0].score, sharp.unknown) + 1e-9


def test_currencies_the_model_does_not_know_are_ignored_but_one_must_be_known() -> None:
    scorer = Scorer(METADATA)
    logits = np.zeros(len(LABELS), np.float32)
    assert {v.currency for v in scorer.score(logits, ["EUR", "CHF"]).values} == {"EUR"}
    for none_known in ([], ["CHF"]):
        with pytest.raises(ValueError, match="EUR, INR, USD"):
            scorer.score(logits, none_known)


def test_logits_are_not_changed() -> None:
    logits = np.arange(len(LABELS), dtype=np.float32)
    Scorer(METADATA).score(logits, CURRENCIES)
    assert (logits == np.arange(len(LABELS))).all()
