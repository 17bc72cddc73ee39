"""What the window says of itself: all of it in every language, and no sample that could be taken for a value."""

import re

import pytest

from app.ui.translations import LANGUAGES
from app.ui.voice_words import WORDS, Words, words


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_language_has_all_words(language: str) -> None:
    assert set(WORDS[language]) == set(Words)
    for which in Words:
        assert words(language, which).strip()
    assert len({words(language, which) for which in (Words.BUTTON, Words.LIST, Words.SLIDER, Words.CHECK_BOX)}) == 4


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_sample_is_no_value(language: str) -> None:
    sample = words(language, Words.SAMPLE)
    assert "Noteworthy" in sample
    assert not re.search(r"\d", sample)


def test_tags_are_understood_and_unknown_ones_are_english() -> None:
    assert words("pt_BR", Words.LIST) == words("pt", Words.LIST) == "lista"
    assert words("xx", Words.LIST) == "list"
