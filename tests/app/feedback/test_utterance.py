"""What is to be said: who is heard first, and that it holds unless somebody says otherwise."""

from app.feedback.utterance import Priority, Utterance


def test_an_answer_is_heard_before_a_value_and_that_before_what_nobody_asked_for() -> None:
    assert sorted(Priority, reverse=True) == [
        Priority.ANSWER,
        Priority.READING,
        Priority.VALUE,
        Priority.STATUS,
        Priority.HINT,
        Priority.PLACE,
    ]


def test_words_hold_unless_somebody_says_otherwise() -> None:
    words = Utterance("Twenty dollars", Priority.VALUE)
    assert words.still_valid() is True
    assert (words.tones, words.topic, words.id) == ((), "", 0)
    assert not Utterance("x", Priority.HINT, lambda: False).still_valid()


def test_what_decides_whether_they_hold_makes_no_other_utterance() -> None:
    assert Utterance("x", Priority.HINT, lambda: False) == Utterance("x", Priority.HINT, lambda: True)
    assert Utterance("x", Priority.HINT) != Utterance("x", Priority.STATUS)
