"""One setting of the C library's allocator that decides the speed of training on a CPU."""

from __future__ import annotations

import ctypes
import platform

_M_TRIM_THRESHOLD, _M_TOP_PAD, _M_MMAP_MAX = -1, -2, -4


def keep_freed_memory() -> bool:
    """Let glibc keep freed memory instead of giving each large block back to the kernel; True where it could be set.

    Every layer's output is a block of tens of megabytes. Mapped afresh each time, its pages are zeroed by the kernel at
    every step: measured on two virtual cores, a training step then took five to six times as long.
    """
    if platform.libc_ver()[0] != "glibc":
        return False
    libc = ctypes.CDLL(None)
    settings = ((_M_MMAP_MAX, 0), (_M_TRIM_THRESHOLD, 2**31 - 1), (_M_TOP_PAD, 64 << 20))
    return all(libc.mallopt(option, value) for option, value in settings)
