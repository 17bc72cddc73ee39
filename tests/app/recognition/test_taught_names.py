"""Names and values that a person typed: all that is odd about them ends in one place."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.feedback.words import currency_name, money, needing_full_names
from app.recognition.taught_names import (
    MOST_LETTERS,
    TaughtError,
    clean_name,
    clean_value,
    code_for,
    free_code,
    is_own,
    name_of,
    use_names,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Club \n chips ", "Club chips"),
        ("Café", "Café"),
        ("نقود النادي", "نقود النادي"),
        ("\u202eabc\u202c", "abc"),
        ("🎲 Casino 🎲", "Casino"),
        ("=HYPERLINK(x)", "HYPERLINK(x)"),
        ("Mensa-Bon", "Mensa-Bon"),
        ("पास", "पास"),
        ("5 Sterne", "5 Sterne"),
    ],
)
def test_a_name_is_kept_as_it_can_be_spoken(typed: str, kept: str) -> None:
    assert clean_name(typed) == kept
    assert clean_name(clean_name(typed)) == kept


@pytest.mark.parametrize("typed", ["", "   ", "5", "20.5", "🎲", "---", "\u200d", "٢٠"])
def test_a_name_needs_a_letter(typed: str) -> None:
    with pytest.raises(TaughtError) as raised:
        clean_name(typed)
    assert raised.value.code == "taught_name_empty"


@given(st.text(max_size=300))
def test_no_name_breaks_a_line_or_lasts_for_ever(typed: str) -> None:
    try:
        name = clean_name(typed)
    except TaughtError:
        return
    assert name == clean_name(name) == name.strip()
    assert not any(unicodedata.category(letter) in ("Cc", "Cs", "So") for letter in name)
    assert sum(not unicodedata.category(letter).startswith("M") for letter in name) <= MOST_LETTERS + 20


def test_a_long_name_is_cut_but_no_letter_loses_its_mark() -> None:
    assert len(clean_name("x" * 500)) == MOST_LETTERS
    assert unicodedata.category(clean_name("xq\u0323" * 100)[-1]) in ("Ll", "Mn")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("20", "20"), (" 20.50 ", "20.5"), ("0,5", "0.5"), ("٢٠", "20"), ("२०", "20"), ("007", "7"), ("1e2", "100")],
)
def test_a_value_is_kept_as_labels_have_it(typed: str, kept: str) -> None:
    assert clean_value(typed) == kept


@pytest.mark.parametrize("typed", ["", "0", "-5", "nan", "inf", "twenty", "1" * 13, "0.00000001", "²", "1 2"])
def test_what_is_no_value_is_refused(typed: str) -> None:
    with pytest.raises(TaughtError) as raised:
        clean_value(typed)
    assert raised.value.code == "taught_value_wrong"


@pytest.mark.parametrize("typed", ["1,000", "1.000", "12.500", "999,999", "1٫000", " 1,000 ", "1,000,000", "१,०००"])
def test_what_may_be_a_thousand_or_one_is_asked_for_again(typed: str) -> None:
    with pytest.raises(TaughtError) as raised:
        clean_value(typed)
    assert raised.value.code == "taught_value_unclear"
    assert raised.value.parameters == {"value": typed.strip()}
    assert (clean_value("0,500"), clean_value("1,50"), clean_value("1,0005"), clean_value("1000")) == (
        "0.5",
        "1.5",
        "1.0005",
        "1000",
    )


@pytest.mark.parametrize("typed", ["1e999999999", "1e-999999999", "9" * 1_000_000, "2" + " " * 100 + "0"])
def test_a_number_that_fills_the_memory_is_never_written_out(typed: str) -> None:
    with pytest.raises(TaughtError) as raised:
        clean_value(typed)
    assert raised.value.code == "taught_value_wrong"


def test_a_name_of_many_marks_takes_no_time() -> None:
    # Half a million marks, as long as a file's document may be, took more than a minute of the processor's time.
    start_s = time.process_time()
    assert clean_name("a" + "\u0301\u0316" * 250_000).startswith("\xe1")
    assert time.process_time() - start_s < 5


def test_codes_of_own_names_are_no_currencys() -> None:
    code = free_code(())

    assert is_own(code)
    assert not any(is_own(other) for other in ("USD", "QAR", "XTS", "Q", ""))
    assert free_code([code]) != code
    assert code_for("club CHIPS", {"QMC": "Club chips"}) == "QMC"


def test_an_own_name_is_spoken_in_every_language() -> None:
    use_names({"QMA": "Club chips"})

    assert name_of("QMA") == "Club chips"
    assert money("20", "QMA", "en") == "20 Club chips"
    assert money("0.5", "QMA", "de") == "0,5 Club chips"
    assert money("2000", "QMA", "en") == "2000 Club chips"
    assert currency_name("QMA", "ru") == "Club chips"
    assert needing_full_names(["QMA", "USD"], "en") == frozenset()
    use_names({})
    assert money("20", "QMA", "en") == "20 QMA"


@pytest.mark.parametrize("typed", ["9" * 12, "0.000001", "999999999999.000001"])
def test_the_most_digits_are_taken(typed: str) -> None:
    assert clean_value(typed) == typed


@pytest.mark.parametrize("typed", ["1" + "0" * 12, "0.0000001", "1e13", "1e12"])
def test_one_digit_more_is_refused(typed: str) -> None:
    with pytest.raises(TaughtError) as raised:
        clean_value(typed)
    assert raised.value.code == "taught_value_wrong"


def test_what_was_typed_may_be_so_long() -> None:
    assert clean_value("0" * 62 + "20") == "20"
    with pytest.raises(TaughtError):
        clean_value("0" * 63 + "20")


def test_a_name_has_four_times_as_many_characters_as_letters_at_most() -> None:
    assert len(clean_name("x" + "\u0301" * 500)) == 4 * MOST_LETTERS
