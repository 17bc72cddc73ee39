"""Training of the comparison network: rates, losses that know right from wrong, and a step that changes weights."""

from __future__ import annotations

import importlib
import math
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from convert.training.comparison_config import Drawing, PictureConfig
from convert.training.comparison_drawing import Drawer, Relation
from tests.convert.keras_weights import WHY

torch = pytest.importorskip("torch", reason=WHY)

from convert.training.comparison_loss import Answers  # noqa: E402 - after the skip: it imports PyTorch
from convert.training.comparison_network import (  # noqa: E402 - after the skip: it imports PyTorch
    SIDE_CELLS,
    Comparer,
)
from convert.training.comparison_pictures import (  # noqa: E402 - after the skip: it imports PyTorch
    Batch,
    PictureMaker,
)
from convert.training.comparison_trainer import (  # noqa: E402 - after the skip: it imports PyTorch
    ComparisonTrainer,
    Limit,
    kept,
    rate,
)
from tests.convert.training.test_comparison_pictures import _pictures  # noqa: E402 - after the skip, too

TINY = Drawing(groups=2, queries=1, own=2, others=1)


VALUES: dict[str, dict[str, Any]] = {
    "comparison_loss": {
        "_CHOICE": 0.5,
        "_PLACE": 3.0,
        "_SEEN": 0.3,
        "_ALL_ABSENT": 2.0,
        "_WORST_ABSENT": 0.5,
        "_LEAST_SEEN": 0.12,
    },
    "comparison_trainer": {
        "_EMBED_RATE": 4e-4,
        "_COMPARE_RATE": 1e-3,
        "_WEIGHT_DECAY": 1e-2,
        "_BETAS": (0.9, 0.98),
        "_GRADIENT_NORM": 1.0,
        "LOG_EVERY": 50,
    },
    "comparison_geometry": {"SIZE": 224, "STEP": 4, "_NEAR_CELLS": 0.6},
}


@pytest.mark.parametrize("module", VALUES)
def test_what_the_shipped_weights_were_trained_with_is_changed_on_purpose_only(module: str) -> None:
    found = importlib.import_module(f"convert.training.{module}")
    assert {name: getattr(found, name) for name in VALUES[module]} == VALUES[module]


def test_a_run_ends_by_its_time_or_by_its_steps() -> None:
    assert Limit(100.0).part(25.0, 10_000) == 0.25
    assert Limit(100.0, 10).part(25.0, 5) == 0.5
    assert Limit(100.0, 10).part(25.0, 10) == 1.0
    assert Limit(100.0).part(130.0, 0) == 1.0


def test_the_rate_rises_then_falls() -> None:
    assert rate(0.0, 0) < 0.01
    assert rate(0.0, 149) == pytest.approx(0.5)
    assert rate(0.05, 3) == pytest.approx(0.5 + 0.5 * math.cos(0.05 * math.pi))
    assert rate(0.5, 3000) == pytest.approx(0.5)
    assert rate(1.0, 6000) == 0.005


def test_the_average_follows_quickly_at_first() -> None:
    assert kept(0) == pytest.approx(0.05)
    assert kept(100_000) == 0.998
    assert all(kept(step) <= kept(step + 1) for step in range(200))


def _asked(relations: list[list[int]], is_synthetic: list[bool], seen: float = 1.0) -> Batch:
    n = len(relations)
    in_view = torch.zeros(n, SIDE_CELLS, dtype=torch.bool)
    in_view[:, : round(seen * SIDE_CELLS)] = True
    return Batch(
        None,
        None,
        None,
        torch.tensor(relations),
        torch.full((n, SIDE_CELLS, 2), 0.4),
        in_view,
        torch.tensor(is_synthetic),
    )


def _cells(batch: Batch, off: float = 0.0) -> Any:
    """What a network would say of each cell of each pair that knew all, but for its places."""
    shape = (*batch.relations.shape, SIDE_CELLS)
    at = batch.places[:, None].expand(*shape, 2) + off
    seen = torch.where(batch.seen, 9.0, -9.0)[:, None, :, None].expand(*shape, 1)
    return torch.cat([at, seen], -1)


