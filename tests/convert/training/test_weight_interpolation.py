"""Weights between a run's start and its end: exactly so, and one clear line where there is nothing between."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.recognition.labels import NoteLabel
from convert.__main__ import main
from convert.run_folder import RunFolder
from convert.training import weight_interpolation
from convert.training.weight_interpolation import Options
from tests.convert.keras_weights import torch_and_keras


def test_a_run_without_both_weights_is_told_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = RunFolder(tmp_path)
    run.labels.write_text("[]")
    run.final_weights.write_bytes(b"")
    assert main(["interpolate", "--run", str(tmp_path)]) == 1
    assert f"lacks {run.start_weights.name}: run" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--fraction", "--share"])
@pytest.mark.parametrize("fraction", ["-0.1", "1.5", "half"])
def test_a_fraction_beyond_the_two_is_refused(fraction: str, option: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["interpolate", option, fraction])
    assert "--fraction" in capsys.readouterr().err


@pytest.mark.timeout(300)
def test_every_weight_lies_on_the_line_between_start_and_end(tmp_path: Path) -> None:
    torch_and_keras()
    from convert.training import network

    run = RunFolder(tmp_path)
    run.write_labels([NoteLabel.unknown(), *(NoteLabel("ABC", "5", "current", face) for face in ("front", "back"))])
    model = network.build(3, 224)
    ends: list[list[Any]] = []
    for path in (run.start_weights, run.final_weights):
        ends.append([np.random.default_rng(len(ends)).random(w.shape, np.float32) for w in model.get_weights()])
        model.set_weights(ends[-1])
        model.save_weights(path)
    for fraction in (0.0, 0.25, 1.0):
        assert weight_interpolation.run(Options(tmp_path, fraction)).weights == run.interpolated_weights
        model.load_weights(run.interpolated_weights)
        for start, end, got in zip(*ends, model.get_weights(), strict=True):
            assert np.allclose(got, (1 - fraction) * start + fraction * end, atol=1e-6)
