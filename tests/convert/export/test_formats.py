"""The exported formats. Making them takes TensorFlow and more (requirements-export.txt): without, those are skipped."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition.labels import ModelMetadata, NoteLabel, read_metadata, write_metadata
from app.recognition.model import DEFAULT_MODEL, Model
from convert.__main__ import main
from convert.data.dataset import DataError
from convert.export import formats as export
from convert.export.formats import Source, Trained, edgetpu_complaints, trained_in
from convert.export.parity import coreml_facts, keras_runner, onnx_runner, saved_model_runner, tflite_runner
from tests.app.recognition.tiny_model import VIEWS

LABELS = (
    NoteLabel.unknown(),
    *(NoteLabel("XTS", value, "current", face) for value in ("1", "20", "100") for face in ("front", "back")),
)
METADATA = ModelMetadata(
    version="1",
    input_size=224,
    pad_value=114,
    temperature=1.5,
    disabled_weight=0.5,
    labels=LABELS,
    views=VIEWS,
    evidence={},
    thresholds={"XTS/1": 0.8, "XTS/20": 0.8, "XTS/100": 0.8},
)


def _pictures() -> Sequence[NDArray[np.uint8]]:
    rng = np.random.default_rng(5)
    return [rng.integers(0, 256, (224, 224, 3), np.uint8) for _ in range(4)]


def _run_folder(tmp_path: Path, labels: tuple[NoteLabel, ...] = LABELS) -> Path:
    (tmp_path / "labels.json").write_text(json.dumps([asdict(label) for label in labels]))
    (tmp_path / "final.weights.h5").write_bytes(b"")
    (tmp_path / "m.tflite").write_bytes(write_metadata(b"network", METADATA))
    return tmp_path


def test_a_run_and_its_model_belong_together(tmp_path: Path) -> None:
    folder = _run_folder(tmp_path)
    trained = trained_in(Source(folder, model=folder / "m.tflite", specimens=tmp_path))
    assert (trained.classes, trained.size) == (7, 224)
    assert trained.labels_text().splitlines()[:2] == ["unknown", "XTS/1/current/front"]
    with pytest.raises(DataError, match="--data"):
        trained.calibration()


def test_a_model_of_another_run_is_refused(tmp_path: Path) -> None:
    folder = _run_folder(tmp_path, LABELS[:-1])
    with pytest.raises(DataError, match="other classes"):
        trained_in(Source(folder, model=folder / "m.tflite", specimens=tmp_path))


def test_no_run_is_said_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--format", "onnx", "--run", str(tmp_path)]) == 1
    assert "python -m convert train" in capsys.readouterr().err


def test_a_model_with_float_outputs_is_not_for_the_edge_tpu() -> None:
    if not DEFAULT_MODEL.exists():
        pytest.skip(f"no model at {DEFAULT_MODEL}: make one with `make model`")
    complaints = edgetpu_complaints(DEFAULT_MODEL.read_bytes())
    assert any("is float32" in complaint for complaint in complaints)


# ------------------------------------------------------------------ what takes the training packages and their formats


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Trained:
    """A network of random weights."""
    pytest.importorskip("tensorflow", reason="making formats takes requirements-export.txt")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KERAS_BACKEND", "tensorflow")
        from convert.training import network

    path = tmp_path_factory.mktemp("run") / "final.weights.h5"
    network.build(len(LABELS), 224).save_weights(path)
    return Trained(path, METADATA, _pictures)


@pytest.fixture(scope="module")
def reference(trained: Trained) -> list[Any]:
    run = keras_runner(trained)
    return [run(picture) for picture in _pictures()]


def test_onnx_says_what_keras_says(trained: Trained, reference: list[Any], tmp_path: Path) -> None:
    onnx = pytest.importorskip("onnx")
    pytest.importorskip("tf2onnx")
    path = export.onnx(trained, tmp_path)
    run = onnx_runner(path, METADATA)
    for picture, expected in zip(_pictures(), reference, strict=True):
        np.testing.assert_allclose(run(picture), expected, atol=1e-4)
    properties = {item.key: item.value for item in onnx.load(str(path)).metadata_props}
    assert ModelMetadata.from_json(properties["noteworthy.json"]) == METADATA
    assert ModelMetadata.from_json((tmp_path / "noteworthy.json").read_text()) == METADATA


def test_the_saved_model_says_what_keras_says(trained: Trained, reference: list[Any], tmp_path: Path) -> None:
    path = export.saved_model(trained, tmp_path)
    run = saved_model_runner(path, METADATA)
    for picture, expected in zip(_pictures(), reference, strict=True):
        np.testing.assert_allclose(run(picture), expected, atol=1e-4)
    assert ModelMetadata.from_json((path / "assets.extra" / "noteworthy.json").read_text()) == METADATA


def test_float16_says_what_keras_says_and_runs_in_the_app(
    trained: Trained, reference: list[Any], tmp_path: Path
) -> None:
    path = export.tflite_fp16(trained, tmp_path)
    model = Model(path, threads=1)
    assert read_metadata(path) == METADATA
    for picture, expected in zip(_pictures(), reference, strict=True):
        np.testing.assert_allclose(model.run(picture).logits, expected, atol=0.02)


def test_edgetpu_ready_is_8_bit_throughout(trained: Trained, tmp_path: Path) -> None:
    path = export.edgetpu_ready(trained, tmp_path)
    assert edgetpu_complaints(path.read_bytes()) == []
    assert np.isfinite(tflite_runner(path, METADATA)(_pictures()[0])).all()


def test_core_ml_states_its_scaling_and_classes(trained: Trained, tmp_path: Path) -> None:
    pytest.importorskip("coremltools")
    facts = coreml_facts(export.coreml(trained, tmp_path))
    assert facts["input"] == ("image", 224, 224)
    assert facts["classes"] == [label.text for label in LABELS]
    assert facts["label_output"] == "label"
    assert [name for name, _ in facts["outputs"]] == ["label", "label_probs", "where"]
    assert [kind for kind, _ in facts["scaling"]] == ["mul", "add"]
    assert [value for _, value in facts["scaling"]] == pytest.approx([1 / 127.5, -1.0])
    assert facts["operations"]["constexpr_affine_dequantize"] > 30, "8-bit weights"
    assert ModelMetadata.from_json(facts["metadata"]["noteworthy.json"]) == METADATA


@pytest.mark.parametrize("given", [None, Path("others.npz")])
def test_the_weights_are_those_that_were_named_or_else_the_last(
    given: Path | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []

    class Folder:
        final_weights = tmp_path / "final.npz"

        def __init__(self, path: Path) -> None:
            assert path == tmp_path

        def read_labels(self, weights: Path) -> None:
            asked.append(weights)
            raise DataError("enough")

    monkeypatch.setattr(export, "RunFolder", Folder)
    with pytest.raises(DataError, match="enough"):
        trained_in(Source(tmp_path, weights=given))
    assert asked == [given or Folder.final_weights]


def test_each_format_is_told_with_its_place_and_size_and_what_it_lacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KERAS_BACKEND", "jax")
    monkeypatch.setenv("TF_CPP_MIN_LOG_LEVEL", "1")
    monkeypatch.setattr(export, "trained_in", lambda source: "what was trained")

    def made(trained: object, out: Path) -> Path:
        assert trained == "what was trained"
        (out / "one.bin").write_bytes(bytes(2_500_000))
        return out / "one.bin"

    def lacking(trained: object, out: Path) -> Path:
        raise ModuleNotFoundError("no such module", name="coremltools")

    monkeypatch.setattr(export, "FORMATS", {"one": made, "two": lacking})
    source: Any = None
    out = tmp_path / "deep" / "exports"
    result = export.run(export.Options(source, ("one",), out))
    assert result.files == {"one": out / "one.bin"}
    assert capsys.readouterr().out == f"one: {out / 'one.bin'}, 2.50 MB\n"
    with pytest.raises(DataError, match=r"two needs coremltools: pip install -r requirements-export\.txt"):
        export.run(export.Options(source, ("one", "two"), out))
    with pytest.raises(DataError, match="No such format: none given"):
        export.Options(source, ())
    with pytest.raises(DataError, match="No such format: four, three"):
        export.Options(source, ("three", "one", "four"))


def test_the_edge_tpu_takes_bytes_of_a_fixed_size_and_operations_that_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    def tensor(name: str, kind: type, *signature: int) -> dict[str, Any]:
        return {"name": name, "dtype": kind, "shape_signature": np.array(signature)}

    known = min(export.EDGETPU_OPERATIONS)
    fake = SimpleNamespace(
        allocate_tensors=lambda: None,
        _get_ops_details=lambda: [{"op_name": name} for name in (known, "DELEGATE", "A_WHIM")],
        get_input_details=lambda: [tensor("picture", np.uint8, 1, 224), tensor("any", np.int8, -1, 224)],
        get_output_details=lambda: [tensor("logits", np.float32, 1, 5)],
    )
    monkeypatch.setattr("ai_edge_litert.interpreter.Interpreter", lambda model_content: fake)
    assert edgetpu_complaints(b"") == ["operation A_WHIM", "any has no fixed size", "logits is float32"]


@pytest.mark.parametrize(
    ("given", "made"), [(["onnx", "coreml", "onnx"], ("onnx", "coreml")), (["onnx", "all"], tuple(export.FORMATS))]
)
def test_each_format_is_made_once_and_all_of_them_where_all_are_asked_for(
    given: list[str], made: tuple[str, ...]
) -> None:
    parser = argparse.ArgumentParser()
    export.add_arguments(parser)
    asked = [word for name in given for word in ("--format", name)]
    assert export._options(parser.parse_args(asked)).formats == made


@pytest.mark.parametrize(
    ("kind", "weights", "is_refused"),
    [
        ("constexpr_affine_dequantize", [1.0, 2.0], False),
        ("constexpr_affine_dequantize", [1.0, np.nan], True),
        ("conv", [1.0, np.inf], False),
    ],
)
def test_weights_that_are_not_finite_in_8_bits_are_refused(kind: str, weights: list[float], is_refused: bool) -> None:
    operation = SimpleNamespace(op_type=kind, name="L7", materialized_val_inference=lambda: np.array(weights))
    functions = {"main": SimpleNamespace(operations=[operation])}
    model = SimpleNamespace(_mil_program=SimpleNamespace(functions=functions))
    if is_refused:
        with pytest.raises(DataError, match="L7 has weights that are not finite"):
            export._refuse_endless(model)
    else:
        export._refuse_endless(model)


@pytest.mark.parametrize("complaints", [[], ["operation A_WHIM"]])
def test_what_the_edge_tpu_would_not_take_is_not_written(
    complaints: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    metadata = read_metadata(DEFAULT_MODEL)
    trained: Any = SimpleNamespace(weights="w", classes=3, size=224, calibration=list, metadata=metadata)
    monkeypatch.setattr(export, "to_tflite", lambda *given, outputs_8_bit: b"8 bits" if outputs_8_bit else b"")
    monkeypatch.setattr(export, "edgetpu_complaints", lambda content: complaints)
    monkeypatch.setattr(export, "write_metadata", lambda content, metadata: content)
    if complaints:
        with pytest.raises(DataError, match="Not fit for the Edge TPU: operation A_WHIM"):
            export.edgetpu_ready(trained, tmp_path)
        assert list(tmp_path.iterdir()) == []
    else:
        assert export.edgetpu_ready(trained, tmp_path).read_bytes() == b"8 bits"
