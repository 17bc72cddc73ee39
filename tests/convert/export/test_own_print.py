"""Which keypoints of a template notes of other values show: those of the half that two notes share."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition.keypoints import detect_keypoints, scaled_grey
from app.recognition.labels import read_metadata, strip_metadata, write_metadata
from app.recognition.model import Model
from app.recognition.templates import Template, TemplateBank
from convert.__main__ import main
from convert.data import dataset
from convert.export import own_print
from tests.convert.pictures import write

Image = NDArray[np.uint8]


def _print(seed: int) -> Image:
    coarse = np.random.default_rng(seed).integers(0, 256, (20, 40, 3), dtype=np.uint8)
    return np.asarray(cv2.resize(coarse, (480, 240), interpolation=cv2.INTER_CUBIC), np.uint8)


def _note(value: int) -> Image:
    """Its left half is that of its whole family."""
    note = _print(value)
    note[:, :240] = _print(1)[:, :240]
    return note


def _model(shipped: Model, out: Path) -> Path:
    """The shipped network, and the print of 5 and 10 dollars."""
    templates = [Template(f"USD/{value}", detect_keypoints(scaled_grey(_note(value)), 160)) for value in (5, 10)]
    bank = TemplateBank(templates, 32, shipped.templates)
    out.write_bytes(
        write_metadata(strip_metadata(shipped.path.read_bytes()), read_metadata(shipped.path), bank.to_bytes())
    )
    return out


def test_what_a_family_shares_is_found(shipped: Model, tmp_path: Path) -> None:
    for value in (5, 10):
        write(tmp_path / "reference" / "USD" / f"{value}_front" / "a.png", _note(value))
    model, out = _model(shipped, tmp_path / "model.tflite"), tmp_path / "out.tflite"
    result = own_print.run(own_print.Options(tmp_path, model=model, out=out, version="2000.01.01"))
    before, after = Model(model, threads=1), Model(out, threads=1)
    assert after.metadata == replace(before.metadata, version="2000.01.01")
    assert before.templates is not None
    assert after.templates is not None
    assert all(known.shared is None for known in before.templates.known(["USD"]))
    knowns = after.templates.known(["USD"])
    for known in knowns:
        # Scaled to 80,000 pixels, the note is 400 wide; beside the seam a keypoint sees some of both halves.
        left, right = known.keypoints.points[:, 0] < 185, known.keypoints.points[:, 0] > 215
        assert known.shared is not None
        assert known.shared.shape == (1, len(known.keypoints))
        assert known.shared[:, left].mean() > 0.95
        # Where anything lies it may look alike by chance.
        assert known.shared[:, right].mean() < 0.5
    assert result.own == sum(int((~known.shared.any(0)).sum()) for known in knowns if known.shared is not None)
    assert result.all == sum(len(known.keypoints) for known in knowns)


def test_step_says_what_is_missing(shipped: Model, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plain = tmp_path / "plain.tflite"
    plain.write_bytes(write_metadata(strip_metadata(shipped.path.read_bytes()), read_metadata(shipped.path)))
    for model, needed in ((plain, "no templates"), (_model(shipped, tmp_path / "model.tflite"), "No scans")):
        assert main(["own-print", "--data", str(tmp_path), "--model", str(model)]) == 1
        assert needed in capsys.readouterr().err


def test_another_value_shows_what_is_nearer_than_alike_and_enough_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_print, "_NEAR", 0.5)
    monkeypatch.setattr(own_print, "_FEWEST", 2)
    shared: Any = own_print.SharedKeypoints.__new__(own_print.SharedKeypoints)
    shared.nearest = [{"USD/5": np.array([0.4, 0.5, 0.4]), "USD/10": np.array([0.4, 0.5, 0.5]), "USD/1": np.ones(3)}]
    shared._keypoints = [range(3)]
    assert shared.shared(0).tolist() == [[True, False, True]]


@pytest.mark.parametrize("currencies", [{"USD"}, {"USD", "XTS"}])
def test_specimens_are_looked_at_where_the_model_knows_them(
    currencies: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[Any] = []
    bank = SimpleNamespace(currencies=currencies)

    def look(bank: object, scans: list[Any]) -> dict[str, list[Any]]:
        looked.extend(scans)
        return {"USD/5": [np.array([[True, False, False]])]}

    monkeypatch.setattr(own_print, "Model", lambda path, threads: SimpleNamespace(templates=bank))
    monkeypatch.setattr(dataset, "labelled_pictures", lambda folder, codes: [(folder.name, *codes)])
    monkeypatch.setattr(dataset, "specimen_references", lambda folder: ["a specimen"])
    monkeypatch.setattr(own_print, "_some", list)
    monkeypatch.setattr(own_print, "shared_keypoints", look)
    result = own_print.run(own_print.Options(tmp_path))
    assert looked == [("reference", *sorted(currencies)), *(["a specimen"] if "XTS" in currencies else [])]
    assert (result.own, result.all, result.out) == (2, 3, None)
    assert own_print._report(result).splitlines() == ["2 of 3 keypoints are shown by no note of another value"]
    assert own_print._report(replace(result, out=Path("out.tflite"))).splitlines()[1] == "out.tflite: written"
