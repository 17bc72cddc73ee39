"""What is asked of the C library about memory that is free."""

import ctypes
import sys
from types import SimpleNamespace

import pytest

from app import memory

ARENAS, MAPPED = (-8, 1), (-3, 128 << 10)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    library = SimpleNamespace(mallopt=lambda option, value: found.append((option, value)))
    monkeypatch.setattr(ctypes, "CDLL", lambda name: library)
    monkeypatch.setattr(sys, "platform", "linux")
    return found


def test_threads_share_what_is_free(asked: list[tuple[int, int]]) -> None:
    memory.share()
    assert asked == [ARENAS]


def test_threads_may_share_more_than_one_pool(asked: list[tuple[int, int]]) -> None:
    memory.share(2)
    assert asked == [(-8, 2)]


def test_each_pool_may_be_told_how_much_to_keep(asked: list[tuple[int, int]]) -> None:
    memory.share(2, 16 << 20)
    assert asked == [(-8, 2), (-3, 2 << 20), (-1, 16 << 20)]


def test_what_is_free_is_trimmed_where_the_library_can(monkeypatch: pytest.MonkeyPatch) -> None:
    trimmed: list[int] = []
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(ctypes, "CDLL", lambda name: SimpleNamespace(malloc_trim=trimmed.append))
    memory.trim()
    monkeypatch.setattr(sys, "platform", "win32")
    memory.trim()
    assert trimmed == [0]


def test_what_is_large_is_given_back(asked: list[tuple[int, int]]) -> None:
    memory.give_back()
    assert {ARENAS, MAPPED} < set(asked)


def test_another_system_is_not_asked(asked: list[tuple[int, int]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    memory.give_back()
    assert asked == []


def test_another_c_library_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(ctypes, "CDLL", lambda name: SimpleNamespace())
    memory.share()
