"""Does it start at sign-in when it was asked to, and no more when it was asked not to."""

import plistlib
import sys
from pathlib import Path
from typing import Any

import pytest

from app import autostart, processes
from app.autostart import Autostart, DesktopAutostart, LaunchAgent, RegistryAutostart, start_at_login
from app.cli import main
from app.processes import program_command
from app.resources import PROGRAM


class Registry:
    """winreg, as far as it is used: one key, which may not be there."""

    HKEY_CURRENT_USER, REG_SZ = object(), 1

    def __init__(self) -> None:
        self.values: dict[str, str] | None = None

    def __enter__(self) -> "Registry":
        return self

    def __exit__(self, *_how: object) -> None:
        pass

    def OpenKey(self, _root: object, _name: str) -> "Registry":
        if self.values is None:
            raise FileNotFoundError
        return self

    def CreateKey(self, _root: object, _name: str) -> "Registry":
        self.values = self.values or {}
        return self

    def QueryValueEx(self, _key: object, name: str) -> str:
        assert self.values is not None
        if name not in self.values:
            raise FileNotFoundError
        return self.values[name]

    def SetValueEx(self, _key: object, name: str, _zero: int, _kind: int, value: str) -> None:
        assert self.values is not None
        self.values[name] = value

    def DeleteValue(self, _key: object, name: str) -> None:
        assert self.values is not None
        del self.values[name]


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
    assert registry.values == {"Noteworthy": r'"C:\Program Files\noteworthy.exe"'}
    LaunchAgent(tmp_path).turn(True, ["/opt/a b/noteworthy"])
    (file,) = tmp_path.glob("Library/LaunchAgents/*.plist")
    assert plistlib.loads(file.read_bytes())["ProgramArguments"] == ["/opt/a b/noteworthy"]


def test_the_program_is_started_as_it_was(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert program_command("main.py") == [sys.executable, str(PROGRAM / "main.py")]
    assert program_command(str(tmp_path / "noteworthy")) == [str(tmp_path / "noteworthy")]
    monkeypatch.setattr(processes, "is_frozen", lambda: True)
    assert program_command("main.py") == [sys.executable]


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
