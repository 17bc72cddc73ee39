"""Tone codes as sound."""

from dataclasses import replace

import numpy as np
import pytest

from app.feedback.place_tone import tone_at
from app.feedback.private import ERROR_CODE, Tone, tone_code
from app.recognition.observation import Box
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


@pytest.mark.parametrize(
    ("box", "frequency_hz", "right_over_left"),
    [
        (Box(0.4, 0.4, 0.6, 0.6), 600.0, 1.0),
        (Box(0.15, 0.0, 0.35, 0.0), 1200.0, 2.414),  # at the picture's left, which is the person's right
        (Box(0.65, 1.0, 0.85, 1.0), 300.0, 1 / 2.414),
    ],
)
def test_a_tone_sounds_where_the_note_is(box: Box, frequency_hz: float, right_over_left: float) -> None:
    clip = render((replace(tone_at(box), duration_ms=500),))
    channels = clip.samples.astype(float).reshape(len(clip.samples), -1)
    if channels.shape[1] == 1:
        channels = np.repeat(channels, 2, axis=1)
    left, right = np.sqrt((channels**2).mean(axis=0))
    loudest_hz = np.argmax(np.abs(np.fft.rfft(channels.sum(axis=1)))) * clip.sample_rate_hz / len(channels)

    assert loudest_hz == pytest.approx(frequency_hz, abs=3)
    assert right / left == pytest.approx(right_over_left, rel=0.01)


def test_a_tone_at_the_side_is_heard_on_one_side_only_and_as_loud() -> None:
    left = render((Tone(600.0, 300, 0, -1.0),)).samples.astype(float)
    middle = render((Tone(600.0, 300, 0, 0.0), Tone(600.0, 300, 0, 1.0))).samples.astype(float)

    assert np.abs(left[:, 1]).max() == 0
    count = len(left)
    assert (middle[:count] ** 2).sum() == pytest.approx((left**2).sum(), rel=0.01)
    assert np.abs(middle[count:, 0]).max() == 0, "the second tone is all on the right"


def test_a_code_without_tones_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        render(())
