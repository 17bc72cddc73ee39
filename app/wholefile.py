"""Files that are written: replaced whole, the old one or the new one being there at any moment, or opened at once."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

# On Windows a file that another program has open cannot be replaced: a virus scanner or an indexer looks at what was
# just written, and is done within a moment.
_PAUSES_S: Final = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4)


def write_whole(path: Path, content: bytes) -> None:
    """Put a file with this content in the place of what is there. Only its owner may read it.

    Raises:
        OSError: it cannot be written; what was there is there still.
        ValueError: no system takes such a name.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}"[:64], suffix=".new")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        replace_patiently(unfinished, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(unfinished)
        raise


def at_once(path: str, flags: int) -> int:
    """Opens a file for `open(..., opener=at_once)` without waiting for whoever would read a pipe of that name.

    Raises OSError: as `os.open`; ENXIO where it is a pipe that nobody reads.
    """
    descriptor = os.open(path, flags | getattr(os, "O_NONBLOCK", 0), 0o666)
    if hasattr(os, "O_NONBLOCK"):
        os.set_blocking(descriptor, True)
    return descriptor


def replace_patiently(
    new: str | os.PathLike[str],
    old: str | os.PathLike[str],
    *,
    platform: str = sys.platform,
    wait: Callable[[float], None] = time.sleep,
) -> None:
    """As `os.replace`; on Windows again after a moment, while another program has the old file open.

    Raises OSError as that does; on Windows after about 0.8 s.
    """
    # One that may not be written to will not be later either.
    for pause_s in _PAUSES_S if platform == "win32" and os.access(old, os.W_OK) else ():
        try:
            os.replace(new, old)
        except PermissionError:
            wait(pause_s)
        else:
            return
    os.replace(new, old)
