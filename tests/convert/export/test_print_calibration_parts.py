"""The calibration's arithmetic: the fit's optimum, thresholds at their numbers, the table, and what is written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.recognition.agreement import FEATURES, AgreementWeights, probability
from app.recognition.model import Model
from convert.data.dataset import DataError
from convert.export import print_calibration
from convert.export.print_calibration import (
    STEP,
    CrossValidated,
    Options,
    Result,
    best,
    calibrate,
    fit,
    offset,
    run,
    table,
    threshold,
    untrained,
)
from convert.export.print_comparisons import Candidate, Looked
from tests.convert.export.test_print_calibration import _alike, _photo

MANY = len(FEATURES)


def _looked(many: int = 120, seed: int = 7) -> list[Looked]:
    """Photos whose own print and another's lie near each other."""
    rng = np.random.default_rng(seed)
    return [_photo(index, rng, shared=3.4) for index in range(many)]


def test_the_fit_is_where_its_penalised_likelihood_is_least() -> None:
    looked = _looked()
    weights = fit(looked)
    rows = [(c.features, c.value == each.truth) for each in looked for c in (*each.known, *each.left_out)]
    x, y = np.array([row for row, _ in rows]), np.array([is_own for _, is_own in rows], float)
    mean, scale = x.mean(0), x.std(0) + 1e-6

    def loss(of: np.ndarray[Any, Any], bias: float) -> float:
        """Of weights of the features as they are: the ridge is on those of standardised ones, and on their bias."""
        logits = np.clip(x @ of + bias, -30, 30)
        standard = np.append(of * scale, bias + mean @ of)
        return float(np.logaddexp(0, logits).sum() - (y * logits).sum() + 0.5 * (standard**2).sum())

    found, bias = np.array(weights.weights), weights.bias
    least = loss(found, bias)
    for number in range(MANY):
        for step in (-0.01, 0.01):
            moved = found.copy()
            moved[number] += step / scale[number]
            # So that only one standardised weight moves.
            assert loss(moved, bias - step / scale[number] * mean[number]) > least
    for step in (-0.01, 0.01):
        assert loss(found, bias + step) > least
    assert (weights.clear, weights.weak, weights.lead, weights.least_keypoints) == (1.0, 1.0, 2.0, 20)


def test_weights_that_were_not_trained_find_nothing_clear() -> None:
    weights = untrained()
    assert weights.logit(np.ones(MANY)) == 0.0
    assert (weights.clear, weights.weak) == (1.0, 1.0)


FIRST = AgreementWeights((1.0, *[0.0] * (MANY - 1)), 0.0, 0.9, 0.5, 2.0, 20)


@pytest.mark.parametrize(
    ("reached", "off"), [(-3.0, 0.0), (-2.0, 0.0), (-1.5, 0.5), (6.5, 8.5), (7.0, 9.0), (30.0, 9.0)]
)
def test_what_is_taken_off_begins_at_minus_two_and_ends_at_nine(reached: float, off: float) -> None:
    assert offset([_alike("ABC/10", reached)], FIRST) == pytest.approx(off)


def test_a_threshold_lies_just_above_the_first_that_may_not_reach_it() -> None:
    logits = np.linspace(-3, 3.1, 101)
    for fraction, allowed in ((0.0, 0), (0.009, 0), (0.05, 5), (0.5, 50)):
        found = threshold(logits, fraction)
        reached = probability(float(logits[::-1][allowed]))
        assert reached < found <= reached + 0.0011
        assert found == round(found, 3)
    assert threshold(np.array([40.0]), 0.0) == 0.999
    assert threshold(np.full(4, -np.inf), 0.0) == pytest.approx(0.001, abs=1e-3)


@pytest.mark.parametrize(
    ("clear", "weak", "found"),
    [(0.9, 0.6, (0.9, 0.6)), (0.4, 0.2, (0.5, 0.3)), (0.9, 0.2, (0.9, 0.3)), (0.6, 0.8, (0.6, 0.6))],
)
def test_thresholds_have_a_least_and_weak_print_is_no_more_than_clear(
    clear: float, weak: float, found: tuple[float, float], monkeypatch: pytest.MonkeyPatch
) -> None:
    left_out = np.array([1.0])
    monkeypatch.setattr(
        print_calibration, "cross_validate", lambda looked: CrossValidated(left_out, left_out, left_out)
    )
    monkeypatch.setattr(print_calibration, "threshold", lambda logits, fraction: clear if fraction == 0.004 else weak)
    weights, validated = calibrate(_looked(20))
    assert (weights.clear, weights.weak) == found
    assert validated.left_out is left_out


