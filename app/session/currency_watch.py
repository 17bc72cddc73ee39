"""The look for a currency among all, beside the frames: the newest frame is looked at, and takes as long as it takes.

Live, it has a thread of its own, of lower priority than the frames'. Over a file it works in step with the file's own
time, so that the same file says the same every time.
"""

import logging
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from app.camera.frame import Frame
from app.recognition.currency_finder import FoundCurrency
from app.recognition.observation import Box
from app.session.mailbox import MailboxThread

# What a look costs over a file, in the file's own time: as long as it takes on a slow core.
STEPPED_COST_S = 0.4

_log = logging.getLogger(__name__)


class FindsCurrency(Protocol):
    """The part of the finder that is used here, in one thread."""

    def find(self, picture: NDArray[np.uint8], box: Box | None) -> FoundCurrency | None:
        """The currency whose print is seen in a picture."""

    def release(self) -> None:
        """Give back what it takes in memory, until the next look."""


class CurrencyWatch(Protocol):
    """Takes frames, and gives the answers to earlier ones. One thread uses it at a time."""

    def offer(self, frame: Frame, box: Box | None) -> None:
        """Look at this frame next, in place of one that waits."""

    def take(self) -> list[FoundCurrency | None]:
        """The answers since the last time, also those that saw none."""

    def end(self) -> None:
        """Forget what waits and what was seen, and give memory back: nobody asks any more."""

    def close(self) -> bool:
        """Stop; False when the thread does not end in time."""


class SteppedCurrencyWatch:
    """In step with the frames' own time, in the caller's thread."""

    def __init__(self, finder: FindsCurrency, cost_s: float = STEPPED_COST_S) -> None:
        self._finder = finder
        self._cost_s = cost_s
        self._answers: list[FoundCurrency | None] = []
        self._free_at_s: float | None = None

    def offer(self, frame: Frame, box: Box | None) -> None:
        """Look at this frame, unless an earlier one is still being looked at in its own time."""
        now_s = frame.captured_at_s
        if self._free_at_s is not None and now_s < self._free_at_s <= now_s + self._cost_s:
            return
        self._answers.append(self._finder.find(frame.image, box))
        self._free_at_s = now_s + self._cost_s

    def take(self) -> list[FoundCurrency | None]:
        """The answers since the last time."""
        answers, self._answers = self._answers, []
        return answers

    def end(self) -> None:
        """Forget what was seen. What was loaded stays: a file is looked at as fast as the machine can."""
        self._answers = []
        self._free_at_s = None

    def close(self) -> bool:
        """There is nothing to stop."""
        self._finder.release()
        return True


class ThreadedCurrencyWatch(MailboxThread[tuple[Frame, "Box | None"], "FoundCurrency | None"]):
    """In a thread of its own, with what is newest."""

    def __init__(self, finder: FindsCurrency) -> None:
        super().__init__("currency")
        self._finder = finder
        self._start()

    def offer(self, frame: Frame, box: Box | None) -> None:
        """Look at this frame next, in place of one that waits."""
        self._post((frame, box))

    def take(self) -> list[FoundCurrency | None]:
        """The answers since the last time."""
        return self._taken()

    def end(self) -> None:
        """Forget what waits, what was seen, and what is being looked at; returns at once."""
        self._forget(release=True)

    def _work_on(self, item: tuple[Frame, Box | None]) -> list[FoundCurrency | None]:
        frame, box = item
        try:
            return [self._finder.find(frame.image, box)]
        except Exception:
            # A frame or a pack that cannot be used is a look that saw nothing: the person must get an answer.
            _log.exception("the currency of frame %d could not be looked for", frame.index)
            return [None]

    def _work_released(self) -> None:
        self._finder.release()
