"""Noteworthy as pip installs it: the command, and nothing to import. The program, laid out as a clone, lies in
`program/`.

Its packages are called `app` and `convert`. Beside other people's packages such names would get into their way, and
theirs into ours, so they lie a level deeper and are found only in Noteworthy's own processes.
"""

import sys
from importlib.resources import files
from pathlib import Path
from typing import NoReturn


def main() -> NoReturn:
    """Run the command `noteworthy` with the process's arguments, and end the process with its exit code."""
    sys.path.insert(0, str(Path(str(files("noteworthy"))) / "program"))
    from app.ending import run

    if sys.argv[1:2] == ["convert"]:
        from convert.__main__ import main as convert

        run(lambda: convert(sys.argv[2:]))
    from app.cli import main as program

    run(program)
