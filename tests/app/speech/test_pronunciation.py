"""What eSpeak is given in place of words that it says as nobody does."""

import pytest

from app.speech.pronunciation import pronounced


@pytest.mark.parametrize(
    ("shown", "given"),
    [
        ("1000 won", "1000 wahn"),
        ("20 hryvnias, withdrawn", "20 hrivnias, withdrawn"),
        ("1 hryvnia", "1 hrivnia"),
        ("50 South Korean won and 20 ringgits", "50 South Korean wahn and 20 ringits"),
        ("20 dollars. A wonderful day", "20 dollars. A wonderful day"),
        ("", ""),
    ],
)
@pytest.mark.parametrize("language", ["en", "en-us", "EN-029"])
def test_english_words_of_money_are_written_as_they_are_said(shown: str, given: str, language: str) -> None:
    assert pronounced(shown, language) == given


@pytest.mark.parametrize("language", ["de", "es-419", "eo", ""])
def test_other_languages_are_left_alone(language: str) -> None:
    assert pronounced("1000 won", language) == "1000 won"
