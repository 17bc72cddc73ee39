"""Reading aloud: in order, again when a value spoke into it, and in the pace of reading where no voice sounds."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.read_aloud import ReadAloud
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


def test_a_line_that_was_cut_short_is_said_again_but_not_for_ever(qtbot: QtBot) -> None:
    session = RecordedSession()
    reading = ReadAloud(session.say)
    reading.start(["One.", "Two."])
    for said in (["One."] * 2, ["One."] * 3, ["One.", "One.", "One.", "Two."]):
        session.speak_on("cut")
        qtbot.waitUntil(lambda said=said: session.said == said, timeout=10_000)  # type: ignore[misc]


def test_without_a_voice_a_line_takes_the_time_of_reading_it(qtbot: QtBot) -> None:
    session = RecordedSession()
    reading = ReadAloud(session.say)
    reading.start(["One.", "Two."])
    session.speak_on("dropped", sounds=False)
    QApplication.processEvents()
    assert session.said == ["One."]
    qtbot.waitUntil(lambda: session.said == ["One.", "Two."], timeout=10_000)


def test_stopped_it_says_no_more(qtbot: QtBot) -> None:
    session = RecordedSession()
    reading = ReadAloud(session.say)
    reading.start(["One.", "Two."])
    reading.stop()
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
