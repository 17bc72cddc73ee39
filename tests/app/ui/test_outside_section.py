"""The switches for what there is outside the window: what each is called, and that it does what it says."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from app.autostart import DesktopAutostart
from app.settings import Settings
from app.ui.global_key import KeyState
from app.ui.outside import Outside
from app.ui.outside_section import OutsideSection
from app.ui.self_voice import described
from tests.app.ui.makers import SEASONED, FakeGrabs, WindowUnderTest

Shown = Callable[..., tuple[WindowUnderTest, OutsideSection]]


@pytest.fixture
def shown(qtbot: QtBot, own_autostart: DesktopAutostart) -> Shown:
    """A window in its settings, on a desktop of this kind."""

    def make(
        key: KeyState = KeyState.HELD, *, has_tray: bool = True, settings: Settings = SEASONED
    ) -> tuple[WindowUnderTest, OutsideSection]:
        outside = Outside(own_autostart, FakeGrabs(key), lambda: has_tray)
        outside.key.use(True)
        made = WindowUnderTest(settings=settings, outside=outside)
        qtbot.addWidget(made.window)
        made.window.show()
        made.window.activateWindow()
        qtbot.waitUntil(made.window.isActiveWindow, timeout=10_000)
        qtbot.keyClick(made.window, Qt.Key.Key_F10)
        section = made.window.settings_page.outside
        assert section is not None
        return made, section

    return make


def test_each_says_what_it_is_and_whether_it_is_on(shown: Shown) -> None:
    _, section = shown()
    assert [described(switch) for switch in (section.at_login, section.in_tray, section.key)] == [
        "Start when I sign in, off, check box",
        "Closing the window leaves Noteworthy running in the tray, off, check box",
        "Ctrl+Alt+R says the last value again in every program, on, check box",
    ]
    for switch in (section.at_login, section.in_tray, section.key):
        assert switch.accessibleDescription()
        assert switch.focusPolicy() is Qt.FocusPolicy.StrongFocus


def test_what_a_system_lacks_is_said_where_it_is_looked_for(shown: Shown) -> None:
    _, section = shown(KeyState.TAKEN, has_tray=False)
    assert "This desktop has no tray now" in described(section.in_tray)
    assert "Another program has this key now" in described(section.key)
    assert section.in_tray.isEnabled(), "what cannot have the focus cannot be asked why"


def test_the_words_are_of_the_persons_language(shown: Shown) -> None:
    _, section = shown(settings=Settings(tour_done=True, language="de"))
    assert section.at_login.text() == "Beim Anmelden starten"


def test_tray_and_key_are_stored_by_the_keyboard(shown: Shown, qtbot: QtBot) -> None:
    made, section = shown()
    for switch in (section.in_tray, section.key):
        switch.setFocus()
        qtbot.keyClick(switch, Qt.Key.Key_Space)
    assert made.remembered == [("closes_to_tray", True), ("global_key", False)]


def test_sign_in_is_turned_on_and_off_there(shown: Shown, qtbot: QtBot, own_autostart: DesktopAutostart) -> None:
    made, section = shown()
    for on in (True, False):
        qtbot.keyClick(section.at_login, Qt.Key.Key_Return)
        assert own_autostart.is_on() == section.at_login.isChecked() == on
    assert made.session.troubles == []


def test_what_another_program_did_about_sign_in_is_shown_when_the_page_opens(
    shown: Shown, qtbot: QtBot, own_autostart: DesktopAutostart
) -> None:
    made, section = shown()
    qtbot.keyClick(made.window, Qt.Key.Key_Escape)
    own_autostart.turn(True, ["noteworthy"])
    qtbot.keyClick(made.window, Qt.Key.Key_F10)
    assert section.at_login.isChecked()
    assert own_autostart.is_on()


def test_a_sign_in_that_cannot_be_changed_is_told_and_the_switch_says_what_is(
    shown: Shown, qtbot: QtBot, own_autostart: DesktopAutostart, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, section = shown()

    def refuse(on: bool, command: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(own_autostart, "turn", refuse)
    qtbot.keyClick(section.at_login, Qt.Key.Key_Space)
    (trouble,) = made.session.troubles
    assert (trouble.code, dict(trouble.parameters)) == ("login_not_changed", {"errno": 13})
    assert not section.at_login.isChecked()
    made.window.show_problem("problem:login_not_changed", "It could not be changed.")
    monkeypatch.undo()
    qtbot.keyClick(section.at_login, Qt.Key.Key_Space)
    assert section.at_login.isChecked()
    assert not made.window.problems.text(), "what is over is not shown on"


def test_a_window_of_which_nothing_is_outside_has_no_such_switches(qtbot: QtBot) -> None:
    made = WindowUnderTest()
    qtbot.addWidget(made.window)
    assert made.window.findChild(QCheckBox, "setting_at_login") is None
