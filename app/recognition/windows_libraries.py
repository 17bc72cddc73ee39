"""Where Windows finds the C++ libraries that the interpreter is linked with, and a fresh Windows lacks.

The package `msvc-runtime` brings them. It puts them beside the environment's Python, but Windows looks beside the
Python that the environment was made from.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

_ADD: Callable[[str], Any] | None = getattr(os, "add_dll_directory", None)
_kept: list[Any] = []  # a folder is searched as long as what stands for it is


def add_library_folders(prefix: str = sys.prefix, add: Callable[[str], Any] | None = _ADD) -> None:
    """Have the environment's own folders searched, too; on other systems nothing happens.

    Args:
        prefix: the environment's folder.
        add: `os.add_dll_directory`; None where there is none.
    """
    if add is None or _kept:
        return
    _kept.extend(add(str(folder)) for folder in (Path(prefix), Path(prefix) / "Scripts") if folder.is_dir())
