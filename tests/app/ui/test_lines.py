"""The lines below a page: what is missing is there only while it is, and an ear may be told other words."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.ui import texts
from app.ui.lines import Lines


@pytest.fixture
def lines(qtbot: QtBot) -> Lines:
    made = Lines()
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_problem_is_seen_and_heard_until_there_is_none(lines: Lines, qtbot: QtBot) -> None:
    assert not lines.problems.isVisible()
    with qtbot.waitSignal(lines.changed):
        lines.show_problems("No voice: see log.")
    assert lines.problems.isVisible()
    assert (lines.problems.text(), lines.problems.accessibleName()) == ("No voice: see log.", "No voice: see log.")
    lines.show_problems("No voice: see /var/log.", "There is no voice.")
    assert lines.problems.accessibleName() == "There is no voice."
    lines.show_problems("Quiet.", "")
    assert lines.problems.accessibleName() == ""
    lines.show_problems("")
    assert not lines.problems.isVisible()


def test_what_was_said_is_seen_and_heard_and_an_empty_line_says_so(lines: Lines, qtbot: QtBot) -> None:
    with qtbot.waitSignal(lines.changed):
        lines.show_said("20 dollars")
    assert (lines.said.text(), lines.said.accessibleName()) == ("20 dollars", "20 dollars")
    lines.show_said("20 USD", "20 dollars")
    assert (lines.said.text(), lines.said.accessibleName()) == ("20 USD", "20 dollars")
    lines.show_said("")
    assert (lines.said.text(), lines.said.accessibleName()) == ("", "Nothing was said yet")


def test_words_are_shown_as_they_are_and_take_the_height_that_they_need(lines: Lines) -> None:
    lines.show_said("<b>20</b>")
    assert lines.said.text() == "<b>20</b>"
    short = lines.wanted_height(400)
    lines.show_said("many words " * 40)
    assert lines.wanted_height(400) > short
    assert lines.wanted_height(200) > lines.wanted_height(400)


def test_that_no_note_is_tested_for_being_genuine_always_stands_there(lines: Lines) -> None:
    assert lines.genuine.text() == texts.not_genuine()
    assert lines.genuine.isVisible()
