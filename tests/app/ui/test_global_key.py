"""The key that holds in every program: who has it, and what is said of it."""

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from app.ui.global_key import GlobalKey, KeyState, NoGrabs, described_key, system_grabs
from app.ui.global_key_windows import WindowsGrabs
from app.ui.global_key_x11 import X11Grabs
from tests.app.ui.makers import FakeGrabs


def states(key: GlobalKey, *wanted: bool) -> list[KeyState]:
    """How the key stands after each of these wishes."""
    found = []
    for wish in wanted:
        key.use(wish)
        found.append(key.state)
    return found


def test_it_is_taken_once_and_let_go(qtbot: QtBot) -> None:
    grabs = FakeGrabs()
    key = GlobalKey(grabs)
    assert states(key, False, True, True) == [KeyState.OFF, KeyState.HELD, KeyState.HELD]
    with qtbot.waitSignal(key.pressed, timeout=0):
        grabs.press()
    assert states(key, False, False) == [KeyState.OFF, KeyState.OFF]
    assert grabs.calls == ["grab", "let_go"]


def test_one_that_another_program_has_is_asked_for_again() -> None:
    grabs = FakeGrabs(KeyState.TAKEN)
    key = GlobalKey(grabs)
    assert states(key, True) == [KeyState.TAKEN]
    grabs.answer = KeyState.HELD
    assert states(key, True) == [KeyState.HELD]


def test_one_that_the_system_takes_away_is_had_again(qtbot: QtBot) -> None:
    grabs = FakeGrabs()
    key = GlobalKey(grabs)
    key.use(True)
    grabs.lose()
    qtbot.waitUntil(lambda: grabs.calls == ["grab", "grab"])
    assert key.state is KeyState.HELD
    with qtbot.waitSignal(key.pressed, timeout=0):
        grabs.press()


def test_one_that_cannot_be_had_again_is_not_called_held(qtbot: QtBot) -> None:
    grabs = FakeGrabs()
    key = GlobalKey(grabs)
    key.use(True)
    grabs.answer = KeyState.MISSING
    with qtbot.waitSignal(key.lost):
        grabs.lose()
    assert key.state is KeyState.MISSING
    grabs.answer = KeyState.HELD
    assert states(key, True) == [KeyState.HELD], "asked for anew"


def test_a_system_that_takes_it_away_each_time_is_not_asked_for_ever(qtbot: QtBot) -> None:
    grabs = FakeGrabs()
    key = GlobalKey(grabs)
    key.use(True)
    with qtbot.waitSignal(key.lost):
        for times in range(1, 5):
            grabs.lose()
            qtbot.waitUntil(lambda times=times: len(grabs.calls) == min(4, times + 1))  # type: ignore[misc]
    assert key.state is KeyState.MISSING


def test_one_that_was_let_go_of_meanwhile_is_left_alone(qtbot: QtBot) -> None:
    grabs = FakeGrabs()
    key = GlobalKey(grabs)
    key.use(True)
    grabs.lose()
    key.use(False)
    QCoreApplication.processEvents()
    assert grabs.calls == ["grab", "let_go"]
    assert key.state is KeyState.OFF


@pytest.mark.parametrize(
    ("platform", "environment", "kind"),
    [
        ("xcb", {"DISPLAY": ":1"}, X11Grabs),
        ("xcb", {"DISPLAY": ":1", "XDG_SESSION_TYPE": "wayland"}, KeyState.OF_SYSTEM),
        ("wayland", {}, KeyState.OF_SYSTEM),
        ("wayland-egl", {}, KeyState.OF_SYSTEM),
        ("cocoa", {}, KeyState.OF_SYSTEM),
        ("windows", {}, WindowsGrabs),
        ("offscreen", {"DISPLAY": ":1"}, KeyState.MISSING),
        ("", {"DISPLAY": ":1"}, KeyState.MISSING),
    ],
)
def test_each_system_has_its_own_way(platform: str, environment: dict[str, str], kind: object, qtbot: QtBot) -> None:
    grabs = system_grabs(platform, environment)
    if isinstance(kind, KeyState):
        assert isinstance(grabs, NoGrabs)
        assert grabs.grab(lambda: None, lambda: None) is kind
        grabs.let_go()
    else:
        assert type(grabs) is kind


@pytest.mark.parametrize(
    ("state", "system", "end"),
    [
        (KeyState.HELD, "linux", "in every program"),
        (KeyState.OFF, "linux", "in every program"),
        (KeyState.TAKEN, "win32", "Another program has this key now"),
        (KeyState.MISSING, "linux", "This system has no such keys"),
        (
            KeyState.OF_SYSTEM,
            "linux",
            "Wayland leaves such keys to its own settings: give the command noteworthy --repeat a key there",
        ),
        (
            KeyState.OF_SYSTEM,
            "darwin",
            "macOS leaves such keys to its own settings: give the command noteworthy --repeat a key there",
        ),
    ],
)
def test_it_says_what_it_does_and_why_it_does_not(state: KeyState, system: str, end: str) -> None:
    text = described_key(state, "en", system)
    assert text.startswith("Ctrl+Alt+R says the last value again")
    assert text.endswith(end)
