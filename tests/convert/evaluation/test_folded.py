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
from tests.kept import compare


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


def test_values_come_in_turn_evenly_and_each_kind_of_each_is_drawn_on_these_backgrounds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backgrounds(tmp_path / "backgrounds", 3)
    for name in ("5_front", "20_front", "20_back"):
        note = load(SPECIMENS / f"XTS_{name}.png", 320)
        write(tmp_path / "reference" / "XTS" / name / "note.png", note)
    # A value that the model does not know is no flat note of it.
    write(tmp_path / "reference" / "XTS" / "3_front" / "note.png", load(SPECIMENS / "XTS_5_front.png", 320))
    counted: list[tuple[str, str]] = []
    seen: set[int] = set()

    def taken(rng: object, placed: str, backgrounds: list[object], config: object) -> str:
        seen.add(len(backgrounds))
        return placed

    def count(readers: object, picture: str, truth: str, kind: str, row: Row) -> list[str]:
        assert picture == f"{truth} {kind}"
        counted.append((truth, kind))
        row.both.n += 1
        return [f"{kind} of {truth}"] * (kind == "flat")

    def placed(rng: object, scans: list[LabelledPicture], kind: str, config: object) -> str | None:
        both = kind == BOTH_FACES
        return None if both and len(scans) == 1 else f"XTS/{scans[0].value} {kind}"

    monkeypatch.setattr(folded, "_placed", placed)
    monkeypatch.setattr(folded, "taken", taken)
    monkeypatch.setattr(folded, "_counted", count)
    monkeypatch.setattr(folded, "BothReaders", lambda model: None)
    result = folded.run(folded.Options(tmp_path, count=5))
    assert seen == {3}
    flat = [truth for truth, kind in counted if kind == "flat"]
    assert flat == ["XTS/20"] * 3 + ["XTS/5"] * 2
    assert [truth for truth, kind in counted if kind == BOTH_FACES] == ["XTS/20"] * 3
    assert {kind: row.both.n for kind, row in result.rows.items()} == {
        "flat": 5, "folded once": 5, "folded twice": 5, BOTH_FACES: 3
    }  # fmt: skip
    assert result.mistakes == [f"flat of {truth}" for truth in flat]


def test_what_is_up_lies_in_the_frame_as_it_always_did() -> None:
    """A figure compares with an older one only where the pictures are the same."""
    scan, config = load(SPECIMENS / "XTS_20_front.png", 640), SynthesisConfig()
    ground = [np.full((480, 640, 3), level, np.uint8) for level in (60, 200)]
    pictures = {}
    for kind in WINDOWS:
        rng = np.random.default_rng(4)
        placed = folded.placed_part(rng, scan, kind, config)
        assert placed.alpha.shape == (480, 640)
        fraction = float((placed.alpha > 0.5).mean())
        # What is up fills an eighth to a half of the frame, whatever part of the note it is.
        assert 0.1 < fraction < 0.55
        pictures[kind] = folded.taken(rng, placed, ground, config)
    compare(Path(__file__).with_name("folded.json"), pictures, {})
