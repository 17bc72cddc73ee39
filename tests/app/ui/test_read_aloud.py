"""Reading aloud: in order, until somebody hushes it, and in the pace of reading where no voice sounds."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.feedback.utterance import Priority
from app.speech.protocols import Outcome, SpokenRecord
from app.ui.read_aloud import MS_PER_LETTER, ReadAloud
from tests.app.ui.makers import RecordedSession


def test_lines_are_said_one_after_another(qtbot: QtBot) -> None:
    session = RecordedSession()
    reading = ReadAloud(session.say)
    reading.start(["One.", "", "Two."])
    assert session.said == ["One."]
    session.speak_on()
    qtbot.waitUntil(lambda: session.said == ["One.", "Two."], timeout=10_000)
    with qtbot.waitSignal(reading.finished, timeout=10_000):
        session.speak_on()
    assert not reading.is_reading


def test_lines_are_of_a_topic_of_their_own(qtbot: QtBot) -> None:
    session = RecordedSession()
    ReadAloud(session.say).start(["One."])
    assert session.topics == ["reading"]


@pytest.mark.parametrize("outcome", ["hushed", "superseded"])
def test_hushed_or_overtaken_it_stops_and_tells_so(qtbot: QtBot, outcome: Outcome) -> None:
    session = RecordedSession()
    reading = ReadAloud(session.say)
    reading.start(["One.", "Two."])
    with qtbot.waitSignal(reading.left, timeout=10_000):
        session.speak_on(outcome)
    assert not reading.is_reading
    assert session.said == ["One."]


@pytest.mark.parametrize("outcome", ["unsaid", "handed_over"])
def test_a_line_that_nobody_is_known_to_have_said_takes_the_time_of_reading_it(qtbot: QtBot, outcome: Outcome) -> None:
    session = RecordedSession()
    reading = ReadAloud(session.say)
    reading.start(["One.", "Two."])
    session.speak_on(outcome)
    QApplication.processEvents()
    assert session.said == ["One."]
    qtbot.waitUntil(lambda: session.said == ["One.", "Two."], timeout=10_000)


def test_stopped_it_says_no_more(qtbot: QtBot) -> None:
    session = RecordedSession()
    reading = ReadAloud(session.say)
    reading.start(["One.", "Two."])
    assert session.still_valid is not None
    assert session.still_valid()
    reading.stop()
    assert not session.still_valid(), "the line is cut"
    session.speak_on()
    QApplication.processEvents()
    assert session.said == ["One."]


def test_started_anew_it_does_not_go_on_with_the_old(qtbot: QtBot) -> None:
    session = RecordedSession()
    reading = ReadAloud(session.say)
    reading.start(["One.", "Two."])
    old = session.when_said.pop()
    reading.start(["Three.", "Four."])
    session.when_said.insert(0, old)
    session.speak_on()
    qtbot.waitUntil(lambda: session.said == ["One.", "Three.", "Four."], timeout=10_000)


def test_the_end_of_a_line_that_is_not_read_any_more_means_nothing(qtbot: QtBot) -> None:
    session = RecordedSession()
    reading = ReadAloud(session.say)
    spoken = SpokenRecord("One.", Priority.READING, 0.0, 0.0, 0.0, "spoken", "reading", 1)
    reading.start(["One.", "Two."])
    reading._was_said(reading._turn - 1, spoken)
    assert session.said == ["One."], "a line of what was read before"
    reading._was_said(reading._turn, spoken)
    ends: list[int] = []
    reading.finished.connect(lambda: ends.append(1))
    for _ in range(2):
        reading._was_said(reading._turn, spoken)
    assert (session.said, ends) == (["One.", "Two."], [1])


def test_a_line_takes_so_long_as_it_has_letters_where_nobody_says_it(qtbot: QtBot) -> None:
    session = RecordedSession()
    reading = ReadAloud(session.say)
    reading.start(["Four letters and more.", "Two."])
    unsaid = SpokenRecord("Four", Priority.READING, 0.0, None, None, "unsaid", "reading", 1)
    reading._was_said(reading._turn, unsaid)
    assert reading._timer.interval() == 22 * MS_PER_LETTER
    reading.stop()
