"""A recorded loudspeaker, without a sound server: programs and clock are written by hand."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from app.speech import null_sink
from app.speech.null_sink import SAMPLE_RATE_HZ, RecordedSink

WAIT_S = 20.0


class Program:
    """A program that runs until it is killed; the recorder's output comes piece by piece, at a time."""

    def __init__(self, command: list[str], pieces: list[tuple[float, bytes]], clock: Any) -> None:
        self.command, self._pieces, self._clock = command, pieces, clock
        self.stdout = self
        self.is_killed = threading.Event()
        self.is_heard = threading.Event()

    def read1(self, _: int) -> bytes:
        if self._pieces:
            self._clock.now_s, piece = self._pieces.pop(0)
            return piece
        self.is_heard.set()
        assert self.is_killed.wait(WAIT_S)
        return b""

    def kill(self) -> None:
        self.is_killed.set()

    def communicate(self) -> None:
        assert self.is_killed.is_set()


class Machine:
    """What is asked of the system."""

    def __init__(self, pieces: list[tuple[float, bytes]] | None = None, *, answers_after: int = 0) -> None:
        self.clock = SimpleNamespace(now_s=0.0)
        self.programs: list[Program] = []
        self.environments: list[dict[str, str]] = []
        self.asked = 0
        self.slept_s: list[float] = []
        self._pieces, self._answers_after = pieces or [], answers_after

    def start(self, command: list[str], *, env: dict[str, str], **_: Any) -> Program:
        pieces = self._pieces if command[0] == "parec" else []
        self.programs.append(Program(command, pieces, self.clock))
        self.environments.append(env)
        return self.programs[-1]

    def run(self, command: list[str], **_: Any) -> Any:
        assert command == ["pactl", "info"]
        self.asked += 1
        return SimpleNamespace(returncode=int(self.asked <= self._answers_after))

    def sleep(self, seconds: float) -> None:
        self.slept_s.append(seconds)
        self.clock.now_s += seconds


def _on(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> Machine:
    monkeypatch.setattr(null_sink, "shutil", SimpleNamespace(which=lambda name: name, rmtree=_remove))
    monkeypatch.setattr(
        null_sink, "subprocess", SimpleNamespace(Popen=machine.start, run=machine.run, PIPE=-1, DEVNULL=-3)
    )
    monkeypatch.setattr(
        null_sink, "time", SimpleNamespace(perf_counter=lambda: machine.clock.now_s, sleep=machine.sleep)
    )
    monkeypatch.delenv("PULSE_SERVER", raising=False)
    return machine


def _remove(folder: Path, **_: bool) -> None:
    folder.rmdir()


@pytest.mark.parametrize("missing", ["pulseaudio", "pactl", "parec"])
def test_without_its_programs_it_says_which(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None if name == missing else name)
    with pytest.raises(RuntimeError, match=f"{missing} is missing"):
        RecordedSink()


def test_while_entered_it_is_the_sound_server_of_this_process_and_then_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = _on(Machine(answers_after=3), monkeypatch)
    with RecordedSink():
        address = os.environ["PULSE_SERVER"]
        assert address.startswith("unix:")
        assert machine.asked == 4, "it is waited for until it answers"
        assert len(machine.slept_s) == 3
        assert [program.command[0] for program in machine.programs] == ["pulseaudio", "parec"]
        assert {environment["PULSE_SERVER"] for environment in machine.environments} == {address}
    assert "PULSE_SERVER" not in os.environ
    assert all(program.is_killed.is_set() for program in machine.programs)
    assert not Path(address.removeprefix("unix:")).parent.exists()


def test_a_server_that_was_there_before_is_there_again(monkeypatch: pytest.MonkeyPatch) -> None:
    _on(Machine(), monkeypatch)
    monkeypatch.setenv("PULSE_SERVER", "unix:/before")
    with RecordedSink():
        assert os.environ["PULSE_SERVER"] != "unix:/before"
    assert os.environ["PULSE_SERVER"] == "unix:/before"


def test_a_server_that_does_not_start_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = _on(Machine(answers_after=1_000_000), monkeypatch)
    with pytest.raises(RuntimeError, match="does not start"):
        RecordedSink().__enter__()
    assert machine.clock.now_s == pytest.approx(10.0, abs=0.2)
    assert "PULSE_SERVER" not in os.environ
    assert all(program.is_killed.is_set() for program in machine.programs)


def _samples(first: int, count: int) -> bytes:
    return np.arange(first, first + count, dtype="<i2").tobytes()


def test_what_sounded_between_two_times_is_found_by_the_piece_that_came_soonest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    second = SAMPLE_RATE_HZ
    # The first piece came 0.5 s late, the second at once: the first sample sounded at 10 s.
    machine = _on(Machine([(11.5, _samples(0, second)), (12.0, _samples(second, second))]), monkeypatch)
    with RecordedSink() as sink:
        assert machine.programs[1].is_heard.wait(WAIT_S)
        whole = sink.between(10.0, 12.0)
        assert (len(whole), whole[0], whole[-1]) == (2 * second, 0, 2 * second - 1)
        assert list(sink.between(10.5, 10.5 + 2 / second)) == [second // 2, second // 2 + 1]
        assert len(sink.between(9.0, 10.25)) == second // 4, "before the first there is nothing"
        assert len(sink.between(11.75, 20.0)) == second // 4


def test_half_a_sample_waits_for_its_other_half(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = _on(Machine([(1.0, _samples(7, 1) + b"\1")]), monkeypatch)
    with RecordedSink() as sink:
        assert machine.programs[1].is_heard.wait(WAIT_S)
        assert list(sink.between(0.0, 2.0)) == [7]
