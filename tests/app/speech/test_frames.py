"""Clips at another rate and with other channels."""

import numpy as np
import pytest

from app.speech.clip import Clip
from app.speech.frames import frames_of
from tests.app.speech.test_clip import tone


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
