"""What the window says of what was asked for in it, in every language."""

import re
import string

import pytest

from app.feedback.phrases import LANGUAGES
from app.feedback.translations.window import WINDOW
from app.feedback.window_phrases import WindowPhrase, window_phrase

FILL = {name: f"<{name}>" for name in ("reason", "number", "name", "currency", "text")}
SCRIPTS = {"hi": "[\u0900-\u097f]", "ru": "[\u0400-\u04ff]", "ar": "[\u0600-\u06ff]"}


def fields(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def test_every_language_has_all_of_them_and_no_more() -> None:
    assert set(WINDOW) == set(LANGUAGES)
    for language in LANGUAGES:
        assert set(WINDOW[language]) == {key.value for key in WindowPhrase}, language


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", WindowPhrase)
def test_each_is_a_sentence_of_its_language(key: WindowPhrase, language: str) -> None:
    sentence = window_phrase(key, language, **FILL)
    assert fields(WINDOW[language][key.value]) == fields(WINDOW["en"][key.value])
    assert sentence == sentence.strip()
    assert not re.search(r"[{}]|  ", sentence)
    plain = re.sub("<[a-z]+>|Noteworthy", "", sentence)
    if language in SCRIPTS:
        assert re.search(SCRIPTS[language], sentence)
        assert not re.search("[A-Za-z]", plain), "no word was left in another alphabet"
    elif language != "en":
        assert WINDOW[language][key.value] != WINDOW["en"][key.value]


def test_a_tag_with_a_region_and_one_without_sentences_are_answered() -> None:
    assert window_phrase(WindowPhrase.GOODBYE, "de-AT") == "Auf Wiederhören."
    assert window_phrase(WindowPhrase.GOODBYE, "xx") == "Goodbye."
    with pytest.raises(KeyError):
        window_phrase(WindowPhrase.SAVED)
