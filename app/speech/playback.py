"""What a sound device fetches, piece by piece: one clip at a time, and how it is cut. Knows of no device."""

import threading
import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE_HZ = 48000
CHANNELS = 2
# How much a device fetches at a time, and how many of these it holds.
PERIOD_MS = 40
PERIODS = 3
HELD_MS = PERIODS * PERIOD_MS
FADE_FRAMES = SAMPLE_RATE_HZ * 5 // 1000
HELD_FRAMES = SAMPLE_RATE_HZ * HELD_MS // 1000
# By so much a device holds more at one time than at another, and so much each holds.
_FILL_VARIES_FRAMES = SAMPLE_RATE_HZ * 30 // 1000
_LEAST_HELD_FRAMES = SAMPLE_RATE_HZ * 100 // 1000
# A new device may first play what its server held ready, two seconds of silence at most, and fetches nothing meanwhile.
SETTLES_S = 3.0

Frames = NDArray[np.int16]


class Playback:
    """What the device fetches next: one clip at a time, int16 frames (n, channels) at 48 kHz. For any thread."""

    def __init__(
        self,
        clock: Callable[[], float] = time.perf_counter,
        *,
        held_ms: int = HELD_MS,
        settles_s: float = SETTLES_S,
        channels: int = CHANNELS,
    ) -> None:
        """Takes how much the device holds at most, and for how long a new one may fetch nothing without a gap."""
        self._clock = clock
        self._channels = channels
        self._fetched_frames = 0  # of the clip
        self._held_frames = SAMPLE_RATE_HZ * held_ms // 1000
        self._settles_s = settles_s
        self._lock = threading.Lock()  # the device's thread waits for it, so it is only ever held for a moment
        self._frames: Frames = np.zeros((0, channels), np.int16)
        self._untouched = False
        self._first_fetch_at_s: float | None = None
        self._last_fetch_at_s = 0.0
        self._began_to_fetch_at_s: float | None = None
        self._gap_s = 0.0
        self._idle = threading.Event()
        self._idle.set()

    def start(self, frames: Frames) -> None:
        """Puts the clip in the place of what is left of the one before, which fades out under it."""
        # Silence for what the device holds back: the clip counts as playing until its last word has been heard.
        frames = np.concatenate((frames, np.zeros((self._held_frames, self._channels), np.int16)))
        with self._lock:
            tail = self._fading_tail()
            mixed = frames[: len(tail)].astype(np.int32) + tail
            frames[: len(tail)] = np.clip(mixed, -32768, 32767)
            self._frames = frames
            self._untouched = True
            self._first_fetch_at_s = None
            self._gap_s = 0.0
            self._fetched_frames = 0
            self._idle.clear()

    def filled(self) -> None:
        """The device has begun with the clip: what it fetched before is what it holds, if that can be."""
        with self._lock:
            held_frames = self._fetched_frames + _FILL_VARIES_FRAMES
            if _LEAST_HELD_FRAMES <= held_frames < self._held_frames:
                if not self._idle.is_set():
                    self._frames = self._frames[: len(self._frames) - (self._held_frames - held_frames)]
                self._held_frames = held_frames

    def clear(self) -> None:
        """Leaves nothing, for the next device."""
        with self._lock:
            self._frames = self._frames[:0]
            self._untouched = False
            self._began_to_fetch_at_s = None
            self._idle.set()

    def fade_out(self) -> None:
        """Leaves only 5 ms of what is left, falling to silence, so that the cut does not click."""
        with self._lock:
            self._frames = self._fading_tail()
            self._untouched = False
            self._idle.set()

    def fetch(self, count: int) -> Frames:
        """The next frames, at most `count`; what lacks is silence."""
        with self._lock:
            now_s = self._clock()
            if self._began_to_fetch_at_s is None:
                self._began_to_fetch_at_s = now_s
            is_settled = now_s > self._began_to_fetch_at_s + self._settles_s
            # Some words are out, some still to come.
            if is_settled and not self._untouched and len(self._frames) > self._held_frames:
                held_s = self._held_frames / SAMPLE_RATE_HZ
                self._gap_s += max(0.0, now_s - self._last_fetch_at_s - held_s)
            now, self._frames = self._frames[:count], self._frames[count:]
            self._last_fetch_at_s = now_s
            self._fetched_frames += count
            if self._untouched:
                self._untouched = False
                self._first_fetch_at_s = self._last_fetch_at_s
            if not len(self._frames):
                self._idle.set()
        return now

    @property
    def last_fetch_at_s(self) -> float:
        """`time.perf_counter()` when the device fetched last, if only silence."""
        with self._lock:
            return self._last_fetch_at_s

    @property
    def idle(self) -> bool:
        """Whether the clip has been fetched to its end, or was cut."""
        return self._idle.is_set()

    @property
    def gap_s(self) -> float:
        """For how long the newest clip was silent amid its words, because the device fetched later than it ran dry."""
        with self._lock:
            return self._gap_s

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


class SilentLooks:
    """How many looks in a row found that nothing had been fetched since the one before."""

    def __init__(self) -> None:
        self._fetched_at_s = 0.0
        self._count = 0

    def look(self, playback: Playback) -> int:
        """So many by now."""
        fetched_at_s = playback.last_fetch_at_s
        self._count = self._count + 1 if fetched_at_s == self._fetched_at_s else 0
        self._fetched_at_s = fetched_at_s
        return self._count

    def forget(self) -> None:
        """Another device or clip is looked at."""
        self._count = 0
