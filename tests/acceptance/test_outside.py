"""With eyes shut, in another program: the last value again, by a key or a second start; with a tray and without."""

import json
import sys

import pytest

from tests.acceptance.camera import Camera
from tests.acceptance.conftest import PAST_THE_TOUR
from tests.acceptance.desk import Desk, heard_among

pytestmark = pytest.mark.acceptance

ENDS_WITHIN_S = 20
VALUES = ["five specimen units", "twenty specimen units", "fifty specimen units"]
ANOTHER_PROGRAM = """
import sys
from PySide6.QtWidgets import QApplication, QLineEdit
application = QApplication(sys.argv)
field = QLineEdit()
field.setWindowTitle("Another program")
field.show()
sys.exit(application.exec())
"""
TAKES_THE_KEY = """
import sys
from PySide6.QtWidgets import QApplication
from app.ui.global_key import GlobalKey, system_grabs
application = QApplication(sys.argv)
key = GlobalKey(system_grabs())
key.use(True)
print(key.state.value, flush=True)
sys.exit(application.exec())
"""


def _value_told(desk: Desk, camera: Camera, **chosen: object) -> None:
    mark = desk.start("--source", camera.source, settings={**PAST_THE_TOUR, "guidance": "values_only", **chosen})
    desk.hear("Ready", since=mark)
    desk.wait_for_silence()
    mark = desk.mark()
    camera.show("20")
    desk.hear("^20 specimen units", since=mark)
    camera.show(None, frames=20)
    desk.wait_for_silence()


def _in_another_program(desk: Desk) -> None:
    desk.run_beside(sys.executable, "-c", ANOTHER_PROGRAM)
    desk.until(lambda: desk.window_title() == "Another program", "another program in front")


def test_second_start_has_the_value_said_again(desk: Desk, camera: Camera) -> None:
    _value_told(desk, camera)
    _in_another_program(desk)
    mark = desk.mark()
    assert desk.start_another("--repeat").wait(ENDS_WITHIN_S) == 0
    heard = desk.hear("^20 specimen units", since=mark)
    assert heard_among(VALUES, heard.sound) == ["twenty specimen units"]
    assert desk.window_title() == "Another program", "nothing comes to the front for it"


def test_key_has_the_value_said_again_in_another_program(desk: Desk, camera: Camera) -> None:
    _value_told(desk, camera)
    _in_another_program(desk)
    mark = desk.press("ctrl+alt+r")
    heard = desk.hear("^20 specimen units", since=mark)
    assert heard_among(VALUES, heard.sound) == ["twenty specimen units"]
    assert desk.window_title() == "Another program"


def test_key_of_another_program_is_left_there_and_told_once(desk: Desk, camera: Camera) -> None:
    desk.run_beside(sys.executable, "-c", TAKES_THE_KEY)
    log = desk.folder / f"{sys.executable.rpartition('/')[2]}.log"
    desk.until(lambda: log.is_file() and b"held" in log.read_bytes(), "a program that has the key")
    mark = desk.start("--source", camera.source, settings=PAST_THE_TOUR)
    desk.hear(r"Another program has Ctrl\+Alt\+R", since=mark)
    assert json.loads(desk.settings_file.read_text(encoding="utf-8"))["global_key_told"] is True


def test_without_a_tray_closing_ends_it_and_the_settings_say_why(desk: Desk, camera: Camera) -> None:
    _value_told(desk, camera, closes_to_tray=True)
    desk.press("F10")
    desk.go_to(r"running in the tray\. This desktop has no tray now.*, on, check box")
    mark = desk.press("alt+F4")
    desk.hear("Goodbye", since=mark)
    assert desk.ended(timeout=ENDS_WITHIN_S) == 0
    log = desk.app_log()
    assert "Traceback" not in log
    assert "QSystemTrayIcon" not in log


def test_in_the_tray_it_goes_on_until_it_is_called(desk_with_tray: Desk, camera: Camera) -> None:
    desk = desk_with_tray
    _value_told(desk, camera, closes_to_tray=True)
    _in_another_program(desk)
    desk.press("alt+Tab")
    desk.until(desk.is_in_front, "the app in front again")
    mark = desk.press("alt+F4")
    desk.hear(r"goes on in the tray\. Ctrl\+Alt\+R says the last value again", since=mark)
    mark = desk.mark()
    camera.show("5")
    desk.hear("^5 specimen units", since=mark)
    desk.wait_for_silence()
    mark = desk.press("ctrl+alt+r")
    desk.hear("^5 specimen units", since=mark)
    assert desk.start_another().wait(ENDS_WITHIN_S) == 0
    desk.until(desk.is_in_front, "the window in front again")
    mark = desk.press("ctrl+q")
    desk.hear("Goodbye", since=mark)
    assert desk.ended(timeout=ENDS_WITHIN_S) == 0
