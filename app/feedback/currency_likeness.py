"""Would a name of a person's own be heard as a currency's? Asked of names that somebody else gave."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from babel import Locale

from app.feedback.words import currency_name, money


def sounds_like_money(name: str, language: str) -> bool:
    """Whether money is called so in this language or in English, by its code, its name, or what is said with a number.

    name: of a person's own, as `app.recognition.taught_names.clean_name` gives it.
    language: BCP 47 tag.
    """
    return _letters(name) in _names(language) | _names("en")


@lru_cache(maxsize=2)
def _names(language: str) -> frozenset[str]:
    found: set[str] = set()
    for code in map(str, Locale("en").currencies):
        said = (code, currency_name(code, language), *(money(count, code, language) for count in ("1", "2", "5")))
        found.update(map(_letters, said))
    return frozenset(found)


def _letters(text: str) -> str:
    """What is heard of a text: no signs and numbers, in one case."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in plain if unicodedata.category(letter)[0] in "LM")
