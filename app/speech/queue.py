"""Who speaks when: a queue for each priority. No thread and no clock of its own; time comes as argument.

`speaker.py` drives it in real time from a thread of its own, or on a virtual clock from the caller's.
"""

import contextlib
import logging
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from app.feedback.utterance import Priority, Utterance
from app.speech import earcons
from app.speech.clip import Clip
from app.speech.errors import PlayerUnavailable, VoiceRestarted, VoiceUnavailable
from app.speech.protocols import (
    Adjustable,
    ListsVoices,
    Outcome,
    Player,
    SoundChoice,
    SpokenRecord,
    Voice,
    VoiceInfo,
    Watched,
)
from app.speech.sentences import parts_of
from app.trouble import Trouble

REOPEN_EVERY_S = 1.0  # a sound card that went away; a server that was restarted is back within seconds
RETRY_AFTER_S = 10.0  # one that never was there, or that stays away
PATIENCE_S = 30.0

_log = logging.getLogger(__name__)
_Answer = Callable[[tuple[VoiceInfo, ...]], None]


@dataclass(slots=True, eq=False)
class _Turn:
    utterance: Utterance
    requested_at_s: float
    parts: tuple[str, ...]
    part: int = 0  # that sounds, or is next
    clips: dict[int, Clip] = field(default_factory=dict)
    started_at_s: float | None = None
    interruptions: int = 0


@dataclass(slots=True, eq=False)
class _Outage:
    """A player that cannot put sound out. Until `patience_ends_at_s` what is to be said waits for it."""

    patience_ends_at_s: float
    retry_at_s: float


