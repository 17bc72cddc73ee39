"""Measures how long it takes from nothing to the first word with pipx and uv: two actions, install and start.

    PYTHONPATH=. .venv/bin/python scripts/first_install.py dist/noteworthy-*.whl

Each tool installs into an empty folder with an empty cache of packages, so that all comes over the network. Then the
window is started from a cold cache, as scripts/first_word.py does, which needs root. What starts its desk, some
seconds, is not counted. The load of the machine stands beside each figure.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import first_word

TOOLS = ("pipx", "uv")


def main() -> int:
    """Read the command line, install and start with each tool, and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wheel", type=Path, help="what `make wheel` made")
    parser.add_argument("--tool", action="append", choices=TOOLS, help="default: both")
    given = parser.parse_args()
    tools = given.tool or list(TOOLS)
    if lacking := [tool for tool in tools if shutil.which(tool) is None]:
        raise SystemExit(f"There is no {' and no '.join(lacking)} here: pip install {' '.join(lacking)}")
    for tool in tools:
        with tempfile.TemporaryDirectory() as name:
            print(line_of(tool, given.wheel.resolve(), Path(name)), flush=True)
    return 0


def line_of(
    tool: str,
    wheel: Path,
    folder: Path,
    first_word_s: Callable[[list[str]], float] = lambda command: first_word.first_word_s(command, is_cold=True),
) -> str:
    """Install the wheel with this tool into the folder, start it, and say how long each took, and at which load."""
    load_before = _load()
    began_s = time.monotonic()
    subprocess.run(install(tool, wheel), env={**os.environ, **places(folder)}, check=True, stdout=subprocess.DEVNULL)
    installed_s = time.monotonic() - began_s
    word_s = first_word_s([str(folder / "bin" / "noteworthy")])
    return (
        f"{tool}: installed after {installed_s:.1f} s, the first word {word_s:.1f} s after the start: "
        f"{installed_s + word_s:.1f} s in all; load {load_before} before, {_load()} after"
    )


def install(tool: str, wheel: Path) -> list[str]:
    """The one command that installs the wheel, with this very Python, from the network."""
    if tool == "uv":
        return ["uv", "--quiet", "tool", "install", "--python", sys.executable, str(wheel)]
    return ["pipx", "install", "--python", sys.executable, "--pip-args=--no-cache-dir", str(wheel)]


def places(folder: Path) -> dict[str, str]:
    """Variables by which the tools put everything into one folder, and find nothing of an earlier time."""
    commands = str(folder / "bin")
    return {
        "PIPX_HOME": str(folder / "pipx"),
        "PIPX_BIN_DIR": commands,
        "UV_TOOL_DIR": str(folder / "uv"),
        "UV_TOOL_BIN_DIR": commands,
        "UV_CACHE_DIR": str(folder / "cache"),
    }


def _load() -> str:
    return " ".join(f"{load:.1f}" for load in os.getloadavg())


if __name__ == "__main__":
    sys.exit(main())
