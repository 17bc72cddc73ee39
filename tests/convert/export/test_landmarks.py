"""Which landmarks are kept: those of the note and not of the table it lies on, of the value and not of all values."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path
from types import SimpleNamespace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition.keypoints import detect_keypoints, scaled_grey
from app.recognition.labels import NoteLabel, read_metadata
from app.recognition.model import Model
from app.recognition.observation import Box
from app.recognition.print_check import PrintReader
from app.recognition.templates import TemplateBank
from convert.__main__ import main
from convert.data.catalogue import catalogue
from convert.data.currencies import codes, read_table
from convert.data.dataset import DataError, LabelledPicture, class_list, specimen_references
from convert.data.images import load
from convert.export import landmarks
from convert.export.landmarks import NotePictures
from convert.export.template_choice import templates_of
from convert.run_folder import RunFolder
from tests.app.recognition.shipped import shipped_model
from tests.convert.pictures import SPECIMENS, backgrounds, data_folder, scene, write

WEIGHTS = read_metadata(shipped_model()).print_check


def _print(seed: int, width: int = 240) -> NDArray[np.uint8]:
    """A busy print of no country, uint8 (120, width, 3)."""
    coarse = np.random.default_rng(seed).integers(0, 256, (20, width // 6, 3), dtype=np.uint8)
    return np.asarray(cv2.resize(coarse, (width, 120), interpolation=cv2.INTER_CUBIC), np.uint8)


def _photo(note: NDArray[np.uint8], seed: int) -> NDArray[np.uint8]:
    """The note in the middle of a busy table of its own, a little turned and shaded."""
    rng = np.random.default_rng(seed)
    table = cv2.resize(_print(1000 + seed, 360), (360, 270), interpolation=cv2.INTER_CUBIC)
    matrix = cv2.getRotationMatrix2D((120, 60), float(rng.uniform(-4, 4)), 1)
    matrix[:, 2] += (60, 75)
    cv2.warpAffine(note, matrix, (360, 270), dst=table, borderMode=cv2.BORDER_TRANSPARENT)
    return np.clip(table * rng.uniform(0.7, 1), 0, 255).astype(np.uint8)


def _photos(folder: Path, value: str, note: NDArray[np.uint8], count: int) -> list[LabelledPicture]:
    paths = [write(folder / value / f"{k}.png", _photo(note, int(value) + k)) for k in range(count)]
    return [LabelledPicture(path, "ABC", value, None, None) for path in paths]


def test_specimens_are_known_by_both_faces_and_told_apart() -> None:
    scans = [s for s in specimen_references(SPECIMENS) if s.value in ("5", "50")]
    templates = templates_of(scans, [], {})
    assert sorted(t.value for t in templates) == ["XTS/5", "XTS/5", "XTS/50", "XTS/50"]
    assert all(50 < len(t.keypoints) <= 160 for t in templates)
    bank = TemplateBank(templates, 32)
    for scan in scans:
        note = cv2.imread(str(scan.path))
        assert note is not None
        frame = cv2.resize(scene(3), (640, 480))
        small = cv2.resize(note, (420, round(420 * note.shape[0] / note.shape[1])), interpolation=cv2.INTER_AREA)
        frame[100 : 100 + small.shape[0], 90:510] = small
        assert WEIGHTS is not None
        match = PrintReader(bank, WEIGHTS).read(frame, None, ["XTS"])
        assert match is not None
        assert match.value == scan.value, "despite shared ornaments"
        assert match.inliers > 15


def test_spots_beside_the_note_are_left_out(tmp_path: Path) -> None:
    (template, *_) = templates_of([], _photos(tmp_path, "5", _print(1), 6), {})
    assert template.value == "ABC/5"
    assert len(template.keypoints) > 50
    # The photo of 360 x 270 was scaled to 80,000 pixels; the note lies in the middle, a little turned.
    x, y = (template.keypoints.points / np.sqrt(80_000 / (360 * 270))).T
    assert ((x > 50) & (x < 310) & (y > 60) & (y < 210)).mean() > 0.98


def test_spots_that_other_values_show_as_well_are_left_out(tmp_path: Path) -> None:
    shared = _print(7, 120)
    notes = {value: np.hstack([shared, _print(int(value), 120)]) for value in ("5", "10")}
    photos = [p for value, note in notes.items() for p in _photos(tmp_path, value, note, 6)]
    templates = templates_of([], photos, {})
    assert {t.value for t in templates} == {"ABC/5", "ABC/10"}
    for template in templates:
        x = template.keypoints.points[:, 0] / np.sqrt(80_000 / (360 * 270))
        assert (x > 175).mean() > 0.8, "the half to the right of the middle tells the values apart"


def test_a_value_that_no_picture_shows_twice_has_no_landmarks(tmp_path: Path) -> None:
    photos = [LabelledPicture(write(tmp_path / f"{k}.png", _print(k)), "ABC", "5", None, None) for k in range(3)]
    assert templates_of([], photos, {}) == []


def _run_folder(tmp_path: Path, data: Path) -> Path:
    run = tmp_path / "run"
    run.mkdir()
    labels = class_list(catalogue(data, None, ["ABC"]))
    (run / "labels.json").write_text(json.dumps([asdict(label) for label in labels]))
    return run


def test_step_writes_landmarks_that_a_model_can_carry(
    tmp_path: Path, colour_model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = data_folder(tmp_path / "data")
    for name in ("5_front", "5_back", "10_front"):
        write(data / "reference" / "ABC" / name / "flat.png", _print(len(name)))
    run = _run_folder(tmp_path, data)
    arguments = ["landmarks", "--data", str(data), "--run", str(run), "--model", str(colour_model), "--jobs", "1"]
    assert main(arguments) == 0
    content = RunFolder(run).landmarks.read_bytes()
    assert "ABC/10" in TemplateBank.from_bytes(content).values
    assert "keypoints in" in capsys.readouterr().out
    assert main(arguments) == 0
    assert RunFolder(run).landmarks.read_bytes() == content, "same data, same landmarks"


def test_step_gives_a_model_new_templates_that_wait_to_be_calibrated(
    shipped: Model, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = data_folder(tmp_path / "data")
    out = tmp_path / "new.tflite"
    for name in ("VND/200_front", "USD/5_old_back", "USD/3_front"):
        write(data / "reference" / name / "flat.png", _print(len(name)))
    assert main(["landmarks", "--data", str(data), "--out", str(out), "--jobs", "1", "--version", "9"]) == 0
    assert str(out) in capsys.readouterr().out
    model = Model(out, threads=1)
    assert model.templates is not None
    assert shipped.templates is not None
    assert model.templates.projection == shipped.templates.projection, "or no pack would fit any longer"
    experimental = tuple(codes(read_table(), "experimental"))
    assert model.metadata == replace(shipped.metadata, version="9", experimental=experimental, print_check=None)
    found = {(each.value, each.face, each.series) for each in model.templates.known(["USD", "VND"])}
    assert ("VND/200", "front", "current") in found, "of which the network knows nothing, but the table does"
    assert ("USD/5", "back", "old") in found
    assert "USD/3" not in model.templates.values


def test_step_adds_what_the_model_does_not_read_and_keeps_the_rest(shipped: Model, tmp_path: Path) -> None:
    data = data_folder(tmp_path / "data")
    out = tmp_path / "more.tflite"
    write(data / "reference" / "VND" / "5000_front" / "flat.png", _print(11))
    assert main(["landmarks", "--data", str(data), "--out", str(out), "--jobs", "1", "--add"]) == 0
    model = Model(out, threads=1)
    assert model.templates is not None
    assert shipped.templates is not None
    assert model.metadata.print_check == shipped.metadata.print_check
    added = len(model.templates.templates_of("VND/5000")) - len(shipped.templates.templates_of("VND/5000"))
    assert added == 1
    assert len(model.templates) == len(shipped.templates) + 1, "the specimens are read already"
    again = tmp_path / "again.tflite"
    arguments = ["landmarks", "--data", str(data), "--model", str(out), "--out", str(again), "--jobs", "1", "--add"]
    assert main(arguments) == 0
    read = Model(again, threads=1).templates
    assert read is not None
    assert len(read) == len(model.templates), "what was added is read now"


def test_run_without_labels_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["landmarks", "--data", str(tmp_path), "--run", str(tmp_path)]) == 1
    assert "convert train" in capsys.readouterr().err


def test_notes_without_spots_leave_the_model_without_landmarks(
    tmp_path: Path, colour_model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    grey = np.full((60, 120, 3), 128, np.uint8)
    for name in ("5_front", "10_front"):
        write(data / "reference" / "ABC" / name / "flat.png", grey)
    write(data / "backgrounds" / "rooms" / "scene0.jpg", scene(0))
    run = _run_folder(tmp_path, data)
    RunFolder(run).landmarks.write_bytes(b"of an earlier run")
    assert main(["landmarks", "--data", str(data), "--run", str(run), "--model", str(colour_model), "--jobs", "1"]) == 0
    assert "without templates" in capsys.readouterr().out
    assert not RunFolder(run).landmarks.exists()
    assert len(detect_keypoints(scaled_grey(grey))) == 0


def _labelled(path: Path, currency: str, value: str) -> LabelledPicture:
    return LabelledPicture(path, currency, value, "current", "front")


def test_pictures_of_one_currency_are_told_from_the_others_and_those_with_most_photos_come_first() -> None:
    photos = tuple(
        _labelled(Path(f"{n}.jpg"), currency, "5") for n, currency in enumerate(("USD", "EUR", "EUR", "INR"))
    )
    known = frozenset({"USD/5", "EUR/5", "EUR/10", "INR/5", "XTS/5"})
    pictures = NotePictures(known, photos[:2], photos)
    assert pictures.currencies == ["EUR", "INR", "USD", "XTS"]
    euros = pictures.of("EUR")
    assert euros.known == {"EUR/5", "EUR/10"}
    assert (euros.scans, euros.photos) == (photos[1:2], photos[1:3])


def test_where_notes_lie_is_found_in_photos_that_can_be_read(
    shipped: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = load(SPECIMENS / "XTS_20_front.png", 320)
    good, empty = write(tmp_path / "good.png", note), write(tmp_path / "empty.png", np.zeros((60, 90, 3), np.uint8))
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture")
    box = Box(0.1, 0.2, 0.3, 0.4)
    monkeypatch.setattr(landmarks, "note_box_in", lambda model, picture: box if picture.any() else None)
    found = landmarks.boxes_of(shipped, [_labelled(path, "XTS", "20") for path in (good, broken, empty)])
    assert found == {good: box}


def test_what_is_fitted_needs_photos(shipped: Model, tmp_path: Path) -> None:
    labels = shipped.metadata.labels
    with pytest.raises(DataError, match="No photos of its notes under"):
        landmarks.training_pictures(tmp_path, SPECIMENS, labels)
    backgrounds(tmp_path / "backgrounds", 1)
    write(tmp_path / "photos" / "train" / "USD" / "20_front" / "a.png", np.zeros((60, 90, 3), np.uint8))
    write(tmp_path / "photos" / "train" / "USD" / "3_front" / "a.png", np.zeros((60, 90, 3), np.uint8))
    write(tmp_path / "photos" / "train" / "QQQ" / "5_front" / "a.png", np.zeros((60, 90, 3), np.uint8))
    found = landmarks.training_pictures(tmp_path, SPECIMENS, labels)
    # Of values that nobody knows none is taken.
    assert [(photo.currency, photo.value) for photo in found.photos] == [("USD", "20")]
    assert "USD/20" in found.known
    assert "USD/3" not in found.known
    assert {scan.currency for scan in found.scans} == {"XTS"}


def test_the_report_names_the_values_that_have_no_templates(tmp_path: Path, shipped: Model) -> None:
    bank = shipped.templates
    assert bank is not None
    out = tmp_path / "a.tflite"
    out.write_bytes(bytes(1_500_000))
    line = f"{out}: {bank.keypoints} keypoints in {len(bank)} templates of {len(bank.values)} values, 1.50 MB"
    assert landmarks.STEP.report(landmarks.Result(out, bank, [])) == line
    told = landmarks.STEP.report(landmarks.Result(out, bank, ["EUR/5", "USD/1"]))
    assert told == f"{line}\nno landmarks: EUR/5, USD/1"
    assert "the model goes without templates" in landmarks.STEP.report(landmarks.Result(out, None, ["EUR/5"]))


def test_known_are_the_values_of_the_classes_and_what_the_table_has_of_their_currencies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [SimpleNamespace(code="ABC", values=("5", "10")), SimpleNamespace(code="XYZ", values=("7",))]
    monkeypatch.setattr(landmarks, "read_table", lambda: lines)
    given = [_labelled(tmp_path / "a.png", "ABC", value) for value in ("10", "20", "99")]
    monkeypatch.setattr(
        landmarks, "catalogue", lambda data, specimens, codes: SimpleNamespace(references=given, photos=given)
    )
    labels = [NoteLabel.unknown(), NoteLabel("ABC", "20", "current", "front")]
    found = landmarks.note_pictures(tmp_path, tmp_path, labels)
    assert found.known == {"ABC/5", "ABC/10", "ABC/20"}
    assert [scan.value for scan in found.scans] == ["10", "20"]
