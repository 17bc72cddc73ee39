"""Is the installer for Windows whole? Installed, used, installed once more over a running app, and taken away again.

    python packaging/windows/try_installer.py dist

Needs Windows (or Wine), nothing but a Python, and a person's account where Noteworthy is not installed.
"""

import argparse
import contextlib
import ctypes
import importlib
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

SPECIMEN: Final = Path(__file__).resolve().parents[2] / "assets" / "specimens" / "XTS_20_front.png"
RUN: Final = r"Software\Microsoft\Windows\CurrentVersion\Run"
UNINSTALL: Final = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\Noteworthy"
OWN: Final = r"Software\Noteworthy"
CTRL_ALT_N: Final = 0x0600 | ord("N")
_DESKTOP, _PROGRAMS, _LOCAL = 0x10, 0x02, 0x1C  # as Windows numbers a person's folders
_WITHIN_S = 400  # under Wine a frame takes 15 s


def main() -> int:
    """Try all, tell what was found, and return 0 when all is well."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("installer", type=Path, help="the installer, or the folder that holds it")
    given = parser.parse_args()
    setup = installer_in(given.installer)
    folder = _known_folder(_LOCAL) / "Programs" / "Noteworthy"
    if folder.exists():
        raise SystemExit(f"Noteworthy is installed in {folder}: take it away first, for this would.")
    for attempt in (its_files, its_shortcuts, its_start_at_sign_in, its_app, its_update, its_removal):
        began_s = time.monotonic()
        found = attempt(setup, folder)
        print(f"{attempt.__name__.replace('_', ' ')}: {found} ({time.monotonic() - began_s:.0f} s)", flush=True)
    return 0


def installer_in(place: Path) -> Path:
    """The installer itself; SystemExit where the folder holds none, or several."""
    if place.is_file():
        return place.resolve()
    found = sorted(place.glob("noteworthy-*-windows-setup.exe"))
    if len(found) != 1:
        raise SystemExit(f"{place} holds {len(found)} installers, where one is needed.")
    return found[0].resolve()


def hot_key(link: bytes) -> int:
    """The key of a shortcut's file, as Windows numbers it; 0 where it has none. ValueError where it is no shortcut."""
    if len(link) < 76 or struct.unpack_from("<I", link)[0] != 76:
        raise ValueError("not a shortcut")
    key: int = struct.unpack_from("<H", link, 64)[0]
    return key


def its_files(setup: Path, folder: Path) -> str:
    """Whether it installs in silence, and the program says what it is."""
    _install(setup)
    said = _said(folder / "noteworthy.exe", "--version")
    if not said.startswith("Noteworthy "):
        raise SystemExit(f"no version, but: {said}")
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    if _value(UNINSTALL, "DisplayVersion") != said.split()[1]:
        raise SystemExit(f"Windows' list of programs names another version: {_value(UNINSTALL, 'DisplayVersion')}")
    return f"{said.strip()}, {sum(sizes) / 1e6:.0f} MB"


def its_shortcuts(setup: Path, folder: Path) -> str:
    """Whether the desktop's has the key, and the start menu's is there."""
    desktop, menu = _links()
    if hot_key(desktop.read_bytes()) != CTRL_ALT_N:
        raise SystemExit(f"the shortcut has another key: {hot_key(desktop.read_bytes()):#06x}")
    if hot_key(menu.read_bytes()):
        raise SystemExit("the start menu's entry has a key, too, which Windows would give to either")
    return "Ctrl+Alt+N, and one in the start menu"


def its_start_at_sign_in(setup: Path, folder: Path) -> str:
    """Whether it is off until it is asked for, and then names the installed program."""
    if _value(RUN, "Noteworthy") is not None:
        raise SystemExit("it starts at sign-in, and nobody asked for it")
    _said(folder / "noteworthy.exe", "--start-at-login", "on")
    named = str(_value(RUN, "Noteworthy"))
    if named.strip('"').lower() != str(folder / "noteworthy.exe").lower():
        raise SystemExit(f"what starts at sign-in is {named}")
    return "off, and on when asked for"


