"""How the process ends: with the exit code that its run came to, and never in the midst of what a thread of it does.

Who runs a thread asks it to stop and waits for it, for a second or so. One that is held up by then, by a camera's
driver or on a busy machine, must not be left to the interpreter: that stops it when it comes back from a library, and
one in C++ that lets nothing through ends the whole process as crashed ("FATAL: exception not rethrown").
"""

import contextlib
import logging
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable
from typing import Final, NoReturn

# Beyond what each waited for already. What a person was to hear, and what was to be kept, is done by now.
WITHIN_S: Final = 1.0
_FAILED: Final = 1


def run(program: Callable[[], int], within_s: float = WITHIN_S) -> NoReturn:
    """Run this in the main thread, and end the process with what it returns, or with 1 when it fails.

    Threads that still run are waited for, all together no longer than within_s seconds. To be called last.
    """
    try:
        code = program()
    except Exception:
        traceback.print_exc()
        code = _FAILED
    try:
        have_ended = wait_for_threads(within_s)
    except KeyboardInterrupt:
        have_ended = False
    if have_ended:
        sys.exit(code)
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, OSError, ValueError):
            stream.flush()
    os._exit(code)


def wait_for_threads(within_s: float) -> bool:
    """Wait for the threads that the interpreter itself would not wait for; False when one still runs after that."""
    until_s = time.monotonic() + within_s
    left = [thread for thread in threading.enumerate() if thread.daemon and thread is not threading.current_thread()]
    for thread in left:
        # One that a library began, and that came by here, cannot be waited for.
        with contextlib.suppress(RuntimeError, AssertionError):
            thread.join(max(0.0, until_s - time.monotonic()))
    return not any(thread.is_alive() for thread in left)
