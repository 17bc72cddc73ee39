"""How the program starts a module of its own in another process, and is started as one.

With a Python that is `python -m MODULE`. The frozen app has none: there the program itself is started, with a first
argument that nobody else gives, and hands over to the module.
"""

import multiprocessing
import os
import runpy
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from app.resources import PROGRAM

_AS_MODULE: Final = "--as-module"
_MODULES: Final = frozenset(
    {
        "app.service.unpacking",
        "app.session.print_worker",
        "app.speech.player_worker",
        "app.speech.voice_worker",
        "app.ui.display_probe",
    }
)


def is_frozen() -> bool:
    """Whether this is the app that brings everything with it, without a Python."""
    return bool(getattr(sys, "frozen", False))


def module_command(module: str) -> list[str]:
    """What starts a process that runs this module of the app, one of a known few."""
    if module not in _MODULES:
        raise ValueError(f"{module} is not run in a process of its own")
    return [sys.executable, *((_AS_MODULE,) if is_frozen() else ("-m",)), module]


def program_command(argument: str | None = None, environment: Mapping[str, str] | None = None) -> list[str]:
    """What starts the program anew, from any folder and after its next start: how it was packed, the command that pip
    made, or a clone's.

    Args:
        argument: the program's own name, as it was started; None takes `sys.argv`'s.
        environment: the variables; None takes this process's.
    """
    if is_frozen():
        return _frozen_command(os.environ if environment is None else environment)
    started_as = Path(sys.argv[0] if argument is None else argument)
    if started_as.stem == "noteworthy":
        # What pip makes on Windows leaves the ending out of the name that it hands on.
        named = [started_as.with_suffix(suffix).resolve() for suffix in (started_as.suffix, ".exe")]
        return [str(next((path for path in named if path.is_file()), named[0]))]
    script = PROGRAM / "main.py"
    return [sys.executable, *([str(script)] if script.is_file() else ["-m", "noteworthy"])]


def _frozen_command(environment: Mapping[str, str]) -> list[str]:
    """The frozen app's own file; where that lies only while it runs, what it was started from."""
    program = Path(sys.executable).resolve()
    # Whatever an AppImage starts inherits its variables: only they do not say that this is one.
    image, mounted = environment.get("APPIMAGE"), environment.get("APPDIR")
    if image and mounted and program.is_relative_to(Path(mounted).resolve()):
        return [image]
    name = environment.get("FLATPAK_ID")
    if name and program.is_relative_to("/app"):
        return ["flatpak", "run", name]
    return [sys.executable]


def module_environment(environment: Mapping[str, str] | None = None) -> dict[str, str]:
    """The variables of such a process: those given (None: our own), and where the package is found."""
    variables = dict(os.environ if environment is None else environment)
    others = variables.get("PYTHONPATH")
    return {**variables, "PYTHONPATH": os.pathsep.join([str(PROGRAM), *([others] if others else [])])}


def run_as_module(arguments: Sequence[str]) -> bool:
    """Run the module that this process was started for; False when it was started as the program.

    To be called before anything else in the frozen app, with the arguments after the program's name.
    """
    if not is_frozen():
        return False
    multiprocessing.freeze_support()
    if list(arguments[:1]) != [_AS_MODULE] or len(arguments) < 2 or arguments[1] not in _MODULES:
        return False
    sys.argv = [sys.argv[0], *arguments[2:]]
    runpy.run_module(arguments[1], run_name="__main__", alter_sys=True)
    return True
