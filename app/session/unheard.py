"""What was to be said and was not heard: said in the words of now, or kept for the key that repeats.

For any threads. What is true now, each message knows itself (`Message.again`).
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from app.session.messages import Message
from app.speech.protocols import SpokenRecord

# Each time something changed before it could begin; more often than that nobody's keys and notes change anything.
MOST_RENEWALS: Final = 20
# Nobody listens to more of what went wrong a while ago.
MOST_KEPT: Final = 5

_log = logging.getLogger(__name__)


class Unheard:
    """Hears how each message ended.

    An answer that is no longer true is told anew in the words of now, in its place before all news; one that had begun
    to sound once only, or notes that are counted would begin it again for ever. What asks for something or reports a
    loss, and was hushed, is kept until it is taken, or until something newer is told of its topic.

    Args:
        tell: tells a message.
        is_muted: whether the sound is off; nobody wants to hear later what was told then.
    """

    def __init__(self, tell: Callable[[Message], None], is_muted: Callable[[], bool]) -> None:
        self._tell = tell
        self._is_muted = is_muted
        self._lock = threading.Lock()
        self._kept: list[Message] = []

    def told(self, message: Message) -> None:
        """This is told now, in place of what was kept of its topic."""
        with self._lock:
            self._kept = [kept for kept in self._kept if not message.topic or kept.topic != message.topic]

    def ended(self, message: Message, record: SpokenRecord) -> None:
        """This is what became of it as speech; from the speech thread, or whichever dropped it."""
        if record.outcome == "stale" and message.renewals < MOST_RENEWALS:
            now = _now(message) if message.again is not None else None
            if now is not None:
                has_begun = record.started_at_s is not None
                self._tell(replace(now, renewals=MOST_RENEWALS if has_begun else message.renewals + 1))
        elif record.outcome == "hushed" and message.is_kept and not self._is_muted():
            with self._lock:
                self._kept = [*self._kept, message][-MOST_KEPT:]

    def take(self) -> list[Message]:
        """What was kept and is still so, oldest first, in the words of now; it is kept no longer."""
        with self._lock:
            kept, self._kept = self._kept, []
        return [now for now in map(_now, kept) if now is not None and now.still_valid()]


def _now(message: Message) -> Message | None:
    """The message as it is to be said now; None where there is nothing to be said any more."""
    if message.again is None:
        return message
    try:
        return message.again()
    except Exception:
        _log.exception("nobody knows what %r would be now; it is left out", message.text)
        return None
