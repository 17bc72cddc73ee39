"""What is told about the table: all, what was counted, or no amount at all; and until when it is true."""

from __future__ import annotations

import pytest

from app.feedback.announcer import Announcer
from app.feedback.modes import SpeakMode
from app.feedback.utterance import Priority
from app.session.messages import MessageKind, Status
from app.session.presenter import TONE_SIGN, Presenter
from app.session.table_answers import WORKING, TableAnswers
from app.session.wording import Wording
from tests.app.tables import finding

TWO = finding([("USD", "20"), ("USD", "5")])
EMPTY = finding([])
UNREAD = finding([], unread=[(0.1, 0.5)])


class Desk:
    """A presenter with what it counts, and its answers about the table."""

    def __init__(self, mode: SpeakMode = SpeakMode.NORMAL, *, camera_faces_person: bool = True) -> None:
        self.presenter = Presenter(Announcer(), wording=Wording("en", ("USD",)), notes=[("USD", "20")], mode=mode)
        self.faces_person = camera_faces_person
        self.answers = TableAnswers(self.presenter, camera_faces_person=lambda: self.faces_person)

    @property
    def counted(self) -> list[str]:
        return [entry.value for entry in self.presenter.count.entries()]


def test_all_that_lies_there_is_told_and_nothing_counted() -> None:
    desk = Desk()
    told = desk.answers.answer(TWO, took_ms=1200.0)
    assert told.text == "2 notes: 1 of 20 dollars, 1 of 5 dollars. At least 25 dollars."
    assert (told.kind, told.priority, told.table, told.decided_ms) == (MessageKind.TABLE, Priority.ANSWER, TWO, 1200.0)
    assert told.has_amount
    assert desk.counted == []


@pytest.mark.parametrize("mode", [SpeakMode.NORMAL, SpeakMode.COUNT])
@pytest.mark.parametrize("found", [EMPTY, UNREAD], ids=["nothing", "a note that cannot be read"])
def test_a_table_without_values_tells_no_amount_and_adds_nothing(mode: SpeakMode, found: object) -> None:
    desk = Desk(mode)
    told = desk.answers.answer(found, took_ms=1.0)  # type: ignore[arg-type]
    assert not told.has_amount
    assert "Total" not in told.text
    assert "added" not in told.text
    assert desk.counted == []


def test_what_is_new_on_the_table_is_counted_at_once_and_only_once() -> None:
    desk = Desk(SpeakMode.COUNT)
    first = desk.answers.answer(TWO, took_ms=1.0)
    assert first.text.endswith("2 notes added. Total: 25 dollars.")
    assert sorted(desk.counted) == ["20", "5"]
    again = desk.answers.answer(TWO, took_ms=1.0)
    assert "added" not in again.text
    assert again.text.endswith("Total: 25 dollars.")
    assert sorted(desk.counted) == ["20", "5"]
    more = desk.answers.answer(finding([("USD", "20"), ("USD", "5"), ("USD", "5")]), took_ms=1.0)
    assert more.text.endswith("1 note added. Total: 30 dollars.")


def test_all_of_one_look_is_undone_by_one_step() -> None:
    desk = Desk(SpeakMode.COUNT)
    desk.answers.answer(TWO, took_ms=1.0)
    desk.presenter.count = desk.presenter.count.undo()
    assert desk.counted == []


@pytest.mark.parametrize("mode", [SpeakMode.PRIVATE, SpeakMode.PRIVATE_COUNT])
def test_in_private_no_value_is_told_and_count_mode_counts_all_the_same(mode: SpeakMode) -> None:
    desk = Desk(mode)
    told = desk.answers.answer(TWO, took_ms=1.0)
    assert not any(amount in told.text for amount in ("20", "5", "25"))
    assert "2 notes" in told.text
    assert not told.has_amount
    assert len(desk.counted) == (2 if mode.counts else 0)


def test_what_told_an_amount_is_true_until_private_mode() -> None:
    desk = Desk()
    told = desk.answers.answer(TWO, took_ms=1.0)
    assert told.still_valid()
    desk.presenter.count = desk.presenter.count.add("USD", "1")
    assert told.still_valid()
    desk.presenter.mode = SpeakMode.PRIVATE
    assert not told.still_valid()
    # What told none stays true.
    secret = desk.answers.answer(TWO, took_ms=1.0)
    assert secret.still_valid()
    desk.presenter.mode = SpeakMode.NORMAL
    assert secret.still_valid()


def test_a_total_is_true_until_something_else_is_counted() -> None:
    desk = Desk(SpeakMode.COUNT)
    told = desk.answers.answer(TWO, took_ms=1.0)
    assert told.still_valid()
    desk.presenter.count = desk.presenter.count.add("USD", "1")
    assert not told.still_valid()


def test_left_and_right_are_the_persons_own() -> None:
    desk = Desk()
    assert "right" in desk.answers.answer(UNREAD, took_ms=1.0).text
    desk.faces_person = False
    assert "left" in desk.answers.answer(UNREAD, took_ms=1.0).text
    desk.presenter.mode = SpeakMode.PRIVATE
    both = finding([("USD", "20")], unread=[(0.1, 0.5)])
    assert "left" in desk.answers.answer(both, took_ms=1.0).text


def test_that_it_is_being_looked_at_is_a_sound_and_the_rest_is_words() -> None:
    answers = Desk().answers
    working = answers.working()
    assert (working.text, working.tones, working.priority) == (TONE_SIGN, WORKING, Priority.ANSWER)
    assert working.name == Status.SAID.value
    slow, failed = answers.slow(), answers.failed()
    assert {working.topic, slow.topic, failed.topic} == {"table"}
    assert slow.text != failed.text
    assert not slow.has_amount
    assert not slow.tones
