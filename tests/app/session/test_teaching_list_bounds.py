"""A note is deleted when it is asked for again within ten seconds, and not a moment later."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.feedback.utterance import Priority
from app.recognition.model import Model
from app.recognition.taught_names import use_names
from app.session.teaching_list import CONFIRM_WITHIN_S
from app.speech.protocols import Outcome, SpokenRecord
from tests.app.recognition.shipped import shipped_model
from tests.app.session.test_teaching_list import Desk


@pytest.fixture(autouse=True)
def no_names() -> Iterator[None]:
    yield
    use_names({})


@pytest.mark.parametrize(("after_s", "is_gone"), [(CONFIRM_WITHIN_S, True), (CONFIRM_WITHIN_S + 0.125, False)])
def test_asking_again_just_in_time_deletes(after_s: float, is_gone: bool) -> None:
    desk = Desk(Model(shipped_model(), threads=1))
    desk.put()
    desk.list.delete("SEK/20")
    assert desk.said.startswith("Delete ")
    desk.clock.now_s += after_s
    desk.list.delete("SEK/20")
    assert desk.said.startswith("Deleted: ") is is_gone
    assert ([note.key for note in desk.notes.notes] == []) is is_gone


def test_only_what_names_a_note_has_an_amount() -> None:
    """What has one is not said aloud in private mode."""
    desk = Desk(Model(shipped_model(), threads=1))
    desk.put()
    desk.list.delete("SEK/20")
    desk.list.delete("SEK/20")
    assert desk.said.startswith("Deleted: ")
    assert desk.stage.heard.messages[-1].has_amount is True
    desk.list.listen()
    assert desk.said == "No note was taught yet."
    assert desk.stage.heard.messages[-1].has_amount is False


def test_what_is_asked_before_a_note_is_deleted_can_be_asked_again_until_it_is_answered() -> None:
    desk = Desk(Model(shipped_model(), threads=1))
    desk.put()
    desk.list.delete("SEK/20")
    text, first = desk.said, desk.stage.heard.messages[-1]
    assert first.still_valid()
    assert first.again is not None
    second = first.again()
    assert second is not None
    assert (second.text, second.still_valid(), first.still_valid()) == (text, True, False)
    assert first.again() is None, "that question is another one now"


@pytest.mark.parametrize(
    ("outcome", "started_at_s", "is_gone"),
    [("hushed", None, False), ("hushed", 1.0, True), ("spoken", 1.0, True), ("unsaid", None, True)],
)
def test_who_hushed_the_question_before_it_was_heard_has_not_answered_it(
    outcome: Outcome, started_at_s: float | None, is_gone: bool
) -> None:
    desk = Desk(Model(shipped_model(), threads=1))
    desk.put()
    desk.list.delete("SEK/20")
    assert desk.said.startswith("Delete ")
    done = desk.stage.heard.messages[-1].done
    assert done is not None
    done(SpokenRecord(desk.said, Priority.ANSWER, 0.0, started_at_s, None, outcome, "teaching", 1))
    desk.list.delete("SEK/20")
    assert desk.said.startswith("Deleted: ") is is_gone
