"""Which programs run on Windows, from a stand-in for its kernel32."""

import ctypes
from typing import Any

import pytest

from app.ui.windows_programs import running_programs


class Kernel32:
    """Tells these programs, one after another."""

    def __init__(self, programs: tuple[str, ...], *, snapshot: int = 5) -> None:
        self.programs = programs
        self.snapshot = snapshot
        self.told = 0
        self.open_now = 0

    def CreateToolhelp32Snapshot(self, what: int, process: int) -> int:
        assert (what, process) == (2, 0)
        self.open_now += 1
        self.told = 0
        return self.snapshot

    def Process32FirstW(self, handle: Any, entry: Any) -> int:
        assert handle.value == self.snapshot
        assert entry._obj.size == ctypes.sizeof(entry._obj) == (568 if ctypes.sizeof(ctypes.c_void_p) == 8 else 556)
        return self.Process32NextW(handle, entry)

    def Process32NextW(self, handle: Any, entry: Any) -> int:
        if self.told == len(self.programs):
            return 0
        name = self.programs[self.told].encode("utf-16-le") + b"\0\0"
        ctypes.memmove(entry._obj.name, name, len(name))
        self.told += 1
        return 1

    def CloseHandle(self, handle: Any) -> None:
        self.open_now -= 1


def test_all_are_told_in_small_letters_and_nothing_stays_open() -> None:
    kernel32 = Kernel32(("System", "A longer name.exe", "NVDA.exe", "Käse.exe"))
    assert list(running_programs(kernel32)) == ["system", "a longer name.exe", "nvda.exe", "käse.exe"]
    assert kernel32.open_now == 0


@pytest.mark.parametrize("snapshot", [-1, 0])
def test_where_it_is_not_told_it_is_an_error(snapshot: int) -> None:
    with pytest.raises(OSError, match="does not tell"):
        list(running_programs(Kernel32((), snapshot=snapshot)))
