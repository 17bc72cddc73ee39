"""Long texts in sentences, in all ten languages."""

import pytest

from app.speech.sentences import LONG_TEXT, parts_of

LONG = "and on and on " * 8


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Hold a note up.", "It will be read."),
        ("¿Qué ve?", "¡Acérquelo!"),
        ("Wait…", "Still looking."),
        ("नोट को कैमरे के सामने रखें।", "उसे पढ़ा जाएगा।"),
        ("ماذا ترى؟", "قرّب الورقة."),
        ("Er sagte „Halt.“", "Dann ging er."),
        ("Total: 20 dollars.", "3 notes!"),
    ],
)
def test_a_long_text_is_parted_after_each_sentence(first: str, second: str) -> None:
    assert parts_of(f"{first} {second} {LONG}") == (first, second, LONG.strip())


@pytest.mark.parametrize("text", ["Closer. Hold still.", "20.", "", "a. b. " * 3])
def test_a_short_text_is_whole(text: str) -> None:
    assert len(text) <= LONG_TEXT
    assert parts_of(text) == (text,)


def test_a_text_of_just_the_length_is_whole_and_one_letter_more_is_parted() -> None:
    text = "One. " + "a" * (LONG_TEXT - 5)
    assert parts_of(text) == (text,)
    assert parts_of(text + "a") == ("One.", "a" * (LONG_TEXT - 4))


@pytest.mark.parametrize("inner", ["z. B. der Schein", "e. g. the note", "2.5 dollars", "v.2 of it"])
def test_what_only_looks_like_an_end_parts_nothing(inner: str) -> None:
    text = f"{LONG}{inner} {LONG}".strip()
    assert parts_of(text) == (text,)


def test_no_word_is_lost_or_said_twice() -> None:
    text = "One. Two! " + "Three? " * 30 + " four "
    assert " ".join(parts_of(text)).split() == text.split()
