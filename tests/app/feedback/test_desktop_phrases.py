"""What is said and shown outside the window, in every language."""

import re
import string

import pytest

from app.feedback.desktop_phrases import DesktopPhrase, desktop_phrase
from app.feedback.phrases import LANGUAGES
from app.feedback.translations.desktop import DESKTOP

FILL = {name: f"<{name}>" for name in ("key", "system", "command")}
SCRIPTS = {"hi": "[\u0900-\u097f]", "ru": "[\u0400-\u04ff]", "ar": "[\u0600-\u06ff]"}
SAME = {("pause", "de"), ("pause", "fr")}
"""Words that are those of English by chance."""


def fields(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def test_every_language_has_all_of_them_and_no_more() -> None:
    assert set(DESKTOP) == set(LANGUAGES)
    for language in LANGUAGES:
        assert set(DESKTOP[language]) == {phrase.value for phrase in DesktopPhrase}, language


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("which", DesktopPhrase)
def test_each_is_a_sentence_of_its_language(which: DesktopPhrase, language: str) -> None:
    sentence = desktop_phrase(which, language, **FILL)
    assert fields(DESKTOP[language][which.value]) == fields(DESKTOP["en"][which.value])
    assert sentence == sentence.strip()
    assert not re.search(r"[{}]|  ", sentence)
    if language in SCRIPTS:
        assert re.search(SCRIPTS[language], sentence)
        assert not re.search("[A-Za-z]", re.sub("<[a-z]+>|Noteworthy", "", sentence))
    elif language != "en" and (which.value, language) not in SAME:
        assert DESKTOP[language][which.value] != DESKTOP["en"][which.value]


def test_what_a_tray_says_of_itself_begins_with_the_name() -> None:
    for language in LANGUAGES:
        for tip in (DesktopPhrase.TIP_LOOKING, DesktopPhrase.TIP_PAUSED, DesktopPhrase.TIP_NO_PICTURE):
            assert desktop_phrase(tip, language).startswith("Noteworthy"), "it is the icon's only name"


def test_a_tag_with_a_region_and_one_without_sentences_are_answered() -> None:
    assert desktop_phrase(DesktopPhrase.QUIT, "de-AT") == "Noteworthy beenden"
    assert desktop_phrase(DesktopPhrase.QUIT, "xx") == "Quit Noteworthy"
    with pytest.raises(KeyError):
        desktop_phrase(DesktopPhrase.KEY)
