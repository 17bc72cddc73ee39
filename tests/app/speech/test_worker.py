"""What each process does first."""

import os
import platform
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.speech.wire import Packet, read, write

PROGRAM = """
import os
from app.speech.worker import answer, begin
questions, answers = begin()
print("a line that a library prints", flush=True)
os.write(1, b"and another one")
while True:
    answer(answers, questions.get())
"""

Process = subprocess.Popen[bytes]


@pytest.fixture
def process() -> Iterator[Process]:
    with subprocess.Popen([sys.executable, "-c", PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as made:
        yield made
        made.kill()


def asked(process: Process, packet: Packet) -> Packet | None:
    assert process.stdin is not None
    assert process.stdout is not None
    write(process.stdin, packet)
    return read(process.stdout)


def test_it_answers_and_what_is_printed_does_not_get_among_the_answers(process: Process) -> None:
    for serial in range(3):
        assert asked(process, Packet({"serial": serial}, b"12")) == Packet({"serial": serial}, b"12")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_what_ends_the_app_does_not_end_it(process: Process) -> None:
    assert asked(process, Packet({})) is not None
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        os.kill(process.pid, number)
    assert asked(process, Packet({"serial": 1})) is not None


def test_it_ends_when_nobody_can_ask_any_more(process: Process) -> None:
    assert asked(process, Packet({})) is not None
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(20) == 0


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="of glibc's memory")
def test_it_gives_the_memory_of_a_long_clip_back(process: Process) -> None:
    """Kept in pieces it would lie there for hours, and hide a leak of as much."""
    assert asked(process, Packet({})) is not None
    before_kb = _held_kb(process)
    for _ in range(4):  # a size is usual after the first
        assert asked(process, Packet({}, bytes(8 << 20))) is not None
    assert asked(process, Packet({})) is not None

    assert _held_kb(process) < before_kb + 1024


def _held_kb(process: Process) -> int:
    lines = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("RssAnon")).split()[1])
