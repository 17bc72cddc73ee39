"""What the speech room's parts ask of each other. No implementation lives here."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Protocol

from app.feedback.utterance import Priority, Utterance
from app.speech.clip import Clip


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
