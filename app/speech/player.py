"""The sound card, through miniaudio: a clip starts at once and can be cut short. What is played, others decide."""

import threading
import time
from collections.abc import Generator, Sequence

import miniaudio
import numpy as np
from numpy.typing import NDArray

from app.speech.clip import Clip, frames_of
from app.speech.errors import PlayerUnavailable
from app.speech.quiet import hush_alsa

SAMPLE_RATE_HZ = 48000
CHANNELS = 2
PERIOD_MS = 10  # how much the device fetches at a time; it holds up to three periods
FADE_FRAMES = SAMPLE_RATE_HZ * 5 // 1000
HELD_FRAMES = SAMPLE_RATE_HZ * 3 * PERIOD_MS // 1000
_OVERDUE_S = 1.0

Frames = NDArray[np.int16]


class Feed:
    """What the device fetches next: one clip at a time, int16 frames of shape (n, 2) at 48 kHz. For any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()  # the device's thread waits for it, so it is only ever held for a moment
        self._frames: Frames = np.zeros((0, CHANNELS), np.int16)
        self._untouched = False
        self._first_fetch_at_s: float | None = None
        self._idle = threading.Event()
        self._idle.set()

    def start(self, frames: Frames) -> None:
        """Puts the clip in the place of what is left of the one before, which fades out under it."""
        # Silence for what the device holds back: the clip counts as playing until its last word has been heard.
        frames = np.concatenate((frames, np.zeros((max(HELD_FRAMES, FADE_FRAMES), CHANNELS), np.int16)))
        with self._lock:
            tail = self._fading_tail()
            mixed = frames[: len(tail)].astype(np.int32) + tail
            frames[: len(tail)] = np.clip(mixed, -32768, 32767)
            self._frames = frames
            self._untouched = True
            self._first_fetch_at_s = None
            self._idle.clear()

    def fade_out(self) -> None:
        """Leaves only 5 ms of what is left, falling to silence, so that the cut does not click."""
        with self._lock:
            self._frames = self._fading_tail()
            self._untouched = False
            self._idle.set()

    def fetch(self, count: int) -> Frames:
        """The next frames, at most `count`; what lacks is silence."""
        with self._lock:
            now, self._frames = self._frames[:count], self._frames[count:]
            if self._untouched:
                self._untouched = False
                self._first_fetch_at_s = time.perf_counter()
            if not len(self._frames):
                self._idle.set()
        return now

    @property
    def idle(self) -> bool:
        """Whether the clip has been fetched to its end, or was cut."""
        return self._idle.is_set()

    def wait_idle(self, timeout_s: float) -> bool:
        """Waits until idle; False when that took too long."""
        return self._idle.wait(timeout_s)

    @property
    def first_fetch_at_s(self) -> float | None:
        """`time.perf_counter()` when the first frames of the newest clip were fetched; None until then."""
        with self._lock:
            return self._first_fetch_at_s

    def _fading_tail(self) -> Frames:
        tail = self._frames[: 0 if self._untouched else FADE_FRAMES]  # what nobody heard yet needs no fading
        ramp = np.linspace(1.0, 0.0, len(tail), dtype=np.float32)[:, None]
        return (tail * ramp).astype(np.int16)


class MiniaudioPlayer:
    """Keeps the device open and running between clips, so that nothing has to be started when a clip comes.

    May be used from any thread. A device that went away (a headset unplugged) is opened anew with the next clip.
    """

    def __init__(self, *, null_device: bool = False, backends: Sequence[miniaudio.Backend] | None = None) -> None:
        """Takes miniaudio's silent device in place of a sound card, or the backends to try; opens nothing yet."""
        if null_device:
            backends = [miniaudio.Backend.NULL]
        elif backends is None:
            # Left to itself miniaudio falls back to its silent device, and nobody would learn that nothing sounds.
            enabled = miniaudio.get_enabled_backends() - {miniaudio.Backend.NULL, miniaudio.Backend.CUSTOM}
            backends = [backend for backend in miniaudio.Backend if backend in enabled]
        self._backends = list(backends)
        self._lock = threading.Lock()  # opening and closing
        self._device: miniaudio.PlaybackDevice | None = None
        self._lost = threading.Event()
        self._feed = Feed()
        self._overdue_at_s = 0.0

    def open(self) -> None:
        """Opens and starts the device unless it runs already. Raises PlayerUnavailable."""
        with self._lock:
            if self._device is not None and not self._lost.is_set():
                return
            self._close_device()
            hush_alsa()
            try:
                device = miniaudio.PlaybackDevice(
                    miniaudio.SampleFormat.SIGNED16,
                    nchannels=CHANNELS,
                    sample_rate=SAMPLE_RATE_HZ,
                    buffersize_msec=PERIOD_MS,
                    backends=self._backends,
                    app_name="Noteworthy",
                )
                stream = self._stream()
                next(stream)
                device.start(stream)
            except miniaudio.MiniaudioError as error:
                raise PlayerUnavailable(
                    "No sound card can be used. Connect loudspeakers or a headset, or check the sound settings."
                ) from error
            self._lost.clear()
            device.stop_callback = self._lost.set
            self._device = device

    def play(self, clip: Clip, at_s: float = 0.0) -> None:
        """Starts the clip within one period; one that still sounds fades out under it. Raises PlayerUnavailable."""
        self.open()
        frames = frames_of(clip, SAMPLE_RATE_HZ, CHANNELS)
        self._overdue_at_s = time.perf_counter() + len(frames) / SAMPLE_RATE_HZ + _OVERDUE_S
        self._feed.start(frames)

    def cut(self, at_s: float = 0.0) -> None:
        """Fades what sounds out within 5 ms of what the device fetches next."""
        self._feed.fade_out()

    def is_playing(self, at_s: float = 0.0) -> bool:
        """Whether the clip still sounds."""
        if not self._feed.idle and time.perf_counter() > self._overdue_at_s:
            self._lost.set()  # not every system reports a device that went away
        return not self._feed.idle and not self._lost.is_set()

    @property
    def playing(self) -> bool:
        """Whether the clip still sounds."""
        return self.is_playing()

    @property
    def first_sample_at_s(self) -> float | None:
        """`time.perf_counter()` when the device fetched the first sample of the newest clip; None until then."""
        return self._feed.first_fetch_at_s

    def wait_idle(self, timeout_s: float) -> bool:
        """Waits until the clip has sounded or was cut; False when that took too long."""
        return self._feed.wait_idle(timeout_s)

    def close(self) -> None:
        """Stops at once and lets the device go."""
        with self._lock:
            self._close_device()
        self._feed.fade_out()

    def _close_device(self) -> None:
        if self._device is not None:
            self._device.stop_callback = None
            self._device.close()
            self._device = None

    def _stream(self) -> Generator[bytes, int, None]:
        wanted = yield b""
        while True:
            wanted = yield self._feed.fetch(wanted).tobytes()
