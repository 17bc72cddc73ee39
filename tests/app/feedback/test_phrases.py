"""The fixed sentences."""

import pytest

from app.feedback.phrases import Phrase, phrase


@pytest.mark.parametrize("key", Phrase)
def test_every_key_has_an_english_sentence(key: Phrase) -> None:
    sentence = phrase(key, camera="Desk camera", currencies="euros")
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    assert "{" not in sentence


def test_words_are_filled_in() -> None:
    assert phrase(Phrase.CAMERA_OPENED, camera="Desk camera") == "Camera on: Desk camera."


def test_a_missing_word_is_an_error() -> None:
    with pytest.raises(KeyError, match="camera"):
        phrase(Phrase.CAMERA_OPENED)


@pytest.mark.parametrize("language", ["en", "en-GB", "EN_us", "xx", ""])
def test_without_a_table_of_its_own_a_language_is_answered_in_english(language: str) -> None:
    assert phrase(Phrase.PAUSED, language) == "Paused."


def test_it_says_that_it_is_no_test_of_genuineness() -> None:
    assert "does not check" in phrase(Phrase.NOT_GENUINENESS)
    assert "genuine" in phrase(Phrase.NOT_GENUINENESS)
