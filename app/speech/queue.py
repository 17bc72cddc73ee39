"""Who speaks when: a queue for each priority. No thread and no clock of its own; time comes as argument.

`speaker.py` drives it in real time from a thread of its own, or on a virtual clock from the caller's. `turns.py` keeps
what waits, `renderer.py` makes the sound, and `loudspeakers.py` puts it out.
"""

import contextlib
import logging
from collections.abc import Callable, Iterable, Sequence

from app.feedback.utterance import Utterance
from app.speech.chimes import Chimes
from app.speech.complaints import Complaints
from app.speech.earcons import VOICE_RESTARTED
from app.speech.floor import Floor
from app.speech.loudspeakers import Loudspeakers
from app.speech.protocols import Outcome, Player, SoundChoice, SpokenRecord, Voice
from app.speech.renderer import NoSound, Renderer, VoicesAnswer
from app.speech.sentences import parts_of
from app.speech.turns import Turn, WaitingLine
from app.trouble import Trouble

_log = logging.getLogger(__name__)


class SpeechQueue:
    """A list of utterances for each priority, of which one sounds at a time. Used by one thread.

    The highest priority speaks next, and within it who came first. One that may interrupt what sounds (`Priority`) does
    so as soon as its own sound is ready; the interrupted one goes back to the front of its list and is said again from
    its start, a long text from the sentence where it was cut. Cut twice at the same words, it is in the midst of a
    stream of others and waits for a quiet moment; its equals and values may pass it, and other lower ones wait with it.
    Equals never interrupt each other; a long answer is one for its first sentence, and then is read out, so that the
    next key need not wait for its end. A newer utterance takes the place of the older ones of its topic, whether they
    wait or sound, unless it is no longer valid itself, or is news and they are answers. One that is no longer valid
    does not sound, and is cut while it does. Tones of the note's place live for the moment: an interrupted one is not
    repeated. What came out with a gap was not heard, and is said again like what was interrupted; a computer that tears
    it three times is too busy to speak. Each utterance has exactly one record; `protocols.py` tells how each can end.

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
        self._on_spoken = on_spoken
        self._on_problem = on_problem
        self._complaints = Complaints(on_problem)
        self._renderer = Renderer(voice, self._complaints, self._tell_restart)
        self._loudspeakers = Loudspeakers(players, self._complaints, on_notice)
        self._waiting = WaitingLine()
        self._floor = Floor(self._loudspeakers, self._waiting, self._complaints, self._record)
        self._chimes = Chimes(self._loudspeakers)
        self._muted = False
        self._opened = False
        self._language: str | None = None  # of the voice; None until somebody chose one

    @property
    def idle(self) -> bool:
        """Whether all that was asked for has ended."""
        return self._floor.turn is None and not self._waiting

    @property
    def busy(self) -> bool:
        """Whether `step` should be called again soon, even if nothing new is asked for."""
        is_warming = self._renderer.is_warming and not self._muted
        return not self.idle or is_warming or self._renderer.is_asked or self._chimes.wait or self._chimes.sounds

    def submit(self, utterance: Utterance, at_s: float) -> None:
        """Puts the utterance at the end of its list; `step` gives it its turn."""
        turn = Turn(utterance, at_s, (utterance.text,) if utterance.tones else parts_of(utterance.text))
        if self._muted:
            self._record(turn, "hushed")
        elif not self._may_be_said(turn):
            self._record(turn, "stale")
        else:
            if utterance.topic:
                self._supersede(utterance, at_s)
            self._waiting.append(turn)

    def hush(self, at_s: float) -> None:
        """Stops what sounds and forgets what waits."""
        self._chimes.hush(at_s)
        self._floor.cut(at_s, "hushed")
        self.hush_waiting()

    def hush_waiting(self) -> None:
        """Forgets what waits; what sounds is said to its end."""
        for turn in self._waiting:
            self._end_waiting(turn, "hushed")

    def set_muted(self, muted: bool, at_s: float) -> None:
        """While muted everything is hushed."""
        self._muted = muted
        if muted:
            self.hush(at_s)

    def adjust(self, choice: SoundChoice, at_s: float) -> None:
        """Sounds like this from the next words on; a part that cannot change stays as it is.

        What sounds is said to its end as it began, unless its player was changed: then it is said again. Words of
        another language that wait are no longer true, as are further sentences: a voice that does not know their
        language says something else.
        """
        self._language = choice.language
        sounded = self._loudspeakers.sounds(at_s)
        self._loudspeakers.adjust(choice, at_s)
        self._renderer.adjust(choice)
        for turn in self._waiting:
            turn.clips.clear()
        if self._floor.turn is not None:
            self._floor.turn.clips.clear()
        if sounded and not self._loudspeakers.sounds(at_s):
            self._floor.interrupt(at_s)

    def ask_voices(self, answer: VoicesAnswer) -> None:
        """Calls `answer`, from `step`, with the voices of the chosen language; with none without such a voice."""
        self._renderer.ask_voices(answer)

    def prewarm(self, texts: Iterable[str]) -> None:
        """Renders the words while nothing else is to be rendered, in place of what was asked for before."""
        self._renderer.prewarm(texts)

    def step(self, at_s: float) -> bool:
        """Does one thing that is due. True: there is more, call again at once; newer wishes may come in between."""
        if self._look_after(at_s):
            return True
        turn = self._waiting.next(lambda turn: self._floor.may_begin(turn, at_s))
        if turn is not None and not self._may_be_said(turn):
            self._end_waiting(turn, "stale")
            return True
        if self._chimes.sounds:
            return not self._chimes.go_on(at_s)
        if self._floor.turn is not None:
            return self._go_on(self._floor.turn, turn, at_s)
        if self._chimes.wait:
            self._chimes.begin(at_s)
            return True
        has_more = self._open(at_s) or (self._render_ahead() if turn is None else self._begin(turn, at_s))
        return has_more or (self._floor.turn is None and self._chimes.wait)

    def give_up(self, at_s: float) -> None:
        """After a fault of the program: what sounds, or else what comes next, is left out; the others go on."""
        if self._floor.turn is not None:
            self._floor.cut(at_s, "unsaid")
        elif (turn := self._waiting.next()) is not None:
            self._end_waiting(turn, "unsaid")

    def close(self, at_s: float) -> None:
        """Hushes what sounds and waits, and closes voice and players."""
        try:
            self.hush(at_s)
            self._renderer.dismiss()
        finally:
            self._loudspeakers.close()
            self._renderer.close()

    def _open(self, at_s: float) -> bool:
        """Gets voice and players ready once, before the first words; True when it had that to do."""
        if self._opened or self._muted or not self._renderer.has_voice:
            return False
        self._opened = True
        self._loudspeakers.open(at_s)
        self._renderer.prepare()
        return True

    def _look_after(self, at_s: float) -> bool:
        """Notices what broke by itself; True when that changed what is to be done."""
        self._renderer.look_after()
        if not self._loudspeakers.look_after(at_s):
            return False
        self._chimes.break_off()
        self._floor.interrupt(at_s)
        return True

    def _tell_restart(self, trouble: Trouble) -> None:
        self._on_problem(trouble)
        if not self._muted:
            self._chimes.add(VOICE_RESTARTED)

    # One turn after another

    def _begin(self, turn: Turn, at_s: float) -> bool:
        """Nothing sounds, and this is the next."""
        if turn.clip is None or self._loudspeakers.are_worth_waiting(at_s):
            return self._render(turn)
        if self._floor.give(turn, at_s):
            return False
        if not self._loudspeakers.are_worth_waiting(at_s):
            self._end_waiting(turn, "unsaid")
        return True

    def _go_on(self, current: Turn, turn: Turn | None, at_s: float) -> bool:
        """Something sounds; `turn` is the one that waits next, valid, or None."""
        if not self._loudspeakers.sounds(at_s):
            if not self._look_after(at_s):  # it may have fallen silent because its player went away just now
                self._floor.end_part(at_s)
            return True
        if not current.is_valid():
            self._floor.cut(at_s, "stale")
            return True
        if turn is not None and turn.priority.interrupts(current.priority):
            if turn.clip is None:
                return self._render(turn)
            self._floor.yield_to_higher(at_s)
            return True
        ahead = current.part + 1
        if ahead < len(current.parts) and ahead not in current.clips:
            with contextlib.suppress(NoSound):  # which will be its end when its turn has come
                return self._renderer.render(current, ahead)
        if turn is not None and turn.clip is None:
            return self._render(turn)
        return turn is None and self._render_ahead()

    def _may_be_said(self, turn: Turn) -> bool:
        """Whether one that waits is still true, and in the language of the voice."""
        words, voice = "" if turn.utterance.tones else turn.utterance.language, self._language
        is_known = not words or voice is None or words.partition("-")[0] == voice.partition("-")[0]
        return is_known and turn.is_valid()

    def _supersede(self, by: Utterance, at_s: float) -> None:
        def is_older(turn: Turn) -> bool:
            return turn.utterance.topic == by.topic and by.priority.supersedes(turn.utterance.priority)

        if self._floor.turn is not None and is_older(self._floor.turn):
            self._floor.cut(at_s, "superseded")
        for turn in self._waiting:
            if is_older(turn):
                self._end_waiting(turn, "superseded")

    def _end_waiting(self, turn: Turn, outcome: Outcome) -> None:
        self._waiting.remove(turn)
        self._record(turn, outcome)

    def _record(self, turn: Turn, outcome: Outcome) -> None:
        try:
            self._on_spoken(turn.record(outcome))
        except Exception:
            _log.exception("what hears how an utterance ended failed")

    def _render(self, turn: Turn) -> bool:
        """Gets the sound of what the turn says next; True when that changed anything, False while it is being made."""
        if turn.clip is not None:
            return False
        try:
            return self._renderer.render(turn, turn.part)
        except NoSound:
            self._end_waiting(turn, "unsaid")
            return True

    def _render_ahead(self) -> bool:
        return not self._muted and self._renderer.render_ahead()
