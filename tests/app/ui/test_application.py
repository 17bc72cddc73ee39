"""The run with a window: started, driven and ended as a person does it."""

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.camera.listing import CameraInfo
from app.recognition.pack_contents import Tier
from app.ui.application import OwnVoice, choices_of, renamed, run_window
from app.ui.controls import Choice
from app.ui.outside import Outside
from app.ui.preferences import Preferences
from app.ui.single_instance import SingleInstance
from app.ui.window import MainWindow
from tests.app.ui.makers import CHOICES, SEASONED, FakeGrabs, RecordedSession, announcement, value_told
from tests.app.ui.test_tray import UnseenIcon


def seasoned() -> Preferences:
    """The settings of someone who has heard the tour."""
    return Preferences(SEASONED, lambda settings: None)


class StartedSession(RecordedSession):
    """Announces a value as soon as Qt runs, then does `finally_do`."""

    def __init__(self) -> None:
        super().__init__()
        self.value_in_view = announcement()
        self.shown: list[str] = []

    def start(self, spec: str) -> None:
        self.calls.append(("start", spec))
        QTimer.singleShot(0, self._go_on)

    def _go_on(self) -> None:
        self.tell(value_told("20 dollars"))
        QApplication.sendPostedEvents()
        self.shown = [window.value.text() for window in _windows()]
        self.finally_do()

    def finally_do(self) -> None:
        for window in _windows():
            window.close()


class KilledSession(StartedSession):
    """Ends as a person ends a program in a terminal."""

    def finally_do(self) -> None:
        os.kill(os.getpid(), signal.SIGINT)


class BrokenSession(StartedSession):
    """Cannot even start."""

    def start(self, spec: str) -> None:
        raise RuntimeError("no threads left")


def _windows() -> list[MainWindow]:
    return [
        widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow) and widget.isVisible()
    ]


def test_window_runs_until_it_is_closed(qtbot: QtBot) -> None:
    session = StartedSession()
    assert run_window(session, spec="demo", choices=CHOICES, preferences=seasoned()) == 0
    assert session.shown == ["20 dollars"]
    assert session.calls == [("start", "demo"), ("close", "Goodbye.")]
    assert _windows() == []


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot send itself Ctrl+C there")
def test_ctrl_c_in_the_terminal_closes_in_order(qtbot: QtBot) -> None:
    before = signal.getsignal(signal.SIGINT)
    session = KilledSession()
    assert run_window(session, spec="demo", choices=CHOICES, preferences=seasoned()) == 0
    assert session.calls == [("start", "demo"), ("close", "Goodbye.")]
    assert signal.getsignal(signal.SIGINT) is before


class HiddenSession(StartedSession):
    """The person closes its window, which goes to the tray, and then does something else."""

    def __init__(self, then: Callable[[], None]) -> None:
        super().__init__()
        self.then = then

    def finally_do(self) -> None:
        for window in _windows():
            window.close()
        assert _windows() == []
        self.then()


def _run_in_the_tray(session: HiddenSession, instance: SingleInstance | None = None) -> int:
    preferences = Preferences(replace(SEASONED, closes_to_tray=True, read_controls="off"), lambda settings: None)
    outside = Outside(grabs=FakeGrabs(), has_tray=lambda: True, icon=UnseenIcon)
    return run_window(
        session, spec="demo", choices=CHOICES, preferences=preferences, instance=instance, outside=outside
    )


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot send itself Ctrl+C there")
def test_hidden_in_the_tray_it_ends_as_politely(qtbot: QtBot) -> None:
    session = HiddenSession(lambda: os.kill(os.getpid(), signal.SIGINT))
    assert _run_in_the_tray(session) == 0
    assert session.calls == [("start", "demo"), ("close", "Goodbye.")]


def test_a_second_start_shows_what_is_hidden_in_the_tray_and_has_the_value_repeated(
    qtbot: QtBot, tmp_path: Path
) -> None:
    instance = SingleInstance(tmp_path)

    def call() -> None:
        instance.repeat_wanted.emit()
        instance.called.emit()
        (window,) = _windows()
        assert isinstance(window, MainWindow)
        window.leave()

    session = HiddenSession(call)
    assert _run_in_the_tray(session, instance) == 0
    assert session.said[-2:] == [
        "Noteworthy goes on in the tray. Ctrl+Alt+R says the last value again.",
        "Noteworthy is already running. This is its window.",
    ]
    assert session.calls == [("start", "demo"), ("repeat",), ("close", "Goodbye.")]


