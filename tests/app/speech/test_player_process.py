"""The sound card in its process: real ones on the silent device, that are killed and stopped, and ones by hand."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from app.speech import player_process
from app.speech.clip import Clip
from app.speech.errors import PlayerUnavailable, SoundBrokenOff
from app.speech.player_process import HUNG_S, START_WITHIN_S, ProcessPlayer
from app.speech.protocols import Adjustable, HearsGaps, SoundChoice, Watched
from app.speech.wire import Packet
from tests.app.speech.fakes import WAIT_S

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")

# A worker by hand: what it does with a clip is what its first sample says. It tells what it was asked, too.
BY_HAND = """
import os, sys
from app.speech.wire import Packet, read, write

def tell(**fields):
    write(sys.stdout.buffer, Packet(fields))

while (packet := read(sys.stdin.buffer)) is not None:
    fields, serial = packet.fields, packet.fields["serial"]
    if "open" in fields:
        if fields["open"]["output"] in ("gone", "stuck"):
            tell(serial=serial, trouble="no_sound_card")
            if fields["open"]["output"] == "stuck":
                break
        elif fields["open"]["output"] == "crash":
            os._exit(3)
        elif fields["open"]["output"] != "hang":
            tell(serial=serial, opened=True)
    elif "play" in fields:
        what = packet.samples[0]
        if what == 1:
            tell(began=serial, at_s=12.5)
            tell(ended=serial, gap_s=0.25)
        elif what == 2:
            tell(lost="no_sound_card")
        elif what == 3:
            tell(broken_off=True)
        elif what == 4:
            os._exit(3)
        elif what == 5:
            tell(ended=serial - 1, gap_s=9.0)
