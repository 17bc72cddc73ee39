"""Starting when the person signs in: whether it is so, and making it so. Each system keeps that in a place of its own.

Linux and other desktops of freedesktop.org: a file in `autostart`. Windows: a value in the registry, the same that the
installer offers. macOS: a file of launchd's.
"""

import os
import plistlib
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Protocol

import platformdirs

from app.processes import program_command

_RUN: Final = r"Software\Microsoft\Windows\CurrentVersion\Run"
# Where the task manager and the system's settings keep what the person turned off there; the first byte is odd then.
_APPROVED: Final = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
# How desktops mark a file whose program the person turned off there.
_OFF: Final = frozenset({"hidden=true", "x-gnome-autostart-enabled=false"})
_NAME: Final = "Noteworthy"
_LABEL: Final = "io.github.noteworthy.noteworthy"


class Autostart(Protocol):
    """What knows whether the program starts at sign-in. All of it may raise OSError."""

    def is_on(self) -> bool:
        """Whether it does."""

    def turn(self, on: bool, command: Sequence[str]) -> None:
        """Make it start with this command, or no more; what is so already stays so."""


class DesktopAutostart:
    """The desktops that follow freedesktop.org."""

    def __init__(self, configuration: Path) -> None:
        """Take the person's folder for configuration, such as ~/.config."""
        self._file = configuration / "autostart" / "noteworthy.desktop"

    def is_on(self) -> bool:
        """Whether the file is there, and no desktop has marked it as turned off."""
        try:
            text = self._file.read_text(encoding="utf-8", errors="replace")
        except (FileNotFoundError, NotADirectoryError):
            return False
        return not _OFF.intersection(line.replace(" ", "").lower() for line in text.splitlines())

    def turn(self, on: bool, command: Sequence[str]) -> None:
        """Write the file, or remove it."""
        if not on:
            self._file.unlink(missing_ok=True)
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        lines = ("[Desktop Entry]", "Type=Application", f"Name={_NAME}", f"Exec={' '.join(map(_quoted, command))}")
        self._file.write_text("\n".join(lines) + "\n", encoding="utf-8")


class RegistryAutostart:
    """Windows."""

    def __init__(self, registry: Any) -> None:
        """Take the module `winreg`."""
        self._registry = registry

    def is_on(self) -> bool:
        """Whether the value is there, and the person has not turned it off in Windows' own settings."""
        if self._value(_RUN) is None:
            return False
        approved = self._value(_APPROVED)
        return not (isinstance(approved, bytes) and approved[:1] and approved[0] & 1)

    def turn(self, on: bool, command: Sequence[str]) -> None:
        """Set the value, or delete it; what Windows' own settings say of it is deleted either way."""
        with self._registry.CreateKey(self._registry.HKEY_CURRENT_USER, _RUN) as key:
            if on:
                self._registry.SetValueEx(key, _NAME, 0, self._registry.REG_SZ, subprocess.list2cmdline(command))
            elif self._value(_RUN) is not None:
                self._registry.DeleteValue(key, _NAME)
        if self._value(_APPROVED) is not None:
            with self._registry.CreateKey(self._registry.HKEY_CURRENT_USER, _APPROVED) as key:
                self._registry.DeleteValue(key, _NAME)

    def _value(self, where: str) -> object:
        try:
            with self._registry.OpenKey(self._registry.HKEY_CURRENT_USER, where) as key:
                value: object = self._registry.QueryValueEx(key, _NAME)[0]
        except FileNotFoundError:
            return None
        return value


class LaunchAgent:
    """macOS."""

    def __init__(self, home: Path) -> None:
        """Take the person's own folder."""
        self._file = home / "Library" / "LaunchAgents" / f"{_LABEL}.plist"

    def is_on(self) -> bool:
        """Whether the file is there."""
        return self._file.is_file()

    def turn(self, on: bool, command: Sequence[str]) -> None:
        """Write the file, or remove it."""
        if not on:
            self._file.unlink(missing_ok=True)
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_bytes(plistlib.dumps({"Label": _LABEL, "ProgramArguments": list(command), "RunAtLoad": True}))


def system_autostart(platform: str = sys.platform) -> Autostart:
    """What knows it on this system."""
    if platform == "win32":
        import winreg

        return RegistryAutostart(winreg)
    if platform == "darwin":
        return LaunchAgent(Path.home())
    return DesktopAutostart(_desktops_folder(os.environ))


def _desktops_folder(environment: Mapping[str, str]) -> Path:
    """Where desktops look for the person's configuration; a Flatpak has a folder of its own, where they do not look."""
    if environment.get("FLATPAK_ID"):
        return Path(environment.get("HOST_XDG_CONFIG_HOME") or Path.home() / ".config")
    return Path(platformdirs.user_config_dir())


def start_at_login(on: bool, autostart: Autostart | None = None) -> None:
    """Have this program, as it was started now, start at sign-in, or no more. Raises OSError."""
    (autostart or system_autostart()).turn(on, program_command())


def _quoted(word: str) -> str:
    """A word of a command as the desktop entry specification wants it: in quotes, what means something escaped."""
    # Once for the quotes, then once for the file's own strings; a percent sign would stand for a file's name.
    inner = "".join(f"\\{letter}" if letter in '"`$\\' else letter for letter in word)
    return '"' + inner.replace("\\", "\\\\").replace("%", "%%") + '"'
