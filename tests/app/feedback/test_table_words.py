"""What is said of the table: groups, totals, and always what could not be read; in private no value."""

from __future__ import annotations

import string
from dataclasses import replace

import pytest

from app.feedback.phrases import LANGUAGES
from app.feedback.table import Place, TableFinding
from app.feedback.table_words import TablePhrase, private_words, table_phrase, table_words
from app.feedback.translations.table import TABLE
from tests.app.tables import finding, note

SIX = [("USD", "20")] * 4 + [("USD", "10"), ("USD", "5")]


def test_notes_are_told_in_groups_and_with_their_total() -> None:
    assert table_words(finding(SIX)) == (
        "6 notes: 4 of 20 dollars, 1 of 10 dollars, 1 of 5 dollars. At least 95 dollars."
    )


def test_a_total_is_told_as_such_where_nothing_else_is_seen() -> None:
    assert table_words(replace(finding(SIX), is_all=True)).endswith("1 of 5 dollars. Together 95 dollars.")


def test_a_total_beside_a_note_that_was_not_read_is_at_least_that_and_the_place_is_the_persons_own() -> None:
    told = table_words(finding(SIX, unread=[(0.1, 0.1)]))
    assert told.endswith("At least 95 dollars. Not read: 1 note, at the top right.")
    by_picture = table_words(finding(SIX, unread=[(0.1, 0.1)]), camera_faces_person=False)
    assert by_picture.endswith("Not read: 1 note, at the top left.")


def test_each_currency_has_its_own_total() -> None:
    told = table_words(finding([("USD", "20"), ("EUR", "10"), ("EUR", "0.5")]))
    assert told == "3 notes: 1 of 10 euros, 1 of 0.5 euros, 1 of 20 dollars. At least 10.5 euros. At least 20 dollars."


def test_one_note_needs_no_total() -> None:
    assert table_words(finding([("USD", "20")])) == "1 note: 20 dollars."
    assert table_words(finding([("USD", "20")], unread=[(0.5, 0.5)])).count("At least 20 dollars.") == 1


def test_a_note_that_is_no_longer_money_is_told_and_adds_nothing() -> None:
    found = TableFinding((note("GBP", "10", is_withdrawn=True), note("GBP", "5", 0.2)), (), 1, 0.0)
    assert table_words(found) == "2 notes: 1 of 10 pounds, withdrawn, 1 of 5 pounds. At least 5 pounds."


def test_when_nothing_is_read_it_is_told_what_to_change() -> None:
    assert table_words(finding([])) == table_phrase(TablePhrase.NOTHING)
    told = table_words(finding([], unread=[(0.5, 0.5), (0.5, 0.1), (0.5, 0.12)]))
    assert told.startswith("I see 3 notes but can read none: in the middle, at the top.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_private_no_value_is_told(language: str) -> None:
    told = private_words(finding(SIX, unread=[(0.5, 0.1)]), language)
    assert not any(number in told for number in ("20", "10", "5", "95"))
    assert TABLE[language]["top"] in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_sentence_with_the_same_words_to_fill_in(language: str) -> None:
    assert TABLE[language].keys() == TABLE["en"].keys()
    assert set(TABLE["en"]) == {each.value for each in (*TablePhrase, *Place)}
    for key, sentence in TABLE["en"].items():
        assert _blanks(TABLE[language][key]) == _blanks(sentence), key
    assert language == "en" or TABLE[language]["nothing"] != TABLE["en"]["nothing"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_forms_are_the_languages_own(language: str) -> None:
    told = table_words(finding(SIX, unread=[(0.5, 0.5)]), language)
    assert "{" not in told
    if language == "ru":
        assert "6 банкнот:" in told
        assert "1 банкнота" in told


def _blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}
