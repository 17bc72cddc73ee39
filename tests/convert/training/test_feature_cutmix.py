"""Parts of notes hidden in features: as much as was asked for, over the note, and only by what is no note."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convert.training.feature_cutmix import LEAST, MOST, cut_cells, feature_cutmix
from tests.convert.keras_weights import torch_and_keras

NOWHERE = np.full(4, np.nan, np.float32)


@given(
    st.integers(0, 2**31),
    st.tuples(st.floats(0, 0.5), st.floats(0, 0.5), st.floats(0.3, 0.5), st.floats(0.3, 0.5)),
    st.floats(LEAST, MOST),
)
def test_about_the_share_asked_for_of_the_note_is_hidden(
    seed: int, place: tuple[float, float, float, float], share: float
) -> None:
    left, top, width, height = place
    box = np.array([left, top, left + width, top + height], np.float32)
    hidden = cut_cells(np.random.default_rng(seed), box, 56, 56, share)
    centres = (np.arange(56) + 0.5) / 56
    inside = np.logical_and.outer((centres > box[1]) & (centres < box[3]), (centres > box[0]) & (centres < box[2]))
    assert hidden[inside].mean() == pytest.approx(share, abs=0.08)


def test_without_a_place_the_middle_is_hidden_in_part_and_nothing_where_the_note_is_too_small() -> None:
    rng = np.random.default_rng(1)
    hidden = cut_cells(rng, NOWHERE, 28, 28, 0.3)
    assert 0.2 < hidden[7:21, 7:21].mean() < 0.4
    assert not cut_cells(rng, np.array([0.5, 0.5, 0.501, 0.501], np.float32), 28, 28, 0.3).any()


def test_things_come_from_every_side() -> None:
    rng = np.random.default_rng(1)
    seen = np.mean([cut_cells(rng, NOWHERE, 28, 28, 0.4) for _ in range(400)], axis=0)
    corners = seen[[7, 7, 20, 20], [7, 20, 7, 20]]
    assert corners == pytest.approx(np.full(4, corners.mean()), rel=0.2)


def _batch(torch: Any) -> tuple[Any, Any, Any]:
    """Features of which each picture's are its number; the first two show no note."""
    n = 8
    features = torch.arange(n).float()[:, None, None, None].expand(n, 14, 14, 3).clone()
    targets = torch.zeros(n, 4, dtype=torch.bool)
    targets[:2, 0] = True
    targets[2:, 2] = True
    boxes = torch.full((n, 4), float("nan"))
    boxes[3] = torch.tensor([0.1, 0.1, 0.9, 0.9])
    return features, targets, boxes


def test_notes_are_hidden_by_pictures_without_one_and_these_stay_as_they_are() -> None:
    torch, _ = torch_and_keras()
    features, targets, boxes = _batch(torch)
    out = feature_cutmix(np.random.default_rng(1), features, targets, boxes, 1.0)
    assert torch.equal(out[:2], features[:2])
    for row in range(2, 8):
        numbers = set(out[row].flatten().tolist())
        assert row in numbers
        assert numbers - {row} in ({0.0}, {1.0})
        assert 0.05 < (out[row] != row).float().mean() < 0.7


def test_nothing_is_hidden_without_chance_or_without_a_picture_that_shows_no_note() -> None:
    torch, _ = torch_and_keras()
    features, targets, boxes = _batch(torch)
    assert torch.equal(feature_cutmix(np.random.default_rng(1), features, targets, boxes, 0.0), features)
    assert torch.equal(
        feature_cutmix(np.random.default_rng(1), features[2:], targets[2:], boxes[2:], 1.0), features[2:]
    )


def test_pictures_are_cut_in_coarse_cells_of_the_same_shape() -> None:
    torch, _ = torch_and_keras()
    _, targets, boxes = _batch(torch)
    pictures = torch.arange(8).float()[:, None, None, None].expand(8, 224, 224, 3).clone()
    out = feature_cutmix(np.random.default_rng(1), pictures, targets, boxes, 1.0)
    assert out.shape == pictures.shape
    for row in range(2, 8):
        hidden = (out[row, :, :, 0] != row).reshape(28, 8, 28, 8).float().mean((1, 3))
        assert set(hidden.flatten().tolist()) == {0.0, 1.0}


# How many cells are hidden of 14 by 20, and where their middle is, for one seed after another.
HIDDEN = [
    (36, 4.8, 6.1),
    (100, 6.3, 3.1),
    (38, 9.9, 8.2),
    (36, 8.4, 11.9),
    (130, 5.5, 14.6),
    (128, 2.9, 10.9),
    (36, 6.5, 4.6),
    (108, 3.6, 5.4),
]


@pytest.mark.parametrize("seed", range(len(HIDDEN)))
def test_the_same_cells_are_hidden_as_when_the_shipped_model_was_trained(seed: int) -> None:
    box = np.array([0.2, 0.3, 0.7, 0.8], np.float32)
    hidden = cut_cells(np.random.default_rng(seed), box, 14, 20, 0.3)
    rows, columns = np.nonzero(hidden)
    assert (len(rows), rows.mean(), columns.mean()) == pytest.approx(HIDDEN[seed], abs=0.06)
