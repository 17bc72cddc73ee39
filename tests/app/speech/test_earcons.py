"""Tone codes as sound."""

import numpy as np
import pytest

from app.feedback.private import ERROR_CODE, Tone, tone_code
from app.speech.earcons import render


def pulses(samples: "np.ndarray[tuple[int, ...], np.dtype[np.int16]]", rate_hz: int) -> int:
    """How many stretches of sound, parted by 30 ms of silence or more."""
    loud = np.flatnonzero(np.abs(samples.astype(int)) > 300)
    return 1 + int(np.sum(np.diff(loud) > 0.03 * rate_hz))


@pytest.mark.parametrize("rank", [1, 2, 3, 4, 7, 9])
def test_as_many_pulses_are_heard_as_the_rank(rank: int) -> None:
    clip = render(tone_code(rank))

    assert pulses(clip.samples, clip.sample_rate_hz) == rank
    expected_ms = sum(tone.duration_ms + tone.gap_ms for tone in tone_code(rank))
    assert clip.duration_s == pytest.approx(expected_ms / 1000, abs=0.002 * rank)


@pytest.mark.parametrize("frequency_hz", [220.0, 660.0, 990.0, 1485.0])
def test_a_tone_has_its_pitch(frequency_hz: float) -> None:
    clip = render((Tone(frequency_hz, 500, 0),))
    spectrum = np.abs(np.fft.rfft(clip.samples.astype(float)))

    loudest_hz = np.argmax(spectrum) * clip.sample_rate_hz / len(clip.samples)
    assert loudest_hz == pytest.approx(frequency_hz, abs=3)


def test_tones_begin_and_end_softly_and_never_clip() -> None:
    for code in (ERROR_CODE, tone_code(7)):
        samples = render(code).samples.astype(int)
        assert np.abs(samples).max() < 16000
        assert np.abs(samples[:10]).max() < 1500
        assert np.abs(samples[-10:]).max() < 1500


def test_a_code_without_tones_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        render(())
