"""Weights between a run's start and its end: exactly so, and one clear line where there is nothing to blend."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from convert.__main__ import main
from convert.training.train import FINAL, START
from convert.training.weight_interpolation import BLENDED, blend
from tests.convert.keras_weights import torch_and_keras


def test_a_run_without_both_weights_is_told_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "labels.json").write_text("[]")
    (tmp_path / FINAL).write_bytes(b"")
    assert main(["blend", "--run", str(tmp_path)]) == 1
    assert f"lacks {START}: run" in capsys.readouterr().err


@pytest.mark.parametrize("share", ["-0.1", "1.5", "half"])
def test_a_share_beyond_the_two_is_refused(share: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["blend", "--share", share])
    assert "--share" in capsys.readouterr().err


@pytest.mark.timeout(300)
def test_every_weight_lies_on_the_line_between_start_and_end(tmp_path: Path) -> None:
    torch_and_keras()
    from convert.training import network

    (tmp_path / "labels.json").write_text(json.dumps([{}, {}, {}]))
    model = network.build(3, 224)
    ends: list[list[Any]] = []
    for name in (START, FINAL):
        ends.append([np.random.default_rng(len(ends)).random(w.shape, np.float32) for w in model.get_weights()])
        model.set_weights(ends[-1])
        model.save_weights(tmp_path / name)
    for share in (0.0, 0.25, 1.0):
        assert blend(tmp_path, share) == tmp_path / BLENDED
        model.load_weights(tmp_path / BLENDED)
        for start, end, got in zip(*ends, model.get_weights(), strict=True):
            assert np.allclose(got, (1 - share) * start + share * end, atol=1e-6)
