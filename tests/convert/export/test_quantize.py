"""The int8 file: what is compared and, where TensorFlow is installed, a whole conversion of an untrained network."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.recognition.model import DEFAULT_MODEL, Model
from convert.__main__ import main
from convert.data.catalogue import catalogue
from convert.data.dataset import DataError, LabelledPicture, class_list
from convert.export.quantize import TURNS, Options, _compare
from tests.app.recognition import tiny_model
from tests.convert.keras_weights import WHY
from tests.convert.pictures import data_folder, made_up_note, write

ROOT = Path(__file__).resolve().parents[3]

_UNTRAINED = """
import sys
from pathlib import Path
import keras, numpy
from convert.training import network
from tests.convert.keras_weights import folded_weights
keras.utils.set_random_seed(1)
model, run = network.build(int(sys.argv[1]), 224), Path(sys.argv[2])
pictures = numpy.random.default_rng(1).integers(0, 256, (8, 224, 224, 3), dtype=numpy.uint8)
network.load_folded(model, numpy.load(folded_weights(run / "folded.npz", model)), pictures)
model.save_weights(run / "final.weights.h5")
"""
"""Saves a network of random weights, scaled so that its features differ from picture to picture."""


@pytest.mark.parametrize("present", [[], ["labels.json"], ["final.weights.h5"]])
def test_unfinished_training_run_is_one_line_that_says_what_to_do(
    present: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KERAS_BACKEND", "as it was")  # the step sets it; put back afterwards
    monkeypatch.setenv("TF_CPP_MIN_LOG_LEVEL", "2")
    run = tmp_path / "run"
    run.mkdir()
    for name in present:
        (run / name).write_text("[]")
    out = tmp_path / "model.tflite"
    assert main(["quantize", "--data", str(tmp_path), "--run", str(run), "--out", str(out)]) == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "convert train" in error
    assert not out.exists()


def test_the_shipped_model_is_never_what_quantize_writes() -> None:
    with pytest.raises(DataError, match="calibrate-print"):
        Options(Path("DATA"), out=DEFAULT_MODEL)
    with pytest.raises(DataError, match="ships"):
        Options(Path("DATA"), out=DEFAULT_MODEL.parent / ".." / "models" / DEFAULT_MODEL.name)
    assert Options(Path("DATA")).out is None


def test_float_and_int8_are_compared_on_the_same_photos() -> None:
    photos = [LabelledPicture(Path(name), "RED", "5", "current", None) for name in "abc"]
    metadata = tiny_model.metadata(
        labels=(tiny_model.UNKNOWN, tiny_model.REDS, tiny_model.NoteLabel("RED", "10", "current", "front")),
        thresholds={"RED/5": 0.5, "RED/10": 0.5},
    )
    five, ten = np.array([0, 9, 0], np.float32), np.array([0, 0, 9], np.float32)
    plain = dict(zip((p.path for p in photos), (five, five, ten), strict=True))
    assert _compare(plain, plain, photos, metadata) == pytest.approx(
        {"photos": 3, "same_best": 1, "float_top1": 2 / 3, "int8_top1": 2 / 3, "largest_score_difference": 0}
    )
    changed = {**plain, photos[0].path: ten}
    figures = _compare(plain, changed, photos, metadata)
    assert (figures["same_best"], figures["int8_top1"]) == pytest.approx((2 / 3, 1 / 3))
    assert figures["largest_score_difference"] > 0.99
    assert _compare({}, {}, [], metadata)["photos"] == 0


@pytest.mark.timeout(900)
@pytest.mark.skipif(importlib.util.find_spec("tensorflow") is None, reason=WHY)
def test_network_becomes_a_small_int8_file_that_says_nearly_what_the_float_one_says(tmp_path: Path) -> None:
    data = data_folder(tmp_path / "data")
    for k in range(3):
        write(data / "photos" / "val" / "ABC" / "5_front" / f"{k}.jpg", made_up_note(k))
    labels = class_list(catalogue(data, None, ["ABC"]))
    run = tmp_path / "run"
    run.mkdir()
    (run / "labels.json").write_text(json.dumps([asdict(label) for label in labels]))
    environment = {**os.environ, "KERAS_BACKEND": "tensorflow", "TF_CPP_MIN_LOG_LEVEL": "3"}

    def python(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    python(
        "-c",
        _UNTRAINED,
        str(len(labels)),
        str(run),
    )
    int8, plain = tmp_path / "int8.tflite", tmp_path / "float.tflite"
    arguments = ["--data", str(data), "--run", str(run), "--out", str(int8), "--float-out", str(plain)]
    assert "a draft" in python("-m", "convert", "quantize", *arguments, "--draft")
    assert Model(int8, threads=1).metadata.labels == labels
    assert not plain.exists()
    assert not (run / "quantize.json").exists()
    told = ("--version", "test", "--experimental", "ABC", "--print-of", str(DEFAULT_MODEL))
    printed = python("-m", "convert", "quantize", *arguments, *told)
    assert "float against int8" in printed
    assert "calibrate-faint` is next" in printed
    assert json.loads((run / "quantize.json").read_text())["photos"] == 3
    assert int8.stat().st_size < 5_000_000 < plain.stat().st_size

    small, large = Model(int8, threads=1), Model(plain, threads=1)
    shipped = Model(DEFAULT_MODEL, threads=1)
    assert small.templates is not None
    assert shipped.templates is not None
    assert small.templates.to_bytes() == shipped.templates.to_bytes()
    assert small.metadata.print_check == shipped.metadata.print_check
    assert small.metadata == large.metadata
    assert (small.metadata.version, small.metadata.experimental) == ("test", ("ABC",))
    assert small.metadata.labels == labels
    assert set(small.metadata.thresholds) == {"ABC/5", "ABC/10"}
    square = np.random.default_rng(1).integers(0, 256, (224, 224, 3), dtype=np.uint8)
    a, b = small.run(square), large.run(square)
    assert a.embedding is not None
    assert b.embedding is not None
    assert float(np.corrcoef(a.embedding, b.embedding)[0, 1]) > 0.9
    assert a.box is not None
    assert a.box.shape == (5,)


@pytest.mark.parametrize(
    ("name", "taken", "refused"),
    [("views", (1, len(TURNS)), (0, len(TURNS) + 1)), ("max_wrong", (0, 1), (-0.001, 1.001))],
)
def test_views_and_wrong_values_are_taken_to_their_bounds(
    name: str, taken: tuple[Any, ...], refused: tuple[Any, ...]
) -> None:
    for value in taken:
        assert getattr(Options(Path("DATA"), **{name: value}), name) == value
    for value in refused:
        with pytest.raises(DataError):
            Options(Path("DATA"), **{name: value})
