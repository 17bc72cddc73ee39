"""Does the trial of the installer see what it is to see: the shortcut's key, one installer, the right system?"""

import importlib
import struct
import sys
from pathlib import Path

import pytest

try_installer = importlib.import_module("windows.try_installer")


def _link(key: int) -> bytes:
    """A shortcut's file as Windows begins it, with a key and nothing else."""
    return struct.pack("<I", 76) + bytes(60) + struct.pack("<H", key) + bytes(10)


def test_the_key_is_read_from_a_shortcut() -> None:
    assert try_installer.hot_key(_link(0)) == 0
    assert try_installer.hot_key(_link(0x064E)) == try_installer.CTRL_ALT_N
    assert try_installer.hot_key(_link(0x054E)) != try_installer.CTRL_ALT_N, "Shift in the place of Ctrl"


@pytest.mark.parametrize("content", [b"", _link(0x064E)[:75], b"[InternetShortcut]".ljust(100)])
def test_what_is_no_shortcut_is_told(content: bytes) -> None:
    with pytest.raises(ValueError, match="not a shortcut"):
        try_installer.hot_key(content)


def test_the_one_installer_of_a_folder_is_taken(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="holds 0 installers"):
        try_installer.installer_in(tmp_path)
    setup = tmp_path / "noteworthy-1.2.3-windows-setup.exe"
    setup.write_bytes(b"MZ")
    assert try_installer.installer_in(tmp_path) == try_installer.installer_in(setup) == setup.resolve()
    (tmp_path / "noteworthy-1.2.4-windows-setup.exe").write_bytes(b"MZ")
    with pytest.raises(SystemExit, match="holds 2 installers"):
        try_installer.installer_in(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="there it would install")
def test_elsewhere_it_says_where_it_belongs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    setup = tmp_path / "noteworthy-1.2.3-windows-setup.exe"
    setup.write_bytes(b"MZ")
    monkeypatch.setattr(sys, "argv", ["try_installer.py", str(setup)])
    with pytest.raises(SystemExit, match="run it there, or under Wine"):
        try_installer.main()
