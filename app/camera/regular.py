"""Files that can be read to their end, told apart from pipes, devices and the like, which hang whoever opens them."""

import os
import stat


class NotRegularError(OSError):
    """What lies there is no regular file."""


def is_regular(path: str | os.PathLike[str]) -> bool:
    """Whether a regular file lies there, links followed; nothing is opened."""
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except (OSError, ValueError):
        return False


def read_regular(path: str | os.PathLike[str], most_bytes: int) -> bytes:
    """Read a whole file.

    Raises:
        NotRegularError: it is a pipe, a socket, a device or a folder; it was not waited for.
        OSError: it cannot be read, or has more than `most_bytes`.
    """
    if not stat.S_ISREG(os.stat(path).st_mode):
        raise NotRegularError(f"not a regular file: {os.fspath(path)!r}")
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    # Looked at again once it is open: it may have been replaced by a pipe meanwhile.
    with open(os.open(path, flags), "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise NotRegularError(f"not a regular file: {os.fspath(path)!r}")
        data = file.read(most_bytes + 1) if status.st_size <= most_bytes else b""
    if len(data) > most_bytes or status.st_size > most_bytes:
        raise OSError(f"more than {most_bytes} bytes: {os.fspath(path)!r}")
    return data