SAME, ANOTHER, PERHAPS, UNKNOWN = (
    int(each) for each in (Relation.SAME, Relation.ANOTHER, Relation.PERHAPS, Relation.UNKNOWN)
)


def test_right_answers_cost_nothing_and_wrong_ones_much() -> None:
    batch = _asked([[SAME, ANOTHER, UNKNOWN], [PERHAPS, PERHAPS, ANOTHER]], [True, False])
    right = torch.tensor([[9.0, -9, 9], [9, -9, -9]])
    good, bad = (Answers(logits, batch).losses(_cells(batch)) for logits in (right, -right))
    assert good.total < 0.01
    for part in ("present", "absent", "choice"):
        assert getattr(good, part) < 0.01
        assert getattr(bad, part) > 4
    assert Answers(right, batch).figures() == {"top synthetic": 1, "top real": 1, "found": 1, "invented": 0}
    assert Answers(-right, batch).figures()["invented"] == 1


def test_the_loss_is_the_sum_of_its_parts_as_they_count() -> None:
    batch = _asked([[SAME, ANOTHER, ANOTHER]], [True])
    losses = Answers(torch.tensor([[0.0, 0.0, 1.0]]), batch).losses(_cells(batch, off=0.1))

    def softplus(x: float) -> float:
        return math.log(1 + math.exp(x))

    assert float(losses.present) == pytest.approx(softplus(0), abs=1e-5)
    assert float(losses.absent) == pytest.approx(softplus(0) + softplus(1) + 0.5 * softplus(1), abs=1e-5)
    assert float(losses.choice) == pytest.approx(math.log(2 + math.e), abs=1e-5)
    expected = losses.present + losses.absent + 0.5 * losses.choice + 3 * 0.2 + 0.3 * losses.seen
    assert float(losses.total) == pytest.approx(float(expected), abs=1e-5)


def test_what_is_not_known_counts_neither_way() -> None:
    batch = _asked([[SAME, ANOTHER, UNKNOWN]], [True])
    one, other = (Answers(torch.tensor([[2.0, -2.0, odd]]), batch).losses(_cells(batch)) for odd in (-9.0, 9.0))
    assert one.total == other.total


def test_one_of_the_sides_that_may_be_in_it_is_enough() -> None:
    batch = _asked([[PERHAPS, PERHAPS, ANOTHER]], [False])
    one = Answers(torch.tensor([[9.0, -9.0, -9.0]]), batch).losses(_cells(batch))
    none = Answers(torch.tensor([[-9.0, -9.0, -9.0]]), batch).losses(_cells(batch))
    assert one.present < 0.01
    assert none.present > 8
    # More sides that might be in it make nothing surer of itself.
    assert Answers(torch.tensor([[1.0, 1.0, -9.0]]), batch).best[0] == pytest.approx(1.0)


def test_places_of_cells_count_where_they_are_known_and_seen() -> None:
    known = _asked([[SAME, ANOTHER]], [True])
    logits = torch.tensor([[9.0, -9.0]])
    assert Answers(logits, known).losses(_cells(known, off=0.1)).place == pytest.approx(0.2)
    hidden, real = _asked([[SAME, ANOTHER]], [True], seen=0.0), _asked([[PERHAPS, ANOTHER]], [False])
    for batch in (hidden, real):
        assert Answers(logits, batch).losses(_cells(batch, off=0.1)).place == 0


def test_of_a_note_that_is_hardly_in_view_nothing_is_expected() -> None:
    logits = torch.tensor([[-9.0, -9.0]])
    for seen, expects in ((0.05, False), (0.5, True)):
        batch = _asked([[SAME, ANOTHER]], [True], seen)
        assert (Answers(logits, batch).losses(_cells(batch)).present > 1) == expects
        assert Answers(logits, batch).counts.tolist() == [expects]


