"""The key under X11, with a server that is played; `tests/acceptance` presses it on a real one."""

import ctypes
import os
import struct
import sys
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.ui.global_key import KeyState
from app.ui.global_key_x11 import Server, X11Grabs

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there Qt waits for sockets only, and has no X11")

CTRL, ALT, CAPS, NUM = 0x4, 0x8, 0x2, 0x10
PRESS, RELEASE = 2, 3


class PlayedServer(Server):
    """Has two keys with the letter, of which another program may have one."""

    def __init__(self, taken: set[tuple[int, int]] | None = None, codes: tuple[int, ...] = (27, 99)) -> None:
        self.taken = taken or set()
        self.codes = codes
        self.held: list[tuple[int, int]] = []
        self.coming: list[tuple[int, bytes]] = []
        self.ends = os.pipe()
        self.is_gone = self.is_closed = False

    @property
    def is_broken(self) -> bool:
        return self.is_gone

    @property
    def descriptor(self) -> int:
        return self.ends[0]

    def keycodes(self, keysym: int) -> list[int]:
        assert keysym == ord("r"), "letters are their own keysyms"
        return list(self.codes)

    def grab(self, keycode: int, modifiers: int) -> bool:
        if (keycode, modifiers) in self.taken:
            return False
        self.held.append((keycode, modifiers))
        return True

    def events(self) -> Iterator[tuple[int, bytes]]:
        os.read(self.ends[0], 1)
        while self.coming:
            yield self.coming.pop(0)

    def close(self) -> None:
        assert not self.is_closed
        self.is_closed = True
        self.held.clear()

    def send(self, *events: tuple[int, bytes]) -> None:
        """Let these come."""
        self.coming += events
        os.write(self.ends[1], b"!")


@pytest.fixture
def make(qtbot: QtBot) -> Iterator[Callable[[PlayedServer], X11Grabs]]:
    made: list[tuple[PlayedServer, X11Grabs]] = []

    def make(server: PlayedServer) -> X11Grabs:
        made.append((server, X11Grabs(":9", lambda display: server)))
        return made[-1][1]

    yield make
    for server, grabs in made:
        grabs.let_go()
        for end in server.ends:
            os.close(end)


def test_the_key_is_had_whichever_lock_keys_are_on(make: Callable[[PlayedServer], X11Grabs]) -> None:
    server = PlayedServer()
    grabs = make(server)
    assert grabs.grab(lambda: None, lambda: None) is KeyState.HELD
    locks = (0, CAPS, NUM, CAPS | NUM)
    assert sorted(server.held) == sorted((code, CTRL | ALT | lock) for code in (27, 99) for lock in locks)
    grabs.let_go()
    grabs.let_go()
    assert server.is_closed


def test_none_of_it_is_kept_where_another_program_has_a_part(make: Callable[[PlayedServer], X11Grabs]) -> None:
    server = PlayedServer(taken={(99, CTRL | ALT | NUM)})
    assert make(server).grab(lambda: None, lambda: None) is KeyState.TAKEN
    assert server.is_closed
    assert server.held == []


def test_a_keyboard_without_the_letter_has_no_such_key(make: Callable[[PlayedServer], X11Grabs]) -> None:
    server = PlayedServer(codes=())
    assert make(server).grab(lambda: None, lambda: None) is KeyState.MISSING
    assert server.is_closed


def test_a_key_that_is_held_down_is_pressed_once(make: Callable[[PlayedServer], X11Grabs], qtbot: QtBot) -> None:
    server = PlayedServer()
    pressed: list[None] = []
    make(server).grab(lambda: pressed.append(None), lambda: None)
    server.send((PRESS, b"1"), (RELEASE, b"2"), (PRESS, b"2"), (RELEASE, b"3"), (PRESS, b"3"), (RELEASE, b"4"))
    qtbot.waitUntil(lambda: not server.coming)
    assert len(pressed) == 1
    server.send((PRESS, b"9"))
    qtbot.waitUntil(lambda: len(pressed) == 2)


def test_a_server_that_has_gone_is_left_alone(make: Callable[[PlayedServer], X11Grabs], qtbot: QtBot) -> None:
    server = PlayedServer()
    grabs = make(server)
    lost: list[bool] = []
    grabs.grab(lambda: None, lambda: lost.append(server.is_closed))
    server.is_gone = True
    server.send()
    qtbot.waitUntil(lambda: server.is_closed)
    assert lost == [True], "told once, and nothing is held then"
    grabs.read()
    assert len(lost) == 1


def test_where_no_server_is_there_is_no_key(qtbot: QtBot) -> None:
    def refuse(display: str) -> Server:
        raise OSError(display)

    assert X11Grabs("", refuse).grab(lambda: None, lambda: None) is KeyState.MISSING
    assert X11Grabs(":4711").grab(lambda: None, lambda: None) is KeyState.MISSING, "with the real library, or without"


