"""eSpeak NG through pyttsx3's own binding to it. Choosing a voice and caching what it says live in `voice.py`.

pyttsx3 makes the engine, lists the voices and sets voice and rate. The sound itself is fetched from pyttsx3's binding
(`pyttsx3.drivers._espeak`) rather than with `save_to_file`: in pyttsx3 2.99 that returns before eSpeak has finished, so
that the file may still be empty, it prints to standard output, and it sleeps at least 10 ms for every utterance.
For the same reason eSpeak is told to work in the calling thread: what pyttsx3 chooses, a queue and a thread of eSpeak's
own, loses settings that come close upon each other.
"""

import ctypes
import threading
from importlib import import_module
from typing import Any

import numpy as np
from pyttsx3.engine import Engine

from app.speech.clip import Clip
from app.speech.errors import VoiceUnavailable
from app.speech.pronunciation import pronounced
from app.speech.protocols import USUAL_RATE_WPM

SAMPLE_RATE_HZ = 22050
_INITIALIZE_DONT_EXIT = 0x8000  # without it eSpeak ends the whole process when its data are missing


class _Library:
    """The one eSpeak of this process: it has one callback, one voice and one rate at a time, whoever uses it."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.user: object | None = None  # whose voice and rate are set
        self._binding: Any = None
        self._callback: Any = None  # eSpeak calls it, so it has to live as long as the library
        self._chunks: list[bytes] = []

    def load(self) -> None:
        """Loads eSpeak and its data, ours before the system's. Raises VoiceUnavailable."""
        if self._binding is not None:
            return
        data_path = None
        try:
            loader = import_module("espeakng_loader")
            ctypes.CDLL(loader.get_library_path())  # pyttsx3 asks for it by name and is given the one already loaded
            data_path = loader.get_data_path().encode()
        except (ImportError, OSError, RuntimeError):
            pass  # a system's own eSpeak NG will do
        try:
            binding: Any = import_module("pyttsx3.drivers._espeak")
        except (ImportError, OSError, RuntimeError) as error:
            raise VoiceUnavailable("no_voice_library") from error
        initialize = binding.Initialize

        def initialize_with_our_data(output: int, buffer_ms: int) -> int:
            return int(initialize(binding.AUDIO_OUTPUT_SYNCHRONOUS, buffer_ms, data_path, _INITIALIZE_DONT_EXIT))

        binding.Initialize = initialize_with_our_data
        self._callback = binding.t_espeak_callback(self._on_samples)
        self._binding = binding

    def set_pitch(self, pitch: int) -> None:
        """Pitch of the chosen voice, 0 to 100. The caller holds the lock."""
        self._binding.SetParameter(self._binding.PITCH, pitch, 0)

    def synthesize(self, text: str) -> bytes:
        """Signed 16-bit samples, mono. Raises VoiceUnavailable. The caller holds the lock."""
        self._chunks = []
        # Every engine that pyttsx3 makes or destroys sets the callback to its own or to none.
        self._binding.cSetSynthCallback(self._callback)
        flags = self._binding.CHARS_UTF8 | self._binding.ENDPAUSE
        if self._binding.Synth(text.replace("\0", " "), flags=flags) != self._binding.EE_OK:
            raise VoiceUnavailable("voice_gave_no_sound")
        return b"".join(self._chunks)

    def _on_samples(self, wav: Any, count: int, events: Any) -> int:
        if count > 0:
            self._chunks.append(ctypes.string_at(wav, count * 2))
        return 0


_library = _Library()


class EspeakSynth:
    """One engine on the process's eSpeak. Several may live side by side; each render sets its own voice and rate."""

    def __init__(self) -> None:
        """Raises VoiceUnavailable."""
        with _library.lock:
            _library.load()
            try:
                self.engine: Any = Engine("espeak")
            except (RuntimeError, OSError, ValueError) as error:
                raise VoiceUnavailable("no_voice_data") from error
            _library.user = None
            self._default_voice_id: str = self.engine.getProperty("voice")  # set anew by every engine that is made
        self._voice_id, self._rate_wpm = self._default_voice_id, USUAL_RATE_WPM
        self.pitch = 50  # 0 to 100, from the next `select` on

    def select(self, voice_id: str | None, rate_wpm: int | None) -> None:
        """Sets voice and words a minute from the next render on; None leaves the engine's own."""
        with _library.lock:
            self._voice_id, self._rate_wpm = voice_id or self._default_voice_id, rate_wpm or USUAL_RATE_WPM
            _library.user = None

    def render(self, text: str) -> Clip:
        """The words as sound, mono. Raises VoiceUnavailable."""
        with _library.lock:
            if _library.user is not self:
                self._apply()
            # Identifiers name a family and a language: "gmw/en-us".
            data = _library.synthesize(pronounced(text, self._voice_id.rpartition("/")[2]))
        return Clip(np.frombuffer(data, dtype=np.int16), SAMPLE_RATE_HZ)

    def close(self) -> None:
        """Lets the engine go, while no other uses the library."""
        with _library.lock:
            self.engine = None

    def _apply(self) -> None:
        failures: list[BaseException] = []
        self.engine.proxy.setBusy(False)  # or settings are held back until a loop runs, which without words never ends
        token = self.engine.connect("error", lambda name, exception: failures.append(exception))
        self.engine.setProperty("voice", self._voice_id)
        self.engine.setProperty("rate", self._rate_wpm)
        self.engine.disconnect(token)
        if failures:
            raise VoiceUnavailable("voice_not_usable", voice=self._voice_id)
        _library.set_pitch(self.pitch)
        _library.user = self
