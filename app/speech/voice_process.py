"""The voice in a process of its own: what hangs, fails or crashes there is noticed, and the voice is replaced.

The process itself is `voice_worker.py`. What was rendered is kept here, so that a new voice loses nothing.
"""

import logging
import time
from collections import Counter, OrderedDict, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from app.speech.child import Child, worker_command
from app.speech.clip import Clip, ClipCache
from app.speech.errors import VoiceRestarted, VoiceUnavailable
from app.speech.protocols import SoundChoice, VoiceInfo
from app.speech.wire import Packet
from app.trouble import Trouble

FIRST_START_WITHIN_S = 15.0  # from a cold disk; on Windows the engine itself takes seconds
START_WITHIN_S = 5.0
ANSWER_WITHIN_S = 1.5
_CHARACTERS_A_SECOND = 200  # a hundredth of what eSpeak renders
FAILURES_ALLOWED = 5
SAME_TEXT_ALLOWED = 3  # words that end the voice each time must not end it for all others
FAILURES_WITHIN_S = 60.0
REST_S = 30.0
NO_SOUND = "voice_gave_no_sound"
_LAST_CHANCE_S = 0.1

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Question:
    name: str
    text: str  # what is to be rendered
    generation: int  # of the choice of voice
    allowed_s: float


class ProcessVoice:
    """A `Voice` that renders in another process and never waits for it. Used by one thread.

    A voice that gives no answer in time, an answer that says it failed, or none that can be understood, or that has
    ended, is replaced at once; VoiceRestarted tells so, once until it has rendered again. Five failures in a minute:
    it rests for half a minute, in which only what was rendered before can be said.
    """

    def __init__(
        self,
        language: str = "en",
        rate_wpm: int | None = None,
        *,
        command: Sequence[str] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Takes a BCP 47 tag and words a minute (None: the engine's own), and what starts a process in its place."""
        self.on_ready: Callable[[], None] = _nothing
        self._choice = _essence(SoundChoice(language=language, rate_wpm=rate_wpm))
        self._command = list(command or worker_command("voice_worker"))
        self._clock = clock
        self._child: Child | None = None
        self._was_ready = False
        self._serial = 0
        self._generation = 0
        self._questions: OrderedDict[int, _Question] = OrderedDict()
        self._since_s = 0.0  # when the oldest question became the one that is worked on
        self._clips = ClipCache()
        self._long: dict[str, Clip] = {}  # one that is too long to be remembered, until it is taken
        self._refused: dict[str, VoiceUnavailable] = {}  # words that give no sound, until that was told
        self._harmful: Counter[str] = Counter()  # how often the voice failed over these words
        self._voices: tuple[VoiceInfo, ...] | None = None
        self._note: Trouble | None = None
        self._failures: deque[float] = deque()
        self._is_restart_told = False
        self._trouble: VoiceUnavailable | None = None  # why nothing can be rendered, until `_rests_until_s`
        self._rests_until_s = 0.0

    @property
    def note(self) -> Trouble | None:
        """Says that the language has no voice and the default speaks instead; None when it has or is not known yet."""
        return self._note

    def prepare(self) -> None:
        """Starts the process; it is ready some time later."""
        self._is_up()

    def watch(self) -> None:
        """Takes what was answered. Raises VoiceRestarted."""
        child = self._child
        if child is None:
            return
        for answer in child.answers():
            if self._child is child:
                self._take(answer)
        if self._child is child and self._is_overdue():
            late = child.next_answer(_LAST_CHANCE_S)
            if late is None:
                self._fail("no answer in time")
            else:
                self._take(late)

    def render(self, text: str) -> Clip | None:
        """The words as sound; None while they are being made. Raises VoiceUnavailable and VoiceRestarted."""
        if text not in self._clips:
            self.watch()
        clip = self._long.pop(text, None) or self._clips.get(text)
        if clip is not None:
            return clip
        if text in self._refused:
            raise self._refused.pop(text)
        if not self._is_up():
            raise self._trouble or VoiceUnavailable("voice_failed")
        if not self._questions:  # a long one must not hold up what is asked for meanwhile
            self._ask("render", text)
        return None

    def expect(self, texts: Iterable[str]) -> None:
        """These words are said often from now on and are remembered before all others."""
        self._clips.expect(texts)

    def adjust(self, choice: SoundChoice) -> None:
        """Speaks like this from the next words on."""
        if _essence(choice) == self._choice:
            return
        self._choice = _essence(choice)
        self._generation += 1
        self._clips.clear()
        self._long.clear()
        self._refused.clear()
        self._harmful.clear()
        self._voices = None
        self._note = None
        self._rests_until_s = 0.0
        if self._child is not None:
            self._ask("choose", self._choice)

    def voices(self) -> tuple[VoiceInfo, ...] | None:
        """The voices that speak the language; None while it is being asked. Raises as `render`."""
        self.watch()
        found, self._voices = self._voices, None
        if found is None and not self._is_up():
            raise self._trouble or VoiceUnavailable("voice_failed")
        if found is None and all(question.name != "voices" for question in self._questions.values()):
            self._ask("voices", None)
        return found

    def close(self) -> None:
        """Lets the process end."""
        child, self._child = self._child, None
        self._questions.clear()
        if child is not None:
            child.end()

    # The process

    def _is_up(self) -> bool:
        """Whether there is a process to ask; starts one unless it is time to rest."""
        if self._child is None and self._clock() >= self._rests_until_s:
            self._start()
        return self._child is not None

    def _start(self) -> None:
        try:
            self._child = Child(self._command, self._wake, name="voice")
        except OSError as error:
            self._fail(f"the process cannot be started: {error}")
        else:
            self._ask("choose", self._choice, START_WITHIN_S if self._was_ready else FIRST_START_WITHIN_S)

    def _wake(self) -> None:
        self.on_ready()

    def _ask(self, name: str, what: Any, allowed_s: float | None = None) -> None:
        self._serial += 1
        text = what if name == "render" else ""
        if allowed_s is None:
            allowed_s = ANSWER_WITHIN_S + len(text) / _CHARACTERS_A_SECOND
        if not self._questions:
            self._since_s = self._clock()
        self._questions[self._serial] = _Question(name, text, self._generation, allowed_s)
        assert self._child is not None
        self._child.ask(Packet({"serial": self._serial, name: what}))

    def _is_overdue(self) -> bool:
        oldest = next(iter(self._questions.values()), None)
        return oldest is not None and self._clock() > self._since_s + oldest.allowed_s

    def _take(self, answer: "Packet | str") -> None:
        """What the process said, or how it ended."""
        if isinstance(answer, str):
            self._fail(answer)
            return
        question = self._questions.pop(answer.fields.get("serial", 0), None)
        self._since_s = self._clock()
        if question is None:
            self._fail("an answer to no question")
            return
        try:
            self._use(question, answer)
        except (KeyError, TypeError, ValueError) as error:
            self._fail(f"an answer that makes no sense: {error!r}", question)

    def _use(self, question: _Question, answer: Packet) -> None:
        fields = answer.fields
        is_current = question.generation == self._generation
        trouble = VoiceUnavailable(fields["trouble"][0], **fields["trouble"][1]) if "trouble" in fields else None
        if trouble is not None and question.name != "render":
            self._rest(trouble)
        elif trouble is not None and trouble.code != NO_SOUND:
            self._refused[question.text] = trouble
        elif trouble is not None or "fault" in fields:
            self._fail(str(trouble or fields["fault"]), question)
        elif question.name == "choose":
            self._was_ready = True
            if is_current:
                self._note = None if fields["note"] is None else Trouble(fields["note"][0], **fields["note"][1])
        elif question.name == "voices":
            if is_current:
                self._voices = tuple(VoiceInfo(identifier, name) for identifier, name in fields["voices"])
        else:
            clip = Clip(np.frombuffer(answer.samples, np.int16), int(fields["sample_rate_hz"]))
            self._has_worked()
            if is_current and not self._clips.put(question.text, clip):
                self._long = {question.text: clip}

    def _has_worked(self) -> None:
        self._trouble = None
        self._is_restart_told = False

    def _fail(self, why: str, question: _Question | None = None) -> None:
        """Replaces the voice, or lets it rest when that was done too often. Raises VoiceRestarted, once."""
        _log.warning("the voice failed (%s) and is replaced", why)
        for failed in [question] if question is not None else [*self._questions.values()][:1]:
            self._harmful[failed.text] += 1
            if failed.text and self._harmful[failed.text] >= SAME_TEXT_ALLOWED:
                self._refused[failed.text] = VoiceUnavailable(NO_SOUND)
        self._drop_child()
        now_s = self._clock()
        self._failures.append(now_s)
        while self._failures[0] < now_s - FAILURES_WITHIN_S:
            self._failures.popleft()
        if self._trouble is not None or len(self._failures) >= FAILURES_ALLOWED:
            self._rest(VoiceUnavailable("voice_failed"))
            return
        if not self._is_restart_told:
            self._is_restart_told = True
            self._start()
            raise VoiceRestarted("voice_restarted")
        self._start()

    def _rest(self, trouble: VoiceUnavailable) -> None:
        self._drop_child()
        self._failures.clear()
        self._trouble = trouble
        self._rests_until_s = self._clock() + REST_S

    def _drop_child(self) -> None:
        child, self._child = self._child, None
        self._questions.clear()
        if child is not None:
            child.kill()


def _essence(choice: SoundChoice) -> dict[str, Any]:
    """What of the choice is the voice's business."""
    return {"language": choice.language, "voice": choice.voice, "rate_wpm": choice.rate_wpm, "pitch": choice.pitch}


def _nothing() -> None:
    """Nobody waits for an answer."""