def test_a_batch_without_any_side_of_its_own_still_has_a_loss_that_can_be_learned_from() -> None:
    batch = _asked([[UNKNOWN, ANOTHER]], [False])
    logits = torch.tensor([[1.0, 1.0]], requires_grad=True)
    losses = Answers(logits, batch).losses(_cells(batch))
    losses.total.backward()
    assert torch.isfinite(losses.total)
    assert logits.grad is not None
    assert logits.grad[0, 0] == 0
    assert logits.grad[0, 1] > 0
    assert math.isnan(Answers(logits, batch).figures()["top real"])


def _run(steps: int, seed: int = 1) -> tuple[dict[str, Any], dict[str, Any], list[str], tuple[int, int]]:
    """Weights before, the last that were saved, the log, and what was counted."""
    torch.manual_seed(seed)
    pictures = _pictures()
    network = Comparer()
    before, saved, lines = network.weights(), dict[str, Any](), list[str]()
    drawer = Drawer(pictures.scans, pictures.photos, TINY, seed=seed)
    maker = PictureMaker(pictures, PictureConfig(), "cpu", seed)
    counted = ComparisonTrainer(network, "cpu").run(drawer, maker, Limit(600.0, steps), lines.append, saved.update)
    return before, saved, lines, counted


def test_a_tiny_run_changes_all_weights_that_it_should_and_logs() -> None:
    before, saved, lines, (steps, photos) = _run(2)
    assert (steps, photos) == (2, 4)
    assert set(saved) == set(before)
    assert all(np.isfinite(value).all() for value in saved.values())
    changed = {name for name in before if not np.array_equal(before[name], saved[name])}
    assert {
        "embed.w.0",
        "embed.w.38",
        "compare.pt",
        "compare.pp",
        "compare.out.weight",
        "compare.where.bias",
    } <= changed
    assert [line.split()[0] for line in lines] == ["0", "1"]
    for word in ("loss", "present", "absent", "choice", "place", "seen", "top synthetic", "invented"):
        assert f"{word} " in lines[0]


def test_answers_on_a_cpu_are_those_of_the_network_itself() -> None:
    pictures, network = _pictures(), Comparer()
    drawn = Drawer(pictures.scans, pictures.photos, TINY).draw()
    batch = PictureMaker(pictures, PictureConfig(), "cpu", 1).batch(drawn)
    with torch.no_grad():
        answers, cells = ComparisonTrainer(network, "cpu").answers(batch)
        photo, side = network.embed(batch.photos[1:2]), network.embed(batch.sides)[batch.compared[1, 2]][None]
        logit, places = network.compare(photo, side)
    assert answers.logits.shape == batch.compared.shape
    assert float(answers.logits[1, 2]) == pytest.approx(float(logit[0]), abs=1e-4)
    assert torch.allclose(cells[1, 2], places[0], atol=1e-4)


def test_one_seed_trains_to_the_same_weights() -> None:
    first, again, other = (_run(1, seed)[1] for seed in (1, 1, 2))
    assert all(np.allclose(first[name], again[name], atol=1e-6) for name in first)
    assert not all(np.allclose(first[name], other[name], atol=1e-3) for name in first)


def test_weights_are_saved_now_and_then() -> None:
    pictures, times, saves = _pictures(), iter(range(0, 1000, 40)), []
    drawer = Drawer(pictures.scans, pictures.photos, TINY)
    maker = PictureMaker(pictures, PictureConfig(), "cpu", 1)
    ComparisonTrainer(Comparer(), "cpu").run(
        drawer,
        maker,
        Limit(1e6, 3),
        lambda line: None,
        lambda arrays: saves.append(1),
        60.0,
        lambda: float(next(times)),
    )
    assert len(saves) >= 2


def test_what_lies_at_the_bound_is_neither_first_nor_found() -> None:
    batch = _asked([[SAME, ANOTHER], [SAME, ANOTHER]], [True, False])
    found = Answers(torch.tensor([[0.0, 0.0], [0.0, 0.0]]), batch).figures()
    assert found == {"top synthetic": 0, "top real": 0, "found": 0, "invented": 0}
    found = Answers(torch.tensor([[0.5, 0.25], [0.25, 0.5]]), batch).figures()
    assert found == {"top synthetic": 1, "top real": 0, "found": 1, "invented": 1}


