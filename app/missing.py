"""What to say of a library that is not there: one line, with the cure. Which ones Qt lacks is found elsewhere."""

import sys

from app.processes import is_frozen
from app.resources import PROGRAM

_REDISTRIBUTABLE = "https://aka.ms/vs/17/release/vc_redist.x64.exe"


def cure(error: ImportError, platform: str = sys.platform) -> str:
    """What is missing and what to do, in one line.

    Args:
        error: raised by an import.
        platform: as `sys.platform` has it.
    """
    reason = " ".join(str(error).split())
    if is_frozen():
        return f"A part of Noteworthy is missing or damaged ({reason}). Install it anew."
    if isinstance(error, ModuleNotFoundError):
        return f"The package {error.name} is not installed. Say: {_install()}"
    if platform == "win32" and "DLL load failed" in reason:
        return (
            f"Windows lacks a library of Visual C++ ({reason}). Say: python -m pip install msvc-runtime, "
            f"or install {_REDISTRIBUTABLE}"
        )
    return f"A library cannot be loaded ({reason}). Install what it names, or say: {_install()}"


def _install() -> str:
    if (PROGRAM / "requirements.txt").is_file():  # a clone
        return "python -m pip install -r requirements.txt"
    return "python -m pip install --force-reinstall noteworthy"
