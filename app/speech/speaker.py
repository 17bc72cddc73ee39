"""Speech as the session sees it: in real time from a thread of its own, or on a virtual clock. Rules: `turns.py`."""

import logging
import queue
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from app.feedback.utterance import Priority, Utterance
from app.speech.protocols import Player, SoundChoice, SpokenRecord, Voice, VoiceInfo
from app.speech.turns import Turns

_log = logging.getLogger(__name__)
_POLL_S = 0.02
_CLOSE_WITHIN_S = 1.0

_Wish = Callable[[float], None]  # takes the time in seconds


class Speaker:
    """Says utterances in real time. Its thread owns the voice; every method may be called from any thread at once.

    `on_spoken` and `on_problem` are called from that thread. All times are seconds since the speaker was made; a
    recording begins there, too.
    """

    def __init__(
        self,
        voice: Voice | None,
        players: Sequence[Player],
        *,
        on_spoken: Callable[[SpokenRecord], None],
        on_problem: Callable[[str], None],
        muted: bool = False,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        """Starts the thread, which opens voice and players."""
        self._turns = Turns(voice, players, on_spoken=on_spoken, on_problem=on_problem)
        self._clock = clock
        self._zero_s = clock()
        self._muted = muted
        self._last_value: Utterance | None = None
        self._inbox: queue.SimpleQueue[_Wish | None] = queue.SimpleQueue()
        self._idle = threading.Condition()
        self._asked = 0
        self._handled = 0
        self._resting = False
        self._turns.set_muted(muted, 0.0)
        self._thread = threading.Thread(target=self._run, name="speech", daemon=True)
        self._thread.start()

    @property
    def muted(self) -> bool:
        """While True nothing is said and what is asked for is dropped."""
        return self._muted

    @muted.setter
    def muted(self, muted: bool) -> None:
        self._muted = muted
        self._ask(partial(self._turns.set_muted, muted))

    def say(self, utterance: Utterance, at_s: float | None = None) -> None:
        """Asks for words to be said now; the source time `at_s` is for a virtual clock and changes nothing here."""
        if utterance.priority is Priority.VALUE:
            self._last_value = utterance
        asked_at_s = self._now_s()
        self._ask(lambda _: self._turns.submit(utterance, asked_at_s))

    def advance(self, at_s: float) -> None:
        """Nothing to do: real time passes by itself."""

    def cut(self) -> None:
        """Stops what is being said; what waits follows."""
        self._ask(self._turns.cut)

    def hush(self) -> None:
        """Stops what is being said and forgets what waits."""
        self._ask(self._turns.hush)

    def repeat(self) -> bool:
        """Says the last value again, whether or not its note is still there; False when there was none."""
        if self._last_value is None:
            return False
        self.say(Utterance(self._last_value.text, Priority.VALUE, tones=self._last_value.tones))
        return True

    def prewarm(self, texts: Iterable[str]) -> None:
        """Renders words while nothing waits, so that they sound at once later."""
        wanted = tuple(texts)
        self._ask(lambda _: self._turns.prewarm(wanted))

    def adjust(self, choice: SoundChoice) -> None:
        """Sounds like this from the next words on."""
        self._ask(partial(self._turns.adjust, choice))

    def ask_voices(self, answer: Callable[[tuple[VoiceInfo, ...]], None]) -> None:
        """Calls `answer`, from the speech thread, with the voices of the chosen language."""
        self._ask(lambda at_s: answer(self._turns.voices(at_s)))

    def wait_idle(self, timeout_s: float) -> bool:
        """Waits until all that was asked for so far has been done or dropped; False when that took too long."""
        with self._idle:
            return self._idle.wait_for(lambda: self._resting and self._asked == self._handled, timeout_s)

    def close(self) -> bool:
        """Cuts what sounds, closes voice and players and joins the thread; False when it did not end within 1 s."""
        self._inbox.put(None)
        self._thread.join(_CLOSE_WITHIN_S)
        return not self._thread.is_alive()

    def _ask(self, wish: _Wish) -> None:
        with self._idle:
            self._asked += 1
            self._inbox.put(wish)

    def _now_s(self) -> float:
        return self._clock() - self._zero_s

    def _run(self) -> None:
        busy = True
        while (wishes := self._take_wishes(busy)) is not None:
            try:
                for wish in wishes:
                    wish(self._now_s())
                busy = self._turns.step(self._now_s())
            except Exception:
                _log.exception("Speech failed at one utterance and goes on with the next")
                busy = False
                self._stop(self._turns.hush)
        self._stop(self._turns.close)

    def _take_wishes(self, busy: bool) -> list[_Wish] | None:
        """All that was wished for; waits for it as long as nothing else is due. None: it is time to end."""
        resting = not busy and not self._turns.speaking
        with self._idle:
            self._resting = resting
            self._idle.notify_all()
        wishes: list[_Wish] = []
        try:
            wish = self._inbox.get(block=not busy, timeout=None if resting else _POLL_S)
            while wish is not None:
                wishes.append(wish)
                with self._idle:
                    self._resting = False
                    self._handled += 1
                wish = self._inbox.get_nowait()
        except queue.Empty:
            return wishes
        return None

    def _stop(self, action: _Wish) -> None:
        try:
            action(self._now_s())
        except Exception:
            _log.exception("Speech could not be stopped in an orderly way")


class SyncSpeaker:
    """Says utterances on a virtual clock, in the caller's thread, so that a run is repeatable; see `WavRecorder`.

    Time passes with `advance` and `say` alone and never backwards.
    """

    def __init__(
        self,
        voice: Voice | None,
        players: Sequence[Player],
        *,
        on_spoken: Callable[[SpokenRecord], None],
        on_problem: Callable[[str], None],
    ) -> None:
        """Takes the same as `Speaker`."""
        self._turns = Turns(voice, players, on_spoken=on_spoken, on_problem=on_problem)
        self._now_s = 0.0
        self._muted = False
        self._last_value: Utterance | None = None

    @property
    def muted(self) -> bool:
        """While True nothing is said and what is asked for is dropped."""
        return self._muted

    @muted.setter
    def muted(self, muted: bool) -> None:
        self._muted = muted
        self._turns.set_muted(muted, self._now_s)

    def say(self, utterance: Utterance, at_s: float | None = None) -> None:
        """Asks for words to be said at `at_s`, or now."""
        self.advance(self._now_s if at_s is None else at_s)
        if utterance.priority is Priority.VALUE:
            self._last_value = utterance
        self._turns.submit(utterance, self._now_s)
        self.advance(self._now_s)

    def advance(self, at_s: float) -> None:
        """Lets time pass: what has ended makes room for what waits, what is no longer valid is cut."""
        self._now_s = max(self._now_s, at_s)
        while self._turns.step(self._now_s):
            pass

    def cut(self) -> None:
        """Stops what is being said; what waits follows."""
        self._turns.cut(self._now_s)
        self.advance(self._now_s)

    def hush(self) -> None:
        """Stops what is being said and forgets what waits."""
        self._turns.hush(self._now_s)

    def repeat(self) -> bool:
        """Says the last value again, whether or not its note is still there; False when there was none."""
        if self._last_value is None:
            return False
        self.say(Utterance(self._last_value.text, Priority.VALUE, tones=self._last_value.tones))
        return True

    def prewarm(self, texts: Iterable[str]) -> None:
        """Nothing to do: a virtual clock waits for the voice."""

    def close(self) -> bool:
        """Lets the recording end with what is being said, drops what waits."""
        self._turns.close(self._now_s, finish=True)
        return True
