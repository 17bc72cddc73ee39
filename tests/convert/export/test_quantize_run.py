"""What `quantize` takes, decides and writes, with the conversion itself left out."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from app.recognition.labels import read_metadata
from convert.data.dataset import LabelledPicture
from convert.export import quantize
from convert.export.quantize import Options, Result
from tests.app.recognition.shipped import shipped_model


class _Step:
    """A run's folder, and the parts of the step, which write down what they are given."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, *, has_landmarks: bool) -> None:
        self.converted: list[Any] = []
        self.calibrated: list[Any] = []
        self.metadata = read_metadata(shipped_model())
        landmarks = folder / "landmarks.npz"
        if has_landmarks:
            landmarks.write_bytes(b"own landmarks")
        self.folder = SimpleNamespace(
            path=folder,
            uncalibrated_model=folder / "model.tflite",
            final_weights="the last weights",
            landmarks=landmarks,
            quantization=folder / "quantization.json",
            read_labels=lambda weights: self.metadata.labels,
            read_left_out=tuple,
            read_synthesis=lambda: None,
        )
        printed = SimpleNamespace(
            landmarks=b"printed", metadata=replace(self.metadata, print_check=self.metadata.print_check)
        )
        for name, stands_in in (
            ("RunFolder", lambda path: self.folder),
            ("read_model", lambda path: printed),
            ("catalogue", lambda *given: "catalogue"),
            ("Synthesizer", lambda *given: "synthesizer"),
            ("calibration_pictures", lambda *given: ["a picture"]),
            ("to_tflite", self._to_tflite),
            ("_calibrated", self._calibrated),
            ("write_metadata", lambda content, metadata, landmarks=None: content + b"|" + (landmarks or b"none")),
        ):
            monkeypatch.setattr(quantize, name, stands_in)

    def _to_tflite(self, weights: object, classes: int, size: int, calibration: object) -> bytes:
        self.converted.append((weights, calibration))
        return b"float" if calibration is None else b"int8"

    def _calibrated(self, options: Options, files: Any, metadata: Any, *more: object) -> tuple[Any, dict[str, float]]:
        self.calibrated.append((files.int8, files.plain, files.landmarks))
        return metadata, {"same_best": 1.0}


@pytest.mark.parametrize("has_landmarks", [True, False])
def test_the_run_s_own_landmarks_go_along_and_the_float_network_where_it_is_asked_for(
    has_landmarks: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    step = _Step(tmp_path, monkeypatch, has_landmarks=has_landmarks)
    plain = tmp_path / "float.tflite"
    result = quantize.run(Options(tmp_path, float_out=plain))
    landmarks = b"own landmarks" if has_landmarks else None
    written = landmarks or b"none"
    assert result.out == step.folder.uncalibrated_model
    assert result.out.read_bytes() == b"int8|" + written
    assert plain.read_bytes() == b"float|" + written
    assert step.converted == [("the last weights", ["a picture"]), ("the last weights", None)]
    assert step.calibrated == [(b"int8", b"float", landmarks)]
    assert json.loads(step.folder.quantization.read_text()) == {"same_best": 1.0}
    assert ("no landmarks in" in capsys.readouterr().out) is not has_landmarks
    assert result.metadata.print_check is None


def test_print_of_another_model_is_taken_along_with_how_it_is_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = _Step(tmp_path, monkeypatch, has_landmarks=True)
    out, weights = tmp_path / "mine.tflite", tmp_path / "w.h5"
    result = quantize.run(Options(tmp_path, out=out, weights=weights, print_of=Path("printed.tflite")))
    assert result.out.read_bytes() == b"int8|printed"
    assert result.metadata.print_check == step.metadata.print_check is not None
    assert {given for given, _ in step.converted} == {weights}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["landmarks.npz", "mine.tflite", "quantization.json"]


def test_a_draft_is_converted_and_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    step = _Step(tmp_path, monkeypatch, has_landmarks=True)
    result = quantize.run(Options(tmp_path, draft=True))
    assert result.out.read_bytes() == b"int8|none"
    assert (len(step.converted), step.calibrated, result.figures) == (1, [], None)
    result.out.write_bytes(bytes(2_500_000))
    assert quantize._report(result) == f"{result.out}: a draft, 2.50 MB"


@pytest.mark.parametrize(("is_fitted", "next_step"), [(False, "calibrate-print"), (True, "calibrate-faint")])
def test_what_was_made_is_told_with_the_step_that_is_next(is_fitted: bool, next_step: str, tmp_path: Path) -> None:
    metadata = read_metadata(shipped_model())
    metadata = metadata if is_fitted else replace(metadata, print_check=None)
    out = tmp_path / "model.tflite"
    out.write_bytes(bytes(1_000_000))
    lines = quantize._report(Result(out, metadata, {"same_best": 0.5})).splitlines()
    assert lines[0] == f"{out}: 1.00 MB, temperature {metadata.temperature}"
    assert lines[-1].endswith(f"`python -m convert {next_step}` is next")


@pytest.mark.parametrize(("given", "experimental"), [(None, ("USD",)), (("EUR", "XYZ"), ("EUR",)), ((), ())])
def test_currencies_are_experimental_as_the_table_says_or_as_was_asked_for(
    given: tuple[str, ...] | None, experimental: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quantize, "codes", lambda table, tier: ("USD", "ABC"))
    labels = read_metadata(shipped_model()).labels
    found = quantize._metadata(Options(Path("data"), experimental=given, views=2), labels, ["EUR", "USD"])
    assert found.experimental == experimental
    assert found.turns == quantize.TURNS[:2]


def test_each_photo_is_spoilt_in_every_second_way_in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quantize, "load", lambda path, most: np.zeros((4, 6, 3), np.uint8))
    monkeypatch.setattr(quantize, "note_box_in", lambda model, photo: None)
    monkeypatch.setattr(quantize, "corrupted", lambda name, *more: name)
    photos = [LabelledPicture(Path(f"{number}.jpg"), "USD", "5", None, None) for number in range(3)]
    model: Any = None
    scenes = [np.zeros((4, 6, 3), np.uint8)]
    found: Any = list(quantize._hard_shots(model, photos, scenes))
    names = list(quantize.CORRUPTIONS)[1:]
    spoilt = [[name for item, name in found if item is photo] for photo in photos]
    assert spoilt == [names[::2], names[1::2], names[::2]]
    assert list(quantize._hard_shots(model, photos, [])) == [], "without backgrounds nothing can be spoilt"
