"""The one place where the room chooses: which synthesizer a platform speaks with. A new one is a file and a line."""

from __future__ import annotations

import contextlib
import sys
from typing import Any, Protocol

from app.speech.clip import Clip
from app.speech.errors import VoiceUnavailable
from app.speech.synth_espeak import EspeakSynth
from app.speech.synth_file import FileSynth
from app.speech.synth_sapi import SapiSynth


class Synth(Protocol):
    """Makes sound of words. It belongs to the thread that made it.

    Attributes:
        engine: answers `getProperty("voice")` with an identifier, and `getProperty("voices")` with voices that have
            `id`, `name` and `languages`, as pyttsx3's engines do.
        pitch: 0 to 100, from the next `select` on; 50 is the voice's own. Ignored where the engine cannot.
    """

    engine: Any
    pitch: int

    def select(self, voice_id: str | None, rate_wpm: int | None) -> None:
        """Sets voice and words a minute from the next render on; None leaves the engine's own."""

    def render(self, text: str) -> Clip:
        """The words as sound, mono. Raises VoiceUnavailable."""

    def close(self) -> None:
        """Lets the engine go."""


def platform_synth() -> Synth:
    """A new one of those that this platform has. Raises VoiceUnavailable."""
    if sys.platform == "win32":
        with contextlib.suppress(VoiceUnavailable):
            return SapiSynth()
    return FileSynth() if sys.platform in ("win32", "darwin") else EspeakSynth()
