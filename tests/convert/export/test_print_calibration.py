"""When print counts as seen: fitted on photos whose value is known, each validated by weights fitted without it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from app.recognition.agreement import FEATURES, AgreementWeights, probability
from app.recognition.labels import read_metadata, strip_metadata, write_metadata
from app.recognition.model import Model
from convert.__main__ import main
from convert.data.dataset import DataError
from convert.export import print_calibration
from convert.export.print_calibration import (
    CrossValidated,
    best,
    calibrate,
    cross_validate,
    fit,
    offset,
    table,
    threshold,
)
from convert.export.print_comparisons import Candidate, Looked

VALUES = ("ABC/5", "ABC/10")


def _photo(index: int, rng: np.random.Generator, shared: float = 0.0) -> Looked:
    """A photo whose own print has high features, and another's low ones, or `shared` higher."""
    truth, other = VALUES if index % 2 else VALUES[::-1]
    own = Candidate(truth, rng.normal(2, 1, len(FEATURES)))
    wrong = Candidate(other, rng.normal(-2 + shared, 1, len(FEATURES)))
    return Looked(truth, f"{index}.jpg", (own, wrong), (wrong,))


def _photos(count: int = 300) -> list[Looked]:
    rng = np.random.default_rng(3)
    return [_photo(index, rng) for index in range(count)]


def test_weights_tell_a_photo_s_own_print_from_another_s() -> None:
    weights = fit(_photos())
    rng = np.random.default_rng(4)
    for index in range(40):
        photo = _photo(index, rng)
        found = best(photo.known, weights)
        assert found is not None
        assert found[0] == photo.truth
        assert found[1] > 0 > weights.logit(photo.left_out[0].features)


def test_without_photos_of_both_kinds_nothing_is_fitted() -> None:
    alone = [Looked(each.truth, each.name, each.known[:1], ()) for each in _photos(20)]
    with pytest.raises(DataError, match="cannot be fitted"):
        fit(alone)


def test_two_values_that_agree_alike_are_neither() -> None:
    weights = AgreementWeights((1.0, *[0.0] * (len(FEATURES) - 1)), 0.0, 0.9, 0.5, 2.0, 20)
    high, near, low = (Candidate(name, np.full(len(FEATURES), v)) for name, v in (("a", 3.0), ("b", 2.5), ("c", 0.0)))
    assert best([high, near], weights) is None
    assert best([high, low], weights) == ("a", 3.0)
    assert best([high, Candidate("a", near.features)], weights) == ("a", 3.0)
    assert best([], weights) is None


def test_each_photo_is_validated_by_weights_that_never_saw_it() -> None:
    rng = np.random.default_rng(5)

    def noise_of(value: str) -> Candidate:
        return Candidate(value, rng.normal(0, 1, len(FEATURES)))

    # Features that mean nothing: only a judge that had seen the photo could tell.
    noise = [
        Looked(
            each.truth,
            each.name,
            (
                Candidate(each.truth, rng.normal(0, 1, len(FEATURES))),
                Candidate("ABC/1", rng.normal(0, 1, len(FEATURES))),
            ),
            (),
        )
        for each in _photos(60)
    ]
    validated = cross_validate(noise)
    assert np.isfinite(validated.own).mean() < 0.75
    assert {each.fold for each in noise} == set(range(5))


def test_a_threshold_lets_no_more_through_than_it_may() -> None:
    logits = np.array([3.0, 2.0, 1.0, 0.0, *[-np.inf] * 96])
    for fraction, passed in ((0.0, 0), (0.01, 1), (0.02, 2)):
        t = threshold(logits, fraction)
        assert sum(probability(float(x)) >= t for x in logits) == passed


