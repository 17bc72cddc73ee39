"""What waits, in its order."""

import logging

import pytest

from app.feedback.utterance import Priority, Utterance
from app.speech.clip import Clip
from app.speech.turns import Turn, WaitingLine, record_of


def turn(text: str, priority: Priority = Priority.VALUE) -> Turn:
    return Turn(Utterance(text, priority), 1.0, (text,))


def texts(turns: WaitingLine) -> list[str]:
    return [waiting.utterance.text for waiting in turns]


def test_the_highest_comes_first_and_among_equals_who_came_first() -> None:
    turns = WaitingLine()
    assert not turns
    assert turns.next() is None
    for text, priority in (("closer", Priority.HINT), ("20", Priority.VALUE), ("5", Priority.VALUE)):
        turns.append(turn(text, priority))
    assert turns
    assert texts(turns) == ["20", "5", "closer"]
    first = turns.next()
    assert first is not None
    turns.remove(first)
    assert texts(turns) == ["5", "closer"]
    turns.put_back(first)
    assert turns.next() is first


def test_they_may_be_removed_while_they_are_looked_at() -> None:
    turns = WaitingLine()
    for text in "abc":
        turns.append(turn(text))
    for waiting in turns:
        turns.remove(waiting)
    assert not turns


def test_its_clip_is_that_of_the_sentence_that_is_next() -> None:
    one = Turn(Utterance("A. B.", Priority.HINT), 0.0, ("A.", "B."))
    assert one.clip is None
    clip = Clip(None, 1)  # type: ignore[arg-type]
    one.clips[1] = clip
    assert one.clip is None
    one.part = 1
    assert one.clip is clip


def test_one_whose_truth_cannot_be_asked_is_not_true(caplog: pytest.LogCaptureFixture) -> None:
    def fails() -> bool:
        raise ValueError("nobody knows")

    with caplog.at_level(logging.CRITICAL):
        assert not Turn(Utterance("20", Priority.VALUE, fails), 0.0, ("20",)).is_valid()


def test_a_record_tells_how_long_it_took_to_the_first_sound() -> None:
    one = turn("20")
    one.started_at_s, one.interruptions = 1.25, 2
    record = one.record("spoken")
    assert (record.text, record.outcome, record.latency_ms, record.interruptions) == ("20", "spoken", 250.0, 2)
    assert record_of(one.utterance, 1.0, "hushed").latency_ms is None
