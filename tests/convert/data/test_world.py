"""The table of the world's currencies: read as written, its mistakes named by line, and every currency has a name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.feedback.words import currency_name, money
from convert.data.currencies import read_table
from convert.data.dataset import DataError
from convert.data.world import WorldCurrency, read_world

HEAD = "code,everyday,rare,series,withdrawn,year,note\n"
GOOD = "ABC,5 10,0.5 500,1996 2016,5:2017 1000:1999 2000,2025,\n"
LANGUAGES = ("en", "es", "de", "fr", "pt", "hi", "tr", "ru", "id", "ar")


def _table(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "world.csv"
    path.write_text(HEAD + "".join(lines), encoding="utf-8")
    return path


def test_a_line_is_read_as_written(tmp_path: Path) -> None:
    table = read_world(_table(tmp_path, GOOD, 'DEF,,,,1:2001,2024,"gone, all of it"\n'))
    assert list(table) == ["ABC", "DEF"]
    assert table["ABC"] == WorldCurrency(
        "ABC", ("5", "10"), ("0.5", "500"), (1996, 2016), {"5": 2017, "1000": 1999, "2000": None}, 2025, ""
    )
    assert table["ABC"].is_money
    assert not table["DEF"].is_money
    assert [value for value in ("5", "10", "1000", "2000") if table["ABC"].is_withdrawn(value)] == ["1000", "2000"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (GOOD.replace("ABC", "abc"), "ISO 4217"),
        (GOOD, "listed twice"),
        (GOOD.replace("ABC,5 10", "XYZ,10 5"), "everyday must be ascending"),
        (GOOD.replace("ABC,5 10", "XYZ,5 5.0"), "everyday must be ascending"),
        (GOOD.replace("ABC,5 10", "XYZ,five"), 'everyday: "five" is no value'),
        (GOOD.replace("ABC", "XYZ").replace("0.5 500", "10 500"), "either in everyday use or rare"),
        (GOOD.replace("ABC", "XYZ").replace("1996 2016", "2016 1996"), "series must be ascending"),
        (GOOD.replace("ABC", "XYZ").replace("1996", "96"), '"96" is no year'),
        (GOOD.replace("ABC", "XYZ").replace("5:2017", "5:"), '"" is no year'),
        (GOOD.replace("ABC", "XYZ").replace("5:2017", "1000:2017"), "withdrawn must be ascending"),
        (GOOD.replace("ABC", "XYZ").replace(",2025,", ",,"), '"" is no year'),
        ("XYZ,,,,,2025,\n", "no values"),
        ("XYZ\n", "too few cells"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(tmp_path: Path, line: str, reason: str) -> None:
    with pytest.raises(DataError, match=f"line 3: .*{reason}"):
        read_world(_table(tmp_path, GOOD, line))


def test_no_table_and_an_empty_one_are_said_so(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be read"):
        read_world(tmp_path / "none.csv")
    with pytest.raises(DataError, match="no currency"):
        read_world(_table(tmp_path))


def test_the_shipped_table_holds_all_that_the_model_knows() -> None:
    world = read_world()
    assert len(world) >= 150
    assert list(world) == sorted(world)
    for currency in read_table():
        if currency.code != "XTS":
            line = world[currency.code]
            assert set(currency.values) <= {*line.everyday, *line.rare, *line.withdrawn}, currency.code


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_currency_has_a_name_and_plural_in_every_language(language: str) -> None:
    for code, currency in read_world().items():
        name = currency_name(code, language)
        assert name
        assert code not in name, code
        assert not re.search(r"[0-9]", name), name
        for value in ("1", *currency.everyday, *currency.rare, *currency.withdrawn):
            for full in (False, True):
                said = money(value, code, language, full=full)
                assert code not in said, said
                number, words = re.subn(r"[^\d٠-٩.,٫]", "", said), re.sub(r"[\d٠-٩.,٫]", "", said).strip()
                assert number[0], said
                assert len(words) >= 3, said
