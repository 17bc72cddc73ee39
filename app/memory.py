"""What the C library keeps of memory that is free: as little as can be asked for. Only glibc is asked.

Left to itself it has each thread keep pieces of its own. How many there come to be depends on which of them work at the
same moment: in a window that lives all day it rises for hours, by some megabytes, under which nobody could see a leak.
In the service requests come and go in pieces of many sizes, and what lies between those that stay would be kept.
"""

import contextlib
import ctypes
import sys
from typing import Any

# Of glibc's malloc.h.
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
_LARGE_BYTES = 128 << 10


def share(pools: int = 1, kept_bytes: int | None = None) -> None:
    """Have all threads share so many pools of what is free. To be called before there are any.

    Args:
        pools: at least 1.
        kept_bytes: what each may keep at its end, and in pieces of an eighth of that at most; None leaves it to the C
            library, which keeps twice as much as the largest piece that was ever given back, up to 64 MB.
    """
    kept = () if kept_bytes is None else ((_MMAP_THRESHOLD, kept_bytes // 8), (_TRIM_THRESHOLD, kept_bytes))
    _ask((_ARENA_MAX, pools), *kept)


def give_back() -> None:
    """Give what is large back at once, besides; for a process that takes such only now and then."""
    _ask((_ARENA_MAX, 1), (_MMAP_THRESHOLD, _LARGE_BYTES), (_TRIM_THRESHOLD, _LARGE_BYTES))


def trim() -> None:
    """Give what is free back to the system now; it takes some milliseconds."""
    with contextlib.suppress(OSError, AttributeError):  # of another C library
        _library().malloc_trim(0)


def _ask(*options: tuple[int, int]) -> None:
    with contextlib.suppress(OSError, AttributeError):  # of another C library
        mallopt = _library().mallopt
        for option, value in options:
            mallopt(option, value)


def _library() -> Any:
    """The C library, or what has none of its functions. Raises OSError."""
    return ctypes.CDLL(None) if sys.platform.startswith("linux") else None
