"""Tones, loudness and trimming give the samples that they always gave, and clips are kept up to their bounds."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from app.feedback.private import Tone
from app.speech import clip as clip_module
from app.speech.clip import LONGEST_KEPT_S, Clip, ClipCache, trimmed
from app.speech.earcons import SAMPLE_RATE_HZ, VOICE_RESTARTED, render
from app.speech.loudness import levelled, voiced_dbfs
from tests.kept import compare

RATE = 16_000


def _speech() -> NDArray[np.int16]:
    """A low voice with pauses, louder and softer, and one click."""
    time_s = np.arange(RATE) / RATE
    loud = 0.05 + 0.1 * (np.sin(2 * np.pi * 3 * time_s) > 0.2) + 0.02 * np.sin(2 * np.pi * 1.3 * time_s)
    wave = loud * (np.sin(2 * np.pi * 140 * time_s) + 0.5 * np.sin(2 * np.pi * 700 * time_s))
    wave[5000:5040] = 0.9
    return (wave * 32767).astype(np.int16)


def _numbers(samples: NDArray[np.int16]) -> list[float]:
    sound = samples.astype(np.float64).reshape(len(samples), -1)
    blocks = [float(np.sqrt((block**2).mean())) for block in np.array_split(sound, 24)]
    return [float(len(sound)), *sound[:40].ravel().tolist(), *blocks, float(np.abs(sound).max())]


def test_samples_are_what_they_were() -> None:
    clip = Clip(_speech(), RATE)
    placed = (Tone(600.0, 30, 20, -1.0), Tone(1200.0, 25, 5, 0.5), Tone(300.0, 40, 0, 0.0))
    numbers = {
        "restarted": _numbers(render(VOICE_RESTARTED).samples),
        "placed": _numbers(render(placed).samples),
        "levelled": _numbers(levelled(clip).samples),
        "soft": _numbers(levelled(clip, -30.0).samples),
        "whisper": _numbers(levelled(Clip((_speech() // 200).astype(np.int16), RATE)).samples),
        "loudness": [voiced_dbfs(clip), voiced_dbfs(levelled(clip)), voiced_dbfs(render(VOICE_RESTARTED))],
    }
    compare(Path(__file__).with_name("sounds.json"), {}, numbers)


def test_a_code_without_tones_has_no_sound_and_silence_no_loudness() -> None:
    with pytest.raises(ValueError, match="at least one tone"):
        render(())
    silence = Clip(np.zeros(RATE, np.int16), RATE)
    assert voiced_dbfs(silence) == float("-inf")
    assert levelled(silence) is silence


@pytest.mark.parametrize(
    ("tones", "shape"),
    [
        ((Tone(500.0, 100, 50),), (round(0.15 * SAMPLE_RATE_HZ) - 1,)),
        ((Tone(500.0, 100, 50, 0.25),), (round(0.15 * SAMPLE_RATE_HZ) - 1, 2)),
    ],
)
def test_tones_are_mono_where_all_are_in_the_middle(tones: tuple[Tone, ...], shape: tuple[int, ...]) -> None:
    found = render(tones).samples.shape
    assert abs(found[0] - shape[0]) <= 1
    assert found[1:] == shape[1:]


def test_a_tone_at_a_side_is_as_loud_as_in_the_middle() -> None:
    left, middle, right = (render((Tone(500.0, 100, 0, pan), Tone(500.0, 1, 0, 0.5))).samples for pan in (-1, 0, 1))
    many = round(0.1 * SAMPLE_RATE_HZ)
    power = [(each[:many].astype(np.float64) ** 2).sum() for each in (left, middle, right)]
    assert power[0] == pytest.approx(power[2], rel=1e-3)
    assert power[1] == pytest.approx(power[0], rel=1e-2)
    assert not left[:many, 1].any()
    assert np.abs(right[:many, 0]).max() <= 1


@pytest.mark.parametrize("channels", [1, 2])
def test_silence_around_words_is_cut_but_for_a_margin(channels: int) -> None:
    rate = 1000
    samples = np.zeros((1000, channels), np.int16)
    samples[400:600, -1] = 5000
    samples[399, 0] = 5
    clip = trimmed(Clip(samples if channels > 1 else samples[:, 0], rate))
    kept = round(len(clip.samples) - 200)
    assert kept >= 0
    assert kept % 2 == 0
    before = kept // 2
    assert (np.abs(clip.samples.reshape(len(clip.samples), -1)).max(axis=1)[before : before + 200] == 5000).all()
    assert before == round(clip_module._MARGIN_S * rate)


def test_words_that_begin_and_end_with_the_clip_lose_nothing_and_silence_is_nothing() -> None:
    loud = np.full(300, 4000, np.int16)
    assert len(trimmed(Clip(loud, 1000)).samples) == 300
    assert len(trimmed(Clip(np.zeros(300, np.int16), 1000)).samples) == 0
    assert len(trimmed(Clip(np.ones(300, np.int16), 1000)).samples) == 0


def _clip(samples: int, rate: int = 1000) -> Clip:
    return Clip(np.zeros(samples, np.int16), rate)


@pytest.mark.parametrize(
    ("samples", "kept"), [(int(LONGEST_KEPT_S * 1000), True), (int(LONGEST_KEPT_S * 1000) + 1, False)]
)
def test_a_long_text_is_not_remembered(samples: int, kept: bool) -> None:
    cache = ClipCache()
    assert cache.put("text", _clip(samples)) is kept
    assert ("text" in cache) is kept


def test_so_many_bytes_are_kept_and_what_was_not_asked_for_goes_first() -> None:
    cache = ClipCache(expected_bytes=0, other_bytes=600)
    for text in ("a", "b", "c"):
        assert cache.put(text, _clip(100))
    assert [text in cache for text in "abc"] == [True] * 3
    assert cache.get("a") is not None
    assert cache.put("d", _clip(100))
    assert [text in cache for text in "abcd"] == [True, False, True, True]
    assert not cache.put("e", _clip(301))
    assert cache.put("e", _clip(300))
    assert [text in cache for text in "acde"] == [False, False, False, True]


def test_words_that_are_put_again_take_their_room_once() -> None:
    cache = ClipCache(expected_bytes=0, other_bytes=400)
    assert cache.put("a", _clip(100))
    assert cache.put("a", _clip(100))
    assert cache.put("b", _clip(100))
    assert [text in cache for text in "ab"] == [True, True]
    cache.clear()
    assert "a" not in cache
    assert cache.put("c", _clip(200))


def test_what_is_expected_has_a_room_of_its_own() -> None:
    cache = ClipCache(expected_bytes=200, other_bytes=200)
    cache.expect(["20 dollars"])
    assert cache.put("20 dollars", _clip(100))
    assert cache.put("other", _clip(100))
    assert cache.put("another", _clip(100))
    assert ["20 dollars" in cache, "other" in cache, "another" in cache] == [True, False, True]
    assert cache.get("nothing") is None
    assert _clip(500).duration_s == 0.5
