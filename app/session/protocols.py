"""What a session needs of the rooms before and after it. Nothing is done here."""

from collections.abc import Callable
from typing import Protocol

from app.camera.frame import Frame
from app.recognition.labels import NoteLabel
from app.recognition.observation import Observation
from app.speech.protocols import Speech, SpokenRecord
from app.trouble import Trouble


class Recognizes(Protocol):
    """The part of the recogniser that the session uses, in one thread."""

    @property
    def labels(self) -> tuple[NoteLabel, ...]:
        """The model's classes."""

    @property
    def currencies(self) -> tuple[str, ...]:
        """ISO 4217 codes of the currencies that the model knows."""

    def warm_up(self) -> None:
        """Make the first frame as fast as the rest."""

    def observe(self, frame: Frame, currencies: frozenset[str]) -> Observation:
        """What the frame shows, in these currencies."""


class MakesSpeech(Protocol):
    """Makes the voice of a session, given whom to tell what was spoken, what is missing and what is well again."""

    def __call__(
        self,
        *,
        on_spoken: Callable[[SpokenRecord], None],
        on_problem: Callable[[Trouble], None],
        on_notice: Callable[[str], None],
    ) -> Speech:
        """The voice. All three are called from any thread."""
