"""Which currency a note is taught in: found by what is typed, and a name of one's own where nothing is meant."""

from __future__ import annotations

import pytest

from app.ui.teach_currencies import CODE, choices_for, split


@pytest.mark.parametrize(
    ("typed", "language", "first"),
    [
        ("swedish", "en", ("SEK", "Swedish kronor")),
        ("SEK", "en", ("SEK", "Swedish kronor")),
        (" sek ", "en", ("SEK", "Swedish kronor")),
        ("schwed", "de", ("SEK", "Schwedische Kronen")),
    ],
)
def test_a_currency_is_found_by_name_and_code(typed: str, language: str, first: tuple[str, str]) -> None:
    assert choices_for(typed, language)[0] == first


def test_a_code_typed_in_full_comes_before_all_that_is_named_like_it() -> None:
    for code in ("ALL", "TOP", "MOP"):
        assert choices_for(code.lower(), "en")[0][0] == code


def test_money_of_now_comes_before_what_was_and_each_name_begins_large() -> None:
    found = choices_for("mark", "en")
    codes = [code for code, _ in found]
    assert codes.index("BAM") < codes.index("DEM")
    assert all(name[0] == name[0].upper() for _, name in choices_for("couronne", "fr"))


def test_not_more_is_offered_than_a_list_can_be_gone_through() -> None:
    assert len(choices_for("", "en")) == 60
    assert choices_for("no such currency", "en") == []


def test_a_row_stands_for_a_code_or_for_the_name_that_was_typed() -> None:
    assert split(f"{CODE}SEK", "swed") == ("SEK", "")
    assert split("own", "Club chips") == ("", "Club chips")


def test_a_code_that_is_also_a_word_stands_first_and_once_before_what_else_is_found() -> None:
    codes = [code for code, _ in choices_for("rub", "en")]
    assert codes[0] == "RUB"
    assert len(codes) == len({*codes}) > 2
