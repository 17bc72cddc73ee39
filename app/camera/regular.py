"""Files that can be read to their end, told apart from pipes, devices and the like, which hang whoever opens them."""

import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from typing import BinaryIO


class NotRegularError(OSError):
    """What lies there is no regular file: a folder (EISDIR), or anything else (ENXIO)."""

    def __init__(self, path: str | os.PathLike[str], mode: int) -> None:
        number = errno.EISDIR if stat.S_ISDIR(mode) else errno.ENXIO
        super().__init__(number, "not a regular file", os.fspath(path))


def is_regular(path: str | os.PathLike[str]) -> bool:
    """Whether a regular file lies there, links followed; nothing is opened."""
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except (OSError, ValueError):
        return False


@contextlib.contextmanager
def opened_regular(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """A file, open for reading.

    Raises:
        NotRegularError: it is a pipe, a socket, a device or a folder; it was not waited for.
        OSError: it cannot be read.
        ValueError: no system takes such a name.
    """
    _check(path, os.stat(path))
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    # Looked at again once it is open: it may have been replaced by a pipe meanwhile.
    with open(os.open(path, flags), "rb") as file:
        _check(path, os.fstat(file.fileno()))
        yield file


def read_regular(path: str | os.PathLike[str], most_bytes: int) -> bytes:
    """Read a whole file.

    Raises:
        NotRegularError: it is a pipe, a socket, a device or a folder; it was not waited for.
        OSError: it cannot be read, or has more than `most_bytes`.
    """
    with opened_regular(path) as file:
        size = os.fstat(file.fileno()).st_size
        data = file.read(most_bytes + 1) if size <= most_bytes else b""
    if len(data) > most_bytes or size > most_bytes:
        raise OSError(f"more than {most_bytes} bytes: {os.fspath(path)!r}")
    return data


def _check(path: str | os.PathLike[str], status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise NotRegularError(path, status.st_mode)