class _Keyboard:
    """An xcb of a keyboard whose keys, from a first one on, have these letters, two each."""

    def __init__(self, first: int, symbols: list[int]) -> None:
        self.first, self.symbols = first, symbols
        self.asked: list[tuple[int, int]] = []
        self.freed: list[int] = []

    def xcb_get_keyboard_mapping(self, connection: object, first: int, count: int) -> int:
        self.asked.append((first, count))
        return 7

    def xcb_get_keyboard_mapping_reply(self, connection: object, cookie: int, error: None) -> int:
        assert cookie == 7
        head = bytes([1, 2]) + bytes(30)
        self.reply = ctypes.create_string_buffer(head + struct.pack(f"={len(self.symbols)}I", *self.symbols))
        return ctypes.addressof(self.reply)


def test_all_keys_of_the_keyboard_are_looked_through_for_a_letter() -> None:
    letter = 0x72
    server: Any = Server.__new__(Server)
    # Four keys from 8 to 11; the letter is on the first, with Shift, and on the last.
    server._xcb = keyboard = _Keyboard(8, [1, letter, 2, 3, 4, 5, letter, 6])
    server._free, server._connection = keyboard.freed.append, None
    server._first, server._last = 8, 11
    assert server.keycodes(letter) == [8, 11]
    assert server.keycodes(0x99) == []
    assert keyboard.asked == [(8, 4)] * 2
    assert len(keyboard.freed) == 2
    server._xcb.xcb_get_keyboard_mapping_reply = lambda *_: None
    assert server.keycodes(letter) == []


class _Wire:
    """An xcb that connects, has keys or not, and gives events, as the test says."""

    def __init__(self, trouble: int = 0) -> None:
        self.trouble = trouble
        self.displays: list[bytes | None] = []
        self.left: list[int] = []
        self.errors: list[int] = []
        self.coming: list[Any] = []
        self._setup = ctypes.create_string_buffer(bytes(34) + bytes([8, 255]))

    def xcb_connect(self, display: bytes | None, screen: None) -> int:
        self.displays.append(display)
        return 7

    def xcb_connection_has_error(self, connection: int) -> int:
        return self.trouble

    def xcb_disconnect(self, connection: int) -> None:
        self.left.append(connection)

    def xcb_get_setup(self, connection: int) -> int:
        return ctypes.addressof(self._setup)

    def xcb_setup_roots_iterator(self, setup: int) -> Any:
        return SimpleNamespace(root=[42])

    def xcb_grab_key_checked(self, connection: int, owner: int, root: int, *more: int) -> int:
        assert (connection, owner, root) == (7, 0, 42)
        return 5

    def xcb_request_check(self, connection: int, cookie: int) -> int | None:
        assert cookie == 5
        return self.errors.pop(0) if self.errors else None

    def xcb_poll_for_event(self, connection: int) -> int | None:
        self.now = self.coming.pop(0) if self.coming else None
        return None if self.now is None else ctypes.addressof(self.now)


@pytest.mark.parametrize(("display", "asked"), [(":1", b":1"), ("", None)])
def test_without_a_name_the_display_of_the_system_is_asked_for(
    display: str, asked: bytes | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    wire = _Wire()
    monkeypatch.setattr("app.ui.global_key_x11._libxcb", lambda: wire)
    server = Server(display)
    assert wire.displays == [asked]
    assert (server._first, server._last, server._root) == (8, 255, 42)
    assert not server.is_broken


@pytest.mark.parametrize("trouble", [1, 2])
def test_a_server_that_cannot_be_had_is_left(trouble: int, monkeypatch: pytest.MonkeyPatch) -> None:
    wire = _Wire(trouble)
    monkeypatch.setattr("app.ui.global_key_x11._libxcb", lambda: wire)
    with pytest.raises(OSError, match="no X server at ':4'"):
        Server(":4")
    assert wire.left == [7]


def test_a_key_is_had_unless_the_server_says_that_another_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    wire = _Wire()
    monkeypatch.setattr("app.ui.global_key_x11._libxcb", lambda: wire)
    server, freed = Server(""), list[int]()
    monkeypatch.setattr(server, "_free", freed.append)
    wire.errors = [99]
    assert [server.grab(27, CTRL | ALT), server.grab(27, CTRL | ALT)] == [False, True]
    assert freed == [99]


def test_an_event_has_its_kind_whoever_sent_it_and_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    wire = _Wire()
    monkeypatch.setattr("app.ui.global_key_x11._libxcb", lambda: wire)
    server, freed = Server(""), list[int]()
    monkeypatch.setattr(server, "_free", freed.append)
    wire.coming = [ctypes.create_string_buffer(bytes([kind, 0, 0, 0, 1, 2, 3, 4])) for kind in (PRESS, 0x80 | RELEASE)]
    assert list(server.events()) == [(PRESS, bytes([1, 2, 3, 4])), (RELEASE, bytes([1, 2, 3, 4]))]
    assert len(freed) == 2
