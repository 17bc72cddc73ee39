"""The words for money."""

import re

import pytest
from babel.core import get_global

from app.feedback.words import currency_name, money, needing_full_names


@pytest.mark.parametrize(
    ("value", "currency", "words"),
    [
        ("20", "USD", "20 dollars"),
        ("1", "USD", "1 dollar"),
        ("5", "EUR", "5 euros"),
        ("100", "INR", "100 rupees"),
        ("2000", "INR", "2000 rupees"),
        ("0.5", "EUR", "0.5 euros"),
        ("10", "GBP", "10 pounds"),
        ("1000", "JPY", "1000 yen"),
        ("20", "TRY", "20 lira"),
        ("500", "XOF", "500 francs"),
        ("20", "XTS", "20 specimen units"),
        ("1", "XTS", "1 specimen unit"),
        ("20", "usd", "20 dollars"),
    ],
)
def test_english_is_short(value: str, currency: str, words: str) -> None:
    assert money(value, currency) == words


def test_english_in_full_keeps_the_country() -> None:
    assert money("20", "USD", full=True) == "20 US dollars"
    assert money("1", "INR", full=True) == "1 Indian rupee"
    assert money("5", "EUR", full=True) == "5 euros"
    assert money("20", "XTS", full=True) == "20 specimen units"


@pytest.mark.parametrize("currency", ["XAU", "USN", "MXV", "ZWL"])
def test_what_is_no_tender_keeps_its_whole_name(currency: str) -> None:
    assert money("2", currency) == money("2", currency, full=True)


@pytest.mark.parametrize(
    ("language", "value", "currency", "words"),
    [
        ("de", "20", "USD", "20 US-Dollar"),
        ("de", "0.5", "EUR", "0,5 Euro"),
        ("fr", "1", "EUR", "1 euro"),
        ("fr", "2000", "EUR", "2000 euros"),
        ("ru", "1", "USD", "1 доллар США"),
        ("ru", "2", "USD", "2 доллара США"),
        ("ru", "20", "USD", "20 долларов США"),
        ("ja", "1000", "JPY", "1000円"),
        ("pt-BR", "20", "EUR", "20 Euros"),
        ("pt_BR", "20", "EUR", "20 Euros"),
        ("fr", "20", "XTS", "20 devises de test"),
        ("en-IN", "100", "INR", "100 rupees"),
    ],
)
def test_other_languages_keep_their_own_names_and_plurals(language: str, value: str, currency: str, words: str) -> None:
    assert money(value, currency, language) == words


def test_an_unknown_currency_is_its_code() -> None:
    assert money("20", "QQQ") == "20 QQQ"
    assert money("20", "QQQ", "de") == "20 QQQ"


@pytest.mark.parametrize("language", ["", "xx", "nonsense", "en-ZZZZZ", "12"])
def test_an_unknown_language_is_english(language: str) -> None:
    assert money("20", "USD", language) == "20 dollars"


def test_a_known_language_of_an_unknown_region_is_kept() -> None:
    assert money("5", "EUR", "de-QQ") == "5 Euro"


@pytest.mark.parametrize("value", ["", "twenty", "20 dollars", "NaN", "Infinity", "1,5"])
def test_what_is_no_number_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="not an amount of money"):
        money(value, "USD")


def test_every_currency_in_many_languages_says_the_value_and_never_groups_it() -> None:
    codes = {code for used in get_global("territory_currencies").values() for code, *_ in used}
    for language in ("en", "de", "fr", "es", "hi", "ar", "zh", "ru", "pt"):
        for code in codes:
            words = money("2000", code, language)
            assert re.search(r"\b2000", words), (language, code, words)
            assert len(words) > len("2000"), (language, code, words)


def test_currencies_that_share_a_short_name_need_the_full_one() -> None:
    assert needing_full_names(["USD", "CAD", "EUR", "INR"]) == {"USD", "CAD"}
    assert needing_full_names(["USD", "EUR", "INR", "XTS"]) == frozenset()
    assert needing_full_names(["USD", "CAD"], "de") == frozenset()
    assert needing_full_names(["usd", "USD"]) == frozenset()
    assert needing_full_names(["AZN", "TMT", "EUR"]) == {"AZN", "TMT"}, "20 manats and 20 manat sound the same"


def test_a_currency_is_named_without_an_amount() -> None:
    assert [currency_name(code) for code in ("USD", "eur", "XTS", "QQQ")] == [
        "US dollars",
        "euros",
        "specimen units",
        "QQQ",
    ]
    assert currency_name("INR", "de") == "Indische Rupien"
    assert currency_name("XTS", "fr") == "devises de test"
    assert currency_name("USD", "xx") == "US dollars"
