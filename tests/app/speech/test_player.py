"""The player on miniaudio's silent device, and on cards by hand."""

import os
import threading
import time
from collections.abc import Callable, Generator, Iterator
from types import SimpleNamespace
from typing import Any

import miniaudio
import numpy as np
import pytest

from app.speech import player as player_module
from app.speech.clip import Clip
from app.speech.clip_streams import LEAD_MS
from app.speech.errors import PlayerUnavailable
from app.speech.playback import CHANNELS, PERIOD_MS, SAMPLE_RATE_HZ, SETTLES_S
from app.speech.player import (
    LOOK_EVERY_S,
    PULSE_AWAKE_HOLDS_MS,
    PULSE_HOLDS_MS,
    PULSE_PERIOD_MS,
    MiniaudioPlayer,
)
from app.speech.protocols import SoundChoice
from tests.app.speech.fakes import WAIT_S

PERIOD = SAMPLE_RATE_HZ // 100


@pytest.fixture
def player() -> Iterator[MiniaudioPlayer]:
    player = MiniaudioPlayer(null_device=True)
    yield player
    player.close()


def clip(seconds: float, rate_hz: int = 22050) -> Clip:
    return Clip(np.full(round(seconds * rate_hz), 1000, np.int16), rate_hz)


def test_a_clip_is_fetched_by_the_device_to_its_end(player: MiniaudioPlayer) -> None:
    player.open()
    asked_at_s = time.perf_counter()
    player.play(clip(0.2))
    assert player.wait_idle(WAIT_S)
    assert not player.playing
    assert player.first_sample_at_s is not None
    assert player.first_sample_at_s > asked_at_s


def test_a_cut_clip_is_over_at_once_and_the_next_one_plays(player: MiniaudioPlayer) -> None:
    player.play(clip(600.0, 8000))
    assert player.playing
    player.cut()
    assert not player.playing
    player.play(clip(0.01))
    assert player.wait_idle(WAIT_S)


def test_a_newer_clip_takes_the_place_of_one_that_would_play_for_minutes(player: MiniaudioPlayer) -> None:
    player.play(clip(600.0, 8000))
    player.play(clip(0.01))
    assert player.wait_idle(WAIT_S)


def test_opening_and_closing_twice_does_no_harm(player: MiniaudioPlayer) -> None:
    player.open()
    player.open()
    player.play(clip(600.0, 8000))
    player.close()
    assert not player.playing
    player.close()


def test_a_device_that_went_away_is_opened_anew(player: MiniaudioPlayer) -> None:
    player.play(clip(600.0, 8000))
    device = player._device
    assert device is not None
    device.stop()  # as when a headset is unplugged: the device stops without having been asked by the player
    assert not player.playing
    player.play(clip(0.01))
    assert player._device is not device
    assert player.wait_idle(WAIT_S)


def test_without_a_sound_card_it_says_so() -> None:
    not_here = sorted(set(miniaudio.Backend) - miniaudio.get_enabled_backends(), key=lambda backend: backend.value)[:1]
    with pytest.raises(PlayerUnavailable, match="no_sound_card"):
        MiniaudioPlayer(backends=not_here).open()


def test_left_to_choose_it_never_takes_the_silent_device() -> None:
    backends = MiniaudioPlayer()._backends
    assert backends
    assert miniaudio.Backend.NULL not in backends


def test_pulseaudio_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[tuple[list[miniaudio.Backend], int]] = []

    def refuse(self: MiniaudioPlayer, backends: list[miniaudio.Backend], period_ms: int) -> None:
        tried.append((backends, period_ms))
        raise miniaudio.MiniaudioError("not there")

    monkeypatch.setattr(MiniaudioPlayer, "_start_on", refuse)
    pulse, alsa = miniaudio.Backend.PULSEAUDIO, miniaudio.Backend.ALSA
    with pytest.raises(PlayerUnavailable, match="no_sound_card"):
        MiniaudioPlayer(backends=[alsa, pulse]).open()
    assert tried == [([pulse], PULSE_PERIOD_MS), ([alsa], PERIOD_MS)]
    with pytest.raises(PlayerUnavailable):
        MiniaudioPlayer(backends=[alsa], period_ms=10).open()
    assert tried[2:] == [([alsa], 10)]


class Library:
    """miniaudio's C library, and which contexts were let go."""

    def __init__(self, real: object) -> None:
        self.real = real
        self.let_go: list[object] = []

    def __getattr__(self, name: str) -> object:
        return getattr(self.real, name)

    def ma_context_uninit(self, context: object) -> None:
        self.let_go.append(context)


