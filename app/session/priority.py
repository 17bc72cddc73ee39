"""How a thread steps back behind the others of this program, where the system lets it."""

import contextlib
import os
import sys
import threading

# By how much nicer than the other threads one is that must not hold frames up, and the most there is.
_STEP_BACK, _NICEST = 10, 19
_THREAD_PRIORITY_BELOW_NORMAL = -1
_QOS_CLASS_UTILITY = 0x11


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
