"""The table of agreement, from logits written by hand."""

import argparse
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from app.recognition.labels import ModelMetadata, NoteLabel, write_metadata
from convert.data.dataset import DataError, LabelledPicture
from convert.export import parity
from convert.export.formats import EXPORTS, Source
from convert.export.parity import (
    STEP,
    CoreMl,
    Options,
    Result,
    Row,
    compare,
    drawn_evenly,
    measure,
    table,
    tflite_runner,
)
from tests.app.recognition import tiny_model
from tests.app.recognition.tiny_model import VIEWS
from tests.convert.pictures import write

METADATA = ModelMetadata(
    version="1",
    input_size=8,
    pad_value=114,
    temperature=1.0,
    disabled_weight=0.5,
    labels=(
        NoteLabel.unknown(),
        NoteLabel("USD", "5", "current", "front"),
        NoteLabel("USD", "20", "current", "front"),
        NoteLabel("USD", "20", "current", "back"),
    ),
    views=VIEWS,
    evidence={},
    thresholds={"USD/5": 0.8, "USD/20": 0.8},
)


def _logits(*probabilities: float) -> np.ndarray:
    return np.log(np.array(probabilities, np.float32))


def test_what_is_the_same_agrees_in_everything() -> None:
    given = [_logits(0.1, 0.2, 0.3, 0.4), _logits(0.1, 0.7, 0.1, 0.1)]
    row = compare("same", given, given, METADATA)
    assert (row.same, row.largest_difference, row.mean_difference) == (1.0, 0.0, 0.0)


def test_values_are_compared_not_faces() -> None:
    row = compare("faces", [_logits(0.1, 0.2, 0.3, 0.4)], [_logits(0.1, 0.2, 0.4, 0.3)], METADATA)
    assert row.same == 1.0
    assert row.largest_difference == pytest.approx(0.0, abs=1e-6)


def test_differences_are_of_scores() -> None:
    ours = [_logits(0.1, 0.6, 0.2, 0.1), _logits(0.1, 0.7, 0.1, 0.1)]
    theirs = [_logits(0.1, 0.2, 0.3, 0.4), _logits(0.1, 0.7, 0.1, 0.1)]
    row = compare("other", ours, theirs, METADATA)
    assert row.same == 0.5
    assert row.largest_difference == pytest.approx(0.4, abs=1e-5)
    assert row.mean_difference == pytest.approx(0.2, abs=1e-5)


def test_every_picture_is_run_once_besides_the_warm_up() -> None:
    seen: list[int] = []

    def run(square: np.ndarray) -> np.ndarray:
        seen.append(int(square[0, 0, 0]))
        return np.zeros(4, np.float32)

    found, p50_ms = measure(run, [np.full((8, 8, 3), n, np.uint8) for n in range(3)], "x")
    assert seen == [0, 0, 1, 2]
    assert len(found) == 3
    assert p50_ms >= 0


def test_the_table_has_a_line_for_each_format() -> None:
    lines = table([Row("Keras float", 1, 0, 0, None, 5), Row("a.onnx", 0.998, 0.01, 0.002, 9_480_000, 3.2)], 500)
    assert lines.splitlines()[0].startswith("| against Keras float, 500 photos |")
    assert lines.splitlines()[-1] == "| a.onnx | 99.8 % | 0.0100 | 0.0020 | 9.48 | 3.2 |"


def _photos(**counts: int) -> list[LabelledPicture]:
    return [
        LabelledPicture(Path(f"{n:03}.jpg"), "USD", value.removeprefix("v"), None, None)
        for value, count in counts.items()
        for n in range(count)
    ]


def test_photos_are_drawn_evenly_over_the_values() -> None:
    drawn = drawn_evenly(_photos(v1=100, v5=3, v20=40), 23)
    assert Counter(photo.value for photo in drawn) == {"1": 10, "5": 3, "20": 10}
    assert len(set(drawn)) == 23
    assert [photo.path.stem for photo in drawn if photo.value == "20"] == [f"{n:03}" for n in range(0, 40, 4)]


def test_all_photos_are_taken_where_there_are_not_enough() -> None:
    photos = _photos(v1=2, v5=3)
    assert sorted(drawn_evenly(photos, 500), key=photos.index) == photos
    assert drawn_evenly([], 500) == []


@pytest.mark.parametrize("dtype", [np.uint8, np.float32])
def test_a_file_of_any_input_gives_the_logits_of_the_network(dtype: type[np.generic], tmp_path: Path) -> None:
    path, metadata = tmp_path / "a.tflite", tiny_model.metadata()
    path.write_bytes(write_metadata(tiny_model.build([tiny_model.COLOUR], dtype), metadata))
    run = tflite_runner(path, metadata)
    for colour in ((255, 0, 0), (0, 0, 255), (10, 200, 90)):
        square = np.full((tiny_model.SIZE, tiny_model.SIZE, 3), colour, np.uint8)
        mean = np.array(colour, np.float32) / 127.5 - 1
        expected = tiny_model.COLOUR.weights @ mean + tiny_model.COLOUR.bias
        found = run(square)
        assert found.dtype == np.float32
        assert found == pytest.approx(expected, abs=0.02 * float(np.abs(tiny_model.COLOUR.weights).sum()))


