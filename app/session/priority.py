"""How a thread steps back behind the others of this program, where the system lets it."""

import contextlib
import os
import sys
import threading
from pathlib import Path

# By how much nicer than the other threads one is that must not hold frames up, and the most there is.
_STEP_BACK, _NICEST = 10, 19
_THREAD_PRIORITY_BELOW_NORMAL = -1
_QOS_CLASS_UTILITY = 0x11
_AUTOGROUP = Path("/proc/self/autogroup")


def lower_priority() -> None:
    """Let the calling thread run after those that a person waits for. What the system refuses changes nothing."""
    with contextlib.suppress(OSError, AttributeError, ImportError):
        if sys.platform == "win32":
            import ctypes

            kernel = ctypes.windll.kernel32
            kernel.SetThreadPriority(kernel.GetCurrentThread(), _THREAD_PRIORITY_BELOW_NORMAL)
        elif sys.platform == "darwin":
            import ctypes

            ctypes.CDLL(None).pthread_set_qos_class_self_np(_QOS_CLASS_UTILITY, 0)
        else:
            # On Linux alone a nice value is a thread's own.
            own = threading.get_native_id()
            os.setpriority(os.PRIO_PROCESS, own, min(_NICEST, os.getpriority(os.PRIO_PROCESS, own) + _STEP_BACK))


def lower_group() -> None:
    """The same for the calling process's own session, where the system weighs sessions first: Linux's autogroups.

    There a process in a session of its own gets as much as all of the program that started it, whatever its nice value.
    """
    if sys.platform != "linux":
        return
    # Without that weighing there is no such file, or writing it changes nothing.
    with contextlib.suppress(OSError):
        _AUTOGROUP.write_text(str(_STEP_BACK), encoding="ascii")
