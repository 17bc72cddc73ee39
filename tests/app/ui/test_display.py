"""Is a machine without a display, or with half a Qt, told apart from one that can show a window."""

import sys
from collections.abc import Sequence

import pytest

from app.ui.display import ProbeResult, window_trouble


class Probe:
    """Ends as it is told, and counts."""

    def __init__(self, exit_code: int = 0, errors: str = "") -> None:
        self.result = ProbeResult(exit_code, errors)
        self.runs = 0

    def __call__(self, command: Sequence[str]) -> ProbeResult:
        self.runs += 1
        return self.result


def test_no_display_is_found_without_trying() -> None:
    probe = Probe()
    assert window_trouble({}, "linux", probe) == "There is no display here."
    assert window_trouble({"DISPLAY": ""}, "linux", probe) == "There is no display here."
    assert probe.runs == 0


def test_display_that_answers_is_no_trouble() -> None:
    probe = Probe()
    for variables in ({"DISPLAY": ":0"}, {"WAYLAND_DISPLAY": "wayland-0"}, {"QT_QPA_PLATFORM": "offscreen"}):
        assert window_trouble(variables, "linux", probe) is None
    assert probe.runs == 3


def test_reason_that_qt_gives_comes_before_its_general_advice() -> None:
    errors = """\
qt.qpa.xcb: could not connect to display :9
qt.qpa.plugin: Could not load the Qt platform plugin "xcb" in "" even though it was found.
This application failed to start because no Qt platform plugin could be initialized. Reinstalling may help.

Available platform plugins are: offscreen, xcb.
"""
    trouble = window_trouble({"DISPLAY": ":9"}, "linux", Probe(-6, errors))
    assert trouble is not None
    assert "could not connect to display :9" in trouble
    assert "Reinstalling" not in trouble


def test_what_python_says_is_passed_on_in_one_line() -> None:
    probe = Probe(1, "Traceback:\n\nImportError: libEGL.so.1: cannot open shared object file\n")
    trouble = window_trouble({"DISPLAY": ":0"}, "linux", probe)
    assert trouble is not None
    assert "libEGL.so.1: cannot open" in trouble
    assert "make run" in trouble
    assert "\n" not in trouble


def test_qt_that_ends_without_a_word_is_trouble_too() -> None:
    trouble = window_trouble({"DISPLAY": ":0"}, "linux", Probe(-6))
    assert trouble is not None
    assert "-6" in trouble


def test_a_display_that_answers_too_late_lacks_no_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "app.ui.display.module_command", lambda name: [sys.executable, "-c", "import time; time.sleep(60)"]
    )
    monkeypatch.setattr("app.ui.display._PROBE_LIMIT_S", 0.3)
    trouble = window_trouble({"DISPLAY": ":0"}, "linux")
    assert trouble is not None
    assert "did not answer" in trouble
    assert "libraries" not in trouble
    assert "Command" not in trouble


def test_other_systems_always_have_a_display() -> None:
    assert window_trouble({}, "win32", Probe(1)) is None
    assert window_trouble({}, "darwin", Probe(1)) is None


def test_the_real_probe_works_where_these_tests_run() -> None:
    assert window_trouble() is None
