"""Clips: trimming."""

import numpy as np
import pytest

from app.speech.clip import Clip, trimmed


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


def test_the_sound_itself_is_left_alone() -> None:
    samples = tone(0.2)
    clip = trimmed(Clip(samples, 22050))
    assert len(samples) - len(clip.samples) < 5


def test_nothing_is_left_of_silence() -> None:
    assert len(trimmed(Clip(np.zeros(100, np.int16), 22050)).samples) == 0
    assert len(trimmed(Clip(np.zeros(0, np.int16), 22050)).samples) == 0
