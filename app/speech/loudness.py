"""How loud a clip is, and every clip as loud as the next. Nothing here makes or plays sound.

A screen reader speaks at about -14 dBFS; eSpeak NG's own level is six decibels lower and differs by language. Just
turned up, the peaks of speech would be cut off; so they are held down for a few milliseconds each.
"""

import numpy as np
from numpy.typing import NDArray

from app.speech.clip import Clip

TARGET_DBFS = -14.0
CEILING = 0.9  # of full scale: what a card makes between two samples may be higher than both
_BLOCKS_A_SECOND = 1000
_FRAME = 10  # blocks: a hundredth of a second
_REACH = 3  # blocks; with both sides about one period of a low voice
_VOICED = 1e-3  # of the loudest frame's power; pauses and breath are below it
_ROUNDS = 5
_MOST_GAIN = 10.0  # a whisper is not made into noise


def voiced_dbfs(clip: Clip) -> float:
    """Root mean square of what is voiced, in decibels below full scale; minus infinity for silence."""
    level = _voiced_rms((_blocks(clip) ** 2).mean(axis=1))
    return float(20 * np.log10(level)) if level > 0 else float("-inf")


def levelled(clip: Clip, target_dbfs: float = TARGET_DBFS) -> Clip:
    """The mono clip at this loudness, without any peak above the ceiling."""
    blocks = _blocks(clip)
    power, peaks = (blocks**2).mean(axis=1), np.abs(blocks).max(axis=1, initial=0.0)
    level = _voiced_rms(power)
    if level == 0:
        return clip
    target = 10 ** (target_dbfs / 20)
    gain, held = 1.0, np.ones(len(blocks), np.float32)
    for _ in range(_ROUNDS):
        # Held down peaks make it softer again, so that it takes more.
        gain = min(_MOST_GAIN, gain * target / level)
        held = _held_down(peaks * gain)
        level = _voiced_rms(power * (gain * held) ** 2)
    middles = (np.arange(len(blocks)) + 0.5) * blocks.shape[1]
    gains = np.interp(np.arange(len(clip.samples)), middles, gain * held)
    return Clip(np.round(clip.samples * gains).astype(np.int16), clip.sample_rate_hz)


def _held_down(peaks: NDArray[np.float32]) -> NDArray[np.float32]:
    """A gain for each block that lets none through above the ceiling and never changes suddenly."""
    allowed = np.minimum(1.0, CEILING / np.maximum(peaks, 1e-6))
    # The least of what is allowed within reach and one more, averaged over the reach: what lies between the gains of a
    # block and of its neighbours is never more than the block allows.
    width, least_width = 2 * _REACH + 1, 2 * (_REACH + 1) + 1
    edged = np.pad(allowed, 2 * _REACH + 1, constant_values=1.0)
    least = np.lib.stride_tricks.sliding_window_view(edged, least_width).min(axis=1)
    held: NDArray[np.float32] = np.lib.stride_tricks.sliding_window_view(least, width).mean(axis=1)
    return held


def _voiced_rms(power: NDArray[np.float32]) -> float:
    """From the mean power of each block."""
    frames = np.pad(power, (0, -len(power) % _FRAME)).reshape(-1, _FRAME).mean(axis=1)
    loudest = frames.max(initial=0.0)
    return float(np.sqrt(frames[frames > loudest * _VOICED].mean())) if loudest > 0 else 0.0


def _blocks(clip: Clip) -> NDArray[np.float32]:
    """The sound as an array of shape (n, samples of a thousandth of a second), full scale being 1."""
    length = clip.sample_rate_hz // _BLOCKS_A_SECOND
    sound = clip.samples.astype(np.float32) / np.float32(32768)
    return np.pad(sound, (0, -len(sound) % length)).reshape(-1, length)
