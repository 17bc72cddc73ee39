"""Windows' own voices: SAPI 5's, and those of OneCore, which Windows brings for each language and SAPI does not list.

Written from Microsoft's description of SAPI's automation objects and tested with stand-ins for them; no Windows was at
hand. So it tries itself out when it is made, and where that fails pyttsx3's driver speaks (`synths.py`).
"""

import locale
import logging
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final
from xml.sax.saxutils import escape

import numpy as np

from app.speech.clip import Clip
from app.speech.errors import VoiceUnavailable

SAMPLE_RATE_HZ: Final = 22050

_VOICES: Final = r"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Speech\Voices"
_ONECORE: Final = r"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Speech_OneCore\Voices"
_FORMAT: Final = 22  # SAFT22kHz16BitMono
_NO_XML, _XML = 16, 8  # SVSFIsNotXML, SVSFIsXML
# SAPI's rate is a logarithm: 0 is about 157 words a minute, each step a ninth faster; as pyttsx3 measured it.
_RATE_0_WPM, _RATE_STEP = 156.63, 1.11
_RATE_MOST: Final = 10
_PITCH_STEP: Final = 5.0  # of 100, where SAPI has -10 to 10
_TRIAL: Final = "1"

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class SapiVoice:
    """One voice of this computer.

    Attributes:
        id: its place in the registry.
        name: what Windows calls it.
        languages: tags such as "en-US".
        token: SAPI's object for it.
    """

    id: str
    name: str
    languages: tuple[str, ...]
    token: Any

    @property
    def is_onecore(self) -> bool:
        """Whether it is of OneCore: SAPI can speak with most of these, and not with all."""
        return self.id.startswith(_ONECORE)


class SapiEngine:
    """The voices and the one that speaks, as `voice.py` asks for them."""

    def __init__(self, create: Callable[[str], Any]) -> None:
        """Take what makes one of Windows' objects by its name."""
        self.tts = create("SAPI.SpVoice")
        self.voices = [voice for place in (_VOICES, _ONECORE) for voice in _voices_in(place, create)]

    def getProperty(self, name: str) -> Any:
        """`voices`, or the identifier of the `voice` that speaks, under the names that pyttsx3's engines have."""
        return {"voices": lambda: self.voices, "voice": lambda: str(self.tts.Voice.Id)}[name]()


class SapiSynth:
    """Speaks into memory, in the thread that made it."""

    def __init__(self, create: Callable[[str], Any] | None = None) -> None:
        """Take what makes one of Windows' objects by its name (None: COM). Raises VoiceUnavailable."""
        try:
            self._create = create or _com()
            self.engine = SapiEngine(self._create)
            self.pitch = 50
            self._render(_TRIAL)
        except Exception as error:  # COM's have no common ancestor with others
            _log.warning("SAPI cannot be used", exc_info=error)
            raise VoiceUnavailable("no_system_voice") from error

    def select(self, voice_id: str | None, rate_wpm: int | None) -> None:
        """Sets voice and words a minute from the next render on; None leaves the engine's own."""
        found = next((voice for voice in self.engine.voices if voice.id == voice_id), None)
        if found is not None:
            self._speak_with(found)
        if rate_wpm is not None:
            steps = round(math.log(rate_wpm / _RATE_0_WPM, _RATE_STEP))
            self.engine.tts.Rate = max(-_RATE_MOST, min(_RATE_MOST, steps))

    def render(self, text: str) -> Clip:
        """The words as sound, mono. Raises VoiceUnavailable."""
        try:
            return self._render(text)
        except Exception as error:  # as above
            _log.warning("the system's voice gave no sound", exc_info=error)
            raise VoiceUnavailable("voice_gave_no_sound") from error

    def close(self) -> None:
        """Lets the engine go."""
        self.engine.tts = None

    def _speak_with(self, wanted: SapiVoice) -> None:
        before = self.engine.tts.Voice
        try:
            self.engine.tts.Voice = wanted.token
            if wanted.is_onecore:
                self._render(_TRIAL)
        except Exception as error:  # as above
            _log.warning("%s cannot be used", wanted.name, exc_info=error)
            if not wanted.is_onecore:
                raise VoiceUnavailable("voice_gave_no_sound") from error
            # A voice in another language is harder to bear than another voice; both are better than silence.
            self.engine.voices.remove(wanted)
            others = [
                voice for voice in self.engine.voices if _primary(voice) & _primary(wanted) and not voice.is_onecore
            ]
            self.engine.tts.Voice = others[0].token if others else before

    def _render(self, text: str) -> Clip:
        stream, wanted = self._create("SAPI.SpMemoryStream"), self._create("SAPI.SpAudioFormat")
        wanted.Type = _FORMAT
        stream.Format = wanted
        tts = self.engine.tts
        tts.AudioOutputStream = stream
        pitch = round((self.pitch - 50) / _PITCH_STEP)
        if pitch:
            tts.Speak(f'<pitch absmiddle="{pitch}">{escape(text)}</pitch>', _XML)
        else:
            tts.Speak(text, _NO_XML)
        wave = stream.Format.GetWaveFormatEx()
        is_as_wanted = (wave.SamplesPerSec, wave.BitsPerSample, wave.Channels) == (SAMPLE_RATE_HZ, 16, 1)
        samples = np.frombuffer(bytes(stream.GetData()), "<i2").astype(np.int16)
        if not is_as_wanted or not samples.size:
            raise OSError("SAPI gave no sound, or another kind of it")
        return Clip(samples, SAMPLE_RATE_HZ)


def _com() -> Callable[[str], Any]:
    comtypes = import_module("comtypes")
    comtypes.CoInitialize()  # once in every thread that uses it
    create: Callable[[str], Any] = import_module("comtypes.client").CreateObject
    return create


def _voices_in(place: str, create: Callable[[str], Any]) -> Iterator[SapiVoice]:
    try:
        category = create("SAPI.SpObjectTokenCategory")
        category.SetId(place, False)
        tokens = list(category.EnumerateTokens())
    except Exception as error:  # as above; the Windows before 10 has no OneCore
        _log.info("no voices in %s: %r", place, error)
        return
    for token in tokens:
        try:
            yield SapiVoice(
                str(token.Id), str(token.GetDescription()), _languages(str(token.GetAttribute("Language"))), token
            )
        except Exception as error:  # as above: one that is broken must not hide the others
            _log.warning("a voice cannot be read: %r", error)


def _languages(attribute: str) -> tuple[str, ...]:
    """Tags of what a token's attribute names: Windows' numbers of languages in base 16, such as "409;9"."""
    numbers = [int(part, 16) for part in attribute.split(";") if part.strip()]
    known = [locale.windows_locale[number] for number in numbers if number in locale.windows_locale]
    return tuple(dict.fromkeys(tag.replace("_", "-") for tag in known))


def _primary(voice: SapiVoice) -> set[str]:
    return {tag.split("-")[0] for tag in voice.languages}
