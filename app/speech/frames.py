"""A clip at the rate and with the channels that an output wants. The voice's process does without it."""

import miniaudio
import numpy as np
from numpy.typing import NDArray

from app.speech.clip import Clip


def frames_of(clip: Clip, sample_rate_hz: int, channels: int) -> NDArray[np.int16]:
    """The clip's samples as an int16 array of shape (n, channels) at another rate."""
    samples = clip.samples[:, None] if clip.samples.ndim == 1 else clip.samples
    if len(samples) == 0:
        return np.zeros((0, channels), np.int16)
    if clip.sample_rate_hz == sample_rate_hz and samples.shape[1] == channels:
        return samples
    converted = miniaudio.convert_frames(
        miniaudio.SampleFormat.SIGNED16,
        samples.shape[1],
        clip.sample_rate_hz,
        np.ascontiguousarray(samples).tobytes(),
        miniaudio.SampleFormat.SIGNED16,
        channels,
        sample_rate_hz,
    )
    return np.frombuffer(bytes(converted), dtype=np.int16).reshape(-1, channels)
