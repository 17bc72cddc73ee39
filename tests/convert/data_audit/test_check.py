"""The check of a data folder: each thing that is wrong in a folder is found once, named, and nothing else is."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from app.recognition.labels import write_metadata
from convert.__main__ import main
from convert.data.dataset import LabelledPicture
from convert.data.finding import Finding
from convert.data.images import load
from convert.data_audit import rules
from convert.data_audit.check import examine, grey
from convert.data_audit.names import lonely_hands, unknown_values, wrong_places
from convert.data_audit.near_duplicates import Pair
from convert.data_audit.rules import ClassCount, Item, breaking, class_counts, evaluated_by, repeats
from convert.data_audit.words import sentences
from tests.app.recognition import tiny_model
from tests.convert.pictures import backgrounds, data_folder, made_up_note, scene, write

RED, BLUE = (0, 0, 255), (255, 0, 0)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder in order: two values of RED, each side scanned, photos in train and val that are all different."""
    folder = tmp_path / "data"
    seed = 100
    for value in ("5", "10"):
        for face in ("front", "back"):
            write(folder / "reference" / "RED" / f"{value}_{face}" / "flat.png", scene(seed, 300, 150))
            seed += 1
        for part, count in (("train", 3), ("val", 2)):
            for k in range(count):
                write(folder / "photos" / part / "RED" / value / f"{k}.jpg", scene(seed))
                seed += 1
    backgrounds(folder / "backgrounds" / "rooms", 4)
    return folder


def _check(folder: Path, *more: str) -> tuple[int, dict[str, Any]]:
    """(exit status, document) of the step with RED asked for."""
    path = folder.parent / "report.json"
    status = main(["check", "--data", str(folder), "--currencies", "RED", "--json", str(path), *more])
    return status, json.loads(path.read_text(encoding="utf-8"))


def _found(folder: Path) -> dict[str, str]:
    return {f["path"]: f["text"] for f in _check(folder)[1]["findings"]}


def _photo(value: str, face: str | None = None, series: str | None = None, currency: str = "RED") -> LabelledPicture:
    return LabelledPicture(Path(f"{value}.jpg"), currency, value, series, face)


# -- the folder as a whole


