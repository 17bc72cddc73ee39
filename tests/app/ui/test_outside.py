"""Tray, key and sign-in around a window and a session: what is asked for outside comes to them, and is said."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.autostart import DesktopAutostart
from app.settings import Settings
from app.trouble import Trouble
from app.ui.global_key import KeyState
from app.ui.outside import Joined, Outside, show_in_front
from tests.app.ui.makers import SEASONED, WATCHING, FakeGrabs, WindowUnderTest
from tests.app.ui.test_tray import UnseenIcon


@dataclass
class Desktop:
    """A window with what is outside it, on a desktop that has a tray or not."""

    made: WindowUnderTest
    joined: Joined
    grabs: FakeGrabs
    ended: list[None]
    trays: list[bool]

    @property
    def troubles(self) -> list[Trouble]:
        """What was told to be missing."""
        return self.made.session.troubles


@pytest.fixture
def desktop(qtbot: QtBot, own_autostart: DesktopAutostart) -> Iterator[Callable[..., Desktop]]:
    all_made: list[Desktop] = []

    def make(settings: Settings = SEASONED, key: KeyState = KeyState.HELD, *, has_tray: bool = True) -> Desktop:
        grabs = FakeGrabs(key)
        trays = [has_tray]
        outside = Outside(own_autostart, grabs, lambda: trays[0], UnseenIcon)
        made = WindowUnderTest(settings=settings, outside=outside)
        qtbot.addWidget(made.window)
        made.window.show()
        ended: list[None] = []
        joined = Joined(outside, made.window, made.session, made.bridge, made.preferences, lambda: ended.append(None))
        made.window.hides_instead = joined.hides_instead
        desktop = Desktop(made, joined, grabs, ended, trays)
        all_made.append(desktop)
        joined.begin()
        return desktop

    yield make
    for desktop in all_made:
        desktop.joined.end()
        desktop.made.window.leave()


def test_closing_the_window_ends_the_app_unless_the_person_wants_otherwise(desktop: Callable[..., Desktop]) -> None:
    now = desktop()
    now.made.window.close()
    assert ("close", "Goodbye.") in now.made.session.calls


def test_closed_to_the_tray_it_goes_on_and_says_so(desktop: Callable[..., Desktop]) -> None:
    now = desktop(replace(SEASONED, closes_to_tray=True))
    now.made.window.close()
    assert not now.made.window.isVisible()
    assert now.made.session.calls == []
    assert now.made.session.said == ["Noteworthy goes on in the tray. Ctrl+Alt+R says the last value again."]
    assert now.joined.tray.window_action.text() == "Show the window"
    now.joined.tray.window_action.trigger()
    assert now.made.window.isVisible()
    assert now.joined.tray.window_action.text() == "Hide the window"


@pytest.mark.parametrize("key", [KeyState.TAKEN, KeyState.OF_SYSTEM, KeyState.MISSING])
def test_a_key_that_it_has_not_is_not_promised(desktop: Callable[..., Desktop], key: KeyState) -> None:
    now = desktop(replace(SEASONED, closes_to_tray=True, global_key_told=True), key)
    now.joined.tray.window_action.trigger()
    assert now.made.session.said == ["Noteworthy goes on in the tray."]


def test_where_no_tray_is_no_window_is_lost(desktop: Callable[..., Desktop]) -> None:
    now = desktop(replace(SEASONED, closes_to_tray=True), has_tray=False)
    assert now.joined.tray.icon is None
    now.made.window.close()
    assert ("close", "Goodbye.") in now.made.session.calls


def test_a_tray_that_comes_later_gets_its_icon(desktop: Callable[..., Desktop]) -> None:
    now = desktop(has_tray=False)
    now.trays[0] = True
    now.made.session.state = replace(WATCHING, is_paused=True)
    now.made.bridge.state_changed.emit(now.made.session.state)
    QApplication.sendPostedEvents()
    assert now.joined.tray.icon is not None
    assert now.joined.tray.icon.toolTip() == "Noteworthy: paused"


def test_leaving_ends_it_whatever_closing_does(desktop: Callable[..., Desktop]) -> None:
    now = desktop(replace(SEASONED, closes_to_tray=True))
    now.made.window.close()
    now.made.window.leave()
    assert ("close", "Goodbye.") in now.made.session.calls


def test_the_menu_of_the_tray_reaches_the_session(desktop: Callable[..., Desktop]) -> None:
    now = desktop()
    tray = now.joined.tray
    tray.repeat_action.trigger()
    tray.pause_action.trigger()
    now.made.session.state = replace(WATCHING, is_paused=True)
    now.joined.tray.show_state(now.made.session.state, is_window_shown=True, language="en")
    tray.pause_action.trigger()
    assert now.made.session.calls == [("repeat",), ("pause",), ("resume",)]
    tray.quit_action.trigger()
    assert now.ended == [None]


def test_the_key_repeats_while_it_is_wanted(desktop: Callable[..., Desktop]) -> None:
    now = desktop()
    now.grabs.press()
    QApplication.sendPostedEvents()
    assert now.made.session.calls == [("repeat",)]
    now.made.preferences.change(volume=50)
    assert now.grabs.calls == ["grab"], "another setting is no reason to ask for it again"
    now.made.preferences.change(global_key=False)
    assert now.grabs.calls == ["grab", "let_go"]
    now.made.preferences.change(global_key=True)
    assert now.grabs.calls[-1] == "grab"


def test_a_key_that_another_program_has_is_told_once(desktop: Callable[..., Desktop]) -> None:
    first = desktop(key=KeyState.TAKEN)
    assert [(trouble.code, dict(trouble.parameters)) for trouble in first.troubles] == [
        ("global_key_taken", {"key": "Ctrl+Alt+R"})
    ]
    kept = first.made.preferences.settings
    assert desktop(kept, KeyState.TAKEN).troubles == []
    free = desktop(kept)
    assert not free.made.preferences.settings.global_key_told, "taken anew, it is told anew"


def test_what_was_told_of_a_key_goes_when_it_is_had_or_no_longer_wanted(desktop: Callable[..., Desktop]) -> None:
    now = desktop(key=KeyState.TAKEN)
    window = now.made.window
    window.show_problem("problem:global_key_taken", "Another program has it.")
    now.made.preferences.change(global_key=False)
    assert not window.problems.text()


def test_a_key_that_the_system_took_away_is_told_until_it_is_had_again(desktop: Callable[..., Desktop]) -> None:
    now = desktop()
    now.grabs.answer = KeyState.MISSING
    now.grabs.lose()
    QApplication.sendPostedEvents()
    assert [(trouble.code, dict(trouble.parameters)) for trouble in now.troubles] == [
        ("global_key_lost", {"key": "Ctrl+Alt+R"})
    ]
    now.made.window.show_problem("problem:global_key_lost", "The system took it away.")
    now.grabs.answer = KeyState.HELD
    now.made.preferences.change(global_key=False)
    now.made.preferences.change(global_key=True)
    assert not now.made.window.problems.text()


def test_what_the_key_lacks_is_not_told_into_the_tour(desktop: Callable[..., Desktop]) -> None:
    now = desktop(Settings(), KeyState.TAKEN)
    assert now.troubles == []
    assert not now.made.preferences.settings.global_key_told


def test_its_words_follow_the_language(desktop: Callable[..., Desktop]) -> None:
    now = desktop()
    now.made.preferences.change(language="de")
    assert now.joined.tray.quit_action.text() == "Noteworthy beenden"


def test_at_the_end_the_key_is_free_and_the_icon_gone(desktop: Callable[..., Desktop]) -> None:
    now = desktop()
    icon = now.joined.tray.icon
    now.joined.end()
    assert now.grabs.calls == ["grab", "let_go"]
    assert isinstance(icon, UnseenIcon)
    assert not icon.is_shown


def test_sign_in_that_cannot_be_looked_at_is_off(own_autostart: DesktopAutostart, qtbot: QtBot) -> None:
    outside = Outside(own_autostart, FakeGrabs())
    outside.start_at_login(True)
    assert outside.starts_at_login()

    class Broken(DesktopAutostart):
        def is_on(self) -> bool:
            raise OSError("no such disk")

    assert not Outside(Broken(own_autostart._file), FakeGrabs()).starts_at_login()


def test_a_key_that_another_program_still_has_stays_told_and_nothing_is_stored_without_need(
    desktop: Callable[..., Desktop],
) -> None:
    kept = desktop(key=KeyState.TAKEN).made.preferences.settings
    assert desktop(kept, KeyState.TAKEN).made.preferences.settings.global_key_told
    changes: list[object] = []
    free = desktop()
    free.made.preferences.changed.connect(lambda: changes.append(free.made.preferences.settings))
    free.joined._use_key()
    assert changes == []


def test_a_window_that_was_put_away_comes_back_as_large_as_it_was() -> None:
    states = Qt.WindowState
    calls: list[object] = []
    window: Any = SimpleNamespace(
        windowState=lambda: states.WindowMinimized | states.WindowMaximized,
        setWindowState=calls.append,
        show=lambda: calls.append("show"),
        raise_=lambda: calls.append("raise"),
        activateWindow=lambda: calls.append("activate"),
    )
    show_in_front(window)
    assert calls == [states.WindowMaximized | states.WindowActive, "show", "raise", "activate"]
