"""The script that fuzzes for an hour: rounds until the time is up, and an end at the first failure."""

import subprocess
import sys
from types import SimpleNamespace
from typing import Any

import fuzz
import pytest


class Rounds:
    """In place of subprocess.run: each round ends with the next of these codes, and takes five minutes."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *codes: int) -> None:
        self.codes = list(codes)
        self.commands: list[list[str]] = []
        self.now_s = 0.0
        monkeypatch.setattr(subprocess, "run", self.run)
        monkeypatch.setattr(fuzz, "time", SimpleNamespace(monotonic=lambda: self.now_s))

    def run(self, command: list[str], *, env: dict[str, str], **options: Any) -> SimpleNamespace:
        assert env["NOTEWORTHY_FUZZ"] == "hour"
        self.commands.append(command)
        self.now_s += 300
        return SimpleNamespace(returncode=self.codes.pop(0), stdout="1 passed\nfuzz: 120 inputs tried (keys 120)\n")


def test_rounds_go_on_until_the_time_is_up(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    rounds = Rounds(monkeypatch, *[0] * 12)
    assert fuzz.main([]) == 0
    assert rounds.codes == []
    assert "Round 12: 1440 inputs tried so far." in capsys.readouterr().out


def test_the_first_failure_ends_it_and_is_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rounds = Rounds(monkeypatch, 0, 1)
    assert fuzz.main(["--minutes", "60", "-k", "keys"]) == 1
    out = capsys.readouterr().out
    assert "Failed in round 2 (1), after 240 inputs." in out
    assert "1 passed" in out
    assert all(command[0] == sys.executable and command[-2:] == ["-k", "keys"] for command in rounds.commands)


@pytest.mark.parametrize("output", ["", "3 failed\n", "no fuzz: 3 inputs tried"])
def test_a_run_that_says_nothing_tried_none(output: str) -> None:
    assert fuzz.tried(output) == 0
