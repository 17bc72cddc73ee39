"""A pipe that is written without waiting for who reads."""

import os
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import IO, Any

import pytest

from app.speech import pipe
from app.speech.pipe import Outgoing
from app.speech.wire import Packet, read
from tests.app.speech.fakes import WAIT_S


@dataclass
class Ends:
    outgoing: Outgoing
    reading: IO[bytes]


@pytest.fixture
def ends() -> Iterator[Ends]:
    reads, writes = os.pipe()
    with os.fdopen(reads, "rb") as reading:
        outgoing = Outgoing(os.fdopen(writes, "wb", buffering=0), name="test")
        yield Ends(outgoing, reading)
        outgoing.end()
    outgoing.thread.join(WAIT_S)
    assert not outgoing.thread.is_alive()


@pytest.mark.skipif(sys.platform == "win32", reason="there a thread writes")
def test_who_asks_has_written_when_the_call_returns(ends: Ends) -> None:
    writers: list[threading.Thread] = []
    write = os.write

    def noted(number: int, data: bytes) -> int:
        writers.append(threading.current_thread())
        return write(number, data)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "write", noted)
        ends.outgoing.put(Packet({"serial": 1}, b"12"))
    assert writers == [threading.current_thread()]
    assert read(ends.reading) == Packet({"serial": 1}, b"12")


def test_what_does_not_fit_follows_in_its_order_as_it_is_read(ends: Ends) -> None:
    packets = [Packet({"serial": serial}, bytes([serial]) * 700_000) for serial in range(6)]
    for packet in packets:
        ends.outgoing.put(packet)
    assert [read(ends.reading) for _ in packets] == packets
    ends.outgoing.put(Packet({"serial": 6}))
    assert read(ends.reading) == Packet({"serial": 6})


def test_the_end_comes_after_all_that_was_put(ends: Ends) -> None:
    packet = Packet({}, bytes(3_000_000))
    ends.outgoing.put(packet)
    ends.outgoing.end()
    assert read(ends.reading) == packet
    assert read(ends.reading) is None
    ends.outgoing.put(Packet({}))  # nobody is there, and that is no error


def test_nobody_who_reads_is_no_error(ends: Ends) -> None:
    ends.reading.close()
    for _ in range(3):
        ends.outgoing.put(Packet({}, bytes(3_000_000)))


@pytest.mark.parametrize(("platform", "waits"), [("linux", 2), ("darwin", 2), ("win32", 0)])
def test_a_full_pipe_is_waited_for_where_that_can_be(
    platform: str, waits: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[object] = []
    written: list[bytes] = []

    def write(number: int, data: bytes) -> int:
        written.append(data[:4])
        return 4

    monkeypatch.setattr(pipe.sys, "platform", platform)
    monkeypatch.setattr(pipe.select, "select", lambda *given: waited.append(given))
    monkeypatch.setattr(pipe.os, "write", write)
    outgoing: Any = SimpleNamespace(_number=7)
    Outgoing._write_all(outgoing, b"12345678")
    assert written == [b"1234", b"5678"]
    assert waited == [((), (7,), ())] * waits


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such size")
@pytest.mark.parametrize(("platform", "asked"), [("linux", True), ("darwin", False)])
def test_a_pipe_is_to_hold_as_much_as_a_clip_needs_where_that_can_be_asked_for(
    platform: str, asked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    calls: list[tuple[int, ...]] = []
    monkeypatch.setattr(pipe.sys, "platform", platform)
    monkeypatch.setattr(fcntl, "fcntl", lambda *given: calls.append(given))
    pipe._enlarge(7)
    assert calls == [(7, fcntl.F_SETPIPE_SZ, pipe._PIPE_BYTES)] * asked
