"""Signals of the system: the first closes in order, the second ends at once. In processes of their own."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = """
import signal, sys
from PySide6.QtCore import QCoreApplication
from app.ui.signals import signals_close
application = QCoreApplication([])
def close():
    print("closing", flush=True)
    if "hangs" in sys.argv:
        # As a library that never comes back: no line of Python is run any more.
        __import__("ctypes").CDLL(None).pause()
    application.quit()
before = signal.getsignal(signal.SIGTERM)
with signals_close(close):
    print("ready", flush=True)
    application.exec()
assert signal.getsignal(signal.SIGTERM) == before
print("closed", flush=True)
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be sent these there")


def started(*arguments: str) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *arguments], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_the_first_closes_in_order_though_nothing_else_happens(name: str) -> None:
    with started() as process:
        process.send_signal(getattr(signal, name))
        out, errors = process.communicate(timeout=60)
    assert (out, errors, process.returncode) == ("closing\nclosed\n", "", 0)


def test_a_second_one_ends_what_hangs() -> None:
    with started("hangs") as process:
        process.send_signal(signal.SIGTERM)
        assert process.stdout is not None
        assert process.stdout.readline() == "closing\n"
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) == -signal.SIGTERM
