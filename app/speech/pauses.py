"""When one that was cut again and again may try once more: it waits for a quiet moment. Time comes as an argument."""

from app.feedback.utterance import Priority
from app.speech.turns import Turn

# The first time it goes on at once. Cut again at the same words, it is in the midst of a stream (notes that are
# counted one after another), and would be begun for ever without being heard whole.
CUTS_AT_ONCE = 1
FIRST_PAUSE_S = 2.0
LONGEST_PAUSE_S = 8.0


class Pauses:
    """Since when nothing of each priority has sounded. Used by one thread."""

    def __init__(self) -> None:
        """Nothing has sounded yet."""
        self._ended_s: dict[Priority, float] = {}

    def begin(self, priority: Priority, at_s: float) -> None:
        """One of this priority sounds no longer."""
        self._ended_s[priority] = at_s

    def lets(self, turn: Turn, at_s: float) -> bool:
        """Whether all that may interrupt it has been quiet for long enough; each further cut doubles that."""
        further = turn.cuts - CUTS_AT_ONCE
        if further <= 0:
            return True
        pause_s = min(FIRST_PAUSE_S * 2 ** (further - 1), LONGEST_PAUSE_S)
        higher = (ended_s for priority, ended_s in self._ended_s.items() if priority.interrupts(turn.priority))
        return at_s - max(higher, default=at_s - pause_s) >= pause_s
