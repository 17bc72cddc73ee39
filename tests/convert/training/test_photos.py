"""Photos in training: the guide counts rightly, and where notes lie is found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from app.recognition.labels import NoteLabel
from app.recognition.observation import Box
from convert.data.dataset import LabelledPicture
from convert.data.images import load
from convert.training.photos import OwnCurrencyCheck, note_boxes
from tests.app.recognition.shipped import shipped_model
from tests.convert.pictures import SPECIMENS, scene, write

LABELS = (
    NoteLabel.unknown(),
    NoteLabel("ABC", "5", "current", "front"),
    NoteLabel("ABC", "5", "current", "back"),
    NoteLabel("ABC", "10", "current", "front"),
    NoteLabel("DEF", "1", "current", "front"),
)


class FixedModel:
    """Answers every picture by its mean colour: red is class 1 (ABC 5), green class 3 (ABC 10), blue class 4 (DEF)."""

    def predict_on_batch(self, pictures: Any) -> dict[str, Any]:
        red, green, blue = np.moveaxis(pictures.mean((1, 2)), -1, 0)
        return {"logits": np.stack([red * 0 - 5, red, red * 0 - 5, green, blue * 3], axis=1)}


def test_guide_counts_the_best_value_with_only_the_photo_s_currency_on(tmp_path: Path) -> None:
    photos = []
    for k, (bgr, value) in enumerate(
        [((0, 0, 255), "5"), ((255, 0, 200), "5"), ((0, 255, 0), "5"), ((0, 255, 0), "10")]
    ):
        path = write(tmp_path / f"{k}.png", np.full((40, 40, 3), bgr, np.uint8))
        photos.append(LabelledPicture(path, "ABC", value, "current", None))
    photos.append(LabelledPicture(photos[0].path, "DEF", "1", "current", None))
    # The second is bluest, but DEF is not its currency; the third is wrong; DEF has one value, which is always best.
    assert OwnCurrencyCheck(photos, LABELS)(FixedModel(), 32) == pytest.approx(
        {"top1/ABC": 0.75, "top1/DEF": 1.0, "top1/all": 0.8}
    )


def test_guide_takes_an_even_sample_and_none_is_no_error(tmp_path: Path) -> None:
    path = write(tmp_path / "red.png", np.full((40, 40, 3), (0, 0, 255), np.uint8))
    photos = [LabelledPicture(path, "ABC", "5" if k % 2 else "10", "current", None) for k in range(10)]
    assert OwnCurrencyCheck(photos, LABELS, limit=5)(FixedModel(), 32)["top1/all"] == 0.0  # every second one: all "10"
    assert OwnCurrencyCheck([], LABELS)(FixedModel(), 32) == {}


def test_places_are_the_table_s_and_without_a_model_no_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    photos = [
        LabelledPicture(write(tmp_path / name, np.zeros((40, 40, 3), np.uint8)), "ABC", "5", "current", None)
        for name in ("told.png", "untold.png")
    ]
    assert note_boxes(tmp_path, photos, None) == {}
    (tmp_path / "boxes.tsv").write_text("path\tleft\ttop\tright\tbottom\ntold.png\t0.1\t0.2\t0.8\t0.9\n")
    assert note_boxes(tmp_path, photos, None) == {photos[0].path: Box(0.1, 0.2, 0.8, 0.9)}
    assert capsys.readouterr().out == ""
    with (tmp_path / "boxes.tsv").open("a") as table:
        table.write("untold.png\t0.9\t0.2\t0.1\t0.9\n")
    assert list(note_boxes(tmp_path, photos, None)) == [photos[0].path]
    assert "boxes.tsv: line 3" in capsys.readouterr().out


def test_a_model_tells_the_places_that_the_table_does_not(tmp_path: Path) -> None:
    note = load(SPECIMENS / "XTS_20_front.png", 400)
    picture = scene(3, 640, 480)
    height = round(note.shape[0] * 360 / note.shape[1])
    picture[120 : 120 + height, 60:420] = cv2.resize(note, (360, height), interpolation=cv2.INTER_AREA)
    seen = write(tmp_path / "seen.png", picture)
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture")
    photos = [LabelledPicture(path, "XTS", "20", "current", None) for path in (seen, broken)]
    (place,) = note_boxes(tmp_path, photos, shipped_model()).values()
    sides = (place.left, place.top, place.right, place.bottom)
    assert sides == pytest.approx((60 / 640, 120 / 480, 420 / 640, (120 + height) / 480), abs=0.1)
