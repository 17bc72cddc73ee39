"""What was to be said and was not heard: told in the words of now, or kept, and neither for ever."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.feedback.utterance import Priority
from app.session.messages import Message, MessageKind
from app.session.unheard import MOST_KEPT, MOST_RENEWALS, Unheard
from app.speech.protocols import Outcome, SpokenRecord

LOSS = Message(MessageKind.STATUS, "problem", "settings", Priority.STATUS, "Not stored.", 1.0, id=3, is_kept=True)


def _record(outcome: Outcome, *, has_begun: bool = False) -> SpokenRecord:
    return SpokenRecord("", Priority.ANSWER, 0.0, 0.5 if has_begun else None, None, outcome)


class Desk:
    def __init__(self) -> None:
        self.told: list[Message] = []
        self.is_muted = False
        self.unheard = Unheard(self.told.append, lambda: self.is_muted)

    def answer(self, again: Callable[[], Message | None] | None) -> Message:
        return Message(MessageKind.STATUS, "answer", "seen", Priority.ANSWER, "I see 20.", 1.0, id=1, again=again)


def test_an_answer_that_is_no_longer_true_is_told_as_it_is_now() -> None:
    desk = Desk()
    now = desk.answer(lambda: None)
    desk.unheard.ended(desk.answer(lambda: now), _record("stale"))
    assert [message.renewals for message in desk.told] == [1]
    desk.unheard.ended(desk.answer(lambda: None), _record("stale"))
    desk.unheard.ended(desk.answer(None), _record("stale"))
    assert len(desk.told) == 1, "there is nothing true to be told"


@pytest.mark.parametrize("outcome", ["spoken", "superseded", "unsaid", "handed_over", "hushed"])
def test_whatever_ended_otherwise_is_not_told_anew(outcome: Outcome) -> None:
    desk = Desk()
    desk.unheard.ended(desk.answer(lambda: desk.answer(None)), _record(outcome))
    assert desk.told == []
    assert desk.unheard.take() == []


@pytest.mark.parametrize(("has_begun", "times"), [(False, MOST_RENEWALS), (True, 1)])
def test_one_that_is_never_true_for_long_ends(has_begun: bool, times: int) -> None:
    desk = Desk()
    message = desk.answer(lambda: message)
    ends = message
    while len(desk.told) < 2 * MOST_RENEWALS:
        before = len(desk.told)
        desk.unheard.ended(ends, _record("stale", has_begun=has_begun))
        if len(desk.told) == before:
            break
        ends = desk.told[-1]
    assert len(desk.told) == times


def test_one_that_cannot_be_made_is_left_out() -> None:
    desk = Desk()

    def again() -> Message:
        raise ZeroDivisionError

    desk.unheard.ended(desk.answer(again), _record("stale"))
    assert desk.told == []


def test_a_hushed_loss_is_kept_until_it_is_taken() -> None:
    desk = Desk()
    desk.unheard.ended(LOSS, _record("hushed", has_begun=True))
    assert desk.told == []
    assert desk.unheard.take() == [LOSS]
    assert desk.unheard.take() == []


def test_what_is_kept_is_taken_as_it_is_now() -> None:
    desk = Desk()
    now = replace(LOSS, text="Still not stored.")
    for kept in (replace(LOSS, again=lambda: now), replace(LOSS, topic="other", again=lambda: None)):
        desk.unheard.ended(kept, _record("hushed"))
    desk.unheard.ended(replace(LOSS, topic="over", still_valid=lambda: False), _record("hushed"))
    assert desk.unheard.take() == [now]


def test_something_newer_of_its_topic_takes_its_place() -> None:
    desk = Desk()
    other = replace(LOSS, topic="camera")
    for kept in (LOSS, other):
        desk.unheard.ended(kept, _record("hushed"))
    desk.unheard.told(replace(LOSS, text="Stored."))
    assert desk.unheard.take() == [other]


def test_nothing_is_kept_of_the_time_without_sound_nor_more_than_anybody_listens_to() -> None:
    desk = Desk()
    desk.is_muted = True
    desk.unheard.ended(LOSS, _record("hushed"))
    assert desk.unheard.take() == []
    desk.is_muted = False
    for number in range(MOST_KEPT + 2):
        desk.unheard.ended(replace(LOSS, topic=str(number)), _record("hushed"))
    assert [message.topic for message in desk.unheard.take()] == [str(number) for number in range(2, MOST_KEPT + 2)]
