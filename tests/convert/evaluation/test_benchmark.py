"""The benchmark: its figures are those of the samples, and it measures a real model on the demo reel."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.recognition.labels import strip_metadata, write_metadata
from app.recognition.model import Model
from convert.__main__ import main
from convert.data.images import load
from convert.evaluation.benchmark import Timing, compare, plot, timing
from tests.convert.pictures import SPECIMENS, backgrounds, write


def test_median_and_slowest_hundredth_are_told() -> None:
    assert timing([float(k) for k in range(101)]) == Timing(50, 99)
    assert timing([7.0]) == Timing(7, 7)


def test_frames_and_the_interpreter_are_timed_in_turn(shipped: Model) -> None:
    found = compare(shipped.path, threads=1, frames=3)
    assert 0 < found.alone.p50_ms <= found.alone.p99_ms
    assert 0 < found.whole.p50_ms <= found.whole.p99_ms


def test_step_prints_both_thread_counts(shipped: Model, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["benchmark", "--model", str(shipped.path), "--frames", "2"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("2 frames")
    assert [line.split()[0] for line in lines[2:]] == ["1", "2"]


def test_the_print_reader_is_timed_beside_the_frames(shipped: Model, tmp_path: Path) -> None:
    timed = compare(shipped.path, 1, 3, [*backgrounds(tmp_path, 1), *sorted(SPECIMENS.glob("*.png"))[:1]])
    assert timed.print_reader is not None
    assert timed.print_reader.p50_ms > 0
    plain = tmp_path / "plain.tflite"
    content = shipped.path.read_bytes()
    plain.write_bytes(write_metadata(strip_metadata(content), shipped.metadata))
    assert compare(plain, 1, 1).print_reader is None


def test_photos_are_timed_as_wide_as_asked(shipped: Model, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    backgrounds(tmp_path, 1)
    command = ["benchmark", "--model", str(shipped.path), "--frames", "1", "--photos", str(tmp_path)]
    assert main([*command, "--width", "1280"]) == 0
    assert capsys.readouterr().out.startswith("1 frames of photos, 1280 pixels")
    assert main([*command, "--width", "320", "--height", "180", "--on", "2"]) == 0
    assert capsys.readouterr().out.startswith("1 frames of photos, 320 x 180")
    for option in ("--width", "--height", "--on"):
        assert main([*command, option, "0"]) == 1
        assert option in capsys.readouterr().err


def test_photos_that_are_not_there_are_one_line(
    shipped: Model, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.jpg").write_bytes(b"no picture")
    for folder in (tmp_path / "none", tmp_path):
        assert main(["benchmark", "--model", str(shipped.path), "--frames", "2", "--photos", str(folder)]) == 1
        assert "--photos" in capsys.readouterr().err


def test_missing_model_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["benchmark", "--model", str(tmp_path / "none.tflite")]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_on_photos_of_notes_it_shows_what_others_do_and_how_it_grows(
    shipped: Model, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    note = load(SPECIMENS / "XTS_20_front.png", 640)
    for folder in ("photos", "references"):
        write(tmp_path / folder / "XTS" / "20" / "note.png", note)
    command = ["benchmark", "--frames", "1", "--photos", str(tmp_path / "photos")]
    chart = tmp_path / "growth.svg"
    assert main([*command, "--references", str(tmp_path / "references"), "--plot", str(chart)]) == 0
    told = capsys.readouterr().out
    for way in ("both readers", "network alone", "ORB, BFMatcher", "SIFT, FLANN"):
        assert any(line.startswith(way) and "100.0%" in line for line in told.splitlines()), way
    assert "print reader, beside it: 1 on:" in told
    assert "currencies that are on" in chart.read_text(encoding="utf-8")
    assert main(["benchmark", "--frames", "1", "--plot", str(chart)]) == 1
    assert "--photos" in capsys.readouterr().err


def test_the_plot_holds_a_line_for_each_reader() -> None:
    drawn = plot({"network": {1: 14.0, 3: 14.0}, "print": {1: 50.0, 3: 70.0}}).svg()
    assert drawn.count("polyline") >= 4
    assert ">network<" in drawn
    assert ">print<" in drawn
