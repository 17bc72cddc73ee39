"""The words of teaching: all of them in every language, with the same words to be filled in."""

from __future__ import annotations

import string

import pytest

from app.feedback.phrases import LANGUAGES
from app.feedback.teaching_words import (
    TeachLabel,
    TeachPhrase,
    is_currency_code,
    sides_phrase,
    teach_label,
    teach_phrase,
)
from app.feedback.translations.teach_page import PAGE
from app.feedback.translations.teaching import TEACHING


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_sentence(language: str) -> None:
    for table, names in ((TEACHING, TeachPhrase), (PAGE, TeachLabel)):
        assert set(table[language]) == {name.value for name in names}
        for key, text in table[language].items():
            assert fields(text) == fields(table["en"][key]), key
            assert language == "en" or text != table["en"][key], key


def test_words_are_filled_in() -> None:
    assert teach_phrase(TeachPhrase.SAVED_BOTH, "en", note="20 kronor") == "Saved: 20 kronor, both sides."
    assert teach_phrase(TeachPhrase.STOPPED, "xx") == TEACHING["en"]["stopped"]
    assert teach_label(TeachLabel.OWN_NAME, "de", name="Club") == "Eigener Name: Club"
    with pytest.raises(KeyError):
        teach_phrase(TeachPhrase.SAVED_BOTH)


def test_sides_and_codes() -> None:
    assert sides_phrase(("front", "back")) is TeachPhrase.BOTH_SIDES
    assert sides_phrase(("front",)) is TeachPhrase.FRONT_ONLY
    assert sides_phrase(("back",)) is TeachPhrase.BACK_ONLY
    assert is_currency_code("SEK")
    assert is_currency_code("XTS")
    assert not is_currency_code("ABC")
    assert not is_currency_code("Club")
