"""Comparing networks: photos are counted once for each model, features are kept and found again, and the output's form.

The heads and the rebuilt networks are tested where PyTorch and Keras are installed.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.recognition.labels import write_metadata
from app.recognition.model import Model
from convert.__main__ import main
from convert.data.dataset import DataError, LabelledPicture
from convert.evaluation import compare
from convert.evaluation.compare import evaluate_all, parameters
from convert.evaluation.compare_report import Measured
from tests.app.recognition import tiny_model
from tests.app.recognition.shipped import shipped_model
from tests.convert.pictures import write


def _result(name: str = "one", **changes: Any) -> Measured:
    fields: dict[str, Any] = {
        "family": "MobileNetV1 0.75",
        "size": 160,
        "precision": "int8",
        "parameters": 2_000_000,
        "size_bytes": 2_100_000,
        "photos": 200,
        "right": 100,
        "p50_ms": 4.25,
        "p99_ms": 6.0,
    }
    return Measured(name, **{**fields, **changes})


def test_all_models_are_evaluated_by_the_same_photos(tmp_path: Path, colour_model: Path) -> None:
    # Takes red for blue and blue for red, so that the other value of each currency, which it never sees, is its best.
    red9, blue9 = (replace(label, value="9") for label in (tiny_model.REDS, tiny_model.BLUES))
    metadata = tiny_model.metadata(
        labels=(tiny_model.UNKNOWN, tiny_model.BLUES, tiny_model.REDS, red9, blue9),
        thresholds={"RED/5": 0.8, "BLU/10": 0.8, "RED/9": 0.8, "BLU/9": 0.8},
    )
    weights = np.concatenate([tiny_model.COLOUR.weights, np.zeros((2, 3), np.float32)])
    swapped = tmp_path / "swapped.tflite"
    output = tiny_model.Output(weights, np.zeros(5, np.float32))
    swapped.write_bytes(write_metadata(tiny_model.build([output]), metadata))
    photos = []
    for k, (currency, value, colour) in enumerate((("RED", "5", (0, 0, 255)), ("BLU", "10", (255, 0, 0)))):
        picture = np.full((20, 30, 3), colour, np.uint8)
        photos += [
            LabelledPicture(write(tmp_path / f"{k}{n}.png", picture), currency, value, None, None) for n in range(3)
        ]
    damaged = tmp_path / "damaged.png"
    damaged.write_bytes(b"no picture")
    photos.append(LabelledPicture(damaged, "RED", "5", None, None))
    models = [(_result(), Model(path, threads=1)) for path in (colour_model, swapped)]
    evaluate_all(models, photos)
    first, second = (result for result, _ in models)
    assert first.by_currency == {"RED": [3, 3], "BLU": [3, 3]}
    assert (first.photos, first.right, first.top1) == (6, 6, 1.0)
    assert second.by_currency == {"RED": [3, 0], "BLU": [3, 0]}
    assert second.right == 0
    assert all(0 < result.p50_ms <= result.p99_ms for result, _ in models)
    with pytest.raises(DataError, match="can be read"):
        evaluate_all([(_result(), models[0][1])], photos[-1:])


def test_parameters_are_those_of_the_layers(tmp_path: Path, colour_model: Path) -> None:
    assert parameters(colour_model) == 3 * 3 + 3
    two = tmp_path / "two.tflite"
    two.write_bytes(tiny_model.build([tiny_model.COLOUR, tiny_model.constant([1, 2, 3, 4, 5])]))
    assert parameters(two) == 3 * 3 + 3 + 5 * 3 + 5
    # MobileNetV2 1.0 has 2.2 million below its classifier.
    shipped = Model(shipped_model(), threads=1)
    assert 2_200_000 < parameters(shipped.path) - 1281 * len(shipped.metadata.labels) < 2_300_000


def test_folder_of_another_run_is_refused(tmp_path: Path) -> None:
    compare._same_run(tmp_path, {"seed": 1})
    compare._same_run(tmp_path, {"seed": 1})
    with pytest.raises(DataError, match="another --out"):
        compare._same_run(tmp_path, {"seed": 2})
    assert json.loads((tmp_path / "state.json").read_text()) == {"seed": 1}


def test_missing_weights_and_malformed_names_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["compare", "--data", str(tmp_path), "--v1", str(tmp_path / "v1.tflite"), "--weights", "none.npz"]
    assert main(command) == 1
    error = capsys.readouterr().err
    assert "--v1" in error
    assert error.count("\n") == 1
    with pytest.raises(SystemExit):
        main([*command, "--trained", "no-name.tflite"])
    assert "NAME=model.tflite" in capsys.readouterr().err
