"""How the process ends, each time in a process of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# A thread that goes in and out of OpenCV for ever, as one that looks at pictures on a busy machine does. The
# interpreter is held up when it is half gone, so that the thread comes back from the library meanwhile.
STUCK = """
import sys, threading, time, numpy
import cv2
import app.ending

class Slow:
    def __del__(self, sleep=time.sleep):
        sleep(1)

slow = Slow()
inside = threading.Event()

def look():
    picture = numpy.zeros((200, 200), numpy.uint8)
    while True:
        cv2.GaussianBlur(picture, (0, 0), 5)
        inside.set()

def program(*arguments):
    threading.Thread(target=look, daemon=True).start()
    inside.wait()
    sys.stdout.write("said")
    return 7

app.ending.WITHIN_S = 0.0
"""
ENTRIES = {
    "run": "app.ending.run(program, 0.0)",
    "main.py": "import app.cli, runpy; app.cli.main = program; runpy.run_path('main.py', run_name='__main__')",
}


def ended(code: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_thread_inside_a_library_does_not_change_how_the_process_ends(entry: str) -> None:
    done = ended(STUCK + ENTRIES[entry])
    assert (done.returncode, done.stdout, done.stderr) == (7, "said", "")


def test_a_thread_that_ends_is_waited_for() -> None:
    code = """
import atexit, threading, app.ending
def program():
    asked = threading.Event()
    def work():
        asked.wait()
        print("worked")
    threading.Thread(target=work, daemon=True).start()
    atexit.register(print, "the interpreter's own end")
    asked.set()
    return 3
app.ending.run(program, 60.0)
"""
    done = ended(code)
    assert (done.returncode, done.stdout) == (3, "worked\nthe interpreter's own end\n")


def test_a_thread_that_a_library_began_is_not_waited_for() -> None:
    code = """
import _thread, threading, app.ending
def program():
    known, over = threading.Event(), threading.Event()
    def work():
        threading.current_thread()
        known.set()
        over.wait()
    _thread.start_new_thread(work, ())
    known.wait()
    return 4
app.ending.run(program, 60.0)
"""
    done = ended(code)
    assert (done.returncode, done.stderr) == (4, "")


def test_a_failure_is_told_and_ends_with_1_while_a_thread_runs() -> None:
    failing = "def failing():\n    program()\n    raise OSError('the disk is gone')\napp.ending.run(failing, 0.0)"
    done = ended(STUCK + failing)
    assert done.returncode == 1
    assert done.stderr.endswith("OSError: the disk is gone\n")


def test_what_asks_for_its_own_exit_code_gets_it() -> None:
    done = ended("import app.ending, sys\napp.ending.run(lambda: sys.exit(2), 0.0)")
    assert done.returncode == 2