def test_a_closed_device_keeps_no_connection(player: MiniaudioPlayer, monkeypatch: pytest.MonkeyPatch) -> None:
    library = Library(miniaudio.lib)
    monkeypatch.setattr(miniaudio, "lib", library)
    player.open()
    device = player._device
    assert device is not None
    player.close()
    assert library.let_go == [device._context]
    device.close()
    assert len(library.let_go) == 1


class Server:
    """In place of miniaudio's device on PulseAudio: what was opened, with how much held, and what became of it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.streams: list[ServedStream] = []
        self.refuses = False
        self.filled_ms = 0
        self.may_start = threading.Event()
        self.may_start.set()
        monkeypatch.setattr(player_module, "_Device", self._open)

    def _open(self, *_: object, backends: list[miniaudio.Backend], **options: object) -> "ServedStream":
        if self.refuses:
            raise miniaudio.MiniaudioError("refused")
        self.streams.append(ServedStream(self, os.environ.get("PULSE_LATENCY_MSEC")))
        return self.streams[-1]


class ServedStream:
    def __init__(self, server: Server, held_ms: str | None) -> None:
        self.server = server
        self.held_ms = held_ms
        self.is_awake = not server.streams
        self.stop_callback: Callable[[], None] | None = None
        self.fetched: Generator[bytes, int, None] | None = None
        self.is_closed = False

    def start(self, fetched: Generator[bytes, int, None]) -> None:
        assert self.server.may_start.wait(WAIT_S)
        for _ in range(self.server.filled_ms * SAMPLE_RATE_HZ // 1000 // PERIOD if self.server.streams[1:] else 0):
            fetched.send(PERIOD)
        if self.server.refuses:
            raise miniaudio.MiniaudioError("refused")
        self.fetched = fetched

    def close(self) -> None:
        self.is_closed = True

    def fetch(self, frames: int) -> "np.ndarray[tuple[int, ...], np.dtype[np.int16]]":
        assert self.fetched is not None
        return np.frombuffer(self.fetched.send(frames), np.int16).reshape(-1, CHANNELS if self.is_awake else 1)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    monkeypatch.setenv("PULSE_LATENCY_MSEC", "")
    monkeypatch.delenv("PULSE_LATENCY_MSEC")
    return Server(monkeypatch)


@pytest.fixture
def on_pulse(server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[MiniaudioPlayer]:
    monkeypatch.setattr(player_module, "LOOK_EVERY_S", 0.0025)
    player = MiniaudioPlayer(backends=[miniaudio.Backend.PULSEAUDIO])
    player.open()
    yield player
    player.close()


def test_on_pulseaudio_a_clip_has_a_stream_of_its_own_that_is_ready_before(
    server: Server, on_pulse: MiniaudioPlayer
) -> None:
    on_pulse.watch()
    on_pulse.watch()
    awake, ready = server.streams
    assert (awake.held_ms, ready.held_ms) == (str(PULSE_AWAKE_HOLDS_MS), str(PULSE_HOLDS_MS))
    assert "PULSE_LATENCY_MSEC" not in os.environ, "it is no other program's business"
    assert ready.fetched is None, "it holds nothing yet"
    on_pulse.play(clip(1.0, SAMPLE_RATE_HZ))
    lead = SAMPLE_RATE_HZ * LEAD_MS // 1000
    first = ready.fetch(lead + 5)
    assert not first[:lead].any()
    assert (first[lead:] == 1000).all()
    assert len(awake.fetch(PERIOD)) == 0, "that one is silent"
    assert on_pulse.playing
    assert len(server.streams) == 2, "the next one is opened when it is looked after"


def test_a_clip_on_pulseaudio_is_over_when_it_was_heard_and_its_stream_goes(
    server: Server, on_pulse: MiniaudioPlayer
) -> None:
    on_pulse.watch()
    on_pulse.play(clip(0.1, SAMPLE_RATE_HZ))
    sounding = server.streams[1]
    held = SAMPLE_RATE_HZ * PULSE_HOLDS_MS // 1000
    sounding.fetch(SAMPLE_RATE_HZ * (LEAD_MS + 100) // 1000 + held - 1)
    on_pulse.watch()
    assert on_pulse.playing, "the server holds its last words"
    assert not sounding.is_closed
    sounding.fetch(1)
    assert not on_pulse.playing
    on_pulse.watch()
    assert sounding.is_closed
    assert [stream.is_closed for stream in server.streams] == [False, True, False]


@pytest.mark.parametrize(("filled_ms", "held_ms"), [(300, 330), (60, 600), (590, 600)])
def test_what_the_server_took_as_it_began_is_what_it_holds_at_the_end(
    server: Server, on_pulse: MiniaudioPlayer, filled_ms: int, held_ms: int
) -> None:
    on_pulse.watch()
    server.filled_ms = filled_ms
    on_pulse.play(clip(1.0, SAMPLE_RATE_HZ))
    left = SAMPLE_RATE_HZ * (LEAD_MS + 1000 - filled_ms + held_ms) // 1000
    server.streams[1].fetch(left - 1)
    assert on_pulse.playing
    server.streams[1].fetch(1)
    assert not on_pulse.playing


def test_a_tone_from_one_side_comes_from_there_and_words_take_its_place(
    server: Server, on_pulse: MiniaudioPlayer
) -> None:
    on_pulse.watch()
    awake, ready = server.streams
    on_pulse.play(clip(1.0, SAMPLE_RATE_HZ))
    right = np.stack((np.zeros(SAMPLE_RATE_HZ, np.int16), np.full(SAMPLE_RATE_HZ, 700, np.int16)), axis=1)
    on_pulse.play(Clip(right, SAMPLE_RATE_HZ))
    assert ready.is_closed
    np.testing.assert_array_equal(awake.fetch(PERIOD), right[:PERIOD])
    assert on_pulse.playing
    on_pulse.watch()
    on_pulse.play(clip(1.0, SAMPLE_RATE_HZ))
    assert (server.streams[2].fetch(SAMPLE_RATE_HZ)[-PERIOD:] == 1000).all()
    awake.fetch(PERIOD)
    assert len(awake.fetch(PERIOD)) == 0, "it faded"
    on_pulse.play(Clip(right, SAMPLE_RATE_HZ))
    on_pulse.cut()
    awake.fetch(PERIOD)
    assert len(awake.fetch(PERIOD)) == 0
    assert not on_pulse.playing


def test_on_pulseaudio_what_is_cut_is_silent_at_once_whatever_the_server_held(
    server: Server, on_pulse: MiniaudioPlayer
) -> None:
    on_pulse.watch()
    on_pulse.play(clip(1.0))
    on_pulse.cut()
    assert server.streams[1].is_closed
    assert not on_pulse.playing
    on_pulse.play(clip(1.0))
    assert server.streams[2].fetched is not None, "opened as it is needed, where none is ready"
    on_pulse.play(clip(1.0))
    assert server.streams[2].is_closed, "the newer one takes its place"
    on_pulse.close()
    assert all(stream.is_closed for stream in server.streams)


@pytest.mark.parametrize(("opened_before_s", "gap_s"), [(SETTLES_S, 0.25), (0.0, 0.0)])
def test_a_gap_in_a_clip_on_pulseaudio_is_noticed_from_its_first_words_on_once_the_server_has_settled(
    server: Server, opened_before_s: float, gap_s: float
) -> None:
    now_s = [50.0]
    player = MiniaudioPlayer(backends=[miniaudio.Backend.PULSEAUDIO], clock=lambda: now_s[0])
    player.open()
    now_s[0] += opened_before_s
    player.play(clip(2.0, SAMPLE_RATE_HZ))
    server.streams[1].fetch(PERIOD)
    now_s[0] += PULSE_HOLDS_MS / 1000 - 0.001
    server.streams[1].fetch(PERIOD)
    assert player.gap_s == 0.0, "so much was held"
    now_s[0] += PULSE_HOLDS_MS / 1000 + 0.25
    server.streams[1].fetch(PERIOD)
    assert player.gap_s == pytest.approx(gap_s)
    player.close()


@pytest.mark.parametrize("at", ["get ready", "start"])
def test_where_the_server_lets_no_other_stream_in_clips_sound_from_the_one_that_runs(
    server: Server, on_pulse: MiniaudioPlayer, at: str
) -> None:
    if at == "start":
        on_pulse.watch()
    server.refuses = True
    if at == "get ready":
        on_pulse.watch()
    on_pulse.play(clip(1.0, SAMPLE_RATE_HZ))
    assert on_pulse.playing
    assert (server.streams[0].fetch(PERIOD) == 1000).all()
    assert all(stream.is_closed for stream in server.streams[1:])
    on_pulse.watch()
    on_pulse.cut()
    on_pulse.play(clip(1.0, SAMPLE_RATE_HZ))
    assert on_pulse.playing
    on_pulse._lost.set()  # as when the server ends
    server.refuses = False
    on_pulse.play(clip(1.0))
    on_pulse.watch()
    assert [stream.is_closed for stream in server.streams[-2:]] == [False, False], "once it is back, they are, too"


def test_a_clip_whose_stream_the_server_drops_is_said_again_from_the_one_that_runs(
    server: Server, on_pulse: MiniaudioPlayer
) -> None:
    on_pulse.watch()
    awake, sounding = server.streams
    on_pulse.play(clip(1.0, SAMPLE_RATE_HZ))
    for _ in range(30):
        awake.fetch(PERIOD)
        sounding.fetch(1)
        on_pulse.watch()
    for _ in range(15):
        awake.fetch(PERIOD)
        on_pulse.watch()
    assert on_pulse.playing, "it may be late"
    awake.fetch(PERIOD)
    with pytest.raises(PlayerUnavailable, match="sound_lost"):
        on_pulse.watch()
    assert not on_pulse.playing
    on_pulse.open()
    on_pulse.play(clip(1.0, SAMPLE_RATE_HZ))
    assert (awake.fetch(PERIOD) == 1000).all()
    assert server.streams[0] is awake
    assert not awake.is_closed, "the server is there"
    awake.fetch(PERIOD)
    on_pulse.watch()


def test_a_server_that_hangs_as_a_clip_starts_holds_nobody_up(server: Server, on_pulse: MiniaudioPlayer) -> None:
    on_pulse.watch()
    server.may_start.clear()
    with pytest.raises(PlayerUnavailable, match="sound_lost"):
        on_pulse.play(clip(1.0))
    assert on_pulse.is_stuck
    server.may_start.set()


def test_what_the_person_has_pulseaudio_hold_is_left(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULSE_LATENCY_MSEC", "700")
    player = MiniaudioPlayer(backends=[miniaudio.Backend.PULSEAUDIO])
    player.open()
    player.watch()
    assert [stream.held_ms for stream in server.streams] == ["700", str(PULSE_HOLDS_MS)], "a clip's must fit in a piece"
    assert os.environ["PULSE_LATENCY_MSEC"] == "700"
    player.close()
    monkeypatch.setenv("PULSE_LATENCY_MSEC", "a lot")
    player.open()
    assert server.streams[-1].held_ms == str(PULSE_AWAKE_HOLDS_MS)
    player.close()


class Card:
    """A device in place of miniaudio's; what it fetches, and whether it hangs, the test decides."""

    def __init__(self) -> None:
        self.stop_callback: Callable[[], None] | None = None
        self.closed = threading.Event()
        self.may_close = threading.Event()
        self.may_close.set()

    def close(self) -> None:
        assert self.may_close.wait(WAIT_S)
        self.closed.set()


