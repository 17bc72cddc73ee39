"""The words of a phone as the camera: all of them in every language, with the same words to be filled in."""

from __future__ import annotations

import re
import string

import pytest

from app.feedback.phone_words import PhoneLabel, PhonePhrase, page_words, phone_label, phone_phrase
from app.feedback.phrases import LANGUAGES
from app.feedback.translations.phone import LABELS, PHONE
from app.resources import PACKAGE

SCRIPT = (PACKAGE / "phone" / "page" / "page.js").read_text(encoding="utf-8")


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_sentence(language: str) -> None:
    for table, names in ((PHONE, PhonePhrase), (LABELS, PhoneLabel)):
        assert set(table[language]) == {name.value for name in names}
        for key, text in table[language].items():
            assert fields(text) == fields(table["en"][key]), key
            assert language == "en" or text != table["en"][key], key


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_has_all_its_words_in_every_language(language: str) -> None:
    words = page_words()
    assert set(words[language]) == set(words["en"])
    for key, text in words[language].items():
        assert "{" not in text
        assert language == "en" or text != words["en"][key], key


def test_every_word_of_the_page_is_used_in_it_and_there_is_no_other() -> None:
    used = set(re.findall(r"(?:word|tell|forget)\('([a-z_]+)'\)", SCRIPT))
    used |= set(re.findall(r"[?:] '([a-z_]+)'", SCRIPT)) & set(page_words()["en"])
    # What the server answers to a key.
    used |= {"wrong", "wait", "closed", "full"}
    assert used == set(page_words()["en"])


def test_words_are_filled_in() -> None:
    text = phone_phrase(PhonePhrase.INVITED, "de", host="1.2.3.4", port="8443", code="123 456")
    assert "1.2.3.4, Port 8443." in text
    assert phone_phrase(PhonePhrase.JOINED, "xx") == PHONE["en"]["joined"]
    assert phone_label(PhoneLabel.CODE, "en", code="123 456") == "Code: 123 456"
    with pytest.raises(KeyError):
        phone_phrase(PhonePhrase.INVITED)
