"""What has the focus, in words."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.settings import Settings
from app.ui.self_voice import described
from tests.app.ui.makers import WindowUnderTest


def test_parts_are_named_with_their_state(qtbot: QtBot) -> None:
    made = WindowUnderTest()
    qtbot.addWidget(made.window)
    window = made.window
    assert described(window.reader.repeat_button) == "Repeat"
    assert described(window.reader.count_button) == "Count, off"
    assert described(window.sources) == "Camera, Desk camera"
    assert described(window.currencies) == "Currencies, Euro, on"
    assert described(window.settings_page.volume) == "Volume: 100 percent"
    assert described(window.settings_page.sound) == "Sound on, on"


def test_focus_is_said_only_when_wanted(qtbot: QtBot) -> None:
    for wanted, said in ((False, []), (True, ["Hush"])):
        made = WindowUnderTest(settings=Settings(read_controls=wanted, tour_done=True))
        qtbot.addWidget(made.window)
        made.window.say_focus(None, made.window.reader.hush_button)
        assert made.session.said == said


def test_arrow_keys_in_a_list_are_said_too(qtbot: QtBot, qapp: QApplication) -> None:
    made = WindowUnderTest(settings=Settings(read_controls=True, tour_done=True))
    qtbot.addWidget(made.window)
    made.window.show()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow, timeout=10_000)
    made.window.currencies.setFocus()
    qtbot.keyClick(made.window.currencies, Qt.Key.Key_Down)
    assert made.session.said[-1] == "Indian Rupee, off"
