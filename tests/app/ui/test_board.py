"""What the window shows of what is told: values, hints, troubles, the picture."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.feedback.modes import SpeakMode
from app.feedback.table import TableFinding
from app.recognition.observation import Box
from app.session.state import SourceState
from app.ui import board, fonts, style, texts
from app.ui.board import SHOWN_S, Board
from tests.app.ui.makers import (
    BLUE,
    GREEN,
    RED,
    SEASONED,
    WindowUnderTest,
    announcement,
    hint_told,
    plain_picture,
    status_told,
    value_told,
)


def _name_of(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def test_announced_value_is_shown_large_and_named(shown: WindowUnderTest) -> None:
    assert shown.window.shows_value is False
    shown.tell(value_told("20 dollars"))
    assert shown.window.shows_value is True
    assert shown.window.value.text() == "20 dollars"
    assert _name_of(shown.window.value) == "Value: 20 dollars"
    assert shown.window.value.type_px >= 80
    assert "20 dollars" in shown.window.said.text()


def test_value_stays_while_its_note_is_in_view(shown: WindowUnderTest) -> None:
    twenty = announcement()
    shown.session.value_in_view = twenty
    shown.see(plain_picture(BLUE), 0)
    shown.tell(value_told("20 dollars"))
    shown.tell(hint_told("Hold still."))
    shown.see(plain_picture(BLUE), 2)
    assert shown.window.value.text() == "20 dollars"
    assert shown.window.said.text() == "Said: Hold still."


def test_value_of_a_note_that_has_gone_is_not_taken_for_the_next(shown: WindowUnderTest) -> None:
    shown.session.value_in_view = announcement()
    shown.tell(value_told("20 dollars"))
    shown.session.value_in_view = None
    shown.see(plain_picture(BLUE), 9)
    assert shown.window.value.text() == "Last: 20 dollars"
    assert _name_of(shown.window.value) == "Last: 20 dollars"
    shown.session.value_in_view = announcement("5", "EUR")
    shown.tell(value_told("5 euros"))
    assert shown.window.value.text() == "5 euros"


@pytest.mark.usefixtures("dressed")
def test_value_and_what_was_last_look_different(shown: WindowUnderTest) -> None:
    def colours() -> set[str]:
        image = shown.window.value.grab().toImage()
        return {image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}

    shown.session.value_in_view = announcement()
    shown.tell(value_told("20 dollars"))
    assert style.DARK.value_text in colours()
    # Its outline would have the same colour.
    shown.window.pause_button.setFocus()
    shown.session.value_in_view = None
    shown.see(plain_picture(BLUE), 9)
    assert style.DARK.value_text not in colours()
    assert style.DARK.text in colours()


def test_lost_camera_stands_once_on_the_large_sign_until_it_is_back(shown: WindowUnderTest) -> None:
    shown.session.value_in_view = announcement()
    shown.tell(value_told("20 dollars"))
    shown.session.value_in_view = None
    shown.change(source=SourceState.LOST)
    assert shown.window.value.text() == "Camera lost. Check its cable. F8: choose the camera."
    shown.tell(status_told("lost", "The camera is lost; plug it in again."))
    assert shown.window.value.text() == "The camera is lost; plug it in again. F8: choose the camera."
    assert _name_of(shown.window.value) == shown.window.value.text()
    assert not shown.window.problems.isVisible()
    assert "lost" not in shown.window.said.text()
    shown.change(source=SourceState.WATCHING)
    shown.tell(status_told("back", "The camera is back."))
    assert shown.window.value.text() == "Last: 20 dollars"
    assert shown.window.said.text() == "The camera is back."


def test_what_is_told_while_the_camera_is_lost_does_not_take_its_place(shown: WindowUnderTest) -> None:
    shown.change(source=SourceState.LOST)
    shown.tell(status_told("lost", "The camera is lost."))
    shown.tell(status_told("mode", "Values are counted now."))
    assert shown.window.value.text() == "The camera is lost. F8: choose the camera."
    assert shown.window.said.text() == "Values are counted now."


def test_trouble_of_a_camera_that_is_there_is_only_told(shown: WindowUnderTest) -> None:
    before = shown.window.value.text()
    shown.tell(status_told("frozen", "The picture stands still."))
    assert shown.window.value.text() == before
    assert shown.window.said.text() == "The picture stands still."


ADDRESS = "http://192.168.0.7:8080/video"


@pytest.mark.parametrize("source", [SourceState.UNAVAILABLE, SourceState.LOST])
def test_an_address_is_seen_whole_and_heard_by_its_machine(
    shown: WindowUnderTest, qtbot: QtBot, source: SourceState
) -> None:
    told = status_told("unavailable", f"No video comes from {ADDRESS}.", topic="camera")
    shown.change(source=source)
    shown.tell(replace(told, said="No video comes from 192.168.0.7."))
    assert ADDRESS in shown.window.value.text()
    assert ADDRESS not in _name_of(shown.window.value)
    assert "192.168.0.7" in _name_of(shown.window.value)
    qtbot.keyClick(shown.window, Qt.Key.Key_F10)
    assert shown.window.problems.text() == f"No video comes from {ADDRESS}."
    assert _name_of(shown.window.problems) == "No video comes from 192.168.0.7."


def test_a_path_among_problems_is_seen_whole_and_heard_by_its_name(shown: WindowUnderTest) -> None:
    told = status_told("problem", "The recording /home/me/a.wav has ended.", topic="problem:recording")
    shown.tell(replace(told, said="The recording a.wav has ended."))
    shown.tell(status_told("problem", "There is no sound.", topic="problem:sound"))
    assert shown.window.problems.text() == "The recording /home/me/a.wav has ended.\nThere is no sound."
    assert _name_of(shown.window.problems) == "The recording a.wav has ended.\nThere is no sound."


def test_on_another_page_the_lost_camera_stands_in_the_line_of_problems(shown: WindowUnderTest, qtbot: QtBot) -> None:
    qtbot.keyClick(shown.window, Qt.Key.Key_F10)
    shown.change(source=SourceState.LOST)
    shown.tell(status_told("lost", "The camera is lost; plug it in again."))
    assert _name_of(shown.window.problems) == "The camera is lost; plug it in again."
    assert shown.window.problems.isVisible()
    qtbot.keyClick(shown.window, Qt.Key.Key_Escape)
    assert not shown.window.problems.isVisible()
    qtbot.keyClick(shown.window, Qt.Key.Key_F10)
    shown.change(source=SourceState.WATCHING)
    assert not shown.window.problems.isVisible()


def test_without_a_camera_no_old_picture_is_shown(shown: WindowUnderTest) -> None:
    shown.see(plain_picture(BLUE))
    shown.change(source=SourceState.LOST)
    assert shown.window.picture.image is None
    shown.see(plain_picture(BLUE), 1)
    assert shown.window.picture.image is None
    shown.change(source=SourceState.WATCHING)
    shown.see(plain_picture(BLUE), 2)
    assert shown.window.picture.image is not None


def test_missing_voice_stays_on_the_screen_and_stands_once(shown: WindowUnderTest) -> None:
    shown.tell(status_told("problem", "No voice was found. Install espeak-ng.", topic="problem:no_voice"))
    shown.tell(status_told("problem", "No voice was found. Install espeak-ng.", topic="problem:other"))
    shown.tell(status_told("opened", "Camera on: Desk camera."))
    assert shown.window.problems.isVisible()
    assert shown.window.problems.text() == "No voice was found. Install espeak-ng."
    assert shown.window.said.text() == "Camera on: Desk camera."


def test_a_problem_that_is_well_again_goes_from_the_screen(shown: WindowUnderTest) -> None:
    shown.tell(status_told("problem", "There is no sound.", topic="problem:sound"))
    assert shown.window.problems.isVisible()
    shown.tell(status_told("well", "The sound is back.", topic="sound"))
    assert not shown.window.problems.isVisible()
    assert shown.window.said.text() == "The sound is back."


def test_what_the_window_had_said_itself_is_not_shown_again(shown: WindowUnderTest) -> None:
    shown.tell(status_told("ready", "Ready."))
    shown.tell(status_told("said", "Pause, button"))
    assert shown.window.said.text() == "Ready."


def test_the_session_alone_tells_whether_it_is_paused_and_how_values_are_told(shown: WindowUnderTest) -> None:
    shown.change(mode=SpeakMode.PRIVATE_COUNT, is_paused=True)
    assert shown.window.reader.private_button.isChecked()
    assert shown.window.reader.count_button.isChecked()
    assert _name_of(shown.window.pause_button) == "Start"
    shown.change(mode=SpeakMode.NORMAL, is_paused=False)
    assert not shown.window.reader.private_button.isChecked()
    assert not shown.window.reader.count_button.isChecked()
    assert _name_of(shown.window.pause_button) == "Pause"


def test_currencies_are_not_said_twice(shown: WindowUnderTest) -> None:
    shown.tell(status_told("ready", "Ready."))
    shown.tell(status_told("currencies", "euros, US dollars"))
    assert shown.window.said.text() == "Ready."


def test_newest_picture_is_shown_in_its_colours(shown: WindowUnderTest) -> None:
    shown.see(plain_picture(BLUE), 0)
    image = shown.window.picture.image
    assert image is not None
    assert image.pixelColor(3, 3).name() == "#0000ff"
    shown.see(plain_picture(RED), 1, Box(0.2, 0.2, 0.8, 0.8))
    image = shown.window.picture.image
    assert image is not None
    assert image.pixelColor(3, 3).name() == "#ff0000"


def test_what_is_missing_is_said_on_the_screen_until_it_is_well(shown: WindowUnderTest) -> None:
    assert not shown.window.problems.isVisible()
    shown.tell(value_told("20 dollars"))
    shown.window.show_problem("sound", "No sound card was found. Connect headphones.")
    shown.window.show_problem("voice", "No voice was found. Install espeak-ng.")
    assert shown.window.problems.isVisible()
    assert "Connect headphones" in _name_of(shown.window.problems)
    assert "Install espeak-ng" in _name_of(shown.window.problems)
    assert shown.window.value.type_px >= 60
    shown.window.clear_problem("sound")
    assert "headphones" not in shown.window.problems.text()
    shown.window.clear_problem("voice")
    assert not shown.window.problems.isVisible()


def test_limits_are_on_the_screen(shown: WindowUnderTest) -> None:
    visible = [label.text() for label in shown.window.findChildren(QLabel) if label.isVisible()]
    assert texts.not_genuine() in visible


def test_a_language_that_no_font_can_draw_is_said_in_it_and_in_english(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "can_draw", lambda language: language != "hi")
    made = WindowUnderTest(settings=replace(SEASONED, language="hi"))
    qtbot.addWidget(made.window)
    english = "No font on this computer can show Hindi. Install one: on Debian and Ubuntu the package fonts-noto-core."
    assert len(made.session.said) == 2
    assert "fonts-noto-core" in made.session.said[0]
    assert made.session.said[1] == english
    assert len(set(made.session.topics)) == 2, "or the second would take the place of the first"
    assert made.window.problems.text() == english
    made.tell(value_told("20 यूएस डॉलर"))
    assert made.window.value.blocks[0].text == "20"


def test_pause_is_seen_and_named(shown: WindowUnderTest, qtbot: QtBot) -> None:
    shown.see(plain_picture(GREEN), 0)
    qtbot.keyClick(shown.window, Qt.Key.Key_F5)
    assert _name_of(shown.window.pause_button) == "Start"
    assert shown.window.picture.image is None
    shown.see(plain_picture(GREEN), 1)
    assert shown.window.picture.image is None
    qtbot.keyClick(shown.window, Qt.Key.Key_F5)
    assert _name_of(shown.window.pause_button) == "Pause"
    shown.see(plain_picture(GREEN), 2)
    assert shown.window.picture.image is not None


@pytest.mark.parametrize(
    ("after_s", "is_marked"), [(-0.01, False), (0.0, True), (SHOWN_S, True), (SHOWN_S + 0.01, False)]
)
def test_a_table_is_marked_from_its_picture_on_for_a_while(
    after_s: float, is_marked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board, "marks_of", lambda finding, wording: ("a mark",))
    state = SimpleNamespace(language="en", currencies=("XTS",))
    shown: Any = SimpleNamespace(_table=TableFinding((), (), 1, 8.0), _controls=SimpleNamespace(state=state))
    assert Board._marks_at(shown, 8.0 + after_s) == (("a mark",) if is_marked else ())
    shown._table = None
    assert Board._marks_at(shown, 8.0) == ()
