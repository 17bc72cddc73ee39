"""What the window says of what was asked for in it, found by name and language. The fixed sentences of the session,
which a run without a window says as well, are in phrases.py.
"""

from enum import Enum

from app.feedback.phrases import spoken_language
from app.feedback.translations.window import WINDOW


class WindowPhrase(Enum):
    """Names of the sentences. Words in braces in a sentence are filled in by `window_phrase`."""

    GOODBYE = "goodbye"
    NOT_STORED = "not_stored"
    SECOND_START = "second_start"
    SECOND_START_UNANSWERED = "second_start_unanswered"
    TEXT_SIZE = "text_size"
    COPIED = "copied"
    SAVED = "saved"
    NOT_SAVED = "not_saved"
    ONLY_CURRENCY = "only_currency"
    CURRENCY_NOT_FOUND = "currency_not_found"
    USUAL_CURRENCIES = "usual_currencies"


def window_phrase(key: WindowPhrase, language: str = "en", **fill: str) -> str:
    """The sentence in the language of a BCP 47 tag, or in English when there is none.

    Raises:
        KeyError: a word in braces was not given in `fill`.
    """
    return WINDOW[spoken_language(language)][key.value].format(**fill)
