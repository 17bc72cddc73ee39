"""The sound card, through miniaudio: a clip starts at once and can be cut short. What is played, others decide.

A sound server that hangs would hold up who opens or closes a device, for ever; so both are done in threads of their own
that nobody waits for longer than a moment.
"""

import os
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, Generic, TypeVar

import miniaudio
import numpy as np

from app.speech import clip_streams
from app.speech.clip import Clip
from app.speech.clip_streams import ClipStreams, Stream
from app.speech.errors import PlayerUnavailable
from app.speech.frames import frames_of
from app.speech.playback import CHANNELS, PERIOD_MS, PERIODS, SAMPLE_RATE_HZ, SETTLES_S, Frames, Playback, SilentLooks
from app.speech.protocols import SoundChoice
from app.speech.quiet import hush_alsa

# miniaudio asks PulseAudio to hold one period, however many it was told: of 40 ms some 30, and a server or a process
# that comes later leaves a gap. Told so in its environment, PulseAudio's library has the server hold more. There each
# clip has a stream of its own, which may hold much; another one, silent, keeps the loudspeaker awake and shows whether
# the server is there. What that one holds, which a person may choose, decides how far ahead the server puts together
# what sounds: half of it.
PULSE_PERIOD_MS = 15
PULSE_HOLDS_MS = 600
PULSE_AWAKE_HOLDS_MS = 120
_PULSE_HOLDS = "PULSE_LATENCY_MSEC"

LOOK_EVERY_S = 0.1
# Counted in looks, not by the clock: on a starved computer the device and its server wait for their turn as this
# process does, so that time in which it could not look says nothing about them.
_SILENT_LOOKS = 15  # a device that is there fetches something every period
_SETTLES_LOOKS = round(SETTLES_S / LOOK_EVERY_S)
_OPEN_LOOKS = 20
_CLOSE_WITHIN_S = 1.0

_Started = TypeVar("_Started", bound=Stream)


