"""What the phone is to say, until it fetches it. Between threads."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

MOST_KEPT = 4
STALE_S = 3.0
LONGEST = 600  # characters


@dataclass(frozen=True, slots=True)
class Saying:
    """Words for the phone.

    Attributes:
        text: the words.
        language: BCP 47 tag.
        at_s: when they were told, in monotonic seconds.
        still_valid: asked when the phone fetches them; quick.
    """

    text: str
    language: str
    at_s: float
    still_valid: Callable[[], bool]


class Sayings:
    """The newest few."""

    def __init__(self) -> None:
        """Begin with none."""
        self._lock = threading.Lock()
        self._kept: deque[Saying] = deque(maxlen=MOST_KEPT)

    def put(self, saying: Saying) -> None:
        """Keep it until it is fetched, is old, or newer ones take its place."""
        with self._lock:
            self._kept.append(saying)

    def take(self, now_s: float) -> list[Saying]:
        """Those that still hold, the oldest first; each is given once."""
        with self._lock:
            kept = list(self._kept)
            self._kept.clear()
        return [each for each in kept if now_s - each.at_s <= STALE_S and each.still_valid()]

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._kept.clear()
