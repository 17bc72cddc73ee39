"""Finding a currency by its name, its code, or a country where it is money. Words come from CLDR; no widgets here."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from app.ui.controls import Choice

Fits = Callable[[str, str], bool]

_WORD = re.compile(r"\w+")


class CurrencySearch:
    """The words by which each of some currencies can be found, in one language."""

    def __init__(self, choices: Iterable[Choice], language: str) -> None:
        """Take the currencies: code and name, and the tag of the language of countries' names."""
        countries = countries_of(language)
        self._entries = [
            (choice.key, _words(f"{choice.name} {choice.key}"), _words(" ".join(countries.get(choice.key, ()))))
            for choice in choices
        ]

    def found(self, text: str) -> list[str]:
        """The codes of the currencies that each word of the text fits, those found by name or code first.

        A word fits where another begins with it, or, when none does, where one has it in it. All for no text.
        """
        asked = _words(text)
        if not asked:
            return [code for code, _, _ in self._entries]
        return self._ranked(asked, str.startswith) or self._ranked(asked, str.__contains__)

    def _ranked(self, asked: Sequence[str], fits: Fits) -> list[str]:
        by_name, by_country = [], []
        for code, names, countries in self._entries:
            if _all_fit(asked, names, fits):
                by_name.append(code)
            elif _all_fit(asked, [*names, *countries], fits):
                by_country.append(code)
        return by_name + by_country


def countries_of(language: str) -> Mapping[str, tuple[str, ...]]:
    """Of each currency the names of the countries where it is legal tender now, in the language of this tag."""
    return _countries(language.replace("_", "-").split("-")[0].lower())


@lru_cache(maxsize=4)
def _countries(language: str) -> Mapping[str, tuple[str, ...]]:
    try:
        names = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        names = Locale.parse("en").territories
    found: dict[str, list[str]] = {}
    used: Mapping[str, Iterable[tuple[str, object, object, bool]]] = get_global("territory_currencies")
    for territory, currencies in used.items():
        for code, _, until, is_tender in currencies:
            if is_tender and not until and territory in names:
                found.setdefault(code, []).append(names[territory])
    return {code: tuple(countries) for code, countries in found.items()}


def _all_fit(asked: Iterable[str], words: Sequence[str], fits: Fits) -> bool:
    return all(any(fits(word, part) for word in words) for part in asked)


def _words(text: str) -> list[str]:
    """The words of a text as they are compared: without case and accents."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i"))
    return _WORD.findall("".join(letter for letter in plain if unicodedata.category(letter) != "Mn"))
