"""What the C library keeps of memory that is free: as little as can be asked for. Only glibc is asked.

Requests come and go in pieces of many sizes, and glibc keeps by itself what lies between those that stay.
"""

import contextlib
import ctypes
import sys
from typing import Any

_ARENA_MAX = -8  # of glibc's malloc.h
_MOST_ARENAS = 2


def _library() -> Any:
    if sys.platform != "linux":
        return None
    with contextlib.suppress(OSError):
        library = ctypes.CDLL(None)
        if hasattr(library, "malloc_trim") and hasattr(library, "mallopt"):
            return library
    return None


_GLIBC = _library()


def share() -> None:
    """Have threads share what is free, rather than keep it each for itself. To be called before there are any."""
    if _GLIBC is not None:
        _GLIBC.mallopt(_ARENA_MAX, _MOST_ARENAS)


def give_back() -> None:
    """Give what is free back to the system; it takes some milliseconds."""
    if _GLIBC is not None:
        _GLIBC.malloc_trim(0)
