"""A thread steps back alone: the others keep their priority."""

import os
import sys
import threading

import pytest

from app.session.priority import lower_priority, share_in_short_turns


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


def test_threads_take_shorter_turns_and_never_longer_ones() -> None:
    before = sys.getswitchinterval()
    try:
        for set_s, expected_s in ((0.005, 0.001), (0.0002, 0.0002)):
            sys.setswitchinterval(set_s)
            share_in_short_turns()
            assert sys.getswitchinterval() == pytest.approx(expected_s, abs=2e-6)
    finally:
        sys.setswitchinterval(before)
