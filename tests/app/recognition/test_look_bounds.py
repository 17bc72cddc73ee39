"""Where a look lies in its frame, and what logits come to, number by number."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.recognition.keypoints import Keypoints
from app.recognition.look import LOOKS, Look, look_at
from app.recognition.observation import Box
from app.recognition.scoring import Scorer, probabilities
from tests.app.recognition.test_scoring import METADATA

PICTURE = np.random.default_rng(1).integers(0, 255, (200, 400, 3), dtype=np.uint8)


def _corners(look: Look) -> list[tuple[float, float]]:
    height, width = look.grey.shape
    at = np.array([[0, 0, 1], [width, 0, 1], [width, height, 1], [0, height, 1]], np.float64) @ look.to_frame.T
    return [(float(x), float(y)) for x, y, _ in at]


@pytest.mark.parametrize(
    ("box", "which", "sides"),
    [
        (None, 0, (0, 0, 1, 1)),
        (Box(0.25, 0.25, 0.75, 0.75), 0, (0.2, 0.2, 0.8, 0.8)),
        (Box(0.25, 0.25, 0.75, 0.75), 1, (0.1, 0.1, 0.9, 0.9)),
        (Box(0.0, 0.5, 0.5, 1.0), 0, (0, 0.45, 0.55, 1)),
    ],
)
def test_a_look_knows_where_it_lies_in_the_frame(
    box: Box | None, which: int, sides: tuple[float, float, float, float]
) -> None:
    look = look_at(PICTURE, box, LOOKS[which], lambda descriptors: descriptors)
    left, top, right, bottom = sides
    expected = [(left, top), (right, top), (right, bottom), (left, bottom)]
    assert np.array(_corners(look)) == pytest.approx(np.array(expected), abs=0.006)
    assert len(LOOKS) == 2


def test_the_first_look_has_more_pixels_than_the_second() -> None:
    first, second = (look_at(PICTURE, None, how, lambda descriptors: descriptors).grey for how in LOOKS)
    assert first.size == pytest.approx(80_000, rel=0.02)
    assert second.size == pytest.approx(50_000, rel=0.02)


def test_a_mirrored_look_shows_the_frame_from_right_to_left() -> None:
    look = Look.of(np.arange(60, dtype=np.uint8).reshape(6, 10), lambda descriptors: descriptors, Keypoints.none())
    mirrored = look.mirrored()
    assert (mirrored.grey == look.grey[:, ::-1]).all()
    assert (mirrored.to_frame @ [0, 3, 1]).tolist() == [9, 3, 1]
    assert (mirrored.to_frame @ [9, 3, 1]).tolist() == [0, 3, 1]


def test_a_softmax_with_a_temperature() -> None:
    found = probabilities(np.array([0.0, np.log(4.0), 0.0], np.float32), 2.0)
    assert found == pytest.approx(np.array([0.25, 0.5, 0.25]))
    assert probabilities(np.array([1e4, -1e4], np.float32), 1.0).tolist() == [1.0, 0.0]


def _logits(*p: float) -> np.ndarray:
    return np.log(np.array(p)).astype(np.float32)


# Of unknown, four of EUR 5, two of EUR 10 and so on; they sum to 1.
P = _logits(0.2, 0.12, 0.13, 0.05, 0.1, 0.02, 0.08, 0.1, 0.16, 0.04)


def test_a_value_s_score_is_the_sum_of_its_classes() -> None:
    scores = Scorer(METADATA).score(P, ["EUR", "USD", "INR"])
    assert [(s.currency, s.value, s.face, round(s.score, 4), s.threshold) for s in scores.values] == [
        ("EUR", "5", "front", 0.3, 0.5),
        ("USD", "1", "back", 0.18, 0.7),
        ("USD", "20", "front", 0.16, 0.8),
        ("EUR", "10", "front", 0.12, 0.6),
        ("INR", "100", "back", 0.04, 0.9),
    ]
    assert scores.unknown == pytest.approx(0.2)


def test_half_of_what_currencies_that_are_off_have_counts_as_unknown() -> None:
    scores = Scorer(METADATA).score(P, ["EUR"])
    # 0.42 of EUR; 0.2 unknown and half of 0.38.
    whole = 0.42 + 0.2 + 0.19
    assert [round(s.score, 5) for s in scores.values] == [round(0.3 / whole, 5), round(0.12 / whole, 5)]
    assert scores.unknown == pytest.approx(0.39 / whole)
    none = Scorer(replace(METADATA, disabled_weight=0.0)).score(P, ["EUR"])
    assert none.unknown == pytest.approx(0.2 / 0.62)


def test_where_nothing_is_left_all_is_unknown() -> None:
    nothing = np.full(10, -60.0, np.float32)
    nothing[8] = 0.0
    scores = Scorer(replace(METADATA, disabled_weight=0.0)).score(nothing, ["EUR"])
    assert scores.unknown == pytest.approx(1.0)
    assert max(s.score for s in scores.values) < 1e-6


@pytest.mark.parametrize("currencies", [[], ["GBP"]])
def test_without_a_currency_that_is_known_nothing_can_be_said(currencies: list[str]) -> None:
    with pytest.raises(ValueError, match="it knows EUR, INR, USD"):
        Scorer(METADATA).score(P, currencies)


def test_pixels_come_to_the_network_between_minus_one_and_one() -> None:
    scale, shift = METADATA.normalisation
    assert (0 * scale + shift, 255 * scale + shift) == (-1.0, 1.0)
