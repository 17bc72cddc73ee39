"""The script that fuzzes for an hour: rounds until the time is up, and never an end without a word."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import fuzz
import pytest

SAID = "1 passed\nfuzz: 120 inputs tried (test_keys 100, test_mjpeg 20)\n"


class Rounds:
    """In place of subprocess.Popen: each round ends with the next of these codes, and takes five minutes.

    A code that is an exception is raised while the round is waited for.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path, *codes: int | BaseException) -> None:
        self.codes = list(codes)
        self.commands: list[list[str]] = []
        self.now_s = 0.0
        self.says = SAID
        self.killed = 0
        monkeypatch.setattr(subprocess, "Popen", self.start)
        monkeypatch.setattr(fuzz, "FOLDER", folder)
        monkeypatch.setattr(fuzz, "CORPUS", folder / "corpus")
        clock = SimpleNamespace(monotonic=lambda: self.now_s, strftime=lambda _: "now")
        monkeypatch.setattr(fuzz, "time", clock)

    def start(self, command: list[str], *, env: dict[str, str], stdout: Any, **options: Any) -> Rounds:
        assert env["NOTEWORTHY_FUZZ"] == "hour"
        assert options["stderr"] == subprocess.STDOUT
        self.commands.append(command)
        stdout.write(self.says.encode())
        return self

    def wait(self, timeout: float | None = None) -> int:
        if timeout is None:
            return 0
        self.now_s += 300
        code = self.codes.pop(0)
        if isinstance(code, BaseException):
            raise code
        return code

    def poll(self) -> int | None:
        return None if not self.codes and self.killed == 0 else 0

    def kill(self) -> None:
        self.killed += 1


Capture = pytest.CaptureFixture[str]


def test_rounds_go_on_until_the_time_is_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    rounds = Rounds(monkeypatch, tmp_path, *[0] * 12)
    assert fuzz.main([]) == 0
    assert rounds.codes == []
    out = capsys.readouterr().out
    assert "Round 11: 1320 inputs tried so far, in 3300 s." in out
    assert (
        "The end, after 1440 inputs (test_keys 1200, test_mjpeg 240): the time is up, and nothing failed in 12 rounds."
        in out
    )


def test_the_first_failure_ends_it_and_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    rounds = Rounds(monkeypatch, tmp_path, 0, 1)
    assert fuzz.main(["--minutes", "60", "-k", "keys"]) == 1
    out = capfdbinary.readouterr().out.decode()
    assert "after 240 inputs (test_keys 200, test_mjpeg 40): round 2 failed, a test failed." in out
    assert "1 passed" in out
    assert all(command[0] == sys.executable and command[-2:] == ["-k", "keys"] for command in rounds.commands)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (-9, "its process was ended by SIGKILL (the system does so when memory runs out)"),
        (-15, "its process was ended by SIGTERM"),
        (-99, "its process was ended by signal 99"),
        (3, "pytest failed inside itself"),
        (77, "exit code 77"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends no process by a signal")
def test_a_round_says_by_what_it_was_ended(
    code: int, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    Rounds(monkeypatch, tmp_path, code)
    died = tmp_path / "corpus" / "pictures" / "died.bin"
    died.parent.mkdir(parents=True)
    died.write_bytes(b"x")
    assert fuzz.main([]) == 1
    out = capsys.readouterr().out
    assert f"round 1 failed, {told}." in out
    assert f"What it was at when it died: {died}" in out


def test_a_round_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    rounds = Rounds(monkeypatch, tmp_path, subprocess.TimeoutExpired("pytest", 7200))
    assert fuzz.main([]) == 1
    assert rounds.killed == 1
    assert "round 1 hung for 7200 s." in capsys.readouterr().out


def test_a_round_that_tries_nothing_is_no_success(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    rounds = Rounds(monkeypatch, tmp_path, 0)
    rounds.says = "9 skipped\n"
    assert fuzz.main([]) == 1
    assert "The end, after 0 inputs (none): round 1 tried nothing." in capsys.readouterr().out


def test_a_signal_is_told_and_ends_the_round(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    before = signal.getsignal(signal.SIGTERM)

    class Ended(Rounds):
        def wait(self, timeout: float | None = None) -> int:
            if timeout is not None:
                signal.raise_signal(signal.SIGTERM)
            return 0

    rounds = Ended(monkeypatch, tmp_path)
    assert fuzz.main([]) == 3
    assert rounds.killed == 1
    assert signal.getsignal(signal.SIGTERM) == before
    assert "The end, after 0 inputs (none): SIGTERM came." in capsys.readouterr().out
    assert "SIGTERM came." in (tmp_path / "log").read_text(encoding="utf-8")


def test_what_could_say_nothing_is_told_by_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    class Gone(BaseException):
        pass

    Rounds(monkeypatch, tmp_path, 0, Gone())
    monkeypatch.setattr(Path, "unlink", lambda *_, **__: None)  # SIGKILL tidies nothing up
    with pytest.raises(Gone):
        fuzz.main([])
    capsys.readouterr()
    Rounds(monkeypatch, tmp_path, *[0] * 12)
    assert fuzz.main([]) == 0
    assert "The run before ended without a word: in round 2, after 120 inputs;" in capsys.readouterr().out


@pytest.mark.parametrize("output", ["", "3 failed\n", "no fuzz: 3 inputs tried (keys 3)"])
def test_a_run_that_says_nothing_tried_none(output: str) -> None:
    assert not fuzz.tried(output)