class SpeechQueue:
    """A list of utterances for each priority, of which one sounds at a time. Used by one thread.

    The highest priority speaks next, and within it who came first. A higher one interrupts what sounds as soon as its
    own sound is ready; the interrupted one goes back to the front of its list and is said again from its start, a long
    text from the sentence where it was cut. Equals never interrupt each other. A newer utterance takes the place of the
    older ones of its topic, whether they wait or sound, unless it is no longer valid itself. One that is no longer
    valid does not sound, and is cut while it does. Tones of the note's place live for the moment: an interrupted one is
    not repeated. Each utterance has exactly one record; `protocols.py` tells how each can end.

    A player that went away is opened again by itself, and for half a minute what is to be said waits for it. Without
    voice, or without player from the start, nothing can be said; the reason is told once, and it is tried again from
    time to time. When the voice had to be replaced, a tone code tells so before the words.
    """

    def __init__(
        self,
        voice: Voice | None,
        players: Sequence[Player],
        *,
        on_spoken: Callable[[SpokenRecord], None],
        on_problem: Callable[[Trouble], None],
        on_notice: Callable[[str], None] | None = None,
    ) -> None:
        """Takes what renders (None: nothing is ever said) and where it sounds; nothing is opened yet.

        `on_notice` is told "sound_back" when a player that was missing can be heard again.
        """
        self._voice = voice
        self._players = list(players)
        self._on_spoken = on_spoken
        self._on_problem = on_problem
        self._on_notice = on_notice
        self._waiting: dict[Priority, deque[_Turn]] = {priority: deque() for priority in sorted(Priority, reverse=True)}
        self._current: _Turn | None = None
        self._outages: dict[Player, _Outage] = {}
        self._watched = [player for player in self._players if isinstance(player, Watched)]
        self._worked: set[Player] = set()
        self._reported: dict[object, str] = {}  # what was told of each part since it last worked
        self._prewarm: deque[str] = deque()
        self._asked_voices: deque[_Answer] = deque()
        self._earcons: deque[Clip] = deque()
        self._earcon_sounds = False
        self._muted = False
        self._opened = False

    @property
    def idle(self) -> bool:
        """Whether all that was asked for has ended."""
        return self._current is None and not any(self._waiting.values())

    @property
    def busy(self) -> bool:
        """Whether `step` should be called again soon, even if nothing new is asked for."""
        is_warming = bool(self._prewarm) and not self._muted
        return not self.idle or is_warming or bool(self._asked_voices or self._earcons) or self._earcon_sounds

    def submit(self, utterance: Utterance, at_s: float) -> None:
        """Puts the utterance at the end of its list; `step` gives it its turn."""
        parts = (utterance.text,) if utterance.tones else parts_of(utterance.text)
        turn = _Turn(utterance, at_s, parts)
        if self._muted:
            self._record(turn, "hushed")
        elif not _is_valid(utterance):
            self._record(turn, "stale")
        else:
            if utterance.topic:
                self._supersede(utterance.topic, at_s)
            self._waiting[utterance.priority].append(turn)

    def hush(self, at_s: float) -> None:
        """Stops what sounds and forgets what waits."""
        self._earcons.clear()
        if self._earcon_sounds:
            self._silence(at_s)
            self._earcon_sounds = False
        self._cut(at_s, "hushed")
        self.hush_waiting()

    def hush_waiting(self) -> None:
        """Forgets what waits; what sounds is said to its end."""
        for turns in self._waiting.values():
            while turns:
                self._record(turns.popleft(), "hushed")

    def set_muted(self, muted: bool, at_s: float) -> None:
        """While muted everything is hushed."""
        self._muted = muted
        if muted:
            self.hush(at_s)

    def adjust(self, choice: SoundChoice, at_s: float) -> None:
        """Sounds like this from the next words on; a part that cannot change stays as it is.

        What sounds is said to its end as it began, unless its player was changed: then it is said again.
        """
        sounded = self._sounds(at_s)
        for player in self._players:
            if isinstance(player, Adjustable):
                self._try(player, partial(player.adjust, choice), at_s)
        for outage in self._outages.values():
            outage.retry_at_s = at_s
        if self._voice is not None and isinstance(self._voice, Adjustable):
            try:
                self._voice.adjust(choice)
            except VoiceUnavailable as trouble:
                self._report(self._voice, trouble)
        for turns in self._waiting.values():
            for turn in turns:
                turn.clips.clear()
        if self._current is not None:
            self._current.clips.clear()
            if sounded and not self._sounds(at_s):
                self._interrupt(at_s)

    def ask_voices(self, answer: _Answer) -> None:
        """Calls `answer`, from `step`, with the voices of the chosen language; with none without such a voice."""
        self._asked_voices.append(answer)

    def prewarm(self, texts: Iterable[str]) -> None:
        """Renders the words while nothing else is to be rendered, in place of what was asked for before."""
        self._prewarm = deque(part for text in texts for part in parts_of(text))

    def step(self, at_s: float) -> bool:
        """Does one thing that is due. True: there is more, call again at once; newer wishes may come in between."""
        if self._look_after(at_s):
            return True
        turn = self._next()
        if turn is not None and not _is_valid(turn.utterance):
            self._end_waiting(turn, "stale")
            return True
        if self._earcon_sounds:
            self._earcon_sounds = self._sounds(at_s)
            return not self._earcon_sounds
        if self._current is not None:
            return self._go_on(self._current, turn, at_s)
        if self._earcons:
            self._earcon_sounds = self._play(self._earcons.popleft(), at_s)
            return True
        has_more = self._open(at_s) or (self._render_idly() if turn is None else self._begin(turn, at_s))
        return has_more or (self._current is None and bool(self._earcons))

    def give_up(self, at_s: float) -> None:
        """After a fault of the program: what sounds, or else what comes next, is left out; the others go on."""
        if self._current is not None:
            self._cut(at_s, "unsaid")
        elif (turn := self._next()) is not None:
            self._end_waiting(turn, "unsaid")

    def close(self, at_s: float) -> None:
        """Hushes what sounds and waits, and closes voice and players."""
        try:
            self.hush(at_s)
            for answer in self._asked_voices:
                answer(())
            self._asked_voices.clear()
        finally:
            for part in (*self._players, self._voice):
                if part is not None:
                    self._close(part)

    # One turn after another

    def _next(self) -> _Turn | None:
        return next((turns[0] for turns in self._waiting.values() if turns), None)

    def _begin(self, turn: _Turn, at_s: float) -> bool:
        """Nothing sounds, and this is the next."""
        if turn.part not in turn.clips or self._waits_for_player(at_s):
            return self._render(turn)
        if self._play(turn.clips[turn.part], at_s):
            self._waiting[turn.utterance.priority].remove(turn)
            if turn.started_at_s is None:
                turn.started_at_s = at_s
            self._current = turn
            return False
        if not self._waits_for_player(at_s):
            self._end_waiting(turn, "unsaid")
        return True

    def _waits_for_player(self, at_s: float) -> bool:
        return any(at_s < outage.patience_ends_at_s for outage in self._outages.values())

    def _go_on(self, current: _Turn, turn: _Turn | None, at_s: float) -> bool:
        """Something sounds; `turn` is the one that waits next, valid, or None."""
        if not self._sounds(at_s):
            if self._look_after(at_s):  # it may have fallen silent because its player went away just now
                return True
            self._current = None
            current.part += 1
            if current.part < len(current.parts):
                # Between two sentences a higher one goes first.
                self._waiting[current.utterance.priority].appendleft(current)
            else:
                self._record(current, "spoken")
            return True
        if not _is_valid(current.utterance):
            self._cut(at_s, "stale")
            return True
        if turn is not None and turn.utterance.priority > current.utterance.priority:
            if turn.part not in turn.clips:
                return self._render(turn)
            self._interrupt(at_s)
            return True
        ahead = current.part + 1
        if ahead < len(current.parts) and ahead not in current.clips:
            with contextlib.suppress(_NoSound):  # which will be its end when its turn has come
                return self._keep_sound(current, ahead)
        if turn is not None and turn.part not in turn.clips:
            return self._render(turn)
        return turn is None and self._render_idly()

    def _interrupt(self, at_s: float) -> None:
        turn = self._current
        if turn is None:
            return
        if turn.utterance.priority is Priority.PLACE:
            self._cut(at_s, "stale")
            return
        self._silence(at_s)
        self._current = None
        turn.interruptions += 1
        self._waiting[turn.utterance.priority].appendleft(turn)

    def _supersede(self, topic: str, at_s: float) -> None:
        if self._current is not None and self._current.utterance.topic == topic:
            self._cut(at_s, "superseded")
        for turns in self._waiting.values():
            for turn in [turn for turn in turns if turn.utterance.topic == topic]:
                turns.remove(turn)
                self._record(turn, "superseded")

    def _cut(self, at_s: float, outcome: Outcome) -> None:
        turn, self._current = self._current, None
        if turn is not None:
            self._silence(at_s)
            self._record(turn, outcome)

    def _end_waiting(self, turn: _Turn, outcome: Outcome) -> None:
        self._waiting[turn.utterance.priority].remove(turn)
        self._record(turn, outcome)

    def _record(self, turn: _Turn, outcome: Outcome) -> None:
        record = record_of(
            turn.utterance,
            turn.requested_at_s,
            outcome,
            started_at_s=turn.started_at_s,
            interruptions=turn.interruptions,
        )
        try:
            self._on_spoken(record)
        except Exception:
            _log.exception("what hears how an utterance ended failed")

    # The voice

    def _render(self, turn: _Turn) -> bool:
        """Gets the sound of what the turn says next; True when that changed anything, False while it is being made."""
        if turn.part in turn.clips:
            return False
        try:
            return self._keep_sound(turn, turn.part)
        except _NoSound:
            self._end_waiting(turn, "unsaid")
            return True

    def _keep_sound(self, turn: _Turn, part: int) -> bool:
        tones = turn.utterance.tones
        clip = earcons.render(tones) if tones else self._sound_of(turn.parts[part])
        if clip is not None:
            turn.clips[part] = clip
        return clip is not None

    def _render_idly(self) -> bool:
        if self._muted or not self._prewarm:
            return False
        with contextlib.suppress(_NoSound):
            if self._sound_of(self._prewarm[0]) is None:
                return False
        self._prewarm.popleft()
        return bool(self._prewarm)

    def _sound_of(self, text: str) -> Clip | None:
        """The words as sound, None while it is being made. Raises _NoSound, which has been told."""
        if self._voice is None:
            raise _NoSound
        try:
            clip = self._voice.render(text)
            if clip is not None and len(clip.samples) == 0:
                raise VoiceUnavailable("voice_gave_no_sound")
        except VoiceRestarted as trouble:
            self._tell_restart(trouble)
            return None
        except VoiceUnavailable as trouble:
            self._report(self._voice, trouble)
            raise _NoSound from trouble
        return clip

    def _tell_restart(self, trouble: VoiceRestarted) -> None:
        self._reported.pop(self._voice, None)
        self._on_problem(trouble)
        if not self._muted:
            self._earcons.append(earcons.render(earcons.VOICE_RESTARTED))

    def _tell_note(self) -> None:
        if self._voice is not None and self._voice.note is not None:
            self._report("note", self._voice.note)

    def _answer_voices(self) -> None:
        while self._asked_voices:
            found: tuple[VoiceInfo, ...] | None = ()
            if self._voice is not None and isinstance(self._voice, ListsVoices):
                try:
                    found = self._voice.voices()
                except VoiceRestarted as trouble:
                    self._tell_restart(trouble)
                    return
                except VoiceUnavailable as trouble:
                    self._report(self._voice, trouble)
            if found is None:
                return
            self._asked_voices.popleft()(found)

    # The players

    def _open(self, at_s: float) -> bool:
        """Gets voice and players ready once, before the first words; True when it had that to do."""
        if self._opened or self._muted or self._voice is None:
            return False
        self._opened = True
        for player in self._players:
            if self._try(player, player.open, at_s):
                self._worked.add(player)
        try:
            self._voice.prepare()
        except VoiceUnavailable as trouble:
            self._report(self._voice, trouble)
        return True

    def _play(self, clip: Clip, at_s: float) -> bool:
        started = False
        for player in self._players:
            if player not in self._outages and self._try(player, partial(player.play, clip, at_s), at_s):
                started = True
                self._worked.add(player)
                self._reported.pop(player, None)
        return started

    def _sounds(self, at_s: float) -> bool:
        return any(player.is_playing(at_s) for player in self._players if player not in self._outages)

    def _silence(self, at_s: float) -> None:
        for player in self._players:
            if player not in self._outages:
                self._try(player, partial(player.cut, at_s), at_s)

    def _try(self, player: Player, action: Callable[[], None], at_s: float) -> bool:
        try:
            action()
        except PlayerUnavailable as trouble:
            self._lose(player, trouble, at_s)
            return False
        return True

    def _lose(self, player: Player, trouble: PlayerUnavailable, at_s: float) -> None:
        is_worth_waiting = player in self._worked and player in self._watched
        patience_s, retry_s = (PATIENCE_S, REOPEN_EVERY_S) if is_worth_waiting else (0.0, RETRY_AFTER_S)
        self._outages[player] = _Outage(at_s + patience_s, at_s + retry_s)
        self._report(player, PlayerUnavailable("sound_lost") if is_worth_waiting else trouble)

    def _look_after(self, at_s: float) -> bool:
        """Notices what broke by itself, and what is whole again; True when that changed what is to be done."""
        self._answer_voices()
        self._tell_note()
        if self._voice is not None and isinstance(self._voice, Watched):
            try:
                self._voice.watch()
            except VoiceRestarted as trouble:
                self._tell_restart(trouble)
        for player in self._players:
            outage = self._outages.get(player)
            if outage is not None:
                if at_s >= outage.retry_at_s:
                    self._reopen(player, outage, at_s)
            elif isinstance(player, Watched):
                try:
                    player.watch()
                except PlayerUnavailable as trouble:
                    self._lose(player, trouble, at_s)
                    self._earcon_sounds = False
                    self._interrupt(at_s)
                    return True
        return False

    def _reopen(self, player: Player, outage: _Outage, at_s: float) -> None:
        try:
            player.open()
        except PlayerUnavailable:
            outage.retry_at_s = at_s + (REOPEN_EVERY_S if at_s < outage.patience_ends_at_s else RETRY_AFTER_S)
            return
        del self._outages[player]
        self._worked.add(player)
        if player in self._watched:
            self._reported.pop(player, None)
            if self._on_notice is not None:
                self._on_notice("sound_back")

    def _close(self, part: Voice | Player) -> None:
        try:
            part.close()
        except PlayerUnavailable as trouble:  # the last words could not be written
            self._report(part, trouble)

    def _report(self, part: object, trouble: Trouble) -> None:
        """Tells what is missing, once until it works again."""
        if self._reported.get(part) != str(trouble):
            self._reported[part] = str(trouble)
            self._on_problem(trouble)


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


class _NoSound(Exception):
    """There is no sound for these words, and it has been told why."""


def _is_valid(utterance: Utterance) -> bool:
    try:
        return utterance.still_valid()
    except Exception:
        _log.exception("nobody knows whether %r is still true; it is left out", utterance.text)
        return False
