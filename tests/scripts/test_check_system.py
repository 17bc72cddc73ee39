"""Is what Qt needs and the system lacks found and named, with the command that installs it."""

import sys
from pathlib import Path

import check_system
import pytest
import system_packages

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux can lack libraries of Qt")

ANSWER_OF_LDD = """\
	linux-vdso.so.1 (0x00007ffd8a5f2000)
	libxcb-cursor.so.0 => not found
	libQt6Gui.so.6 => /somewhere/libQt6Gui.so.6 (0x00007f1c3a000000)
	libEGL.so.1 => not found
	libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f1c39a00000)
"""


@pytest.fixture
def no_apt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_packages, "has_apt", lambda: False)


@pytest.fixture
def apt_that_knows_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_packages, "has_apt", lambda: True)
    monkeypatch.setattr(system_packages, "first_known", lambda names: names[0])


def _fake_ldd(folder: Path, monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    (folder / "answer").write_text(answer, encoding="utf-8")
    tool = folder / "ldd"
    tool.write_text(f'#!/bin/sh\nwhile read -r line; do echo "$line"; done < "{folder / "answer"}"\n', encoding="utf-8")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=":")


def test_missing_libraries_are_those_the_loader_does_not_find(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _fake_ldd(tmp_path, monkeypatch, ANSWER_OF_LDD)
    assert check_system.missing_libraries([tmp_path / "libqxcb.so"]) == ["libEGL.so.1", "libxcb-cursor.so.0"]


def test_nothing_is_missing_where_these_tests_run() -> None:
    assert check_system.missing_libraries(check_system.qt_files("tests", {})) == []


@pytest.mark.parametrize(
    ("environment", "plugin"),
    [({"DISPLAY": ":0"}, "libqxcb.so"), ({"WAYLAND_DISPLAY": "wayland-0"}, "libqwayland.so"), ({}, None)],
)
def test_window_needs_the_plugin_of_its_display(environment: dict[str, str], plugin: str | None) -> None:
    files = check_system.qt_files("window", environment)
    assert [path.name for path in files[1:]] == ([plugin] if plugin else [])
    assert all(path.is_file() for path in files)


@pytest.mark.usefixtures("no_apt")
def test_one_package_is_named_once() -> None:
    libraries = ["libglib-2.0.so.0", "libgthread-2.0.so.0", "libEGL.so.1", "libstrange.so.7"]
    assert check_system.packages_for(libraries, fonts_missing=True) == [
        "fonts-dejavu-core",
        "libegl1",
        "libglib2.0-0t64",
    ]


@pytest.mark.usefixtures("apt_that_knows_all")
def test_advice_is_a_command_and_a_way_on() -> None:
    said = check_system.advice(["libEGL.so.1", "libstrange.so.7"], ["libegl1"])
    assert "sudo apt-get install -y libegl1" in said
    assert "libstrange.so.7" in said.splitlines()[-3]
    assert "make run ARGS=--headless" in said


@pytest.mark.usefixtures("no_apt")
def test_advice_without_apt_names_the_packages() -> None:
    said = check_system.advice(["libEGL.so.1"], ["libegl1"])
    assert "apt-get" not in said
    assert "libegl1" in said


def test_missing_programs_are_named_with_their_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    here = {"Xvfb", "import", "orca"}
    monkeypatch.setattr(check_system.shutil, "which", lambda name: f"/usr/bin/{name}" if name in here else None)
    monkeypatch.setattr(check_system, "missing_libraries", lambda files: ["libEGL.so.1"])
    monkeypatch.setattr(check_system, "_TYPELIBS", "/nowhere")
    missing = check_system.missing_programs("desk")
    assert missing == ["openbox", "xdotool", "dbus-daemon", "pulseaudio", "parec", "libEGL.so.1"]
    assert "Atspi-2.0.typelib" in check_system.missing_programs("accessibility")
    assert {"openbox", "pulseaudio-utils", "gir1.2-atspi-2.0"} <= set(check_system.packages_of_programs())
    assert "xvfb" not in check_system.packages_of_programs()
    assert check_system.missing_programs("tray") == ["trayer"]


@pytest.mark.usefixtures("no_apt")
def test_lack_of_programs_is_told_and_no_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(check_system, "missing_programs", lambda part: ["xdotool"] if part == "desk" else [])
    monkeypatch.setattr(check_system, "packages_of_programs", lambda: ["xdotool"])
    monkeypatch.setattr(sys, "argv", ["check_system.py", "acceptance"])
    assert check_system.main() == 0
    told = capsys.readouterr().out
    assert "Not there for desk: xdotool" in told
    assert "apt-get install -y xdotool" in told
