"""Can the fonts draw a language, and what is said where they cannot."""

import pytest
from PySide6.QtGui import QFontDatabase

from app.ui.fonts import advice, can_draw
from app.ui.translations import LANGUAGES

OTHER_SCRIPTS = {
    "ar": QFontDatabase.WritingSystem.Arabic,
    "hi": QFontDatabase.WritingSystem.Devanagari,
    "ru": QFontDatabase.WritingSystem.Cyrillic,
}


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_script_of_the_language_is_asked_for(language: str) -> None:
    asked: list[QFontDatabase.WritingSystem] = []

    def none(script: QFontDatabase.WritingSystem) -> list[str]:
        asked.append(script)
        return []

    assert can_draw(f"{language}-XX", none) == (language not in OTHER_SCRIPTS)
    assert asked == ([OTHER_SCRIPTS[language]] if language in OTHER_SCRIPTS else [])
    assert can_draw(language, lambda script: ["Some font"])


@pytest.mark.parametrize("language", sorted(OTHER_SCRIPTS))
def test_advice_names_language_and_package(language: str) -> None:
    english, own = advice(language)
    assert "fonts-noto-core" in english
    assert "fonts-noto-core" in own
    assert english.isascii()
    assert LANGUAGES[language] in own


@pytest.mark.parametrize("tag", ["hi-IN", "hi_IN", "HI"])
def test_advice_knows_a_language_by_every_form_of_its_tag(tag: str) -> None:
    assert advice(tag) == advice("hi")
    assert "Hindi" in advice(tag)[0]
