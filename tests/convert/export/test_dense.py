"""Dense prints: made of scans, spread over them, with what other values show, and written beside the templates."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition.keypoints import detect_keypoints, scaled_grey
from app.recognition.labels import read_metadata, strip_metadata, write_metadata
from app.recognition.model import Model
from app.recognition.templates import Template, TemplateBank
from convert.__main__ import main
from convert.export import dense
from tests.convert.pictures import write

Image = NDArray[np.uint8]


def _print(seed: int) -> Image:
    coarse = np.random.default_rng(seed).integers(0, 256, (30, 60, 3), dtype=np.uint8)
    return np.asarray(cv2.resize(coarse, (600, 300), interpolation=cv2.INTER_CUBIC), np.uint8)


def _note(value: int) -> Image:
    """Its left half is that of its whole family."""
    note = _print(value)
    note[:, :300] = _print(1)[:, :300]
    return note


def _model(shipped: Model, out: Path) -> Path:
    """The shipped network, and the print of 5 and 10 dollars."""
    templates = [Template(f"USD/{value}", detect_keypoints(scaled_grey(_note(value)), 160)) for value in (5, 10)]
    bank = TemplateBank(templates, 32, shipped.templates)
    content = strip_metadata(shipped.path.read_bytes())
    out.write_bytes(write_metadata(content, read_metadata(shipped.path), bank.to_bytes()))
    return out


def test_sides_have_more_keypoints_than_templates_and_know_what_is_shared(shipped: Model, tmp_path: Path) -> None:
    for value in (5, 10):
        write(tmp_path / "reference" / "USD" / f"{value}_front" / "a.png", _note(value))
        # Another scan of it, darker: of the same design.
        darker = np.asarray(0.7 * _note(value), np.uint8)
        write(tmp_path / "reference" / "USD" / f"{value}_front" / "b.png", darker)
    write(tmp_path / "reference" / "USD" / "20_front" / "a.png", _note(20))
    model, out, used = _model(shipped, tmp_path / "model.tflite"), tmp_path / "out.tflite", tmp_path / "used.txt"
    result = dense.run(dense.Options(tmp_path, out, model=model, version="2000.01.01", used=used))
    before, after = Model(model, threads=1), Model(out, threads=1)
    assert after.metadata.version == "2000.01.01"
    assert before.templates is not None
    assert after.templates is not None
    assert after.templates.to_bytes() == before.templates.to_bytes()
    assert before.dense is None
    assert after.dense is not None
    sides = after.dense.of("USD")
    assert sides is not None
    # Of one design a side each, and none of a value without templates.
    assert [side.value for side in sides.known] == ["USD/10", "USD/5"]
    assert (result.sides, result.keypoints) == (2, sum(len(side.keypoints) for side in sides.known))
    assert len(used.read_text(encoding="utf-8").splitlines()) == 2
    for side in sides.known:
        assert len(side.keypoints) > 200
        # Scaled to 120,000 pixels, the note is 490 wide; beside the seam a keypoint sees some of both halves.
        left, right = side.keypoints.points[:, 0] < 225, side.keypoints.points[:, 0] > 265
        assert side.shared is not None
        assert side.shared[:, left].mean() > 0.9
        assert side.shared[:, right].mean() < 0.5
        # Spread over all of it, and no two are one.
        assert min(left.sum(), right.sum()) > 0.3 * len(side.keypoints)
        assert len(np.unique(side.keypoints.points // 2, axis=0)) > 0.9 * len(side.keypoints)


def test_step_says_what_is_missing(shipped: Model, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plain, out = tmp_path / "plain.tflite", tmp_path / "out.tflite"
    plain.write_bytes(write_metadata(strip_metadata(shipped.path.read_bytes()), read_metadata(shipped.path)))
    for model, needed in ((plain, "no templates"), (_model(shipped, tmp_path / "model.tflite"), "No scans")):
        assert main(["dense-prints", "--data", str(tmp_path), "--model", str(model), "--out", str(out)]) == 1
        assert needed in capsys.readouterr().err
    assert not out.exists()
