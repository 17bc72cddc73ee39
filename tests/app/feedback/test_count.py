"""Adding up notes."""

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.feedback.count import Count, CountEntry, added_words, list_words, undone_words
from app.feedback.phrases import LANGUAGES

notes = st.lists(st.tuples(st.sampled_from(["USD", "EUR"]), st.sampled_from(["1", "5", "20", "0.5", "100"])))


def counted(*given_notes: tuple[str, str]) -> Count:
    count = Count()
    for currency, value in given_notes:
        count = count.add(currency, value)
    return count


def test_currencies_keep_their_own_totals() -> None:
    count = counted(("USD", "20"), ("EUR", "5"), ("USD", "5"), ("EUR", "0.5"))

    assert count.totals() == {"USD": Decimal(25), "EUR": Decimal("5.5")}
    assert count.entries()[1] == CountEntry("EUR", "5")
    assert len(count) == 4


def test_the_last_note_can_be_taken_away_and_all() -> None:
    count = counted(("USD", "20"), ("USD", "5"))

    assert count.undo() == counted(("USD", "20"))
    assert count.undo().undo().undo() == Count()
    assert count.clear() == Count()
    assert len(count) == 2, "the count that was given out stays as it is"


@given(notes)
def test_undoing_each_note_leaves_nothing(given_notes: list[tuple[str, str]]) -> None:
    count = counted(*given_notes)
    for number in range(len(given_notes), 0, -1):
        assert sum(count.totals().values()) == sum(Decimal(value) for _, value in given_notes[:number])
        count = count.undo()
    assert count == Count()


@pytest.mark.parametrize("value", ["", "twenty", "-5", "0", "NaN", "Infinity"])
def test_what_is_no_value_of_a_note_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="not the value"):
        Count().add("USD", value)


def test_the_total_is_said_with_each_note() -> None:
    assert added_words(counted(("USD", "20"))) == "20 dollars, total 20 dollars"
    assert added_words(counted(("USD", "20"), ("USD", "5"), ("USD", "20"))) == "20 dollars, total 45 dollars"
    assert added_words(counted(("USD", "20"), ("EUR", "5"))) == "5 euros, total 5 euros"
    assert added_words(counted(("USD", "1")), full_names={"USD"}) == "1 US dollar, total 1 US dollar"
    assert added_words(counted(("EUR", "0.5"), ("EUR", "0.5"))) == "0.5 euros, total 1 euro"
    assert added_words(counted(("USD", "20"), ("USD", "1")), "ru") == "1 доллар США, всего 21 доллар США"


def test_the_list_is_read_back_like_with_like_then_the_totals() -> None:
    count = counted(("USD", "20"), ("EUR", "5"), ("USD", "100"), ("USD", "20"))

    assert list_words(count) == (
        "100 dollars: 1 note. 20 dollars: 2 notes. 5 euros: 1 note. Total: 140 dollars. Total: 5 euros."
    )
    assert list_words(Count()) == "No notes are counted."


def test_a_note_taken_away_is_named_with_what_is_left() -> None:
    assert undone_words(counted(("USD", "20"), ("USD", "5"))) == "5 dollars taken away. Total: 20 dollars."
    assert undone_words(counted(("USD", "20"))) == "20 dollars taken away. No notes are counted."
    assert undone_words(Count()) == "No notes are counted."


@pytest.mark.parametrize(("notes", "told"), [(1, "20 dollars taken away."), (2, "2 notes"), (3, "3 notes")])
def test_several_notes_taken_away_at_once_are_told_by_how_many(notes: int, told: str) -> None:
    said = undone_words(Count().add_all([("USD", "20")] * notes))
    assert told in said
    assert ("20 dollars" in said) == (notes == 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_count_is_told_in_every_language(language: str) -> None:
    count = counted(("USD", "20"), ("EUR", "5"), ("USD", "1"))
    for said in (added_words(count, language), list_words(count, language), undone_words(count, language)):
        assert "21" in said or "20" in said
        assert "{" not in said


def test_csv_is_what_a_spreadsheet_reads() -> None:
    count = counted(("USD", "20"), ("EUR", "0.5"), ("USD", "100"))

    assert list(csv.DictReader(io.StringIO(count.to_csv()))) == [
        {"number": "1", "currency": "USD", "value": "20", "total": "20"},
        {"number": "2", "currency": "EUR", "value": "0.5", "total": "0.5"},
        {"number": "3", "currency": "USD", "value": "100", "total": "120"},
    ]
    assert Count().to_csv() == "number,currency,value,total\r\n"


def test_no_notes_are_no_step() -> None:
    count = Count().add("USD", "20")
    assert count.add_all([]) is count
    assert count.add_all([("USD", "5"), ("USD", "10")]).undo() == count
