"""What a device fetches, frame by frame."""

import time

import numpy as np
import pytest

from app.speech import playback as playback_room
from app.speech.playback import FADE_FRAMES, HELD_FRAMES, SAMPLE_RATE_HZ, SETTLES_S, Playback

PERIOD = SAMPLE_RATE_HZ // 100


def level(value: int, count: int) -> np.ndarray:
    return np.full((count, 2), value, np.int16)


def test_a_feed_gives_a_clip_frame_by_frame_then_the_silence_the_device_holds_then_nothing() -> None:
    playback = Playback()
    assert playback.idle
    playback.start(level(1000, PERIOD + 100))
    assert not playback.idle
    np.testing.assert_array_equal(playback.fetch(PERIOD), level(1000, PERIOD))
    np.testing.assert_array_equal(playback.fetch(100), level(1000, 100))
    assert not playback.idle
    np.testing.assert_array_equal(playback.fetch(HELD_FRAMES + 5), level(0, HELD_FRAMES))
    assert playback.idle
    assert len(playback.fetch(PERIOD)) == 0


def test_a_cut_falls_to_silence_within_5_ms_and_without_a_jump() -> None:
    playback = Playback()
    playback.start(level(10000, SAMPLE_RATE_HZ))
    playback.fetch(PERIOD)
    playback.fade_out()
    assert playback.idle
    tail = playback.fetch(PERIOD)
    assert len(tail) == FADE_FRAMES == SAMPLE_RATE_HZ // 200
    steps = np.abs(np.diff(tail[:, 0].astype(int)))
    assert tail[0, 0] == 10000
    assert tail[-1, 0] == 0
    assert steps.max() < 100
    assert len(playback.fetch(PERIOD)) == 0


def test_a_cut_before_anything_was_heard_leaves_nothing_to_hear() -> None:
    playback = Playback()
    playback.start(level(10000, SAMPLE_RATE_HZ))
    playback.fade_out()
    assert len(playback.fetch(PERIOD)) == 0
    assert playback.first_fetch_at_s is None


def test_a_newer_clip_starts_at_once_over_the_fading_older_one() -> None:
    playback = Playback()
    playback.start(level(10000, SAMPLE_RATE_HZ))
    playback.fetch(PERIOD)
    playback.start(level(-500, PERIOD))
    heard = playback.fetch(PERIOD)[:, 0]
    assert heard[0] == 9500
    np.testing.assert_array_equal(heard[FADE_FRAMES:], -500)


def test_two_loud_clips_do_not_wrap_around() -> None:
    playback = Playback()
    playback.start(level(30000, SAMPLE_RATE_HZ))
    playback.fetch(PERIOD)
    playback.start(level(30000, PERIOD))
    assert playback.fetch(PERIOD)[:, 0].min() >= 30000


def test_the_first_fetch_is_timed_for_each_clip() -> None:
    playback = Playback()
    playback.start(level(1, PERIOD))
    assert playback.first_fetch_at_s is None
    before = time.perf_counter()
    playback.fetch(10)
    assert playback.first_fetch_at_s is not None
    assert before <= playback.first_fetch_at_s <= time.perf_counter()
    playback.start(level(1, PERIOD))
    assert playback.first_fetch_at_s is None


class Fetching:
    """A playback that a device fetches from, a period at a time, on a clock set by hand."""

    def __init__(self) -> None:
        self.now_s = 100.0
        self.playback = Playback(lambda: self.now_s)
        self.fetch(round(SETTLES_S / 0.01) + 1)

    def fetch(self, count: int, *, after_s: float = 0.01) -> None:
        for _ in range(count):
            self.now_s += after_s
            self.playback.fetch(PERIOD)


def test_a_device_that_fetches_in_time_leaves_no_gap() -> None:
    device = Fetching()
    device.fetch(10)
    device.playback.start(level(1000, 20 * PERIOD))
    device.fetch(1, after_s=5.0)
    device.fetch(10)
    device.fetch(1, after_s=HELD_FRAMES / SAMPLE_RATE_HZ - 0.001)
    device.fetch(100)
    assert device.playback.idle
    assert device.playback.gap_s == 0.0


def test_a_gap_is_what_the_device_waited_for_longer_than_it_holds() -> None:
    device = Fetching()
    device.playback.start(level(1000, 20 * PERIOD))
    device.fetch(3)
    device.fetch(1, after_s=HELD_FRAMES / SAMPLE_RATE_HZ + 0.2)
    device.fetch(3)
    device.fetch(1, after_s=HELD_FRAMES / SAMPLE_RATE_HZ + 0.1)
    assert device.playback.gap_s == pytest.approx(0.3)
    device.playback.start(level(1000, PERIOD))
    assert device.playback.gap_s == 0.0, "each clip has its own"


def test_after_the_last_word_nobody_hears_a_gap() -> None:
    device = Fetching()
    device.playback.start(level(1000, 3 * PERIOD))
    device.fetch(3)
    device.fetch(1, after_s=2.0)
    assert device.playback.gap_s == 0.0


def test_what_a_new_device_held_ready_before_it_is_no_gap() -> None:
    device = Fetching()
    device.playback.clear()
    device.playback.start(level(1000, 100 * PERIOD))
    device.fetch(1)
    device.fetch(1, after_s=2.0)
    assert device.playback.gap_s == 0.0


@pytest.mark.parametrize(
    ("held", "is_believed"),
    [
        (playback_room._LEAST_HELD_FRAMES, True),
        (playback_room._LEAST_HELD_FRAMES - 1, False),
        (HELD_FRAMES - 1, True),
        (HELD_FRAMES, False),
    ],
)
def test_what_a_device_fetched_before_a_clip_is_what_it_holds_if_that_can_be(held: int, is_believed: bool) -> None:
    playback = Playback()
    playback._fetched_frames = held - playback_room._FILL_VARIES_FRAMES
    playback.filled()
    assert playback._held_frames == (held if is_believed else HELD_FRAMES)


def test_gaps_count_once_a_device_has_settled_and_not_at_that_very_moment() -> None:
    for after_s, counts in ((SETTLES_S, False), (SETTLES_S + 0.5, True)):
        times = iter([10.0, 10.0, 10.0 + after_s])
        playback = Playback(clock=lambda times=times: next(times))  # type: ignore[misc]
        playback.start(level(1000, 10 * SAMPLE_RATE_HZ))
        for _ in range(3):
            playback.fetch(PERIOD)
        assert (playback.gap_s > 0) is counts
