"""Taught notes are tried: right, silent or wrong, and what a value that was left out is called."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import cv2
import pytest

from app.session.teaching_command import main
from convert.data.dataset import DataError
from convert.evaluation import evaluate
from convert.evaluation import taught as step
from convert.evaluation.taught import Options, Result, Row, as_csv, run, told
from tests.app.recognition.held import held, scan


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two specimens' fronts as if they were kronor: scans to teach from, and a photo of each."""
    folder = tmp_path_factory.mktemp("data")
    for value in ("10", "50"):
        scans, photos = folder / "reference" / "SEK" / f"{value}_front", folder / "photos" / "SEK" / value
        for each in (scans, photos):
            each.mkdir(parents=True)
        cv2.imwrite(str(scans / "a.png"), scan(value))
        cv2.imwrite(str(photos / "a.png"), held(scan(value), turn=12, width=0.7)[0])
    return folder


def test_what_is_taught_from_scans_is_read_in_photos(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "out" / "taught.csv"
    result = run(
        Options(
            data / "photos",
            data / "reference",
            currencies=("SEK",),
            pictures=(1,),
            leave_out=True,
            out=out,
        )
    )

    (row,) = result.rows
    assert (row.values, row.right, row.silent, row.wrong) == (2, 2, 0, 0)
    assert (row.left_out, row.mistaken) == (2, 0)
    assert out.read_text(encoding="utf-8") == as_csv(result)
    assert out.with_suffix(".svg").stat().st_size > 1000
    assert "| SEK | 1 | 2 | 2 | 100 % (2) | 0 % (0) | 0 % (0) | 0 of 2 |" in told(result)


@pytest.mark.parametrize("photos", ["photos", "with a split"])
def test_earlier_designs_are_taught_and_tried_when_asked_for(tmp_path: Path, photos: str) -> None:
    """The current 10 is a specimen's front, the earlier one another specimen's: either is read by itself alone."""
    names = {"10_front": "10", "10_old_front": "50"}
    tried, learned = tmp_path / "photos", tmp_path / ("reference" if photos == "photos" else "photos")
    rows = []
    for folder, shown in names.items():
        for root, name, picture in (
            (learned, "a", scan(shown)),
            (tried, "b", held(scan(shown), turn=12, width=0.7)[0]),
        ):
            path = root / "SEK" / folder / f"{name}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            cv2.imwrite(str(path), picture)
            rows.append(f"{path}\tSEK/{'train' if name == 'a' else 'val'}/{folder}")
    split = None
    if photos == "with a split":
        split = tmp_path / "index.tsv"
        split.write_text("\n".join(["path\tsource_path", *rows]) + "\n", encoding="utf-8")
    given = Options(tried, None if split else learned, split, currencies=("SEK",), pictures=(1,))

    (without,) = run(given).rows
    (with_old,) = run(replace(given, old=True)).rows

    assert (without.values, without.right, without.photos) == (1, 1, 1)
    assert (with_old.values, with_old.right, with_old.photos) == (1, 2, 2)


def test_what_cannot_be_judged_is_told(data: Path) -> None:
    with pytest.raises(DataError, match="Name a folder to teach from"):
        run(Options(data / "photos", currencies=("SEK",)))
    with pytest.raises(DataError, match="No pictures of NOK"):
        run(Options(data / "photos", data / "reference", currencies=("NOK",)))


def test_rows_without_photos_and_times_are_told() -> None:
    result = Result([Row("SEK", 0, 0)], ["a.jpg: 20"], {0: 50.4, 500: 99.6})

    assert told(result).splitlines()[0] == "a.jpg: 20"
    assert told(result).splitlines()[3:] == [
        "| SEK | all | 0 | 0 | - | - | - | - |",
        "0 taught sides: 50 ms a look",
        "500 taught sides: 100 ms a look",
    ]


def test_numbers_are_asked_for() -> None:
    parser = argparse.ArgumentParser()
    step.add_arguments(parser)
    given = parser.parse_args(["--photos", "x", "--currency", "SEK", "--pictures", "one"])
    with pytest.raises(DataError, match="--pictures"):
        step.STEP.options(given)


def test_earlier_designs_are_asked_for() -> None:
    parser = argparse.ArgumentParser()
    step.add_arguments(parser)
    least = ["--photos", "x", "--currency", "SEK"]
    assert [step.STEP.options(parser.parse_args([*least, *more])).old for more in ([], ["--old"])] == [False, True]


def test_evaluate_reads_taught_notes_as_well(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "sek.taught"
    said: list[str] = []
    code = main(
        ["--currency", "SEK", "--photos", str(data / "reference" / "SEK"), "--out", str(file), "--on", "USD"],
        said.append,
        said.append,
    )
    assert (code, said) == (0, ["Saved: 10 kronor, front only.", "Saved: 50 kronor, front only."])

    report = evaluate.run(evaluate.Options(data / "photos", taught=file))

    assert {photo.said for photo in report.photos if photo.mode == "own"} == {"SEK/10", "SEK/50"}
    with pytest.raises(DataError, match="cannot be read"):
        evaluate.run(evaluate.Options(data / "photos", taught=tmp_path / "none.taught"))
