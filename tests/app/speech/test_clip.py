"""Clips: trimming, and the memory for them."""

import numpy as np
import pytest

from app.speech.clip import LONGEST_KEPT_S, Clip, ClipCache, trimmed


def tone(seconds: float, rate_hz: int = 22050, hz: float = 440.0) -> np.ndarray:
    return (10000 * np.sin(2 * np.pi * hz * np.arange(round(seconds * rate_hz)) / rate_hz)).astype(np.int16)


def test_duration_is_in_seconds_whatever_the_channels() -> None:
    assert Clip(np.zeros(11025, np.int16), 22050).duration_s == 0.5
    assert Clip(np.zeros((11025, 2), np.int16), 22050).duration_s == 0.5


@pytest.mark.parametrize("channels", [1, 2])
def test_silence_around_the_sound_is_trimmed_to_a_margin(channels: int) -> None:
    rng = np.random.default_rng(0)
    samples = np.concatenate((np.zeros(5000, np.int16), tone(0.2), np.zeros(9000, np.int16)))
    samples = samples + rng.integers(-20, 20, len(samples), dtype=np.int16)
    stacked = samples if channels == 1 else np.stack((samples, samples), axis=1)
    clip = trimmed(Clip(stacked, 22050))
    assert 0.2 < clip.duration_s <= 0.221
    assert np.abs(clip.samples.astype(int)).max() >= 9900


@pytest.mark.parametrize(("loudest", "silent", "sounds"), [(20, 1, 2), (10_000, 200, 201)])
def test_what_is_fifty_times_quieter_than_the_sound_is_silence_and_so_is_the_least_step(
    loudest: int, silent: int, sounds: int
) -> None:
    for edge, kept in ((silent, 1 + 2 * 10), (sounds, 2 * 1000 + 1)):
        samples = np.full(2 * 1000 + 1, edge, np.int16)
        samples[1000] = -loudest
        assert len(trimmed(Clip(samples, 1000)).samples) == kept


def test_the_sound_itself_is_left_alone() -> None:
    samples = tone(0.2)
    clip = trimmed(Clip(samples, 22050))
    assert len(samples) - len(clip.samples) < 5


def test_nothing_is_left_of_silence() -> None:
    assert len(trimmed(Clip(np.zeros(100, np.int16), 22050)).samples) == 0
    assert len(trimmed(Clip(np.zeros(0, np.int16), 22050)).samples) == 0


def clip(count: int, rate_hz: int = 22050) -> Clip:
    return Clip(np.zeros(count, np.int16), rate_hz)


def held(cache: ClipCache) -> list[int]:
    """Bytes in each room."""
    return [sum(kept.samples.nbytes for kept in room.clips.values()) for room in cache._rooms]


def test_what_is_remembered_never_takes_more_than_its_bytes() -> None:
    cache = ClipCache(3000, 1000)
    cache.expect(str(number) for number in range(0, 50, 2))
    for number in range(50):
        assert cache.put(str(number), clip(100 + number))
        assert held(cache)[0] <= 3000
        assert held(cache)[1] <= 1000
    assert [number for number in range(0, 50, 2) if str(number) in cache] == list(range(30, 50, 2))
    assert [number for number in range(1, 50, 2) if str(number) in cache] == [45, 47, 49]


def test_what_was_not_asked_for_the_longest_is_forgotten_first() -> None:
    cache = ClipCache(0, 600)
    kept = clip(100)
    for text in ("20", "5", "1"):
        cache.put(text, kept)
    assert cache.get("20") is kept
    cache.put("50", kept)
    assert [text in cache for text in ("20", "5", "1", "50")] == [True, False, True, True]


def test_a_day_of_messages_does_not_push_out_what_is_said_often() -> None:
    cache = ClipCache(1000, 1000)
    cache.expect(["20", "5"])
    for text in ("20", "5", *map(str, range(1000, 1100))):
        cache.put(text, clip(200))
    assert [text in cache for text in ("20", "5", "1000", "1099")] == [True, True, False, True]


def test_the_same_words_count_once() -> None:
    cache = ClipCache(0, 1000)
    for _ in range(10):
        cache.put("20", clip(200))
    cache.put("5", clip(200))
    assert "20" in cache
    cache.clear()
    assert cache.get("20") is None
    for text in ("1", "2"):
        cache.put(text, clip(250))
    assert "1" in cache, "what was forgotten takes no room"


def test_a_long_text_is_not_remembered_and_pushes_nothing_out() -> None:
    cache = ClipCache()
    cache.put("20", clip(100))
    assert not cache.put("help", clip(round(LONGEST_KEPT_S * 22050) + 1))
    assert not ClipCache(100, 100).put("20", clip(51))
    assert "20" in cache
    assert "help" not in cache


@pytest.mark.parametrize(("count", "is_kept"), [(500, True), (501, False)])
def test_a_clip_of_just_the_most_bytes_is_kept(count: int, is_kept: bool) -> None:
    cache = ClipCache(0, 1000)
    assert cache.put("20", clip(count)) is is_kept
    assert ("20" in cache) is is_kept
