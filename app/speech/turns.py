"""Who speaks when: priorities, validity, replacement. No thread and no clock of its own; time comes as argument.

`speaker.py` drives it in real time from a thread of its own, or on a virtual clock from the caller's.
"""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from app.feedback.utterance import Priority, Utterance
from app.speech import earcons
from app.speech.clip import Clip
from app.speech.errors import PlayerUnavailable, VoiceUnavailable
from app.speech.protocols import (
    Adjustable,
    ListsVoices,
    Outcome,
    Player,
    SoundChoice,
    SpokenRecord,
    Voice,
    VoiceInfo,
)

RETRY_AFTER_S = 10.0


@dataclass(slots=True, eq=False)
class _Turn:
    utterance: Utterance
    requested_at_s: float
    clip: Clip | None = None
    started_at_s: float | None = None


class Turns:
    """At most one utterance sounds and at most one of each priority waits.

    A higher or equal priority cuts short what sounds; a lower one waits for its end; a newer one of the same priority
    takes the place of the one that waits. An utterance that is no longer valid is dropped before it sounds and cut
    while it does. Without voice or player everything is dropped, the reason is reported once, and it is tried again
    from time to time. Used by one thread.
    """

    def __init__(
        self,
        voice: Voice | None,
        players: Sequence[Player],
        *,
        on_spoken: Callable[[SpokenRecord], None],
        on_problem: Callable[[str], None],
    ) -> None:
        """Takes what renders (None: nothing is ever said) and where it sounds; nothing is opened yet."""
        self._voice = voice
        self._players = list(players)
        self._on_spoken = on_spoken
        self._on_problem = on_problem
        self._retry_at_s: dict[Voice | Player, float] = {}
        self._reported: set[str] = set()
        self._waiting: dict[Priority, _Turn] = {}
        self._current: _Turn | None = None
        self._prewarm: deque[str] = deque()
        self._muted = False
        self._opened = False

    @property
    def speaking(self) -> bool:
        """Whether something sounds, so that `step` should be called again soon."""
        return self._current is not None

    def submit(self, utterance: Utterance, at_s: float) -> None:
        """Lets the utterance wait for its turn; `step` gives it one."""
        self._drop(utterance.priority)
        self._waiting[utterance.priority] = _Turn(utterance, at_s)

    def cut(self, at_s: float) -> None:
        """Stops what sounds."""
        if self._current is not None:
            self._silence(at_s)
            self._finish("cut")

    def hush(self, at_s: float) -> None:
        """Stops what sounds and forgets what waits."""
        self.cut(at_s)
        for priority in list(self._waiting):
            self._drop(priority)

    def set_muted(self, muted: bool, at_s: float) -> None:
        """While muted everything is dropped."""
        self._muted = muted
        if muted:
            self.hush(at_s)

    def adjust(self, choice: SoundChoice, at_s: float) -> None:
        """Sounds like this from the next words on; a part that cannot change stays as it is."""
        self.cut(at_s)
        self._retry_at_s.clear()
        for part in (*self._players, self._voice):
            if part is not None and isinstance(part, Adjustable):
                self._attempt(part, partial(part.adjust, choice), at_s)
        if self._voice is not None and self._voice.note is not None:
            self._report(self._voice.note)

    def voices(self, at_s: float) -> tuple[VoiceInfo, ...]:
        """The voices of the chosen language; none when there is no engine or it cannot tell."""
        voice = self._voice
        found: list[VoiceInfo] = []
        if voice is not None and isinstance(voice, ListsVoices):
            self._attempt(voice, lambda: found.extend(voice.voices()), at_s)
        return tuple(found)

    def prewarm(self, texts: Iterable[str]) -> None:
        """Renders the words when nothing waits, in place of what was asked for before."""
        self._prewarm = deque(texts)

    def step(self, at_s: float) -> bool:
        """Does one thing that is due. True: there is more, call again at once; newer wishes may come in between."""
        turn = self._waiting[max(self._waiting)] if self._waiting else None
        if turn is not None and not turn.utterance.still_valid():
            self._drop(turn.utterance.priority)
            return True
        if self._current is not None:
            if not any(player.is_playing(at_s) for player in self._players):
                self._finish("spoken")
            elif not self._current.utterance.still_valid() or (
                turn is not None and turn.utterance.priority >= self._current.utterance.priority
            ):
                self.cut(at_s)
            return self._current is None or (turn is None and self._prewarm_one(at_s))
        if turn is None:
            return self._open(at_s) or self._prewarm_one(at_s)
        priority = turn.utterance.priority
        if self._muted:
            self._drop(priority)
        elif turn.clip is None:
            turn.clip = self._clip_of(turn.utterance, at_s)
            if turn.clip is None:
                self._drop(priority)
        elif self._play(turn.clip, at_s):
            del self._waiting[priority]
            turn.started_at_s = at_s
            self._current = turn
            return False
        else:
            self._drop(priority)
        return True

    def close(self, at_s: float, *, finish: bool = False) -> None:
        """Drops what waits, cuts what sounds (or leaves it to a recorder to finish) and closes voice and players."""
        if finish and self._current is not None:
            self._finish("spoken")
        try:
            self.hush(at_s)
        finally:
            for part in (*self._players, self._voice):
                if part is not None:
                    self._close(part)

    def _close(self, part: Voice | Player) -> None:
        try:
            part.close()
        except PlayerUnavailable as error:  # the last words could not be written
            self._report(str(error))

    def _open(self, at_s: float) -> bool:
        """Gets voice and players ready once, before the first words come; True when it had that to do."""
        if self._opened or self._muted or self._voice is None:
            return False
        self._opened = True
        for player in self._players:
            self._attempt(player, player.open, at_s)
        self._attempt(self._voice, self._voice.prepare, at_s)
        if self._voice.note is not None:
            self._report(self._voice.note)
        return True

    def _clip_of(self, utterance: Utterance, at_s: float) -> Clip | None:
        return earcons.render(utterance.tones) if utterance.tones else self._render(utterance.text, at_s)

    def _render(self, text: str, at_s: float) -> Clip | None:
        if self._voice is None:
            return None
        voice, clips = self._voice, list[Clip]()
        self._attempt(voice, lambda: clips.append(voice.render(text)), at_s)
        return clips[0] if clips else None

    def _play(self, clip: Clip, at_s: float) -> bool:
        started = [self._attempt(player, partial(player.play, clip, at_s), at_s) for player in self._players]
        return any(started)

    def _prewarm_one(self, at_s: float) -> bool:
        if self._muted or not self._prewarm:
            return False
        self._render(self._prewarm.popleft(), at_s)
        return bool(self._prewarm)

    def _attempt(self, part: Voice | Player, action: Callable[[], None], at_s: float) -> bool:
        if at_s < self._retry_at_s.get(part, at_s):
            return False
        try:
            action()
        except (VoiceUnavailable, PlayerUnavailable) as error:
            self._retry_at_s[part] = at_s + RETRY_AFTER_S
            self._report(str(error))
            return False
        return True

    def _report(self, problem: str) -> None:
        if problem not in self._reported:
            self._reported.add(problem)
            self._on_problem(problem)

    def _silence(self, at_s: float) -> None:
        for player in self._players:
            self._attempt(player, partial(player.cut, at_s), at_s)

    def _finish(self, outcome: Outcome) -> None:
        turn, self._current = self._current, None
        if turn is not None:
            self._record(turn, outcome)

    def _drop(self, priority: Priority) -> None:
        turn = self._waiting.pop(priority, None)
        if turn is not None:
            self._record(turn, "dropped")

    def _record(self, turn: _Turn, outcome: Outcome) -> None:
        started = turn.started_at_s
        self._on_spoken(
            SpokenRecord(
                text=turn.utterance.text,
                priority=turn.utterance.priority,
                requested_at_s=turn.requested_at_s,
                started_at_s=started,
                latency_ms=None if started is None else max(0.0, started - turn.requested_at_s) * 1000.0,
                outcome=outcome,
            )
        )
