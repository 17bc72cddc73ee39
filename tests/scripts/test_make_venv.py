"""Is the environment made once, filled again only when something changed, and every problem told in words."""

import subprocess
import sys
from pathlib import Path

import make_venv
import pytest


@pytest.fixture
def requirements(tmp_path: Path) -> Path:
    """A list that asks for nothing, so that no network is needed."""
    path = tmp_path / "requirements.txt"
    path.write_text("# nothing\n", encoding="utf-8")
    return path


def _pip_calls(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    calls: list[list[str]] = []
    run = subprocess.run

    def counted(command: list[str], **options: object) -> object:
        if "pip" in command:
            calls.append(command)
        return run(command, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "run", counted)
    return calls


def test_second_run_does_nothing_until_the_list_changes(
    tmp_path: Path, requirements: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = _pip_calls(monkeypatch)
    folder = tmp_path / "venv"
    assert make_venv.prepare(folder, [requirements], require_hashes=False) is None
    assert make_venv.prepare(folder, [requirements], require_hashes=False) is None
    assert len(calls) == 1
    requirements.write_text("# still nothing\n", encoding="utf-8")
    assert make_venv.prepare(folder, [requirements], require_hashes=True) is None
    assert len(calls) == 2
    assert "--require-hashes" in calls[1]


def test_broken_environment_is_made_anew(tmp_path: Path, requirements: Path) -> None:
    folder = tmp_path / "venv"
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "python").write_text("not a program", encoding="utf-8")
    assert make_venv.prepare(folder, [requirements], require_hashes=False) is None
    assert make_venv._works(folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python"))


def test_failure_of_pip_is_told_and_tried_again(tmp_path: Path, requirements: Path) -> None:
    folder = tmp_path / "venv"
    requirements.write_text(f"{(tmp_path / 'no-such-package').as_uri()}\n", encoding="utf-8")
    for _ in range(2):
        problem = make_venv.prepare(folder, [requirements], require_hashes=False)
        assert problem is not None
        assert "try again" in problem


def test_python_that_is_too_old_is_told_what_to_do(
    tmp_path: Path, requirements: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(make_venv, "OLDEST", (99, 0))
    problem = make_venv.prepare(tmp_path / "venv", [requirements], require_hashes=False)
    assert problem is not None
    assert "PYTHON=" in problem
    assert not (tmp_path / "venv").exists()
