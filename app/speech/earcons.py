"""Tones as sound. Which stand for what is decided in `app/feedback/private.py` and `app/feedback/place_tone.py`.

But for one: that the voice broke and is back has to be told where words and feedback have no say.
"""

import numpy as np

from app.feedback.private import Tone, ToneCode
from app.speech.clip import Clip

# A short stumble, three tones close together: unlike the pulses of a value and the two long tones of none.
VOICE_RESTARTED: ToneCode = (Tone(440.0, 60, 20), Tone(330.0, 60, 20), Tone(440.0, 60, 0))

SAMPLE_RATE_HZ = 22050
_RAMP_S = 0.008  # a tone that begins or ends at once clicks
_PEAK = 0.35


def render(code: ToneCode) -> Clip:
    """The tones one after another, mono when all are in the middle. Raises ValueError for a code without tones."""
    if not code:
        raise ValueError("a code has at least one tone")
    if all(tone.pan == 0 for tone in code):
        return Clip(np.concatenate([part for tone in code for part in (_sound(tone), _silence(tone))]), SAMPLE_RATE_HZ)
    stereo = [_placed(np.concatenate((_sound(tone), _silence(tone))), tone.pan) for tone in code]
    return Clip(np.concatenate(stereo), SAMPLE_RATE_HZ)


def _placed(
    samples: "np.ndarray[tuple[int], np.dtype[np.int16]]", pan: float
) -> "np.ndarray[tuple[int, int], np.dtype[np.int16]]":
    # Equal power: as loud at the sides as in the middle.
    angle = (pan + 1) * np.pi / 4
    return (samples[:, None] * np.array((np.cos(angle), np.sin(angle)))).astype(np.int16)


def _sound(tone: Tone) -> "np.ndarray[tuple[int], np.dtype[np.int16]]":
    count = round(tone.duration_ms / 1000 * SAMPLE_RATE_HZ)
    time_s = np.arange(count) / SAMPLE_RATE_HZ
    # A little of the octave above: small loudspeakers give hardly anything of a low pure tone.
    wave = np.sin(2 * np.pi * tone.frequency_hz * time_s) + 0.25 * np.sin(4 * np.pi * tone.frequency_hz * time_s)
    ramp = np.clip(np.minimum(time_s, time_s[::-1]) / _RAMP_S, 0, 1)
    return (wave / 1.25 * ramp * _PEAK * 32767).astype(np.int16)


def _silence(tone: Tone) -> "np.ndarray[tuple[int], np.dtype[np.int16]]":
    return np.zeros(round(tone.gap_ms / 1000 * SAMPLE_RATE_HZ), np.int16)
