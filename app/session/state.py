"""How the session stands, as others may read it at any time: one frozen snapshot, from one place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from app.feedback.modes import SpeakMode
from app.session.teaching_state import TeachingState


class SourceState(Enum):
    """Where the source stands; `source_control.py` has the table of legal steps."""

    NONE = "none"  # nothing was chosen yet, or what was chosen cannot be used at all
    OPENING = "opening"
    WATCHING = "watching"
    INTERRUPTED = "interrupted"  # pictures stopped a moment ago; nobody was told yet
    LOST = "lost"  # told; it is tried again
    UNAVAILABLE = "unavailable"  # never delivered anything yet
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class SessionState:
    """A snapshot. The window shows this and keeps no copy of its own.

    Attributes:
        mode: how values are told.
        is_paused: the person paused.
        is_muted: the sound is off.
        source: where the source stands.
        source_name: what to call it when talking to a person; None for none.
        spec: what was chosen, as on the command line; "" for nothing yet.
        is_demo: the demo reel plays, drawn specimen notes and no camera.
        currencies: ISO 4217 codes that are on, in the model's order.
        language: tag of the language of words.
        teaching: where the teaching of a note stands; None while none is taught.
    """

    mode: SpeakMode
    is_paused: bool
    is_muted: bool
    source: SourceState
    source_name: str | None
    spec: str
    is_demo: bool
    currencies: tuple[str, ...]
    language: str
    teaching: TeachingState | None = None