@pytest.fixture
def setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Options:
    """Three photos, one of which cannot be read, a model file, and Keras as a runner that sees half of their red."""
    for name, colour in (("RED/5/a", (0, 0, 255)), ("BLU/10/b", (255, 0, 0))):
        write(tmp_path / "photos" / f"{name}.png", np.full((20, 20, 3), colour, np.uint8))
    (tmp_path / "photos" / "RED" / "5" / "broken.png").write_bytes(b"no picture")
    metadata = tiny_model.metadata()
    model = tmp_path / "model.tflite"
    model.write_bytes(write_metadata(tiny_model.build([tiny_model.COLOUR]), metadata))
    monkeypatch.setenv("KERAS_BACKEND", "as it was")
    monkeypatch.setenv("TF_CPP_MIN_LOG_LEVEL", "2")
    monkeypatch.setattr(parity, "trained_in", lambda _: SimpleNamespace(metadata=metadata))
    monkeypatch.setattr(parity, "keras_runner", lambda _: tflite_runner(model, metadata))
    (tmp_path / "exports").mkdir()
    return Options(Source(model=model), tmp_path / "photos", exports=tmp_path / "exports")


def test_each_format_that_is_there_is_compared(setting: Options, capsys: pytest.CaptureFixture[str]) -> None:
    content = setting.source.model.read_bytes()
    (setting.exports / "noteworthy-fp16.tflite").write_bytes(content)
    result = STEP.run(setting)
    assert [row.name for row in result.rows] == ["Keras float", "noteworthy-fp16.tflite", "model.tflite"]
    assert [row.bytes for row in result.rows] == [None, len(content), len(content)]
    assert [(row.same, row.largest_difference, row.mean_difference) for row in result.rows] == [(1.0, 0.0, 0.0)] * 3
    assert all(row.p50_ms >= 0 for row in result.rows)
    assert (result.photos, result.coreml) == (2, None)
    assert "passed over" in capsys.readouterr().out
    assert STEP.code(result) == 0


def test_without_photos_there_is_nothing_to_compare(setting: Options, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="No photos under"):
        STEP.run(replace(setting, photos=tmp_path / "exports"))
    with pytest.raises(DataError, match="--count"):
        replace(setting, count=0)


@pytest.mark.parametrize("classes", [["unknown"], None])
def test_a_core_ml_package_is_read_and_its_classes_are_compared(
    classes: list[str] | None, setting: Options, monkeypatch: pytest.MonkeyPatch
) -> None:
    (setting.exports / "noteworthy.mlpackage").mkdir()
    (setting.exports / "noteworthy.mlpackage" / "a").write_bytes(b"x" * 1_230_000)
    right = [label.text for label in tiny_model.metadata().labels]
    monkeypatch.setattr(parity, "coreml_facts", lambda _: {"classes": classes or right, "colour": 20})
    result = STEP.run(setting)
    assert result.coreml is not None
    assert (result.coreml.right_classes, result.coreml.bytes) == (classes is None, 1_230_000)
    assert STEP.code(result) == (0 if classes is None else 1)
    lines = STEP.report(result).splitlines()
    assert ("NOT the model's" in lines[-1]) == (classes is not None)
    assert "noteworthy.mlpackage: 1.23 MB, not run here; it says of itself:" in lines
    assert f"  classes: {len(classes or right)}" in lines
    assert "  colour: 20" in lines


def test_without_such_a_package_the_table_is_all() -> None:
    rows = [Row("Keras float", 1, 0, 0, None, 5)]
    assert STEP.report(Result(rows, 3, None)) == table(rows, 3)
    assert STEP.code(Result(rows, 3, None)) == 0
    assert STEP.code(Result(rows, 3, CoreMl("a", 1, {}, right_classes=True))) == 0
    assert STEP.code(Result(rows, 3, CoreMl("a", 1, {}, right_classes=False))) == 1


def test_the_command_line_gives_the_options(tmp_path: Path) -> None:
    parser = argparse.ArgumentParser()
    STEP.add_arguments(parser)
    plain = STEP.options(parser.parse_args(["--photos", str(tmp_path)]))
    assert (plain.photos, plain.count, plain.exports, plain.source) == (tmp_path, 500, EXPORTS, Source())
    more = STEP.options(parser.parse_args(["--photos", "p", "--count", "7", "--exports", "e", "--model", "m"]))
    assert (more.count, more.exports, more.source.model) == (7, Path("e"), Path("m"))


