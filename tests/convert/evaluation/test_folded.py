"""Folded notes: which part is up, and how what is said of it is counted."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from convert.__main__ import main
from convert.data.dataset import LabelledPicture
from convert.data.images import load
from convert.evaluation import folded
from convert.evaluation.folded import BOTH_FACES, STEP, WINDOWS, Result, Row, part_up
from convert.evaluation.report import Tally
from convert.inference import BothReaders
from convert.synthesis.config import SynthesisConfig
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


def test_each_reader_and_the_mirror_are_counted_for_themselves() -> None:
    shown: list[np.ndarray[tuple[int, ...], np.dtype[np.uint8]]] = []
    said = iter([("USD/20", None), ("USD/5", "USD/1"), (None, "USD/20"), (None, None)])

    def read(picture: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], on: tuple[str, ...]) -> object:
        assert on == ("USD",)
        shown.append(picture)
        both, by_print = next(said)
        return SimpleNamespace(both=both, by_print=by_print)

    row, picture = Row(), np.arange(2 * 3 * 3, dtype=np.uint8).reshape(2, 3, 3)
    readers = cast(BothReaders, SimpleNamespace(read=read))
    assert folded._counted(readers, picture, "USD/20", "flat", row) == ["flat, mirrored: USD/20 was called USD/5"]
    assert folded._counted(readers, picture, "USD/20", "flat", row) == []
    assert (row.both, row.by_print) == (Tally(2, 1, 1, 0, 1), Tally(2, 1, 1, 0, 1))
    assert row.mirrored == Tally(2, 0, 1, 1, 0)
    assert (shown[0] == shown[2]).all()
    for mirrored in shown[1::2]:
        assert mirrored.flags.c_contiguous
        assert (mirrored == picture[:, ::-1]).all() or (mirrored == picture[::-1]).all()


def test_figures_and_mistakes_are_told() -> None:
    row = Row(Tally(4, 3, 0, 1, 3), Tally(4, 2, 2, 0, 2), Tally(4, 1, 1, 2, 1))
    lines = STEP.report(Result({"flat": row, BOTH_FACES: Row()}, ["flat: a was called b"])).splitlines()
    assert lines[1].split() == ["flat", "4", "75.0%", "1", "50.0%", "0", "25.0%", "2"]
    assert lines[2].split()[3:] == ["0", "0.0%", "0", "0.0%", "0", "0.0%", "0"]
    assert lines[3:] == ["flat: a was called b"]


@pytest.mark.parametrize(
    ("series", "face", "shows"),
    [("current", "back", True), ("old", "back", False), ("current", "front", False), ("current", None, False)],
)
def test_both_faces_show_only_of_one_design_whose_faces_are_known(
    series: str, face: str | None, shows: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folded, "load", lambda *_: np.zeros((10, 20, 3), np.uint8))
    monkeypatch.setattr(folded, "loosely_folded", lambda *given: len(given[2]))
    scans = [
        LabelledPicture(Path("a"), "USD", "20", "current", "front"),
        *[LabelledPicture(Path(f"b{n}"), "USD", "20", series, face) for n in range(5)],
    ]

    class First:
        """Draws the first of everything."""

        def __getattr__(self, _: str) -> object:
            return lambda *given, **more: 0.0 if given and isinstance(given[0], float) else 0

    monkeypatch.setattr(folded, "_pose", lambda *_: None)
    found: object = folded._placed(cast(np.random.Generator, First()), scans, BOTH_FACES, SynthesisConfig())
    assert found == (3 if shows else None), "three scans of the other face are enough"