def test_who_signs_out_is_not_held_up_by_a_window_that_only_hides(qtbot: QtBot, qapp: QApplication) -> None:
    def sign_out() -> None:
        (window,) = _windows()
        qapp.commitDataRequest.emit(None)
        window.close()

    session = StartedSession()
    session.finally_do = sign_out  # type: ignore[method-assign]
    preferences = Preferences(replace(SEASONED, closes_to_tray=True), lambda settings: None)
    outside = Outside(grabs=FakeGrabs(), has_tray=lambda: True, icon=UnseenIcon)
    assert run_window(session, spec="demo", choices=CHOICES, preferences=preferences, outside=outside) == 0
    assert session.calls == [("start", "demo"), ("close", "Goodbye.")]


def test_session_that_cannot_start_leaves_no_window(qtbot: QtBot) -> None:
    session = BrokenSession()
    with pytest.raises(RuntimeError, match="no threads left"):
        run_window(session, spec="demo", choices=CHOICES, preferences=seasoned())
    assert session.calls == [("close", "Goodbye.")]
    assert _windows() == []


def test_currencies_that_are_experimental_say_so_in_every_language() -> None:
    choices = choices_of(
        spec="0", known=("USD", "VND"), on=("USD",), language="en", experimental=("VND",), cameras=lambda: []
    )
    assert [choice.name for choice in choices.currencies] == ["US dollars", "Vietnamese dong (experimental)"]
    assert renamed(choices, "de").currencies[1].name.endswith("(experimental)"), "the window's language is English here"


def test_names_of_packs_say_how_much_is_known() -> None:
    choices = choices_of(
        spec="0",
        known=("CAD", "KES", "LSL"),
        on=("CAD",),
        language="en",
        experimental=("CAD", "KES", "LSL"),
        tiers={"CAD": Tier.COMPLETE, "KES": Tier.PARTIAL, "LSL": Tier.FEW},
        cameras=lambda: [],
    )
    assert [choice.name for choice in choices.currencies] == [
        "Canadian dollars",
        "Kenyan shillings, partly known",
        "Lesotho lotis, few notes known",
    ]
    assert renamed(choices, "de").currencies[1].name == "Kenia-Schilling, teilweise bekannt"


def test_what_is_read_well_comes_before_packs() -> None:
    choices = choices_of(
        spec="0",
        known=("AUD", "CAD", "EUR", "USD"),
        on=(),
        language="en",
        tiers={"AUD": Tier.COMPLETE, "CAD": Tier.COMPLETE},
        cameras=lambda: [],
    )
    assert [choice.key for choice in choices.currencies] == ["EUR", "USD", "AUD", "CAD"]


def test_lists_offer_cameras_and_currencies_by_name() -> None:
    choices = choices_of(
        spec="2",
        known=("USD", "XTS", "EUR", "INR"),
        on=("EUR",),
        language="en",
        cameras=lambda: [CameraInfo(2, "Desk camera"), CameraInfo("/dev/video7", "Other camera")],
    )
    assert [choice.key for choice in choices.sources] == ["auto", "2", "/dev/video7", "phone", "demo"]
    assert choices.sources[3] == Choice("phone", "Phone as the camera")
    assert renamed(choices, "de").sources[3] == Choice("phone", "Telefon als Kamera")
    assert choices.sources[1] == Choice("2", "Desk camera")
    assert choices.source == "2"
    assert [choice.key for choice in choices.currencies] == ["EUR", "INR", "XTS", "USD"]
    assert choices.currencies[3] == Choice("USD", "US dollars")
    assert choices.currencies_on == ("EUR",)


@pytest.mark.parametrize(
    ("setting", "is_running", "is_wanted"),
    [
        ("on", True, True),
        ("on", None, True),
        ("off", False, False),
        ("automatic", True, False),
        ("automatic", False, True),
        ("automatic", None, None),
    ],
)
def test_parts_are_read_out_unless_a_screen_reader_does(
    setting: str, is_running: bool | None, is_wanted: bool | None
) -> None:
    """Where nobody knows yet whether one runs, it is not known either."""
    voice: Any = OwnVoice.__new__(OwnVoice)
    voice._preferences = SimpleNamespace(settings=SimpleNamespace(read_controls=setting))
    voice._watch = SimpleNamespace(is_running=is_running)
    assert voice._is_wanted() is is_wanted
