"""What is said of currencies that a person asks for or turns on, found by name and language. The other fixed sentences
of the session are in phrases.py.
"""

from enum import Enum

from app.feedback.phrases import spoken_language
from app.feedback.translations.currencies import CURRENCIES


class CurrencyPhrase(Enum):
    """Names of the sentences. Words in braces in a sentence are filled in by `currency_phrase`."""

    LOOKS_LIKE = "looks_like"
    PRESS_AGAIN = "press_again"
    START_WITH = "start_with"
    IS_ON = "is_on"
    NONE_FITS = "none_fits"
    NO_NOTE = "no_note"
    TRY_AGAIN = "try_again"
    CANNOT = "cannot"
    TURNED_ON = "turned_on"
    MANY_ON = "many_on"
    PROPOSED = "proposed"


def currency_phrase(which: CurrencyPhrase, language: str = "en", **fill: str) -> str:
    """The sentence in the language of a BCP 47 tag, or in English when there is none.

    Raises:
        KeyError: a word in braces was not given in `fill`.
    """
    return CURRENCIES[spoken_language(language)][which.value].format(**fill)
