"""What is said of currencies that were asked for, in every language."""

import re
import string

import pytest

from app.feedback.currency_phrases import CurrencyPhrase, currency_phrase
from app.feedback.phrases import LANGUAGES
from app.feedback.translations.currencies import CURRENCIES

FILL = {name: f"<{name}>" for name in ("currency", "currencies", "code", "key", "ask", "number")}
SCRIPTS = {"hi": "[\u0900-\u097f]", "ru": "[\u0400-\u04ff]", "ar": "[\u0600-\u06ff]"}


def fields(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def test_every_language_has_all_of_them_and_no_more() -> None:
    assert set(CURRENCIES) == set(LANGUAGES)
    for language in LANGUAGES:
        assert set(CURRENCIES[language]) == {key.value for key in CurrencyPhrase}, language


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", CurrencyPhrase)
def test_each_is_a_sentence_of_its_language(key: CurrencyPhrase, language: str) -> None:
    sentence = currency_phrase(key, language, **FILL)
    assert fields(CURRENCIES[language][key.value]) == fields(CURRENCIES["en"][key.value])
    assert sentence == sentence.strip()
    assert not re.search(r"[{}]|  ", sentence)
    plain = re.sub("<[a-z]+>|--currency", "", sentence)
    if language in SCRIPTS:
        assert re.search(SCRIPTS[language], sentence)
        assert not re.search("[A-Za-z]", plain), "no word was left in another alphabet"
    elif language != "en":
        assert CURRENCIES[language][key.value] != CURRENCIES["en"][key.value]


def test_a_tag_with_a_region_and_one_without_sentences_are_answered() -> None:
    assert currency_phrase(CurrencyPhrase.TURNED_ON, "de-AT", currency="Euro") == "Euro: an."
    assert currency_phrase(CurrencyPhrase.TURNED_ON, "xx", currency="euros") == "euros: on."
    with pytest.raises(KeyError):
        currency_phrase(CurrencyPhrase.LOOKS_LIKE)
