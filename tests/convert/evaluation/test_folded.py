"""Folded notes: which part is up, and how what is said of it is counted."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from convert.__main__ import main
from convert.data.images import load
from convert.evaluation.folded import WINDOWS, part_up
from tests.convert.pictures import SPECIMENS, backgrounds, write


def test_each_half_and_each_quarter_is_up_in_turn() -> None:
    scan = np.arange(4 * 8 * 3, dtype=np.uint8).reshape(4, 8, 3)
    halves = [part_up(scan, window) for window in WINDOWS["folded once"]]
    assert [half.shape[:2] for half in halves] == [(4, 4), (4, 4), (2, 8), (2, 8)]
    assert (np.concatenate(halves[:2], 1) == scan).all()
    assert (np.concatenate(halves[2:], 0) == scan).all()
    quarters = [part_up(scan, window) for window in WINDOWS["folded twice"]]
    assert {quarter.shape[:2] for quarter in quarters} == {(2, 4)}
    assert len({int(quarter[0, 0, 0]) for quarter in quarters}) == 4
    assert (part_up(scan, WINDOWS["flat"][0]) == scan).all()


def test_what_is_said_of_folded_notes_is_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate-folded", "--data", str(tmp_path), "--count", "1"]) == 1
    assert "backgrounds" in capsys.readouterr().err
    backgrounds(tmp_path / "backgrounds", 2)
    for face in ("front", "back"):
        write(tmp_path / "reference" / "XTS" / f"20_{face}" / "note.png", load(SPECIMENS / f"XTS_20_{face}.png", 640))
    assert main(["evaluate-folded", "--data", str(tmp_path), "--count", "1"]) == 0
    told = capsys.readouterr().out.splitlines()
    kinds = [*WINDOWS, "both faces show"]
    assert [line[:18].strip() for line in told[1:5]] == kinds
    assert all(line[18:].split()[0] == "1" for line in told[1:5])
    assert main(["evaluate-folded", "--data", str(tmp_path), "--count", "0"]) == 1
    assert "--count" in capsys.readouterr().err
