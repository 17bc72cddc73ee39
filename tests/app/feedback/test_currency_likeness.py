"""Names that somebody else gave: those that would be heard as money's, and those of clubs and canteens."""

from __future__ import annotations

import pytest

from app.feedback.currency_likeness import sounds_like_money


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("US dollars", "en"),
        ("US-Dollars", "en"),
        ("dollars", "de"),
        ("EURO", "de"),
        ("usd", "en"),
        ("Schwedische Kronen", "de-AT"),
        ("индийских рупий", "ru"),
        ("\uff25\uff35\uff32\uff2f", "en"),
        ("2 euros", "en"),
    ],
)
def test_a_name_of_money_is_noticed(name: str, language: str) -> None:
    assert sounds_like_money(name, language)


@pytest.mark.parametrize("name", ["Club chips", "Mensa-Bon", "Casino dollars", "Book vouchers", "نقود النادي", "Kino"])
@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_a_name_of_a_clubs_own_is_left(name: str, language: str) -> None:
    assert not sounds_like_money(name, language)