def test_sides_of_other_values_cost_by_their_mean_and_by_their_worst() -> None:
    batch = _asked([[SAME, ANOTHER, ANOTHER], [UNKNOWN, UNKNOWN, ANOTHER]], [True, False])
    losses = Answers(torch.tensor([[9.0, 0.0, 1.0], [9.0, 9.0, 2.0]]), batch).losses(_cells(batch))

    def softplus(x: float) -> float:
        return math.log(1 + math.exp(x))

    mean, worst = (softplus(0) + softplus(1) + softplus(2)) / 3, (softplus(1) + softplus(2)) / 2
    assert float(losses.absent) == pytest.approx(2 * mean + 0.5 * worst, abs=1e-4)


def test_how_far_off_cells_are_is_the_mean_of_those_that_are_seen() -> None:
    batch = _asked([[SAME, ANOTHER]], [True], seen=0.5)
    cells = _cells(batch, off=0.1)
    cells[0, 0, SIDE_CELLS // 2 :, :2] += 5
    found = Answers(torch.tensor([[9.0, -9.0]]), batch).losses(cells)
    assert float(found.place) == pytest.approx(0.2, abs=1e-5)
    assert float(found.seen) < 1e-3
    cells[..., 2] *= -1
    assert float(Answers(torch.tensor([[9.0, -9.0]]), batch).losses(cells).seen) == pytest.approx(9, abs=0.01)


@pytest.mark.parametrize(("steps", "logged"), [(1, [0]), (4, [0, 3]), (3, [0, 2])])
def test_the_log_has_every_so_many_steps_and_the_last_once(
    steps: int, logged: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("convert.training.comparison_trainer.LOG_EVERY", 3)
    trainer: Any = ComparisonTrainer.__new__(ComparisonTrainer)
    trainer.average = {}
    rates: list[tuple[float, int]] = []

    def learned(rate: float, step: int) -> tuple[str, str]:
        rates.append((rate, step))
        return "answers", "losses"

    monkeypatch.setattr(ComparisonTrainer, "learn", lambda self, _, rate, step: learned(rate, step))
    monkeypatch.setattr("convert.training.comparison_trainer._line", lambda step, gone_s, *_: f"{step} {gone_s:.0f}s")
    drawer: Any = SimpleNamespace(draw=lambda: "drawn")
    maker: Any = SimpleNamespace(batch=lambda drawn: SimpleNamespace(photos=range(4)))
    lines, saves = list[str](), list[float]()
    times = iter(range(100, 1000))
    now_s = [0.0]

    def clock() -> float:
        now_s[0] = float(next(times))
        return now_s[0]

    done = trainer.run(
        drawer, maker, Limit(1e6, steps), lines.append, lambda arrays: saves.append(now_s[0]), 1e6, clock
    )
    assert done == (steps, 4 * steps)
    assert [int(line.split()[0]) for line in lines] == logged
    assert [step for _, step in rates] == [*range(steps)]
    assert len(saves) == 1, "at the end alone"
    assert 0 < int(lines[0].split()[1].removesuffix("s")) < 10, "seconds since it began"


@pytest.mark.parametrize(("every_s", "times"), [(3.0, 1), (2.0, 2)])
def test_weights_are_saved_once_more_than_so_many_seconds_are_gone(
    every_s: float, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    trainer: Any = ComparisonTrainer.__new__(ComparisonTrainer)
    trainer.average = {}
    monkeypatch.setattr(ComparisonTrainer, "learn", lambda self, batch, rate, step: ("answers", "losses"))
    drawer: Any = SimpleNamespace(draw=lambda: "drawn")
    maker: Any = SimpleNamespace(batch=lambda drawn: SimpleNamespace(photos=[]))
    saves = list[int]()
    # Asked as it begins, for the limit, and whether it is time to save: that is three seconds after the beginning.
    clock = iter([100.0, 101.0, 103.0, *[103.0] * 9]).__next__
    monkeypatch.setattr("convert.training.comparison_trainer._line", lambda *_: "")
    trainer.run(drawer, maker, Limit(1e6, 1), print, lambda arrays: saves.append(1), every_s, clock)
    assert len(saves) == times
