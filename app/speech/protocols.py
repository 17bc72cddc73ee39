"""What the speech room's parts ask of each other. No implementation lives here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

from app.feedback.utterance import Priority, Utterance
from app.speech.clip import Clip
from app.trouble import Trouble

# Of eSpeak NG where the person chose no other. At 200, pyttsx3's own, a recogniser took "5 specimen units" for "one" in
# half of all tries; at 170 it took none of 720 values for another.
USUAL_RATE_WPM = 170


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

    def voices(self) -> tuple[VoiceInfo, ...] | None:
        """The voices of the chosen language, by name; None: not known yet, ask again. Raises VoiceUnavailable."""


@runtime_checkable
class Watched(Protocol):
    """A voice that lives elsewhere, or a player whose device can go away: somebody has to look after it."""

    def watch(self) -> None:
        """Looks whether all is well; quick. To be called at least twice a second.

        Raises:
            VoiceRestarted: the voice had to be replaced.
            PlayerUnavailable: what was open has gone; `open` gets it back.
            SoundBrokenOff: what sounded stopped before its end, and can be said again at once.
        """


@runtime_checkable
class HearsGaps(Protocol):
    """A player that knows whether a clip came out whole."""

    @property
    def gap_s(self) -> float:
        """For how long the newest clip, which has ended, was silent amid its words."""


@runtime_checkable
class RendersElsewhere(Protocol):
    """A voice whose `render` does not wait for the sound."""

    on_ready: Callable[[], None]  # called from another thread when it is worth asking again


@runtime_checkable
class Remembers(Protocol):
    """A voice that keeps what it has rendered."""

    def expect(self, texts: Iterable[str]) -> None:
        """These words are said often from now on and are remembered before all others."""


@runtime_checkable
class AnswersVoices(Protocol):
    """Speech that tells, from its own thread, which voices there are."""

    def ask_voices(self, answer: Callable[[tuple[VoiceInfo, ...]], None]) -> None:
        """Calls `answer` with the voices of the chosen language; with none when there is no engine."""


class Voice(Protocol):
    """Turns words into sound. Made anywhere, used and closed by one thread."""

    @property
    def note(self) -> Trouble | None:
        """What the person should know about the voice that was found (a missing language); None when all is well."""

    def prepare(self) -> None:
        """Makes the engine ready; calling it again does nothing. Raises VoiceUnavailable."""

    def render(self, text: str) -> Clip | None:
        """The words as sound, without silence around them; None while they are being made: ask again soon.

        Raises:
            VoiceUnavailable: there is no sound for these words.
            VoiceRestarted: as from `Watched.watch`.
        """

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


# How an utterance ends.
# "spoken": its whole sound was put out by our own voice, in one piece, or a long text sentence by sentence.
# "superseded": a newer one of its topic took its place, whether it waited or sounded.
# "stale": it is no longer true, as its own `still_valid` said; also a tone of the note's place that was interrupted,
# because by the time it could sound again the note is elsewhere.
# "hushed": the person stopped it: by a key, by turning the sound off, by the end of the app. What is asked for while
# the sound is off is "hushed" at once, whatever it is: nobody wanted to hear it, nothing was broken, and it does not
# come back when the sound is turned on again.
# "unsaid": it should have sounded and could not: no voice, no sound card, a computer too busy to play it without gaps.
# Why is told once as a problem.
# "handed_over": given to the screen reader, which tells nobody what it said.
# An interrupted one has not ended: it is said again, and `interruptions` counts how often.
Outcome = Literal["spoken", "superseded", "stale", "hushed", "unsaid", "handed_over"]


@dataclass(frozen=True, slots=True)
class SpokenRecord:
    """What became of one utterance. Each has exactly one record.

    Attributes:
        text, priority, topic, id: the utterance's.
        requested_at_s: when it was asked for, on the speaker's timeline.
        started_at_s: when its sound was first handed to the players; None if never.
        latency_ms: from the request to that start; None if it never started.
        outcome: how it ended.
        interruptions: how often a higher one, a sound card that went away or a gap in its sound cut it, after which it
            was said again.
    """

    text: str
    priority: Priority
    requested_at_s: float
    started_at_s: float | None
    latency_ms: float | None
    outcome: Outcome
    topic: str = ""
    id: int = 0
    interruptions: int = 0


class Speech(Protocol):
    """What the session drives: `Speaker` in real time, `SyncSpeaker` on a virtual clock."""

    muted: bool

    def say(self, utterance: Utterance, at_s: float | None = None) -> None:
        """Asks for words to be said; `at_s` is the source time of the request."""

    def advance(self, at_s: float) -> None:
        """Tells the source time; to be called for every frame."""

    def hush(self) -> None:
        """Stops what is being said and forgets what waits."""

    def prewarm(self, texts: Iterable[str]) -> None:
        """Renders words ahead of time."""

    def finish(self, within_s: float) -> bool:
        """Waits until all that was asked for has ended; False when that took longer. Not on the speech thread."""

    def close(self) -> bool:
        """Ends speech; False when the speech thread did not end in time."""
