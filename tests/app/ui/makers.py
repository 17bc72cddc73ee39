"""Frames, observations and a session that writes down what it is asked to do. No tests here."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from app.camera.frame import Frame
from app.feedback.utterance import Announcement
from app.recognition.observation import Box, Observation, StageTimings, ValueScore
from app.ui.bridge import Bridge
from app.ui.window import Choice, Choices, MainWindow, Remember

BLUE, GREEN, RED = (255, 0, 0), (0, 255, 0), (0, 0, 255)
"""As OpenCV writes colours: blue, green, red."""

CHOICES = Choices(
    sources=(Choice("0", "Desk camera"), Choice("2", "Other camera"), Choice("demo", "Demo")),
    source="0",
    currencies=(Choice("EUR", "Euro"), Choice("INR", "Indian Rupee"), Choice("USD", "US Dollar")),
    currencies_on=("EUR", "USD"),
)


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


@dataclass
class RecordedSession:
    """Writes down what the window asks for."""

    calls: list[tuple[object, ...]] = field(default_factory=list)
    value_in_view: Announcement | None = None

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

    def __init__(self, choices: Choices = CHOICES) -> None:
        self.session = RecordedSession()
        self.bridge = Bridge()
        self.remembered: list[tuple[str, object]] = []
        self.remember_error: OSError | None = None
        remember = Remember(
            source=lambda spec: self._remember("source", spec),
            currencies=lambda codes: self._remember("currencies", codes),
        )
        self.window = MainWindow(self.session, self.bridge, choices, remember)

    def _remember(self, what: str, choice: object) -> None:
        if self.remember_error is not None:
            raise self.remember_error
        self.remembered.append((what, choice))
