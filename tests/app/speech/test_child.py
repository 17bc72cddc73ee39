"""A process that is asked through pipes."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.speech import child as room
from app.speech.child import Child, worker_command
from app.speech.wire import Packet
from tests.app.speech.fakes import WAIT_S

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
ECHO = """
import sys
from app.speech.wire import read, write
while (packet := read(sys.stdin.buffer)) is not None:
    write(sys.stdout.buffer, packet)
"""

Start = Callable[[str], Child]


@pytest.fixture
def start() -> Iterator[Start]:
    children: list[Child] = []

    def start(program: str) -> Child:
        children.append(Child([sys.executable, "-c", program], lambda: None, name="test"))
        return children[-1]

    yield start
    for child in children:
        child.kill()


def test_what_is_asked_is_answered_in_its_order(start: Start) -> None:
    child = start(ECHO)
    for serial in range(20):
        child.ask(Packet({"serial": serial}, bytes(100_000)))
    for serial in range(20):
        answer = child.next_answer(WAIT_S)
        assert isinstance(answer, Packet)
        assert (answer.fields["serial"], len(answer.samples)) == (serial, 100_000)
    assert child.answers() == []
    assert child.next_answer(0.0) is None


def test_who_asks_is_told_from_another_thread_that_there_is_an_answer() -> None:
    told = threading.Event()
    child = Child([sys.executable, "-c", ECHO], told.set, name="test")
    child.ask(Packet({}))
    assert told.wait(WAIT_S)
    child.end()


@posix_only
def test_a_process_that_reads_nothing_holds_nobody_up(start: Start) -> None:
    child = start(ECHO)
    os.kill(child.pid, signal.SIGSTOP)
    for _ in range(10):
        child.ask(Packet({}, bytes(1_000_000)))
    begun_s = time.monotonic()
    child.kill()
    assert time.monotonic() - begun_s < WAIT_S
    assert not child._questions.thread.is_alive()
    assert not child._reader.is_alive()


@pytest.mark.parametrize(
    ("program", "why"), [("", "it ended"), ("print('hello')", "no packet begins like this"), ("1/0", "it ended")]
)
def test_an_end_and_nonsense_are_answers_that_say_why(start: Start, program: str, why: str) -> None:
    child = start(program)
    answer = child.next_answer(WAIT_S)
    assert isinstance(answer, str)
    assert why in answer
    child.ask(Packet({}))  # nobody is there, and that is no error


def test_a_program_that_is_not_there_is_an_error() -> None:
    with pytest.raises(OSError, match="no such program"):
        Child([str(Path(sys.executable).with_name("no such program"))], lambda: None, name="test")


def test_asked_to_end_it_may_do_its_last_things(start: Start, tmp_path: Path) -> None:
    child = start(f"{ECHO}\nopen({str(tmp_path / 'last')!r}, 'w').close()")
    child.ask(Packet({}))
    assert child.next_answer(WAIT_S) is not None
    child.end()
    assert (tmp_path / "last").exists()


def test_a_worker_is_a_module_of_this_room() -> None:
    assert worker_command("voice_worker") == [sys.executable, "-m", "app.speech.voice_worker"]


@pytest.mark.parametrize(
    ("platform", "is_urgent", "steps_back", "own_session", "flags"),
    [
        ("linux", False, False, True, 0),
        ("linux", True, True, False, 0),
        ("win32", False, False, False, room._WINDOWS_FLAGS),
        ("win32", True, False, False, room._WINDOWS_FLAGS | room._WINDOWS_URGENT),
        ("win32", False, True, False, room._WINDOWS_FLAGS),
    ],
)
def test_each_system_starts_it_where_no_terminal_reaches_it_and_as_urgent_as_asked_for(
    platform: str, is_urgent: bool, steps_back: bool, own_session: bool, flags: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: dict[str, Any] = {}

    def refuse(command: object, **how: Any) -> None:
        given.update(how)
        raise OSError("not today")

    monkeypatch.setattr(room.sys, "platform", platform)
    monkeypatch.setattr(room.subprocess, "Popen", refuse)
    with pytest.raises(OSError, match="not today"):
        Child(["a program"], lambda: None, name="x", is_urgent=is_urgent, steps_back=steps_back)
    assert (given["start_new_session"], given["creationflags"]) == (own_session, flags)
