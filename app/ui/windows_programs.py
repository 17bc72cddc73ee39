"""Which programs run on Windows, by the names of their files. Nothing is opened or started for it."""

import ctypes
from collections.abc import Iterator
from typing import Any, Final

_PROCESSES: Final = 0x00000002  # TH32CS_SNAPPROCESS
_LONGEST_NAME: Final = 260


class _Process(ctypes.Structure):
    """PROCESSENTRY32W."""

    _fields_ = (
        ("size", ctypes.c_uint32),
        ("usage", ctypes.c_uint32),
        ("process", ctypes.c_uint32),
        ("heap", ctypes.c_size_t),
        ("module", ctypes.c_uint32),
        ("threads", ctypes.c_uint32),
        ("parent", ctypes.c_uint32),
        ("priority", ctypes.c_int32),
        ("flags", ctypes.c_uint32),
        ("name", ctypes.c_uint16 * _LONGEST_NAME),
    )


def running_programs(kernel32: Any) -> Iterator[str]:
    """The names of all programs that run, in small letters: "nvda.exe".

    kernel32: of `ctypes.windll`. Raises OSError where Windows does not tell.
    """
    snapshot = kernel32.CreateToolhelp32Snapshot(_PROCESSES, 0)
    if snapshot in (-1, 0, None):
        raise OSError("Windows does not tell which programs run")
    handle = ctypes.c_void_p(snapshot)
    try:
        entry = _Process()
        entry.size = ctypes.sizeof(entry)
        more = kernel32.Process32FirstW(handle, ctypes.byref(entry))
        while more:
            yield bytes(entry.name).decode("utf-16-le", "replace").partition("\0")[0].lower()
            more = kernel32.Process32NextW(handle, ctypes.byref(entry))
    finally:
        kernel32.CloseHandle(handle)
