"""Ends what runs beside the session's thread, all at once: however many parts hang, it takes no longer than one.

What the parts are, and in which order they may be asked, `session.py` knows.
"""

import logging
import threading
import time
from collections.abc import Callable, Mapping

_log = logging.getLogger(__name__)


class Closing:
    """Parts that were asked to end."""

    def __init__(self, parts: Mapping[str, Callable[[], bool]]) -> None:
        """Ask each in a thread of its own; returns at once.

        Args:
            parts: by name, what ends one and waits for it; its answer is whether it has ended in time. One that never
                returns, or raises, has not.
        """
        self._has_ended = dict.fromkeys(parts, False)
        self._threads = {
            name: threading.Thread(target=self._close, args=(name, close), name=f"closes {name}", daemon=True)
            for name, close in parts.items()
        }
        for thread in self._threads.values():
            thread.start()

    def wait(self, within_s: float) -> bool:
        """Wait for all of them together, so many seconds at most; False when one has not ended."""
        until_s = time.monotonic() + within_s
        for thread in self._threads.values():
            thread.join(max(0.0, until_s - time.monotonic()))
        late = [name for name, has_ended in self._has_ended.items() if not has_ended]
        if late:
            _log.warning("did not end in time: %s", ", ".join(late))
        return not late

    def _close(self, name: str, close: Callable[[], bool]) -> None:
        try:
            self._has_ended[name] = close()
        except Exception:
            _log.exception("%s could not be ended", name)
