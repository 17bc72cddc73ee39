"""Speech as the session sees it: in real time from a thread of its own, or on a virtual clock. Rules: `queue.py`."""

import logging
import queue
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from app.feedback.utterance import Utterance
from app.speech.protocols import Player, RendersElsewhere, SoundChoice, SpokenRecord, Voice, VoiceInfo
from app.speech.queue import SpeechQueue
from app.speech.turns import record_of
from app.trouble import Trouble

_log = logging.getLogger(__name__)
_POLL_S = 0.02
_WATCH_S = 0.4  # how often voice and sound card are looked after while all is quiet
_CLOSE_WITHIN_S = 1.0
_VIRTUAL_STEP_S = 0.01
_LONGEST_S = 60.0

_Wish = Callable[[float], None]  # takes the time in seconds


def _nothing(at_s: float) -> None:
    """A wish that only wakes the thread."""


class Speaker:
    """Says utterances in real time. Its thread owns the voice; every method may be called from any thread at once.

    `on_spoken`, `on_problem` and `on_notice` are called from that thread. All times are seconds since the speaker was
    made; a recording begins there, too.
    """

    def __init__(
        self,
        voice: Voice | None,
        players: Sequence[Player],
        *,
        on_spoken: Callable[[SpokenRecord], None],
        on_problem: Callable[[Trouble], None],
        on_notice: Callable[[str], None] | None = None,
        muted: bool = False,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        """Starts the thread, which opens voice and players."""
        self._queue = SpeechQueue(voice, players, on_spoken=on_spoken, on_problem=on_problem, on_notice=on_notice)
        self._on_spoken = on_spoken
        self._clock = clock
        self._zero_s = clock()
        self._muted = muted
        self._inbox: queue.SimpleQueue[_Wish | None] = queue.SimpleQueue()
        self._idle = threading.Condition()
        self._asked = 0
        self._handled = 0
        self._has_ended = False
        self._is_over = False
        self._queue.set_muted(muted, 0.0)
        if voice is not None and isinstance(voice, RendersElsewhere):
            voice.on_ready = self._wake
        self._thread = threading.Thread(target=self._run, name="speech", daemon=True)
        self._thread.start()

    @property
    def muted(self) -> bool:
        """While True nothing is said and what is asked for is hushed."""
        return self._muted

    @muted.setter
    def muted(self, muted: bool) -> None:
        self._muted = muted
        self._ask(partial(self._queue.set_muted, muted))

    def say(self, utterance: Utterance, at_s: float | None = None) -> None:
        """Asks for words to be said now; the source time `at_s` is for a virtual clock and changes nothing here."""
        asked_at_s = self._now_s()
        if not self._ask(lambda _: self._queue.submit(utterance, asked_at_s)):
            self._on_spoken(record_of(utterance, asked_at_s, "hushed"))

    def advance(self, at_s: float) -> None:
        """Nothing to do: real time passes by itself."""

    def hush(self) -> None:
        """Stops what is being said and forgets what waits."""
        self._ask(self._queue.hush)

    def prewarm(self, texts: Iterable[str]) -> None:
        """Renders words while nothing waits, so that they sound at once later."""
        wanted = tuple(texts)
        self._ask(lambda _: self._queue.prewarm(wanted))

    def adjust(self, choice: SoundChoice) -> None:
        """Sounds like this from the next words on."""
        self._ask(partial(self._queue.adjust, choice))

    def ask_voices(self, answer: Callable[[tuple[VoiceInfo, ...]], None]) -> None:
        """Calls `answer`, from the speech thread, with the voices of the chosen language."""
        if not self._ask(lambda _: self._queue.ask_voices(answer)):
            answer(())

    def finish(self, within_s: float) -> bool:
        """Waits until all that was asked for so far has ended; False when that took longer."""
        with self._idle:
            return self._idle.wait_for(lambda: self._has_ended and self._asked == self._handled, within_s)

    def close(self) -> bool:
        """Hushes what sounds, closes voice and players and joins the thread; False when it did not end within 1 s."""
        self._inbox.put(None)
        self._thread.join(_CLOSE_WITHIN_S)
        return not self._thread.is_alive()

    def _ask(self, wish: _Wish) -> bool:
        """False when speech has ended, so that nobody would do it any more."""
        with self._idle:
            if self._is_over:
                return False
            self._asked += 1
            self._inbox.put(wish)
        return True

    def _wake(self) -> None:
        self._ask(_nothing)

    def _now_s(self) -> float:
        return self._clock() - self._zero_s

    def _run(self) -> None:
        has_more = True
        while not self._is_over:
            for wish in self._take_wishes(has_more):
                self._guarded(wish)
            try:
                has_more = self._queue.step(self._now_s())
            except Exception:
                _log.exception("Speech failed at one utterance and goes on with the next")
                has_more = False
                self._guarded(self._queue.give_up)
        self._guarded(self._queue.close)
        with self._idle:
            self._has_ended = True
            self._idle.notify_all()

    def _take_wishes(self, has_more: bool) -> list[_Wish]:
        """All that was wished for; waits for it as long as nothing else is due."""
        with self._idle:
            self._has_ended = self._queue.idle
            self._idle.notify_all()
        wishes: list[_Wish] = []
        try:
            wish = self._inbox.get(block=not has_more, timeout=_POLL_S if self._queue.busy else _WATCH_S)
            while True:
                with self._idle:
                    self._has_ended = False
                    if wish is None:
                        self._is_over = True
                    else:
                        self._handled += 1
                        wishes.append(wish)
                wish = self._inbox.get_nowait()
        except queue.Empty:
            return wishes

    def _guarded(self, action: _Wish) -> None:
        try:
            action(self._now_s())
        except Exception:
            _log.exception("Speech could not do what was asked of it")


class SyncSpeaker:
    """Says utterances on a virtual clock, in the caller's thread, so that a run is repeatable; see `WavRecorder`.

    Time passes with `advance`, `say`, `finish` and `close` alone and never backwards.
    """

    def __init__(
        self,
        voice: Voice | None,
        players: Sequence[Player],
        *,
        on_spoken: Callable[[SpokenRecord], None],
        on_problem: Callable[[Trouble], None],
    ) -> None:
        """Takes the same as `Speaker`, but a voice that renders at once."""
        self._queue = SpeechQueue(voice, players, on_spoken=on_spoken, on_problem=on_problem)
        self._now_s = 0.0
        self._muted = False

    @property
    def muted(self) -> bool:
        """While True nothing is said and what is asked for is hushed."""
        return self._muted

    @muted.setter
    def muted(self, muted: bool) -> None:
        self._muted = muted
        self._queue.set_muted(muted, self._now_s)

    def say(self, utterance: Utterance, at_s: float | None = None) -> None:
        """Asks for words to be said at `at_s`, or now."""
        self.advance(self._now_s if at_s is None else at_s)
        self._queue.submit(utterance, self._now_s)
        self.advance(self._now_s)

    def advance(self, at_s: float) -> None:
        """Lets time pass: what has ended makes room for what waits, what is no longer valid is cut."""
        self._now_s = max(self._now_s, at_s)
        while self._queue.step(self._now_s):
            pass

    def hush(self) -> None:
        """Stops what is being said and forgets what waits."""
        self._queue.hush(self._now_s)

    def prewarm(self, texts: Iterable[str]) -> None:
        """Nothing to do: a virtual clock waits for the voice."""

    def finish(self, within_s: float) -> bool:
        """Lets time pass until all that was asked for has ended, at most this long; False when that was too short."""
        until_s = self._now_s + within_s
        while not self._queue.idle and self._now_s < until_s:
            self.advance(min(until_s, self._now_s + _VIRTUAL_STEP_S))
        return self._queue.idle

    def close(self) -> bool:
        """Hushes what waits, lets what is being said come to its end, and closes the recording."""
        self._queue.hush_waiting()
        self.finish(_LONGEST_S)
        self._queue.close(self._now_s)
        return True
