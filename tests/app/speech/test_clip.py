"""Clips: trimming and conversion."""

import numpy as np
import pytest

from app.speech.clip import Clip, frames_of, trimmed


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


def test_frames_at_the_same_rate_are_the_samples() -> None:
    samples = tone(0.1)
    np.testing.assert_array_equal(frames_of(Clip(samples, 22050), 22050, 1)[:, 0], samples)


def test_frames_at_another_rate_keep_length_pitch_and_loudness() -> None:
    frames = frames_of(Clip(tone(1.0), 22050), 48000, 2)
    assert frames.dtype == np.int16
    assert frames.shape[1] == 2
    assert abs(len(frames) - 48000) < 50
    np.testing.assert_array_equal(frames[:, 0], frames[:, 1])
    spectrum = np.abs(np.fft.rfft(frames[:48000, 0]))
    assert abs(int(spectrum.argmax()) - 440) <= 1
    assert np.sqrt((frames.astype(float) ** 2).mean()) == pytest.approx(10000 / np.sqrt(2), rel=0.05)


def test_no_samples_give_no_frames() -> None:
    assert frames_of(Clip(np.zeros(0, np.int16), 22050), 48000, 2).shape == (0, 2)
