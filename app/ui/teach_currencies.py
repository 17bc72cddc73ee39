"""Which currencies a note can be taught in: all that have a name. No widgets here."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from babel import Locale

from app.feedback.words import currency_name
from app.ui.controls import Choice
from app.ui.currency_search import CurrencySearch, countries_of

CODE: Final = "code:"
"""Before a code, in what a row stands for; without it, it stands for a name of the person's own."""
_MOST: Final = 60


@lru_cache(maxsize=2)
def _all(language: str) -> tuple[CurrencySearch, dict[str, str]]:
    in_use = countries_of(language)
    codes_known = [code for code in map(str, Locale("en").currencies) if len(code) == 3]
    named = {code: currency_name(code, language) for code in codes_known}
    # What is money now comes before what was.
    codes = sorted(named, key=lambda code: (code not in in_use, named[code].casefold()))
    names = {code: named[code][:1].upper() + named[code][1:] for code in codes}
    return CurrencySearch([Choice(code, name) for code, name in names.items()], language), names


def choices_for(text: str, language: str) -> Sequence[tuple[str, str]]:
    """Codes and names of what a typed text finds, the likeliest first; a code that is typed in full comes first."""
    search, names = _all(language)
    found = search.found(text)[:_MOST]
    typed = text.strip().upper()
    if typed in found:
        found = [typed, *(code for code in found if code != typed)]
    return [(code, names[code]) for code in found]


def split(stands_for: str, typed: str) -> tuple[str, str]:
    """Code and name, one of them empty, of what the chosen row stands for."""
    if stands_for.startswith(CODE):
        return stands_for.removeprefix(CODE), ""
    return "", typed
