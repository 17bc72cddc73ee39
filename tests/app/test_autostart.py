"""Does it start at sign-in when it was asked to, and no more when it was asked not to."""

import plistlib
import sys
from pathlib import Path
from typing import Any

import pytest

from app import autostart, processes
from app.autostart import Autostart, DesktopAutostart, LaunchAgent, RegistryAutostart, start_at_login, system_autostart
from app.cli import main
from app.processes import program_command
from app.resources import PROGRAM

RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"


class Key:
    """An open key of the registry."""

    def __init__(self, values: dict[str, object]) -> None:
        self.values = values

    def __enter__(self) -> "Key":
        return self

    def __exit__(self, *_how: object) -> None:
        pass


class Registry:
    """winreg, as far as it is used: keys by name, which may not be there."""

    HKEY_CURRENT_USER, REG_SZ = object(), 1

    def __init__(self) -> None:
        self.keys: dict[str, dict[str, object]] = {}

    def OpenKey(self, _root: object, name: str) -> Key:
        if name not in self.keys:
            raise FileNotFoundError
        return Key(self.keys[name])

    def CreateKey(self, _root: object, name: str) -> Key:
        return Key(self.keys.setdefault(name, {}))

    def QueryValueEx(self, key: Key, name: str) -> tuple[object, int]:
        if name not in key.values:
            raise FileNotFoundError
        return key.values[name], self.REG_SZ

    def SetValueEx(self, key: Key, name: str, _zero: int, _kind: int, value: str) -> None:
        key.values[name] = value

    def DeleteValue(self, key: Key, name: str) -> None:
        del key.values[name]


