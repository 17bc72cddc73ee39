"""What a pipe did not take at once is written by a thread, and the next packet by who asks again."""

from __future__ import annotations

import io
import sys
import threading
from typing import Any

import pytest

from app.speech.pipe import Outgoing
from app.speech.wire import Packet, packed


class Left:
    """What is left to write, and how the pipe stood each time that more was asked for."""

    def __init__(self, outgoing: Any, *data: bytes | None) -> None:
        self.data = list(data)
        self.outgoing = outgoing
        self.stood: list[bool] = []

    def put(self, data: bytes | None) -> None:
        """One more."""
        self.data.append(data)

    def get(self) -> bytes | None:
        """The next; None at the end."""
        self.stood.append(self.outgoing._is_behind)
        return self.data.pop(0) if self.data else None

    def empty(self) -> bool:
        """Whether nothing is left."""
        return not self.data


def _outgoing(*left: bytes | None, fails: bool = False) -> Any:
    made: Any = Outgoing.__new__(Outgoing)
    made.written = []

    def write_all(data: bytes) -> None:
        if fails:
            raise OSError("gone")
        made.written.append(data)

    made._write_all = write_all
    made._lock = threading.Lock()
    made._is_behind, made._is_over = True, False
    made._left = Left(made, *left)
    made._stream = io.BytesIO()
    return made


@pytest.mark.skipif(sys.platform == "win32", reason="there a thread writes all")
def test_who_asks_writes_again_once_nothing_is_left() -> None:
    outgoing = _outgoing(b"a", b"b")
    outgoing._write_rest()
    assert outgoing.written == [b"a", b"b"]
    assert outgoing._left.stood == [True, True, False]
    assert outgoing._is_over
    assert outgoing._stream.closed


def test_a_pipe_that_broke_is_over_and_what_comes_later_is_lost() -> None:
    outgoing = _outgoing(b"a", b"b", fails=True)
    outgoing._write_rest()
    assert outgoing._is_over
    assert outgoing._left.data == [b"b"]
    outgoing.put(Packet({"a": 1}))
    assert outgoing._left.data == [b"b"]


PACKET = Packet({"a": 1})


@pytest.mark.parametrize(
    ("taken", "left", "is_behind"),
    [(0, [packed(PACKET)], True), (3, [packed(PACKET)[3:]], True), (len(packed(PACKET)), [], False)],
)
def test_what_the_pipe_does_not_take_is_left(taken: int, left: list[bytes], is_behind: bool) -> None:
    outgoing = _outgoing()
    outgoing._is_behind = False
    outgoing._written = lambda data: taken
    outgoing.put(PACKET)
    assert (outgoing._left.data, outgoing._is_behind) == (left, is_behind)


def test_who_comes_after_what_is_left_waits_behind_it() -> None:
    outgoing = _outgoing(b"rest")
    outgoing.put(PACKET)
    assert outgoing._left.data == [b"rest", packed(PACKET)]
    outgoing.end()
    assert outgoing._left.data[-1] is None


@pytest.mark.parametrize(("error", "written"), [(None, 2), (BlockingIOError("full"), 0), (BrokenPipeError("gone"), 4)])
def test_bytes_for_nobody_count_as_written(
    error: OSError | None, written: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(_: int, data: bytes) -> int:
        if error is not None:
            raise error
        return 2

    outgoing = _outgoing()
    outgoing._number = 0
    with monkeypatch.context() as patched:
        patched.setattr("app.speech.pipe.os.write", write)
        assert outgoing._written(b"abcd") == written
