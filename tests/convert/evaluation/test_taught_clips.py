"""Teaching before the camera is judged by clips: what is learned from one scan is read in others, and no other note."""

from __future__ import annotations

from pathlib import Path

import cv2
import pytest

from convert.data.dataset import DataError
from convert.evaluation import taught_clips as step
from convert.evaluation.taught_clips import Options, Result, Row, run, told
from tests.app.recognition.held import scan


@pytest.fixture(scope="module")
def scans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A specimen's front as if it were a krona, and a front that is blank."""
    folder = tmp_path_factory.mktemp("data")
    for value, picture in (("10", scan("10")), ("50", scan("10") * 0 + 200)):
        (folder / "SEK" / f"{value}_front").mkdir(parents=True)
        cv2.imwrite(str(folder / "SEK" / f"{value}_front" / "a.png"), picture)
    return folder


def test_what_is_learned_in_clips_is_read_in_others(scans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(step, "_LESSONS", 6)
    result = run(Options(scans, ("SEK",), fps=4.0))

    (row,) = result.rows
    assert (row.sides, row.learned) == (2, 1), "a blank sheet teaches nothing"
    assert (row.right, row.silent, row.wrong) == (1, 1, 0)
    assert 1.0 < row.lesson_s[0] < 120.0
    assert result.mistakes == []


def test_figures_are_told() -> None:
    rows = [Row("SEK", 4, 3, [10.0, 20.0, 12.0], right=2, silent=1, wrong=1), Row("NOK", 2)]

    lines = told(Result(rows, ["a.png: SEK 20"])).splitlines()

    assert lines[0] == "a.png: SEK 20"
    assert lines[3] == "| SEK | 3 of 4 | 14 | 4 | 50 % (2) | 25 % (1) | 25 % (1) |"
    assert lines[4] == "| NOK | 0 of 2 | - | 0 | - | - | - |"


def test_what_cannot_be_judged_is_told(scans: Path) -> None:
    with pytest.raises(DataError, match="No scans of NOK"):
        run(Options(scans, ("NOK",)))
    with pytest.raises(DataError, match="--clips"):
        Options(scans, ("SEK",), clips=0)
    assert step.STEP.name == "evaluate-taught-clips"