def test_the_time_of_one_is_its_median_in_milliseconds(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([5.0, 5.004, 6.0, 6.002, 7.0, 7.5])
    monkeypatch.setattr(parity.time, "perf_counter", lambda: next(clock))
    squares = [np.zeros((8, 8, 3), np.uint8)] * 3
    _, p50_ms = measure(lambda square: np.zeros(4, np.float32), squares, "x")
    assert p50_ms == pytest.approx(4.0)


def test_logits_in_bytes_are_what_their_scale_says(monkeypatch: pytest.MonkeyPatch) -> None:
    metadata = tiny_model.metadata()
    classes = len(metadata.labels)
    fake = SimpleNamespace(
        allocate_tensors=lambda: None,
        get_input_details=lambda: [{"dtype": np.uint8, "index": 0}],
        get_output_details=lambda: [{"shape": np.array([1, classes]), "index": 1, "quantization": (0.5, 10)}],
        set_tensor=lambda index, picture: None,
        invoke=lambda: None,
        get_tensor=lambda index: np.arange(8, 8 + classes, dtype=np.uint8)[None],
    )
    monkeypatch.setattr("ai_edge_litert.interpreter.Interpreter", lambda **given: fake)
    run = tflite_runner(Path("a.tflite"), metadata)
    found = run(np.zeros((tiny_model.SIZE, tiny_model.SIZE, 3), np.uint8))
    assert found.tolist() == [0.5 * (value - 2) for value in range(classes)]


def _operation(kind: str, name: str | None = None, *uses: str, numbers: tuple[float, ...] = ()) -> Any:
    """An operation of a Core ML program, as coremltools gives it."""
    tensor = SimpleNamespace(floats=SimpleNamespace(values=numbers))
    return SimpleNamespace(
        type=kind,
        outputs=[] if name is None else [SimpleNamespace(name=name)],
        attributes={"val": SimpleNamespace(immediateValue=SimpleNamespace(tensor=tensor))},
        inputs={"x": SimpleNamespace(arguments=[SimpleNamespace(name=used) for used in uses])},
    )


def _classify(*classes: str) -> Any:
    def text(name: str) -> Any:
        tensor = SimpleNamespace(strings=SimpleNamespace(values=[name]))
        return SimpleNamespace(immediateValue=SimpleNamespace(tensor=tensor))

    listed = SimpleNamespace(list=SimpleNamespace(values=[text(name) for name in classes]))
    argument = SimpleNamespace(value=SimpleNamespace(immediateValue=listed))
    inputs = {"classes": SimpleNamespace(arguments=[argument])}
    return SimpleNamespace(type="classify", outputs=[SimpleNamespace(name="label")], attributes={}, inputs=inputs)


def test_a_core_ml_file_says_its_classes_and_how_it_scales_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    block = SimpleNamespace(
        operations=[
            _operation("const", "scale", numbers=(0.5,)),
            _operation("const", "offset", numbers=(-1.0, -1.0)),
            _operation("const", "kernel", numbers=(0.25, 0.75)),
            _operation("const", "three", numbers=(3.0,)),
            _operation("mul", "scaled", "image", "scale"),
            _operation("conv", "seen", "scaled", "kernel", "three"),
            _operation("add", "shifted", "seen", "offset"),
            _operation("mul", "later", "shifted", "scale"),
            _classify("unknown", "USD/20"),
            _operation("end"),
        ]
    )
    image = SimpleNamespace(width=224, height=224, colorSpace=20)
    given = SimpleNamespace(name="image", type=SimpleNamespace(imageType=image))
    output = SimpleNamespace(name="label", type=SimpleNamespace(WhichOneof=lambda kind: "stringType"))
    description = SimpleNamespace(
        input=[given],
        output=[output],
        predictedFeatureName="label",
        metadata=SimpleNamespace(userDefined={"version": "1"}),
    )
    main = SimpleNamespace(block_specializations={"CoreML7": block})
    spec = SimpleNamespace(
        description=description, mlProgram=SimpleNamespace(functions={"main": main}), specificationVersion=7
    )
    tools = SimpleNamespace(utils=SimpleNamespace(load_spec=lambda path: spec))
    monkeypatch.setitem(sys.modules, "coremltools", tools)
    facts = parity.coreml_facts(Path("a.mlpackage"))
    assert facts["classes"] == ["unknown", "USD/20"]
    assert facts["scaling"] == [("mul", 0.5), ("add", -1.0)], "what stands before the network"
    assert facts["operations"] == {"const": 4, "mul": 2, "conv": 1, "add": 1, "classify": 1, "end": 1}
    assert facts["input"] == ("image", 224, 224)
    assert (facts["outputs"], facts["label_output"]) == ([("label", "stringType")], "label")
