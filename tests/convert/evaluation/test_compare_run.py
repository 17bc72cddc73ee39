"""How the step that compares networks goes about it; the networks themselves are made up here."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from app.recognition.labels import write_metadata
from app.recognition.model import Model
from convert.data.currencies import codes, read_table
from convert.data.dataset import DataError
from convert.evaluation import compare
from convert.evaluation.compare import Options, Result, run
from convert.evaluation.compare_report import NETWORKS, TRAINED, Measured, Network
from convert.evaluation.linear_probe import BATCH, CALIBRATION_BATCHES, DRAWN, SHARD, shard
from tests.app.recognition import tiny_model
from tests.convert.pictures import write


def _options(folder: Path, **changes: Any) -> Options:
    for name in ("v1.tflite", "v2.npz"):
        (folder / name).write_bytes(name.encode())
    given = {"data": folder, "v1": folder / "v1.tflite", "weights": folder / "v2.npz", "out": folder / "out", **changes}
    return Options(**given)


def test_a_network_is_called_by_its_generation_and_size() -> None:
    assert [each.stem for each in NETWORKS] == ["v1_160", "v1_192", "v1_224", "v2_160", "v2_192", "v2_224"]
    assert [Network(n, 160).family for n in (1, 2)] == ["MobileNetV1 0.75", "MobileNetV2 1.0"]


@pytest.mark.parametrize(("pictures", "batches"), [(1, 1), (BATCH, 1), (BATCH + 1, 2), (3 * BATCH, 3)])
def test_pictures_are_drawn_in_whole_batches(pictures: int, batches: int, tmp_path: Path) -> None:
    assert _options(tmp_path, pictures=pictures).batches == batches


def test_the_currencies_that_are_named_are_learned_or_all_there_are(tmp_path: Path) -> None:
    assert _options(tmp_path, currencies=("RED",)).codes == ("RED",)
    assert _options(tmp_path).codes == tuple(codes(read_table()))


def test_a_model_to_compare_with_is_named_before_its_path() -> None:
    assert compare._named("shipped=models/a=b.tflite") == ("shipped", Path("models/a=b.tflite"))


@pytest.mark.parametrize(("is_whole", "precision"), [(True, "int8"), (False, "float")])
def test_what_was_trained_further_is_measured_by_its_file(
    is_whole: bool, precision: str, colour_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = np.uint8 if is_whole else np.float32
    opened = compare.Interpreter

    class Asked:
        def __init__(self, **given: Any) -> None:
            self._of = opened(**given)

        def get_input_details(self) -> list[dict[str, Any]]:
            return [{**self._of.get_input_details()[0], "dtype": kind}]

        def __getattr__(self, name: str) -> Any:
            return getattr(self._of, name)

    monkeypatch.setattr(compare, "Interpreter", Asked)
    measured, model = compare._trained("mine", colour_model)
    size = colour_model.stat().st_size
    assert measured == Measured("mine", TRAINED, tiny_model.SIZE, precision, 12, size)
    assert model.path == colour_model


class _Stream:
    def __init__(self, recipe: Any, seed: int, workers: int) -> None:
        self.asked: list[Any] = [(seed, workers)]
        _Stream.last = self

    last: _Stream

    def __enter__(self) -> _Stream:
        return self

    def __exit__(self, *_: object) -> None:
        self.asked.append("closed")

    def batches(self, *given: Any) -> Any:
        self.asked.append(given)
        return [SimpleNamespace(images=np.full((2, 3), n)) for n in range(2)]


@pytest.mark.parametrize(("has_pictures", "features", "draws"), [(True, 2, False), (True, 1, True), (False, 2, True)])
def test_pictures_are_drawn_once_and_features_that_are_all_there_stay(
    has_pictures: bool, features: int, draws: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = _options(tmp_path, pictures=(SHARD + 1) * BATCH, seed=5, workers=3)
    options.out.mkdir()
    calibration = options.out / "calibration.npy"
    if has_pictures:
        calibration.touch()
    for number in range(features):
        shard(options.out, number * SHARD).touch()
    kept: list[Any] = []
    monkeypatch.setattr(compare, "BatchStream", _Stream)
    monkeypatch.setattr(compare, "_prepare", lambda options, cat, classes: [7, classes])
    monkeypatch.setattr(compare, "collect", lambda stream, embeddings, batches, out: kept.append((batches, out)))
    monkeypatch.setattr(compare, "gather", lambda out, batches: (f"features {batches}", "targets"))
    monkeypatch.setattr(compare, "_heads", lambda *given: kept.append(given))
    labels = [tiny_model.UNKNOWN, tiny_model.REDS]
    compare._learn(options, SimpleNamespace(), labels)  # type: ignore[arg-type]
    assert kept[-1] == (options, f"features {SHARD + 1}", "targets", [7, 2])
    state = json.loads((options.out / "state.json").read_text())
    assert (state["batches"], state["seed"], state["networks"][0]) == (SHARD + 1, 5, "v1_160")
    assert state["labels"] == [label.text for label in labels]
    assert len(set(state["weights"])) == 2
    assert len(kept) == 1 + draws
    if draws:
        assert kept[0] == (SHARD + 1, options.out)
        assert _Stream.last.asked == [(5, 3), (1, 0, CALIBRATION_BATCHES, BATCH, DRAWN), "closed"]
        assert np.load(calibration).tolist() == [[0] * 3] * 2 + [[1] * 3] * 2


@pytest.fixture
def learned(monkeypatch: pytest.MonkeyPatch, colour_model: Path) -> list[Any]:
    """What was asked of the learning, in whose place one made-up network stands."""
    asked: list[Any] = []

    def learn(options: Options, cat: Any, labels: Any) -> None:
        asked.append(len(labels))
        (options.out / "similarity.json").write_text('{"cosine": 0.98765}')

    def convert_all(options: Options, labels: Any) -> Any:
        return [(Measured("tiny", "MobileNetV2 1.0", 8, "float", 12, 400), Model(colour_model, threads=1))]

    monkeypatch.setattr(compare, "_learn", learn)
    monkeypatch.setattr(compare, "_convert_all", convert_all)
    monkeypatch.setattr(compare, "catalogue", lambda data, specimens, currencies: (data, specimens, currencies))
    monkeypatch.setattr(compare, "class_list", lambda cat: [tiny_model.UNKNOWN, tiny_model.REDS, tiny_model.BLUES])
    # The rest of the process keeps the threads and the memory that it has.
    monkeypatch.setattr(compare, "keep_freed_memory", lambda: None)
    monkeypatch.setattr(compare.cv2, "setNumThreads", lambda count: None)
    monkeypatch.setenv("KERAS_BACKEND", "torch")
    return asked


def _photos(folder: Path) -> None:
    for currency, value, colour in (("RED", "5", (0, 0, 255)), ("BLU", "10", (255, 0, 0))):
        picture = np.full((20, 30, 3), colour, np.uint8)
        write(folder / "photos" / "val" / currency / f"{value}_front" / "0.png", picture)


@pytest.mark.parametrize("chart", [None, "elsewhere.svg"])
def test_all_are_measured_by_the_photos_that_all_know(
    chart: str | None, tmp_path: Path, colour_model: Path, learned: list[Any]
) -> None:
    _photos(tmp_path)
    reds = tmp_path / "reds.tflite"
    labels = (tiny_model.UNKNOWN, tiny_model.REDS, replace(tiny_model.REDS, face="back"))
    only = tiny_model.metadata(labels=labels, thresholds={"RED/5": 0.8})
    reds.write_bytes(write_metadata(tiny_model.build([tiny_model.COLOUR]), only))
    drawn = None if chart is None else tmp_path / chart
    options = _options(
        tmp_path, currencies=("RED", "BLU"), trained=(("reds", reds),), pictures=BATCH + 1, chart=drawn, seed=4
    )
    result = run(options)
    assert learned == [3]
    assert [(each.name, each.photos, each.right) for each in result.measured] == [("tiny", 1, 1), ("reds", 1, 1)]
    assert result.similarity == {"cosine": 0.98765}
    document = json.loads((options.out / "compare.json").read_text())
    assert (document["pictures"], document["seed"], document["classes"]) == (2 * BATCH, 4, 3)
    assert document["currencies"] == ["RED"]
    assert [each["name"] for each in document["results"]] == ["tiny", "reds"]
    assert (options.out / "compare.png").is_file() == (drawn is None)
    assert drawn is None or drawn.is_file()
    text = compare._report(result)
    assert text.endswith("rebuilt MobileNetV1 against its file: cosine 0.9877")
    assert text.startswith((options.out / "compare.md").read_text())


def test_nothing_to_measure_by_and_weights_that_are_missing_are_told(tmp_path: Path, learned: list[Any]) -> None:
    with pytest.raises(DataError, match=r"No photos under .*val of currencies that all models know\."):
        run(_options(tmp_path, currencies=("RED",)))
    with pytest.raises(DataError, match=r"No weights at .*none\.npz"):
        run(_options(tmp_path, weights=tmp_path / "none.npz"))
    assert learned == []


def test_a_result_without_a_rebuilt_network_is_a_table_alone() -> None:
    assert compare._report(Result([], {"cosine": 1.0, "agree": 0.5})).endswith("file: cosine 1, agree 0.5")
