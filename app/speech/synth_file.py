"""macOS (NSSpeechSynthesizer), and Windows where `synth_sapi.py` cannot speak, through pyttsx3 and a sound file.

Written from the source of pyttsx3's drivers and tested with a stand-in for its engine; neither system was at hand, so
that neither driver itself has been run with it yet. Choosing a voice and caching live in `voice.py`.
"""

import logging
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from pyttsx3.engine import Engine

from app.speech.clip import Clip
from app.speech.errors import VoiceUnavailable

SAMPLE_RATE_HZ = 22050

_log = logging.getLogger(__name__)


class FileSynth:
    """One pyttsx3 engine that writes what it says into a file: WAV on Windows, AIFF on macOS; both are read."""

    def __init__(self, engine: Any = None) -> None:
        """Makes the platform's own engine unless one is given. Raises VoiceUnavailable."""
        try:
            if engine is None:
                if sys.platform == "win32":
                    import_module("pythoncom").CoInitialize()  # COM wants it once in every thread that uses it
                engine = Engine()
        except Exception as error:  # each driver has its own; COM's and Objective-C's have no common ancestor
            _log.warning("the system's speech cannot be started", exc_info=error)
            raise VoiceUnavailable("no_system_voice") from error
        self.engine: Any = engine
        self.pitch = 50  # these engines cannot

    def select(self, voice_id: str | None, rate_wpm: int | None) -> None:
        """Sets voice and words a minute from the next render on; None leaves the engine's own."""
        if voice_id is not None:
            self.engine.setProperty("voice", voice_id)
        if rate_wpm is not None:
            self.engine.setProperty("rate", rate_wpm)

    def render(self, text: str) -> Clip:
        """The words as sound, mono. Raises VoiceUnavailable."""
        failures: list[BaseException] = []
        token = self.engine.connect("error", lambda name, exception: failures.append(exception))
        try:
            with tempfile.TemporaryDirectory(prefix="noteworthy-", ignore_cleanup_errors=True) as folder:
                path = Path(folder) / ("speech.aiff" if sys.platform == "darwin" else "speech.wav")
                # As on its first use, the engine has to find both orders in its queue when its loop starts. Otherwise
                # the order to end comes before the loop (SAPI 5: for ever) or before the file is complete (macOS).
                self.engine.proxy.setBusy(True)
                self.engine.save_to_file(text, str(path))
                self.engine.runAndWait()
                if failures:
                    raise failures[0]
                # Not by its name: on Windows miniaudio fails at folders whose names are not plain ASCII.
                # Loaded late: where eSpeak speaks the voice's process needs none of it.
                miniaudio = import_module("miniaudio")
                decoded = miniaudio.decode(
                    path.read_bytes(), miniaudio.SampleFormat.SIGNED16, nchannels=1, sample_rate=SAMPLE_RATE_HZ
                )
        except Exception as error:  # as above
            _log.warning("the system's voice gave no sound", exc_info=error)
            raise VoiceUnavailable("voice_gave_no_sound") from error
        finally:
            self.engine.disconnect(token)
        return Clip(np.array(decoded.samples, dtype=np.int16), SAMPLE_RATE_HZ)

    def close(self) -> None:
        """Lets the engine go."""
        self.engine = None
