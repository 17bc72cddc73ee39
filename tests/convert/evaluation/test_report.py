"""The figures of an evaluation, counted and written."""

from __future__ import annotations

import csv
from pathlib import Path

from convert.evaluation.report import ABSTAINED, PhotoResult, Report, Tally, table, write_confusion

MODEL = {"path": "m", "version": "1", "bytes": 2_000_000, "sha256": "0"}


def test_a_photo_counts_once_and_its_best_value_besides() -> None:
    tally = Tally()
    tally.add("USD/20", "USD/20", "USD/20")
    tally.add("USD/20", None, "USD/20")
    tally.add("USD/20", "USD/10", "USD/10")
    assert tally == Tally(n=3, right=1, abstained=1, misclassified=1, top1=2)


def test_the_document_names_all_that_was_counted() -> None:
    report = Report(MODEL, modes={"own": {"USD": Tally(2, 1, 1, 0, 2)}})
    report.corruptions = {"dark": {"USD": Tally(1, 0, 1, 0, 0)}}
    document = report.as_json()
    assert document["modes"]["own"]["USD"] == {"n": 2, "right": 1, "abstained": 1, "misclassified": 0, "top1": 2}
    assert document["corruptions"]["dark"]["USD"]["abstained"] == 1
    assert document["negative"] == {"n": 0, "named": 0}


def test_the_table_says_right_abstained_and_misclassified() -> None:
    text = table(Report(MODEL, modes={"own": {"USD": Tally(4, 2, 1, 1, 3)}}))
    assert "model 1, 2.00 MB" in text
    (row,) = (line for line in text.splitlines() if line.startswith("USD"))
    assert row.split() == ["USD", "4", "50.0%", "25.0%", "25.0%", "75.0%"]


def test_the_confusion_has_a_row_for_each_truth(tmp_path: Path) -> None:
    report = Report(MODEL, modes={"own": {"USD": Tally(2, 1, 1, 0, 2)}})
    report.photos = [
        PhotoResult("a", "own", "USD/20", "USD/20", "USD/20", 0.9),
        PhotoResult("b", "own", "USD/20", None, "USD/20", 0.4),
    ]
    write_confusion(report, "own", tmp_path / "confusion")
    with (tmp_path / "confusion.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [["truth", "USD/20", ABSTAINED], ["USD/20", "1", "1"]]
    assert (tmp_path / "confusion.png").read_bytes().startswith(b"\x89PNG")
