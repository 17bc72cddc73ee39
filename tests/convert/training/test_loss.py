"""What training makes small, against the same sums in NumPy. Runs where the training packages are installed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from convert.training.loss import LABEL_SMOOTHING, answer_loss, with_box
from tests.convert.keras_weights import torch_and_keras

torch, _ = torch_and_keras()

LOGITS = np.array([[2.0, -1.0, 0.5], [0.0, 3.0, 1.0]], np.float64)
SURE = np.array([[True, False, False], [False, True, False]])
NAN = float("nan")


def _answer(targets: NDArray[np.bool_], logits: NDArray[np.float64] = LOGITS) -> float:
    return float(answer_loss(torch.tensor(logits), torch.tensor(targets)))


def _log_softmax(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    found: NDArray[np.float64] = logits - np.log(np.exp(logits).sum(1, keepdims=True))
    return found


def _with_box(where: list[list[float]], boxes: list[list[float]], has_note: list[float]) -> float:
    tensors = [torch.tensor(each, dtype=torch.float64) for each in (where, boxes, has_note)]
    return float(with_box(torch.tensor(10.0, dtype=torch.float64), *tensors))


def test_the_answer_s_loss_is_smoothed_cross_entropy() -> None:
    log_p = _log_softmax(LOGITS)
    plain = -(log_p[0, 0] + log_p[1, 1]) / 2
    assert LABEL_SMOOTHING == 0.05
    assert _answer(SURE) == pytest.approx(0.95 * plain - 0.05 * log_p.mean())
    expected = torch.nn.functional.cross_entropy(torch.tensor(LOGITS), torch.tensor([0, 1]), label_smoothing=0.05)
    assert _answer(SURE) == pytest.approx(float(expected))


def test_either_face_is_right_where_nobody_knows_which() -> None:
    log_p = _log_softmax(LOGITS)
    either = np.array([[True, True, False], [False, True, True]])
    nll = -np.log([np.exp(log_p[0, :2]).sum(), np.exp(log_p[1, 1:]).sum()])
    assert _answer(either) == pytest.approx(0.95 * nll.mean() - 0.05 * log_p.mean())
    assert _answer(either) < _answer(SURE)


def test_a_right_answer_costs_less_than_a_wrong_one() -> None:
    confident = np.array([[5.0, 0.0, 0.0]])
    losses = [_answer(np.eye(3, dtype=bool)[[target]], confident) for target in range(3)]
    assert losses[0] < losses[1]
    assert losses[1] == pytest.approx(losses[2])


def test_what_is_known_of_presence_is_learned() -> None:
    nowhere = [[NAN] * 4] * 3
    where = [[0.5, 0, 0, 0, 0], [-2.0, 0, 0, 0, 0], [7.0, 0, 0, 0, 0]]
    known = np.log([1 + np.exp(-0.5), 1 + np.exp(-2.0)])  # present, and absent; of the third nothing is known
    assert _with_box(where, nowhere, [1.0, 0.0, NAN]) == pytest.approx(10 + 0.2 * known.mean())


def test_boxes_are_learned_where_they_are_known() -> None:
    where = [[0.0, 0.1, 0.2, 0.7, 0.8], [0.0, 9.0, 9.0, 9.0, 9.0]]
    boxes = [[0.1, 0.25, 0.7, 1.0], [NAN] * 4]
    # Smooth below a tenth: half the square by the tenth; above, the difference without half a tenth.
    each = [0.0, 0.05**2 / 2 / 0.1, 0.0, 0.2 - 0.05]
    assert _with_box(where, boxes, [NAN, NAN]) == pytest.approx(10 + 2.0 * np.mean(each))


def test_presence_and_box_add_up() -> None:
    where, box = [[0.3, 0.1, 0.2, 0.7, 0.8]], [[0.2, 0.2, 0.9, 0.9]]
    presence = _with_box(where, [[NAN] * 4], [1.0]) - 10
    place = _with_box(where, box, [NAN]) - 10
    assert presence > 0
    assert place > 0
    assert _with_box(where, box, [1.0]) == pytest.approx(10 + presence + place)


def test_where_nothing_is_known_the_loss_is_the_answer_s_alone() -> None:
    assert _with_box([[1.0] * 5], [[NAN] * 4], [NAN]) == 10.0


def test_all_of_it_can_be_followed_backwards() -> None:
    logits: Any = torch.tensor(LOGITS, requires_grad=True)
    where: Any = torch.zeros((2, 5), dtype=torch.float64, requires_grad=True)
    boxes = torch.tensor([[0.2, 0.2, 0.8, 0.8], [NAN] * 4], dtype=torch.float64)
    loss = with_box(
        answer_loss(logits, torch.tensor(SURE)), where, boxes, torch.tensor([1.0, NAN], dtype=torch.float64)
    )
    loss.backward()
    assert torch.isfinite(logits.grad).all()
    assert torch.isfinite(where.grad).all()
    assert (where.grad[0] != 0).all()
    assert (where.grad[1] == 0).all(), "of this picture nothing is known"
