"""Pictures of other things are shown to taught notes: what they are taken for is counted and told."""

from __future__ import annotations

import argparse
from pathlib import Path

import cv2
import pytest

from convert.data.dataset import DataError
from convert.evaluation.taught import STEP, Result, run, told
from convert.evaluation.taught_others import Others, read_others
from tests.app.recognition.held import held, scan, table


def _save(path: Path, picture: cv2.typing.MatLike) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(path), picture)
    return path


def test_other_notes_and_a_table_are_not_named_and_a_taught_note_among_them_is(tmp_path: Path) -> None:
    for value in ("10", "50"):
        _save(tmp_path / "reference" / "SEK" / f"{value}_front" / "a.png", scan(value))
        _save(tmp_path / "photos" / "SEK" / value / "a.png", held(scan(value), turn=12, width=0.7)[0])
    _save(tmp_path / "other" / "NOK" / "100" / "a.png", held(scan("100"), turn=12, width=0.7)[0])
    _save(tmp_path / "other" / "SEK" / "10" / "a.png", held(scan("10"), turn=5, width=0.7)[0])
    _save(tmp_path / "tables" / "a.png", table(3))
    hidden = _save(tmp_path / "tables" / "b.png", held(scan("50"), turn=8, width=0.7)[0])
    parser = argparse.ArgumentParser()
    STEP.add_arguments(parser)
    words = ["--photos", tmp_path / "photos", "--teach-from", tmp_path / "reference", "--currency", "SEK"]
    words += ["--pictures", "1", "--others", f"{tmp_path / 'other'}, {tmp_path / 'tables'}"]

    result = run(STEP.options(parser.parse_args(list(map(str, words)))))

    assert isinstance(result, Result)
    assert result.others == [Others(f"{tmp_path.name}/other", 1, 0), Others(f"{tmp_path.name}/tables", 2, 1)]
    assert f"{hidden} (another thing): 50" in told(result)
    assert f"{tmp_path.name}/tables: 1 of 2 named" in told(result)


def test_of_each_folder_so_many_are_shown(tmp_path: Path) -> None:
    for number in range(10):
        (tmp_path / f"{number}.png").touch()
    shown: list[str] = []

    [found] = read_others([tmp_path], frozenset(), 3, lambda path: shown.append(path.stem), [])

    assert shown == ["0", "3", "6"]
    assert (found.pictures, found.named) == (3, 0)


def test_a_folder_of_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "SEK").mkdir()
    (tmp_path / "SEK" / "a.png").touch()
    with pytest.raises(DataError, match="has no pictures of other things"):
        read_others([tmp_path], frozenset({"SEK"}), 3, lambda path: None, [])
