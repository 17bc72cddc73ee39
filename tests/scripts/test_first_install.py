"""Is what pipx and uv install timed from nothing: with empty folders, and an order for each tool?"""

import subprocess
import sys
from pathlib import Path

import first_install
import pytest

WHEEL = Path("noteworthy-1.2.3-py3-none-any.whl")


@pytest.mark.parametrize("tool", first_install.TOOLS)
def test_a_tool_installs_with_this_python_and_finds_nothing_of_before(
    tool: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[list[str], dict[str, str]]] = []
    monkeypatch.setattr(subprocess, "run", lambda command, *, env, **_: asked.append((command, env)))
    started: list[list[str]] = []

    def first_word_s(command: list[str]) -> float:
        started.append(command)
        return 2.5

    line = first_install.line_of(tool, WHEEL, tmp_path, first_word_s)
    [(command, environment)] = asked
    assert command[0] == tool
    assert command[-1] == str(WHEEL)
    assert sys.executable in command
    mine = {name for name, place in environment.items() if place.startswith(str(tmp_path))}
    assert mine >= {name for name in first_install.places(tmp_path) if name.startswith(tool.upper())}
    assert started == [[str(tmp_path / "bin" / "noteworthy")]]
    assert line.startswith(f"{tool}: installed after 0.0 s, the first word 2.5 s after the start: 2.5 s in all; load ")


def test_a_tool_that_is_not_there_is_named_with_the_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(sys, "argv", ["first_install.py", str(WHEEL), "--tool", "uv"])
    with pytest.raises(SystemExit, match="There is no uv here: pip install uv"):
        first_install.main()