class MiniaudioPlayer:
    """Keeps the device open and running between clips, so that nothing has to be started when a clip comes.

    May be used from any thread. A device that went away (a headset unplugged, a sound server that was ended) is noticed
    by `watch` and opened anew by `open`, or with the next clip.
    """

    def __init__(
        self,
        *,
        null_device: bool = False,
        backends: Sequence[miniaudio.Backend] | None = None,
        period_ms: int | None = None,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        """Takes miniaudio's silent device in place of a sound card, or the backends to try; opens nothing yet.

        The device fetches `period_ms` of sound at a time; None is what was found to be best for it.
        """
        self._backends = [miniaudio.Backend.NULL] if null_device else list(backends or _real_backends())
        self._output: str | None = None
        self._gain = 1.0
        self._lock = threading.Lock()  # opening and closing
        self._device: miniaudio.PlaybackDevice | None = None
        self._lost = threading.Event()
        self._stuck: list[threading.Thread] = []  # still opening or closing, long after anybody waited for it
        self._looks = 0  # since the device was opened
        self._silent = SilentLooks()  # at it
        self._period_ms = period_ms
        self._clock = clock
        self._awake = self._playback = Playback(clock)  # of the device that runs all the time; of the newest clip
        self._streams: ClipStreams | None = None  # where each clip has its own
        self._settled_at_s = 0.0

    def open(self) -> None:
        """Opens and starts the device unless it runs already. Raises PlayerUnavailable."""
        with self._lock:
            if self._device is not None and not self._lost.is_set():
                return
            self._close_device()
            self._stuck = [thread for thread in self._stuck if thread.is_alive()]
            if self._stuck:
                raise PlayerUnavailable("no_sound_card")
            device = self._within_reason(self._start_device)
            self._lost.clear()
            device.stop_callback = self._lost.set
            self._device = device
            self._settled_at_s = self._clock() + SETTLES_S
            self._looks = 0
            self._silent.forget()

    def watch(self) -> None:
        """Looks whether the device still fetches, every `LOOK_EVERY_S`: not every system reports one that went away.

        Gets a stream ready for the next clip, where each has its own. Raises PlayerUnavailable when it has gone; `open`
        gets it back.
        """
        with self._lock:
            if self._device is None:
                return
            self._looks += 1
            if self._silent.look(self._awake) > _SILENT_LOOKS and self._looks > _SETTLES_LOOKS:
                self._lost.set()
            if self._streams is not None and not self._lost.is_set():
                with self._or_without_streams():
                    self._streams.get_ready()
            if self._lost.is_set():
                raise PlayerUnavailable("sound_lost")

    def _start_device(self) -> miniaudio.PlaybackDevice:
        hush_alsa()
        failure: miniaudio.MiniaudioError | None = None
        for backends, period_ms in self._ways():
            try:
                return self._start_on(backends, self._period_ms or period_ms)
            except miniaudio.MiniaudioError as error:
                failure = error
        raise PlayerUnavailable("no_sound_card") from failure

    def _ways(self) -> Iterator[tuple[list[miniaudio.Backend], int]]:
        pulse = miniaudio.Backend.PULSEAUDIO
        if pulse in self._backends:
            yield [pulse], PULSE_PERIOD_MS
        if others := [backend for backend in self._backends if backend is not pulse]:
            yield others, PERIOD_MS

    def _start_on(self, backends: list[miniaudio.Backend], period_ms: int) -> miniaudio.PlaybackDevice:
        chosen = os.environ.get(_PULSE_HOLDS, "")
        awake_holds_ms = int(chosen) if chosen.isdecimal() else PULSE_AWAKE_HOLDS_MS
        output = _output_ids(backends).get(self._output) if self._output else None
        opened = partial(_opened, backends, period_ms, output)
        device = opened(awake_holds_ms, CHANNELS)
        self._streams = None
        if backends == [miniaudio.Backend.PULSEAUDIO]:
            self._streams = ClipStreams(
                partial(self._within_reason, partial(opened, PULSE_HOLDS_MS, clip_streams.CHANNELS)),
                self._start_stream,
                self._let_go,
                self._clip_playback,
            )
        _start(device, self._awake)
        return device

    def _clip_playback(self) -> Playback:
        # What the server held ready as the device was opened, it plays before it fetches more of any stream.
        settles_s = max(0.0, self._settled_at_s - self._clock())
        return Playback(self._clock, held_ms=PULSE_HOLDS_MS, settles_s=settles_s, channels=clip_streams.CHANNELS)

    def _start_stream(self, stream: Stream, playback: Playback) -> None:
        self._within_reason(lambda: _start(stream, playback))

    def play(self, clip: Clip, at_s: float = 0.0) -> None:
        """Starts the clip within one period; one that still sounds makes way for it. Raises PlayerUnavailable."""
        self.open()
        with self._lock:
            # What comes from one side needs both channels; a tone that follows a note comes three times a second.
            if self._streams is not None and not _has_sides(clip):
                self._awake.fade_out()
                with self._or_without_streams():
                    self._playback = self._streams.play(self._frames(clip, clip_streams.CHANNELS))
                    return
            self._end_stream()
            self._playback = self._awake
            self._playback.start(self._frames(clip, CHANNELS))

    def _frames(self, clip: Clip, channels: int) -> Frames:
        frames = frames_of(clip, SAMPLE_RATE_HZ, channels)
        return frames if self._gain == 1.0 else (frames * self._gain).astype(np.int16)

    def adjust(self, choice: SoundChoice) -> None:
        """Plays as loud as this, on this device, from the next clip on; a device that is gone is the default one."""
        # Loudness is heard about as its logarithm: half way down sounds half as loud only when squared.
        self._gain = (choice.volume / 100) ** 2
        if choice.output != self._output:
            with self._lock:
                self._output = choice.output
                self._close_device()
            self._playback.fade_out()

    def cut(self, at_s: float = 0.0) -> None:
        """Fades what sounds out within 5 ms of what the device fetches next; at once where it has its own stream."""
        with self._lock:
            self._end_stream()
        self._playback.fade_out()

    def _end_stream(self) -> None:
        if self._streams is not None:
            self._streams.end()

    def is_playing(self, at_s: float = 0.0) -> bool:
        """Whether the clip still sounds."""
        return not self._playback.idle and not self._lost.is_set()

    @property
    def playing(self) -> bool:
        """Whether the clip still sounds."""
        return self.is_playing()

    @property
    def is_stuck(self) -> bool:
        """Whether a try to open or close the device hangs, so that nothing can be played for now."""
        return any(thread.is_alive() for thread in self._stuck)

    @property
    def gap_s(self) -> float:
        """For how long the newest clip was silent amid its words, because the device was not served in time."""
        return self._playback.gap_s

    @property
    def first_sample_at_s(self) -> float | None:
        """`time.perf_counter()` when the device fetched the first sample of the newest clip; None until then."""
        return self._playback.first_fetch_at_s

    def wait_idle(self, timeout_s: float) -> bool:
        """Waits until the clip has sounded or was cut; False when that took too long."""
        return self._playback.wait_idle(timeout_s)

    def close(self) -> None:
        """Stops at once and lets the device go."""
        with self._lock:
            self._close_device()
        self._playback.fade_out()

    def _close_device(self) -> None:
        streams, self._streams = self._streams, None
        if streams is not None:
            streams.close()
            self._playback.clear()
            self._playback = self._awake
        device, self._device = self._device, None
        if device is not None:
            device.stop_callback = None
            self._playback.clear()
            self._let_go(device)

    def _let_go(self, device: Stream) -> None:
        closing = threading.Thread(target=device.close, name="sound closes", daemon=True)
        closing.start()
        closing.join(_CLOSE_WITHIN_S)
        if closing.is_alive():
            self._stuck.append(closing)

    def _within_reason(self, start: Callable[[], _Started]) -> _Started:
        """What it gives. Raises PlayerUnavailable, also when that takes too long."""
        opening = _Opening(start)
        device = opening.result()
        if device is None:
            self._stuck.append(opening.thread)
            raise PlayerUnavailable("no_sound_card")
        return device

    @contextmanager
    def _or_without_streams(self) -> Iterator[None]:
        """Where the server lets no other stream in, or drops it, the one that runs is left.

        Raises PlayerUnavailable when the server hangs, and when a clip was broken off.
        """
        try:
            yield
        except PlayerUnavailable as trouble:
            if self.is_stuck:
                self._lost.set()
                raise PlayerUnavailable("sound_lost") from trouble
            if self._streams is not None:
                self._streams.close()
            self._streams = None
            before, self._playback = self._playback, self._awake
            if before is not self._awake and not before.idle:
                raise PlayerUnavailable("sound_lost") from trouble


class _Device(miniaudio.PlaybackDevice):
    """One that leaves nothing behind: miniaudio's own keeps its connection to the sound server, which takes 64."""

    def close(self) -> None:
        is_open = self._device is not None
        super().close()
        context = getattr(self, "_context", None)  # none where it could not be had
        if is_open and context is not None:
            miniaudio.lib.ma_context_uninit(context)


def _opened(
    backends: list[miniaudio.Backend], period_ms: int, output: Any, pulse_holds_ms: int, channels: int
) -> miniaudio.PlaybackDevice:
    with _pulse_holding(pulse_holds_ms):
        return _Device(
            miniaudio.SampleFormat.SIGNED16,
            nchannels=channels,
            sample_rate=SAMPLE_RATE_HZ,
            buffersize_msec=period_ms,
            callback_periods=PERIODS,
            device_id=output,
            backends=backends,
            app_name="Noteworthy",
        )


def _has_sides(clip: Clip) -> bool:
    return clip.samples.ndim == 2 and clip.samples.shape[1] > 1


def _start(device: _Started, playback: Playback) -> _Started:
    """Has the device fetch from there. Raises PlayerUnavailable."""
    stream = _fetched(playback)
    next(stream)
    device.start(stream)
    return device


def _fetched(playback: Playback) -> Generator[bytes, int, None]:
    wanted = yield b""
    while True:
        wanted = yield playback.fetch(wanted).tobytes()


@contextmanager
def _pulse_holding(held_ms: int) -> Iterator[None]:
    """Has PulseAudio hold so much for what is opened meanwhile, and for nothing that this program starts later."""
    before = os.environ.get(_PULSE_HOLDS)
    os.environ[_PULSE_HOLDS] = str(held_ms)
    try:
        yield
    finally:
        if before is None:
            del os.environ[_PULSE_HOLDS]
        else:
            os.environ[_PULSE_HOLDS] = before


class _Opening(Generic[_Started]):
    """One try to open or start a device, in a thread of its own; what comes when nobody waits any more is closed."""

    def __init__(self, start: Callable[[], _Started]) -> None:
        self._start = start
        self._lock = threading.Lock()
        self._device: _Started | None = None
        self._error: PlayerUnavailable | None = None
        self._is_too_late = False
        self.thread = threading.Thread(target=self._run, name="sound opens", daemon=True)
        self.thread.start()

    def result(self) -> _Started | None:
        """The device, running; None when that took too long. Raises PlayerUnavailable."""
        for _ in range(_OPEN_LOOKS):
            self.thread.join(LOOK_EVERY_S)
            if not self.thread.is_alive():
                break
        with self._lock:
            self._is_too_late = True
            if self._error is not None:
                raise self._error
            return self._device

    def _run(self) -> None:
        try:
            device = self._start()
        except PlayerUnavailable as error:
            self._error = error
            return
        except miniaudio.MiniaudioError:
            self._error = PlayerUnavailable("no_sound_card")
            return
        with self._lock:
            if not self._is_too_late:
                self._device = device
                return
        device.close()


def list_outputs() -> tuple[str, ...]:
    """Names of the sound devices of this system, none when it has none; takes a moment."""
    return tuple(_output_ids(_real_backends()))


def _real_backends() -> list[miniaudio.Backend]:
    # Left to itself miniaudio falls back to its silent device, and nobody would learn that nothing sounds.
    enabled = miniaudio.get_enabled_backends() - {miniaudio.Backend.NULL, miniaudio.Backend.CUSTOM}
    return [backend for backend in miniaudio.Backend if backend in enabled]


def _output_ids(backends: Sequence[miniaudio.Backend]) -> dict[str, Any]:
    hush_alsa()
    try:
        return {str(found["name"]): found["id"] for found in miniaudio.Devices(list(backends)).get_playbacks()}
    except miniaudio.MiniaudioError:
        return {}
