"""The figures of an evaluation, counted and written."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from convert.evaluation.report import (
    ABSTAINED,
    PhotoResult,
    Report,
    Tally,
    _matrix,
    confusion,
    table,
    together,
    write_confusion,
)

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


def _whole_report() -> Report:
    report = Report(MODEL, modes={"own": {"USD": Tally(4, 2, 1, 1, 3), "EUR": Tally(6, 6, 0, 0, 6)}})
    report.modes["all"] = {"USD": Tally(4, 1, 3, 0, 3)}
    report.alone = {"network": {"own": {"USD": Tally(4, 3, 1, 0, 3)}}}
    report.negative, report.other = {"n": 200, "named": 1}, {"n": 0, "named": 0}
    report.specimens = {"clean": Tally(8, 6, 2, 0, 7)}
    report.specimens_alone = {"clean": {"print": Tally(8, 4, 4, 0, 4)}}
    report.corruptions = {"dark": {"USD": Tally(4, 1, 1, 2, 3), "EUR": Tally(10, 9, 0, 1, 9)}}
    report.corruptions_by_network = {"dark": {"USD": Tally(4, 2, 2, 0, 3)}}
    report.unreadable = ["a.jpg is not a picture"]
    return report


def test_the_table_has_a_line_for_all_that_was_counted() -> None:
    lines = table(_whole_report()).splitlines()
    assert [" ".join(line.split()) for line in lines] == [
        "model 1, 2.00 MB",
        "-- only the photo's currency on",
        "n right abstained misclassified top-1",
        "USD 4 50.0% 25.0% 25.0% 75.0%",
        "EUR 6 100.0% 0.0% 0.0% 100.0%",
        "together 10 80.0% 10.0% 10.0% 90.0%",
        "network alone 4 75.0% 25.0% 0.0% 75.0%",
        "-- all currencies on",
        "n right abstained misclassified top-1",
        "USD 4 25.0% 75.0% 0.0% 75.0%",
        "together 4 25.0% 75.0% 0.0% 75.0%",
        "no note in view: 200 pictures, a value said of 0.5%",
        "notes it does not know: 0 pictures, a value said of -",
        "fresh synthetic specimen notes, clean: 8 pictures",
        "XTS 8 75.0% 25.0% 0.0% 87.5%",
        "print alone 8 50.0% 50.0% 0.0% 50.0%",
        "-- taken again under one corruption, only the photo's currency on",
        "n right abstained misclassified top-1 least right, most misclassified",
        "dark 14 71.4% 7.1% 21.4% 85.7% USD 25.0%, USD 50.0%",
        "network alone 4 50.0% 50.0% 0.0% 75.0%",
        "unreadable: a.jpg is not a picture",
    ]


def test_the_worst_is_by_fraction_not_by_number() -> None:
    report = Report(MODEL)
    report.corruptions = {"dark": {"USD": Tally(2, 1, 0, 1, 1), "EUR": Tally(100, 90, 3, 7, 90)}}
    assert table(report).endswith("USD 50.0%, USD 50.0%")
    report.corruptions = {"dark": {"USD": Tally(2, 1, 1, 0, 1), "EUR": Tally(100, 90, 3, 7, 90)}}
    assert table(report).endswith("USD 50.0%, EUR 7.0%")


def test_nothing_together_is_nothing() -> None:
    assert together({}) == Tally()
    tallies = {"USD": Tally(4, 2, 1, 1, 3), "EUR": Tally(6, 5, 0, 1, 6)}
    assert together(tallies) == Tally(10, 7, 1, 2, 9)


def _photo(truth: str, said: str | None, mode: str = "own") -> PhotoResult:
    return PhotoResult("a", mode, truth, said, truth, 0.9)


def test_the_confusion_is_ordered_by_currency_and_value_and_ends_in_silence() -> None:
    report = Report(MODEL)
    report.photos = [
        _photo("USD/20", "USD/5"),
        _photo("USD/100", None),
        _photo("negative", "EUR/5"),
        _photo("USD/20", "USD/20"),
        _photo("USD/5", "USD/100", "all"),
    ]
    truths, answers, counts = confusion(report, "own")
    assert truths == ["USD/20", "USD/100", "negative"]
    assert answers == ["EUR/5", "USD/5", "USD/20", "USD/100", ABSTAINED]
    assert counts.tolist() == [[0, 1, 1, 0, 0], [0, 0, 0, 0, 1], [1, 0, 0, 0, 0]]
    assert confusion(report, "all")[2].tolist() == [[0, 1, 0]]


def test_what_is_right_is_blue_what_is_wrong_red_and_silence_blue() -> None:
    counts = np.array([[3, 1, 0], [0, 0, 2]])
    image = _matrix(["USD/5", "USD/20"], ["USD/5", "USD/20", ABSTAINED], counts).pixels()
    assert image.shape == (110 + 2 * 26, 110 + 3 * 26, 3)

    def cell(x: int, y: int) -> tuple[int, ...]:
        """The colour of a cell in blue, green and red, where no number stands."""
        return tuple(int(part) for part in image[110 + 26 * y + 23, 110 + 26 * x + 23])

    assert cell(0, 0) == (255, 150, 90), "three of four, right"
    assert cell(1, 0) == (191, 191, 255), "one of four, wrong"
    assert cell(2, 0) == cell(0, 1) == (255, 255, 255)
    assert cell(2, 1) == (255, 115, 35), "all of them, in silence"

    def has_number(x: int, y: int) -> bool:
        part = image[110 + 26 * y + 4 : 110 + 26 * y + 20, 110 + 26 * x + 2 : 110 + 26 * x + 14]
        return int(part.min()) < 30

    assert [[has_number(x, y) for x in range(3)] for y in range(2)] == [[True, True, False], [False, False, True]]
