"""What the window itself says, and through whom: our own voice or a reader, and what a choice taken back leaves."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from app.settings import Settings
from app.ui import application as room
from app.ui import style
from app.ui.application import Look, OwnVoice
from app.ui.preferences import Preferences
from app.ui.screen_reader import ScreenReader
from tests.app.ui.makers import RecordedSession


class Window(QWidget):
    """A window with a list in which it is chosen who speaks."""

    def __init__(self) -> None:
        super().__init__()
        self.reader_runs: Any = None
        self.says_controls: Any = None
        self.list = QComboBox(self)
        self.list.setObjectName("setting_who_speaks")
        for who in ("automatic", "app", "screen_reader"):
            self.list.addItem(who, who)

    def reads(self, page: object) -> bool:
        return False


class Watch(QObject):
    """Knows of a reader what the test says."""

    changed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.is_running: bool | None = None
        self.calls: list[str] = []

    def start(self) -> None:
        self.calls.append("start")

    def stop(self) -> None:
        self.calls.append("stop")


class Desk:
    """An `OwnVoice`, and what stands around it."""

    def __init__(self, qtbot: QtBot, settings: Settings, reader: ScreenReader | None) -> None:
        self.preferences = Preferences(settings, lambda changed: None)
        self.window, self.watch, self.reader = Window(), Watch(), reader
        qtbot.addWidget(self.window)
        window: Any = self.window
        watch: Any = self.watch
        self.session = RecordedSession()
        self.voice = OwnVoice(self.session, window, self.preferences, reader, watch)  # type: ignore[arg-type]


def _settings(**more: Any) -> Settings:
    return replace(Settings(tour_done=True), **more)


def test_without_a_way_to_a_reader_there_is_nothing_to_try(qtbot: QtBot) -> None:
    assert Desk(qtbot, _settings(), None).voice._trial is None
    assert Desk(qtbot, _settings(), ScreenReader()).voice._trial is not None


@pytest.mark.parametrize(
    ("setting", "is_running", "says"),
    [("on", None, True), ("off", None, False), ("automatic", True, False), ("automatic", None, True)],
)
def test_the_window_knows_whether_its_controls_are_said_and_whether_a_reader_runs(
    qtbot: QtBot, setting: str, is_running: bool | None, says: bool
) -> None:
    desk = Desk(qtbot, _settings(read_controls=setting), None)
    desk.watch.is_running = is_running
    assert desk.window.says_controls() is says
    assert desk.window.reader_runs() is (is_running is True)


@pytest.mark.parametrize(
    ("has_reader", "who", "is_heard", "is_asked"),
    [
        (True, "screen_reader", False, True),
        (True, "screen_reader", True, False),
        (True, "app", False, False),
        (False, "screen_reader", False, False),
    ],
)
def test_whoever_chose_the_reader_before_it_was_asked_whether_it_is_heard_is_asked(
    qtbot: QtBot,
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
    has_reader: bool,
    who: str,
    is_heard: bool,
    is_asked: bool,
) -> None:
    later: list[tuple[int, Any]] = []
    monkeypatch.setattr(QTimer, "singleShot", lambda after_ms, context, call: later.append((after_ms, call)))
    reader = ScreenReader() if has_reader else None
    desk = Desk(qtbot, _settings(who_speaks=who, reader_heard=is_heard), reader)
    desk.voice.begin(qapp)
    try:
        assert [after_ms for after_ms, _ in later] == [room._SETTLED_MS] * is_asked
        assert desk.watch.calls == ["start"]
        assert reader is None or reader._window is not None
    finally:
        desk.voice.end(qapp)
    assert desk.watch.calls == ["start", "stop"]


def test_a_choice_that_was_taken_back_is_not_left_in_the_list(qtbot: QtBot) -> None:
    desk = Desk(qtbot, _settings(who_speaks="app"), None)
    turns: list[int] = []
    desk.window.list.currentIndexChanged.connect(turns.append)
    desk.window.list.setCurrentIndex(2)
    desk.preferences.change(rate_wpm=200)
    assert desk.window.list.currentData() == "app"
    desk.preferences.change(who_speaks="automatic")
    assert desk.window.list.currentIndex() == 0
    desk.window.list.removeItem(2)
    desk.preferences.change(who_speaks="screen_reader")
    assert desk.window.list.currentIndex() == 0, "a list without it stays as it is"
    assert turns == [2, 1, 0]


@pytest.fixture
def dresses(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    given: list[tuple[Any, ...]] = []
    monkeypatch.setattr(room, "dress", lambda application, theme, *more: given.append((theme.name, *more)))
    return given


def test_it_is_dressed_anew_where_its_colours_or_its_type_change_and_called_anew_in_another_language(
    qapp: QApplication, dresses: list[tuple[Any, ...]]
) -> None:
    preferences = Preferences(_settings(theme="dark", language="en"), lambda changed: None)
    look = Look(qapp, preferences)
    called: list[str] = []
    look.language_changed.connect(lambda: called.append(preferences.settings.language))
    assert [name for name, *_ in dresses] == [style.DARK.name]
    preferences.change(volume=40)
    look._dress()
    assert (len(dresses), called) == (1, []), "nothing of that is seen"
    preferences.change(text_size=150)
    assert [size for *_, size in dresses] == [100, 150]
    preferences.change(language="de")
    assert (len(dresses), called) == (2, ["de"])
    preferences.change(language="en")
    assert called == ["de", "en"]


@pytest.mark.parametrize("less_motion", [True, False])
def test_lists_fold_out_at_once_for_whoever_wants_less_motion(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, less_motion: bool
) -> None:
    told: dict[Any, bool] = {}
    dressed: Any = type(
        "Dressed",
        (),
        {
            "font": lambda self: qapp.font(),
            "isEffectEnabled": lambda self, effect: effect.name == "UI_AnimateMenu",
            "setEffectEnabled": lambda self, effect, on: told.update({effect.name: on}),
            **dict.fromkeys(("setStyle", "setPalette", "setFont", "setStyleSheet"), lambda self, given: None),
        },
    )()
    wanted = style.SystemLook(True, more_contrast=False, less_motion=less_motion)
    monkeypatch.setattr(style, "system_look", lambda: wanted)
    room.dress(dressed)
    assert told == {"UI_AnimateCombo": False, "UI_AnimateMenu": not less_motion, "UI_AnimateTooltip": False}
