"""A run that goes on takes up what it left; one that begins takes nothing."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from convert.training import trainer
from convert.training.trainer import Trainer


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
