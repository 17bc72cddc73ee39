"""The fixed sentences, in every language."""

import re
import string
from pathlib import Path

import pytest
from babel import Locale

from app.feedback.phrases import LANGUAGES, Phrase, counted_notes, phrase, spoken_language
from app.feedback.translations import ar, de, en, es, fr, hi, id_, pt, ru, tr
from app.feedback.words import money

TABLES = {"en": en, "es": es, "de": de, "fr": fr, "pt": pt, "hi": hi, "tr": tr, "ru": ru, "id": id_, "ar": ar}
FILL_NAMES = ("currencies", "camera", "value", "total", "notes", "pictures", "tones", "money", "currency", "values")
FILL = {name: f"<{name}>" for name in FILL_NAMES}
SCRIPTS = {"hi": "[\u0900-\u097f]", "ru": "[\u0400-\u04ff]", "ar": "[\u0600-\u06ff]"}
ENDS = (".", "।")
NO_SENTENCES = (Phrase.COUNT_ADDED, Phrase.TIER_PARTIAL, Phrase.TIER_FEW)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_the_languages_are_those_that_were_promised() -> None:
    assert set(LANGUAGES) == {"en", "es", "de", "fr", "pt", "hi", "tr", "ru", "id", "ar"}
    assert set(TABLES) == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_is_missing_and_none_is_left_over(language: str) -> None:
    assert set(TABLES[language].SENTENCES) == {key.value for key in Phrase}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", Phrase)
def test_every_phrase_in_every_language(key: Phrase, language: str) -> None:
    sentence = phrase(key, language, **FILL)

    assert fields(TABLES[language].SENTENCES[key.value]) == fields(en.SENTENCES[key.value])
    assert sentence == sentence.strip()
    assert "{" not in sentence
    assert "}" not in sentence
    assert "  " not in sentence
    assert sentence.endswith(ENDS) or key in NO_SENTENCES
    if language in SCRIPTS:
        assert re.search(SCRIPTS[language], sentence) or key is Phrase.COUNT_LINE
        plain = re.sub("<[a-z]+>|Noteworthy", "", sentence)
        assert not re.search("[A-Za-z]", plain), "no word was left in another alphabet"
    elif key not in (Phrase.COUNT_LINE, Phrase.COUNT_ADDED) and sentence[0].isalpha():
        assert sentence[0].isupper()


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_nothing_was_left_in_english(language: str) -> None:
    # What is but names and numbers, or one word that both languages share, may be the same.
    may_be_same = {"count_line", "count_added", "count_total"}
    same = {name for name, text in TABLES[language].SENTENCES.items() if text == en.SENTENCES[name]}

    assert same <= may_be_same


@pytest.mark.parametrize("language", LANGUAGES)
def test_opposite_hints_are_told_apart(language: str) -> None:
    for one, other in [
        (Phrase.HINT_LEFT, Phrase.HINT_RIGHT),
        (Phrase.HINT_UP, Phrase.HINT_DOWN),
        (Phrase.HINT_CLOSER, Phrase.HINT_FURTHER_AWAY),
        (Phrase.HINT_TOO_DARK, Phrase.HINT_TOO_BRIGHT),
        (Phrase.PLACE_LEFT, Phrase.PLACE_RIGHT),
        (Phrase.PLACE_HIGH, Phrase.PLACE_LOW),
    ]:
        assert phrase(one, language) != phrase(other, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Phrase.HINT_LEFT_FULL, Phrase.PLACE_LEFT),
        (Phrase.HINT_RIGHT_FULL, Phrase.PLACE_RIGHT),
    ],
)
def test_left_is_the_same_word_wherever_it_is_said(one: Phrase, other: Phrase, language: str) -> None:
    stems = {
        "en": ("left", "right"),
        "es": ("izquierda", "derecha"),
        "de": ("links", "rechts"),
        "fr": ("gauche", "droite"),
        "pt": ("esquerda", "direita"),
        "hi": ("बाईं", "दाईं"),
        "tr": ("sol", "sağ"),
        "ru": ("лев", "прав"),
        "id": ("kiri", "kanan"),
        "ar": ("يسار", "يمين"),
    }
    left, right = stems[language]
    wanted, unwanted = (left, right) if "LEFT" in one.name else (right, left)
    for key in (one, other):
        said = phrase(key, language).lower()
        # Russian says "влево" and "слева".
        assert wanted in said
        assert unwanted not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_notes_have_every_plural_form_of_the_language(language: str) -> None:
    assert set(TABLES[language].NOTES) == set(Locale(language).plural_form.tags) | {"other"}


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", ["1 note", "2 notes", "5 notes", "21 notes"]),
        ("es", ["1 billete", "2 billetes", "5 billetes", "21 billetes"]),
        ("de", ["1 Schein", "2 Scheine", "5 Scheine", "21 Scheine"]),
        ("fr", ["1 billet", "2 billets", "5 billets", "21 billets"]),
        ("pt", ["1 nota", "2 notas", "5 notas", "21 notas"]),
        ("hi", ["1 नोट", "2 नोट", "5 नोट", "21 नोट"]),
        ("tr", ["1 banknot", "2 banknot", "5 banknot", "21 banknot"]),
        ("ru", ["1 банкнота", "2 банкноты", "5 банкнот", "21 банкнота"]),
        ("id", ["1 lembar", "2 lembar", "5 lembar", "21 lembar"]),
        ("ar", ["ورقة واحدة", "ورقتان", "5 أوراق", "21 ورقة"]),
    ],
)
def test_plural_forms(language: str, forms: list[str]) -> None:
    assert [counted_notes(count, language) for count in (1, 2, 5, 21)] == forms


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("currency", ["USD", "EUR", "INR", "XTS"])
def test_money_keeps_its_number_in_every_language(language: str, currency: str) -> None:
    for value in ("1", "2", "5", "21", "2000"):
        said = money(value, currency, language)
        assert re.search(rf"(?<!\d){value}(?!\d)", said), said
        assert re.sub(r"\d", "", said).strip(), "there is a unit, too"


def test_money_has_cldrs_plural_forms() -> None:
    assert [money(value, "USD", "ru") for value in ("1", "2", "5", "21")] == [
        "1 доллар США",
        "2 доллара США",
        "5 долларов США",
        "21 доллар США",
    ]


def test_words_are_filled_in() -> None:
    assert phrase(Phrase.CAMERA_OPENED, camera="Desk camera") == "Camera on: Desk camera."


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_missing_word_is_an_error(language: str) -> None:
    with pytest.raises(KeyError, match="camera"):
        phrase(Phrase.CAMERA_OPENED, language)


@pytest.mark.parametrize("language", ["en", "en-GB", "EN_us", "xx", ""])
def test_without_a_table_of_its_own_a_language_is_answered_in_english(language: str) -> None:
    assert phrase(Phrase.PAUSED, language) == "Paused."
    assert counted_notes(2, language) == "2 notes"
    assert spoken_language(language) == "en"


@pytest.mark.parametrize("language", ["pt-BR", "pt_PT", "PT"])
def test_a_region_is_answered_in_its_language(language: str) -> None:
    assert phrase(Phrase.PAUSED, language) == "Em pausa."


def test_no_phrase_is_dead() -> None:
    app = Path(__file__).resolve().parents[3] / "app"
    source = "".join(path.read_text(encoding="utf-8") for path in app.rglob("*.py"))
    # Hints are found by their kind's name.
    unused = [key.name for key in Phrase if not key.name.startswith("HINT_") and f"Phrase.{key.name}" not in source]
    assert unused == []
