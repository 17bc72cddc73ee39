"""What the process of the sound card does with what it is told, on cards by hand."""

import queue
from types import SimpleNamespace
from typing import Any

import miniaudio
import numpy as np
import pytest

from app.speech.clip import Clip
from app.speech.errors import PlayerUnavailable
from app.speech.player import LOOK_EVERY_S
from app.speech.player_worker import BACKENDS, Loudspeaker, run
from app.speech.protocols import SoundChoice
from app.speech.wire import Packet

DEVICE = {"backend": "null", "period_ms": 40, "volume": 50, "output": None}


class Card:
    """In place of `MiniaudioPlayer`."""

    def __init__(self, **options: Any) -> None:
        self.options = options
        self.log: list[object] = []
        self.missing: str | None = None
        self.is_gone = False
        self.is_stuck = False
        self.idle = True
        self.gap_s = 0.0
        self.first_sample_at_s: float | None = None

    def adjust(self, choice: SoundChoice) -> None:
        self.log.append((choice.volume, choice.output))

    def open(self) -> None:
        if self.missing is not None:
            raise PlayerUnavailable(self.missing)
        self.log.append("open")
        self.is_gone = False

    def play(self, clip: Clip) -> None:
        if self.missing is not None:
            raise PlayerUnavailable(self.missing)
        self.log.append(("play", len(clip.samples), clip.sample_rate_hz))
        self.idle, self.first_sample_at_s = False, None

    def cut(self) -> None:
        self.log.append("cut")
        self.idle = True

    def wait_idle(self, timeout_s: float) -> bool:
        return self.idle

    def watch(self) -> None:
        if self.is_gone:
            raise PlayerUnavailable("sound_lost")


class Room:
    def __init__(self) -> None:
        self.told: list[dict[str, Any]] = []
        self.cards: list[Card] = []
        self.loudspeaker = Loudspeaker(lambda packet: self.told.append(packet.fields), self._make)  # type: ignore[arg-type]

    def _make(self, **options: Any) -> Card:
        self.cards.append(Card(**options))
        return self.cards[-1]

    @property
    def card(self) -> Card:
        return self.cards[-1]

    def open(self) -> None:
        self.loudspeaker.take(Packet({"serial": 1, "open": DEVICE}))

    def play(self, serial: int) -> None:
        samples = np.ones((100, 2), np.int16).tobytes()
        self.loudspeaker.take(Packet({"serial": serial, "play": {"sample_rate_hz": 48000, "channels": 2}}, samples))


def test_it_opens_what_it_is_told_and_says_so() -> None:
    room = Room()
    room.open()
    assert room.card.options == {"backends": [miniaudio.Backend.NULL], "period_ms": 40}
    assert room.card.log == [(50, None), "open"]
    assert room.told == [{"serial": 1, "opened": True}]
    assert BACKENDS["card"] is None, "all that there are"


def test_without_a_card_it_says_why_and_can_be_asked_again() -> None:
    room = Room()
    card = Card()
    room.loudspeaker._make_player = lambda **options: card  # type: ignore[assignment]
    card.missing = "no_sound_card"
    room.open()
    card.missing = None
    room.open()
    assert room.told == [{"serial": 1, "trouble": "no_sound_card"}, {"serial": 1, "opened": True}]


def test_it_tells_when_a_clip_began_and_how_it_ended() -> None:
    room = Room()
    room.open()
    room.told.clear()
    room.play(7)
    assert room.loudspeaker.is_playing
    assert room.card.log[-1] == ("play", 100, 48000)
    room.loudspeaker.poll()
    assert room.told == []
    room.card.first_sample_at_s = 3.5
    room.loudspeaker.poll()
    room.loudspeaker.poll()
    assert room.told == [{"began": 7, "at_s": 3.5}]
    room.card.idle, room.card.gap_s = True, 0.25
    room.loudspeaker.poll()
    room.loudspeaker.poll()
    assert room.told[1:] == [{"ended": 7, "gap_s": 0.25}]
    assert not room.loudspeaker.is_playing


