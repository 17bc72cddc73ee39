"""Teaching before the camera is judged by clips: what is learned from one scan is read in others, and no other note."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import cv2
import numpy as np
import pytest

from app.recognition.keypoints import detect_keypoints, scaled_grey
from app.recognition.templates import Template, TemplateBank
from convert.data.dataset import DataError
from convert.evaluation import taught_clips as step
from convert.evaluation.clips import Clip
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


def test_each_clip_counts_once_and_what_was_wrong_is_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for value in ("5", "10"):
        for number in range(2):
            path = tmp_path / "SEK" / f"{value}_front" / f"{number}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            cv2.imwrite(str(path), np.full((10, 20, 3), 200, np.uint8))
    judged: list[Clip] = []

    def look(clip: Clip, *_: object) -> None:
        judged.append(clip)

    heard = iter([(False, False)] * 3 + [(False, True)] * 2 + [(True, True)])

    def evaluated(*_: object, **__: object) -> object:
        wrong, missed = next(heard)
        return SimpleNamespace(wrong=wrong, missed=missed, said=[(0, "SEK 10", "SEK 500")])

    monkeypatch.setattr(step, "Recognizer", SimpleNamespace(load=lambda *_, **__: None))
    bank = TemplateBank([Template("XTS/5", detect_keypoints(scaled_grey(scan("10"))))], 32)
    monkeypatch.setattr(step, "reader_of", lambda _: (bank, SimpleNamespace(weights=None)))
    monkeypatch.setattr(step, "_gather", lambda *given: 12.0 if given[1].value == "5" else None)
    monkeypatch.setattr(step, "_notes", lambda *_: [])
    monkeypatch.setattr(step, "look_at", look)
    monkeypatch.setattr(step, "evaluate_clips", evaluated)
    result = run(Options(tmp_path, ("SEK",), clips=3))
    (row,) = result.rows
    assert (row.sides, row.learned, row.lesson_s) == (2, 1, [12.0])
    assert (row.right, row.silent, row.wrong, row.clips) == (3, 2, 1, 6)
    assert [(clip.value, Path(clip.picture).name) for clip in judged] == [*[("5", "1.png")] * 3, *[("10", "1.png")] * 3]
    assert len({clip.seed for clip in judged[:3]}) == 3
    assert result.mistakes == [f"{tmp_path / 'SEK' / '10_front' / '1.png'}: SEK 500"]


def test_one_clip_of_a_lesson_follows_the_other_in_one_time(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[object] = []

    def showing(clip: Clip, fps: float) -> list[tuple[str, SimpleNamespace]]:
        shown.append((clip.picture, clip.value, clip.seed, fps))
        return [(f"{clip.seed}: {frame}", SimpleNamespace(time_s=frame / fps)) for frame in range(3)]

    monkeypatch.setattr(step, "Showing", showing)
    monkeypatch.setattr(step, "_LESSONS", 3)
    side = step._Side("10", "front", Path("a.png"), Path("b.png"))
    frames = list(step._lesson(side, "SEK", 4.0))
    assert [frame.index for frame in frames] == list(range(9))
    assert [frame.captured_at_s for frame in frames] == [index / 4 for index in range(9)]
    assert [frame.image for frame in frames] == [f"{seed}: {frame}" for seed in range(3) for frame in range(3)]
    assert shown == [("a.png", "10", seed, 4.0) for seed in range(3)]


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
