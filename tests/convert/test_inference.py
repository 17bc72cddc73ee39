"""What a model makes of a picture file: the same as the app, and what cannot be read is listed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition.labels import NoteLabel
from app.recognition.model import Model
from app.recognition.observation import ValueScore
from convert import inference
from convert.data.images import load
from convert.inference import BothReaders, key, logits_of, note_box_in, read, said, without_value
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


RED, BLUE, GREEN = ((0, 0, 255), (255, 0, 0), (0, 255, 0))


def _plain(colour: tuple[int, int, int]) -> NDArray[np.uint8]:
    return np.full((40, 60, 3), colour, np.uint8)


def test_a_value_that_is_left_out_has_no_probability_and_the_others_keep_theirs() -> None:
    labels = [
        NoteLabel.unknown(),
        NoteLabel("RED", "5", "current", "front"),
        NoteLabel("RED", "5", "old", "back"),
        NoteLabel("RED", "50", "current", "front"),
    ]
    found = without_value(np.array([1, 2, 3, 4], np.float32), labels, "RED/5")
    assert found.tolist() == [1, -1e4, -1e4, 4]


def test_without_print_the_network_s_value_is_said(colour_model: Path) -> None:
    readers = BothReaders(Model(colour_model, threads=1))
    assert not readers.has_print
    for colour, value in ((RED, "RED/5"), (BLUE, "BLU/10"), (GREEN, None)):
        told = readers.read(_plain(colour), ["RED", "BLU"])
        assert (told.both, told.network, told.by_print) == (value, value, None)
        assert readers.by_network(_plain(colour), ["RED", "BLU"]) == value
        assert (key(told.best) == value) or value is None
    assert readers.read(_plain(RED), ["BLU"]).both is None, "its currency is off"


def test_one_picture_is_looked_at_once_whatever_is_on(colour_model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[object] = []
    own = inference.look

    def look(model: Model, picture: NDArray[np.uint8]) -> object:
        looked.append(picture)
        return own(model, picture)

    monkeypatch.setattr(inference, "look", look)
    readers, picture = BothReaders(Model(colour_model, threads=1)), _plain(RED)
    assert readers.read(picture, ["RED"]).both == "RED/5"
    assert readers.read(picture, ["BLU"]).both is None
    assert len(looked) == 1
    assert readers.read(_plain(BLUE), ["BLU"]).both == "BLU/10"
    assert len(looked) == 2


def test_what_is_left_out_is_not_said(colour_model: Path) -> None:
    readers = BothReaders(Model(colour_model, threads=1), without="RED/5")
    assert readers.read(_plain(RED), ["RED", "BLU"]).both != "RED/5"
    assert readers.read(_plain(BLUE), ["RED", "BLU"]).both == "BLU/10"
