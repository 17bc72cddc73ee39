"""Does the program start its own modules, with a Python and without one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app import processes
from app.processes import module_command, module_environment, run_as_module
from app.resources import PROGRAM

PROBE = "app.ui.display_probe"


@pytest.fixture
def frozen(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, list[str]]]:
    """The frozen app, in which modules are only told of: their names and the arguments they would find."""
    ran: list[tuple[str, list[str]]] = []
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "argv", ["noteworthy"])
    monkeypatch.setattr(processes.runpy, "run_module", lambda name, **_how: ran.append((name, sys.argv[1:])))
    return ran


def test_a_python_is_asked_for_the_module() -> None:
    assert module_command(PROBE) == [sys.executable, "-m", PROBE]
    assert not run_as_module(["--as-module", PROBE])


def test_the_frozen_app_asks_itself_and_understands(frozen: list[tuple[str, list[str]]]) -> None:
    command = [*module_command(PROBE), "2.0", "7"]
    assert "-m" not in command
    assert run_as_module(command[1:])
    assert frozen == [(PROBE, ["2.0", "7"])]


@pytest.mark.parametrize(
    "arguments", [[], ["--version"], ["--as-module"], ["--as-module", "os"], ["serve", "--as-module", PROBE]]
)
def test_nobody_else_reaches_a_module(frozen: list[tuple[str, list[str]]], arguments: list[str]) -> None:
    assert not run_as_module(arguments)
    assert frozen == []


def test_a_module_that_is_not_known_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="not run in a process"):
        module_command("app.cli")


@pytest.mark.parametrize("name", sorted(processes._MODULES))
def test_every_module_is_there(name: str) -> None:
    assert (PROGRAM / name.replace(".", os.sep)).with_suffix(".py").is_file()


def test_whatever_stands_in_pythonpath_comes_after_the_program() -> None:
    assert module_environment({"PYTHONPATH": "others"})["PYTHONPATH"] == f"{PROGRAM}{os.pathsep}others"
    assert module_environment({})["PYTHONPATH"] == str(PROGRAM)


def test_nothing_starts_a_python_but_through_here() -> None:
    users = [
        str(module.relative_to(PROGRAM))
        for module in PROGRAM.glob("app/**/*.py")
        if "sys.executable" in module.read_text(encoding="utf-8")
    ]
    # What measures the voice is run by hand, in a clone.
    assert sorted(users) == [str(Path("app/processes.py")), str(Path("app/speech/measure.py"))]


def test_the_display_is_tried_from_any_folder(tmp_path: Path) -> None:
    done = subprocess.run(module_command(PROBE), cwd=tmp_path, env=module_environment(), check=False)
    assert done.returncode == 0
