"""Does the ear of these tests hear right: on sound whose content is known."""

import numpy as np
import pytest

from app.feedback.private import ERROR_CODE, tone_code
from app.speech.earcons import render
from tests.acceptance.sound import RATE_HZ, RECORDED_HZ, Samples, Stretch, in_words, sentences, slowed, stretches


def _silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * RATE_HZ), np.float32)


def _hum(seconds: float, hz: float = 200.0) -> Samples:
    time_s = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    return (0.3 * np.sin(2 * np.pi * hz * time_s)).astype(np.float32)


def _played(rank: int) -> Stretch:
    clip = render(tone_code(rank) if rank else ERROR_CODE)
    at_s = np.arange(round(len(clip.samples) / clip.sample_rate_hz * RATE_HZ)) / RATE_HZ
    samples = np.interp(at_s, np.arange(len(clip.samples)) / clip.sample_rate_hz, clip.samples / 32768)
    return Stretch(0.0, samples.astype(np.float32))


def test_silence_of_a_quarter_second_parts_two_stretches() -> None:
    sound = np.concatenate([_silence(1), _hum(0.5), _silence(0.1), _hum(0.5), _silence(0.3), _hum(0.2), _silence(1)])
    found = stretches(sound, start_s=10.0)
    assert [round(part.start_s, 2) for part in found] == [11.0, 12.4]
    assert [round(part.end_s, 2) for part in found] == [12.1, 12.6]
    assert found[1].level_dbfs == pytest.approx(-13.5, abs=0.2)
    assert stretches(_silence(1)) == []


@pytest.mark.parametrize(("hz", "loudness"), [(440.0, 0.707), (5000.0, 0.707), (11000.0, 0.0)])
def test_recording_is_slowed_without_what_would_fold_back(hz: float, loudness: float) -> None:
    time_s = np.arange(RECORDED_HZ) / RECORDED_HZ
    slow = slowed(np.sin(2 * np.pi * hz * time_s).astype(np.float32))
    assert len(slow) == RATE_HZ
    assert np.sqrt(np.mean(slow[200:-200] ** 2)) == pytest.approx(loudness, abs=0.01)


def test_gaps_are_those_an_ear_misses() -> None:
    whole = Stretch(0.0, _hum(1))
    holed = Stretch(0.0, np.concatenate([_hum(0.31), _silence(0.02), _hum(0.31), _silence(0.005), _hum(0.31)]))
    assert (whole.gaps, holed.gaps) == (0, 1)
    assert whole.clipped == 0
    assert Stretch(0.0, np.ones(20, np.float32)).clipped == 20


@pytest.mark.parametrize("rank", range(1, 8))
def test_tones_of_private_mode_are_counted(rank: int) -> None:
    expected = [tone.frequency_hz for tone in tone_code(rank)]
    assert _played(rank).tones_hz == pytest.approx(expected, rel=0.02)


def test_error_tones_are_told_from_values() -> None:
    assert _played(0).tones_hz == pytest.approx([330.0, 220.0], rel=0.02)


def test_noise_is_no_tone() -> None:
    noise = np.random.default_rng(1).normal(0, 0.2, RATE_HZ).astype(np.float32)
    assert Stretch(0.0, noise).tones_hz == ()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("20 dollars", "twenty dollars"),
        ("100,000 rupiah, total 1,250,015 rupiah", "one hundred thousand rupiah total one million two hundred fifty "
         "thousand fifteen rupiah"),
        ("F9: choose. Ctrl+Q: leave.", "f nine choose control q leave"),
        ("Trying to get it back…", "trying to get it back"),
    ],
)  # fmt: skip
def test_texts_become_the_words_of_a_voice(written: str, said: str) -> None:
    assert in_words(written) == said


def test_texts_are_parted_where_a_voice_pauses() -> None:
    assert sentences(["Camera lost. Trying, again.", "Camera lost."]) == ["camera lost", "trying", "again"]