def test_of_a_clip_that_was_cut_nothing_more_is_told() -> None:
    room = Room()
    room.open()
    room.play(7)
    room.told.clear()
    room.loudspeaker.take(Packet({"serial": 8, "cut": None}))
    room.loudspeaker.poll()
    assert room.card.log[-1] == "cut"
    assert room.told == []


def test_a_device_that_went_away_and_is_back_at_once_has_only_broken_off_the_clip() -> None:
    room = Room()
    room.open()
    room.play(7)
    room.told.clear()
    room.card.is_gone = True
    room.loudspeaker.poll()
    room.loudspeaker.look()
    room.loudspeaker.poll()
    assert room.told == [{"broken_off": True}]
    room.play(8)
    assert room.loudspeaker.is_playing


def test_a_device_that_stays_away_is_told_once_and_left_alone_until_it_is_to_be_opened() -> None:
    room = Room()
    room.open()
    room.play(7)
    room.told.clear()
    room.card.is_gone, room.card.missing = True, "no_sound_card"
    for _ in range(3):
        room.loudspeaker.look()
    assert room.told == [{"lost": "no_sound_card"}]
    room.card.missing = None
    room.told.clear()
    room.open()
    assert room.told == [{"serial": 1, "opened": True}]


def test_a_device_that_is_found_missing_by_a_clip_is_lost_too() -> None:
    room = Room()
    room.open()
    room.told.clear()
    room.card.missing = "no_sound_card"
    room.play(7)
    assert room.told == [{"lost": "no_sound_card"}]
    assert not room.loudspeaker.is_playing


def test_it_gives_a_sign_of_life_every_five_looks_even_without_a_card() -> None:
    room = Room()
    for _ in range(10):
        room.loudspeaker.look()
    assert room.told == [{"beat": True}] * 2


def test_what_makes_no_sense_ends_the_process() -> None:
    questions: queue.SimpleQueue[Packet] = queue.SimpleQueue()
    questions.put(Packet({"serial": 1, "cut": None}))
    with pytest.raises(ValueError, match="before it was opened"):
        run(Room().loudspeaker, questions)


def test_with_a_device_that_hangs_it_says_so_and_makes_room_for_another_process() -> None:
    room = Room()
    questions: queue.SimpleQueue[Packet] = queue.SimpleQueue()
    card = Card()
    room.loudspeaker._make_player = lambda **options: card  # type: ignore[assignment]
    card.missing, card.is_stuck = "no_sound_card", True
    questions.put(Packet({"serial": 1, "open": DEVICE}))
    run(room.loudspeaker, questions)
    assert room.told == [{"serial": 1, "trouble": "no_sound_card"}]


class Watched:
    """A loudspeaker that notes when it is looked at, and is stuck after so many turns; each takes 0.04 s."""

    def __init__(self, turns: int, *, is_playing: bool) -> None:
        self.now_s = 7.0
        self.is_playing = is_playing
        self.looked_at_s: list[float] = []
        self.waited_s: list[float | None] = []
        self._turns = turns

    @property
    def is_stuck(self) -> bool:
        return len(self.waited_s) >= self._turns

    def get(self, timeout: float | None = None) -> Packet:
        self.waited_s.append(timeout)
        raise queue.Empty

    def take(self, packet: Packet) -> None:
        raise AssertionError("nothing was told")

    def poll(self) -> None:
        self.now_s += 0.04

    def look(self) -> None:
        self.looked_at_s.append(round(self.now_s - 7.0, 2))
        self.now_s += 0.03


@pytest.mark.parametrize(("is_playing", "waits_s"), [(True, 0.02), (False, LOOK_EVERY_S)])
def test_it_looks_a_tenth_of_a_second_after_the_end_of_the_last_look(
    is_playing: bool, waits_s: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched: Any = Watched(7, is_playing=is_playing)
    monkeypatch.setattr("app.speech.player_worker.time", SimpleNamespace(perf_counter=lambda: watched.now_s))
    run(watched, watched)
    assert watched.looked_at_s == [0.12, 0.27]
    assert watched.waited_s == [waits_s] * 7
