"""Finding a currency: by name, code and country, whatever the case and the accents."""

import pytest

from app.feedback.words import currency_name
from app.ui.controls import Choice
from app.ui.currency_search import CurrencySearch, countries_of

CODES = ("AUD", "BRL", "CAD", "CHF", "CNY", "EUR", "GBP", "INR", "JPY", "MXN", "RUB", "TRY", "USD")


def search(language: str) -> CurrencySearch:
    return CurrencySearch([Choice(code, currency_name(code, language)) for code in CODES], language)


@pytest.mark.parametrize(
    ("language", "text", "first"),
    [
        ("en", "usd", "USD"),
        ("en", "US", "USD"),
        ("en", "US dollar", "USD"),
        ("en", "euro", "EUR"),
        ("en", "Germany", "EUR"),
        ("en", "united kingdom", "GBP"),
        ("de", "Schweiz", "CHF"),
        ("de", "osterreich", "EUR"),
        ("es", "brasil", "BRL"),
        ("fr", "ETATS-UNIS", "USD"),
        ("tr", "ingiliz", "GBP"),
        ("tr", "İngiliz", "GBP"),
        ("hi", "भारत", "INR"),
        ("ru", "япония", "JPY"),
        ("ar", "المكسيك", "MXN"),
        ("id", "meksiko", "MXN"),
    ],
)
def test_the_currency_is_the_first_that_is_found(language: str, text: str, first: str) -> None:
    assert search(language).found(text)[0] == first


def test_all_are_found_for_no_text_and_none_for_nonsense() -> None:
    assert search("en").found("  ") == list(CODES)
    assert search("en").found("xyzzy") == []


def test_beginnings_of_words_come_before_what_has_them_inside() -> None:
    assert "AUD" not in search("en").found("us"), "Australian has us in it, but other words begin with it"
    assert "AUD" in search("en").found("stralian")


def test_names_come_before_countries() -> None:
    found = search("en").found("mexic")
    assert found == ["MXN"]
    assert set(search("en").found("dollar")) == {"AUD", "CAD", "USD"}


def test_only_what_is_money_there_now_is_found_by_a_country() -> None:
    assert "Germany" in countries_of("en")["EUR"]
    assert "DEM" not in countries_of("en")
    assert countries_of("xx") == countries_of("en")
