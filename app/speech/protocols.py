"""What the speech room's parts ask of each other. No implementation lives here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

from app.feedback.utterance import Priority, Utterance
from app.speech.clip import Clip


@dataclass(frozen=True, slots=True)
class SoundChoice:
    """How the person wants speech to sound.

    Attributes:
        language: BCP 47 tag.
        voice: the engine's own identifier of a voice; None for the one nearest to the language.
        rate_wpm: words a minute; None for the engine's own.
        pitch: 0 to 100 where the engine can; 50 is the voice's own.
        volume: 0 to 100 percent.
        output: name of the sound device as in `app.speech.player.list_outputs`; None, and one that is gone, for the
            system's default.
    """

    language: str = "en"
    voice: str | None = None
    rate_wpm: int | None = None
    pitch: int = 50
    volume: int = 100
    output: str | None = None


@dataclass(frozen=True, slots=True)
class VoiceInfo:
    """One voice of the engine: its identifier, and what people call it."""

    id: str
    name: str


@runtime_checkable
class Adjustable(Protocol):
    """A voice, player or speech whose sound can be changed while it runs."""

    def adjust(self, choice: SoundChoice) -> None:
        """Sounds like this from the next words on. Raises VoiceUnavailable or PlayerUnavailable."""


@runtime_checkable
class ListsVoices(Protocol):
    """A voice that can tell which others there are, in the thread that owns it."""

    def voices(self) -> tuple[VoiceInfo, ...]:
        """The voices of the chosen language, by name. Raises VoiceUnavailable."""


@runtime_checkable
class AnswersVoices(Protocol):
    """Speech that tells, from its own thread, which voices there are."""

    def ask_voices(self, answer: Callable[[tuple[VoiceInfo, ...]], None]) -> None:
        """Calls `answer` with the voices of the chosen language; with none when there is no engine."""


class Voice(Protocol):
    """Turns words into sound. Made anywhere, used and closed by one thread."""

    @property
    def note(self) -> str | None:
        """What the person should know about the voice that was found (a missing language); None when all is well."""

    def prepare(self) -> None:
        """Makes the engine ready; calling it again does nothing. Raises VoiceUnavailable."""

    def render(self, text: str) -> Clip:
        """The words as sound, without silence around them. Raises VoiceUnavailable."""

    def close(self) -> None:
        """Lets the engine go."""


class Player(Protocol):
    """Puts sound out, one clip at a time. `at_s` is the timeline in seconds; players of real time may ignore it."""

    def open(self) -> None:
        """Makes the output ready; calling it again does nothing. Raises PlayerUnavailable."""

    def play(self, clip: Clip, at_s: float) -> None:
        """Starts the clip at once, in place of one that still sounds. Raises PlayerUnavailable."""

    def cut(self, at_s: float) -> None:
        """Stops what sounds; does nothing when all is quiet."""

    def is_playing(self, at_s: float) -> bool:
        """Whether a clip still sounds."""

    def close(self) -> None:
        """Stops and lets the output go; calling it again does nothing."""


Outcome = Literal["spoken", "cut", "dropped"]


@dataclass(frozen=True, slots=True)
class SpokenRecord:
    """What became of one utterance.

    Attributes:
        text, priority: the utterance's.
        requested_at_s: when it was asked for, on the speaker's timeline.
        started_at_s: when its sound was handed to the players (a sound card takes it within 10 ms); None if never.
        latency_ms: from the request to the start; None if it never started.
        outcome: "spoken" to its end, "cut" short, or "dropped" before it sounded (stale, replaced, or no sound at all).
    """

    text: str
    priority: Priority
    requested_at_s: float
    started_at_s: float | None
    latency_ms: float | None
    outcome: Outcome


class Speech(Protocol):
    """What the session drives: `Speaker` in real time, `SyncSpeaker` on a virtual clock."""

    muted: bool

    def say(self, utterance: Utterance, at_s: float | None = None) -> None:
        """Asks for words to be said; `at_s` is the source time of the request."""

    def advance(self, at_s: float) -> None:
        """Tells the source time; to be called for every frame."""

    def cut(self) -> None:
        """Stops what is being said; what waits follows."""

    def hush(self) -> None:
        """Stops what is being said and forgets what waits."""

    def repeat(self) -> bool:
        """Says the last value again; False when there was none."""

    def prewarm(self, texts: Iterable[str]) -> None:
        """Renders words ahead of time."""

    def close(self) -> bool:
        """Ends speech; False when the speech thread did not end in time."""
