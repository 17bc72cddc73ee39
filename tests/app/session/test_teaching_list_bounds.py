"""A note is deleted when it is asked for again within ten seconds, and not a moment later."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.recognition.model import Model
from app.recognition.taught_names import use_names
from app.session.teaching_list import CONFIRM_WITHIN_S
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