@pytest.fixture(params=["desktop", "registry", "launchd"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Autostart:
    made: dict[str, Any] = {
        "desktop": DesktopAutostart(tmp_path),
        "registry": RegistryAutostart(Registry()),
        "launchd": LaunchAgent(tmp_path),
    }
    found: Autostart = made[request.param]
    return found


def test_on_and_off_as_often_as_one_likes(place: Autostart) -> None:
    assert not place.is_on()
    for on in (False, True, True, False, False, True):
        place.turn(on, ["noteworthy"])
        assert place.is_on() == on


def test_a_desktop_finds_the_command_whatever_is_in_its_path(tmp_path: Path) -> None:
    DesktopAutostart(tmp_path).turn(True, ["/home/a b/100%/note$worthy", "main.py"])
    text = (tmp_path / "autostart" / "noteworthy.desktop").read_text(encoding="utf-8")
    assert 'Exec="/home/a b/100%%/note\\\\$worthy" "main.py"\n' in text


def test_windows_and_macos_get_the_command_as_they_want_it(tmp_path: Path) -> None:
    registry = Registry()
    RegistryAutostart(registry).turn(True, [r"C:\Program Files\noteworthy.exe"])
    assert registry.keys == {RUN: {"Noteworthy": r'"C:\Program Files\noteworthy.exe"'}}
    LaunchAgent(tmp_path).turn(True, ["/opt/a b/noteworthy"])
    (file,) = tmp_path.glob("Library/LaunchAgents/*.plist")
    assert plistlib.loads(file.read_bytes())["ProgramArguments"] == ["/opt/a b/noteworthy"]


@pytest.mark.parametrize("mark", ["Hidden=true", "X-GNOME-Autostart-enabled=false", "Hidden = True"])
def test_what_a_desktop_turned_off_is_off_until_it_is_asked_for(tmp_path: Path, mark: str) -> None:
    place = DesktopAutostart(tmp_path)
    place.turn(True, ["noteworthy"])
    file = tmp_path / "autostart" / "noteworthy.desktop"
    file.write_text(file.read_text(encoding="utf-8") + mark + "\n", encoding="utf-8")
    assert not place.is_on()
    place.turn(True, ["noteworthy"])
    assert place.is_on()


@pytest.mark.parametrize(("first_byte", "is_on"), [(2, True), (3, False), (6, True), (7, False)])
def test_what_the_task_manager_turned_off_is_off_until_it_is_asked_for(first_byte: int, is_on: bool) -> None:
    registry = Registry()
    place = RegistryAutostart(registry)
    place.turn(True, ["noteworthy.exe"])
    registry.keys[APPROVED] = {"Noteworthy": bytes([first_byte, *bytes(11)]), "Another": b"\x03"}
    assert place.is_on() == is_on
    place.turn(True, ["noteworthy.exe"])
    assert place.is_on()
    assert registry.keys[APPROVED] == {"Another": b"\x03"}, "others' are theirs"


def test_nothing_of_it_is_left_when_it_is_turned_off() -> None:
    registry = Registry()
    place = RegistryAutostart(registry)
    place.turn(True, ["noteworthy.exe"])
    registry.keys[APPROVED] = {"Noteworthy": b"\x03"}
    place.turn(False, [])
    assert registry.keys == {RUN: {}, APPROVED: {}}


def test_macos_starts_it_at_sign_in_and_under_a_name_of_its_own(tmp_path: Path) -> None:
    LaunchAgent(tmp_path).turn(True, ["/Applications/Noteworthy.app/Contents/MacOS/noteworthy"])
    (file,) = tmp_path.glob("Library/LaunchAgents/*.plist")
    agent = plistlib.loads(file.read_bytes())
    assert agent["RunAtLoad"] is True
    assert file.stem == agent["Label"]


def test_each_system_has_its_own_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "winreg", Registry())
    assert isinstance(system_autostart("linux"), DesktopAutostart)
    assert isinstance(system_autostart("freebsd14"), DesktopAutostart)
    assert isinstance(system_autostart("win32"), RegistryAutostart)
    assert isinstance(system_autostart("darwin"), LaunchAgent)


def test_the_program_is_started_as_it_was(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert program_command("main.py") == [sys.executable, str(PROGRAM / "main.py")]
    assert program_command(str(tmp_path / "noteworthy")) == [str(tmp_path / "noteworthy")]
    monkeypatch.setattr(processes, "is_frozen", lambda: True)
    assert program_command("main.py") == [sys.executable]


def test_what_pip_made_on_windows_is_named_in_full(tmp_path: Path) -> None:
    (tmp_path / "noteworthy.exe").touch()
    assert program_command(str(tmp_path / "noteworthy")) == [str(tmp_path / "noteworthy.exe")]
    assert program_command(str(tmp_path / "noteworthy.exe")) == [str(tmp_path / "noteworthy.exe")]


def test_what_pip_installed_is_started_as_the_module_it_was(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(processes, "PROGRAM", tmp_path)  # which holds no main.py
    assert program_command("/anywhere/noteworthy/__main__.py") == [sys.executable, "-m", "noteworthy"]


@pytest.fixture
def packed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder at which the frozen app lies while it runs."""
    program = tmp_path / "mounted" / "usr" / "lib" / "noteworthy"
    program.parent.mkdir(parents=True)
    program.touch()
    monkeypatch.setattr(processes, "is_frozen", lambda: True)
    monkeypatch.setattr(sys, "executable", str(program))
    return tmp_path / "mounted"


def test_an_appimage_is_started_by_its_file(packed: Path) -> None:
    variables = {"APPIMAGE": "/home/me/Noteworthy.AppImage", "APPDIR": str(packed)}
    assert program_command(environment=variables) == ["/home/me/Noteworthy.AppImage"]


@pytest.mark.parametrize("variables", [{}, {"APPIMAGE": "/home/me/Terminal.AppImage", "APPDIR": "/tmp/Terminal"}])
def test_what_another_appimage_started_is_none(packed: Path, variables: dict[str, str]) -> None:
    assert program_command(environment=variables) == [str(packed / "usr" / "lib" / "noteworthy")]


@pytest.mark.skipif(sys.platform == "win32", reason="/app is no whole path there")
def test_a_flatpak_is_started_by_its_name_from_where_desktops_look(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(processes, "is_frozen", lambda: True)
    monkeypatch.setattr(sys, "executable", "/app/lib/noteworthy/noteworthy")
    monkeypatch.setenv("FLATPAK_ID", "io.github.noteworthy.noteworthy")
    monkeypatch.setenv("HOST_XDG_CONFIG_HOME", str(tmp_path / "of the person"))
    assert program_command() == ["flatpak", "run", "io.github.noteworthy.noteworthy"]
    start_at_login(True, system_autostart("linux"))
    written = tmp_path / "of the person" / "autostart" / "noteworthy.desktop"
    assert 'Exec="flatpak" "run" "io.github.noteworthy.noteworthy"' in written.read_text(encoding="utf-8")


def test_the_command_line_turns_it_on_and_off(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = DesktopAutostart(tmp_path)
    monkeypatch.setattr(autostart, "system_autostart", lambda: place)
    assert main(["--start-at-login", "on"]) == 0
    assert place.is_on()
    start_at_login(False)
    assert not place.is_on()
    assert "starts when you sign in" in capsys.readouterr().out


def test_a_place_that_cannot_be_written_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "autostart").write_text("a file where the folder should be", encoding="utf-8")
    monkeypatch.setattr(autostart, "system_autostart", lambda: DesktopAutostart(tmp_path))
    assert main(["--start-at-login", "on"]) == 2
    assert "--start-at-login" in capsys.readouterr().err
