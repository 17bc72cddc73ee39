"""What each process does first."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

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
