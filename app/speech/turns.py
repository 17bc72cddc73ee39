"""What waits to be said: a list for each priority. Nothing here sounds or decides who interrupts whom."""

import logging
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from app.feedback.utterance import Priority, Utterance
from app.speech.clip import Clip
from app.speech.protocols import Outcome, SpokenRecord

_log = logging.getLogger(__name__)


@dataclass(slots=True, eq=False)
class Turn:
    """An utterance on its way.

    Attributes:
        parts: its text, sentence by sentence where it is long.
        part: which of them sounds, or is next.
        clips: what of it has been rendered.
        started_at_s: when its sound was first handed to the players.
        interruptions: how often it was cut and went back into its list.
        cuts: how often a higher one cut the part.
        tears: how often the part came out with a gap.
    """

    utterance: Utterance
    requested_at_s: float
    parts: tuple[str, ...]
    part: int = 0
    clips: dict[int, Clip] = field(default_factory=dict)
    started_at_s: float | None = None
    interruptions: int = 0
    cuts: int = 0
    tears: int = 0

    @property
    def clip(self) -> Clip | None:
        """The sound of the part that is next; None until it was rendered."""
        return self.clips.get(self.part)

    @property
    def priority(self) -> Priority:
        """Who may interrupt it now: of a long answer the first sentence is the answer, the others are read out."""
        is_read_out = self.part > 0 and self.utterance.priority is Priority.ANSWER
        return Priority.READING if is_read_out else self.utterance.priority

    def is_valid(self) -> bool:
        """Whether it is still true."""
        try:
            if self.started_at_s is not None and self.utterance.may_go_on is not None:
                return self.utterance.may_go_on()
            return self.utterance.still_valid()
        except Exception:
            _log.exception("nobody knows whether %r is still true; it is left out", self.utterance.text)
            return False

    def record(self, outcome: Outcome) -> SpokenRecord:
        """What became of it."""
        return record_of(
            self.utterance,
            self.requested_at_s,
            outcome,
            started_at_s=self.started_at_s,
            interruptions=self.interruptions,
        )


class WaitingLine:
    """Those that wait: the highest priority first, and within it who came first."""

    def __init__(self) -> None:
        """None wait."""
        self._lists: dict[Priority, deque[Turn]] = {priority: deque() for priority in sorted(Priority, reverse=True)}

    def __bool__(self) -> bool:
        """Whether any wait."""
        return any(self._lists.values())

    def __iter__(self) -> Iterator[Turn]:
        """Those that wait now, in order; they may be removed meanwhile."""
        return iter([turn for turns in self._lists.values() for turn in turns])

    def next(self, may_begin: Callable[[Turn], bool] | None = None) -> Turn | None:
        """The one whose turn it is.

        may_begin: those that may not let their equals and values pass, and other lower ones wait with them; None: all
            may.
        """
        is_held = False
        for priority, turns in self._lists.items():
            if is_held and priority is not Priority.VALUE:
                continue
            for turn in turns:
                if may_begin is None or may_begin(turn):
                    return turn
            is_held = is_held or bool(turns)
        return None

    def append(self, turn: Turn) -> None:
        """It waits behind its equals."""
        self._lists[turn.priority].append(turn)

    def put_back(self, turn: Turn) -> None:
        """It has had its turn and was cut: it goes on before its equals."""
        self._lists[turn.priority].appendleft(turn)

    def remove(self, turn: Turn) -> None:
        """It waits no longer. Raises ValueError when it did not."""
        self._lists[turn.priority].remove(turn)


def record_of(
    utterance: Utterance,
    requested_at_s: float,
    outcome: Outcome,
    *,
    started_at_s: float | None = None,
    interruptions: int = 0,
) -> SpokenRecord:
    """The record of an utterance that ended like this."""
    return SpokenRecord(
        text=utterance.text,
        priority=utterance.priority,
        requested_at_s=requested_at_s,
        started_at_s=started_at_s,
        latency_ms=None if started_at_s is None else max(0.0, started_at_s - requested_at_s) * 1000.0,
        outcome=outcome,
        topic=utterance.topic,
        id=utterance.id,
        interruptions=interruptions,
    )
