"""From when on faint print counts: what the network and the print say of photos whose value is left out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition.keypoints import detect_keypoints, scaled_grey
from app.recognition.labels import read_metadata, strip_metadata, write_metadata
from app.recognition.model import Model
from app.recognition.observation import Box
from app.recognition.scoring import Scorer
from app.recognition.templates import Template, TemplateBank
from convert.__main__ import main
from convert.export import faint_print
from convert.inference import without_value
from tests.convert.pictures import write


def test_the_network_says_nothing_of_a_value_left_out(shipped: Model) -> None:
    labels = shipped.metadata.labels
    logits = np.zeros(len(labels), np.float32)
    logits[[f"{label.currency}/{label.value}" == "USD/20" for label in labels]] = 9.0
    scorer = Scorer(shipped.metadata)
    assert scorer.score(logits, ["USD"]).values[0].value == "20"
    scores = scorer.score(without_value(logits, labels, "USD/20"), ["USD"]).values
    assert next(each.score for each in scores if each.value == "20") == 0
    assert scores[0].score > 0


def _note(seed: int) -> NDArray[np.uint8]:
    coarse = np.random.default_rng(seed).integers(0, 256, (20, 40, 3), dtype=np.uint8)
    return np.asarray(cv2.resize(coarse, (480, 240), interpolation=cv2.INTER_CUBIC), np.uint8)


def _data(folder: Path) -> Path:
    """A data folder with one photo of five dollars to learn from."""
    write(folder / "photos" / "train" / "USD" / "5" / "a__1.png", _note(5))
    write(folder / "reference" / "USD" / "5_front" / "a.png", _note(5))
    for index in range(20):
        write(folder / "backgrounds" / f"{index}.png", _note(100 + index)[:40, :40])
    return folder


def _model(shipped: Model, out: Path, *, shared: bool) -> Path:
    """The shipped network, and the print of 5 and 10 dollars; where `shared`, that of the 10 is the 5's."""
    templates = [
        Template(f"USD/{value}", detect_keypoints(scaled_grey(_note(5 if shared else value)))) for value in (5, 10)
    ]
    bank = TemplateBank(templates, 32, shipped.templates)
    metadata, content = read_metadata(shipped.path), shipped.path.read_bytes()
    out.write_bytes(write_metadata(strip_metadata(content), metadata, bank.to_bytes()))
    return out


@pytest.mark.parametrize("shared", [True, False])
def test_a_photo_of_a_value_left_out_speaks_for_another_whose_print_is_there(
    shipped: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shared: bool
) -> None:
    labels = shipped.metadata.labels
    logits = np.zeros(len(labels), np.float32)
    # The network takes what it was never shown for ten dollars, surely.
    logits[[f"{label.currency}/{label.value}" == "USD/10" for label in labels]] = 40.0
    monkeypatch.setattr(faint_print, "look", lambda model, picture: (logits, Box(0.0, 0.0, 1.0, 1.0)))
    model = Model(_model(shipped, tmp_path / "model.tflite", shared=shared), threads=1)
    weights = model.metadata.print_check
    assert weights is not None
    desk = faint_print._Desk(model, replace(weights, clear=1.0, weak=1.0))
    pictures = faint_print.training_pictures(_data(tmp_path), faint_print.SPECIMENS, labels)
    logit = desk.logit(pictures.photos[0])
    assert logit > 3 if shared else logit < 0
    logits[:] = 0
    assert desk.logit(pictures.photos[0]) == -np.inf


def test_step_writes_the_threshold_and_nothing_else(
    shipped: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _data(tmp_path)
    out = tmp_path / "out.tflite"
    result = faint_print.run(faint_print.Options(tmp_path, model=shipped.path, out=out, jobs=1, version="2000.01.01"))
    before, after = read_metadata(shipped.path), read_metadata(out)
    assert before.print_check is not None
    assert after.print_check == replace(before.print_check, faint=result.faint)
    assert 0.15 <= result.faint <= before.print_check.weak
    assert after == replace(before, version="2000.01.01", print_check=after.print_check)
    templates = Model(out, threads=1).templates
    assert templates is not None
    assert shipped.templates is not None
    assert templates.to_bytes() == shipped.templates.to_bytes()


def test_step_says_what_is_missing(shipped: Model, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plain = tmp_path / "plain.tflite"
    content = shipped.path.read_bytes()
    plain.write_bytes(write_metadata(strip_metadata(content), read_metadata(shipped.path)))
    for model, needed in ((plain, "no calibrated templates"), (shipped.path, "No photos")):
        assert main(["calibrate-faint", "--data", str(tmp_path), "--model", str(model)]) == 1
        assert needed in capsys.readouterr().err
