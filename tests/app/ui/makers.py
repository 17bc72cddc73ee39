"""Frames, observations and a session that writes down what it is asked to do. No tests here."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtWidgets import QApplication

from app.camera.frame import Frame
from app.feedback.guidance import Hint, HintKind
from app.feedback.modes import GuidanceLevel, SpeakMode
from app.feedback.place_tone import SAMPLE
from app.feedback.utterance import Announcement, Priority
from app.phone.invitation import Invitation
from app.recognition.observation import Box, Observation, StageTimings, ValueScore
from app.session.messages import Message, MessageKind
from app.session.outlets import Outlet
from app.session.state import SessionState, SourceState
from app.session.teaching_state import ListedNote
from app.settings import Settings
from app.speech.protocols import Outcome, SoundChoice, SpokenRecord, VoiceInfo
from app.trouble import Trouble
from app.ui.bridge import Bridge
from app.ui.controls import Choice, Choices
from app.ui.global_key import KeyState
from app.ui.outside import Outside
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

WATCHING = SessionState(
    mode=SpeakMode.NORMAL,
    is_paused=False,
    is_muted=False,
    source=SourceState.WATCHING,
    source_name="Desk camera",
    spec="0",
    is_demo=False,
    currencies=CHOICES.currencies_on,
    language="en",
)
"""A camera is looked at, and nothing else was asked for."""

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


def value_told(text: str = "20 dollars", what: Announcement | None = None) -> Message:
    """A value that is told in words, or in private mode by tones."""
    is_secret = text == "Told by tones."
    return Message(
        MessageKind.VALUE,
        "value",
        "value",
        Priority.VALUE,
        text,
        2.7,
        tones=SAMPLE if is_secret else (),
        has_amount=not is_secret,
        announcement=what or announcement(),
    )


def hint_told(text: str) -> Message:
    """A hint."""
    hint = Hint(HintKind.HOLD_STILL, 1, 0.1, 0.1, None)
    return Message(MessageKind.HINT, "hold_still", "hint", Priority.HINT, text, 2.0, hint=hint)


def status_told(name: str, text: str, *, topic: str = "", has_amount: bool = False) -> Message:
    """A status of docs/dev/events.md."""
    return Message(MessageKind.STATUS, name, topic, Priority.STATUS, text, 2.0, has_amount=has_amount)


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
class RecordedTeaching:
    """Writes down what is asked of teaching and of taught notes."""

    calls: list[tuple[object, ...]] = field(default_factory=list)
    notes: tuple[ListedNote, ...] = ()

    def start(self, currency: str, name: str, value: str, face: str | None = None) -> None:
        self.calls.append(("start", currency, name, value, face))

    def save_now(self) -> None:
        self.calls.append(("save_now",))

    def stop(self) -> None:
        self.calls.append(("stop",))

    def listen(self, key: str | None = None) -> None:
        self.calls.append(("listen", key))

    def rename(self, key: str, currency: str, name: str, value: str) -> None:
        self.calls.append(("rename", key, currency, name, value))

    def delete(self, key: str) -> None:
        self.calls.append(("delete", key))

    def undo(self) -> None:
        self.calls.append(("undo",))

    def export(self, path: Path) -> None:
        self.calls.append(("export", path))

    def take_in(self, path: Path) -> None:
        self.calls.append(("take_in", path))


@dataclass
class RecordedPhone:
    """Writes down what is asked of a phone as the camera."""

    calls: list[str] = field(default_factory=list)
    invitation: Invitation | None = None
    someone_waits: bool = False

    def ask(self) -> None:
        self.calls.append("ask")

    def tell_invitation(self) -> None:
        self.calls.append("tell_invitation")

    def tell_fingerprint(self) -> None:
        self.calls.append("tell_fingerprint")

    def let_in(self) -> None:
        self.calls.append("let_in")


@dataclass
class RecordedSession:
    """Writes down what the window asks for, and keeps its state as a session does: at once, and told to its outlets."""

    calls: list[tuple[object, ...]] = field(default_factory=list)
    value_in_view: Announcement | None = None
    offered_currency: str | None = None
    state: SessionState = WATCHING
    count: Notes = Notes()
    tone_codes: tuple[tuple[str, int], ...] = tuple(
        (f"{5 * rank} dollars: {rank} tones.", rank) for rank in range(1, 8)
    )
    history: Told = Told()
    teaching: RecordedTeaching = field(default_factory=RecordedTeaching)
    taught: RecordedTeaching = field(default_factory=RecordedTeaching)
    phone: RecordedPhone = field(default_factory=RecordedPhone)
    voices: tuple[VoiceInfo, ...] = ()
    said: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    how_said: list[tuple[Priority, bool, Callable[[], bool] | None]] = field(default_factory=list)
    sound: SoundChoice | None = None
    when_said: list[Callable[[SpokenRecord], None]] = field(default_factory=list)
    still_valid: Callable[[], bool] | None = None
    outlets: list[Outlet] = field(default_factory=list)
    hints: list[bool] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)

    def add_listener(self, outlet: Outlet) -> None:
        self.outlets.append(outlet)

    def change(self, **changes: object) -> None:
        """Let the session stand otherwise."""
        self.state = replace(self.state, **changes)  # type: ignore[arg-type]
        for outlet in self.outlets:
            outlet.on_state(self.state)

    def tell(self, told: Message) -> None:
        """Let the session tell something."""
        for outlet in self.outlets:
            outlet.on_message(told)

    def learn_tones(self) -> None:
        self.calls.append(("learn_tones",))

    def leave_tones(self) -> None:
        self.calls.append(("leave_tones",))

    def what_do_you_see(self) -> None:
        self.calls.append(("what_do_you_see",))

    def identify_currency(self, key: str = "") -> None:
        self.calls.append(("identify_currency", key))

    def what_is_on_the_table(self) -> None:
        self.calls.append(("what_is_on_the_table",))

    def set_guidance(self, level: GuidanceLevel) -> None:
        self.calls.append(("set_guidance", level))

    def set_mode(self, mode: SpeakMode) -> None:
        self.calls.append(("set_mode", mode))
        self.change(mode=mode)

    def set_place_tone(self, on: bool) -> None:
        self.calls.append(("set_place_tone", on))

    def set_hints(self, on: bool) -> None:
        self.hints.append(on)

    def undo_count(self) -> None:
        self.calls.append(("undo_count",))

    def read_count(self) -> None:
        self.calls.append(("read_count",))

    def clear_count(self) -> None:
        self.calls.append(("clear_count",))

    def play_tones(self, rank: int | None) -> None:
        self.calls.append(("play_tones", rank))

    def say(
        self,
        text: str,
        *,
        topic: str = "window",
        priority: Priority = Priority.ANSWER,
        still_valid: Callable[[], bool] | None = None,
        done: Callable[[SpokenRecord], None] | None = None,
        is_kept: bool = False,
    ) -> None:
        self.said.append(text)
        self.how_said.append((priority, is_kept, still_valid))
        self.still_valid = still_valid
        self.topics.append(topic)
        if done is not None:
            self.when_said.append(done)

    def speak_on(self, outcome: Outcome = "spoken") -> None:
        """What was asked for last came to its end."""
        started_at_s = 0.1 if outcome == "spoken" else None
        done = self.when_said.pop()
        done(SpokenRecord(self.said[-1], Priority.STATUS, 0.0, started_at_s, started_at_s and 100.0, outcome))

    def adjust_speech(self, choice: SoundChoice) -> None:
        self.sound = choice

    def ask_voices(self, answer: Callable[[tuple[VoiceInfo, ...]], None]) -> None:
        answer(self.voices)

    def set_muted(self, muted: bool) -> None:
        self.calls.append(("set_muted", muted))
        self.change(is_muted=muted)

    def set_language(self, language: str) -> None:
        self.calls.append(("set_language", language))
        self.change(language=language)

    def pause(self) -> None:
        self.calls.append(("pause",))
        self.change(is_paused=True)

    def resume(self) -> None:
        self.calls.append(("resume",))
        self.change(is_paused=False)

    def repeat(self) -> None:
        self.calls.append(("repeat",))

    def hush(self) -> None:
        self.calls.append(("hush",))

    def choose_currencies(self, codes: tuple[str, ...]) -> None:
        self.calls.append(("choose_currencies", codes))
        self.change(currencies=codes)

    def choose_source(self, spec: str) -> None:
        self.calls.append(("choose_source", spec))
        self.change(spec=spec, is_demo=spec == "demo")

    def report_trouble(self, trouble: Trouble) -> None:
        self.calls.append(("report_trouble", trouble.code))
        self.troubles.append(trouble)

    def close(self, last_words: str | None = None) -> None:
        self.calls.append(("close", last_words))


class WindowUnderTest:
    """A window with its recorded session, and what it asked to be remembered."""

    def __init__(
        self, choices: Choices = CHOICES, settings: Settings = SEASONED, outside: Outside | None = None
    ) -> None:
        self.session = RecordedSession(state=replace(WATCHING, currencies=choices.currencies_on, spec=choices.source))
        self.bridge = Bridge()
        self.session.add_listener(self.bridge)
        self.remembered: list[tuple[str, object]] = []
        self.remember_error: OSError | None = None
        self._stored = settings
        self.preferences = Preferences(settings, self._remember)
        self.window = MainWindow(self.session, self.bridge, choices, self.preferences, outside)

    def see(self, image: NDArray[np.uint8], index: int = 0, note_box: Box | None = None) -> None:
        """A frame was looked at, and the window has heard of it."""
        self.bridge.on_observation(frame(image, index), observation(index, note_box))
        QApplication.sendPostedEvents()

    def tell(self, message: Message) -> None:
        """Something is told, and the window has heard it."""
        self.session.tell(message)
        QApplication.sendPostedEvents()

    def change(self, **changes: object) -> None:
        """The session stands otherwise, and the window has heard of it."""
        self.session.change(**changes)
        QApplication.sendPostedEvents()

    def _remember(self, settings: Settings) -> None:
        if self.remember_error is not None:
            raise self.remember_error
        for setting in fields(settings):
            now = getattr(settings, setting.name)
            if now != getattr(self._stored, setting.name):
                self.remembered.append((setting.name, now))
        self._stored = settings


class FakeGrabs:
    """What gives a key for every program, or does not; `press` presses it, `lose` takes it away."""

    def __init__(self, answer: KeyState = KeyState.HELD) -> None:
        self.answer = answer
        self.calls: list[str] = []
        self.press: Callable[[], None] = lambda: None
        self.lose: Callable[[], None] = lambda: None

    def grab(self, pressed: Callable[[], None], lost: Callable[[], None]) -> KeyState:
        """Whatever it was told to answer."""
        self.calls.append("grab")
        self.press, self.lose = pressed, lost
        return self.answer

    def let_go(self) -> None:
        """Others may have it."""
        self.calls.append("let_go")
