"""Is a missing library one line with the cure, whichever it is and wherever it is missing."""

import builtins
import sys
from typing import Any

import pytest

from app import cli, missing
from app.missing import cure


def test_a_package_is_named_with_the_command_that_brings_it() -> None:
    line = cure(ModuleNotFoundError("No module named 'cv2'", name="cv2"), "linux")
    assert "cv2" in line
    assert "pip install -r requirements.txt" in line


def test_what_pip_installed_is_installed_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setattr(missing, "PROGRAM", tmp_path)
    assert "--force-reinstall noteworthy" in cure(ModuleNotFoundError("No module named 'cv2'", name="cv2"), "linux")


def test_windows_without_visual_c_is_told_what_brings_it() -> None:
    line = cure(ImportError("DLL load failed while importing _pywrap:\nThe module was not found."), "win32")
    assert "\n" not in line
    assert "pip install msvc-runtime" in line
    assert "vc_redist" in line


def test_a_library_of_linux_is_named() -> None:
    line = cure(ImportError("libGL.so.1: cannot open shared object file"), "linux")
    assert "libGL.so.1" in line


def test_the_frozen_app_has_no_pip(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert "pip" not in cure(ModuleNotFoundError("No module named 'cv2'", name="cv2"), "linux")


def test_the_command_says_that_line_and_ends(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == "app" and rest[2] == ("startup",):
            raise ImportError("DLL load failed while importing _pywrap_litert")
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    assert cli.main(["--headless", "--source", "demo"]) == cli.UNAVAILABLE
    error = capsys.readouterr().err
    assert error.startswith("noteworthy: ")
    assert error.count("\n") == 1
    assert "_pywrap_litert" in error
