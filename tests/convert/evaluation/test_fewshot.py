"""Telling new notes apart by their embeddings: means, the photo left out, the split, and what cannot be used."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from convert.__main__ import main
from convert.data.dataset import DataError
from convert.evaluation.fewshot import Correct, correct, means, nearest, one_left_out, read_split
from tests.app.recognition.shipped import shipped_model
from tests.convert.pictures import made_up_note, write


def _rows(*rows: tuple[float, ...]) -> np.ndarray:
    return np.array(rows, np.float32)


def test_a_photo_is_of_the_face_whose_mean_is_nearest_by_angle() -> None:
    # The long second row would pull an unscaled mean of "5" towards "10".
    learned = means(_rows((1, 0), (6, 6), (0, 1)), ["5", "5", "10"])
    assert learned[0] == ["10", "5"]
    assert np.linalg.norm(learned[1], axis=1) == pytest.approx([1, 1])
    assert nearest(*learned, _rows((20, 9), (1, 9), (0.01, 0.001))) == ["5", "10", "5"]


def test_photo_that_is_left_out_does_not_help_itself() -> None:
    # The odd one of "10" lies among "5": with itself in the mean it would be known.
    embeddings = _rows((1, 0), (1, 0.1), (0, 1), (1, -0.05))
    names = ["5", "5", "10", "10"]
    assert one_left_out(embeddings, names) == ["5", "5", "5", "5"]
    assert one_left_out(_rows((1, 0), (1, 0.1), (0, 1), (0.1, 1)), names) == names


def test_the_other_face_of_the_right_value_counts_as_the_value_only() -> None:
    said = ["20_front", "20_front", "50_back", "20_front"]
    assert correct(["20_front", "20_back", "20_back", "20_old_front"], said) == Correct(4, value=2, face=1)


def test_split_is_read_by_picture(tmp_path: Path) -> None:
    table = tmp_path / "index.tsv"
    rows = (
        "path\tsource_path",
        "ABC/5_front/a.jpg\tx/train/1/a.jpg",
        "ABC/5_front/b.jpg\tx/val/b.jpg",
        "c.jpg\ttrainer",
    )
    table.write_text("\n".join(rows) + "\n")
    folder = (tmp_path / "ABC" / "5_front").resolve()
    assert read_split(table) == {folder / "a.jpg": "train", folder / "b.jpg": "val"}
    table.write_text("path\tlicence\n")
    with pytest.raises(DataError, match="source_path"):
        read_split(table)
    with pytest.raises(DataError, match="--split"):
        read_split(tmp_path / "none.tsv")


def _photos(folder: Path, parts: str) -> Path:
    rows = ["path\tsource_path"]
    for seed, name in enumerate(("5_front", "10_front")):
        for k, part in enumerate(parts.split()):
            picture = made_up_note(seed)[4 * k :]
            rows.append(f"{write(folder / 'ABC' / name / f'{k}.png', picture).relative_to(folder)}\tx/{part}/{k}.png")
    table = folder / "index.tsv"
    table.write_text("\n".join(rows) + "\n")
    return table


def test_two_made_up_notes_are_told_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = _photos(tmp_path, "train train val")
    command = ["fewshot", "--photos", str(tmp_path / "ABC"), "--split", str(table), "--model", str(shipped_model())]
    assert main(command) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith("2 faces of 2 values, 2 to 2 photos teach each")
    assert lines[2].split()[-7:] == ["2", "2", "=", "100.0%", "2", "=", "100.0%"]
    assert lines[3].split()[-7:] == ["6", "6", "=", "100.0%", "6", "=", "100.0%"]


def test_what_cannot_be_used_is_one_line(
    tmp_path: Path, colour_model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = _photos(tmp_path, "train train")
    command = ["fewshot", "--photos", str(tmp_path / "ABC"), "--split", str(table), "--model"]
    assert main([*command, str(shipped_model())]) == 1
    assert "both of train and of val" in capsys.readouterr().err
    _photos(tmp_path, "train val")
    assert main([*command, str(colour_model)]) == 1
    error = capsys.readouterr().err
    assert "no embedding" in error
    assert error.count("\n") == 1
