"""The model card's tables, cell by cell, and at which figure a currency reaches what is asked of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from convert.data.dataset import DataError
from convert.evaluation import card


def _tally(n: int, right: int, misclassified: int) -> dict[str, int]:
    return {
        "n": n,
        "right": right,
        "abstained": n - right - misclassified,
        "misclassified": misclassified,
        "top1": right + 1,
    }


def test_a_table_has_a_line_for_each_currency_and_one_for_all() -> None:
    tallies = {"USD": _tally(10, 6, 1), "EUR": _tally(30, 27, 0)}
    lines = card._table(tallies)
    assert lines[2:] == [
        "| USD | 10 | 60.0 % | 30.0 % | 10.0 % | 70.0 % |",
        "| EUR | 30 | 90.0 % | 10.0 % | 0.0 % | 93.3 % |",
        "| together | 40 | 82.5 % | 15.0 % | 2.5 % | 87.5 % |",
    ]
    assert card._table(tallies, together=False) == lines[:-1]


@pytest.mark.parametrize(
    ("code", "right", "wrong", "reached"),
    [
        ("USD", 920, 20, True),
        ("USD", 919, 20, False),
        ("USD", 920, 21, False),
        ("PLN", 850, 20, True),
        ("PLN", 849, 0, False),
    ],
)
def test_a_currency_reaches_what_is_asked_of_it(code: str, right: int, wrong: int, reached: bool) -> None:
    text = card._standing({code: _tally(1000, right, wrong)}, [code, "GBP"])
    assert (f"{code} reach that." in text) is reached
    assert (f"{code} do not: what is not sure stays unsaid." in text) is not reached
    assert ("None reach that." in text) is not reached
    assert text.startswith("Of a currency that is on, 85 of 100 photos are to be named rightly (USD, EUR")
    assert ": 92) and at most 2 wrongly" in text


def test_what_was_not_evaluated_neither_reaches_it_nor_falls_short() -> None:
    assert "None reach that. Experimental" in card._standing({}, ["USD"])


INDEX = "source_repo\tlicence\tsplit\tcurrency\n"


def test_sources_are_counted_and_told_by_what_they_were_used_for(tmp_path: Path) -> None:
    index = tmp_path / "index.tsv"
    rows = [
        ("b/photos", "MIT", "train", "USD"),
        ("b/photos", "MIT", "train", "USD"),
        ("b/photos", "MIT", "reference", "USD"),
        ("b/photos", "none|stated", "train", "USD"),
        ("a/others", "MIT", "train", "GBP"),
        ("a/others", "MIT", "other", "USD"),
        ("c/unused", "MIT", "val", "USD"),
    ]
    index.write_text(INDEX + "".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
    assert card._sources(index, {"USD"})[2:] == [
        "| a/others | 2 | not to be named | MIT |",
        "| b/photos | 3 | photos, scans | MIT |",
        "| b/photos | 1 | photos | none/stated |",
    ]
    with pytest.raises(DataError, match="the list of sources, cannot be read"):
        card._sources(tmp_path / "gone.tsv", {"USD"})


def test_without_templates_there_are_no_landmarks() -> None:
    assert card._landmarks(None) == "none"


def test_corruptions_have_a_table_where_any_were_evaluated() -> None:
    assert card._corruptions({}) == []
    lines = card._corruptions({"dark": {"USD": _tally(10, 5, 1), "EUR": _tally(10, 9, 0)}})
    (row,) = (line for line in lines if line.startswith("| dark"))
    assert row.startswith("| dark | 20 | 70.0 % | 25.0 % | 5.0 % | 80.0 % |")
    assert "USD 50 %" in row
    assert "USD 10 %" in row