def its_app(setup: Path, folder: Path) -> str:
    """Whether it reads a specimen."""
    said = _said(folder / "noteworthy.exe", "--headless", "--mute", "--currency", "XTS", "--source", SPECIMEN)
    if "20 specimen units" not in said:
        raise SystemExit(f"the specimen was not read: {said}")
    return "20 specimen units"


def its_update(setup: Path, folder: Path) -> str:
    """Whether a second installation ends the app that runs, and leaves a whole one."""
    held = ("--headless", "--mute", "--currency", "XTS", "--source", SPECIMEN, "--hold-s", 10 * _WITHIN_S)
    running = subprocess.Popen([str(folder / "noteworthy.exe"), *map(str, held)], stdout=subprocess.DEVNULL)
    try:
        _until(lambda: not _can_be_written(folder / "noteworthy.exe"), "the program runs")
        _install(setup)
        running.wait(timeout=_WITHIN_S)
    finally:
        running.kill()
    return f"the one that ran was closed; {_said(folder / 'noteworthy.exe', '--version').strip()}"


def its_removal(setup: Path, folder: Path) -> str:
    """Whether all is taken away but what is not its own."""
    own = folder / "of the person.txt"
    own.write_text("kept", encoding="utf-8")
    subprocess.run([str(folder / "uninstall.exe"), "/S"], check=True, timeout=_WITHIN_S)
    # It goes on in a copy of itself, which Windows needs to remove its file.
    _until(lambda: list(folder.iterdir()) == [own], "the program's files are gone")
    _until(lambda: not any(link.exists() for link in _links()), "the shortcuts are gone")
    _until(lambda: (_value(UNINSTALL, "DisplayName"), _value(OWN, "Folder")) == (None, None), "the registry is clean")
    if _value(RUN, "Noteworthy") is not None:
        raise SystemExit("it is still named among what starts at sign-in")
    own.unlink()
    folder.rmdir()
    return "nothing left but the person's own file"


def _install(setup: Path) -> None:
    done = subprocess.run([str(setup), "/S"], timeout=_WITHIN_S, check=False)
    if done.returncode:
        raise SystemExit(f"the installer ended with {done.returncode}")


def _said(*command: object) -> str:
    done = subprocess.run(
        [str(word) for word in command],
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=_WITHIN_S,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{command} ended with {done.returncode}: {done.stdout}{done.stderr}")
    return str(done.stdout)


def _until(holds: Callable[[], bool], what: str) -> None:
    ends_s = time.monotonic() + _WITHIN_S
    while not holds():
        if time.monotonic() > ends_s:
            raise SystemExit(f"not so within {_WITHIN_S} s: {what}")
        time.sleep(0.2)


def _can_be_written(program: Path) -> bool:
    with contextlib.suppress(OSError), program.open("r+b"):
        return True
    return False


def _links() -> tuple[Path, Path]:
    return _known_folder(_DESKTOP) / "Noteworthy.lnk", _known_folder(_PROGRAMS) / "Noteworthy.lnk"


def _known_folder(number: int) -> Path:
    windows: Any = getattr(ctypes, "windll", None)
    if windows is None:
        raise SystemExit("This tries an installer for Windows: run it there, or under Wine.")
    name = ctypes.create_unicode_buffer(260)
    windows.shell32.SHGetFolderPathW(None, number, None, 0, name)
    return Path(name.value)


def _value(key: str, name: str) -> object:
    registry: Any = importlib.import_module("winreg")
    try:
        with registry.OpenKey(registry.HKEY_CURRENT_USER, key) as opened:
            value: object = registry.QueryValueEx(opened, name)[0]
    except FileNotFoundError:
        return None
    return value


if __name__ == "__main__":
    sys.exit(main())
