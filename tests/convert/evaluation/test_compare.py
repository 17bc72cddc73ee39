"""Comparing networks: photos are counted once for each model, features are kept and found again, and the output's form.

The heads and the rebuilt networks are tested where PyTorch and Keras are installed.
"""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
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
from convert.evaluation.compare import Embeddings, Network, Result, collect, gather, interval, judge, parameters, table
from convert.training.stream import Batch
from tests.app.recognition import tiny_model
from tests.app.recognition.shipped import shipped_model
from tests.convert.keras_weights import torch_and_keras
from tests.convert.pictures import write

NAN4 = np.full(4, np.nan, np.float32)


def _result(name: str = "one", **changes: Any) -> Result:
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
    return Result(name, **{**fields, **changes})


def test_all_models_are_judged_by_the_same_photos(tmp_path: Path, colour_model: Path) -> None:
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
    judge(models, photos)
    first, second = (result for result, _ in models)
    assert first.by_currency == {"RED": [3, 3], "BLU": [3, 3]}
    assert (first.photos, first.right, first.top1) == (6, 6, 1.0)
    assert second.by_currency == {"RED": [3, 0], "BLU": [3, 0]}
    assert second.right == 0
    assert all(0 < result.p50_ms <= result.p99_ms for result, _ in models)
    with pytest.raises(DataError, match="can be read"):
        judge([(_result(), models[0][1])], photos[-1:])


def test_parameters_are_those_of_the_layers(tmp_path: Path, colour_model: Path) -> None:
    assert parameters(colour_model) == 3 * 3 + 3
    two = tmp_path / "two.tflite"
    two.write_bytes(tiny_model.build([tiny_model.COLOUR, tiny_model.constant([1, 2, 3, 4, 5])]))
    assert parameters(two) == 3 * 3 + 3 + 5 * 3 + 5
    # MobileNetV2 1.0 has 2.2 million below its classifier.
    shipped = Model(shipped_model(), threads=1)
    assert 2_200_000 < parameters(shipped.path) - 1281 * len(shipped.metadata.labels) < 2_300_000


def test_interval_is_wilsons() -> None:
    assert interval(50, 100) == pytest.approx((0.4038, 0.5962), abs=1e-4)
    assert interval(0, 10) == pytest.approx((0.0, 0.2775), abs=1e-4)
    assert interval(10, 10) == pytest.approx((0.7225, 1.0), abs=1e-4)


def test_table_has_a_row_for_each_file() -> None:
    rows = table([_result(), _result("the shipped one", family=compare.TRAINED, right=180)]).splitlines()
    assert len(rows) == 4
    assert len({row.count("|") for row in rows}) == 1
    assert rows[2].startswith("| MobileNetV1 0.75 | 160 | int8 | 2.00 M | 2.10 MB | 50.0 % (43.1 to 56.9) | 4.2 ms |")
    assert rows[3].startswith("| the shipped one | 160 |")


class _Stream:
    """Batches that tell which they are; notes which were asked for."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def batches(self, stage: int, first: int, last: int, count: int, size: int, trunk: Any) -> Iterator[Batch]:
        for number in range(first, last):
            self.asked.append(number)
            targets = np.zeros((2, 3), bool)
            targets[:, number % 3] = True
            yield Batch(np.full((2, 4), number, np.float16), targets, np.stack([NAN4] * 2), np.zeros(2, np.float32))


def test_features_are_kept_and_a_cut_run_goes_on(tmp_path: Path) -> None:
    batches = 2 * compare.SHARD + 3
    stream: Any = _Stream()
    unused = Embeddings(tmp_path / "none")
    collect(stream, unused, batches, tmp_path)
    features, targets = gather(tmp_path, batches)
    assert features[:, 0].tolist() == [number for number in range(batches) for _ in range(2)]
    assert targets.argmax(1).tolist() == [number % 3 for number in range(batches) for _ in range(2)]
    (tmp_path / f"features_{2 * compare.SHARD:05d}.npz").unlink()
    stream.asked.clear()
    collect(stream, unused, batches, tmp_path)
    assert stream.asked == list(range(2 * compare.SHARD, batches))
    assert np.array_equal(gather(tmp_path, batches)[0], features)


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


def test_chart_shows_every_kind(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="needs matplotlib, which draws the chart")
    results = [
        _result(
            f"{family}{size}{precision}", family=family, size=size, precision=precision, p50_ms=size / 40, right=size
        )
        for family in ("MobileNetV1 0.75", "MobileNetV2 1.0")
        for size in (160, 192)
        for precision in compare.PRECISIONS
    ]
    results.append(_result("the shipped one", family=compare.TRAINED))
    path = tmp_path / "charts" / "chart.svg"
    compare.chart(results, path)
    # matplotlib notes each text that it drew as a comment.
    drawn = path.read_text()
    for text in ("MobileNetV1 0.75", "MobileNetV2 1.0", "the shipped one", "160", "192", "200 photos"):
        assert text in drawn


def test_head_learns_and_stands_on_features_as_they_come() -> None:
    pytest.importorskip("torch", reason="needs PyTorch")
    rng = np.random.default_rng(3)
    kinds = rng.integers(0, 3, 300)
    centres = np.array([[5, 0, 1], [5, 8, 1], [9, 0, 1]], np.float32)
    features = (centres[kinds] + rng.normal(0, 0.3, (300, 3))).astype(np.float16)
    targets = np.zeros((300, 4), bool)
    targets[np.arange(300), kinds] = True
    # Some pictures may be either of two classes.
    targets[(kinds == 2) & (rng.random(300) < 0.5), 3] = True
    kernel, bias = compare.train_head(features, targets)
    assert (kernel.shape, bias.shape) == ((3, 4), (4,))
    best = (centres @ kernel + bias).argmax(1)
    assert best.tolist() == [0, 1, 2]
    again = compare.train_head(features, targets)
    assert np.array_equal(kernel, again[0])


@pytest.mark.parametrize("network", [Network(1, 64), Network(2, 64)])
def test_embeddings_of_the_workers_are_those_of_the_network(network: Network, tmp_path: Path) -> None:
    _, keras = torch_and_keras()
    from convert.evaluation import generations
    from convert.training.network import convolutions, freeze, load_folded
    from tests.convert.keras_weights import folded_weights

    keras.utils.set_random_seed(1)
    model = generations.build(network.generation, 5, network.size)
    assert len(list(convolutions(model))) == (27 if network.generation == 1 else 52)
    pictures = np.random.default_rng(2).integers(0, 256, (4, 64, 64, 3), dtype=np.uint8)
    load_folded(model, np.load(folded_weights(tmp_path / "folded.npz", model)), pictures)
    path = tmp_path / "trunks.pickle"
    path.write_bytes(pickle.dumps([(network.size, freeze(generations.trunk_of(model)))]))
    embeddings = Embeddings(path)(pictures).float().numpy()
    expected = model.predict_on_batch(pictures.astype(np.float32) / 127.5 - 1)
    assert expected["logits"].shape == (4, 5)
    assert embeddings.shape == expected["embedding"].shape == (4, 768 if network.generation == 1 else 1280)
    assert np.abs(embeddings - expected["embedding"]).max() < 0.01 * np.abs(embeddings).max()


def test_file_that_is_no_mobilenet_v1_is_refused() -> None:
    torch_and_keras()
    from convert.evaluation import generations

    with pytest.raises(DataError, match="not a MobileNetV1"):
        generations.first_generation(shipped_model())
