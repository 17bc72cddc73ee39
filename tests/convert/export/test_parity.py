"""The table of agreement, from logits written by hand."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from app.recognition.labels import ModelMetadata, NoteLabel
from convert.data.dataset import LabelledPicture
from convert.export.parity import Row, compare, drawn_evenly, measure, table
from tests.app.recognition.tiny_model import VIEWS

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
