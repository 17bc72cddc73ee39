"""What a model makes of a picture file: the same as the app, and what cannot be read is listed."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from app.recognition.model import Model
from app.recognition.observation import ValueScore
from convert.data.images import load
from convert.inference import key, logits_of, note_box_in, read, said
from tests.convert.pictures import scene, write


def test_pictures_are_read_as_the_app_reads_them_and_others_listed(colour_model: Path, tmp_path: Path) -> None:
    model = Model(colour_model, threads=1)
    good, bad = write(tmp_path / "good.png", scene(1)), tmp_path / "bad.png"
    bad.write_text("no picture")
    unreadable: list[str] = []
    found = logits_of(model, [good, bad], unreadable)
    assert list(found) == [good]
    assert np.array_equal(found[good], read(model, load(good, 1280)))
    assert len(unreadable) == 1
    assert "bad.png" in unreadable[0]
    assert list(logits_of(model, [bad])) == []


def test_a_model_without_a_place_output_tells_no_place(colour_model: Path) -> None:
    assert note_box_in(Model(colour_model, threads=1), scene(1)) is None


def test_a_value_is_said_from_its_threshold_on() -> None:
    assert key(ValueScore("USD", "20", "front", 0.5, 0.6)) == "USD/20"
    assert said(ValueScore("USD", "20", "front", 0.6, 0.6)) == "USD/20"
    assert said(ValueScore("USD", "20", "front", 0.59, 0.6)) is None
