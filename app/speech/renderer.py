"""How words become sound: one voice that may be missing, slow or replaced. When they are said, `queue.py` decides."""

import contextlib
from collections import deque
from collections.abc import Callable, Iterable

from app.speech import earcons
from app.speech.clip import EXPECTED_BYTES, Clip
from app.speech.complaints import Complaints
from app.speech.errors import VoiceRestarted, VoiceUnavailable
from app.speech.protocols import Adjustable, ListsVoices, Remembers, SoundChoice, Voice, VoiceInfo, Watched
from app.speech.sentences import parts_of
from app.speech.turns import Turn
from app.trouble import Trouble

_FULL = 0.95  # the next one might not fit any more

VoicesAnswer = Callable[[tuple[VoiceInfo, ...]], None]


class NoSound(Exception):
    """There is no sound for these words, and it has been told why."""


class Renderer:
    """A voice, what it is to render ahead of time, and who wants to know which others there are. Used by one thread."""

    def __init__(self, voice: Voice | None, complaints: Complaints, on_restart: Callable[[Trouble], None]) -> None:
        """Takes who is told, each time, that the voice was replaced; without a voice there are tones and no words."""
        self._voice = voice
        self._complaints = complaints
        self._on_restart = on_restart
        self._prewarm: deque[str] = deque()
        self._prewarmed_bytes = 0
        self._asked_voices: deque[VoicesAnswer] = deque()

    @property
    def has_voice(self) -> bool:
        """Whether words can be said at all."""
        return self._voice is not None

    @property
    def is_warming(self) -> bool:
        """Whether there are words to render ahead of time."""
        return bool(self._prewarm)

    @property
    def is_asked(self) -> bool:
        """Whether anybody waits for the voices."""
        return bool(self._asked_voices)

    def prepare(self) -> None:
        """Makes the voice ready."""
        if self._voice is not None:
            try:
                self._voice.prepare()
            except VoiceUnavailable as trouble:
                self._complaints.tell(self._voice, trouble)

    def adjust(self, choice: SoundChoice) -> None:
        """Speaks like this from the next words on, if the voice can."""
        if self._voice is not None and isinstance(self._voice, Adjustable):
            try:
                self._voice.adjust(choice)
            except VoiceUnavailable as trouble:
                self._complaints.tell(self._voice, trouble)

    def render(self, turn: Turn, part: int) -> bool:
        """Gets the sound of a part of the turn; False while it is being made. Raises NoSound."""
        tones = turn.utterance.tones
        clip = earcons.render(tones) if tones else self._sound_of(turn.parts[part])
        if clip is not None:
            turn.clips[part] = clip
        return clip is not None

    def prewarm(self, texts: Iterable[str]) -> None:
        """Renders these words when there is time, in place of what was asked for before; the first are the dearest.

        What does not fit into the voice's memory is left out, so that it does not push out what was before it.
        """
        self._prewarm = deque(part for text in texts for part in parts_of(text))
        if self._voice is not None and isinstance(self._voice, Remembers):
            self._voice.expect(self._prewarm)
        self._prewarmed_bytes = 0

    def render_ahead(self) -> bool:
        """Renders the next of these words; True when there are more and the voice has time for them."""
        if not self._prewarm:
            return False
        with contextlib.suppress(NoSound):
            clip = self._sound_of(self._prewarm[0])
            if clip is None:
                return False
            self._prewarmed_bytes += clip.samples.nbytes
        self._prewarm.popleft()
        if self._prewarmed_bytes > _FULL * EXPECTED_BYTES:
            self._prewarm.clear()
        return bool(self._prewarm)

    def ask_voices(self, answer: VoicesAnswer) -> None:
        """Calls `answer`, from `look_after`, with the voices of the chosen language; with none without such a voice."""
        self._asked_voices.append(answer)

    def look_after(self) -> None:
        """Notices what the voice has to tell, and what broke by itself."""
        self._answer_voices()
        if self._voice is None:
            return
        if self._voice.note is not None:
            self._complaints.tell("note", self._voice.note)
        if isinstance(self._voice, Watched):
            try:
                self._voice.watch()
            except VoiceRestarted as trouble:
                self._tell_restart(trouble)

    def dismiss(self) -> None:
        """Who asked for the voices gets none."""
        while self._asked_voices:
            self._asked_voices.popleft()(())

    def close(self) -> None:
        """Lets the voice go."""
        if self._voice is not None:
            self._voice.close()

    def _sound_of(self, text: str) -> Clip | None:
        """The words as sound, None while it is being made. Raises NoSound."""
        if self._voice is None:
            raise NoSound
        try:
            clip = self._voice.render(text)
            if clip is not None and len(clip.samples) == 0:
                raise VoiceUnavailable("voice_gave_no_sound")
        except VoiceRestarted as trouble:
            self._tell_restart(trouble)
            return None
        except VoiceUnavailable as trouble:
            self._complaints.tell(self._voice, trouble)
            raise NoSound from trouble
        return clip

    def _tell_restart(self, trouble: VoiceRestarted) -> None:
        self._complaints.works(self._voice)
        self._on_restart(trouble)

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
                    self._complaints.tell(self._voice, trouble)
            if found is None:
                return
            self._asked_voices.popleft()(found)
