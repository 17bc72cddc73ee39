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


@pytest.mark.parametrize(
    ("rate_hz", "channels", "shape"), [(16_000, 2, (1600, 2)), (32_000, 1, (3200, 1)), (16_000, 1, (1600, 1))]
)
def test_frames_have_both_the_rate_and_the_channels_that_are_wanted(
    rate_hz: int, channels: int, shape: tuple[int, int]
) -> None:
    clip = Clip(np.full(1600, 500, np.int16), 16_000)
    rows, columns = frames_of(clip, rate_hz, channels).shape
    assert columns == shape[1]
    assert rows == pytest.approx(shape[0], abs=4)


def test_a_single_sample_is_a_frame() -> None:
    assert frames_of(Clip(np.array([7], np.int16), 22050), 22050, 1).tolist() == [[7]]
