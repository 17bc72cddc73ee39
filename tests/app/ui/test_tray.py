"""The icon in the tray: its name, its tip and its menu. No tray is needed for it."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from app.session.state import SessionState, SourceState
from app.ui.tray import Tray, tray_is_there
from tests.app.ui.makers import WATCHING


class UnseenIcon(QSystemTrayIcon):
    """Goes nowhere: where the tests draw, no tray is."""

    is_shown = False

    def show(self) -> None:
        """It would be there now."""
        self.is_shown = True

    def hide(self) -> None:
        """It would be gone now."""
        self.is_shown = False


@pytest.fixture
def tray(qtbot: QtBot) -> Tray:
    made = Tray(QIcon(), kind=UnseenIcon)
    made.show()
    return made


def test_where_nothing_is_drawn_there_is_no_tray(qtbot: QtBot) -> None:
    assert not tray_is_there()


@pytest.mark.parametrize(
    ("state", "tip"),
    [
        (WATCHING, "Noteworthy: looking for notes"),
        (replace(WATCHING, source=SourceState.INTERRUPTED), "Noteworthy: looking for notes"),
        (replace(WATCHING, source=SourceState.LOST), "Noteworthy: no picture from the camera"),
        (replace(WATCHING, source=SourceState.UNAVAILABLE), "Noteworthy: no picture from the camera"),
        (replace(WATCHING, source=SourceState.LOST, is_paused=True), "Noteworthy: paused"),
    ],
)
def test_the_tip_says_the_name_and_how_it_stands(tray: Tray, state: SessionState, tip: str) -> None:
    tray.show_state(state, is_window_shown=True, language="en")
    assert tray.icon is not None
    assert tray.icon.toolTip() == tip


def test_the_menu_says_what_a_choice_does_now(tray: Tray) -> None:
    def entries(language: str = "en") -> list[str]:
        tray.show_state(state, is_window_shown=is_shown, language=language)
        return [action.text() for action in tray.menu.actions()]

    state, is_shown = WATCHING, True
    assert entries() == ["Hide the window", "Say the last value again", "Pause", "Quit Noteworthy"]
    state, is_shown = replace(WATCHING, is_paused=True), False
    assert entries() == ["Show the window", "Say the last value again", "Go on", "Quit Noteworthy"]
    assert entries("de") == ["Fenster zeigen", "Letzten Wert wiederholen", "Weiter", "Noteworthy beenden"]


def test_each_choice_asks_for_one_thing(tray: Tray, qtbot: QtBot) -> None:
    asked: list[object] = []
    tray.window_wanted.connect(lambda on: asked.append(("window", on)))
    tray.repeat_wanted.connect(lambda: asked.append("repeat"))
    tray.pause_wanted.connect(lambda on: asked.append(("pause", on)))
    tray.quit_wanted.connect(lambda: asked.append("quit"))
    tray.show_state(WATCHING, is_window_shown=True, language="en")
    for action in tray.menu.actions():
        action.trigger()
    tray.show_state(replace(WATCHING, is_paused=True), is_window_shown=False, language="en")
    for action in tray.menu.actions():
        action.trigger()
    assert asked == [
        *(("window", False), "repeat", ("pause", True), "quit"),
        *(("window", True), "repeat", ("pause", False), "quit"),
    ]


def test_a_press_on_the_icon_shows_or_hides_and_its_menu_does_not(tray: Tray) -> None:
    asked: list[bool] = []
    tray.window_wanted.connect(asked.append)
    tray.show_state(WATCHING, is_window_shown=False, language="en")
    assert tray.icon is not None
    tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Context)
    assert asked == []
    tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    assert asked == [True]


def test_it_is_there_once_and_goes(tray: Tray) -> None:
    icon = tray.icon
    tray.show()
    assert tray.icon is icon
    assert isinstance(icon, UnseenIcon)
    assert icon.is_shown
    tray.hide()
    assert not icon.is_shown


def test_without_a_tray_its_state_is_nobody_s(qtbot: QtBot) -> None:
    tray = Tray(QIcon(), kind=UnseenIcon)
    tray.show_state(WATCHING, is_window_shown=True, language="en")
    tray.hide()
    assert tray.icon is None