def test_thresholds_hold_to_their_fractions_on_photos_of_values_left_out() -> None:
    rng = np.random.default_rng(6)
    looked = [_photo(index, rng, shared=3.0 if index % 25 == 0 else 0.0) for index in range(500)]
    weights, validated = calibrate(looked)
    out = np.array([probability(float(x)) for x in validated.left_out])
    assert 0.3 <= weights.weak <= weights.clear < 1
    assert (out >= weights.clear).mean() <= 0.004
    assert (out >= weights.weak).mean() <= 0.04
    assert (np.array([probability(float(x)) for x in validated.own]) >= weights.clear).mean() > 0.9


def _alike(value: str, features: float) -> Candidate:
    return Candidate(value, np.full(len(FEATURES), features))


def test_what_other_values_reach_is_taken_off_save_what_the_one_left_out_did() -> None:
    weights = AgreementWeights((1.0, *[0.0] * (len(FEATURES) - 1)), 0.0, 0.9, 0.5, 2.0, 20)
    rivals = [_alike("ABC/10", 1.0), _alike("ABC/20", 3.0)]
    assert offset([], weights) == 0
    assert offset([_alike("ABC/10", -5.0)], weights) == 0
    assert offset(rivals, weights) == pytest.approx(5.0)
    assert offset(rivals, weights, without="ABC/20") == pytest.approx(3.0)
    candidate = Candidate("ABC/5", np.full(len(FEATURES), 4.0), rivals)
    for without, logit in ((None, -1.0), ("ABC/20", 1.0)):
        found = best([candidate], weights, without)
        assert found is not None
        assert found == ("ABC/5", found[1])
        assert found[1] == pytest.approx(logit)


def test_step_says_what_is_missing(shipped: Model, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plain = tmp_path / "plain.tflite"
    content = shipped.path.read_bytes()
    plain.write_bytes(write_metadata(strip_metadata(content), read_metadata(shipped.path)))
    for model, needed in ((plain, "no templates"), (shipped.path, "No photos")):
        assert main(["calibrate-print", "--data", str(tmp_path), "--model", str(model)]) == 1
        assert needed in capsys.readouterr().err


def test_the_table_counts_what_is_just_clear_and_just_weak_by_currency() -> None:
    weights = AgreementWeights((0.0,) * len(FEATURES), 0.0, 0.8, 0.5, 2.0, 20)
    clear, weak = np.log(0.8 / (1 - 0.8)), 0.0
    looked: list[Any] = [SimpleNamespace(truth=truth) for truth in ("EUR/5", "USD/5", "USD/20", "USD/1")]
    validated = CrossValidated(
        own=np.array([clear, clear - 0.01, weak, weak - 0.01]),
        other=np.array([clear, clear - 0.01, -np.inf, clear]),
        left_out=np.array([clear, weak, weak - 0.01, clear - 0.01]),
    )
    lines = table(looked, validated, weights).splitlines()
    assert lines[0].startswith("clear from 0.800, weak from 0.500 ")
    assert [line.split() for line in lines[2:]] == [
        ["EUR", "1", "100.0%", "100.0%", "1", "1", "1"],
        ["USD", "3", "0.0%", "66.7%", "1", "0", "2"],
        ["together", "4", "25.0%", "75.0%", "2", "1", "3"],
    ]


def test_what_is_seen_of_the_own_value_of_others_and_without_it_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(print_calibration, "fit", lambda looked: "weights")
    monkeypatch.setattr(print_calibration, "best", lambda found, weights, without=None: found[0] if found else None)

    def photo(known: list[tuple[str, float]], left_out: list[tuple[str, float]]) -> Any:
        return SimpleNamespace(truth="A", fold=0, known=known, left_out=left_out)

    found = cross_validate(
        [
            photo([("A", 1.0)], [("B", 2.0)]),
            photo([("B", 3.0)], [("A", 4.0)]),
            photo([], []),
        ]
    )
    assert found.own.tolist() == [1.0, -np.inf, -np.inf]
    assert found.other.tolist() == [-np.inf, 3.0, -np.inf]
    assert found.left_out.tolist() == [2.0, -np.inf, -np.inf]
