"""What is answered about the counted notes: only true amounts, none in private, and nothing lost by one press."""

from __future__ import annotations

import pytest

from app.feedback.announcer import Announcer
from app.feedback.modes import SpeakMode
from app.feedback.utterance import Priority
from app.session.count_answers import CONFIRM_WITHIN_S, CountAnswers
from app.session.messages import Message
from app.session.presenter import Presenter
from app.session.wording import Wording
from app.speech.protocols import Outcome, SpokenRecord


class Desk:
    """A presenter that holds counted notes, and its answers."""

    def __init__(self, *values: str, mode: SpeakMode = SpeakMode.COUNT) -> None:
        self.presenter = Presenter(Announcer(), wording=Wording("en", ("USD",)), notes=[("USD", "20")], mode=mode)
        self.now_s = 0.0
        for value in values:
            self.add(value)
        self.answers = CountAnswers(self.presenter, lambda: self.now_s)

    def add(self, value: str) -> None:
        self.presenter.count = self.presenter.count.add("USD", value)
        self.presenter.view.add("USD", value)

    def clear(self, now_s: float) -> Message:
        self.now_s = now_s
        return self.answers.clear()

    @property
    def counted(self) -> list[str]:
        return [entry.value for entry in self.presenter.count.entries()]


def test_the_count_is_read_with_its_amounts_and_in_private_without() -> None:
    desk = Desk("20", "20", "10")
    told = desk.answers.read()
    assert told.text == "20 dollars: 2 notes. 10 dollars: 1 note. Total: 50 dollars."
    assert told.has_amount
    desk.presenter.mode = SpeakMode.PRIVATE_COUNT
    assert not told.still_valid()
    secret = desk.answers.read()
    assert secret.text.endswith("3 notes")
    assert not any(amount in secret.text for amount in ("20", "10", "50"))
    assert (secret.has_amount, secret.still_valid()) == (False, True)


def test_an_answer_holds_as_long_as_the_count_is_as_it_was() -> None:
    desk = Desk("20")
    told = desk.answers.read()
    assert told.still_valid()
    desk.add("10")
    assert not told.still_valid()


def test_undoing_takes_the_last_note_out_of_the_count_and_of_what_lies_in_view() -> None:
    desk = Desk("20", "10")
    told = desk.answers.undo()
    assert told.text == "10 dollars taken away. Total: 20 dollars."
    assert told.has_amount
    assert desk.counted == ["20"]
    assert not desk.presenter.view.holds("USD", "10", desk.presenter.count)


def test_in_private_it_is_told_that_it_was_undone_or_that_there_was_nothing() -> None:
    desk = Desk("20", mode=SpeakMode.PRIVATE_COUNT)
    first, second = desk.answers.undo(), desk.answers.undo()
    assert "20" not in first.text
    assert first.text != second.text
    assert (first.has_amount, desk.counted) == (False, [])
    assert Desk().answers.undo().text == "No notes are counted."


def test_clearing_takes_two_presses_within_a_while() -> None:
    desk = Desk("20", "10")
    asked = desk.clear(5.0)
    assert asked.text == "Clear 2 notes? Press again to clear."
    assert asked.still_valid()
    assert desk.counted == ["20", "10"]
    assert desk.clear(5.0 + CONFIRM_WITHIN_S).text == "The count was cleared."
    assert desk.counted == []
    assert not asked.still_valid()
    assert desk.clear(6.0).text == "No notes are counted."


@pytest.mark.parametrize("between", ["late", "another note", "undone"])
def test_a_second_press_that_means_something_else_asks_anew(between: str) -> None:
    desk = Desk("20", "10", "5")
    desk.clear(5.0)
    if between == "another note":
        desk.add("20")
    elif between == "undone":
        desk.answers.undo()
    again = desk.clear(5.0 + CONFIRM_WITHIN_S + (0.01 if between == "late" else -1))
    assert again.text.startswith("Clear ")
    assert desk.counted


def test_right_after_a_clearing_undo_brings_all_back_once() -> None:
    desk = Desk("20", "20")
    desk.clear(1.0)
    desk.clear(2.0)
    back = desk.answers.undo()
    assert back.text == "The count is back: 2 notes. 20 dollars: 2 notes. Total: 40 dollars."
    assert (back.has_amount, desk.counted) == (True, ["20", "20"])
    assert desk.answers.undo().text == "20 dollars taken away. Total: 20 dollars."


def test_in_private_what_is_brought_back_is_told_as_a_number_of_notes() -> None:
    desk = Desk("20", "20", mode=SpeakMode.PRIVATE_COUNT)
    desk.clear(1.0)
    desk.clear(2.0)
    back = desk.answers.undo()
    assert back.text == "The count is back: 2 notes."
    assert not back.has_amount


def test_what_was_counted_after_a_clearing_is_undone_first() -> None:
    desk = Desk("20", "20")
    desk.clear(1.0)
    desk.clear(2.0)
    desk.add("5")
    assert desk.answers.undo().text.startswith("5 dollars taken away.")
    assert desk.answers.undo().text.startswith("The count is back: 2 notes.")


def _ended(outcome: Outcome, *, has_begun: bool) -> SpokenRecord:
    return SpokenRecord("", Priority.ANSWER, 0.0, 0.5 if has_begun else None, None, outcome)


@pytest.mark.parametrize(("has_begun", "counted"), [(True, []), (False, ["20", "10"])])
def test_nobody_says_yes_to_a_question_that_was_hushed_before_it_was_heard(has_begun: bool, counted: list[str]) -> None:
    desk = Desk("20", "10")
    asked = desk.clear(5.0)
    assert asked.is_kept
    assert asked.done is not None
    asked.done(_ended("hushed", has_begun=has_begun))
    desk.clear(6.0)
    assert desk.counted == counted


def test_a_question_that_is_kept_is_asked_with_the_number_of_now_and_may_be_answered_for_a_while() -> None:
    desk = Desk("20", "10")
    asked = desk.clear(5.0)
    desk.add("20")
    assert not asked.still_valid()
    desk.now_s = 5.0 + CONFIRM_WITHIN_S * 2
    assert asked.again is not None
    again = asked.again()
    assert again is not None
    assert again.text == "Clear 3 notes? Press again to clear."
    assert desk.clear(desk.now_s + CONFIRM_WITHIN_S).text == "The count was cleared."
    assert again.again is not None
    assert again.again() is None, "it was answered"


def test_an_answer_that_is_no_longer_true_is_told_as_it_is_now() -> None:
    desk = Desk("20", "10")
    read, undone = desk.answers.read(), desk.answers.undo()
    desk.add("5")
    assert [told.still_valid() for told in (read, undone)] == [False, False]
    texts = []
    for told in (read, undone):
        assert told.again is not None
        now = told.again()
        assert now is not None
        assert now.still_valid()
        texts.append(now.text)
    assert texts == [
        "20 dollars: 1 note. 5 dollars: 1 note. Total: 25 dollars.",
        "10 dollars taken away. Total: 25 dollars.",
    ]
    assert desk.counted == ["20", "5"], "nothing is done twice"
    desk.presenter.mode = SpeakMode.PRIVATE_COUNT
    assert undone.again is not None
    assert (hidden := undone.again()) is not None
    assert hidden.text == "The last note was taken away."


def test_what_was_brought_back_is_told_as_it_is_now() -> None:
    desk = Desk("20")
    desk.clear(1.0)
    desk.clear(2.0)
    back = desk.answers.undo()
    desk.add("5")
    assert back.again is not None
    assert (now := back.again()) is not None
    assert now.text.endswith("Total: 25 dollars.")
