"""A thread steps back alone: the others keep their priority. A process in a session of its own steps back with it."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from app.session.priority import lower_priority


@pytest.mark.skipif(sys.platform != "linux", reason="a nice value is a thread's own on Linux alone")
def test_only_the_calling_thread_steps_back() -> None:
    before = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    found: list[int] = []

    def step_back() -> None:
        lower_priority()
        found.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))

    thread = threading.Thread(target=step_back)
    thread.start()
    thread.join()
    assert found[0] == min(19, before + 10)
    assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) == before


def test_what_the_system_refuses_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(os, "setpriority", refuse, raising=False)
    lower_priority()


@pytest.mark.skipif(not Path("/proc/self/autogroup").exists(), reason="the system does not weigh sessions")
def test_a_session_steps_back_where_the_system_weighs_sessions() -> None:
    group = Path("/proc/self/autogroup")
    before = group.read_text(encoding="ascii")
    program = "from app.session.priority import lower_group as low; low(); print(open('/proc/self/autogroup').read())"
    root = Path(__file__).resolve().parents[3]
    told = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True, start_new_session=True
    ).stdout
    assert told.strip().endswith("nice 10")
    assert group.read_text(encoding="ascii") == before
