"""What the C library keeps of memory that is free: as little as can be asked for. Only glibc is asked.

Left to itself it has each thread keep pieces of its own. How many there come to be depends on which of them work at the
same moment: in a window that lives all day it rises for hours, by some megabytes, under which nobody could see a leak.
(The service, which has many more threads, keeps to `app/service/memory.py`.)
"""

import contextlib
import ctypes
import sys

# Of glibc's malloc.h.
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
_LARGE_BYTES = 128 << 10


def share() -> None:
    """Have threads share what is free. To be called before there are any."""
    _ask((_ARENA_MAX, 1))


def give_back() -> None:
    """Give what is large back at once, besides; for a process that takes such only now and then."""
    _ask((_ARENA_MAX, 1), (_MMAP_THRESHOLD, _LARGE_BYTES), (_TRIM_THRESHOLD, _LARGE_BYTES))


def _ask(*options: tuple[int, int]) -> None:
    if not sys.platform.startswith("linux"):
        return
    with contextlib.suppress(OSError, AttributeError):  # of another C library
        mallopt = ctypes.CDLL(None).mallopt
        for option, value in options:
            mallopt(option, value)