class Desk:
    """A player on cards by hand, and a clock set by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now_s = 100.0
        self.player = MiniaudioPlayer(null_device=True, clock=lambda: self.now_s)
        self.cards: list[Card] = []
        self.may_open = threading.Event()
        self.may_open.set()
        monkeypatch.setattr(self.player, "_start_device", self._start)
        monkeypatch.setattr(player_module, "LOOK_EVERY_S", 0.0025)
        monkeypatch.setattr(player_module, "_CLOSE_WITHIN_S", 0.05)

    def _start(self) -> Card:
        assert self.may_open.wait(WAIT_S)
        self.cards.append(Card())
        return self.cards[-1]

    def pass_time(self, seconds: float, *, fetches: bool) -> None:
        """As it is looked after."""
        for _ in range(round(seconds / LOOK_EVERY_S)):
            self.now_s += LOOK_EVERY_S
            if fetches:
                self.player._playback.fetch(PERIOD)
            self.player.watch()


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(monkeypatch)


def test_a_device_that_fetches_nothing_any_more_is_noticed_within_two_seconds(desk: Desk) -> None:
    desk.player.watch()
    desk.player.open()
    desk.pass_time(60.0, fetches=True)
    desk.player.play(clip(600.0, 8000))
    desk.pass_time(1.5, fetches=False)
    with pytest.raises(PlayerUnavailable, match="sound_lost"):
        desk.pass_time(0.5, fetches=False)
    desk.player.open()
    assert len(desk.cards) == 2
    assert desk.cards[0].closed.is_set()
    assert len(desk.player._playback.fetch(PERIOD)) == 0, "the rest of what was cut does not sound from the new one"
    desk.pass_time(10.0, fetches=True)


def _looks_until_it_is_lost(desk: Desk) -> int:
    for looks in range(1, 1000):
        try:
            desk.player.watch()
        except PlayerUnavailable:
            return looks
    return 0


def test_a_device_is_lost_at_the_first_look_beyond_its_time(desk: Desk) -> None:
    desk.player.open()
    assert _looks_until_it_is_lost(desk) == player_module._SETTLES_LOOKS + 1, "a new one"
    desk.player.open()
    desk.pass_time(60.0, fetches=True)
    assert _looks_until_it_is_lost(desk) == player_module._SILENT_LOOKS + 1


def test_a_new_device_may_first_play_what_its_server_held_ready(desk: Desk) -> None:
    desk.player.open()
    desk.pass_time(2.5, fetches=False)
    desk.pass_time(10.0, fetches=True)


def test_on_a_starved_computer_the_device_is_not_blamed(desk: Desk) -> None:
    desk.player.open()
    desk.pass_time(10.0, fetches=True)
    for _ in range(10):  # each look comes a second late, and so does the device
        desk.now_s += 1.0
        desk.player.watch()
    desk.pass_time(10.0, fetches=True)
    desk.now_s += 3600.0
    desk.player.watch()
    desk.pass_time(1.0, fetches=False)


def test_a_sound_server_that_hangs_holds_nobody_up(desk: Desk) -> None:
    desk.may_open.clear()
    for _ in range(3):
        with pytest.raises(PlayerUnavailable, match="no_sound_card"):
            desk.player.open()
    assert len(desk.player._stuck) == 1, "one try at a time"
    assert desk.player.is_stuck
    desk.may_open.set()
    desk.player._stuck[0].join(WAIT_S)
    assert desk.cards[0].closed.is_set(), "it came when nobody waited for it any more"
    assert not desk.player.is_stuck
    desk.player.open()
    desk.cards[1].may_close.clear()
    desk.player.close()
    with pytest.raises(PlayerUnavailable, match="no_sound_card"):
        desk.player.open()
    desk.cards[1].may_close.set()
    assert desk.cards[1].closed.wait(WAIT_S)
    desk.player._stuck[0].join(WAIT_S)
    desk.player.open()
    assert len(desk.cards) == 3


@pytest.mark.parametrize(("volume", "level"), [(100, 1000), (50, 250), (0, 0)])
def test_half_of_the_loudness_is_a_quarter_of_the_level_and_only_another_output_is_opened_anew(
    volume: int, level: int
) -> None:
    closed, faded = list[int](), list[int]()
    made: Any = MiniaudioPlayer.__new__(MiniaudioPlayer)
    made._output, made._lock = "Speakers", threading.Lock()
    made._close_device = lambda: closed.append(1)
    made._playback = SimpleNamespace(fade_out=lambda: faded.append(1))
    made.adjust(SoundChoice("en", volume=volume, output="Speakers"))
    assert (closed, faded) == ([], [])
    loud = Clip(np.full(10, 1000, np.int16), SAMPLE_RATE_HZ)
    assert made._frames(loud, 1).tolist() == [[level]] * 10
    made.adjust(SoundChoice("en", volume=volume, output="Headset"))
    assert (made._output, closed, faded) == ("Headset", [1], [1])
    made._output = None


@pytest.mark.parametrize(("shape", "has_sides"), [((10,), False), ((10, 1), False), ((10, 2), True)])
def test_only_a_clip_of_two_channels_comes_from_a_side(shape: tuple[int, ...], has_sides: bool) -> None:
    assert player_module._has_sides(Clip(np.ones(shape, np.int16), SAMPLE_RATE_HZ)) is has_sides


@pytest.mark.parametrize(("is_slow", "looks"), [(False, 1), (True, player_module._OPEN_LOOKS)])
def test_a_device_is_waited_for_until_it_is_there_and_so_long_at_most(is_slow: bool, looks: int) -> None:
    opening: Any = player_module._Opening(lambda: "a device")
    opening.thread.join(10.0)
    waited: list[float] = []
    opening.thread = SimpleNamespace(join=waited.append, is_alive=lambda: is_slow)
    assert opening.result() == "a device"
    assert len(waited) == looks
