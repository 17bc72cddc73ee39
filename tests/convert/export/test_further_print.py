"""What further scans show of dense prints: for tables alone, beside what was known, and nothing else in the model."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest

from app.recognition.keypoints import Keypoints
from app.recognition.labels import read_metadata, read_model, strip_metadata, write_metadata
from app.recognition.model import Model
from app.recognition.stored_bank import StoredBank
from app.recognition.templates import KnownPrint
from convert.__main__ import main
from convert.data.dataset import LabelledPicture
from convert.export import dense, further_print
from tests.convert.export.test_dense import Image, _model, _note, _print
from tests.convert.pictures import write


def _other_design() -> Image:
    """A 5 of another year: its right half has what the 10 shows there."""
    note = _print(77)
    note[:, 300:] = _note(10)[:, 300:]
    return note


@pytest.fixture
def model(shipped: Model, tmp_path: Path) -> Path:
    """With dense prints of a 5 and a 10, whose right halves are their own by all scans that were looked at."""
    for value in (5, 10):
        for name in ("a.png", "b.png"):
            write(tmp_path / "reference" / "USD" / f"{value}_front" / name, _note(value))
    plain, out = _model(shipped, tmp_path / "plain.tflite"), tmp_path / "model.tflite"
    dense.run(dense.Options(tmp_path, out, model=plain, version="2000.01.01"))
    return out


def test_a_further_design_of_a_value_takes_places_from_others_for_tables_alone(model: Path, tmp_path: Path) -> None:
    write(tmp_path / "reference" / "USD" / "5_front" / "c.png", _other_design())
    out = tmp_path / "out.tflite"
    result = further_print.run(further_print.Options(tmp_path, out, model=model, version="2000.01.02"))
    before, after = read_model(model), read_model(out)
    assert after.metadata.version == "2000.01.02"
    assert (after.network, after.landmarks) == (before.network, before.landmarks)
    assert before.dense is not None
    assert after.dense is not None
    with np.load(io.BytesIO(before.dense)) as old, np.load(io.BytesIO(after.dense)) as new:
        assert set(new.files) - set(old.files) == {"sharing_further", "shared_further"}
        assert all(np.array_equal(old[name], new[name]) for name in old.files)
    prints = Model(out, threads=1).dense
    assert prints is not None
    sides = prints.of("USD")
    assert sides is not None
    for table, one_note in zip(sides.known, prints.known("USD"), strict=True):
        assert table.value == one_note.value
        assert table.shared is not None
        assert one_note.shared is not None
        right = table.keypoints.points[:, 0] > 265
        # One note is read as before.
        assert one_note.shared[:, right].mean() < 0.5
        assert np.array_equal(table.shared[: len(one_note.shared)], one_note.shared)
        assert bool(table.shared[:, right].any(0).mean() > 0.9) is (table.value == "USD/10")
    stored = StoredBank.from_bytes(after.dense)
    assert stored.further is not None
    assert result.shown == sum(int(rows.any(0).sum()) for rows in stored.further)
    assert (result.all, result.length) == (stored.starts[-1], len(after.dense))


def test_dense_prints_to_which_nothing_was_added_are_read_as_before(model: Path) -> None:
    file = read_model(model)
    assert file.dense is not None
    stored = StoredBank.from_bytes(file.dense)
    assert stored.further is None
    assert stored.with_all_shared() is stored


def _of_eight_places() -> further_print.FurtherScans:
    places = np.zeros((8, 2), np.float32)
    side = KnownPrint("USD/5", Keypoints(places, np.zeros((8, 4), np.float32), *np.zeros((2, 8), np.float32)))
    further = further_print.FurtherScans.__new__(further_print.FurtherScans)
    further._sides, further._rows = [side], [[]]
    return further


def test_a_scan_counts_from_so_many_places_on_and_by_itself() -> None:
    further = _of_eight_places()
    further._add(0, np.array([0.29, 0.3, 0.1, 0.1, 0.1, 0.5, 0.5, 0.5], np.float32))
    assert further.rows(0).shape == (0, 8)
    further._add(0, np.array([0.29, 0.29, 0.1, 0.1, 0.1, 0.5, 0.5, 0.31], np.float32))
    further._add(0, np.array([0.5, 0.5, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1], np.float32))
    assert further.rows(0).tolist() == [[False] * 2 + [True] * 6, [True] * 5 + [False] * 3]


def test_of_more_scans_than_a_file_counts_those_that_show_most_are_kept() -> None:
    further = _of_eight_places()
    for number in range(300):
        further._add(0, np.array([0.1] * 5 + [0.5] * 2 + [0.1 if number < 200 else 0.5], np.float32))
    rows = further.rows(0)
    assert len(rows) == 255
    assert rows[:, 7].sum() == 200


def test_of_each_side_of_a_series_eight_scans_are_looked_at() -> None:
    def scan(number: int, face: str | None = "front", series: str = "current") -> LabelledPicture:
        return LabelledPicture(Path(f"{number:02d}.png"), "USD", "5", series, face)

    scans = [scan(number) for number in range(10)] + [scan(20, "back"), scan(21, None), scan(22, "front", "old")]
    assert [each.path.stem for each in further_print._some(scans[::-1])] == [
        *(f"{number:02d}" for number in range(8)),
        "20",
        "22",
    ]


def test_step_says_what_is_missing(shipped: Model, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plain, out = tmp_path / "plain.tflite", tmp_path / "out.tflite"
    plain.write_bytes(write_metadata(strip_metadata(shipped.path.read_bytes()), read_metadata(shipped.path)))
    for model, needed in ((plain, "no dense prints"), (shipped.path, "No scans")):
        assert main(["further-print", "--data", str(tmp_path), "--model", str(model), "--out", str(out)]) == 1
        assert needed in capsys.readouterr().err
    assert not out.exists()