def test_folder_in_order_is_usable_and_has_no_findings(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, report = _check(data)
    assert status == 0
    assert report["usable"]
    assert report["findings"] == report["breaks"] == report["conflicts"] == report["leaks"] == []
    out = capsys.readouterr().out
    assert out.endswith("Usable for training.\n")
    assert "RED 5 1 / 1 0 / 0 / 3 0 / 0 / 2" in [" ".join(line.split()) for line in out.splitlines()]
    assert "RED: fewer than 25 photos: take more, or rely on synthetic pictures, of 5 front and back, " in out
    assert "10 front and back (1 flat scan, 3 photos of one side or the other)." in out
    assert "4 pictures to train on, 0 kept aside; 1,250 are asked (5 times 250): add 1,246 photos" in out


@pytest.mark.parametrize("missing", ["reference", "backgrounds"])
def test_what_training_stops_on_is_status_one_and_said_last(
    data: Path, missing: str, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(data / missing)
    status, report = _check(data)
    assert status == 1
    assert len(report["breaks"]) == 1
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == report["breaks"][0]
    assert f"{missing}/" in last


def test_currency_without_pictures_is_named(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--data", str(data), "--currencies", "XTS, RED, QQQ"]) == 1
    *_, heading, last = capsys.readouterr().out.splitlines()
    assert heading == "Not usable for training yet:"
    assert last.startswith("No picture of QQQ to learn from")


def test_default_is_the_table_s_currencies_that_have_a_folder(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(data / "reference" / "USD" / "20_front" / "flat.png", made_up_note(1))
    assert main(["check", "--data", str(data)]) == 0
    out = capsys.readouterr().out
    assert "USD 20 " in out
    assert "RED 5 " not in out
    assert "No line in models/currencies.csv, so taken for notes that are not known: RED." in out
    assert "USD: neither a flat scan nor a photo" in out  # the other values of the table


def test_folder_with_hands_negatives_and_other_notes_is_read_too(tmp_path: Path) -> None:
    report = examine(data_folder(tmp_path), ["ABC"], {})
    assert [f.path.name for f in report.findings] == ["without_mask.jpg"]
    assert (report.negatives, report.kept_aside) == (10, 4)
    # Its photos of one folder are one picture three times; those of 10_front are the scan of 5_back.
    assert report.repeats.surplus["photos/train", "ABC 5"] == 2
    assert [(a.label, b.label) for a, b in report.repeats.conflicts] == [("ABC 5", "ABC 10")] * 3


# -- names and places


@pytest.mark.parametrize("part", ["reference", "photos/train", "photos/val"])
def test_folder_name_that_cannot_be_read_breaks_and_the_rest_is_still_looked_at(data: Path, part: str) -> None:
    write(data / part / "RED" / "five_front" / "one.png", scene(1))
    status, report = _check(data)
    assert status == 1
    (finding,) = report["findings"]
    assert finding["path"] == f"{part}/RED/five_front"
    assert finding["breaks"]
    assert "for example 20 or 20_old_back" in finding["text"]
    assert report["classes"][0]["flat"] == 1


def test_folder_of_a_currency_that_is_not_asked_for_does_not_break(data: Path) -> None:
    write(data / "reference" / "BLU" / "five" / "one.png", scene(1))
    assert wrong_places(data, ["RED"]) == []
    assert [f.path.name for f in wrong_places(data)] == ["five"]


@pytest.mark.parametrize(
    ("place", "named", "said"),
    [
        ("fewshot/RED/5/one.jpg", "fewshot", "no part of the layout"),
        ("photos/test/RED/5/one.jpg", "photos/test", "under photos/train or photos/val"),
        ("photos/train/red/5/one.jpg", "photos/train/red", "ISO 4217"),
        ("photos/train/RED/one.jpg", "photos/train/RED/one.jpg", "move it into <value>"),
        ("reference/one.jpg", "reference/one.jpg", "move it into <CUR>"),
        ("backgrounds/one.jpg", "backgrounds/one.jpg", "names their source"),
        ("photos/val/RED/5/one.heic", "photos/val/RED/5/one.heic", "save it as one of .bmp, .jpeg"),
        ("photos/val/RED/20/notes.txt", "photos/val/RED/20", "holds no picture"),
        ("reference/RED/5/one.jpg", "reference/RED/5", "add _front or _back"),
    ],
)
def test_what_lies_in_the_wrong_place_is_found(tmp_path: Path, place: str, named: str, said: str) -> None:
    path = tmp_path / place
    path.parent.mkdir(parents=True)
    path.touch()
    (finding,) = wrong_places(tmp_path)
    assert finding.path == tmp_path / named
    assert said in finding.text
    assert not finding.breaks


def test_hands_and_masks_without_the_other_are_found() -> None:
    pictures = [Path("a/one.jpg"), Path("a/two.jpg")]
    masks = [Path("a/one.mask.png"), Path("b/two.mask.png")]
    assert [f.path for f in lonely_hands(pictures, masks)] == [pictures[1], masks[1]]


def test_values_that_the_table_does_not_list_are_found_once_for_each_folder() -> None:
    pictures = [_photo("5"), _photo("7"), _photo("7"), _photo("3", currency="BLU")]
    (finding,) = unknown_values(pictures, {"RED": ["5", "10"]})
    assert finding.text.startswith("7 is no value of RED")


# -- single pictures


def test_unreadable_small_and_blank_pictures_are_found(data: Path) -> None:
    train = data / "photos" / "train" / "RED" / "5"
    whole = (train / "0.jpg").read_bytes()
    (train / "cut.jpg").write_bytes(whole[:200])  # of more than its header, some OpenCV make half a picture
    (train / "empty.jpg").touch()
    write(train / "narrow.png", scene(1, 300, 95))
    write(train / "enough.png", scene(2, 300, 96))
    write(train / "large.png", scene(3, 1200, 600))
    hand = data / "hands" / "drawn"
    write(hand / "one.jpg", scene(4))
    write(hand / "one.mask.png", np.zeros((240, 320), np.uint8))
    found = _found(data)
    assert {Path(path).name for path in found} == {"cut.jpg", "empty.jpg", "narrow.png", "one.mask.png"}
    assert "cannot" not in found["photos/train/RED/5/narrow.png"]
    assert "96 pixels" in found["photos/train/RED/5/narrow.png"]
    assert "white where the hand is" in found["hands/drawn/one.mask.png"]
    assert _check(data)[1]["classes"][0]["train_unsorted"] == 6


@pytest.mark.parametrize(("width", "height"), [(95, 200), (200, 96), (255, 256), (257, 300), (1001, 700)])
def test_shorter_side_is_right_whatever_size_is_read(tmp_path: Path, width: int, height: int) -> None:
    found = grey(write(tmp_path / "one.jpg", scene(1, width, height)))
    assert found is not None
    assert 0 <= found[1] - min(width, height) <= 3
    assert min(found[0].shape) <= 256


# -- counts


def test_unsorted_photos_count_for_both_faces_and_sorted_ones_for_theirs() -> None:
    counts = class_counts(
        [_photo("5", "front", "current"), _photo("20", "back", "old")],
        [_photo("5", "back", "current"), _photo("5"), _photo("5")],
        [_photo("5"), _photo("5", "front", "current"), _photo("20", None, "old")],
        {"RED": ["5", "10"]},
    )
    assert counts == [
        ClassCount("RED", "5", "current", "front", flat=1, val=1, train_unsorted=2, val_unsorted=1),
        ClassCount("RED", "5", "current", "back", train=1, train_unsorted=2, val_unsorted=1),
        ClassCount("RED", "10", "current", "front"),
        ClassCount("RED", "10", "current", "back"),
        ClassCount("RED", "20", "old", "front", val_unsorted=1),
        ClassCount("RED", "20", "old", "back", flat=1, val_unsorted=1),
    ]
    assert evaluated_by(counts) == {("RED", "5"): 2, ("RED", "10"): 0, ("RED", "20"): 1}


@pytest.mark.parametrize(
    ("flat", "train", "unsorted", "standing"),
    [
        (0, 0, 0, "none"),
        (0, 24, 0, "few photos alone"),
        (0, 20, 5, "photos alone"),
        (1, 0, 24, "scans, few photos"),
        (1, 25, 0, "scans and photos"),
        (1, 249, 0, "scans and photos"),
        (0, 249, 1, "full"),
    ],
)
def test_standing_follows_from_scans_and_photos(flat: int, train: int, unsorted: int, standing: str) -> None:
    assert ClassCount("RED", "5", "current", "front", flat, train, 0, unsorted).standing == standing


def test_breaking_says_each_thing_once() -> None:
    good = [ClassCount("RED", "5", "current", "front", flat=1)]
    assert breaking(good, 1, [Finding(Path("x"), "is small.")], ["RED"]) == []
    bad = breaking([], 0, [Finding(Path("x"), "is wrong.", breaks=True)], ["RED"])
    assert [line.split()[0:2] for line in bad] == [["x", "is"], ["No", "flat"], ["No", "picture"], ["No", "picture"]]
    assert breaking([*good, ClassCount("BLU", "5", "current", "front", val=9)], 1, [], ["RED", "BLU"]) == [
        "No picture of BLU to learn from: neither flat scans nor photos to train on."
    ]


# -- duplicates


def test_pairs_are_sorted_by_what_they_mean() -> None:
    def item(name: str, part: str, label: str = "RED 5") -> Item:
        return Item(Path(name), part, label[:3], label)

    train, val, scan = item("t", "photos/train"), item("v", "photos/val"), item("r", "reference")
    again, other = item("t2", "photos/train"), item("x", "photos/train", "RED 10")
    table = item("b", "backgrounds", rules.NO_NOTE)
    items = [train, val, scan, again, other, table]

    def pair(first: int, second: int, distance: int = 0) -> Pair:
        return Pair(first, second, distance, 0.99, turned=False)

    found = repeats(items, [pair(0, 1), pair(1, 2), pair(0, 3), pair(0, 4), pair(3, 5), pair(1, 3, 9), pair(0, 2)])
    assert found.leaks == ((train, val),)
    assert found.scans == ((val, scan),)
    assert found.conflicts == ((train, other), (again, table))
    assert found.alike == ((val, again),)
    assert found.surplus == {("photos/train", "RED 5"): 1}
    alike_only = repeats(items, [pair(0, 4, 9), pair(0, 3, 9)])
    assert alike_only == rules.Repeats((), (), (), (), {})


def test_photo_in_train_and_val_is_found_resized_and_turned(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture = load(data / "photos" / "train" / "RED" / "5" / "0.jpg", 320)
    write(data / "photos" / "val" / "RED" / "5_front" / "turned.jpg", cv2.resize(picture, (200, 150))[::-1, ::-1])
    write(data / "photos" / "train" / "RED" / "10" / "wrong.jpg", picture)
    write(data / "backgrounds" / "rooms" / "note.png", load(data / "reference" / "RED" / "10_back" / "flat.png", 320))
    status, report = _check(data)
    assert status == 0
    assert report["leaks"] == [["photos/train/RED/5/0.jpg", "photos/val/RED/5_front/turned.jpg"]]
    assert sorted(report["conflicts"]) == [
        ["photos/train/RED/10/wrong.jpg", "photos/train/RED/5/0.jpg"],
        ["photos/train/RED/10/wrong.jpg", "photos/val/RED/5_front/turned.jpg"],
        ["reference/RED/10_back/flat.png", "backgrounds/rooms/note.png"],
    ]
    out = capsys.readouterr().out
    assert "also trained on, so that they judge too kindly (RED 1):" in out


# -- how much the note fills


def test_share_is_said_where_known_and_not_known_otherwise(data: Path) -> None:
    table: dict[str, list[str]] = {}
    assert any("is not known: there is no boxes.tsv" in line for line in sentences(examine(data, ["RED"], table)))
    lines = ["path\tleft\ttop\tright\tbottom"]
    lines += ["photos/train/RED/5/0.jpg\t0\t0\t0.4\t0.4", "photos/val/RED/5/0.jpg\t0\t0\t0.5\t0.4"]
    (data / "boxes.tsv").write_text("\n".join(lines), encoding="utf-8")
    report = examine(data, ["RED"], table)
    assert report.fractions == pytest.approx({"photos/train/RED/5/0.jpg": 0.16, "photos/val/RED/5/0.jpg": 0.2})
    wanted = "less than a sixth of its picture in 1 of the 2 photos that boxes.tsv knows; of 8 it is not known."
    assert any(wanted in line for line in sentences(report))


# -- the model's opinion


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """Calls red pictures RED/5 and blue ones RED/10, and places every note in a box of a ninth of the picture."""
    labels = (tiny_model.UNKNOWN, tiny_model.REDS, tiny_model.NoteLabel("RED", "10", "current", "front"))
    metadata = tiny_model.metadata(labels=labels, thresholds={"RED/5": 0.8, "RED/10": 0.8})
    where = tiny_model.constant([3, 1 / 3, 1 / 3, 2 / 3, 2 / 3])
    path = tmp_path / "model.tflite"
    path.write_bytes(write_metadata(tiny_model.build([tiny_model.COLOUR, where]), metadata))
    return path


def test_model_tells_suspects_and_estimates_shares(
    tmp_path: Path, model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "data"
    for part, value, name, colour in (
        ("train", "5", "right", RED),
        ("train", "5", "wrong", BLUE),
        ("val", "10", "wrong", RED),
        ("val", "10", "unsure", (128, 128, 128)),
    ):
        write(folder / "photos" / part / "RED" / value / f"{name}.png", np.full((100, 100, 3), colour, np.uint8))
    write(folder / "photos" / "val" / "BLU" / "10" / "unknown.png", np.full((100, 100, 3), RED, np.uint8))
    table = tmp_path / "out" / "suspects.tsv"
    _, report = _check(folder, "--model", str(model), "--suspects", str(table))
    header, *rows = [line.split("\t") for line in table.read_text(encoding="utf-8").splitlines()]
    assert header == ["path", "label", "said", "score"]
    assert sorted(row[:3] for row in rows) == [
        ["photos/train/RED/5/wrong.png", "RED/5", "RED/10"],
        ["photos/val/RED/10/wrong.png", "RED/10", "RED/5"],
    ]
    assert all(0.9 <= float(row[3]) <= 1 for row in rows)
    assert [o["fraction"] for o in report["model"]] == pytest.approx([1 / 9] * 4, abs=1e-6)
    out = capsys.readouterr().out
    assert (
        "The model's estimate, by upright boxes around its notes: below a sixth of the picture in 4 of 4 photos" in out
    )
    assert "2 suspected labels written to" in out


def test_suspects_need_a_model(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--data", str(data), "--suspects", "suspects.tsv"]) == 1
    assert "--suspects needs --model" in capsys.readouterr().err
