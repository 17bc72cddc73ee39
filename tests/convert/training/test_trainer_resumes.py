"""A run that goes on takes up what it left; one that begins takes nothing."""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import product
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from convert.data.dataset import DataError
from convert.training import trainer
from convert.training.plans import Stage
from convert.training.trainer import Progress, Trainer


@pytest.mark.parametrize(("first", "has_optimizer", "has_average"), list(product((0, 7), (False, True), (False, True))))
def test_optimizer_and_average_are_taken_up_where_they_are_and_the_run_goes_on(
    first: int, has_optimizer: bool, has_average: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[Any] = []
    tensor = SimpleNamespace(to=lambda device: f"on {device}")
    run = SimpleNamespace(optimizer=SimpleNamespace(load_state_dict=loaded.append), average=None)
    monkeypatch.setattr(trainer, "_StageRun", lambda *_: run)
    optimizer, average = tmp_path / "optimizer", tmp_path / "average"
    for path, is_there in ((optimizer, has_optimizer), (average, has_average)):
        if is_there:
            path.write_bytes(b"")
    made: Any = Trainer.__new__(Trainer)
    made._torch = SimpleNamespace(load=lambda path, weights_only: [tensor] if path == average else "state")
    made._network, made._sized, made.device = None, lambda size: None, "cpu"
    made.folder = SimpleNamespace(optimizer=optimizer, average=average)
    assert made._started(SimpleNamespace(size=160), first) is run
    assert loaded == (["state"] if first and has_optimizer else [])
    assert run.average == (["on cpu"] if first and has_average else None)


@pytest.mark.parametrize(
    ("pool", "first", "refill"),
    [(20, 0, 0), (20, 2, 0), (20, 3, 1), (20, 5, 3), (21, 5, 2)],
)
def test_the_pool_is_filled_with_what_was_in_it_and_trained_on_from_where_the_run_stood(
    pool: int, first: int, refill: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of batches of ten, as many as the pool holds, and one that only partly fits."""
    monkeypatch.setattr(trainer, "pool_pictures", lambda stage: pool)
    asked: list[Any] = []
    kept: list[int] = []

    def batches(number: int, begin: int, end: int, count: int, size: int, backbone: object) -> range:
        asked.append((number, begin, end, count, size, backbone))
        return range(begin, end)

    for device, backbone in (("cpu", "frozen layers"), ("cuda", None)):
        asked.clear()
        kept.clear()
        made: Any = Trainer.__new__(Trainer)
        made.device = device
        stage = SimpleNamespace(pictures=69, batch=10, size=96)
        run: Any = SimpleNamespace(stage=stage, frozen="frozen layers", keep=kept.append)
        stream: Any = SimpleNamespace(batches=batches)
        assert list(made._fed(run, 3, first, stream)) == list(range(first, 6))
        assert asked == [(3, refill, 6, 10, 96, backbone)]
        assert kept == list(range(refill, 6))


def test_a_model_of_another_size_has_the_same_weights_and_gives_them_back(monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[tuple[str, str]] = []
    monkeypatch.setattr(trainer, "copy_weights", lambda source, target: copied.append((source, target)))
    made: Any = Trainer.__new__(Trainer)
    made.size, made.model, made.labels = 224, "whole", (1, 2, 3)
    made._network = SimpleNamespace(build=lambda classes, size: f"{classes} at {size}")
    assert made._sized(224) == "whole"
    made._take_back("whole")
    assert copied == []
    assert made._sized(96) == "3 at 96"
    made._take_back("3 at 96")
    assert copied == [("whole", "3 at 96"), ("3 at 96", "whole")]


STAGE = Stage(96, None, 40, 1, 4, 1e-3)


def _restoring(tmp_path: Path, labels: tuple[str, ...]) -> Any:
    made: Any = Trainer.__new__(Trainer)
    made.labels = [SimpleNamespace(text=text) for text in labels]
    made.folder = SimpleNamespace(state=tmp_path / "state.json", checkpoint_weights="weights")
    loaded: list[str] = []
    made.model = SimpleNamespace(load_weights=loaded.append)
    made.loaded = loaded
    return made


@pytest.mark.parametrize(
    ("plan", "labels", "is_its_own"),
    [([STAGE], ("a", "b"), True), ([STAGE, STAGE], ("a", "b"), False), ([STAGE], ("a", "c"), False)],
)
def test_a_run_is_taken_up_by_its_own_plan_and_classes_alone(
    plan: list[Stage], labels: tuple[str, ...], is_its_own: bool, tmp_path: Path
) -> None:
    made = _restoring(tmp_path, labels)
    assert made._restore(plan) == Progress(0, 0), "there is nothing to take up"
    state = {"progress": {"stage": 0, "batch": 5}, "plan": [asdict(STAGE)], "labels": ["a", "b"]}
    made.folder.state.write_text(json.dumps(state))
    if is_its_own:
        assert made._restore(plan) == Progress(0, 5)
        assert made.loaded == ["weights"]
        return
    with pytest.raises(DataError, match="another plan or other classes"):
        made._restore(plan)
    assert made.loaded == []


@pytest.mark.parametrize(
    ("device", "has_frozen", "kept"),
    [("cpu", False, "on cpu"), ("cpu", True, "on cpu"), ("cuda", False, "on cuda"), ("cuda", True, "features")],
)
def test_only_a_gpu_runs_the_frozen_layers_where_the_pool_is_filled(device: str, has_frozen: bool, kept: str) -> None:
    """Elsewhere the processes that make the pictures have run them."""
    added: list[tuple[str, object]] = []
    run: Any = trainer._StageRun.__new__(trainer._StageRun)
    run.device, run.frozen = device, (lambda images, device: "features") if has_frozen else None
    run._torch = SimpleNamespace(from_numpy=lambda images: SimpleNamespace(to=lambda device: f"on {device}"))
    run._pool = SimpleNamespace(add=lambda given, batch: added.append((given, batch)))
    batch: Any = SimpleNamespace(images="pictures")
    run.keep(batch)
    assert added == [(kept, batch)]
