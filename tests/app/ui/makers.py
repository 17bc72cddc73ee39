"""Frames, observations and a session that writes down what it is asked to do. No tests here."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from app.camera.frame import Frame
from app.feedback.modes import GuidanceLevel, SpeakMode
from app.feedback.utterance import Announcement, Priority
from app.recognition.observation import Box, Observation, StageTimings, ValueScore
from app.settings import Settings
from app.speech.protocols import Outcome, SoundChoice, SpokenRecord, VoiceInfo
from app.ui.bridge import Bridge
from app.ui.controls import Choice, Choices
from app.ui.preferences import Preferences
from app.ui.window import MainWindow

BLUE, GREEN, RED = (255, 0, 0), (0, 255, 0), (0, 0, 255)
"""As OpenCV writes colours: blue, green, red."""

CHOICES = Choices(
    sources=(Choice("0", "Desk camera"), Choice("2", "Other camera"), Choice("demo", "Demo")),
    source="0",
    currencies=(Choice("EUR", "Euro"), Choice("INR", "Indian Rupee"), Choice("USD", "US Dollar")),
    currencies_on=("EUR", "USD"),
)

SEASONED = Settings(tour_done=True)
"""Settings of someone who has heard the tour."""


def plain_picture(colour: tuple[int, int, int], *, width: int = 32, height: int = 24) -> NDArray[np.uint8]:
    """A BGR picture of one colour."""
    return np.full((height, width, 3), colour, dtype=np.uint8)


def frame(image: NDArray[np.uint8], index: int = 0) -> Frame:
    """A frame of a live source."""
    return Frame(image, index, index / 15, None, float(index))


def observation(index: int = 0, note_box: Box | None = None) -> Observation:
    """What the model might have seen in that frame."""
    return Observation(
        frame_index=index,
        captured_at_s=index / 15,
        source_item=None,
        monotonic_s=float(index),
        scores=(ValueScore("USD", "20", "front", 0.9, 0.6),),
        unknown_score=0.1,
        brightness=0.5,
        sharpness=200.0,
        note_box=note_box,
        timings=StageTimings(1.0, 2.0, 0.1),
    )


def announcement(value: str = "20", currency: str = "USD") -> Announcement:
    """An announcement of that value."""
    return Announcement(currency, value, "front", 0.97, 41, 2.7, 2.7, None)


@dataclass(frozen=True)
class CountedNote:
    """A note that was counted."""

    currency: str
    value: str


@dataclass(frozen=True)
class Notes:
    """Notes that were counted."""

    notes: tuple[CountedNote, ...] = ()

    def __len__(self) -> int:
        return len(self.notes)

    def entries(self) -> tuple[CountedNote, ...]:
        return self.notes

    def totals(self) -> dict[str, Decimal]:
        sums: dict[str, Decimal] = {}
        for note in self.notes:
            sums[note.currency] = sums.get(note.currency, Decimal(0)) + Decimal(note.value)
        return sums

    def to_csv(self) -> str:
        return "".join(f"{note.currency},{note.value}\r\n" for note in self.notes)


@dataclass(frozen=True)
class Line:
    """Something that was said."""

    at_s: float
    text: str


@dataclass(frozen=True)
class Told:
    """What was said, newest first."""

    lines: tuple[Line, ...] = ()

    def entries(self) -> tuple[Line, ...]:
        return self.lines


@dataclass
class RecordedSession:
    """Writes down what the window asks for."""

    calls: list[tuple[object, ...]] = field(default_factory=list)
    value_in_view: Announcement | None = None
    mode: SpeakMode = SpeakMode.NORMAL
    count: Notes = Notes()
    history: Told = Told()
    voices: tuple[VoiceInfo, ...] = ()
    said: list[str] = field(default_factory=list)
    sound: SoundChoice | None = None
    when_said: list[Callable[[SpokenRecord], None]] = field(default_factory=list)

    def learn_tones(self) -> None:
        self.calls.append(("learn_tones",))

    def what_do_you_see(self) -> None:
        self.calls.append(("what_do_you_see",))

    def set_guidance(self, level: GuidanceLevel) -> None:
        self.calls.append(("set_guidance", level))

    def set_mode(self, mode: SpeakMode) -> None:
        self.mode = mode
        self.calls.append(("set_mode", mode))

    def set_place_tone(self, on: bool) -> None:
        self.calls.append(("set_place_tone", on))

    def undo_count(self) -> None:
        self.calls.append(("undo_count",))

    def read_count(self) -> None:
        self.calls.append(("read_count",))

    def clear_count(self) -> None:
        self.calls.append(("clear_count",))

    def play_tones(self, rank: int | None) -> None:
        self.calls.append(("play_tones", rank))

    def say(self, text: str, done: Callable[[SpokenRecord], None] | None = None) -> None:
        self.said.append(text)
        if done is not None:
            self.when_said.append(done)

    def speak_on(self, outcome: Outcome = "spoken", *, sounds: bool = True) -> None:
        """What was asked for last came to its end."""
        started_at_s = 0.1 if sounds else None
        done = self.when_said.pop()
        done(SpokenRecord(self.said[-1], Priority.STATUS, 0.0, started_at_s, 100.0 if sounds else None, outcome))

    def adjust_speech(self, choice: SoundChoice) -> None:
        self.sound = choice

    def ask_voices(self, answer: Callable[[tuple[VoiceInfo, ...]], None]) -> None:
        answer(self.voices)

    def set_muted(self, muted: bool) -> None:
        self.calls.append(("set_muted", muted))

    def set_language(self, language: str) -> None:
        self.calls.append(("set_language", language))

    def pause(self) -> None:
        self.calls.append(("pause",))

    def resume(self) -> None:
        self.calls.append(("resume",))

    def repeat(self) -> None:
        self.calls.append(("repeat",))

    def hush(self) -> None:
        self.calls.append(("hush",))

    def choose_currencies(self, codes: tuple[str, ...]) -> None:
        self.calls.append(("choose_currencies", codes))

    def choose_source(self, spec: str) -> None:
        self.calls.append(("choose_source", spec))

    def close(self) -> None:
        self.calls.append(("close",))


class WindowUnderTest:
    """A window with its recorded session, and what it asked to be remembered."""

    def __init__(self, choices: Choices = CHOICES, settings: Settings = SEASONED) -> None:
        self.session = RecordedSession()
        self.bridge = Bridge()
        self.remembered: list[tuple[str, object]] = []
        self.remember_error: OSError | None = None
        self._stored = settings
        self.preferences = Preferences(settings, self._remember)
        self.window = MainWindow(self.session, self.bridge, choices, self.preferences)

    def _remember(self, settings: Settings) -> None:
        if self.remember_error is not None:
            raise self.remember_error
        for setting in fields(settings):
            now = getattr(settings, setting.name)
            if now != getattr(self._stored, setting.name):
                self.remembered.append((setting.name, now))
        self._stored = settings
