"""What was said, written to a WAV file along a timeline. Nothing sounds here, and no clock is read."""

import errno
import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.speech.clip import Clip
from app.speech.errors import PlayerUnavailable
from app.speech.frames import frames_of
from app.wholefile import at_once


class WavRecorder:
    """A player that writes 16-bit mono in place of sounding: a newer clip cuts the older one's tail, gaps are silent.

    The file is a valid WAV after every call. Time that runs backwards is taken as standing still. Used by one thread.
    """

    def __init__(self, path: str | Path, sample_rate_hz: int = 22050) -> None:
        """Starts the file anew. Raises PlayerUnavailable when it cannot be written."""
        self._rate_hz = sample_rate_hz
        self._path = Path(path)
        self._pending: NDArray[np.int16] = np.zeros(0, np.int16)
        self._written = 0
        self._closed = False
        try:
            self._raw = open(self._path, "wb", opener=at_once)  # noqa: SIM115 (closed in close)
        except (OSError, ValueError) as error:
            raise self._cannot_write(error) from error
        self._file = wave.open(self._raw, "wb")  # noqa: SIM115 (closed in close)
        self._file.setnchannels(1)
        self._file.setsampwidth(2)
        self._file.setframerate(sample_rate_hz)
        self._write(self._pending)

    def open(self) -> None:
        """Raises PlayerUnavailable when the recording has ended."""
        if self._closed:
            raise PlayerUnavailable("recording_ended", path=str(self._path))

    def play(self, clip: Clip, at_s: float) -> None:
        """Puts the clip at `at_s` seconds from the beginning of the file. Raises PlayerUnavailable."""
        self.cut(at_s)
        self._pending = frames_of(clip, self._rate_hz, 1)[:, 0]

    def cut(self, at_s: float) -> None:
        """Leaves out what would sound after `at_s`. Raises PlayerUnavailable."""
        self.open()
        until = round(at_s * self._rate_hz)
        sounded = self._pending[: max(0, until - self._written)]
        self._pending = self._pending[:0]
        self._write(sounded)
        while self._written < until:
            self._write(np.zeros(min(until - self._written, 60 * self._rate_hz), np.int16))

    def is_playing(self, at_s: float) -> bool:
        """Whether the newest clip reaches beyond `at_s`."""
        return len(self._pending) > 0 and at_s < (self._written + len(self._pending)) / self._rate_hz

    def close(self) -> None:
        """Writes the newest clip to its end and closes the file."""
        if self._closed:
            return
        try:
            self._write(self._pending)
        finally:
            self._closed = True
            self._pending = self._pending[:0]
            self._file.close()
            self._raw.close()

    def _write(self, samples: NDArray[np.int16]) -> None:
        try:
            self._file.writeframes(samples.astype("<i2").tobytes())
            self._raw.flush()
        except OSError as error:
            raise self._cannot_write(error) from error
        self._written += len(samples)

    def _cannot_write(self, error: OSError | ValueError) -> PlayerUnavailable:
        number = error.errno if isinstance(error, OSError) else None
        return PlayerUnavailable("recording_not_written", path=str(self._path), errno=number or errno.EINVAL)
