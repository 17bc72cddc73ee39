"""The key under Windows, with a user32 that is played."""

import ctypes
import queue
import threading
from typing import Any

import pytest

from app.ui.global_key import KeyState
from app.ui.global_key_windows import WindowsGrabs

HOTKEY, QUIT, OTHER = 0x0312, 0x0012, 0x0113
MOD_ALT, MOD_CONTROL, MOD_NOREPEAT = 0x0001, 0x0002, 0x4000


class User32:
    """Hands messages to the thread that has the key."""

    def __init__(self, *, is_free: bool = True) -> None:
        self.is_free = is_free
        self.asked: list[tuple[Any, ...]] = []
        self.messages: queue.Queue[int] = queue.Queue()
        self.has_queue = False

    def PeekMessageW(self, *_what: Any) -> int:
        self.has_queue = True
        return 0

    def RegisterHotKey(self, *what: Any) -> int:
        assert self.has_queue, "from now on it may be let go"
        self.asked.append(what)
        return int(self.is_free)

    def UnregisterHotKey(self, *what: Any) -> int:
        self.asked.append(what)
        return 1

    def GetMessageW(self, to: Any, *_filter: Any) -> int:
        kind = self.messages.get(timeout=20)
        ctypes.c_uint.from_address(ctypes.addressof(to._obj) + ctypes.sizeof(ctypes.c_void_p)).value = kind
        return int(kind != QUIT)

    def PostThreadMessageW(self, thread: int, kind: int, *_rest: Any) -> int:
        assert thread == 4711
        assert self.has_queue, "Windows would refuse it"
        self.messages.put(kind)
        return 1


class Windll:
    def __init__(self, user32: User32) -> None:
        self.user32 = user32
        self.kernel32 = self

    @staticmethod
    def GetCurrentThreadId() -> int:
        return 4711


def no_call() -> None:
    raise AssertionError("nothing is lost")


def test_one_whose_messages_end_by_themselves_is_lost() -> None:
    user32 = User32()
    grabs = WindowsGrabs(Windll(user32))
    lost = threading.Semaphore(0)
    assert grabs.grab(lambda: None, lost.release) is KeyState.HELD
    user32.messages.put(QUIT)
    assert lost.acquire(timeout=20)
    grabs.let_go()
    assert len(user32.asked) == 2
    assert not lost.acquire(blocking=False)


def test_each_press_is_told_until_it_is_let_go() -> None:
    user32 = User32()
    grabs = WindowsGrabs(Windll(user32))
    pressed = threading.Semaphore(0)
    assert grabs.grab(pressed.release, no_call) is KeyState.HELD
    assert user32.asked == [(None, 1, MOD_ALT | MOD_CONTROL | MOD_NOREPEAT, ord("R"))]
    for kind in (HOTKEY, OTHER, HOTKEY):
        user32.messages.put(kind)
    assert pressed.acquire(timeout=20)
    assert pressed.acquire(timeout=20)
    grabs.let_go()
    grabs.let_go()
    assert not pressed.acquire(blocking=False), "another message is no press"
    assert user32.asked[1:] == [(None, 1)]


def test_one_that_another_program_has_is_left_there() -> None:
    user32 = User32(is_free=False)
    grabs = WindowsGrabs(Windll(user32))
    assert grabs.grab(lambda: None, no_call) is KeyState.TAKEN
    grabs.let_go()
    assert len(user32.asked) == 1


def test_elsewhere_there_is_none() -> None:
    grabs = WindowsGrabs(object())
    assert grabs.grab(lambda: None, no_call) is KeyState.MISSING
    grabs.let_go()


def test_where_there_is_no_windows_there_is_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "windll", None, raising=False)
    grabs = WindowsGrabs()
    assert grabs.grab(lambda: None, no_call) is KeyState.MISSING
    grabs.let_go()
