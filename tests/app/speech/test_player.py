"""The player on miniaudio's silent device, and on cards by hand."""

import os
import threading
import time
from collections.abc import Callable, Iterator

import miniaudio
import numpy as np
import pytest

from app.speech import player as player_module
from app.speech.clip import Clip
from app.speech.errors import PlayerUnavailable
from app.speech.playback import PERIOD_MS, SAMPLE_RATE_HZ
from app.speech.player import LOOK_EVERY_S, PULSE_HOLDS_MS, PULSE_PERIOD_MS, MiniaudioPlayer
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


def test_pulseaudio_comes_first_and_holds_more_than_miniaudio_asks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[tuple[list[miniaudio.Backend], int]] = []

    def refuse(self: MiniaudioPlayer, backends: list[miniaudio.Backend], period_ms: int) -> None:
        tried.append((backends, period_ms))
        raise miniaudio.MiniaudioError("not there")

    monkeypatch.setattr(MiniaudioPlayer, "_start_on", refuse)
    monkeypatch.setenv("PULSE_LATENCY_MSEC", "")
    monkeypatch.delenv("PULSE_LATENCY_MSEC")
    pulse, alsa = miniaudio.Backend.PULSEAUDIO, miniaudio.Backend.ALSA
    with pytest.raises(PlayerUnavailable, match="no_sound_card"):
        MiniaudioPlayer(backends=[alsa, pulse]).open()
    assert tried == [([pulse], PULSE_PERIOD_MS), ([alsa], PERIOD_MS)]
    assert os.environ["PULSE_LATENCY_MSEC"] == str(PULSE_HOLDS_MS)
    monkeypatch.setenv("PULSE_LATENCY_MSEC", "300")
    with pytest.raises(PlayerUnavailable):
        MiniaudioPlayer(backends=[alsa], period_ms=10).open()
    assert tried[2:] == [([alsa], 10)]
    assert os.environ["PULSE_LATENCY_MSEC"] == "300", "what the person chose is left"


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
