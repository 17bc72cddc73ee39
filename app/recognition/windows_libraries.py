"""Where Windows finds the C++ libraries that the interpreter is linked with, and a fresh Windows lacks.

The package `msvc-runtime` brings them. It puts them beside the environment's Python, or, where pip may not write there
(Python of the Microsoft Store, or of all users), into the person's own folder. Windows looks in neither: only beside
the Python that an environment was made from.
"""

import os
import site
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

_ADD: Callable[[str], Any] | None = getattr(os, "add_dll_directory", None)
_kept: list[Any] = []  # a folder is searched as long as what stands for it is


def add_library_folders(
    prefix: str = sys.prefix, add: Callable[[str], Any] | None = _ADD, own: Callable[[], str] = site.getuserbase
) -> None:
    """Have the folders searched where pip puts libraries; on other systems nothing happens.

    Args:
        prefix: the environment's folder.
        add: `os.add_dll_directory`; None where there is none.
        own: gives the folder of what the person installed for themselves alone.
    """
    if add is None or _kept:
        return
    folders = [Path(base) / part for base in (prefix, own()) for part in ("", "Scripts")]
    _kept.extend(add(str(folder)) for folder in folders if folder.is_dir())
