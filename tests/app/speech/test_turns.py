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


@pytest.mark.parametrize("priority", list(Priority))
def test_the_first_sentence_of_an_answer_is_the_answer_and_the_others_are_read_out(priority: Priority) -> None:
    parts = ("A.", "B.", "C.")
    of_parts = [Turn(Utterance("A. B. C.", priority), 0.0, parts, part).priority for part in range(3)]
    rest = Priority.READING if priority is Priority.ANSWER else priority
    assert of_parts == [priority, rest, rest]


@pytest.mark.parametrize(
    ("has_begun", "has_own_rule", "is_valid"),
    [(False, False, True), (False, True, True), (True, False, True), (True, True, False)],
)
def test_what_has_begun_goes_on_by_a_rule_of_its_own_where_it_has_one(
    has_begun: bool, has_own_rule: bool, is_valid: bool
) -> None:
    may_go_on = (lambda: False) if has_own_rule else None
    one = Turn(Utterance("20", Priority.VALUE, lambda: True, may_go_on=may_go_on), 0.0, ("20",))
    one.started_at_s = 1.0 if has_begun else None
    assert one.is_valid() is is_valid
    assert Turn(Utterance("20", Priority.VALUE, lambda: False), 0.0, ("20",)).is_valid() is False


def test_while_one_may_not_begin_only_its_equals_and_values_pass() -> None:
    turns = WaitingLine()
    for text, priority in (("first", Priority.ANSWER), ("other", Priority.ANSWER), ("hint", Priority.HINT)):
        turns.append(turn(text, priority))

    def next_text(*held: str) -> str | None:
        found = turns.next(lambda waiting: waiting.utterance.text not in held)
        return None if found is None else found.utterance.text

    assert next_text() == "first"
    assert next_text("first") == "other"
    assert next_text("first", "other") is None
    turns.append(turn("20"))
    assert next_text("first", "other") == "20"
    assert next_text("first", "other", "20") is None
    assert turns.next() is not None
