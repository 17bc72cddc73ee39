"""The table of currencies: read as written, its mistakes named by line, and true of the model that ships."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.recognition.model import Model
from app.recognition.nameable import nameable
from convert.data.currencies import Currency, codes, read_table
from convert.data.dataset import DataError

HEAD = "code,state,values,series,faces,evidence,note\n"
GOOD = "ABC,on,5 10,current old,both,other people's photos,\n"
OTHER = 'DEF,experimental,1,current,fronts,synthetic only,"new, and rare"\n'


def _table(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "currencies.csv"
    path.write_text(HEAD + "".join(lines), encoding="utf-8")
    return path


def test_lines_are_read_in_their_order(tmp_path: Path) -> None:
    table = read_table(_table(tmp_path, GOOD, OTHER))
    assert table == (
        Currency("ABC", "on", ("5", "10"), ("current", "old"), "both", "other people's photos", ""),
        Currency("DEF", "experimental", ("1",), ("current",), "fronts", "synthetic only", "new, and rare"),
    )
    assert codes(table) == ["ABC", "DEF"]
    assert codes(table, "experimental") == ["DEF"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (GOOD.replace("ABC", "abc"), "ISO 4217"),
        (GOOD, "listed twice"),
        (GOOD.replace("ABC,on", "XYZ,maybe"), "state"),
        (GOOD.replace("ABC", "XYZ").replace("5 10", "10 5"), "ascending"),
        (GOOD.replace("ABC", "XYZ").replace("5 10", "five"), "could not convert"),
        (GOOD.replace("ABC", "XYZ").replace("5 10", ""), "ascending"),
        (GOOD.replace("ABC", "XYZ").replace("current old", "new"), "series"),
        (GOOD.replace("ABC", "XYZ").replace("other people's photos", "hearsay"), "evidence"),
        ("XYZ\n", "NoneType"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(tmp_path: Path, line: str, reason: str) -> None:
    with pytest.raises(DataError, match=f"line 3: .*{reason}"):
        read_table(_table(tmp_path, GOOD, line))


def test_no_table_and_an_empty_one_are_said_so(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be read"):
        read_table(tmp_path / "none.csv")
    with pytest.raises(DataError, match="no currency"):
        read_table(_table(tmp_path))


def test_the_shipped_table_is_true_of_the_shipped_model(shipped: Model) -> None:
    table = read_table()
    labels = [label for label in nameable(shipped.metadata, shipped.templates) if not label.is_unknown]
    assert shipped.templates is not None
    assert {c.code for c in table} == {label.currency for label in labels}
    assert set(codes(table, "experimental")) == set(shipped.metadata.experimental)
    for currency in table:
        mine = [label for label in labels if label.currency == currency.code]
        with_print = {value.partition("/")[2] for value in shipped.templates.of(currency.code).values}
        assert set(currency.values) == {label.value for label in mine} | with_print
        assert set(currency.series) == {label.series for label in mine}