"""
ENDS, IS_LOST, IS_BROKEN_OFF, DIES, SOUNDS = 1, 2, 3, 4, 5


def clip(what: int, count: int = 100) -> Clip:
    return Clip(np.full(count, what, np.int16), 22050)


class Desk:
    """A player and its clock, set by hand."""

    def __init__(self, *command: str) -> None:
        self.now_s = 100.0
        self.player = ProcessPlayer(backend="null", command=command or None, clock=lambda: self.now_s)

    @property
    def pid(self) -> int:
        assert self.player._child is not None
        return self.player._child.pid

    def wait(self) -> None:
        """Until the process has told something, which the player has taken then."""
        assert self.player._child is not None
        answer = self.player._child.next_answer(WAIT_S)
        assert answer is not None
        if isinstance(answer, str):
            self.player._drop(answer)
        else:
            self.player._take(answer.fields)

    def wait_for_end(self) -> None:
        while self.player.is_playing():
            self.wait()


@pytest.fixture
def by_hand() -> Iterator[Desk]:
    desk = Desk(sys.executable, "-c", BY_HAND)
    yield desk
    desk.player.close()


@pytest.fixture
def real() -> Iterator[Desk]:
    desk = Desk()
    yield desk
    desk.player.close()


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_it_is_what_the_queue_can_look_after(by_hand: Desk) -> None:
    for what in (Watched, Adjustable, HearsGaps):
        assert isinstance(by_hand.player, what)


def test_a_clip_sounds_on_a_real_device_to_its_end(real: Desk) -> None:
    real.player.open()
    real.player.play(clip(1000, 2205))
    assert real.player.is_playing()
    real.wait_for_end()
    assert real.player.first_sample_at_s is not None
    real.player.watch()


def test_a_clip_of_minutes_can_be_cut_and_the_next_one_sounds(real: Desk) -> None:
    real.player.play(clip(1000, 600 * 22050))
    real.player.cut()
    assert not real.player.is_playing()
    real.player.play(clip(1000, 220))
    real.wait_for_end()


@posix_only
def test_a_process_that_is_killed_is_replaced_and_only_the_clip_is_lost(real: Desk) -> None:
    real.player.play(clip(1000, 600 * 22050))
    before = real.pid
    os.kill(before, signal.SIGKILL)
    real.wait_for_end()
    with pytest.raises(SoundBrokenOff):
        real.player.watch()
    assert real.pid != before
    assert not is_running(before), "it is no zombie either"
    real.player.play(clip(1000, 220))
    real.wait_for_end()
    real.player.watch()


@posix_only
def test_a_process_that_is_stopped_is_replaced_when_it_gives_no_sign_of_life(real: Desk) -> None:
    real.player.play(clip(1000, 600 * 22050))
    before = real.pid
    os.kill(before, signal.SIGSTOP)
    real.player.watch()
    for _ in range(round(HUNG_S / 0.5)):
        real.now_s += 0.5
        real.player.watch()
    real.now_s += 0.5
    with pytest.raises(SoundBrokenOff):
        real.player.watch()
    assert not is_running(before)
    assert not real.player.is_playing()


def test_when_the_whole_app_was_held_up_the_process_is_not_blamed(by_hand: Desk) -> None:
    by_hand.player.play(clip(SOUNDS))
    before = by_hand.pid
    for _ in range(3):
        by_hand.now_s += 3600.0
        by_hand.player.watch()
    assert by_hand.pid == before


def test_it_tells_when_the_first_sample_was_fetched_and_how_long_the_gap_was(by_hand: Desk) -> None:
    by_hand.player.play(clip(ENDS))
    by_hand.wait_for_end()
    assert by_hand.player.first_sample_at_s == 12.5
    assert by_hand.player.gap_s == 0.25
    by_hand.player.play(clip(SOUNDS))
    assert by_hand.player.first_sample_at_s is None
    assert by_hand.player.gap_s == 0.0


def test_the_end_of_the_clip_before_is_not_the_end_of_this_one(by_hand: Desk) -> None:
    by_hand.player.play(clip(SOUNDS))
    by_hand.wait()
    assert by_hand.player.is_playing()
    assert by_hand.player.gap_s == 0.0


def test_a_device_that_is_lost_is_told_and_opened_again(by_hand: Desk) -> None:
    by_hand.player.play(clip(IS_LOST))
    before = by_hand.pid
    by_hand.wait_for_end()
    with pytest.raises(PlayerUnavailable, match="sound_lost"):
        by_hand.player.watch()
    by_hand.player.watch()
    by_hand.player.open()
    by_hand.player.play(clip(ENDS))
    by_hand.wait_for_end()
    assert by_hand.pid == before, "the process is well"


@pytest.mark.parametrize("what", [IS_BROKEN_OFF, DIES])
def test_what_was_broken_off_can_be_played_again_at_once(by_hand: Desk, what: int) -> None:
    by_hand.player.play(clip(what))
    by_hand.wait_for_end()
    with pytest.raises(SoundBrokenOff):
        by_hand.player.watch()
    by_hand.player.watch()
    by_hand.player.play(clip(ENDS))
    by_hand.wait_for_end()
    by_hand.player.watch()


def test_a_clip_that_comes_before_anybody_looked_is_not_taken_for_the_one_that_was_lost(by_hand: Desk) -> None:
    by_hand.player.play(clip(DIES))
    by_hand.wait_for_end()
    by_hand.player.play(clip(ENDS))
    by_hand.player.watch()
    by_hand.wait_for_end()


def test_a_process_that_cannot_be_replaced_is_a_lost_sound(by_hand: Desk) -> None:
    by_hand.player.play(clip(DIES))
    by_hand.player._choice["output"] = "gone"
    by_hand.wait_for_end()
    with pytest.raises(PlayerUnavailable, match="sound_lost"):
        by_hand.player.watch()
    by_hand.player._choice["output"] = None
    by_hand.player.open()


@pytest.mark.parametrize("output", ["gone", "stuck", "crash"])
def test_a_device_that_cannot_be_opened_is_told_each_time(by_hand: Desk, output: str) -> None:
    by_hand.player.adjust(SoundChoice(output=output))
    for _ in range(2):
        with pytest.raises(PlayerUnavailable, match="no_sound_card"):
            by_hand.player.open()
    by_hand.player.watch()


def test_a_process_that_ends_after_it_opened_nothing_is_no_lost_sound(by_hand: Desk) -> None:
    by_hand.player.adjust(SoundChoice(output="stuck"))
    with pytest.raises(PlayerUnavailable, match="no_sound_card"):
        by_hand.player.open()
    by_hand.wait()
    assert by_hand.player._child is None
    by_hand.player.watch()
    # What was open before is told of, also where another one opens nothing meanwhile.
    by_hand.player.adjust(SoundChoice())
    by_hand.player.open()
    by_hand.player._drop("it was open")
    by_hand.player._drop("another was not")
    with pytest.raises(SoundBrokenOff):
        by_hand.player.watch()


def test_a_process_that_does_not_come_up_is_given_up(by_hand: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(player_process, "START_WITHIN_S", 0.01)
    by_hand.player.adjust(SoundChoice(output="hang"))
    with pytest.raises(PlayerUnavailable, match="no_sound_card"):
        by_hand.player.open()
    assert by_hand.player._child is None


def test_a_program_that_is_not_there_is_a_missing_sound_card() -> None:
    desk = Desk(str(Path(sys.executable).with_name("no such program")))
    with pytest.raises(PlayerUnavailable, match="no_sound_card"):
        desk.player.open()
    desk.player.close()


def test_another_output_takes_the_clip_away_and_loudness_does_not(by_hand: Desk) -> None:
    by_hand.player.play(clip(SOUNDS))
    by_hand.player.adjust(SoundChoice(volume=50))
    assert by_hand.player.is_playing()
    by_hand.player.adjust(SoundChoice(volume=50, output="headphones"))
    assert not by_hand.player.is_playing()


def test_closing_ends_the_process_and_does_no_harm_twice(by_hand: Desk) -> None:
    by_hand.player.open()
    pid = by_hand.pid
    by_hand.player.close()
    by_hand.player.close()
    assert not is_running(pid)
    assert not by_hand.player.is_playing()
    by_hand.player.watch()


@pytest.mark.parametrize("is_open", [True, False])
def test_a_process_that_is_not_there_yet_begins_with_what_was_chosen_meanwhile(is_open: bool) -> None:
    asked: list[Any] = []
    made: Any = ProcessPlayer.__new__(ProcessPlayer)
    made._is_open, made._clip, made._ask = is_open, 3, asked.append
    made._choice = player_process._essence(SoundChoice("en"))
    for volume in (100, 40, 40):
        made.adjust(SoundChoice("en", volume=volume))
    assert made._choice["volume"] == 40
    assert asked == [{"adjust": made._choice}] * is_open
    assert made._clip == 3


def test_a_sound_card_is_waited_for_to_the_last_moment_and_no_longer() -> None:
    waited: list[float] = []
    made: Any = ProcessPlayer.__new__(ProcessPlayer)
    made._clock = iter([0.0, START_WITHIN_S - 0.5, START_WITHIN_S]).__next__
    made._drop = lambda why: None

    def answer(left_s: float) -> Packet:
        waited.append(left_s)
        return Packet({"serial": 1, "opened": True})

    child: Any = SimpleNamespace(next_answer=answer)
    with pytest.raises(PlayerUnavailable):
        made._wait_for_opening(child, 2)
    assert waited == [0.5], "what it answers to an earlier question is passed over"


@pytest.mark.parametrize(
    ("told", "is_any", "taken"),
    [([], False, []), ([Packet({"clip": 1})], True, [{"clip": 1}]), (["it ended"], True, [])],
)
def test_the_end_of_the_process_is_something_that_was_told(told: list[Any], is_any: bool, taken: list[Any]) -> None:
    found, dropped = list[Any](), list[str]()
    made: Any = ProcessPlayer.__new__(ProcessPlayer)
    made._child, made._take, made._drop = SimpleNamespace(answers=lambda: told), found.append, dropped.append
    assert made._take_answers() is is_any
    assert found == taken
    assert dropped == [each for each in told if isinstance(each, str)]
    made._child = None