def _logit(agreement: float) -> float:
    return float(np.log(agreement / (1 - agreement)))


def test_the_table_counts_each_currency_and_all_together() -> None:
    looked = [Looked(truth, "a.jpg", (), ()) for truth in ("ABC/5", "ABC/10", "XYZ/5", "XYZ/5")]
    nothing = -np.inf
    validated = CrossValidated(
        own=np.array([_logit(0.9), _logit(0.6), _logit(0.4), nothing]),
        other=np.array([nothing, nothing, _logit(0.95), _logit(0.7)]),
        left_out=np.array([_logit(0.95), _logit(0.6), nothing, _logit(0.85)]),
    )
    told = table(looked, validated, replace(FIRST, clear=0.8, weak=0.5)).splitlines()
    assert told[0].startswith("clear from 0.800, weak from 0.500")
    assert [line.split() for line in told[2:]] == [
        ["ABC", "2", "50.0%", "100.0%", "0", "1", "2"],
        ["XYZ", "2", "0.0%", "0.0%", "1", "1", "1"],
        ["together", "4", "25.0%", "50.0%", "1", "2", "3"],
    ]
    result = Result(looked, replace(FIRST, clear=0.8, weak=0.5), validated, None)
    assert STEP.report(result).splitlines() == told
    assert STEP.report(replace(result, out=Path("a"))).splitlines() == [*told, "a: written"]


def test_what_is_found_is_written_beside_the_templates_and_what_others_reach_is_taken_off_them(
    shipped: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shipped.templates is not None
    value = next(iter(shipped.templates.values))
    many = sum(known.value == value for known in shipped.templates.known({value[:3]}))
    looked = _looked()
    asked: list[dict[str, Any]] = []
    rival = Candidate("ABC/10", np.full(MANY, 0.5))

    def comparisons(pictures: Any, model: Path, weights: AgreementWeights, **more: Any) -> Any:
        assert weights == untrained()
        asked.append({"pictures": pictures, "model": model, **more})
        return looked, {value: [[rival]] * many}

    monkeypatch.setattr(print_calibration, "comparisons", comparisons)
    monkeypatch.setattr(print_calibration, "training_pictures", lambda *_: "the pictures")
    plain = run(Options(tmp_path, model=shipped.path))
    assert plain.out is None
    to = tmp_path / "out.tflite"
    result = run(Options(tmp_path, model=shipped.path, out=to, each=3, jobs=1, seed=9))
    assert asked[1] == {"pictures": "the pictures", "model": shipped.path, "each": 3, "jobs": 1, "seed": 9}
    written = Model(to, threads=1)
    assert written.metadata.print_check == result.weights
    assert written.templates is not None
    expected = offset([rival], result.weights)
    offsets = {known.value: known.offset for known in written.templates.known({value[:3]})}
    assert offsets[value] == pytest.approx(expected, abs=0.01)
    assert written.metadata.thresholds == shipped.metadata.thresholds


@pytest.mark.parametrize("name", ["each", "jobs"])
def test_a_count_below_one_is_refused(name: str) -> None:
    one: dict[str, Any] = {name: 1}
    Options(Path(), **one)
    zero: dict[str, Any] = {name: 0}
    with pytest.raises(DataError, match=f"--{name}"):
        Options(Path(), **zero)


@pytest.mark.parametrize(("lead", "is_found"), [(1.0, True), (1.0625, False)])
def test_another_value_may_agree_as_much_less_as_the_lead(lead: float, is_found: bool) -> None:
    weights = replace(FIRST, lead=float(np.exp(lead)))
    assert np.log(weights.lead) == lead
    first, second = np.zeros(MANY), np.zeros(MANY)
    first[0], second[0] = 3.0, 2.0
    found = best([Candidate("USD/5", first), Candidate("USD/20", second)], weights)
    assert found == (("USD/5", 3.0) if is_found else None)
