"""The allocator's setting, tried in a process of its own so that the tests' process keeps its defaults."""

import platform
import subprocess
import sys
from pathlib import Path

import pytest

from convert.training import memory

ROOT = Path(__file__).resolve().parents[3]


def test_it_is_set_where_the_c_library_is_glibc_and_memory_still_works() -> None:
    code = (
        "from convert.training.memory import keep_freed_memory; print(keep_freed_memory()); "
        "print(sum(len(bytearray(50_000_000)) for _ in range(5)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(platform.libc_ver()[0] == "glibc"), "250000000"]


def test_another_c_library_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "libc_ver", lambda: ("", ""))
    monkeypatch.setattr(memory.ctypes, "CDLL", None)
    assert not memory.keep_freed_memory()
