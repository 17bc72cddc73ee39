"""The one utterance that has the floor, and how it loses it. Who gets it next, `queue.py` decides."""

from collections.abc import Callable

from app.feedback.utterance import Priority
from app.speech.complaints import Complaints
from app.speech.errors import PlayerUnavailable
from app.speech.loudspeakers import Loudspeakers
from app.speech.pauses import Pauses
from app.speech.protocols import Outcome
from app.speech.turns import Turn, WaitingLine

# A value with a gap in it is heard as another one: "twenty" that was stretched by 0.4 s was taken for "fifty".
TORN_S = 0.05
TEARS_ALLOWED = 2


class Floor:
    """At most one turn, taken from those that wait. Used by one thread."""

    def __init__(
        self,
        loudspeakers: Loudspeakers,
        waiting: WaitingLine,
        complaints: Complaints,
        on_end: Callable[[Turn, Outcome], None],
    ) -> None:
        """Takes where it sounds, where one goes back to that was interrupted, and who is told that one has ended."""
        self._loudspeakers = loudspeakers
        self._waiting = waiting
        self._complaints = complaints
        self._on_end = on_end
        self._turn: Turn | None = None
        self._pauses = Pauses()

    @property
    def turn(self) -> Turn | None:
        """The one that has it."""
        return self._turn

    def may_begin(self, turn: Turn, at_s: float) -> bool:
        """Whether this is a moment for one that waits: what was cut again and again needs a quiet one."""
        return self._pauses.lets(turn, at_s)

    def give(self, turn: Turn, at_s: float) -> bool:
        """Starts the sound of one that waits; False when nobody can hear it, and it goes on waiting."""
        if turn.clip is None or not self._loudspeakers.play(turn.clip, at_s):
            return False
        self._waiting.remove(turn)
        if turn.started_at_s is None:
            turn.started_at_s = at_s
        self._turn = turn
        return True

    def end_part(self, at_s: float) -> None:
        """What sounded has come to its end: the turn goes on with its next sentence, or ends, or was torn."""
        turn = self._turn
        assert turn is not None
        if self._loudspeakers.gap_s() > TORN_S:
            self._mend(turn, at_s)
            return
        self._leave(at_s)
        self._complaints.works("busy")
        turn.part += 1
        turn.tears = turn.cuts = 0
        if turn.part < len(turn.parts):
            # Between two sentences a higher one goes first.
            self._waiting.put_back(turn)
        else:
            self._on_end(turn, "spoken")

    def yield_to_higher(self, at_s: float) -> None:
        """A higher one takes it; what sounds is said again."""
        if self._turn is not None:
            self._turn.cuts += 1
        self.interrupt(at_s)

    def interrupt(self, at_s: float) -> None:
        """It has to be said again, if it is worth that."""
        turn = self._turn
        if turn is None:
            return
        if turn.utterance.priority is Priority.PLACE:
            self.cut(at_s, "stale")
            return
        self._loudspeakers.silence(at_s)
        self._leave(at_s)
        turn.interruptions += 1
        self._waiting.put_back(turn)

    def cut(self, at_s: float, outcome: Outcome) -> None:
        """It ends here, whatever of it was heard."""
        turn = self._turn
        if turn is not None:
            self._loudspeakers.silence(at_s)
            self._leave(at_s)
            self._on_end(turn, outcome)

    def _leave(self, at_s: float) -> None:
        turn, self._turn = self._turn, None
        if turn is not None:
            self._pauses.begin(turn.priority, at_s)

    def _mend(self, torn: Turn, at_s: float) -> None:
        torn.tears += 1
        if torn.tears <= TEARS_ALLOWED:
            self.interrupt(at_s)
            return
        self.cut(at_s, "unsaid")
        self._complaints.tell("busy", PlayerUnavailable("sound_torn"))
