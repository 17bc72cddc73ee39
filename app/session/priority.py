"""How threads share the processor: which step back, where the system lets them, and how soon each has its turn."""

import contextlib
import os
import sys
import threading

# By how much nicer than the other threads one is that must not hold frames up, and the most there is.
_STEP_BACK, _NICEST = 10, 19
_THREAD_PRIORITY_BELOW_NORMAL = -1
_QOS_CLASS_UTILITY = 0x11
# A frame gives Python's lock up some sixty times, in OpenCV and in the interpreter, and each time waits for whoever
# took it meanwhile. Left alone Python lets those go on for 5 ms.
_TURN_S = 0.001


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


def share_in_short_turns() -> None:
    """Have a thread that runs Python, such as the window's, let another one run sooner; for all threads."""
    sys.setswitchinterval(min(_TURN_S, sys.getswitchinterval()))
